"""What lies in one space of a store, as far as looking showed: the segment files, and which of them are still open.

Looking lists folders and opens no file. Folders of days and of writers grow in number for years; the lively ones are
listed in every round, the others in turn.
"""

from collections.abc import Iterator

from ecabinet.core.event import Log
from ecabinet.core.ids import SpaceId, WriterId
from ecabinet.sync.names import SEGMENTS, Place, place
from ecabinet.sync.pace import Rotation
from ecabinet.sync.store import Store

DAYS = 32
"""Quiet folders of days listed in a round."""

WRITERS = 8
"""Folders of writers listed in a round, and heads read."""


class Listing:
    """The segment files of a space.

    Attributes:
        places: what the names of all listed segment files say, by path.
        open: paths of segments not yet known to be in the journal.
        changed: whether something new or missing was seen since somebody last set this to False.
        heads: paths of the heads to read after the last look.
    """

    def __init__(self, store: Store, space: SpaceId) -> None:
        self._store = store
        self.space = space
        self.places: dict[str, Place] = {}
        self.open: set[str] = set()
        self.changed = False
        self.heads: tuple[str, ...] = ()
        self._folders: dict[str, tuple[str, ...]] = {}
        self._days = Rotation(DAYS)
        self._writers = Rotation(WRITERS, lively=0)

    def look(self) -> None:
        """List the folders whose turn it is.

        Raises:
            StoreUnreachable: nothing more was looked at; what was seen before stands.
        """
        control = f"{self.space}/ctl"
        self._list(control)
        days, writers = self._subfolders("in"), self._subfolders("w")
        for gone in self._folders.keys() - {control, *days, *writers}:
            self._note(gone, ())
        for folder in self._days.pick(days):
            if self._list(folder):
                self._days.stir(folder)
        turn = self._writers.pick(writers)
        for folder in turn:
            self._list(folder)
        self.heads = tuple(head for folder in (control, *turn) if self.shows(head := f"{folder}/head"))

    def shows(self, path: str) -> bool:
        """Say whether a file was there when its folder was last listed."""
        folder, _slash, name = path.rpartition("/")
        return name in self._folders.get(folder, ())

    def unsettled(self, log: Log) -> tuple[str, ...]:
        """Return the open segments of a log by writer, epoch and number."""
        paths = [path for path in self.open if self.places[path].log is log]
        return tuple(sorted(paths, key=lambda path: (_order(self.places[path]), path)))

    def settle(self, path: str) -> None:
        """Note that the journal holds what this file holds."""
        self.open.discard(path)

    def gaps(self, log: Log, writer: WriterId, last: int) -> tuple[tuple[int, int], ...]:
        """Return which numbers from 1 to `last` no listed file of a log covers, as first and last of each gap."""
        own = (p for p in self.places.values() if p.log is log and (log is Log.CONTROL or p.writer == writer))
        return tuple(_gaps(sorted((p.first, p.last) for p in own), last))

    def _subfolders(self, name: str) -> tuple[str, ...]:
        folder = f"{self.space}/{name}"
        return tuple(f"{folder}/{found[:-1]}" for found in self._store.list(folder) if found.endswith("/"))

    def _list(self, folder: str) -> bool:
        return self._note(folder, self._store.list(folder))

    def _note(self, folder: str, names: tuple[str, ...]) -> bool:
        """Take over what a folder holds now; say whether that differs from before."""
        before = self._folders.get(folder, ())
        if before == names:
            return False
        self.changed = True
        self._folders[folder] = names
        for name in set(before) - set(names):
            self.places.pop(f"{folder}/{name}", None)
            self.open.discard(f"{folder}/{name}")
        for name in set(names) - set(before):
            self._add(f"{folder}/{name}")
        return True

    def _add(self, path: str) -> None:
        found = place(path)
        if found and found.kind in SEGMENTS:
            self.places[path] = found
            self.open.add(path)


def _order(found: Place) -> tuple[str, int, int]:
    return found.writer, found.epoch, found.first


def _gaps(ranges: list[tuple[int, int]], last: int) -> Iterator[tuple[int, int]]:
    expected = 1
    for first, end in [*ranges, (last + 1, last + 1)]:
        if expected <= min(first - 1, last):
            yield expected, min(first - 1, last)
        expected = max(expected, end + 1)
