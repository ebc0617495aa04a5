"""What the files of a store say of each log: which record has which hash, what covers it, how far it reaches.

    segment 4-6   3 is p, 6 is t; where it can be read: 4 is a, 5 is b; and 4 to 6 lie here
    head at 9     9 is x, and 9 records exist
    fork, lane    as a segment, but a log must be whole without them

All this was signed. Who signed two hashes for one number contradicted himself, whichever files it stands in.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from ecabinet.app.segment import NO_HASH, SegmentName
from ecabinet.core.event import Log
from ecabinet.core.ids import SpaceId, WriterId
from ecabinet.sync.audit.findings import Findings, Fork
from ecabinet.sync.formats.names import NOBODY, Place

LogName = tuple[SpaceId, Log, WriterId]
Span = tuple[int, int, str]
"""First and last number, and the file that covers them."""

_ENDLESS = 2**63


@dataclass(slots=True)
class LogView:
    """What was said of one log.

    Attributes:
        forked: the lowest number of which two records were signed, None while there is none; `sides` are files that
            say so.
    """

    said: dict[int, tuple[bytes, str]] = field(default_factory=lambda: {0: (NO_HASH, "")})
    spans: list[Span] = field(default_factory=list)
    reach: dict[str, int] = field(default_factory=dict)
    forked: int | None = None
    sides: set[str] = field(default_factory=set)

    def say(self, number: int, digest: bytes, file: str) -> None:
        """Take note that a file says which hash the record with a number has."""
        known, other = self.said.setdefault(number, (digest, file))
        if known == digest or (self.forked is not None and self.forked < number):
            return
        if self.forked != number:
            self.forked, self.sides = number, set()
        self.sides |= {other, file}

    def gaps(self, damaged: list[Span]) -> Iterator[Span]:
        """Yield the numbers nothing covers, each with the file that shows it; nothing is missed behind a fork."""
        end, limit = 0, _ENDLESS if self.forked is None else self.forked
        for first, last, file in sorted([*self.spans, *damaged]):
            if first > end + 1 and end + 1 < limit:
                yield end + 1, first - 1, file
            end = max(end, last)
        for file, number in sorted(self.reach.items(), key=lambda told: (told[1], told[0])):
            if end < number < limit:
                yield end + 1, number, file
                end = number

    @property
    def events(self) -> int:
        """How many different numbers sound files cover."""
        count = end = 0
        for first, last, _file in sorted(self.spans):
            count += max(0, last - max(first - 1, end))
            end = max(end, last)
        return count


class Claims:
    """What was said of all logs.

    Attributes:
        originals: SHA-256 of the sound segments by name; a name can have several.
    """

    def __init__(self) -> None:
        self._views: dict[LogName, LogView] = {}
        self._damaged: list[tuple[Place, str]] = []
        self.originals: dict[SegmentName, set[bytes]] = {}

    def of(self, space: SpaceId, log: Log, writer: WriterId) -> LogView:
        """Return the view of a log, an empty one at first."""
        return self._views.setdefault((space, log, writer), LogView())

    def spoiled(self, at: Place, file: str) -> None:
        """Take note that a damaged segment lies where these numbers ought to be: they are not missing."""
        self._damaged.append((at, file))

    def control_forks(self, space: SpaceId) -> Mapping[WriterId, int]:
        """Return where the control logs of a space contradict themselves."""
        views = {writer: view for (of, log, writer), view in self._views.items() if (of, log) == (space, Log.CONTROL)}
        return {writer: view.forked for writer, view in views.items() if view.forked is not None}

    def finish(self, findings: Findings) -> None:
        """Note the forks and the gaps of all logs, and count their records."""
        for (space, log, writer), view in self._views.items():
            findings.events += view.events
            if view.forked is not None:
                findings.forks.add(Fork(space, log, writer, view.forked, tuple(sorted(view.sides))))
            for first, last, file in view.gaps(self._spoiled(space, log, writer)):
                findings.note_missing(f"{space}/{log}/{writer}/{first}-{last}", file, f"records {first}-{last}")

    def _spoiled(self, space: SpaceId, log: Log, writer: WriterId) -> list[Span]:
        """Return what damaged files cover; those of a control chain may be any controller's."""
        mine = [(at, file) for at, file in self._damaged if (at.space, at.log) == (space, log)]
        return [(at.first, at.last, file) for at, file in mine if at.writer in (NOBODY, writer)]
