"""Deeds and both sides of forks: small files that any replica publishes and all read."""

import pytest

from ecabinet.core.errors import ForkFound, SegmentDamaged, SegmentFault
from ecabinet.core.event import Log
from ecabinet.sync.formats import names
from ecabinet.sync.formats.names import Kind
from ecabinet.sync.round.travel import FORKS, READ_FILES
from ecabinet.sync.stores.memory import MemoryStore
from tests.sync.fakes import NOON, Replica
from tests.sync.test_exchange import event_of


@pytest.fixture
def room(room_of):
    made = room_of(MemoryStore(), 3)
    made.rounds(2)
    assert made.agree()
    return made


def stated(store, kind):
    """Paths of deeds or forks in a memory store."""
    found = {path: names.place(path) for path in store.files}
    return sorted(path for path, at in found.items() if at and at.kind is kind)


def test_a_deed_travels_to_everybody(room):
    room.replicas[1].deeds.append((room.space, b"deed one"))
    room.exchanges[1].round()
    assert stated(room.store, Kind.DEED) == [names.deed_path(room.space, b"deed one")]
    report = room.exchanges[2].round()
    assert room.replicas[2].deeds == [(room.space, b"deed one")]
    assert report.changes.directory
    room.rounds(2)
    assert room.exchanges[2].round().quiet


def test_deeds_come_before_the_segments_that_need_them(room):
    order = []
    publish, take, receive = room.store.publish, room.replicas[2].take_deeds, room.replicas[2].receive
    room.store.publish = lambda name, chunks: order.append(names.place(name).kind) or publish(name, chunks)
    room.replicas[1].deeds.append((room.space, b"deed one"))
    room.replicas[1].ask(room.space)
    room.exchanges[1].round()
    assert order.index(Kind.DEED) < order.index(Kind.FRESH)
    seen = []
    room.replicas[2].take_deeds = lambda *parts: seen.append("deed") or take(*parts)
    room.replicas[2].receive = lambda raws: seen.append("segment") or receive(raws)
    room.exchange(room.replicas[2]).round()
    assert seen[0] == "deed"
    assert "segment" in seen


def test_all_deeds_come_before_any_segment(room):
    many = [(room.space, f"deed {number}".encode()) for number in range(2 * READ_FILES + 1)]
    room.replicas[1].deeds.extend(many)
    room.replicas[1].ask(room.space)
    room.exchanges[1].round()
    reader, known = room.replicas[2], []
    receive = reader.receive
    reader.receive = lambda raws: known.append(len(reader.deeds)) or receive(raws)
    room.exchange(reader).round()
    assert known
    assert set(known) == {len(many)}


def test_whoever_knows_a_deed_puts_it_back(room):
    room.replicas[1].deeds.append((room.space, b"deed one"))
    room.rounds(2)
    (path,) = stated(room.store, Kind.DEED)
    del room.store.files[path]
    room.exchanges[2].round()
    assert room.store.files[path] == b"deed one"


def test_a_name_that_is_not_that_of_the_bytes_is_damage_until_it_is_gone(room):
    path = names.deed_path(room.space, b"deed one")
    room.store.files[path] = b"deed two"
    for _round in range(3):
        report = room.exchanges[2].round()
        assert [(damage.name, damage.fault) for damage in report.damaged] == [(path, SegmentFault.NAME)]
    assert not room.replicas[2].deeds
    del room.store.files[path]
    assert not room.exchanges[2].round().damaged


def test_a_deed_that_rots_is_replaced_by_who_has_it(room):
    room.replicas[1].deeds.append((room.space, b"deed one"))
    room.rounds(2)
    (path,) = stated(room.store, Kind.DEED)
    room.store.files[path] = b"deed 0ne"
    room.rounds(9)
    assert room.store.files[path] == b"deed one"
    assert not room.exchanges[0].round().damaged


