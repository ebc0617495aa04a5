"""One laptop of the fault campaign: a real program with its own profile, replica, clock and ids, asked over a line."""

import random
import secrets
import traceback
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from benchmarks import fault_audit, fault_calls, fault_haste, fault_state, fault_work
from benchmarks.fault_forgery import FORGERIES, Forged
from benchmarks.fault_moods import Moody
from benchmarks.fault_pipe import Line, served
from benchmarks.fault_state import State
from ecabinet.app import commands
from ecabinet.app.aside import Fate
from ecabinet.boot import founding
from ecabinet.boot import profile as profiles
from ecabinet.boot.continuing import settle
from ecabinet.boot.program import Program, held, known_keys, open_program
from ecabinet.core.errors import EcabinetError, ProfileDamaged
from ecabinet.core.ids import Instant
from ecabinet.replica.digest import digest
from ecabinet.sync import stores
from ecabinet.sync.formats.names import segment_path
from ecabinet.sync.stores import spaces
from ecabinet.sync.stores.folder import FolderStore

SCHEME = "moody"
EIGHT = Instant(1_785_200_400_000)


def _moody(url: str, owner: str = "") -> Any:
    store = stores.open_store(url.partition(":")[2], owner)
    if isinstance(store, FolderStore):
        store.sleep = lambda _seconds: None
    elif box := getattr(store, "box", None):
        box.wait = 0.2
    return Moody(store)


def know_moody_stores() -> None:
    """Let this process open stores whose behaviour the director changes."""
    stores.STORES[SCHEME] = _moody


class WildClock:
    """A clock that moves a second at each question, off by what the director says."""

    def __init__(self) -> None:
        self.at, self.off, self.jumps, self.chance = int(EIGHT), 0, 0, random.Random(0)

    def now(self) -> Instant:
        self.at += 1000
        jump = self.chance.randrange(-self.jumps, self.jumps) if self.jumps else 0
        return Instant(max(0, self.at + self.off + jump))


