"""What this member did on this laptop and nobody else needs to know, kept in the same file."""

from collections.abc import Collection

from ecabinet.app.override import override
from ecabinet.app.ports import Marks
from ecabinet.core.ids import VersionHash
from ecabinet.replica import blobs
from ecabinet.replica.ledger import Reading


class SqlMarks(Marks):
    """Answers and notes, each in a transaction of its own."""

    def __init__(self, reading: Reading, writing: Reading) -> None:
        self._reading, self._writing = reading, writing

    @override
    def opened(self, among: Collection[VersionHash]) -> frozenset[str]:
        with self._reading() as reading:
            return blobs.opened_here(reading.connection, among)

    @override
    def mark(self, version: VersionHash) -> None:
        with self._writing() as writing:
            blobs.mark_opened(writing.connection, version)
