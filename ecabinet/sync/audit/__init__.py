"""A whole store checked with public keys only."""
