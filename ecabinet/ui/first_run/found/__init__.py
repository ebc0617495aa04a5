"""Founding an organization: its name and rules, its store, its root key."""
