"""What the program needs from outside, each port as narrow as its user. `boot.py` joins them to adapters.

Reads and the journal belong together because they share one transaction: steps 4 and 5 of the road of a fact.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Protocol, TypeVar

from ecabinet.app.aside import Aside
from ecabinet.app.calendar import Calendar
from ecabinet.app.changes import Changes
from ecabinet.app.codec import Cover
from ecabinet.app.genesis import Genesis
from ecabinet.app.issuing import KeyIssuer, PrivateFounder
from ecabinet.app.judge import Past, Verdict
from ecabinet.app.ledger import Ledger
from ecabinet.app.segment import Segment, SegmentName, Tip
from ecabinet.app.shelves import Shelves
from ecabinet.core.chain import Chain
from ecabinet.core.deeds import Deed
from ecabinet.core.directory import Directory
from ecabinet.core.event import ControlPosition, Log, Record
from ecabinet.core.ids import Instant, MeetingId, MemberId, SpaceId, VersionHash, WriterId
from ecabinet.core.rules import RuleProfile
from ecabinet.core.things import Thing

T = TypeVar("T", bound=Thing)

KeyOf = Callable[[WriterId], bytes | None]
Rulebook = Mapping[str, RuleProfile]


class Clock(Protocol):
    """Where the time comes from."""

    def now(self) -> Instant:
        """Return the present instant, milliseconds UTC."""
        ...


class Ids(Protocol):
    """Where new identifiers come from."""

    def new(self, prefix: str) -> str:
        """Return an identifier nobody else will choose: prefix, hyphen, 26 letters of base32."""
        ...


class Reads(Protocol):
    """What can be asked of a replica inside one consistent view.

    Attributes:
        shelves: what is asked about meetings of the past.
        calendar: what is asked about many meetings at once.
    """

    shelves: Shelves
    calendar: Calendar

    def thing(self, kind: type[T], thing: str) -> T | None:
        """Return one thing, None if unknown."""
        ...

    def things(self, kind: type[T], **equals: object) -> tuple[T, ...]:
        """Return the things whose fields equal the given values, ordered by id."""
        ...

    def conflicts(self, kind: type[Thing], thing: str) -> tuple[str, ...]:
        """Return the fields in which writers contradicted each other, sorted."""
        ...

    def directory(self) -> Directory:
        """Return the directory at the latest control position known here."""
        return self.chain().latest

    def directory_at(self, position: ControlPosition) -> Directory | None:
        """Return the directory that judges what names a position, None if that position is not known here (yet)."""
        return self.chain().directory_at(position)

    def chain(self) -> Chain:
        """Return the control chain as far as it is known here."""
        ...

    def past(self, space: SpaceId, log: Log, writer: WriterId, first: int) -> Past:
        """Return what the judgement of a log's records from number `first` on has to know of the log."""
        ...

    def reach(self, writer: WriterId) -> Mapping[SpaceId, int]:
        """Return the last number known of a writer's data log in each space; spaces without one are left out."""
        ...

    def records(self, space: SpaceId) -> Iterable[Record]:
        """Return every record of a space, with or without effect, oldest first as it arrived here."""
        ...

    def refused(self, space: SpaceId | None = None) -> Iterable[tuple[Record, str]]:
        """Return the records of a space, or of all, that have no effect, each with its reason, oldest first."""
        ...

    def spaces(self) -> tuple[Genesis, ...]:
        """Return the spaces known here, the directory first."""
        ...

    def deeds(self, space: SpaceId, kind: type[Deed] | None = None) -> tuple[Deed, ...]:
        """Return the deeds known of a space, oldest first; with `kind` only those."""
        ...

    def sent(self, record: bytes) -> bool:
        """Say whether the record with this hash has been read back from a store."""
        ...


class Transaction(Reads, Protocol):
    """One write transaction on the replica: reads, the journal, and the projection that follows it.

    Attributes:
        aside: what is kept beside the journal.
    """

    aside: Aside

    def add_space(self, genesis: Genesis) -> None:
        """Remember a space; nothing happens when it is known."""
        ...

    def add_deed(self, deed: Deed, raw: bytes, *, own: bool) -> Changes:
        """Keep a checked deed with its exact bytes; nothing happens when it is known.

        One that changes who may write, or how far an epoch counts, changes the directory.
        """
        ...

    def tip(self, space: SpaceId, log: Log, writer: WriterId) -> Tip:
        """Return how far a writer's log is known."""
        ...

    def last_stamp(self, limit: int) -> int:
        """Return the highest stamp of the hybrid logical clock among own records and foreign ones up to `limit`."""
        ...

    def heads_of(self, writes: Iterable[tuple[type[Thing], str, frozenset[str]]]) -> tuple[bytes, ...]:
        """Return the hashes of records whose values of the named fields now stand: the base of a new record."""
        ...

    def append(self, segment: Segment, verdicts: Sequence[Verdict], *, own: bool) -> Changes:
        """Append a segment to the journal and project its accepted records; return what they touched.

        That includes what control records give or take the effect of.

        Raises:
            ForkFound: the log already holds another record with one of these numbers, or its last record is not
                the segment's `prev`; the segment is kept as evidence and nothing else is changed.
        """
        ...

    def contest(self, segment: Segment, seq: int) -> Changes:
        """Keep a segment that contradicts the journal at number `seq`; both sides are contested from there on."""
        ...


