"""A page shown by the chair reaches everybody and is nowhere kept: with a hub and without, honest and not."""

from collections import Counter

import pytest

from ecabinet.app import commands
from ecabinet.app.ephemera import LIFE, REPEATS, Kind, Online, Presenting, Typing
from ecabinet.core.errors import StoreReadOnly, StoreUnreachable
from ecabinet.sync.audit.verify import verify_store
from ecabinet.sync.formats import ephemera
from ecabinet.sync.formats.ephemera import MAX_CARRIED, MAX_MESSAGE, Outline
from ecabinet.sync.formats.names import ephemeral_path, lane_head_path
from ecabinet.sync.moving.copying import Copying
from ecabinet.sync.round.follow import DOUBT_ROUNDS, DOUBT_SPREAD, LOOK_ROUNDS
from ecabinet.sync.stores.folder import FolderStore
from ecabinet.sync.stores.memory import MemoryStore
from tests.road.kit import files
from tests.road.test_hub import make_hub

VERSION = "5e" * 32
LATER = LIFE[Kind.PRESENTING] / REPEATS


class Times:
    """The clock by which a whole province listens, set by hand."""

    def __init__(self, made):
        self.seconds = 1000.0
        for laptop in made.everyone:
            self.set(laptop)

    def set(self, laptop):
        told = laptop.program.exchange.ephemera
        told._now = told.hearing._now = lambda: self.seconds


class Hall:
    """A sitting meeting; `told` are the messages' files."""

    def __init__(self, made):
        self.made, self.times = made, Times(made)
        self.chair, self.delegates = made["m1"], [made["m2"], made["m3"]]
        genesis = next(one for one in made["m1"].program.replica.spaces() if one.about == made.meeting)
        self.space, self.item = genesis.space, made.items[0]
        self.directory = genesis.root

    def page(self, number, item=None):
        return Presenting(VERSION, number, 0.0, self.item if item is None else item)

    def show(self, number, laptop=None):
        return (laptop or self.chair).program.tell(self.space, self.page(number))

    def pages(self, laptop):
        return {content.page for content in laptop.program.heard(self.space, Presenting).values()}

    def path(self, laptop=None, kind=Kind.PRESENTING):
        return self.made.store / ephemeral_path(self.directory, (laptop or self.chair).program.sealer.writer, kind)

    def rounds(self, count=1, laptops=None):
        for _round in range(count):
            reports = [laptop.round() for laptop in laptops or self.made.everyone]
        return reports

    def sealed(self, laptop, counter, content, *, writer=None, space=None):
        """A message as this laptop's own program could seal it, true or not."""
        sealer = laptop.program.sealer
        held = sealer.keys.item(self.space, content.item)
        outline = Outline(
            space or self.space, writer or sealer.writer, content.KIND, counter, content.item, held.name.key_id
        )
        return sealer.seal_head(ephemera.seal(outline, content, held.key))


@pytest.fixture
def hall(sitting):
    """Nobody leads; everybody has looked once while somebody told something."""
    made = Hall(sitting)
    made.show(1)
    made.rounds(2)
    return made


@pytest.fixture
def led(sitting):
    """The chair's laptop leads."""
    make_hub(sitting, "m1")
    made = Hall(sitting)
    for laptop in sitting.everyone:
        if laptop.program.exchange.follower:
            laptop.program.exchange.follower.look_rounds = 10**9
    made.show(1)
    made.rounds(2)
    return made


def everyone_but(hall, *names):
    return [laptop for laptop in hall.made.everyone if laptop.name not in names]


def asked(laptop, act):
    """What an act asks of a laptop's store."""
    store, counts = laptop.program.exchange.store, Counter()
    names = ("check", "list", "size", "read", "publish", "replace", "tell")
    for name in names:
        call = getattr(store, name)
        setattr(store, name, lambda *parts, name=name, call=call: (counts.update([name]), call(*parts))[1])
    act()
    for name in names:
        delattr(store, name)
    return counts


# ---- how it travels


def test_a_page_shown_is_seen_by_all_without_a_hub(hall):
    for number in (2, 3):
        assert hall.show(number)
        hall.rounds()
        assert [hall.pages(laptop) for laptop in hall.delegates] == [{number}, {number}]
    assert hall.pages(hall.chair) == set()


def test_behind_a_hub_it_costs_one_read_and_a_quiet_round_no_more(led):
    led.made.settle()
    for number in (5, 6, 7):
        assert led.show(number)
        for laptop in led.delegates:
            assert asked(laptop, laptop.round) == {"read": 1}
            assert led.pages(laptop) == {number}
            assert asked(laptop, laptop.round) == {"read": 1}


def test_telling_costs_a_question_a_write_and_the_hubs_head(led):
    assert asked(led.chair, lambda: led.show(9)) == {"read": 1, "tell": 1, "replace": 1}
    delegate = led.delegates[0]
    delegate.program.tell(led.space, Online(active=True))
    act = lambda: delegate.program.tell(led.space, Online(active=False))  # noqa: E731
    assert asked(delegate, act) == {"read": 1, "tell": 1}


