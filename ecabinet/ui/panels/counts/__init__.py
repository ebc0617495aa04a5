"""Typing in the numbers of a vote that people have counted."""
