"""Names of files in a store ↔ what they hold. Names consist of digits, hyphen, dot and base32 letters only.

    <space>/space.mp                                  genesis
            ctl/<epoch>-<first>-<last>.seg, ctl/head  control chain, in the order of the numbers
            in/<yyyymmdd>/<writer>-<first>-<last>.seg fresh segments
            w/<writer>/<first>-<last>.seg, head       own packs, signed head
            deed/<digest>.mp                          statements about keys, named by the SHA-256 of their bytes
            fork/<digest>.seg                         both sides of a fork, named by the SHA-256 of their bytes
            lane/<writer>/<number>.seg, head          a hub's verbatim re-publication, from 1
            snap/<writer>-<number>.<part>             a hub's snapshot of a closed meeting, both from 1
            seen/<writer>.mp                          what a writer took in of the others' logs
            eph/<writer>.<kind>                       what a writer does just now, overwritten; kinds from 1
            join/<invitation>.<step>                  messages of a laptop that joins, and their answers, from 1
            blob/<2>/<blob id>.<part>                 parts of a paper, from 0; <2> are the id's first two letters
            tmp/<owner>/<random>                      not yet published

A name that fits no line is nobody's: it is ignored. Nothing typed by a person becomes part of a name, so there
is no way out of the store's folder.
"""

import hashlib
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from ecabinet.app.segment import SegmentName
from ecabinet.core.event import Log
from ecabinet.core.ids import Instant, SpaceId, VersionHash, WriterId
from ecabinet.sync.crypto.keyring import base32

SPACE_PATTERN = "[a-z2-7]{52}"
WRITER_PATTERN = "[a-z2-7]{26}"
_RANGE = "(?P<first>[1-9][0-9]{0,14})-(?P<last>[1-9][0-9]{0,14})"
_EPOCH = "(?P<epoch>0|[1-9][0-9]{0,8})"
_WRITER = f"(?P<writer>{WRITER_PATTERN})"
LAST_DAY = "99991231"
NOBODY = WriterId("")


class Kind(StrEnum):
    """What lies at a place."""

    GENESIS = "genesis"
    CONTROL = "control"
    FRESH = "fresh"
    PACK = "pack"
    CONTROL_HEAD = "control_head"
    HEAD = "head"
    BLOB = "blob"
    DEED = "deed"
    FORK = "fork"
    LANE = "lane"
    LANE_HEAD = "lane_head"
    SNAPSHOT = "snapshot"
    SEEN = "seen"
    JOIN = "join"
    EPHEMERAL = "ephemeral"


SEGMENTS = frozenset({Kind.CONTROL, Kind.FRESH, Kind.PACK})

_TAILS: dict[Kind, str] = {
    Kind.FRESH: f"in/[0-9]{{8}}/{_WRITER}-{_RANGE}\\.seg",
    Kind.CONTROL: f"ctl/{_EPOCH}-{_RANGE}\\.seg",
    Kind.PACK: f"w/{_WRITER}/{_RANGE}\\.seg",
    Kind.HEAD: f"w/{_WRITER}/head",
    Kind.BLOB: "blob/(?P<shelf>[a-z2-7]{2})/(?P<blob>(?P=shelf)[a-z2-7]{50})\\.(?P<part>0|[1-9][0-9]{0,4})",
    Kind.CONTROL_HEAD: "ctl/head",
    Kind.DEED: f"deed/(?P<digest>{SPACE_PATTERN})\\.mp",
    Kind.FORK: f"fork/(?P<digest>{SPACE_PATTERN})\\.seg",
    Kind.LANE: f"lane/{_WRITER}/(?P<part>[1-9][0-9]{{0,8}})\\.seg",
    Kind.LANE_HEAD: f"lane/{_WRITER}/head",
    Kind.SNAPSHOT: f"snap/{_WRITER}-(?P<number>[1-9][0-9]{{0,8}})\\.(?P<part>[1-9][0-9]{{0,2}})",
    Kind.SEEN: f"seen/{_WRITER}\\.mp",
    Kind.JOIN: f"join/(?P<digest>{WRITER_PATTERN})\\.(?P<part>[1-9])",
    Kind.EPHEMERAL: f"eph/{_WRITER}\\.(?P<part>[1-9])",
    Kind.GENESIS: "space\\.mp",
}
_PATTERNS = {kind: re.compile(f"(?P<space>{SPACE_PATTERN})/{tail}", re.ASCII) for kind, tail in _TAILS.items()}


@dataclass(frozen=True, slots=True)
class Place:
    """What a file's name says about it. `writer` is empty for control files: only their header names the writer.

    Attributes:
        part: of a blob, a lane or a snapshot, the step of a joining, or the kind of an ephemeral message.
        digest: of a deed or a fork's side; for a joining, the name of its invitation.
        number: the how many-th snapshot of its maker this is.
    """

    kind: Kind
    space: SpaceId
    writer: WriterId = NOBODY
    first: int = 0
    last: int = 0
    epoch: int = 0
    blob: str = ""
    part: int = 0
    digest: str = ""
    number: int = 0

    @property
    def log(self) -> Log:
        """The log a segment or head at this place belongs to."""
        return Log.CONTROL if self.kind in (Kind.CONTROL, Kind.CONTROL_HEAD) else Log.DATA

    def fits(self, name: SegmentName) -> bool:
        """Say whether a segment of this name may lie at this place."""
        mine = (self.space, self.log, self.epoch, self.first, self.last)
        theirs = (name.space, name.log, name.epoch, name.first, name.last)
        return mine == theirs and self.writer in (NOBODY, name.writer)


