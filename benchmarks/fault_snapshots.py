"""Faults of snapshots: torn, cut, turned, old, another meeting's, made up by a member, deleted under a newcomer's eyes.

Whatever becomes of a snapshot, a laptop that is let in shows what the others show. Snapshots are made of the running
meeting, in parts of a few segments: which meeting it is makes no difference to who reads one.
"""

from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any

from benchmarks import fault_forgery, fault_work
from benchmarks.fault_director import Failure, Scene
from benchmarks.fault_expelled import let_in, unknown
from benchmarks.fault_keys import has_let_in, take_away
from benchmarks.fault_lies import laid
from benchmarks.fault_moods import Passing, flipped
from benchmarks.fault_province import OFFICE, Seat
from ecabinet.app.segment import Tip
from ecabinet.core.errors import EcabinetError
from ecabinet.core.event import Log
from ecabinet.sync.formats.names import place
from ecabinet.sync.round import snapshot
from ecabinet.sync.round.binder import Binder
from ecabinet.sync.round.snapshot import MAX_PART, Whole, seal_parts

PART_BYTES = 4000
"""Bytes after which a part is full in the campaign, so that there are several."""

CALLS = 60
"""Writing calls of a binder, about: it is killed before one of them."""

Files = dict[str, bytes]
Harm = Callable[[Scene, Files], object]


def bind(laptop: Any) -> None:
    """Make a snapshot of the meeting, if the store can be used."""
    exchange = laptop.program.exchange
    known, listings = exchange._known, exchange.lookout.listings  # noqa: SLF001  # a hub's own parts
    snapshot.PART_BYTES = PART_BYTES
    binder = Binder(exchange.store, known, laptop.program.sealer, exchange._key)  # noqa: SLF001
    binder.fewest = 1
    known.refresh()
    if listing := listings.get(fault_work.view(laptop.program).space):
        with suppress(EcabinetError):
            binder._bind(listing)  # noqa: SLF001  # closed or not


def lying(laptop: Any) -> Files:
    """Return the parts of all snapshots of the meeting as they lie in the store."""
    store, space = laptop.program.exchange.store, fault_work.view(laptop.program).space
    paths = [path for name in store.list(f"{space}/snap") if place(path := f"{space}/snap/{name}")]
    return {path: raw for path in paths if (raw := store.read(path, MAX_PART)) is not None}


def _bound(scene: Scene) -> Files:
    """Let the office work and bind; return what lies there then."""
    office = scene.province[OFFICE]
    for _step in range(2):
        scene.act(office)
        scene.exchange(office)
    scene.start(office)
    scene.ask(office, "lend", function=bind)
    return _lying(scene)


def _lying(scene: Scene) -> Files:
    """Return what lies there; the insider looks, whose store behaves well. It may have been let in just now."""
    if not scene.ask(scene.insider, "lend", function=fault_work.knows_a_meeting):
        return {}
    found: Files = scene.ask(scene.insider, "lend", function=lying)
    return found


def _lay(scene: Scene, files: Files) -> None:
    for path, raw in files.items():
        scene.ask(scene.insider, "lay", path=path, raw=raw)


def _clear(scene: Scene, files: Files) -> None:
    for path in files:
        scene.ask(scene.insider, "lend", function=take_away, path=path)


def harmed(what: str, harm: Harm, *, mends: bool = False) -> Callable[[Scene], Iterator[None]]:
    """Return the fault in which something is done to snapshots before a newcomer reads them; `mends`: undone then."""

    def fault(scene: Scene) -> Iterator[None]:
        files = _bound(scene)
        harm(scene, files)
        let_in_and_compare(scene)
        yield
        if mends:
            _lay(scene, files)

    fault.__doc__ = f"E13: a snapshot is {what}, and a laptop that is let in shows the same all the same."
    return fault


def let_in_and_compare(scene: Scene, then: Callable[[Seat], object] = lambda _seat: None) -> None:
    """Let a laptop in; once everybody is at rest it must know and show what the office does."""
    folder, key, wrap_key = unknown(scene)
    newcomer = let_in(scene, scene.chance.choice(("m2", "m3")), folder, key, wrap_key, then)
    scene.checks.append(lambda: _shows_all(scene, newcomer, key))


def _shows_all(scene: Scene, newcomer: Seat, key: bytes) -> None:
    """The newcomer knows and shows what the office does; it was not let in where the office's disk failed then."""
    office = scene.province[OFFICE]
    if scene.ask(office, "lend", function=has_let_in, key=key):
        scene.start(newcomer)
        scene.ask(newcomer, "calm")
        for _round in range(scene.passes):
            known, learnt = scene.exchange(office, told=True)[1], scene.exchange(newcomer, told=True)[1]
            if known and learnt and known.tips == learnt.tips and not learnt.wanted:
                break
        _compared(scene, newcomer, office)
    newcomer.kill()


def _compared(scene: Scene, newcomer: Seat, office: Seat) -> None:
    if scene.ask(newcomer, "shows") != scene.ask(office, "shows"):
        raise Failure("diverged", f"{newcomer.name} differs: {scene.differences((newcomer, office))}")
    records, strange = scene.ask(newcomer, "audit")
    valid = ((place, digest) for place, known in records.items() for digest, reason in known.items() if not reason)
    obeyed = [place for place, digest in valid if digest in scene.ledger.forged]
    if strange or obeyed:
        raise Failure("forged" if obeyed else "diverged", f"{newcomer.name}: {strange[:5]} {obeyed[:5]}")


