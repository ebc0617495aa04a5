"""The province of a fault campaign: four honest laptops and an insider's, each a process, around one folder."""

import random
import secrets
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from benchmarks import fault_laptop
from benchmarks.fault_pipe import Gone, Process, end_all
from benchmarks.fault_work import MEMBERS, SECRETARY
from ecabinet.app import commands
from ecabinet.boot import founding
from ecabinet.boot import profile as profiles
from ecabinet.boot.program import Program, open_program
from ecabinet.core.ids import Instant, MemberId
from ecabinet.core.people import Capacity, Presence, Role
from ecabinet.core.things import Item, Meeting
from ecabinet.sync import stores

CHARTER = founding.Charter("UBND tỉnh Phố Hiến", "UBND tỉnh", "ubnd_tinh", "Nguyễn Thị Quản Trị")
ROLES = {"m1": (Role.CHAIR, Role.DELEGATE)}
OFFICE, INSIDER = "office", "x1"
HONEST = (OFFICE, "m1", "m2", "m3")
MAILBOX = "hop.db"


def folder_url(store: Path) -> str:
    """Return the URL of a store that is a folder."""
    return str(store)


def mailbox_url(store: Path) -> str:
    """Return the URL of a store that is one SQLite file in that folder."""
    return f"sqlite:///{store / MAILBOX}"


def mould(folder: Path, seed: str, url: Callable[[Path], str]) -> None:
    """Found a province whose meeting sits, in `folder`; the same seed makes the same keys."""
    with _chance(random.Random(seed)):
        clock = fault_laptop.WildClock()
        store = folder / "volume" / "store"
        store.mkdir(parents=True)
        stores.prepare_place(url(store))
        office, _root = founding.found(CHARTER, folder / OFFICE, url(store), clock=clock)
        others = [_admit(office, folder, name, rank, clock) for rank, name in enumerate(MEMBERS, start=1)]
        office.workspace.do(commands.GrantRoles(MemberId(SECRETARY), (Role.ADMINISTRATOR, Role.SECRETARY)))
        meeting = _sitting(office)
        _spread([office, *others])
        others[0].workspace.do(commands.OpenMeeting(meeting))
        with others[0].replica.read() as reads:
            item = reads.things(Item, meeting=meeting)[0].id
        others[0].workspace.do(commands.CallItem(item))
        _spread([office, *others])
        for program in (office, *others):
            program.close()
        foreign = store.with_name("foreign")
        foreign.mkdir()
        stores.prepare_place(url(foreign))
        founding.found(CHARTER, folder / "stranger", url(foreign), clock=clock)[0].close()


@contextmanager
def _chance(chance: random.Random) -> Iterator[None]:
    real = secrets.token_bytes
    secrets.token_bytes = lambda count=None: chance.randbytes(count or 32)
    try:
        yield
    finally:
        secrets.token_bytes = real


def _admit(office: Program, folder: Path, name: str, rank: int, clock: Any) -> Program:
    roles = ROLES.get(name, (Role.DELEGATE,))
    member = MemberId(name)
    office.workspace.do(commands.AdmitMember(f"Đại biểu {name}", "Ủy viên", "", rank, True, roles, member))
    return install(office, folder / name, member, clock)


def install(office: Program, folder: Path, member: MemberId, clock: Any) -> Program:
    """Make an installation of a member and certify it."""
    keeper = office.profile
    program = open_program(profiles.create(folder, keeper.store, keeper.genesis, profiles.new_seed()), clock=clock)
    founding.certify(office, member, program.sealer.public_key, "máy", program.wrap_key)
    return program


def _sitting(office: Program) -> Any:
    at = fault_laptop.EIGHT
    until = Instant(at + 3_600_000)
    me = MemberId(SECRETARY)
    office.workspace.do(commands.DraftMeeting("Phiên họp", "regular_session", at, until, "Phòng 2", MemberId("m1"), me))
    with office.replica.read() as reads:
        meeting = reads.things(Meeting)[0].id
    for number in range(1, 4):
        office.workspace.do(commands.AddItem(meeting, f"Nội dung {number}"))
    for name in MEMBERS:
        office.workspace.do(commands.Invite(meeting, MemberId(name), Capacity.MEMBER))
    office.workspace.do(commands.PublishMeeting(meeting))
    for name in MEMBERS:
        office.workspace.do(commands.RecordAttendance(meeting, MemberId(name), Presence.PRESENT))
    return meeting


