"""The `override` mark of `core`, where the adapters find it."""

from ecabinet.core.override import override

__all__ = ["override"]
