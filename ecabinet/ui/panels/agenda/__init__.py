"""The agenda of the meeting: the tree at the left, and the page of one item."""
