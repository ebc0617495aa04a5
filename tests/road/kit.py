"""Laptops around one shared folder: real profiles, SQLCipher replicas, vaults and exchanges, joined by boot."""

import json

from ecabinet.app import commands
from ecabinet.app.ports import PaperFile
from ecabinet.boot import founding
from ecabinet.boot import profile as profiles
from ecabinet.boot.program import open_program
from ecabinet.core.event import Log
from ecabinet.core.fold import fold
from ecabinet.core.ids import Instant
from ecabinet.core.people import Capacity, Presence, Role
from ecabinet.core.things import KINDS
from ecabinet.replica.digest import digest
from tests.app.kit import EIGHT, StepClock

CHARTER = founding.Charter("UBND tỉnh Phố Hiến", "UBND tỉnh", "ubnd_tinh", "Nguyễn Thị Quản Trị")
ROLES = {"m1": (Role.CHAIR, Role.DELEGATE), "t1": (Role.SECRETARY,), "t2": (Role.SECRETARY,)}
ENOUGH = 12
"""Rounds within which everybody must be at rest."""


class Laptop:
    """One member's installation."""

    def __init__(self, name, program):
        self.name, self.program = name, program

    def do(self, command):
        return self.program.workspace.do(command)

    def round(self):
        return self.program.exchange.round()

    @property
    def ask(self):
        return self.program.queries

    @property
    def path(self):
        return self.program.profile.folder

    def digest(self):
        with self.program.replica.read() as reads:
            return digest(reads, common=True)

    def shown(self):
        """What the read tables show, in the form of the pure fold."""
        with self.program.replica.read() as reads:
            return {
                (kind, thing.id): (thing, reads.conflicts(kind, thing.id))
                for kind in KINDS
                for thing in reads.things(kind)
            }

    def folded(self):
        """What the pure fold makes of the valid records of this replica's journal."""
        with self.program.replica.read() as reads:
            valid = [pair for genesis in reads.spaces() for pair in _valid(reads, genesis.space)]
        return {key: (merged.thing, merged.conflicts) for key, merged in fold(valid).items()}

    def reopen(self):
        """Close the program and start it again from its folder."""
        self.program.close()
        profile = profiles.load(self.path)
        self.program = open_program(profile, clock=self.program.clock)


def _valid(reads, space):
    """Pair the data records that have effect with the authors the control chain names."""
    refused = {record.hash for record, _reason in reads.refused(space)}
    for record in reads.records(space):
        if record.hash not in refused and record.log is Log.DATA:
            yield record, reads.directory_at(record.control).author(record.writer)


