"""A hub spares the others looking around; it can leave out and delay, never forge, and it is not needed."""

import hashlib
from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ecabinet.core.errors import SegmentDamaged, SegmentFault
from ecabinet.core.event import Log
from ecabinet.sync.formats import names
from ecabinet.sync.formats.heads import LaneHead, open_head, open_lane_head
from ecabinet.sync.formats.names import Kind
from ecabinet.sync.round import lane
from ecabinet.sync.round.exchange import Exchange
from ecabinet.sync.round.follow import DOUBT_ROUNDS, DOUBT_SPREAD, LOOK_ROUNDS, MAX_FILES, SILENT_ROUNDS
from ecabinet.sync.round.hub import BEAT_ROUNDS, KEPT_FILES
from ecabinet.sync.round.lane import Cargo, Entry
from ecabinet.sync.stores.memory import MemoryStore
from tests.sync.fakes import Replica, draft_meeting

CALLS = ("check", "list", "size", "read", "publish", "replace", "remove")


class View(MemoryStore):
    """One laptop's way to a shared store: counts what is asked, and may not see everything yet."""

    def __init__(self, files):
        super().__init__()
        self.files, self.asked, self.hidden = files, Counter(), set()

    def __getattribute__(self, name):
        if name in CALLS:
            self.asked[name] += 1
        return super().__getattribute__(name)

    def list(self, folder):
        return tuple(name for name in super().list(folder) if f"{folder}/{name}" not in self.hidden)

    def read(self, name, limit):
        return None if name in self.hidden else super().read(name, limit)


class Hall:
    """Replica 1 is the hub, the others follow; each looks at the store through a view of its own."""

    def __init__(self, room):
        self.room, self.space, self.store = room, room.space, room.store
        self.replicas = room.replicas
        self.views = [View(room.store.files) for _replica in room.replicas]
        self.exchanges = [self.exchange(number) for number in range(len(room.replicas))]
        for follower in self.followers:
            follower.follower.look_rounds = 10**9
        self.rounds(12)

    @property
    def hub(self):
        return self.exchanges[1]

    @property
    def followers(self):
        return [exchange for number, exchange in enumerate(self.exchanges) if number != 1]

    def exchange(self, number):
        mine = self.replicas[number]
        parts = (self.views[number], mine, mine.receive, mine.sealer, mine.vault)
        return Exchange(*parts, key_of=mine.key_of, take_deeds=mine.take_deeds, hub=number == 1)

    def rounds(self, count=1):
        return [[exchange.round() for exchange in self.exchanges] for _round in range(count)][-1]

    def lane(self):
        return sorted(path for path in self.store.files if (at := names.place(path)) and at.kind is Kind.LANE)

    def head(self):
        path = names.lane_head_path(self.room.genesis.space, self.replicas[1].me)
        return open_lane_head(self.store.files[path], self.replicas[0].key_of)


@pytest.fixture
def hall(room_of):
    room = room_of(MemoryStore(), 4)
    room.rounds(2)
    return Hall(room)


def cost(exchange):
    """What a round of a program asks of the store."""
    exchange.store.asked.clear()
    report = exchange.round()
    return sum(exchange.store.asked.values()), report


def test_a_quiet_round_behind_a_hub_is_one_look_at_its_head(hall):
    hall.rounds(3)
    for follower in hall.followers:
        operations, report = cost(follower)
        assert report.quiet
        assert operations == 1
        assert set(follower.store.asked) == {"read"}
        assert 0 <= report.hub_age <= BEAT_ROUNDS


def test_news_of_a_hub_cost_one_more(hall):
    hall.replicas[2].ask(hall.space)
    hall.exchanges[2].round()
    hall.hub.round()
    operations, report = cost(hall.exchanges[3])
    assert (operations, len(report.received)) == (2, 1)


def changed_head(hall, what):
    """The bytes of a hub's head that shows nothing, None for a missing one."""
    head = hall.head()
    raw = hall.store.files[names.lane_head_path(head.space, head.hub)]
    sealer = hall.replicas[1].sealer
    return {
        "missing": None,
        "empty": b"",
        "torn": raw[:-5],
        "forged": hall.replicas[2].sealer.seal_head(replace(head, beat=head.beat + 1)),
        "flipped": raw[:-1] + bytes([raw[-1] ^ 1]),
        "older": sealer.seal_head(replace(head, beat=head.beat - 1)),
        "elsewhere": sealer.seal_head(replace(head, space=hall.space, beat=head.beat + 1)),
        "anothers": hall.replicas[2].sealer.seal_head(replace(head, hub=hall.replicas[2].me, beat=head.beat + 1)),
    }[what]


