"""The now bar: what is going on in the meeting, in one line."""
