"""The desk at the door: who is here, who left, who is excused."""
