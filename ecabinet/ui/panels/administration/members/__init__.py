"""People of the organization, their laptops, and what an administrator decides about them."""