@pytest.mark.parametrize("what", ["missing", "empty", "torn", "forged", "flipped", "older", "elsewhere", "anothers"])
def test_only_a_head_that_holds_spares_asking_whose_store_it_is(hall, what):
    head, follower = hall.head(), hall.exchanges[3]
    path, changed = names.lane_head_path(head.space, head.hub), changed_head(hall, what)
    genesis = hall.store.files.pop(names.genesis_path(head.space))
    assert follower.round().offline is None
    hall.store.files[path], honest = changed, hall.store.files[path]
    if changed is None:
        del hall.store.files[path]
    assert follower.round().offline == "not_a_store"
    hall.store.files |= {path: honest, names.genesis_path(head.space): genesis}
    hall.rounds(2)
    assert cost(follower)[0] == 1


@pytest.mark.parametrize("why", ["sending", "looking", "doubting"])
def test_a_head_is_not_enough_where_more_is_done(hall, why):
    follower = hall.exchanges[3]
    hall.store.files.pop(names.genesis_path(hall.room.genesis.space))
    if why == "sending":
        hall.replicas[3].ask(hall.space)
    elif why == "looking":
        follower.follower.look_rounds = 1
    else:
        beat = replace(hall.head(), last=hall.head().last + 1, beat=hall.head().beat + 1)
        hall.store.files[names.lane_head_path(beat.space, beat.hub)] = hall.replicas[1].sealer.seal_head(beat)
    before = dict(hall.store.files)
    assert follower.round().offline == "not_a_store"
    assert hall.store.files == before
    assert len(hall.replicas[3].pending) == (why == "sending")


def test_a_hub_that_dies_is_doubted_soon_and_not_by_all_at_once(room_of):
    room = room_of(MemoryStore(), 12)
    room.rounds(2)
    hall = Hall(room)
    hall.replicas[1].ask(hall.space)
    hall.hub.round()
    for follower in hall.followers:
        follower.round()
    hall.replicas[2].ask(hall.space)
    hall.exchanges[2].round()
    noticed = {}
    for number in range(1, DOUBT_ROUNDS + DOUBT_SPREAD + 1):
        for follower in hall.followers[2:]:
            if follower.round().received:
                noticed[follower] = number
    assert set(noticed) == set(hall.followers[2:])
    assert min(noticed.values()) > BEAT_ROUNDS, "a hub that is well is not doubted"
    assert len(set(noticed.values())) > 1


@pytest.mark.parametrize("size", [3, 40])
def test_its_cost_does_not_grow_with_those_who_follow(room_of, size):
    room = room_of(MemoryStore(), size)
    room.rounds(2)
    hall = Hall(room)
    for replica in hall.replicas[2:]:
        replica.ask(hall.space, 2)
    hall.rounds(6)
    assert room.agree()
    assert {cost(follower)[0] for follower in hall.followers} == {1}
    without = room.exchange(room.replicas[0])
    without.store = View(room.store.files)
    looking = Exchange(
        without.store,
        room.replicas[0],
        room.replicas[0].receive,
        room.replicas[0].sealer,
        room.replicas[0].vault,
        key_of=room.replicas[0].key_of,
    )
    looking.round()
    assert cost(looking)[0] > 9


def test_what_one_writes_reaches_all_through_the_hub(hall):
    hall.replicas[2].ask(hall.space, 3)
    for view in hall.views[:1] + hall.views[3:]:
        view.hidden = {path for path in hall.store.files if "/in/" in path}
    hall.exchanges[2].round()
    hall.hub.round()
    fresh = {path for path in hall.store.files if "/in/" in path}
    for number in (0, 3):
        hall.views[number].hidden = fresh
        report = hall.exchanges[number].round()
        assert len(report.received) == 3
        assert not report.waiting
    assert hall.room.agree()


