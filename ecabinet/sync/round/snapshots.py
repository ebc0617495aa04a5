"""The snapshots of one space as they lie in a store: whose they are, which is the newest, and whether it is whole."""

from collections import defaultdict
from collections.abc import Iterator

from ecabinet.app.ports import KeyOf
from ecabinet.core.errors import SegmentDamaged
from ecabinet.core.ids import SpaceId, WriterId
from ecabinet.sync.formats.names import Kind, Place, place
from ecabinet.sync.round.snapshot import HEADER_BYTES, MAX_PART, Header, Part, open_part, read_header
from ecabinet.sync.stores.store import Store

MAX_MAKERS = 4
"""Makers whose snapshots are looked at."""


class Snapshots:
    """What a look at a space's snapshots shows; it is listed once.

    Attributes:
        space: whose snapshots these are.
        makers: at most a few of those who made one, by identifier.
    """

    def __init__(self, store: Store, space: SpaceId) -> None:
        self._store, self.space = store, space
        self._by_maker: dict[WriterId, dict[str, Place]] = defaultdict(dict)
        folder = f"{space}/snap"
        for name in store.list(folder):
            at = place(f"{folder}/{name}")
            if at and at.kind is Kind.SNAPSHOT:
                self._by_maker[at.writer][f"{folder}/{name}"] = at
        self.makers = tuple(sorted(self._by_maker))[:MAX_MAKERS]

    def of(self, maker: WriterId) -> dict[str, Place]:
        """Return all files of a maker by path."""
        return self._by_maker.get(maker, {})

    def last(self, maker: WriterId) -> int:
        """Return the number of a maker's newest snapshot, whole or not; 0 if there is none."""
        return max((at.number for at in self.of(maker).values()), default=0)

    def newest(self, maker: WriterId) -> dict[str, Place]:
        """Return the files of a maker's newest snapshot that are there, by path in the order of the parts."""
        last = self.last(maker)
        files = [(path, at) for path, at in self.of(maker).items() if at.number == last]
        return dict(sorted(files, key=lambda file: file[1].part))

    def header(self, maker: WriterId) -> Header | None:
        """Return what the newest snapshot of a maker says of itself, unverified; None if a part is missing."""
        files = self.newest(maker)
        first = next(iter(files), None)
        try:
            header = read_header((self._store.read(first, HEADER_BYTES) if first else None) or b"", first or "")
        except SegmentDamaged:
            return None
        return header if [at.part for at in files.values()] == list(range(1, header.parts + 1)) else None

    def parts(self, maker: WriterId, key_of: KeyOf) -> Iterator[Part]:
        """Read the newest snapshot of a maker, one part after the other.

        Raises:
            SegmentDamaged: as `open_part`; PARTIAL too if a file has just gone.
        """
        for path, at in self.newest(maker).items():
            yield open_part(self._store.read(path, MAX_PART + 1) or b"", at, key_of, path)
