"""Laptops that are shut out: lost and revoked, or a removed member's, whose program goes on writing and reading.

Whoever was shut out must not read what is written under the keys begun then, and what such a laptop writes on must be
set aside by everybody alike.
"""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from benchmarks import fault_laptop
from benchmarks.fault_director import Failure, Scene
from benchmarks.fault_province import INSIDER, OFFICE, Seat
from ecabinet.app.keys import COMPARTMENTS
from ecabinet.boot import profile as profiles
from ecabinet.boot.program import open_program
from ecabinet.core import reasons
from ecabinet.core.event import Log
from ecabinet.core.people import Role

Epochs = dict[tuple[str, str], tuple[int, bytes]]
"""By space and compartment, the epoch of a key and its identifier."""

HELD, CURRENT = "held", "current"


def lost_device(scene: Scene) -> Iterator[None]:
    """F1, F3: a member's second laptop is lost and revoked, and whoever has it goes on writing."""
    lost = spare(scene, "m2")
    return _shut_out(scene, lost, "RevokeWriter", writer=scene.ask(lost, "writer"), reason="mất máy")


def removed_member(scene: Scene) -> Iterator[None]:
    """F1, F3: somebody belongs to the organization no more, and the laptop goes on writing."""
    office, name = scene.province[OFFICE], f"t{scene.chance.getrandbits(40):010x}"
    scene.start(office)
    fields = {"title": "", "unit": "", "rank": 800, "voting": True, "roles": (Role.DELEGATE,), "member": name}
    scene.remember(office, scene.ask(office, "command", kind="AdmitMember", name=f"Đại biểu {name}", **fields))
    return _shut_out(scene, spare(scene, name), "RemoveMember", member=name, reason="thôi nhiệm vụ")


def spare(scene: Scene, member: str) -> Seat:
    """Give a member one more laptop, which has heard of everything."""
    return let_in(scene, member, *unknown(scene))


def unknown(scene: Scene) -> tuple[Path, bytes, bytes]:
    """Make a laptop that nobody has let in; return its folder and the keys that are to be certified."""
    folder = scene.province.folder / f"spare-{scene.chance.getrandbits(40):010x}"
    before = profiles.load(scene.province[INSIDER].folder)
    fault_laptop.know_moody_stores()
    program = open_program(
        profiles.create(folder, before.store, before.genesis, profiles.new_seed()), clock=fault_laptop.WildClock()
    )
    key, wrap_key = program.sealer.public_key, program.wrap_key
    program.close()
    return folder, key, wrap_key


def let_in(  # who, where, its keys, and what happens to it before it hears of anything
    scene: Scene,
    member: str,
    folder: Path,
    key: bytes,
    wrap_key: bytes,
    then: Callable[[Seat], object] = lambda _seat: None,
) -> Seat:
    """Let a laptop in and let it hear of everything."""
    office = scene.province[OFFICE]
    scene.start(office)
    scene.remember(office, scene.ask(office, "certify", member=member, key=key, wrap_key=wrap_key))
    seat = Seat(folder.name, folder, scene.store)
    scene.start(seat)
    scene.ask(seat, "seed", text=f"{seat.name}/{scene.chance.random()}", at=scene.ask(office, "now"))
    then(seat)
    for each in (office, seat, seat):
        scene.exchange(each)
    return seat