def test_deeds_and_meetings_come_through_the_lane(hall):
    hall.replicas[2].deeds.append((hall.space, b"deed one"))
    space = draft_meeting(hall.replicas[2], "phiên-2")
    hall.replicas[2].ask(space, 2)
    hall.exchanges[2].round()
    hall.hub.round()
    before = hall.views[3].asked["list"]
    hall.exchanges[3].round()
    assert hall.views[3].asked["list"] == before
    assert (hall.space, b"deed one") in hall.replicas[3].deeds
    assert (space, Log.DATA, hall.replicas[2].me) in hall.replicas[3].state()


def test_a_hub_that_falls_silent_is_missed_and_not_needed(hall):
    for follower in hall.followers:
        follower.follower.look_rounds = LOOK_ROUNDS
    hall.replicas[2].ask(hall.space, 2)
    silent = []
    for _round in range(SILENT_ROUNDS + 2):
        silent.append([follower.round().hub_silent for follower in hall.followers])
        if _round == DOUBT_ROUNDS + DOUBT_SPREAD:
            assert hall.replicas[0].state() == hall.replicas[3].state() == hall.replicas[2].state()
    assert not any(silent[0])
    assert all(silent[-1])
    hall.replicas[3].ask(hall.space)
    hall.exchanges[3].round()
    assert len(hall.exchanges[2].round().received) == 1
    hall.rounds(3)
    assert not any(follower.round().hub_silent for follower in hall.followers)
    assert hall.room.agree()


def test_a_hub_that_leaves_somebody_out_is_noticed_by_him_and_changes_nothing_for_long(hall):
    mine = hall.replicas[1]
    real = mine.ledger.segments_after
    victim = hall.replicas[2].me

    def lying(place, size):
        return tuple((number, raw) for number, raw in real(place, size) if victim.encode() not in raw[:200])

    mine.ledger.segments_after = lying
    for follower in hall.followers:
        follower.follower.look_rounds = LOOK_ROUNDS
    hall.replicas[2].ask(hall.space)
    hall.replicas[3].ask(hall.space)
    reports = [hall.rounds() for _round in range(LOOK_ROUNDS + 2)]
    assert [name.writer for name in reports[-1][2].unconfirmed] == [victim]
    assert not reports[-1][3].unconfirmed
    assert hall.room.agree(), "everybody looks around now and then"


def test_a_forged_entry_is_refused_like_a_forged_file(hall):
    honest = Replica(2, hall.room.genesis, hall.room.folder / "forger")
    honest.known, honest.directory = dict(hall.replicas[2].known), hall.replicas[2].directory
    honest.ask(hall.space)
    (raw,) = honest.kept.values()
    head, before = hall.head(), hall.replicas[3].state()
    entries = [Entry(Cargo.SEGMENT, hall.space, raw[:-1] + bytes([raw[-1] ^ 1])), Entry(Cargo.DEED, hall.space, b"no")]
    path = names.lane_path(head.space, head.hub, head.last + 1)
    hall.store.files[path] = lane.pack(entries)
    after = LaneHead(head.space, head.hub, head.first, head.last + 1, head.beat + 1, head.segments, head.deeds)
    hall.store.files[names.lane_head_path(head.space, head.hub)] = hall.replicas[1].sealer.seal_head(after)
    report = hall.exchanges[3].round()
    assert [(damage.name, damage.fault) for damage in report.damaged] == [(path, SegmentFault.SIGNATURE)]
    assert hall.replicas[3].state() == before
    assert not hall.replicas[3].deeds


@pytest.mark.parametrize("what", ["missing", "torn", "head", "many", "back"])
def test_a_lane_that_is_not_whole_sends_everybody_looking(hall, what):
    head = hall.head()
    if what == "many":
        hall.replicas[2].ask(hall.space, 1)
        hall.exchanges[2].round()
        for _round in range(MAX_FILES + 2):
            hall.replicas[1].ask(hall.space)
            hall.hub.round()
    else:
        hall.replicas[2].ask(hall.space, 2)
        hall.exchanges[2].round()
        hall.hub.round()
    path, last = names.lane_head_path(head.space, head.hub), hall.lane()[-1]
    if what == "missing":
        del hall.store.files[last]
    elif what == "torn":
        hall.store.files[last] = hall.store.files[last][:-40]
    elif what == "head":
        hall.store.files[path] = hall.store.files[path][:-3]
        hall.exchanges[3].follower.look_rounds = LOOK_ROUNDS
    elif what == "back":
        older = LaneHead(head.space, head.hub, head.first, head.last, 1, 0, 0)
        hall.store.files[path] = hall.replicas[1].sealer.seal_head(older)
    for _round in range(LOOK_ROUNDS if what == "head" else 1):
        hall.exchanges[3].round()
    assert hall.replicas[3].state() == hall.replicas[1].state()


