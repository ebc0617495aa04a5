"""The director of a fault campaign: leads a province through rounds of work, faults and exchange, and judges it."""

import random
import traceback
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from typing import Any

from benchmarks import fault_differences, fault_work
from benchmarks.fault_laptop import EIGHT
from benchmarks.fault_pipe import Gone
from benchmarks.fault_province import HONEST, INSIDER, OFFICE, Province, Seat
from benchmarks.fault_state import CONTESTED
from ecabinet.app.aside import Fate

PASSES = 160
"""Enough for all to come to rest: the longest pause of a retry is 64 rounds."""

AUDIT_EVERY = 10
"""Rounds between two looks at every record and at the pure fold."""

CROWD = 50_000

KINDS = ("lost", "forged", "diverged", "unhandled", "stopped")


@dataclass
class Failure(Exception):
    """The program did not do what it promises; `kind` is one of KINDS."""

    kind: str
    detail: str


@dataclass
class Ledger:
    """What the director remembers.

    Attributes:
        acknowledged: places and hashes of records of which a program said that they are safe.
        forged: hashes of records that nobody may obey, with the way they were made.
        pardoned: reasons for which an acknowledged record may be without effect in what was played.
        fates: what became of acknowledged records whose log was overtaken, by their hash.
    """

    acknowledged: set[tuple[Any, bytes]] = field(default_factory=set)
    forged: dict[bytes, str] = field(default_factory=dict)
    pardoned: set[str] = field(default_factory=lambda: {""})
    fates: dict[bytes, Fate] = field(default_factory=dict)

    def fate(self, digest: bytes) -> Fate:
        """Return what a record became in the end: itself, one that says the same, or nothing, with the reason."""
        while (fate := self.fates.get(digest, Fate("", digest))).successor not in (b"", digest):
            digest = fate.successor
        return fate


class Scene:
    """One round: what a fault may use.

    Attributes:
        mortal: laptops that may die in this round.
        frail: laptops whose own disk may fail in this round, so that local work may, too.
        passes: rounds of exchange of everybody within which all must be at rest.
        crowd: how many foreign files a crowd has.
        checks: what faults want to see once everybody is at rest; each raises a `Failure`.
    """

    def __init__(self, province: Province, ledger: Ledger, chance: random.Random) -> None:
        self.province, self.ledger, self.chance = province, ledger, chance
        self.store = province.store
        self.mortal: set[str] = set()
        self.frail: set[str] = set()
        self.passes = PASSES
        self.crowd = CROWD
        self.checks: list[Callable[[], object]] = []

    def someone(self) -> Seat:
        """Return an honest laptop."""
        return self.province[self.chance.choice(HONEST)]

    @property
    def insider(self) -> Seat:
        """The laptop of a member whose program is changed."""
        return self.province[INSIDER]

    def ask(self, seat: Seat, verb: str, **more: object) -> Any:
        """Ask a laptop; one that died when it may is started again and not asked.

        Raises:
            Failure: it died although nobody killed it.
        """
        try:
            return seat.ask(verb, **more)
        except Gone as gone:
            if seat.name not in self.mortal:
                raise Failure("unhandled", f"{seat.name} died in {verb}") from gone
            return None

    def start(self, seat: Seat) -> None:
        """Start a laptop that is off.

        Raises:
            Failure: the program does not open its own profile any more.
        """
        if seat.process is None and (why := seat.start()):
            raise Failure("unhandled", f"{seat.name} does not start: {why}")

    def act(self, seat: Seat, wish: str = "") -> str:
        """Let a member do something and remember what was acknowledged; return what it was."""
        self.start(seat)
        return self.remember(seat, self.ask(seat, "act", wish=wish))

    def remember(self, seat: Seat, answer: Any) -> str:
        """Judge how a command went and remember what was acknowledged; return what it was."""
        if answer is None:
            return ""
        outcome, words, facts = answer
        self.judge(seat, outcome, words)
        self.ledger.acknowledged.update((tuple(place), digest) for *place, digest in facts)
        return str(words)

    def hear_fates(self, seat: Seat) -> None:
        """Learn what became of what a laptop acknowledged under names it has given up."""
        self.ledger.fates.update(self.ask(seat, "fates") or {})

    def exchange(self, seat: Seat, *, told: bool = False) -> Any:
        """Let a laptop exchange once; return whether nothing moved and, if `told`, its state; None if it is off now."""
        self.start(seat)
        answer = self.ask(seat, "round", told=told)
        if answer is None:
            return None
        outcome, words, quiet, state = answer
        self.judge(seat, outcome, words)
        return quiet, state

    def judge(self, seat: Seat, outcome: str, words: str) -> None:
        """Compare how something went with what this round permits."""
        if outcome == "bug":
            raise Failure("unhandled", f"{seat.name}: {words}")
        if outcome in ("unreachable", "damaged") and seat.name not in self.frail:
            raise Failure("stopped", f"{seat.name}: {words}")

    def differences(self, seats: Iterable[Seat]) -> str:
        """Return what these laptops know and show differently, a line for each."""
        answers = {seat.name: self.ask(seat, "lend", function=fault_differences.facts) for seat in seats}
        return fault_differences.told(answers)

    def recruit(self) -> None:
        """Give the insider a new laptop; the office lets it in, if need be once its own disk does not fail."""
        member, key, wrap_key = self.province.recruit()

        def let_in() -> bool:
            office = self.province[OFFICE]
            self.start(office)
            answer = self.ask(office, "certify", member=member, key=key, wrap_key=wrap_key)
            self.remember(office, answer)
            return bool(answer) and answer[0] == "done"

        if not let_in():
            self.checks.append(let_in)

    def forge(self, kind: str, *, counts: bool = True, **more: object) -> Any:
        """Let the insider seal something and lay it into the store; return it. `counts`: it must have no effect."""
        for _round in range(self.passes):
            self.exchange(self.insider)
            if self.ask(self.insider, "lend", function=fault_work.knows_a_meeting):
                break
            self.exchange(self.province[OFFICE])  # it may have been let in just now, and reads nothing yet
        made = self.ask(self.insider, "forge", kind=kind, **more)
        self.ask(self.insider, "lay", path=made.path, raw=made.raw)
        if counts:
            self.ledger.forged.update(dict.fromkeys(made.hashes, kind))
        return made


