"""A store copied into another, or filled again from a replica."""
