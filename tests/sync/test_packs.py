"""One long segment in the place of many small files; a crash anywhere leaves more files than needed, never fewer."""

import pytest

from ecabinet.core.event import Log
from ecabinet.core.events.floor import FloorRequested
from ecabinet.core.events.organization import MemberAdmitted
from ecabinet.sync.formats import names
from ecabinet.sync.formats.names import Kind
from ecabinet.sync.round.packs import TURN_ROUNDS
from ecabinet.sync.stores.memory import MemoryStore
from tests.sync.fakes import NOON, Replica

GRACE = 3 * TURN_ROUNDS
DAY = 86_400_000


class Brittle(MemoryStore):
    """A store in which the program dies at one call."""

    def __init__(self, files=()):
        super().__init__()
        self.files, self.left = dict(files), None

    def __getattribute__(self, name):
        if name in ("check", "list", "size", "read", "publish", "replace", "remove", "set_aside"):
            self._step()
        return super().__getattribute__(name)

    def _step(self):
        if self.left is not None:
            self.left -= 1
            if self.left < 0:
                raise ZeroDivisionError


@pytest.fixture
def room(room_of):
    made = room_of(Brittle(), 3)
    made.rounds(2)
    return made


def write(replica, space, files, events=1, at=NOON):
    """Write so many files of so many events each."""
    meeting = replica.known[space].about
    for number in range(files):
        facts = [FloorRequested(meeting, f"s-{number}-{event}", "i", "m", "discuss", NOON) for event in range(events)]
        replica.write(space, *facts, at=at)


def packing(room, number=1, grace=GRACE):
    """A fresh exchange that may remove small files after so many rounds."""
    exchange = room.exchange(room.replicas[number])
    exchange.care.packs.grace = grace
    return exchange


def kinds(store, kind):
    return sorted(path for path in store.files if (at := names.place(path)) and at.kind is kind)


def own(store, kind, replica):
    return [path for path in kinds(store, kind) if replica.me in path]


def newcomer(room, name="newcomer"):
    """What a new laptop learns from the store in one round."""
    replica = Replica(2, room.genesis, room.folder / name)
    report = room.exchange(replica).round()
    assert not report.damaged
    return replica


def test_many_small_files_become_one_and_stay_for_a_while(room):
    writer = room.replicas[1]
    write(writer, room.space, 300)
    exchange = packing(room)
    reports = [exchange.round() for _round in range(TURN_ROUNDS + 1)]
    (pack,) = [name for report in reports for name in report.packed]
    assert (pack.first, pack.last) == (1, 300)
    assert own(room.store, Kind.PACK, writer) == [names.pack_path(pack)]
    assert len([path for path in own(room.store, Kind.FRESH, writer) if room.space in path]) == 300
    for _round in range(GRACE - TURN_ROUNDS):
        exchange.round()
    assert len([path for path in own(room.store, Kind.FRESH, writer) if room.space in path]) == 300
    for _round in range(4 * TURN_ROUNDS):
        exchange.round()
    assert not [path for path in own(room.store, Kind.FRESH, writer) if room.space in path]
    assert newcomer(room).state() == writer.state()


def test_what_was_removed_is_not_put_back_and_a_pack_is_no_damage(room):
    write(room.replicas[1], room.space, 300)
    exchange = packing(room, grace=0)
    for _round in range(4 * TURN_ROUNDS):
        exchange.round()
    before = {path: raw for path, raw in room.store.files.items() if "/seen/" not in path}
    room.exchanges[1] = packing(room, grace=0)
    for _round in range(5 * TURN_ROUNDS):
        assert not any(report.damaged or report.published for report in room.rounds())
    assert {path for path in room.store.files if "/seen/" not in path} == before.keys()
    assert room.agree()


def test_whoever_knows_a_part_takes_the_rest(room):
    write(room.replicas[1], room.space, 100)
    room.rounds(2)
    write(room.replicas[1], room.space, 200)
    exchange = packing(room, grace=0)
    for _round in range(4 * TURN_ROUNDS):
        exchange.round()
    room.rounds(3)
    assert room.agree()
    assert len(room.replicas[2].state()[room.space, Log.DATA, room.replicas[1].me]) == 300