class Province:
    """A committee of voting members m1 (the chair) …, secretaries t1 and t2, and the administrator."""

    def __init__(self, folder, admin, clock):
        self.folder, self.store, self.admin, self.clock = folder, folder / "store", admin, clock
        self.laptops = {"admin": admin}

    @classmethod
    def founded(cls, folder, size, url=None):
        """Found it with `size` voting members, in a folder or at a URL; everybody has heard of everybody."""
        clock = StepClock()
        (folder / "store").mkdir()
        program, root_seed = founding.found(CHARTER, folder / "admin", url or str(folder / "store"), clock=clock)
        (folder / "root").write_text(root_seed.hex())
        made = cls(folder, Laptop("admin", program), clock)
        for rank, name in enumerate([*(f"m{number}" for number in range(1, size + 1)), "t1", "t2"], start=1):
            made.laptops[name] = made._admit(name, rank)
        made.settle()
        return made

    @classmethod
    def opened(cls, folder):
        """Open a copy of a province's folder."""
        clock = StepClock(Instant(EIGHT + 1_000_000))
        laptops = {path.parent.name: path.parent for path in sorted(folder.glob("*/profile.json"))}
        for path in laptops.values():
            edit_settings(path, store=str(folder / "store"))
        programs = {name: open_program(profiles.load(path), clock=clock) for name, path in laptops.items()}
        made = cls(folder, Laptop("admin", programs["admin"]), clock)
        made.laptops |= {name: Laptop(name, program) for name, program in programs.items() if name != "admin"}
        return made

    def __getitem__(self, name):
        return self.laptops[name]

    @property
    def everyone(self):
        return list(self.laptops.values())

    @property
    def voting(self):
        return [name for name in self.laptops if name.startswith("m")]

    def _admit(self, name, rank):
        roles = ROLES.get(name, (Role.DELEGATE,))
        voting = name.startswith("m")
        self.admin.do(commands.AdmitMember(f"Đại biểu {name}", "Ủy viên", "", rank, voting, roles, name))
        return self.install(name)

    def install(self, name, folder=None, label="máy"):
        """Make a profile for a member and certify it."""
        keeper = self.admin.program.profile
        folder = self.folder / (folder or name)
        program = open_program(
            profiles.create(folder, keeper.store, keeper.genesis, profiles.new_seed()), clock=self.clock
        )
        founding.certify(self.admin.program, name, program.sealer.public_key, label, program.wrap_key)
        return Laptop(name, program)

    def settle(self, laptops=None):
        """Let these exchange until nothing moves any more; return the last reports by name."""
        who = self.everyone if laptops is None else laptops
        for _round in range(ENOUGH):
            reports = {laptop.name: laptop.round() for laptop in who}
            if all(report.quiet for report in reports.values()):
                return reports
        raise AssertionError(f"never at rest: {reports}")

    @property
    def meeting(self):
        """The latest meeting, as the chair knows it."""
        return self["m1"].ask.today().meetings[0].meeting

    @property
    def items(self):
        """The items of that meeting, as the chair knows them."""
        return [line.item for line in self["m1"].ask.agenda(self.meeting).lines]

    @property
    def vote(self):
        """The running vote of that meeting."""
        return self["m1"].ask.votes(self.meeting).open.vote

    def draft(self, items=2):
        """Let the secretary prepare a meeting with everybody invited; return its identifier."""
        office = self["t1"]
        until = Instant(EIGHT + 3_600_000)
        office.do(commands.DraftMeeting("Phiên họp", "regular_session", EIGHT, until, "Phòng 2", "m1", "t1"))
        meeting = office.ask.today().meetings[0].meeting
        for number in range(1, items + 1):
            office.do(commands.AddItem(meeting, f"Nội dung {number}"))
        for name in self.voting:
            office.do(commands.Invite(meeting, name, Capacity.MEMBER))
        return meeting

    def sit(self, items=2):
        """Let a meeting sit with everybody present and its first item called; all have heard of it."""
        meeting, office = self.draft(items), self["t1"]
        office.do(commands.PublishMeeting(meeting))
        for name in self.voting:
            office.do(commands.RecordAttendance(meeting, name, Presence.PRESENT))
        self.settle([office, self["m1"]])
        self["m1"].do(commands.OpenMeeting(meeting))
        self["m1"].do(commands.CallItem(self.items[0]))
        self.settle()

    def open_vote(self):
        """Let the chair open a vote on the first item; all have heard of it."""
        self["m1"].do(commands.OpenVote(self.items[0], "Thông qua dự thảo?"))
        self.settle()

    def close(self):
        for laptop in self.everyone:
            laptop.program.close()


def lay(laptop, item, source, title="Tờ trình"):
    """Lay a file under an item, as the window does; return its version."""
    version, size = laptop.program.vault.add(source)
    laptop.do(commands.AddPaper(item, title, PaperFile(version, size, 1, source.name)))
    return version


def files(folder):
    """Every file below a folder with its bytes, by relative path; unfinished ones are left out."""
    found = {path.relative_to(folder): path for path in sorted(folder.rglob("*")) if path.is_file()}
    return {name.as_posix(): path.read_bytes() for name, path in found.items() if "tmp" not in name.parts}


def edit_settings(folder, **changes):
    """Change fields of a profile's settings; None takes one out."""
    path = folder / "profile.json"
    settings = json.loads(path.read_text(encoding="utf-8")) | changes
    path.write_text(json.dumps({key: value for key, value in settings.items() if value is not None}), encoding="utf-8")
