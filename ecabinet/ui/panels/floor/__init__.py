"""The floor as a delegate sees it: who speaks, who waits, who has spoken, and my own request."""