def test_a_hub_that_was_killed_goes_on_where_it_was(hall):
    hall.replicas[2].ask(hall.space, 2)
    hall.exchanges[2].round()
    hall.hub.hub._write = lambda _head: pytest.fail("killed")
    with pytest.raises(pytest.fail.Exception):
        hall.hub.round()
    hall.exchanges[1] = hall.exchange(1)
    hall.hub.round()
    before = hall.views[3].asked["list"]
    hall.exchanges[3].round()
    assert hall.views[3].asked["list"] == before
    assert hall.replicas[3].state() == hall.replicas[1].state()


def test_a_lane_does_not_grow_for_ever(hall):
    for _round in range(KEPT_FILES + 20):
        hall.replicas[1].ask(hall.space)
        hall.hub.round()
    assert len(hall.lane()) <= KEPT_FILES
    hall.rounds(2)
    assert hall.room.agree()


def test_two_hubs_are_as_good_as_one(hall):
    second = hall.replicas[0]
    hall.exchanges[0] = Exchange(
        hall.views[0], second, second.receive, second.sealer, second.vault, key_of=second.key_of, hub=True
    )
    for follower in hall.exchanges[2:]:
        follower.follower.look_rounds = 3
    hall.rounds(20)
    for follower in hall.exchanges[2:]:
        follower.follower.look_rounds = 10**9
    hall.exchanges[1] = hall.exchanges[1].__class__(
        hall.views[1], hall.replicas[1], hall.replicas[1].receive, hall.replicas[1].sealer, hall.replicas[1].vault
    )
    hall.replicas[2].ask(hall.space)
    hall.exchanges[2].round()
    hall.exchanges[0].round()
    before = hall.views[3].asked["list"]
    assert len(hall.exchanges[3].round().received) == 1
    assert hall.views[3].asked["list"] == before


def test_strangers_lanes_are_not_followed(hall):
    stranger = Replica(9, hall.room.genesis, hall.room.folder / "stranger")
    directory = hall.room.genesis.space
    for beat in range(1, 30):
        head = LaneHead(directory, stranger.me, 1, 0, beat, 0, 0)
        hall.store.files[names.lane_head_path(directory, stranger.me)] = stranger.sealer.seal_head(head)
        hall.exchanges[3].follower.look_rounds = 2
        hall.exchanges[3].round()
    assert stranger.me not in hall.exchanges[3].follower._hubs


@given(st.data())
def test_a_flipped_byte_never_passes(data):
    raw = lane.pack([Entry(Cargo.SEGMENT, "a" * 52, b"bytes"), Entry(Cargo.DEED, "b" * 52, b"more")])
    assert [entry.raw for entry in lane.unpack(raw)] == [b"bytes", b"more"]
    at = data.draw(st.integers(0, len(raw) - 1))
    flipped = raw[:at] + bytes([raw[at] ^ data.draw(st.integers(1, 255))]) + raw[at + 1 :]
    for bad in (flipped, raw[:at], raw + b"x"):
        with pytest.raises(SegmentDamaged):
            lane.unpack(bad)


def test_a_lanes_head_is_no_logs_head(hall):
    path = names.lane_head_path(hall.room.genesis.space, hall.replicas[1].me)
    with pytest.raises(SegmentDamaged):
        open_head(hall.store.files[path], hall.replicas[0].key_of)
    raw = hall.store.files[path]
    for at in range(len(raw)):
        with pytest.raises(SegmentDamaged):
            open_lane_head(raw[:at] + bytes([raw[at] ^ 1]) + raw[at + 1 :], hall.replicas[0].key_of)


def test_a_bomb_in_a_lane_is_refused():
    with pytest.raises(SegmentDamaged):
        lane.unpack(bytes(lane.MAX_LANE + 1))
    nested = lane.MAGIC + b"\x91" * 200_000
    with pytest.raises(SegmentDamaged):
        lane.unpack(nested + hashlib.sha256(nested).digest())