Fault = Callable[[Scene], Iterator[None]]


def play(scene: Scene, faults: dict[str, Fault], number: int, seed: str) -> None:
    """Play one round: faults begin, people work and exchange, faults end, everybody comes to rest and is judged.

    Raises:
        Failure: what was found.
    """
    for seat in scene.province.seats.values():
        scene.start(seat)
        scene.ask(seat, "seed", text=f"{seed}/{number}/{seat.name}", at=EIGHT + 1_000_000 + number * 60_000)
    with ExitStack() as stack:
        for fault in faults.values():
            stack.enter_context(contextmanager(fault)(scene))
        for _step in range(scene.chance.randrange(2, 6)):
            _step_of(scene)
    for seat in scene.province.seats.values():
        scene.start(seat)
        scene.ask(seat, "calm")
    scene.frail.clear()
    scene.mortal.clear()
    thorough = number % AUDIT_EVERY == AUDIT_EVERY - 1
    judge(scene, settle(scene, thorough=thorough), thorough=thorough)
    for check in scene.checks:
        check()


def _step_of(scene: Scene) -> None:
    seat = scene.someone()
    if scene.chance.random() < 0.6:
        scene.act(seat)
    else:
        scene.exchange(seat)


def settle(scene: Scene, *, thorough: bool) -> dict[str, Any]:
    """Let everybody exchange until all know the same and nothing is unsent; thorough: until nothing moves at all.

    Return what each knows then.

    Raises:
        Failure: they do not come to rest.
    """
    seats, states = scene.province.honest, {}
    for number in range(scene.passes):
        quiet = True
        for seat in seats:
            if number and not thorough and _at_rest(states[seat.name], list(states.values())):
                continue
            still, states[seat.name] = scene.exchange(seat, told=True)
            quiet = quiet and still
        if number > 2:  # what the insider wrote is put right by the insider's program
            scene.exchange(scene.insider)
        known = list(states.values())
        if all(_at_rest(state, known) for state in known) and (not thorough or quiet):
            return states
    known = {name: state and (len(state.tips), state.unsent, state.wanted) for name, state in states.items()}
    raise Failure("diverged", f"never at rest (logs known, unsent, wanted): {known}\n{scene.differences(seats)}")


def _at_rest(state: Any, known: list[Any]) -> bool:
    return bool(state) and not state.unsent and not state.wanted and all(o and state.tips == o.tips for o in known)


def judge(scene: Scene, states: dict[str, Any], *, thorough: bool) -> None:
    """Compare what everybody shows and knows with each other and with what the director remembers.

    Raises:
        Failure: the first promise that was broken.
    """
    shown = _shown(scene)
    if len(set(shown.values())) > 1:
        told = f"{shown}\n{scene.differences(scene.province.honest)}"
        raise Failure("diverged", f"digests differ {_how_long(scene)}: {told}")
    for seat in scene.province.honest:
        scene.hear_fates(seat)
    for name, state in states.items():
        for (*log, seq), digest in scene.ledger.acknowledged:
            known, tip = state.tips.get(tuple(log), (0, b""))
            if seq > known and tip != CONTESTED and digest not in scene.ledger.fates:
                raise Failure("lost", f"{name} lacks {log} {seq}")
    if thorough:
        for seat in scene.province.honest:
            _audit(scene, seat)


def _shown(scene: Scene) -> dict[str, str]:
    return {seat.name: scene.ask(seat, "shows") for seat in scene.province.honest}


def _how_long(scene: Scene) -> str:
    """Say whether those who know the same and show different things do so for good, or until something else comes."""
    for number in range(1, scene.passes):
        for seat in scene.province.honest:
            scene.exchange(seat)
        if len(set(_shown(scene).values())) == 1:
            return f"for {number} more rounds"
    return "for good"


def _audit(scene: Scene, seat: Seat) -> None:
    records, strange = scene.ask(seat, "audit")
    if strange:
        raise Failure("diverged", f"{seat.name} does not show the pure fold: {strange[:5]}")
    ledger = scene.ledger
    reasons = {digest: reason for known in records.values() for digest, reason in known.items()}
    for place, digest in ledger.acknowledged:
        fate = ledger.fate(digest)
        reason = reasons.get(fate.successor, "missing")
        if not fate.reason and reason not in ledger.pardoned:
            raise Failure("lost", f"{seat.name}: {place} is {reason}")
    for place, known in records.items():
        for digest, reason in known.items():
            if not reason and digest in ledger.forged:
                raise Failure("forged", f"{seat.name} obeys {ledger.forged[digest]} {place}")


def failure_of(error: Exception) -> Failure:
    """Return what a round that raised this counts as."""
    if isinstance(error, Failure):
        return error
    return Failure("unhandled", "".join(traceback.format_exception(error)))
