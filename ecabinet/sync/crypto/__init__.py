"""Signing, wrapping and sealing: bytes and keys, nothing of what they mean."""
