"""What the tests over a share of a real server share."""

from tests.sync.samba.smbd import share

__all__ = ["share"]
