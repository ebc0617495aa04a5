"""Faults of keys: packages withheld, damaged, replayed, for others, and deeds by members who have no right to them.

Nothing a member lays may decide which key the others write with, and what waits for a late key is read once it comes.
"""

from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any

from benchmarks import fault_deeds
from benchmarks.fault_director import Failure, Scene
from benchmarks.fault_expelled import CURRENT, Epochs, keys, let_in, lost_device, removed_member, unknown
from benchmarks.fault_moods import Passing, flipped
from benchmarks.fault_province import OFFICE, Seat
from ecabinet.core.deeds import packages
from ecabinet.core.errors import StoreUnreachable
from ecabinet.core.identity import writer_of
from ecabinet.sync.formats.names import Kind, content_name, stated_path

HEALED = 128
"""Rounds after which every writer has looked at all its files and put back what had rotted."""


def claimed(scene: Scene) -> Iterator[None]:
    """F6: a member says of a laptop, before it is let in, that it was given the keys; it is given them all the same."""
    folder, key, wrap_key = unknown(scene)
    for path, raw in scene.ask(scene.insider, "lend", function=fault_deeds.claim, key=key):
        scene.ask(scene.insider, "lay", path=path, raw=raw)
    scene.exchange(scene.province[OFFICE])
    newcomer = let_in(scene, "m2", folder, key, wrap_key)
    scene.checks.append(lambda: _reads_all(scene, newcomer, key))
    yield


def _reads_all(scene: Scene, newcomer: Seat, key: bytes) -> None:
    """A laptop that was let in has every key that is written with; it was not where the office's disk failed then."""
    if not scene.ask(scene.province[OFFICE], "lend", function=has_let_in, key=key):
        newcomer.kill()
        return
    scene.start(newcomer)
    found, wanted = keys(scene, newcomer, CURRENT), keys(scene, scene.province[OFFICE], CURRENT)
    for _round in range(HEALED):
        if found == wanted:
            break
        for seat in (*scene.province.honest, newcomer):  # what it gave may not have left it yet, or have rotted since
            scene.exchange(seat)
        found, wanted = keys(scene, newcomer, CURRENT), keys(scene, scene.province[OFFICE], CURRENT)
    newcomer.kill()
    if found != wanted:
        raise Failure("diverged", f"{newcomer.name} was let in and given {found}, not {wanted}")


class Keyless(Passing):
    """A share on which deeds that come from now on are not to be seen, or not whole, by one laptop."""

    def __init__(self, inner: Any, chance: Any, *, whole: bool) -> None:
        super().__init__(inner, chance)
        self.whole = whole
        self.seen = _deeds(inner)

    def _is_new(self, name: str) -> bool:
        return "/deed/" in name and name not in self.seen

    def list(self, folder: str) -> tuple[str, ...]:
        names = self.inner.list(folder)
        return tuple(name for name in names if not self.whole or not self._is_new(f"{folder}/{name}"))

    def read(self, name: str, limit: int) -> bytes | None:
        data = self.inner.read(name, limit)
        if not data or not self._is_new(name):
            return data
        return None if self.whole else flipped(data[: self.chance.randrange(1, len(data) + 1)], self.chance)


def _deeds(inner: Any) -> set[str]:
    """Return the deeds that lie there; none where the share fails at this very moment, by another fault."""
    with suppress(StoreUnreachable):
        spaces = [name for name in inner.list("") if name.endswith("/")]
        return {f"{space}deed/{name}" for space in spaces for name in inner.list(f"{space}deed")}
    return set()


def lose_keys(laptop: Any, *, whole: bool) -> None:
    """Let a laptop see no deed that comes from now on, or none undamaged, until it is told to be calm."""
    store = laptop.program.exchange.store
    store._now = Keyless(store._now, laptop.chance, whole=whole)  # noqa: SLF001  # as the store's own moods do


def withheld(*, whole: bool) -> Callable[[Scene], Iterator[None]]:
    """Return the fault in which new keys reach some laptops late, long after what is written under them."""

    def fault(scene: Scene) -> Iterator[None]:
        office = scene.province[OFFICE]
        for seat in scene.chance.sample([scene.province[name] for name in ("m1", "m2", "m3")], 2):
            scene.exchange(seat)
            scene.ask(seat, "lend", function=lose_keys, whole=whole)
        yield from _new_epoch(scene, lambda: [scene.exchange(seat) for seat in scene.province.honest])
        scene.start(office)

    fault.__doc__ = f"F6: keys begun now are {'withheld from' if whole else 'damaged for'} some laptops and come late."
    return fault


def _new_epoch(scene: Scene, then: Callable[[], object]) -> Iterator[None]:
    """Let the office begin a new epoch, people work under it, and `then` something; the insider is let in again."""
    office = scene.province[OFFICE]
    scene.exchange(office)
    writer = scene.ask(scene.insider, "writer")
    scene.remember(office, scene.ask(office, "command", kind="RevokeWriter", writer=writer, reason="đổi máy"))
    scene.exchange(office)
    for seat in (office, *scene.chance.sample(scene.province.honest, 2)):
        scene.act(seat)
        scene.exchange(seat)
    then()
    scene.checks.append(lambda: _agree(scene))
    yield
    scene.recruit()


