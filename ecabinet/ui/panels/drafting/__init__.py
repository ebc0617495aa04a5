"""Drafting a meeting: its header, the list of meetings, the people invited."""
