"""The secretariat's list of meetings."""
