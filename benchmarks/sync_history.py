"""A long history of a real organization, for benchmarks of the exchange: office, meeting, and signed, sealed logs.

The office is a real program around a folder. The writers are certified members' installations; their logs are made
without programs of their own, sealed under the meeting's key, and laid where their programs would lay them.
"""

from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.ingest import history
from ecabinet.app import commands
from ecabinet.app.issuing import SPACE
from ecabinet.app.segment import NO_HASH, SegmentName
from ecabinet.boot import founding
from ecabinet.boot import profile as profiles
from ecabinet.boot.program import Program, open_program
from ecabinet.core.event import Log
from ecabinet.core.events.voting import BallotCast
from ecabinet.core.identity import record_hash
from ecabinet.core.ids import Instant, MemberId
from ecabinet.core.people import Role
from ecabinet.core.voting import Choice
from ecabinet.sync.formats.names import pack_path, segment_path
from ecabinet.sync.keys.envelope import SegmentSealer
from ecabinet.sync.keys.keychain import HeldKey
from tests.app.kit import EIGHT
from tests.road.kit import CHARTER

LEADER = MemberId("administrator")
ROLES = (Role.ADMINISTRATOR, Role.SECRETARY, Role.CHAIR)
"""Of the office: it keeps the organization, prepares the meeting and leads it."""


@dataclass(frozen=True)
class OneKey:
    """Of a chain of keys what a writer needs: the meeting's key, as if it had been unwrapped."""

    held: HeldKey

    def current(self, _space, _compartment):
        return self.held


@dataclass
class History:
    """An organization and what its members wrote.

    Attributes:
        folder: with `office` and the profiles of `laptop`.
        writers: the sealers of the members' installations.
    """

    folder: Path
    office: Program
    store: Path
    writers: list = field(default_factory=list)
    laptops: int = 0

    @property
    def meeting(self):
        return self.office.replica.spaces()[1]

    def settle(self):
        while not self.office.exchange.round().quiet:
            pass

    def laptop(self):
        """Make a new installation of the first member; nothing is open or taken in yet. Return its folder."""
        self.laptops += 1
        folder = self.folder / f"laptop{self.laptops}"
        made = profiles.create(folder, str(self.store), self.office.profile.genesis, profiles.new_seed())
        program = open_program(made)
        founding.certify(self.office, MemberId("m0"), program.sealer.public_key, "máy", program.wrap_key)
        program.close()
        self.settle()
        return folder

    def parts(self, number, count, size):
        """Return the segments of `size` records of a member's log, oldest first: name, hash before, encoded records."""
        writer, prev, found = self.writers[number].writer, NO_HASH, []
        space, meeting = self.meeting.space, self.meeting.about
        with self.office.replica.read() as reads:
            control = reads.directory().position
        encoded = history(space, Log.DATA, writer, _ballots(meeting, f"m{number}", count), control)
        for start in range(0, count, size):
            some = encoded[start : start + size]
            found.append((SegmentName(space, Log.DATA, writer, start + 1, start + len(some), 0), prev, some))
            prev = record_hash(some[-1], space, Log.DATA, writer)
        return found

    def log(self, number, count, size):
        """Yield the name and bytes of each of those segments."""
        for part in self.parts(number, count, size):
            yield part[0], self.writers[number].seal(*part)

    def lay(self, segments, *, packed):
        """Put segments where their writers would; return the bytes laid."""
        total = 0
        for name, raw in segments:
            self.lay_at(pack_path(name) if packed else segment_path(name, EIGHT), raw)
            total += len(raw)
        return total

    def lay_at(self, name, raw):
        path = self.store / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(raw)

    def close(self):
        self.office.close()


def _ballots(meeting, member, count):
    """Ballots of a member in as many votes, each with the numbers of the records it replaces: none."""
    for index in range(count):
        choice = (Choice.APPROVE, Choice.DISAPPROVE, Choice.ABSTAIN)[index % 3]
        yield BallotCast(meeting, f"vote-{index:022d}", member, choice, EIGHT + 1000 * index), ()


def founded(folder, writers, store=None):
    """Found an organization with so many members who write, and draft a meeting; `store` is a new folder."""
    store = store or folder / "store"
    store.mkdir(parents=True)
    office, _root = founding.found(CHARTER, folder / "office", str(store))
    made = History(folder, office, store)
    office.workspace.do(commands.GrantRoles(LEADER, ROLES))
    for number in range(writers):
        _admit(made, number)
    at = Instant(EIGHT)
    office.workspace.do(commands.DraftMeeting("Phiên họp", "regular_session", at, Instant(at + 1), "", LEADER, LEADER))
    held = OneKey(office.sealer.keys.current(made.meeting.space, SPACE))
    for sealer in made.writers:
        sealer.keys = held
    made.settle()
    return made


def _admit(made, number):
    name = f"m{number}"
    wish = commands.AdmitMember(f"Đại biểu {number}", "", "", number, True, (Role.DELEGATE,), MemberId(name))
    made.office.workspace.do(wish)
    sealer = SegmentSealer(profiles.new_seed())
    founding.certify(made.office, MemberId(name), sealer.public_key, "máy")
    made.writers.append(sealer)