def place(path: str) -> Place | None:
    """Return what a path below the store's root stands for, None if it is not one of ours."""
    for kind, pattern in _PATTERNS.items():
        if match := pattern.fullmatch(path):
            return _place(kind, match.groupdict())
    return None


def _place(kind: Kind, found: dict[str, str]) -> Place | None:
    first, last, epoch, part, number = (int(found.get(key, 0)) for key in ("first", "last", "epoch", "part", "number"))
    if first > last:
        return None
    space, writer = SpaceId(found["space"]), WriterId(found.get("writer", ""))
    named = (found.get("blob", ""), part, found.get("digest", ""), number)
    return Place(kind, space, writer, first, last, epoch, *named)


def label(name: SegmentName) -> str:
    """Return how a segment is called in reports when its file is not known."""
    return name.label


def day(at: Instant) -> str:
    """Return the UTC day of an instant as yyyymmdd; instants after the year 9999 count as its last day.

    >>> day(Instant(1_795_000_000_000))
    '20261118'
    """
    try:
        return datetime.fromtimestamp(at / 1000, UTC).strftime("%Y%m%d").rjust(8, "0")
    except (OverflowError, ValueError, OSError):
        return LAST_DAY


def genesis_path(space: SpaceId) -> str:
    """Return where a space's genesis lies."""
    return f"{space}/space.mp"


def segment_path(name: SegmentName, claimed: Instant) -> str:
    """Return where a writer publishes a segment.

    The day's folder comes from the claimed time of the first record: it is part of the signed bytes, so a retry days
    later writes the same file. Readers accept any day.
    """
    if name.log is Log.CONTROL:
        return f"{name.space}/ctl/{name.epoch}-{name.first}-{name.last}.seg"
    return f"{name.space}/in/{day(claimed)}/{name.writer}-{name.first}-{name.last}.seg"


def pack_path(name: SegmentName) -> str:
    """Return where a writer publishes one segment in the place of many small ones."""
    if name.log is Log.CONTROL:
        return segment_path(name, Instant(0))
    return f"{name.space}/w/{name.writer}/{name.first}-{name.last}.seg"


def head_path(space: SpaceId, log: Log, writer: WriterId) -> str:
    """Return where the head of a log lies."""
    return f"{space}/ctl/head" if log is Log.CONTROL else f"{space}/w/{writer}/head"


def deed_path(space: SpaceId, raw: bytes) -> str:
    """Return where a deed lies."""
    return stated_path(Kind.DEED, space, content_name(raw))


def fork_path(space: SpaceId, raw: bytes) -> str:
    """Return where one side of a fork lies: a segment that contradicts another one."""
    return stated_path(Kind.FORK, space, content_name(raw))


def stated_path(kind: Kind, space: SpaceId, digest: str) -> str:
    """Return where the deed or the side of a fork with this name lies, see `content_name`."""
    return f"{space}/deed/{digest}.mp" if kind is Kind.DEED else f"{space}/fork/{digest}.seg"


def lane_path(space: SpaceId, hub: WriterId, number: int) -> str:
    """Return where one file of a hub's lane lies; numbers count from 1."""
    return f"{space}/lane/{hub}/{number}.seg"


def lane_head_path(space: SpaceId, hub: WriterId) -> str:
    """Return where the head of a hub's lane lies."""
    return f"{space}/lane/{hub}/head"


def snapshot_path(space: SpaceId, maker: WriterId, number: int, part: int) -> str:
    """Return where one part of a maker's snapshot lies; both count from 1."""
    return f"{space}/snap/{maker}-{number}.{part}"


def seen_path(space: SpaceId, writer: WriterId) -> str:
    """Return where a writer says what it took in of the others' logs of a space."""
    return f"{space}/seen/{writer}.mp"


def join_path(space: SpaceId, invitation: str, step: int) -> str:
    """Return where one message of a joining lies; steps count from 1."""
    return f"{space}/join/{invitation}.{step}"


def ephemeral_path(space: SpaceId, writer: WriterId, kind: int) -> str:
    """Return where a writer's ephemeral message of one kind lies; kinds count from 1."""
    return f"{space}/eph/{writer}.{kind}"


def content_name(raw: bytes) -> str:
    """Return what bytes are called that are named by what they hold: base32 of their SHA-256."""
    return base32(hashlib.sha256(raw).digest())


def blob_id(version: VersionHash) -> str:
    """Return the name a paper's bytes have in the store while blobs are not encrypted: base32 of their SHA-256."""
    return base32(bytes.fromhex(version))


def blob_path(space: SpaceId, blob: str, part: int) -> str:
    """Return where one part of a blob lies; parts count from 0."""
    return f"{space}/blob/{blob[:2]}/{blob}.{part}"
