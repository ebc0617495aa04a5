"""The error tree. Errors carry data, never sentences; `ui/notices.py` and `cli` write the sentences.

EcabinetError
├── Refused            a rule says no; nothing has changed
│   ├── NotAllowed         the member's roles do not permit it
│   ├── NoSuchThing        the command names a thing this replica does not know
│   ├── WrongState         the thing is not in a state that permits it
│   ├── NoQuorum           too few members present
│   ├── NotEntitled        the member is not on the frozen list of the vote
│   ├── Revoked            this installation may write no more
│   ├── MeetingNotHere     a meeting of the past that is not loaded on this laptop
│   ├── Contested          this installation's log contradicts itself
│   ├── BadValue           a field has a value that cannot be accepted
│   ├── WrongPassphrase    it does not open the profile
│   ├── PassphraseWait     too many wrong ones; some time must pass
│   ├── NotThisPaper       a file with marks belongs to another paper
│   ├── NothingToImport    a file has no marks
│   └── ReadOnlyJournal    the profile was written by a newer program
├── Unreachable        the world is silent
│   ├── StoreUnreachable   the shared folder is missing, unmounted or not ours
│   ├── StoreReadOnly      the shared folder cannot be written
│   ├── KeyringSilent      the system's keyring does not answer
│   ├── DestinationUnwritable  a file that was asked for cannot be written there
│   └── ProfileLocked      another program holds the profile
└── Damaged            data are wrong
    ├── SegmentDamaged     a segment fails a check; the fault says which
    ├── BlobDamaged        a paper's bytes differ from their name
    ├── ForkFound          two records with the same writer and number
    ├── PaperUnreadable    a file cannot be shown; the fault says why
    ├── MarksDamaged       a list of marks cannot be read
    └── ProfileDamaged     the profile's files cannot be opened
"""

from dataclasses import dataclass
from enum import StrEnum


class EcabinetError(Exception):
    """Every error this program raises on purpose."""


class Refused(EcabinetError):
    """A rule says no; nothing has changed."""


class Unreachable(EcabinetError):
    """The world outside this laptop is silent; try again later."""


class Damaged(EcabinetError):
    """Data are wrong; the evidence is kept and the action is blocked."""


@dataclass(eq=False)
class NotAllowed(Refused):
    """The member may not do this. `needs` lists the roles that may; "own" stands for the person concerned."""

    event: str
    needs: tuple[str, ...]


@dataclass(eq=False)
class NoSuchThing(Refused):
    """The command names something unknown here, for example an item that was removed."""

    kind: str
    thing: str


@dataclass(eq=False)
class WrongState(Refused):
    """`thing` is in `state`; the command needs one of `needs`."""

    kind: str
    thing: str
    state: str
    needs: tuple[str, ...]


@dataclass(eq=False)
class MeetingNotHere(Refused):
    """A meeting of long ago has not been loaded (yet); what was said in it is unknown here, so nothing can be added."""

    meeting: str


@dataclass(eq=False)
class NoQuorum(Refused):
    """`present` of `total` members are here; `needed` is the least number that suffices."""

    present: int
    total: int
    needed: int


@dataclass(eq=False)
class NotEntitled(Refused):
    """The member is not on the list frozen when the vote opened."""

    vote: str
    member: str


@dataclass(eq=False)
class Revoked(Refused):
    """The installation was revoked, or the one that it continues; `reason` is what the controller wrote."""

    writer: str
    reason: str


@dataclass(eq=False)
class Contested(Refused):
    """What this installation would write as number `seq` of its log would have no effect on anybody's laptop.

    Its log contradicts itself, after a restored backup or because the profile was copied; or the control chain it has
    seen was cut. It needs a new installation.
    """

    space: str
    writer: str
    seq: int


@dataclass(eq=False)
class BadValue(Refused):
    """A field of a command has a value that cannot be accepted; `rule` is a short key for the sentence."""

    field: str
    rule: str


@dataclass(eq=False)
class ReadOnlyJournal(Refused):
    """The profile was written by a newer program; it is opened for reading only."""

    found: int
    supported: int


@dataclass(eq=False)
class NotThisPaper(Refused):
    """The marks in `file` were made on another paper, or on another version of it."""

    file: str


@dataclass(eq=False)
class NothingToImport(Refused):
    """`file` has no marks that can be taken; `others` annotations of it are of kinds that stay where they are."""

    file: str
    others: int = 0


@dataclass(eq=False)
class WrongPassphrase(Refused):
    """The passphrase does not open the keys. `left` more tries until one must wait; now wait `wait` seconds, or 0."""

    left: int
    wait: int


@dataclass(eq=False)
class PassphraseWait(Refused):
    """Too many wrong passphrases: nothing was tried; the next try is possible in `wait` seconds."""

    wait: int


@dataclass(eq=False)
class StoreUnreachable(Unreachable):
    """The store cannot be used now.

    `reason`: missing, not_a_store, other_organization, refused, untrusted, timeout, busy, io.
    """

    place: str
    reason: str


@dataclass(eq=False)
class StoreReadOnly(Unreachable):
    """The store can be read but not written; what was recorded stays on this laptop and is sent later."""

    place: str


@dataclass(eq=False)
class KeyringSilent(Unreachable):
    """The system's keyring is locked, has no entry for this profile, or is gone. `act`: read, write, missing."""

    act: str


@dataclass(eq=False)
class DestinationUnwritable(Unreachable):
    """Nothing can be written at `place`; nothing was left there."""

    place: str


@dataclass(eq=False)
class ProfileLocked(Unreachable):
    """Another running program holds this profile directory."""

    path: str


class SegmentFault(StrEnum):
    """Why a segment was not accepted, in the order of the checks."""

    NAME = "name"
    SIZE = "size"
    PARTIAL = "partial"
    FORMAT = "format"
    SPACE = "space"
    UNKNOWN_WRITER = "unknown_writer"
    SIGNATURE = "signature"
    ENCRYPTED = "encrypted"
    CLEAR = "clear"
    BODY = "body"
    CHAIN = "chain"


@dataclass(eq=False)
class SegmentDamaged(Damaged):
    """A segment failed a check; its bytes are kept where they lie and nothing in it was applied."""

    name: str
    fault: SegmentFault
    detail: str = ""


@dataclass(eq=False)
class BlobDamaged(Damaged):
    """The bytes of a blob differ from the SHA-256 that names them."""

    name: str
    detail: str = ""


@dataclass(eq=False)
class ForkFound(Damaged):
    """Two valid records with the same writer and number; both are kept, neither more is applied."""

    space: str
    writer: str
    seq: int


class PaperFault(StrEnum):
    """Why a file cannot be shown as a paper."""

    EMPTY = "empty"
    NOT_A_PDF = "not_a_pdf"
    TRUNCATED = "truncated"
    ENCRYPTED = "encrypted"
    NO_PAGES = "no_pages"
    TOO_LARGE = "too_large"
    TIMEOUT = "timeout"
    CRASHED = "crashed"
    PAGE = "page"
    MISSING = "missing"
    DAMAGED = "damaged"


@dataclass(eq=False)
class PaperUnreadable(Damaged):
    """A paper, or one page of it, cannot be shown; the file itself is kept unchanged."""

    reason: PaperFault
    paper: str
    page: int | None = None


@dataclass(eq=False)
class MarksDamaged(Damaged):
    """A list of marks cannot be read; `file` is kept unchanged and nothing of it was taken."""

    file: str


@dataclass(eq=False)
class ProfileDamaged(Damaged):
    """The profile cannot be opened. `part`: keys, replica, settings, joining."""

    path: str
    part: str