def _spread(programs: list[Program]) -> None:
    for _pass in range(3):
        for program in programs:
            program.exchange.round()


class Seat:
    """One laptop, as the director sees it; `process` is None while it is off."""

    def __init__(self, name: str, folder: Path, store: Path, *, hub: bool = False) -> None:
        self.name, self.folder, self.store, self.hub = name, folder, store, hub
        self.process: Process | None = None

    def start(self) -> str:
        """Start the program; return "" or why it would not."""
        process = Process(fault_laptop.serve(self.folder, self.store, hub=self.hub, honest=self.name != INSIDER))
        try:
            outcome, words = process.line.receive()
        except Gone:
            outcome, words = "bug", "it died while it was started"
        if outcome == "done":
            self.process = process
            return ""
        process.end()
        return f"{outcome}: {words}"

    def ask(self, verb: str, **more: object) -> Any:
        """Ask the laptop.

        Raises:
            Gone: it died; it is off now.
        """
        if self.process is None:
            raise Gone
        try:
            return self.process.ask(verb, **more)
        except Gone:
            self.kill()
            raise

    def kill(self) -> None:
        """End the process without a word."""
        if self.process:
            self.process.end()
            self.process = None


def copied(source: Path, target: Path) -> None:
    """Copy a folder without its links, pipes and the like."""

    def odd(folder: str, names: list[str]) -> list[str]:
        return [name for name in names if not _plain(Path(folder) / name)]

    shutil.copytree(source, target, ignore=odd, dirs_exist_ok=True)


def _plain(path: Path) -> bool:
    return not path.is_symlink() and (path.is_file() or path.is_dir())


class Province:
    """Copies of a mould's laptops; with `hub`, the office republishes what it has verified."""

    def __init__(self, made: Path, folder: Path, url: Callable[[Path], str], *, hub: bool = False) -> None:
        self.url, self.hub, self.recruits = url, hub, 0
        self.folder, self.store = folder, folder / "volume" / "store"
        self.mould = made
        copied(made, folder)
        self.seats = {name: self.seat(name) for name in (*HONEST, INSIDER)}

    def seat(self, name: str, source: str = "") -> Seat:
        """Return a seat whose program is off; with `source`, a copy of that seat's folder as it lies there now."""
        folder = self.folder / name
        if source:
            copied(self.folder / source, folder)
        settings = folder / "profile.json"
        plain = f'"{self.url(self.mould / "volume" / "store")}"'
        moody = f'"{fault_laptop.SCHEME}:{self.url(self.store)}"'
        settings.write_text(settings.read_text(encoding="utf-8").replace(plain, moody), encoding="utf-8")
        return Seat(name, folder, self.store, hub=self.hub and name == OFFICE)

    def recruit(self) -> tuple[str, bytes, bytes]:
        """Give the insider a new laptop; return the member and the keys that are to be certified."""
        old = self.seats[INSIDER]
        old.kill()
        self.recruits += 1
        folder, before = self.folder / f"{INSIDER}-{self.recruits}", profiles.load(old.folder)
        fault_laptop.know_moody_stores()
        made = profiles.create(folder, before.store, before.genesis, profiles.new_seed())
        program = open_program(made, clock=fault_laptop.WildClock())
        keys = program.sealer.public_key, program.wrap_key
        program.close()
        self.seats[INSIDER] = Seat(INSIDER, folder, self.store)
        return INSIDER, *keys

    def __getitem__(self, name: str) -> Seat:
        return self.seats[name]

    @property
    def honest(self) -> list[Seat]:
        """The laptops whose programs are unchanged."""
        return [self.seats[name] for name in HONEST]

    def close(self) -> None:
        """End every process, those of laptops that a fault added and left, too."""
        end_all()
