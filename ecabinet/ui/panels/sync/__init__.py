"""The sync light: how the connection to the store stands."""