class Laptop:
    """The worker's side; one that is not `honest` goes on under its name whatever is said of it in the store."""

    def __init__(self, folder: Path, store: Path, *, hub: bool = False, honest: bool = True) -> None:
        self.hub, self.honest, self.stuck = hub, honest, False
        self.folder, self.clock, self.chance = folder, WildClock(), random.Random(0)
        self.hooks = fault_calls.Hooks(store)
        self.lock: Any = None
        self.stall: Any = None
        self.written: list[Any] = []
        self.program = self._open()

    def _open(self) -> Program:
        self.lock = held(profiles.load(self.folder))
        self.lock.__enter__()
        program = open_program(profiles.load(self.folder), clock=self.clock, hub=self.hub)
        if self.honest:
            settle(program)
        return program

    def seed(self, text: str, at: int) -> None:
        """Make all chance of this process follow from a text, and set the clock."""
        self.chance = random.Random(text)
        secrets.token_bytes = lambda count=None: self.chance.randbytes(count or 32)
        self.clock.at = at

    def now(self) -> int:
        """Return what the clock would say."""
        return self.clock.at

    def act(self, wish: str = "") -> tuple[str, str, list[Any]]:
        """Do something a member in this place would do; return the outcome, words on it, and what is acknowledged."""
        return self._acknowledged(lambda: self._act(wish))

    def _acknowledged(self, doing: Callable[[], str]) -> tuple[str, str, list[Any]]:
        outcome, words = _outcome(doing)
        before, self.written = self.written, self._own()
        return outcome, words, [fact for fact in self.written if fact not in before]

    def _act(self, wish: str) -> str:
        command = fault_work.wish(self.program, self.chance, wish)
        if command is None:
            return "nothing"
        self.program.workspace.do(command)
        return type(command).__name__

    def _own(self) -> list[Any]:
        return fault_state.own(self.program)

    def round(self, *, told: bool = False) -> tuple[str, str, bool, Any]:
        """Exchange once; return the outcome, words on it, whether nothing moved, and if wanted the state after it."""
        quiet: list[bool] = []
        outcome, words = _outcome(lambda: self._exchange(quiet))
        return outcome, words, all(quiet) and bool(quiet), self.state() if told else None

    def _exchange(self, quiet: list[bool]) -> str:
        """Exchange once and go on as a new writer where that is due, as a window does."""
        report = self.program.exchange.round()
        quiet.append(report.quiet)
        if report.superseded and self.honest and not self.stuck:
            try:
                quiet.append(not settle(self.program).changes)
            except ProfileDamaged:
                self.stuck = True
        return _told(report)

    def state(self) -> State | None:
        """Return what is known here; None when the replica cannot be read."""
        try:
            return fault_state.state(self.program)
        except EcabinetError:
            return None

    def fates(self) -> dict[bytes, Fate]:
        """Return what became of acknowledged records whose log was overtaken."""
        return fault_state.fates(self.program)

    def shows(self) -> str:
        """Return one value for all that is shown."""
        with self.program.replica.read() as reads:
            return digest(reads, common=True)

    def audit(self) -> tuple[fault_audit.Records, list[str]]:
        """Return what the journal holds, and what is strange about what is shown."""
        return fault_audit.audited(self.program)

    def lend(self, function: Callable[..., Any], **more: Any) -> Any:
        """Let a fault of its own kind do something on this laptop."""
        return function(self, **more)

    def look(self) -> fault_work.View:
        """Return what a forger has to know."""
        return fault_work.view(self.program)

    def forge(self, kind: str, **more: Any) -> Forged:
        """Seal something this laptop's program would never write."""
        return FORGERIES[kind](self.program, self.chance, **more)

    def writer(self) -> str:
        """Return the name of this installation's writer."""
        return str(self.program.sealer.writer)

    def own_places(self) -> list[str]:
        """Return where the segments not yet sent will lie."""
        program = self.program
        unsent = [one for genesis in program.replica.spaces() for one in program.replica.unsent(genesis.space)]
        key_of = known_keys(program.replica)
        return [segment_path(name, program.sealer.open(raw, key_of).records[0].at) for name, raw in unsent]

    def lay(self, path: str, raw: bytes) -> None:
        """Put bytes into the store, whatever was there."""
        self.program.exchange.store.replace(path, raw)

    def clear(self, path: str, raw: bytes) -> None:
        """Take bytes out of the store if they still lie there."""
        store = self.program.exchange.store
        if store.read(path, len(raw) + 1) == raw:
            store.remove(path)

    def command(self, kind: str, **fields: object) -> tuple[str, str, list[Any]]:
        """Carry out one command; return as `act`."""
        return self._acknowledged(lambda: str(self.program.workspace.do(getattr(commands, kind)(**fields))))

    def certify(self, member: str, key: bytes, wrap_key: bytes) -> tuple[str, str, list[Any]]:
        """Let an installation write for a member; return as `act`."""
        return self._acknowledged(lambda: str(founding.certify(self.program, member, key, "máy", wrap_key)))

    def prepare(self) -> None:
        """Make the folder the organization's again, as an administrator would once it behaves well again."""
        self.calm()
        spaces.prepare(self.program.exchange.store, self.program.replica.spaces()[0])

    def move(self, store: Path) -> None:
        """Find the share elsewhere from now on."""
        self.program.exchange.store.move(store)

    def round_at(self, store: Path) -> tuple[str, str]:
        """Exchange once with another folder, too."""

        def exchange() -> str:
            second = open_program(replace(self.program.profile, store=str(store)), clock=self.clock)
            try:
                return _told(second.exchange.round())
            finally:
                second.close()

        return _outcome(exchange)

    def feel(self, mood: str) -> None:
        """Let the store behave in one more bad way."""
        self.program.exchange.store.feel(mood, self.chance)

    def fail(self, kind: str, likelihood: float) -> None:
        """Let calls to the operating system below the store fail."""
        self.hooks.plan = fault_calls.failing(kind, likelihood, self.chance)

    def die(self, at: int) -> None:
        """Die before the n-th writing call below the store from now on."""
        self.hooks.plan = fault_calls.Plan(fault_calls.WRITING, dies_at=at)

    def calm(self) -> None:
        """Let everything behave well again, the clock's offset included."""
        self.hooks.plan = fault_calls.Plan()
        self.program.exchange.store.calm()
        self.clock.off = self.clock.jumps = 0

    def skew(self, off: int, jumps: int) -> None:
        """Set the clock wrong by so many milliseconds, and jumping by up to so many."""
        self.clock.off, self.clock.jumps = off, jumps
        self.clock.chance = self.chance

    def close(self) -> None:
        """Close the program, as a person does."""
        self.program.close()
        self.lock.__exit__(None, None, None)

    def reopen(self) -> None:
        """Close the program and start it again."""
        self.close()
        self.stuck = False
        self.program = self._open()


def serve(folder: Path, store: Path, *, hub: bool, honest: bool) -> Callable[[Line], None]:
    """Return what a worker does: open the profile, say so, and answer until the director hangs up."""

    def serving(line: Line) -> None:
        fault_haste.look_for_rubbish_seldom()
        know_moody_stores()
        made: list[Laptop] = []
        outcome, words = _outcome(lambda: made.append(Laptop(folder, store, hub=hub, honest=honest)) or "")
        line.send((outcome, words))
        if made:
            names = [name for name in dir(Laptop) if not name.startswith("_")]
            served(line, {name: getattr(made[0], name) for name in names})

    return serving


def _outcome(doing: Callable[[], str]) -> tuple[str, str]:
    """Return how it went: done, the family of our own error, or "bug" with the way there."""
    try:
        return "done", doing()
    except EcabinetError as error:
        family = next(kind.__name__ for kind in type(error).__mro__ if kind.__base__ is EcabinetError)
        return family.lower(), repr(error)
    except Exception:  # noqa: BLE001  # whatever it is, the director counts it
        return "bug", traceback.format_exc()


def _told(report: Any) -> str:
    damaged = [f"{type(one).__name__}:{getattr(one, 'fault', '')}" for one in report.damaged]
    told = {"offline": report.offline, "unpublished": report.unpublished, "damaged": damaged}
    return ", ".join(f"{key}={value}" for key, value in told.items() if value)
