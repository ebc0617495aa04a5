"""What lies in one space of a store, as far as looking showed: the segment files, and which of them are still open.

Looking lists folders and opens no file. Folders of days and of writers grow in number for years; the lively ones are
listed in every round, the others in turn.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping

from ecabinet.app.segment import SegmentName
from ecabinet.core.event import Log
from ecabinet.core.ids import SpaceId, WriterId
from ecabinet.sync.formats.names import NOBODY, SEGMENTS, Kind, Place, place
from ecabinet.sync.round.pace import Rotation
from ecabinet.sync.stores.store import Store

DAYS = 32
"""Quiet folders of days listed in a round."""

WRITERS = 8
"""Folders of writers listed in a round, and heads read."""

_FLAT = ("ctl", "deed", "fork")

Gaps = tuple[tuple[int, int], ...]
"""First and last number of each gap, in order."""


class Listing:
    """The segment files of a space.

    Attributes:
        places: what the names of all listed segment files say, by path.
        open: paths of segments not yet known to be in the journal.
        changed: whether something new or missing was seen since somebody last set this to False.
        moves: how often something new or missing was seen.
        heads: paths of the heads to read after the last look.
        stated: what lies there under the name of its content, deeds and forks, by path.
        odd: folder and name of files called almost like segments, as synchronising programs call their copies.
        bare: whether the space's genesis was missing.
        testified: whether anybody says what he took in of the others' logs.
        told: whether anybody tells what he does just now.
        doubtful: paths of segments that may contradict the journal although their numbers are in it.
    """

    def __init__(self, store: Store, space: SpaceId) -> None:
        self._store = store
        self.space = space
        self.places: dict[str, Place] = {}
        self.open: set[str] = set()
        self.changed, self.moves = False, 0
        self.heads: tuple[str, ...] = ()
        self.stated: dict[str, Place] = {}
        self.odd: set[tuple[str, str]] = set()
        self.bare = self.testified = self.told = False
        self.doubtful: set[str] = set()
        self._examined: set[str] = set()
        self._ranges: dict[tuple[Log, str, int, int, int], str] = {}
        self._folders: dict[str, tuple[str, ...]] = {}
        self._named, self._visited = frozenset[str](), set[str]()
        self._sorted, self._fewer = dict[Log, tuple[str, ...]](), set[Log]()
        self._days = Rotation(DAYS)
        self._writers = Rotation(WRITERS, lively=0)

    def look(self) -> None:
        """List the folders whose turn it is.

        Raises:
            StoreUnreachable: nothing more was looked at; what was seen before stands.
        """
        root = self._store.list(self.space)
        self.bare, self.testified = "space.mp" not in root, "seen/" in root
        self.told = "eph/" in root
        flat = [f"{self.space}/{name}" for name in _FLAT if f"{name}/" in root]
        days, writers = (self._subfolders(name) if f"{name}/" in root else () for name in ("in", "w"))
        self._named = frozenset((*days, *writers))
        for gone in self._folders.keys() - {*flat, *self._named}:
            self._note(gone, ())
        for folder in flat:
            self.visit(folder)
        for folder in self._days.pick(days):
            if self.visit(folder):
                self._days.stir(folder)
        turn = self._writers.pick(writers)
        for folder in turn:
            self.visit(folder)
        self.heads = tuple(head for folder in (f"{self.space}/ctl", *turn) if self.shows(head := f"{folder}/head"))

    def glance(self) -> None:
        """List only where news are likely: the control chain and the lively days.

        Raises:
            StoreUnreachable: as in `look`.
        """
        above = f"{self.space}/in"
        lively = self._days.lively(folder for folder in self._folders if folder.startswith(f"{above}/"))
        likely = (f"{self.space}/ctl", above, *lively)
        found = dict(zip(likely, self._store.list_many(likely), strict=True))
        days = self._days.lively(_subfolders(above, found.pop(above)))
        fresh = tuple(day for day in days if day not in found)
        for folder, names in (*found.items(), *zip(fresh, self._store.list_many(fresh), strict=True)):
            if self._note(folder, names) and folder in days:
                self._days.stir(folder)

    def rest(self, writers: Iterable[WriterId]) -> None:
        """Note that nothing new is expected in the folders of these writers: they are listed in turn."""
        self._writers.rest(f"{self.space}/w/{writer}" for writer in writers)

    def visit(self, folder: str) -> bool:
        """List one folder now; say whether it differs from before."""
        self._visited.add(folder)
        return self._note(folder, self._store.list(folder))

    def shows(self, path: str) -> bool:
        """Say whether a file was there when its folder was last listed."""
        folder, _slash, name = path.rpartition("/")
        return name in self._folders.get(folder, ())

    def unsettled(self, log: Log) -> tuple[str, ...]:
        """Return the open segments of a log by writer, epoch and number; they are sorted when there are new ones."""
        if log not in self._sorted:
            paths = [path for path in self.open if self.places[path].log is log]
            self._sorted[log] = tuple(sorted(paths, key=lambda path: (_order(self.places[path]), path)))
        elif log in self._fewer:
            self._sorted[log] = tuple(path for path in self._sorted[log] if path in self.open)
        self._fewer.discard(log)
        return self._sorted[log]

    def settle(self, path: str) -> None:
        """Note that the journal holds what this file holds."""
        if path in self.open:
            self.open.discard(path)
            self._fewer.update(Log)

    def doubt(self, writer: WriterId, seq: int) -> None:
        """Note that a number of a writer was found twice: every file that covers it is to be looked into, once."""
        covering = {path for path, at in self.places.items() if at.first <= seq <= at.last}
        mine = {path for path in covering if self.places[path].writer in (writer, NOBODY)}
        self.doubtful |= mine - self._examined - self.open

    def examine(self, path: str) -> None:
        """Note that a doubtful file was looked into."""
        self.doubtful.discard(path)
        self._examined.add(path)

    def of(self, log: Log, writer: WriterId, epoch: int = 0) -> dict[str, Place]:
        """Return the listed segments of a log by path; of the control chain, those of one controller epoch."""
        mine = {path: at for path, at in self.places.items() if (at.log, at.epoch) == (log, epoch)}
        return mine if log is Log.CONTROL else {path: at for path, at in mine.items() if at.writer == writer}

    def gaps(self, log: Log, writer: WriterId, last: int, epoch: int = 0) -> Gaps:
        """Return which numbers from 1 to `last` no listed file of a log covers."""
        return tuple(_gaps(sorted((at.first, at.last) for at in self.of(log, writer, epoch).values()), last))

    def uncovered(self, names: Collection[SegmentName]) -> Gaps:
        """Return the numbers of those segments of a control log of which no file covers all, each in its own epoch."""
        epochs = {name.epoch for name in names}
        last = max((name.last for name in names), default=0)
        gaps = {epoch: self.gaps(Log.CONTROL, NOBODY, last, epoch) for epoch in epochs}
        return tuple((name.first, name.last) for name in names if _meets(name, gaps[name.epoch]))

    def lacking(self, ends: Mapping[WriterId, int]) -> dict[WriterId, Gaps]:
        """Return which numbers from 1 to these ends no listed file of the data logs covers; logs without gaps left out.

        Nothing is said of a log that may lie in a folder that was seen and not yet listed.
        """
        awaited = self._named - self._visited
        if any(folder.startswith(f"{self.space}/in/") for folder in awaited):
            return {}
        ranges: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for at in self.places.values():
            if at.log is Log.DATA:
                ranges[at.writer].append((at.first, at.last))
        listed = {writer: last for writer, last in ends.items() if f"{self.space}/w/{writer}" not in awaited}
        found = {writer: tuple(_gaps(sorted(ranges[writer]), last)) for writer, last in listed.items()}
        return {writer: gaps for writer, gaps in found.items() if gaps}

    def _subfolders(self, name: str) -> tuple[str, ...]:
        folder = f"{self.space}/{name}"
        return _subfolders(folder, self._store.list(folder))

    def _note(self, folder: str, names: tuple[str, ...]) -> bool:
        """Take over what a folder holds now; say whether that differs from before."""
        before = self._folders.get(folder, ())
        if before == names:
            return False
        self.changed = True
        self.moves += 1
        self._folders[folder] = names
        for name in set(before) - set(names):
            self._forget(folder, name)
        for name in set(names) - set(before):
            self._add(folder, name)
        return True

    def _forget(self, folder: str, name: str) -> None:
        path = f"{folder}/{name}"
        gone = self.places.pop(path, None)
        self.stated.pop(path, None)
        self.settle(path)
        self.doubtful.discard(path)
        self._examined.discard(path)
        self.odd.discard((folder, name))
        if gone and self._ranges.get(_range(gone)) == path:
            del self._ranges[_range(gone)]

    def _add(self, folder: str, name: str) -> None:
        path = f"{folder}/{name}"
        found = place(path)
        if found and found.kind in SEGMENTS:
            self.places[path] = found
            self.open.add(path)
            self._sorted.pop(found.log, None)
            if self._ranges.setdefault(_range(found), path) != path:  # nobody publishes the same numbers twice
                self.doubtful.add(path)
        elif found and found.kind in (Kind.DEED, Kind.FORK):
            self.stated[path] = found
        elif not found and name.endswith(".seg"):
            self.odd.add((folder, name))


def _subfolders(folder: str, names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(f"{folder}/{name[:-1]}" for name in names if name.endswith("/"))


def _range(found: Place) -> tuple[Log, str, int, int, int]:
    return found.log, found.writer, found.epoch, found.first, found.last


def _order(found: Place) -> tuple[str, int, int, int]:
    """Put each log in order, and where several files begin alike, the longest first: it may spare the others."""
    return found.writer, found.epoch, found.first, -found.last


def _meets(name: SegmentName, gaps: Gaps) -> bool:
    return any(first <= name.last and name.first <= last for first, last in gaps)


def _gaps(ranges: list[tuple[int, int]], last: int) -> Iterator[tuple[int, int]]:
    expected = 1
    for first, end in [*ranges, (last + 1, last + 1)]:
        if expected <= min(first - 1, last):
            yield expected, min(first - 1, last)
        expected = max(expected, end + 1)
