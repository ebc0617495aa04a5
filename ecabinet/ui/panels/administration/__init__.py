"""Administration: people and their laptops, invitations, and what was set aside."""
