"""What the room sees on the wall: one slide for each state of the meeting."""
