"""A new version of the open paper: which of one's marks go with it, which are to be looked at, which stay."""
