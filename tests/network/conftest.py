"""What the tests over a network share: a real server of their own, which they stop and start."""

from tests.postgres import server

__all__ = ["server"]