def test_a_deed_that_does_not_hold_is_asked_for_less_and_less(room):
    raw = b"not signed by anybody"
    room.store.files[names.deed_path(room.space, raw)] = raw
    asked = []
    room.replicas[2].take_deeds = lambda space, raws: (
        asked.append(raws) or Replica.take_deeds(room.replicas[2], space, raws)
    )
    exchange = room.exchange(room.replicas[2])
    for _round in range(100):
        assert not exchange.round().damaged
    assert 3 < len(asked) < 12


def test_a_segment_whose_key_is_missing_waits_until_a_deed_brings_it(room):
    reader, open_for_all = room.replicas[2], room.replicas[2].receive

    def receive(raws):
        if reader.deeds:
            return open_for_all(raws)
        given = open_for_all([])
        where = [SegmentDamaged(names.label(names_of(raw)), SegmentFault.ENCRYPTED) for raw in raws]
        return given.__class__(damaged=tuple(where))

    reader.receive = receive
    room.exchanges[2] = room.exchange(reader)
    room.replicas[1].ask(room.space)
    room.exchanges[1].round()
    for _round in range(9):
        report = room.exchanges[2].round()
        assert len(report.waiting) == 1
        assert not report.damaged
    room.replicas[1].deeds.append((room.space, b"deed key"))
    room.exchanges[1].round()
    assert len(room.exchanges[2].round().received) == 1


def names_of(raw):
    from ecabinet.sync.keys.envelope import peek

    return peek(raw)


def forked(room):
    """Let a clone of replica 1 contradict it; replica 2 meets both sides. Return both raws."""
    room.replicas[1].ask(room.space)
    room.rounds(2)
    clone = Replica(1, room.genesis, room.folder / "clone")
    clone.known = dict(room.replicas[1].known)
    name = clone.write(room.space, event_of(clone, room.space))
    room.store.files[f"{room.space}/in/20261120/{clone.me}-1-1.seg"] = clone.kept[name]
    report = room.exchange(Replica(2, room.genesis, room.folder / "later")).round()
    assert any(isinstance(damage, ForkFound) for damage in report.damaged)
    return {clone.kept[name], room.replicas[1].kept[name]}


def test_both_sides_of_a_fork_become_known_to_all(room):
    second = room.replicas[2]
    second.journal = dict(second.journal)
    sides = forked(room)
    room.rounds(3)
    for path in [path for path in room.store.files if path.endswith("-1-1.seg") and "/in/20261120/" in path]:
        del room.store.files[path]
    found = stated(room.store, Kind.FORK)
    assert {room.store.files[path] for path in found} == sides
    newcomer = Replica(2, room.genesis, room.folder / "newcomer")
    exchange = room.exchange(newcomer)
    exchange.round()
    assert set(newcomer.evidence) == sides
    for path in found:
        del room.store.files[path]
    exchange.round()
    assert stated(room.store, Kind.FORK) == found, "whoever knows a fork keeps it known"
    assert not exchange.round().damaged


def test_one_writers_forks_are_bounded(room):
    room.replicas[1].ask(room.space)
    room.rounds(2)
    for number in range(3 * FORKS):
        clone = Replica(1, room.genesis, room.folder / f"clone-{number}")
        clone.known = dict(room.replicas[1].known)
        name = clone.write(room.space, event_of(clone, room.space), at=NOON + number)
        raw = clone.kept[name]
        room.replicas[0].evidence[raw] = room.space
    room.exchanges[0].round()
    room.rounds(2)
    assert len(stated(room.store, Kind.FORK)) <= 2 * FORKS
    assert (room.space, Log.DATA, room.replicas[1].me) in room.replicas[2].state()


@pytest.mark.parametrize("raw", [b"", b"junk", b"\x93" * 500])
def test_junk_among_the_forks_disturbs_nobody(room, raw):
    room.store.files[names.fork_path(room.space, raw)] = raw
    assert not room.exchanges[2].round().damaged
    room.replicas[1].ask(room.space)
    room.rounds(2)
    assert room.agree()
