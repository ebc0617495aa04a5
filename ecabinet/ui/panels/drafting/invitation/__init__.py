"""Inviting people to a meeting, with capacity and seat."""
