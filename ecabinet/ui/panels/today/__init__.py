"""The first screen's panel: the next meeting, votes that wait, the other meetings."""
