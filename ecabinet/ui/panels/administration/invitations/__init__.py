"""Invitations for laptops, from the paper handed over to the comparison of six digits."""