def rotten(scene: Scene) -> Iterator[None]:
    """F6: new key packages lie damaged in the store, or in each other's place; put right or deleted afterwards."""
    office, spoilt = scene.province[OFFICE], dict[str, bytes]()
    scene.exchange(office)
    before = scene.ask(office, "lend", function=deeds_of)

    def spoil() -> None:
        now = scene.ask(office, "lend", function=deeds_of)
        fresh = sorted(now.keys() - before.keys())
        for path in scene.chance.sample(fresh, min(3, len(fresh))):
            spoilt[path] = now[path]
            scene.ask(office, "lay", path=path, raw=_spoilt(scene, path, now))

    yield from _new_epoch(scene, spoil)
    for path, raw in spoilt.items():
        if scene.chance.random() < 0.5:
            scene.ask(office, "lay", path=path, raw=raw)
        else:
            scene.ask(office, "lend", function=take_away, path=path)


def _spoilt(scene: Scene, path: str, known: dict[str, bytes]) -> bytes:
    raw = known[path]
    half = raw[: scene.chance.randrange(len(raw))]
    return scene.chance.choice(
        (b"", half, flipped(raw, scene.chance), known[scene.chance.choice(sorted(known))] + b"!")
    )


def deeds_of(laptop: Any) -> dict[str, bytes]:
    """Return the deeds a laptop knows, by where they lie."""
    replica = laptop.program.replica
    raws = ((genesis.space, raw) for genesis in replica.spaces() for raw in replica.sealed_deeds(genesis.space))
    return {stated_path(Kind.DEED, space, content_name(raw)): raw for space, raw in raws}


def take_away(laptop: Any, path: str) -> None:
    """Remove a file of the store, whosever it is."""
    laptop.program.exchange.store.remove(path)


def false(*kinds: str) -> Callable[[Scene], Iterator[None]]:
    """Return the fault in which the insider lays such deeds beside the logs."""

    def fault(scene: Scene) -> Iterator[None]:
        for _round in range(4):  # it may have been let in only just now
            scene.exchange(scene.insider)
        for kind in kinds:
            lie = scene.ask(scene.insider, "lend", function=fault_deeds.forge, kind=kind)
            for path, raw in lie.deeds:
                scene.ask(scene.insider, "lay", path=path, raw=raw)
            if lie.segment:
                scene.ledger.forged.update(dict.fromkeys(lie.segment.hashes, kind))
                scene.ask(scene.insider, "lay", path=lie.segment.path, raw=lie.segment.raw)
        for seat in scene.chance.sample(scene.province.honest, 2):
            scene.exchange(seat)
            scene.act(seat)
        scene.checks.append(lambda: _agree(scene))
        yield

    fault.__doc__ = f"F6, E12: the insider lays false deeds: {', '.join(kinds)}."
    return fault


def _agree(scene: Scene) -> None:
    """Everybody writes with the same keys, and those are of the office's making."""
    seats, found = scene.province.honest, dict[str, Epochs]()
    for _round in range(scene.passes):
        found = {seat.name: keys(scene, seat, CURRENT) for seat in seats}
        if len({repr(sorted(keys.items())) for keys in found.values()}) == 1:
            break
        for seat in seats:
            scene.exchange(seat)
    else:
        raise Failure("diverged", f"different keys are written with: {found}")
    made = scene.ask(scene.province[OFFICE], "lend", function=begun_here)
    if foreign := [key for key, name in found[OFFICE].items() if name not in made]:
        raise Failure("forged", f"a member's own key is written with in {foreign}")


def has_let_in(laptop: Any, key: bytes) -> bool:
    """Say whether a signing key is certified, as a laptop knows."""
    with laptop.program.replica.read() as reads:
        return writer_of(key) in reads.directory().writers


def begun_here(laptop: Any) -> set[tuple[int, bytes]]:
    """Return the keys of which this installation made a package."""
    own = laptop.program.sealer.writer
    with laptop.program.replica.read() as reads:
        known = [one for genesis in reads.spaces() for one in packages(reads.deeds(genesis.space))]
    return {(one.epoch, one.key_id) for one in known if one.signer == own}


ROWS: dict[str, Callable[[Scene], Iterator[None]]] = {
    "F1 F3 lost laptop": lost_device,
    "F1 F3 removed member": removed_member,
    "F6 key withheld": withheld(whole=True),
    "F6 key damaged on its way": withheld(whole=False),
    "F6 key damaged at rest": rotten,
    "F6 old key replayed": false("replayed"),
    "F6 key for another laptop": false("misaddressed"),
    "F6 E12 key of one's own": false("own_key"),
    "F6 E10 people of one's own": false("own_people"),
    "F6 broken deeds": false("broken"),
    "F6 keys claimed to be given": claimed,
}
"""Faults of keys."""
