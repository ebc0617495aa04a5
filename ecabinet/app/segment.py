"""A segment: a run of records of one writer's log, signed once, kept and forwarded byte for byte."""

from dataclasses import dataclass

from ecabinet.core.event import Log, Record
from ecabinet.core.ids import SpaceId, WriterId

NO_HASH = bytes(32)
"""What stands for "no record before this one"."""


@dataclass(frozen=True, slots=True)
class SegmentName:
    """Where a segment belongs: the log it continues and its first and last number (from 1, inclusive)."""

    space: SpaceId
    log: Log
    writer: WriterId
    first: int
    last: int
    epoch: int = 0
    """Controller epoch of a control segment, 0 for data."""

    @property
    def label(self) -> str:
        """How reports call a segment whose file is not known."""
        return f"{self.space}/{self.log}/{self.writer}-{self.epoch}-{self.first}-{self.last}"


@dataclass(frozen=True, slots=True)
class Segment:
    """An opened segment.

    Attributes:
        prev: hash of the record before the first one, `NO_HASH` at the start of the log.
        records: oldest first, at least one.
        raw: the exact bytes as sealed by the writer, signature included.
        encoded: the bytes of each record, of which its hash is made; sealed together they make a pack.
        sealed: whether the body was encrypted.
    """

    name: SegmentName
    prev: bytes
    records: tuple[Record, ...]
    raw: bytes
    encoded: tuple[bytes, ...] = ()
    sealed: bool = False

    @property
    def tip(self) -> bytes:
        """Hash of the last record."""
        return self.records[-1].hash


@dataclass(frozen=True, slots=True)
class Tip:
    """How far a log is known: number and hash of its last record; (0, NO_HASH) when it is empty."""

    seq: int = 0
    hash: bytes = NO_HASH
