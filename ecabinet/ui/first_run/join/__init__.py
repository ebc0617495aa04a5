"""Joining an organization: invitation, this computer, six digits to compare."""