def _cut(scene: Scene, files: Files) -> None:
    _lay(scene, {path: raw[: scene.chance.randrange(len(raw))] for path, raw in _some(scene, files)})


def _turned(scene: Scene, files: Files) -> None:
    _lay(scene, {path: flipped(raw, scene.chance) for path, raw in _some(scene, files)})


def _deleted(scene: Scene, files: Files) -> None:
    _clear(scene, dict(_some(scene, files)))


def _some(scene: Scene, files: Files) -> list[tuple[str, bytes]]:
    return scene.chance.sample(sorted(files.items()), scene.chance.randrange(1, len(files) + 1)) if files else []


def _rolled_back(scene: Scene, files: Files) -> None:
    """Put an older snapshot back in the place of a newer one."""
    newer = _bound(scene)
    _clear(scene, {path: raw for path, raw in newer.items() if path not in files})
    _lay(scene, files)


def _anothers(scene: Scene, files: Files) -> None:
    """Put what another space's snapshot holds, or another part, in the place of a part."""
    foreign = scene.ask(scene.province[OFFICE], "lend", function=of_directory) or {}
    choices = [*foreign.values(), *files.values()]
    _lay(scene, {path: scene.chance.choice(choices) for path, _raw in _some(scene, files)})


def of_directory(laptop: Any) -> Files:
    """Seal a snapshot of the directory, which nobody ever binds."""
    known = laptop.program.exchange._known  # noqa: SLF001  # as above
    space = known.directory.space
    segments = [raw for _place, raw in laptop.program.replica.ledger.segments_after(0, 10**6)]
    return dict(seal_parts(space, 1, Whole(known.tips(space), (), segments[:9]), laptop.program.sealer))


def forged(scene: Scene) -> Iterator[None]:
    """E13: a member makes up a snapshot: with lies in it, with records left out, with ends nobody wrote."""
    honest = _bound(scene)
    if scene.chance.random() < 0.7:  # beside a sound one it is hardly ever read
        _clear(scene, honest)
    made = scene.forge("insider")
    kind = scene.chance.choice(("lies", "omits", "promises", "junk"))
    _lay(scene, scene.ask(scene.insider, "lend", function=made_up, kind=kind, lie=made.raw))
    let_in_and_compare(scene)
    yield from laid(scene, made)


def made_up(laptop: Any, kind: str, lie: bytes) -> Files:
    """Return the parts of a snapshot whose maker lies."""
    program, space = laptop.program, fault_work.view(laptop.program).space
    tips = dict(program.replica.tips(space))
    own = [raw for log, writer in tips for _name, raw in program.replica.ledger.run((space, log, writer), 1, 10**6)]
    stranger = fault_forgery.stranger(program, laptop.chance)
    others = {"omits": own[1::2] or own, "junk": [lie[:-1] + b"\x00", *own], "promises": own}
    segments = others.get(kind, [lie, stranger.raw, *own])
    if kind == "promises":
        tips[Log.DATA, stranger.log[2]] = Tip(10**9, laptop.chance.randbytes(32))
    whole = Whole(tips, tuple(program.replica.sealed_deeds(space)), segments)
    return dict(seal_parts(space, laptop.chance.randrange(1, 10**6), whole, program.sealer))


class Vanishing(Passing):
    """A share from which snapshots go while one laptop reads them."""

    left = 2

    def read(self, name: str, limit: int) -> bytes | None:
        if "/snap/" in name:
            self.left -= 1
            if self.left < 0:
                self.inner.remove(name)
        found: bytes | None = self.inner.read(name, limit)
        return found


def vanish(laptop: Any) -> None:
    """Let snapshots go after a few reads of this laptop."""
    store = laptop.program.exchange.store
    store._now = Vanishing(store._now, laptop.chance)  # noqa: SLF001  # as the store's own moods do
    store._now.left = laptop.chance.randrange(3)  # noqa: SLF001


def vanished(scene: Scene) -> Iterator[None]:
    """E13: somebody deletes a snapshot while a newcomer reads it."""
    _bound(scene)
    let_in_and_compare(scene, lambda seat: scene.ask(seat, "lend", function=vanish))
    yield


def binder_killed(scene: Scene) -> Iterator[None]:
    """A4: whoever binds is killed before the n-th writing call, and binds again later."""
    office = scene.province[OFFICE]
    scene.mortal.add(office.name)
    for _time in range(2):
        scene.act(office)
        scene.exchange(office)
        scene.start(office)
        scene.ask(office, "die", at=scene.chance.randrange(1, CALLS))
        scene.ask(office, "lend", function=bind)
    scene.start(office)
    scene.ask(office, "calm")
    if scene.chance.random() < 0.5:
        _bound(scene)
    let_in_and_compare(scene)
    yield


ROWS: dict[str, Callable[[Scene], Iterator[None]]] = {
    "A4 binder killed": binder_killed,
    "E13 snapshot torn": harmed("half there", _cut, mends=True),
    "E13 snapshot cut": harmed("cut", _cut),
    "E13 snapshot turned": harmed("damaged by a bit", _turned),
    "E13 snapshot in part": harmed("not whole", _deleted),
    "E13 snapshot rolled back": harmed("replaced by an older one", _rolled_back),
    "E13 another meeting's snapshot": harmed("replaced by another", _anothers),
    "E13 snapshot made up": forged,
    "E13 snapshot deleted while read": vanished,
}
"""Faults of snapshots."""
