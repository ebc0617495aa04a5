"""Bytes of each kind of file, their names, and what can be said about them one by one."""
