"""eCabinet: paperless meetings for provincial committees; read docs/architecture.md first."""

__version__ = "0.1.0"
