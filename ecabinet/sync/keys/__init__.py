"""Which keys this installation has, and how they are passed on."""
