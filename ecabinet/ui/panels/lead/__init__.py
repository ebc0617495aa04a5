"""The chair's desk: the agenda to call items from, and what is going on now with the floor."""