def test_a_hub_hands_on_what_others_tell(led):
    delegate, other = led.delegates
    delegate.program.tell(led.space, Typing("conclusion"))
    led.rounds(2)
    led.made["t1"].program.tell(led.space, led.page(4))
    led.rounds(2)
    assert led.pages(other) == {4} | led.pages(other)
    assert list(other.program.heard(led.space, Typing).values()) == [Typing("conclusion")]
    assert not other.program.heard(led.space, Online)


def test_a_follower_and_a_hub_change_places_and_go_on_hearing(led):
    led.show(3)
    led.rounds()
    delegate = led.delegates[0]
    before = led.pages(delegate)
    delegate.program.lead(leads=True)
    assert led.pages(delegate) == before == {3}
    led.chair.program.lead(leads=False)
    led.show(4)
    led.rounds(DOUBT_ROUNDS + DOUBT_SPREAD + 2)
    assert led.pages(delegate) == {4}
    assert led.pages(led.delegates[1]) == {4}


def test_it_is_announced_once(hall):
    hall.show(2)
    assert hall.delegates[0].round().changes.ephemera
    assert not hall.delegates[0].round().changes.ephemera
    hall.chair.program.fall_silent(Kind.PRESENTING)
    assert hall.delegates[0].round().changes.ephemera
    assert hall.pages(hall.delegates[0]) == set()


def test_it_is_repeated_while_it_stands_and_forgotten_when_the_presenter_is_gone(hall):
    delegate = hall.delegates[0]
    hall.show(2)
    for _time in range(3 * REPEATS):
        hall.times.seconds += LATER
        hall.rounds()
        assert hall.pages(delegate) == {2}
    others = everyone_but(hall, "m1")
    for _time in range(REPEATS):
        hall.times.seconds += LATER
        last = hall.rounds(laptops=others)
    assert hall.pages(delegate) == set()
    assert any(report.changes.ephemera for report in last)


def test_who_starts_later_sees_it_within_a_repeat(hall):
    hall.show(5)
    late = hall.delegates[0]
    late.reopen()
    hall.times.set(late)
    hall.rounds()
    assert hall.pages(late) == set(), "it may lie there since last year"
    hall.times.seconds += LATER
    hall.rounds(2)
    assert hall.pages(late) == {5}


def test_who_starts_again_goes_on_where_he_was_whatever_his_clock_says(hall):
    hall.show(5)
    hall.rounds()
    hall.chair.reopen()
    hall.times.set(hall.chair)
    hall.chair.program.exchange.ephemera._stamp = lambda: 1
    hall.rounds()
    hall.show(6)
    hall.rounds()
    assert hall.pages(hall.delegates[0]) == {6}


def test_nothing_of_it_enters_the_journal_and_its_files_stay_few(hall):
    before = [laptop.digest() for laptop in hall.made.everyone]
    segments = [len(list(laptop.program.replica.segments(hall.space))) for laptop in hall.made.everyone]
    for number in range(10):
        hall.show(number)
        hall.rounds()
    assert [laptop.digest() for laptop in hall.made.everyone] == before
    assert [len(list(laptop.program.replica.segments(hall.space))) for laptop in hall.made.everyone] == segments
    assert len(list(hall.made.store.glob("*/eph/*"))) == 1


# ---- who is heard


def test_a_delegates_page_is_shown_to_nobody_and_counted(hall):
    assert hall.show(8, hall.delegates[0])
    reports = hall.rounds(laptops=[hall.delegates[1], hall.chair])
    assert [report.ephemera_ignored for report in reports] == [1, 1]
    assert 8 not in hall.pages(hall.delegates[1])


def test_the_revoked_are_not_heard(hall):
    chair = hall.chair.program.sealer.writer
    hall.show(2)
    hall.rounds()
    hall.made.admin.do(commands.RevokeWriter(chair, "mất máy"))
    hall.made.settle(everyone_but(hall, "m1"))
    assert hall.pages(hall.delegates[0]) == set()
    hall.show(3)
    hall.rounds(2, everyone_but(hall, "m1"))
    assert hall.pages(hall.delegates[0]) == set()


def test_a_program_without_the_key_of_an_item_tells_nothing(hall):
    before = files(hall.made.store)
    assert not hall.chair.program.tell("b3" * 26, Online(active=True))
    assert files(hall.made.store) == before


# ---- what a store does


def test_a_store_that_fails_drops_it_and_nothing_else_suffers(hall):
    store = hall.chair.program.exchange.store
    for number, failure in enumerate((StoreReadOnly("x"), StoreUnreachable("x", "missing")), start=7):

        def fails(*_parts, failure=failure):
            raise failure

        store.tell = fails
        assert not hall.show(number)
        assert hall.chair.round().offline is None
        del store.tell
        hall.times.seconds += LATER
        hall.rounds(2)
        assert hall.pages(hall.delegates[0]) == {number}, "told again when that works"