class Replica(Protocol):
    """The local encrypted file."""

    def read(self) -> AbstractContextManager[Reads]:
        """Open a consistent view."""
        ...

    def write(self) -> AbstractContextManager[Transaction]:
        """Open a write transaction; it commits when the block ends and rolls back when it raises."""
        ...


class Sealer(PrivateFounder, Protocol):
    """This installation's writer: makes signed bytes, opens and checks anybody's.

    Attributes:
        issuer: passes keys on; None for a writer that has no part in encryption.
    """

    writer: WriterId
    public_key: bytes
    issuer: KeyIssuer | None

    def seal(self, name: SegmentName, prev: bytes, records: Sequence[bytes]) -> bytes:
        """Return the signed bytes of a segment made of these encoded records."""
        ...

    def cover(self, space: SpaceId, about: str) -> Cover | None:
        """Return what covers records of an agenda item or a circle, so that not everybody in the space reads them."""
        ...

    def open(self, raw: bytes, key_of: KeyOf) -> Segment:
        """Check the bytes in the given order and return the segment.

        Raises:
            SegmentDamaged: the first check that failed; `UNKNOWN_WRITER` when `key_of` answers None.
        """
        ...

    def found_meeting(self, root: SpaceId, meeting: MeetingId) -> Genesis:
        """Return a new signed genesis for a meeting's space."""
        ...

    def open_genesis(self, raw: bytes) -> Genesis:
        """Check the bytes of a genesis.

        Raises:
            SegmentDamaged: they are not a genesis or its signature does not hold.
        """
        ...

    def open_deed(self, raw: bytes, key_of: KeyOf, root_key: bytes) -> Deed:
        """Check the bytes of a deed; a mandate must be signed by `root_key`, the others by their signer.

        Raises:
            SegmentDamaged: the first check that failed; `UNKNOWN_WRITER` when `key_of` does not know the signer.
        """
        ...


class Outbox(Protocol):
    """What the exchange needs from the replica besides the workspace's door.

    Attributes:
        ledger: the questions that concern all spaces at once.
    """

    ledger: Ledger

    def spaces(self) -> tuple[Genesis, ...]:
        """Return the spaces known here, the directory first."""
        ...

    def tips(self, space: SpaceId) -> Mapping[tuple[Log, WriterId], Tip]:
        """Return how far each log of a space is known."""
        ...

    def unsent(self, space: SpaceId) -> tuple[tuple[SegmentName, bytes], ...]:
        """Return own segments not yet read back from the store, oldest first."""
        ...

    def segments(self, space: SpaceId) -> Iterable[tuple[SegmentName, bytes]]:
        """Return every segment known of a space, so that a store can be rebuilt."""
        ...

    def sealed_deeds(self, space: SpaceId) -> tuple[bytes, ...]:
        """Return the bytes of every deed known of a space, oldest first: any replica may publish any of them."""
        ...

    def contradictions(self, space: SpaceId) -> tuple[bytes, ...]:
        """Return the segments of a space that contradict each other, both sides of each fork, as they were sealed."""
        ...

    def mark_sent(self, names: Iterable[SegmentName]) -> Changes:
        """Note that these own segments were read back from the store."""
        ...

    def wanted_blobs(self, space: SpaceId) -> tuple[tuple[VersionHash, int], ...]:
        """Return versions named in this space whose bytes are not here, with their sizes, newest meeting first."""
        ...

    def unsent_blobs(self, space: SpaceId) -> tuple[VersionHash, ...]:
        """Return versions added here whose bytes were not yet read back from the store."""
        ...

    def mark_blob_sent(self, space: SpaceId, version: VersionHash) -> None:
        """Note that a blob was read back from the store."""
        ...


@dataclass(frozen=True, slots=True)
class PaperFile:
    """A file taken into the vault, ready to be laid before a meeting."""

    version: VersionHash
    size: int
    pages: int
    file_name: str


class Marks(Protocol):
    """What this member did on this laptop and nobody else needs to know: local, never an event."""

    def opened(self, among: Collection[VersionHash]) -> frozenset[str]:
        """Return those of some paper versions that were opened here."""
        ...

    def mark(self, version: VersionHash) -> None:
        """Note that a version was opened."""
        ...


@dataclass(frozen=True, slots=True)
class Actor:
    """The signed-in member on this installation."""

    member: MemberId
    writer: WriterId