def _shut_out(scene: Scene, lost: Seat, kind: str, **fields: object) -> Iterator[None]:
    office, heir = scene.province[OFFICE], scene.province[scene.chance.choice(("m1", "m2", "m3"))]
    scene.ask(lost, "act")
    for seat in (lost, office):
        scene.exchange(seat)
    before = keys(scene, office, CURRENT)
    scene.remember(office, scene.ask(office, "command", kind=kind, **fields))
    after = keys(scene, office, CURRENT)
    if not all(after[key][0] > before[key][0] for key in before):
        raise Failure("forged", f"{kind} began no new epoch: {before} {after}")
    if scene.chance.random() < 0.5:
        scene.exchange(lost)
    late = scene.ask(lost, "forge", kind="lawful")
    scene.ask(lost, "lay", path=late.path, raw=late.raw)
    scene.ledger.forged.update(dict.fromkeys(late.hashes, kind))
    for seat in (office, heir):
        scene.exchange(seat)
    secret = _written_under(scene, heir, after)
    expected = {reasons.REVOKED, reasons.UNKNOWN_AUTHOR}
    scene.checks += [lambda: _sees_nothing(scene, lost, after, secret), lambda: _alike(scene, late, expected)]
    yield
    if scene.chance.random() < 0.5:
        _admitted(scene, late, expected)


def _written_under(scene: Scene, seat: Seat, wanted: Epochs) -> list[Any]:
    """Let somebody write; return what was written, if the new keys were known there."""
    if keys(scene, seat, CURRENT) != wanted:
        return []
    before = scene.ask(seat, "state").tips
    answer = scene.ask(seat, "act")
    scene.remember(seat, answer)
    written = [fact for fact in answer[2] if fact[1] is Log.DATA] if answer else []
    return [fact for fact in written if fact[3] > before.get(tuple(fact[:3]), (0, b""))[0]]


def _admitted(scene: Scene, late: Any, expected: set[str]) -> None:
    """Let the administrator admit one of the records behind the cut, if they are known there."""
    office, (space, _log, writer) = scene.province[OFFICE], late.log
    scene.start(office)
    answer = scene.ask(office, "command", kind="AdmitRecord", space=space, writer=writer, seq=late.last)
    scene.remember(office, answer)
    if answer and answer[0] == "done":
        scene.ledger.forged.pop(late.hashes[-1])
        expected.clear()
        expected.add(reasons.ACCEPTED)


def _sees_nothing(scene: Scene, lost: Seat, after: Epochs, secret: list[Any]) -> None:
    """Whoever was shut out has no key begun then and knows nothing written under one."""
    scene.start(lost)
    for _round in range(3):
        scene.exchange(lost)
    held, tips = keys(scene, lost, HELD), scene.ask(lost, "state").tips
    lost.kill()
    if any(key in held and held[key] >= name for key, name in after.items()):
        raise Failure("forged", f"{lost.name} has keys begun after it was shut out: {held} {after}")
    for space, log, writer, seq, _digest in secret:
        if tips.get((space, log, writer), (0, b""))[0] >= seq:
            raise Failure("forged", f"{lost.name} reads what was written after it was shut out: {writer} {seq}")


def _alike(scene: Scene, late: Any, expected: set[str]) -> None:
    """Everybody says the same of a late record."""
    for digest in late.hashes:
        found = {seat.name: _reason(scene, seat, (*late.log, late.last), digest) for seat in scene.province.honest}
        if len(set(found.values())) > 1 or not set(found.values()) <= expected:
            raise Failure("diverged", f"what was written after the revocation is {found}, not {expected}")


def _reason(scene: Scene, seat: Seat, place: Any, digest: bytes) -> str:
    return str(scene.ask(seat, "audit")[0].get(place, {}).get(digest, "missing"))


def keys(scene: Scene, seat: Seat, which: str) -> Epochs:
    found: Epochs = scene.ask(seat, "lend", function=keys_of, which=which)
    return found


def keys_of(laptop: Any, which: str) -> Epochs:
    """Return the greatest keys a laptop holds, or those it would write with now."""
    chain, found = laptop.program.sealer.keys, {}
    for genesis in laptop.program.replica.spaces():
        for compartment in COMPARTMENTS[genesis.kind]:
            current = chain.current(genesis.space, compartment)
            names = [one.name for one in chain.held(genesis.space) if one.name.compartment == compartment]
            if which == CURRENT:
                names = [current.name] if current else []
            for name in names:  # the last of them is the greatest
                found[genesis.space, compartment] = (name.epoch, name.key_id)
    return found