def test_an_empty_mount_point_is_not_written_to(hall):
    aside = hall.made.store.rename(hall.made.store.with_name("aside"))
    hall.made.store.mkdir()
    assert not hall.show(7)
    assert not list(hall.made.store.iterdir())
    hall.made.store.rmdir()
    aside.rename(hall.made.store)
    assert hall.show(8)


BAD = {
    "torn": lambda hall, raw: raw[:-9],
    "empty": lambda hall, raw: b"",
    "oversized": lambda hall, raw: raw + bytes(MAX_MESSAGE),
    "flipped": lambda hall, raw: raw[:200] + bytes([raw[200] ^ 1]) + raw[201:],
    "foreign": lambda hall, raw: b"\x89PNG and so on",
    "forged": lambda hall, raw: hall.sealed(
        hall.delegates[1], 10**14, hall.page(66), writer=hall.chair.program.sealer.writer
    ),
    "of another space": lambda hall, raw: hall.sealed(hall.chair, 10**14, hall.page(66), space="b3" * 26),
    "of another writer": lambda hall, raw: hall.sealed(hall.delegates[1], 10**14, hall.page(66)),
}


def test_what_does_not_hold_is_passed_over_and_counted(hall):
    delegate = hall.delegates[0]
    for number, (what, damaged) in enumerate(BAD.items(), start=2):
        hall.show(number)
        raw = hall.path().read_bytes()
        hall.path().write_bytes(damaged(hall, raw))
        before, report = hall.pages(delegate), delegate.round()
        assert report.ephemera_ignored == 1, what
        assert (report.offline, report.damaged) == (None, ()), what
        assert hall.pages(delegate) == before, what
        hall.path().write_bytes(raw)
        delegate.round()
        assert hall.pages(delegate) == {number}, what


def test_a_replayed_page_does_not_come_back(hall):
    hall.show(2)
    old = hall.path().read_bytes()
    hall.rounds()
    hall.show(3)
    hall.rounds()
    hall.path().write_bytes(old)
    hall.rounds(2, hall.delegates)
    assert hall.pages(hall.delegates[0]) == {3}
    hall.times.seconds += 10**6
    hall.path().write_bytes(old + b"x")
    hall.rounds(1, hall.delegates)
    hall.path().write_bytes(old)
    hall.rounds(2, hall.delegates)
    assert hall.pages(hall.delegates[0]) == set()


def test_a_changed_list_behind_a_head_stops_nobody_and_revives_no_hub(led):
    chair, delegate = led.chair.program, led.delegates[0]
    led.rounds(3)
    path = led.made.store / lane_head_path(chair.replica.spaces()[0].space, chair.sealer.writer)
    head = path.read_bytes()
    age = delegate.round().hub_age
    for number, tail in enumerate((b"", b"\x91\xc4\x01x", bytes(60_000)), start=1):
        path.write_bytes(head[: head.index(b"ecabEPT\x01")] + b"ecabEPT\x01" + tail)
        report = delegate.round()
        assert report.ephemera_ignored == 1
        assert (report.offline, report.hub_age) == (None, age + number)
    path.write_bytes(head[: head.index(b"ecabEPT\x01")] + b"no list")
    assert delegate.round().offline is None


def test_a_hub_hands_on_only_so_many(led):
    delegate = led.delegates[0].program
    for number in range(MAX_CARRIED + 4):
        delegate.tell(led.space, Typing(f"{number}"))
        led.chair.round()
    assert len(ephemera.unpack_tail(led.chair.program.exchange.ephemera.standing())) <= MAX_CARRIED
    led.rounds()
    typed = led.delegates[1].program.heard(led.space, Typing)
    assert list(typed.values()) == [Typing(f"{MAX_CARRIED + 3}")]


# ---- what checks and copies make of it


def test_verify_and_copy_pass_over_it(led):
    led.made.settle()
    led.show(4)
    store, target = FolderStore(led.made.store), MemoryStore()
    for raw in (led.path().read_bytes(), b"", b"rubbish"):
        led.path().write_bytes(raw)
        found = verify_store(store)
        assert found.sound, found.defects
        assert not [path for path in found.ignored if "/eph/" in path]
        assert not Copying(store, target).round().defects
        assert not [path for path in target.files if "/eph/" in path]
    assert verify_store(target).sound


def test_a_round_after_the_clock_ran_long_looks_around_as_ever(led):
    for laptop in led.delegates:
        laptop.program.exchange.follower.look_rounds = LOOK_ROUNDS
    led.show(2)
    led.rounds(LOOK_ROUNDS + 1)
    assert led.pages(led.delegates[0]) == {2}
