"""A small organization with real signatures on in-memory replicas, for tests of the two doors."""

import itertools

from ecabinet.app import commands
from ecabinet.app.workspace import Workspace
from ecabinet.boot import rulebook
from ecabinet.core.ids import Instant
from ecabinet.core.people import Capacity, Presence, Role
from ecabinet.core.things import Item, Meeting
from ecabinet.sync.crypto.keyring import public_key, writer_id
from ecabinet.sync.formats.founding import found_organization
from ecabinet.sync.keys.envelope import SegmentSealer
from tests.app.memory import MemoryReplica

RULEBOOK = rulebook.load()
EIGHT = Instant(1_785_200_400_000)


class StepClock:
    """A clock that moves a second at each question."""

    def __init__(self, start=EIGHT):
        self.at = start

    def now(self):
        self.at = Instant(self.at + 1000)
        return self.at


class CountingIds:
    """Identifiers that tell who made them."""

    def __init__(self, owner):
        self._owner = owner
        self._numbers = itertools.count(1)

    def new(self, prefix):
        return f"{prefix}-{self._owner}-{next(self._numbers)}"


def seed(name):
    return name.encode().ljust(32, b".")


class Person:
    """One member's installation."""

    def __init__(self, name, genesis, clock, replica=MemoryReplica):
        self.name = name
        self.sealer = SegmentSealer(seed(name))
        self.replica = replica(genesis, self.sealer.writer)
        self.clock = clock
        self._heard = set()
        self.workspace = Workspace(self.replica, self.sealer, clock, CountingIds(name), RULEBOOK)

    def do(self, command):
        return self.workspace.do(command)

    def hear(self, *others):
        """Take in what the others have written or heard; what waits is handed in once more."""
        raw = [segment.raw for other in others for segment in other.replica.segments if other is not self]
        fresh = [segment for segment in dict.fromkeys(raw) if segment not in self._heard]
        for _again in range(2):
            assert not self.workspace.receive(fresh).damaged
        self._heard.update(fresh)


class Committee:
    """A committee of `size` voting members m1 (the chair) …, a secretary t1 and a guest g1."""

    def __init__(self, size=4):
        self.clock = StepClock()
        self.genesis = found_organization("UBND tỉnh Phố Hiến", seed("root"), public_key(seed("admin")))
        self.admin = self._person("admin")
        names = [f"m{n}" for n in range(1, size + 1)]
        self.people = {name: self._person(name) for name in [*names, "t1", "g1"]}
        self.admin.do(commands.FoundOrganization("UBND tỉnh Phố Hiến", "UBND", "ubnd_tinh"))
        for rank, name in enumerate([*names, "t1", "g1"], start=1):
            self._admit(name, rank)
        self.spread()
        self.voting = names

    def _person(self, name):
        return Person(name, self.genesis, self.clock)

    def _admit(self, name, rank):
        roles = {"m1": (Role.CHAIR, Role.DELEGATE), "t1": (Role.SECRETARY,), "g1": (Role.GUEST,)}
        key = public_key(seed(name))
        granted = roles.get(name, (Role.DELEGATE,))
        voting = name.startswith("m")
        self.admin.do(commands.AdmitMember(name, "chức vụ", "đơn vị", rank, voting, granted, name))
        self.admin.do(commands.CertifyWriter(writer_id(key), f"dev-{name}", name, key, "máy"))

    def __getitem__(self, name):
        return self.people[name]

    @property
    def everyone(self):
        return [self.admin, *self.people.values()]

    def spread(self):
        """Let everyone hear everyone."""
        for person in self.everyone:
            person.hear(*self.everyone)

    def draft(self, items=2):
        """Let the secretary prepare a meeting and return its identifier; everyone has heard of it."""
        office = self["t1"]
        office.do(
            commands.DraftMeeting(
                "Phiên họp", "regular_session", EIGHT, Instant(EIGHT + 3_600_000), "Phòng 2", "m1", "t1"
            )
        )
        meeting = office.replica.things(Meeting)[-1].id
        for number in range(1, items + 1):
            office.do(commands.AddItem(meeting, f"Nội dung {number}"))
        for name in self.voting:
            office.do(commands.Invite(meeting, name, Capacity.MEMBER))
        self.spread()
        return meeting

    def sitting(self, present=None):
        """Return a meeting that sits, with these voting members present (all by default), and its first item."""
        meeting = self.draft()
        self["t1"].do(commands.PublishMeeting(meeting))
        for name in self.voting if present is None else present:
            self["t1"].do(commands.RecordAttendance(meeting, name, Presence.PRESENT))
        self.spread()
        self["m1"].do(commands.OpenMeeting(meeting))
        item = min(self["m1"].replica.things(Item, meeting=meeting), key=lambda i: i.position).id
        self["m1"].do(commands.CallItem(item))
        self.spread()
        return meeting, item