@pytest.mark.parametrize("damage", [b"", b"junk" * 100, None])
def test_a_pack_that_rots_is_replaced_by_what_the_journal_has(room, damage):
    writer = room.replicas[1]
    write(writer, room.space, 300)
    exchange = packing(room, grace=0)
    for _round in range(4 * TURN_ROUNDS):
        exchange.round()
    (path,) = own(room.store, Kind.PACK, writer)
    room.store.files[path] = room.store.files[path][:-1] + b"?" if damage is None else damage
    for _round in range(6 * TURN_ROUNDS):
        exchange.round()
    assert any(name.startswith(f"{path}.damaged-") for name in room.store.files)
    assert newcomer(room).state() == writer.state()


def test_a_pack_cut_off_is_never_a_reason_to_remove_anything(room):
    writer = room.replicas[1]
    write(writer, room.space, 300)
    room.exchanges[1].round()
    small = own(room.store, Kind.FRESH, writer)
    path = f"{room.space}/w/{writer.me}/1-300.seg"
    room.store.files[path] = b"half of a pack"
    exchange = packing(room, grace=0)
    for _round in range(3 * TURN_ROUNDS):
        exchange.round()
        assert set(small) <= set(room.store.files) or room.store.files.get(path) != b"half of a pack"
    assert newcomer(room).state() == writer.state()


def test_a_few_files_are_packed_when_the_store_shows_a_later_day(room):
    write(room.replicas[1], room.space, 9)
    room.rounds(2)
    exchange = packing(room)
    assert not any(exchange.round().packed for _round in range(2 * TURN_ROUNDS))
    write(room.replicas[2], room.space, 1, at=NOON + DAY)
    room.exchanges[2].round()
    packed = [name for _round in range(2 * TURN_ROUNDS) for name in exchange.round().packed]
    assert [(name.first, name.last) for name in packed] == [(1, 9)]


def test_the_control_chain_is_packed_too(room):
    controller = room.replicas[0]
    for number in range(300):
        controller.control(MemberAdmitted(f"x{number}", f"Người {number}", "", "", number, True, ()))
    exchange = packing(room, number=0, grace=0)
    for _round in range(5 * TURN_ROUNDS):
        exchange.round()
    assert len(kinds(room.store, Kind.CONTROL)) == 1
    assert newcomer(room).state() == controller.state()
    room.rounds(2)
    assert room.agree()


def test_a_restored_laptop_learns_its_log_from_a_pack_and_goes_on(room):
    write(room.replicas[1], room.space, 300)
    exchange = packing(room, grace=0)
    for _round in range(4 * TURN_ROUNDS):
        exchange.round()
    restored = Replica(1, room.genesis, room.folder / "restored")
    exchange = room.exchange(restored)
    exchange.round()
    assert restored.state() == room.replicas[1].state()
    restored.ask(room.space)
    assert len(exchange.round().published) == 1
    for _round in range(3 * TURN_ROUNDS):
        assert not exchange.round().damaged
    assert newcomer(room).state() == restored.state()


def test_a_death_at_any_call_loses_and_doubles_nothing(room):
    writer = room.replicas[1]
    write(writer, room.space, 14, events=20)
    room.exchanges[1].round()
    start = dict(room.store.files)
    for step in range(1, 400):
        room.store = Brittle(start)
        exchange = at_once(packing(room, grace=0))
        room.store.left = step
        try:
            for _round in range(3):
                exchange.round()
        except ZeroDivisionError:
            survive(room, f"after-{step}")
        else:
            break
    assert step > 50
    assert step < 399


def at_once(exchange):
    """Look at packs in every round."""
    exchange.care.packs.due = lambda _space: True
    return exchange


def survive(room, name):
    """After the death, nothing is missing at once, and a new program comes to the same end."""
    room.store.left = None
    writer = room.replicas[1]
    assert newcomer(room, name).state() == writer.state()
    exchange = at_once(packing(room, grace=0))
    for _round in range(4):
        report = exchange.round()
        assert not report.damaged
    assert not [path for path in own(room.store, Kind.FRESH, writer) if room.space in path]
    assert newcomer(room, f"{name}-later").state() == writer.state()
