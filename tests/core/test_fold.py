"""How competing writes are merged: replacement, conflict, weight, and that order cannot matter."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ecabinet.core.events.meeting import AttendanceRecorded, ConclusionRecorded, ItemAdded, ItemChanged, ItemRemoved
from ecabinet.core.events.organization import MemberAdmitted
from ecabinet.core.fold import Written, fold, merge
from ecabinet.core.people import Presence
from ecabinet.core.things import Attendance, Conclusion, Item
from tests.core.samples import SECRETARY, name, record

KEY = (Conclusion, "item-1")


def concluded(text, called, **how):
    return record(ConclusionRecorded("mtg-1", "item-1", text, 1), called, **how), SECRETARY


def merged(*writings):
    return fold(writings)[KEY]


def test_one_write_makes_the_thing():
    found = merged(concluded("Thống nhất.", "a"))
    assert (found.thing.text, found.conflicts) == ("Thống nhất.", ())


def test_what_is_replaced_loses_whatever_the_clocks_say():
    found = merged(concluded("sau", "b", replaces=["a"], hlc=1), concluded("trước", "a", hlc=99))
    assert (found.thing.text, found.conflicts) == ("sau", ())


def test_two_who_did_not_know_of_each_other_are_a_conflict_with_one_winner():
    found = merged(concluded("một", "a", hlc=5), concluded("hai", "b", hlc=6))
    assert (found.thing.text, found.conflicts) == ("hai", ("text",))


def test_two_who_say_the_same_do_not_contradict_each_other():
    assert merged(concluded("một", "a", hlc=5), concluded("một", "b", hlc=6)).conflicts == ()


def test_a_tie_of_clocks_is_broken_by_the_writer_then_by_the_hash():
    by_writer = merged(concluded("z", "a", writer="w-z"), concluded("b", "b", writer="w-b"))
    assert by_writer.thing.text == "z"
    greater = max("a", "b", key=name)
    assert merged(concluded("a", "a"), concluded("b", "b")).thing.text == greater


def test_a_write_that_knows_both_ends_the_conflict():
    found = merged(concluded("một", "a"), concluded("hai", "b"), concluded("chung", "c", replaces=["a", "b"]))
    assert (found.thing.text, found.conflicts) == ("chung", ())


def test_replacing_the_grandparent_only_leaves_the_parent_standing():
    chain = [concluded("một", "a"), concluded("hai", "b", replaces=["a"], hlc=2), concluded("ba", "c", replaces=["a"])]
    found = merged(*chain)
    assert (found.thing.text, found.conflicts) == ("hai", ("text",))


def test_a_greater_weight_wins_a_conflict_but_not_against_knowledge():
    def seen(presence, called, author, **how):
        return record(AttendanceRecorded("mtg-1", "m2", presence, 1, ""), called, **how), author

    own = SECRETARY.__class__("w-m2", "m2", frozenset())
    office = seen(Presence.EXCUSED, "office", SECRETARY, hlc=1)
    apart = fold([office, seen(Presence.PRESENT, "own", own, hlc=9)])[Attendance, "mtg-1/m2"]
    assert (apart.thing.presence, "presence" in apart.conflicts) == (Presence.EXCUSED, True)
    knowing = fold([office, seen(Presence.PRESENT, "own", own, replaces=["office"])])[Attendance, "mtg-1/m2"]
    assert (knowing.thing.presence, knowing.conflicts) == (Presence.PRESENT, ())


ADDED = ItemAdded("mtg-1", "item-1", None, "V", "Mục", "submission", None, 15, None)


def test_fields_are_merged_one_by_one():
    pairs = [
        (record(ADDED, "added"), SECRETARY),
        (record(ItemChanged("mtg-1", "item-1", "Tên mới", None, 20, None), replaces=["added"]), SECRETARY),
        (record(ItemRemoved("mtg-1", "item-1")), SECRETARY),
    ]
    item = fold(pairs)[Item, "item-1"]
    assert (item.thing.title, item.thing.position, item.thing.removed) == ("Tên mới", "V", True)
    assert item.conflicts == ()


def test_a_thing_is_not_there_until_all_it_needs_is_known():
    change = record(ItemChanged("mtg-1", "item-1", "Tên mới", None, 20, None), replaces=["added"]), SECRETARY
    assert fold([change]) == {}
    assert fold([change, (record(ADDED, "added"), SECRETARY)])[Item, "item-1"].thing.title == "Tên mới"


def test_control_events_make_no_thing():
    admitted = MemberAdmitted("m1", "Tên", "", "", 1, True, ())
    assert fold([(record(admitted), SECRETARY)]) == {}


def test_nothing_adds_up_to_nothing():
    assert fold([]) == {}
    assert merge(Conclusion, "item-1", []) is None


@st.composite
def histories(draw):
    """Writes of two things; each replaces some of those before it."""
    made = []
    for number in range(draw(st.integers(1, 12))):
        known = draw(st.lists(st.sampled_from(range(number)), unique=True)) if number else []
        event = ConclusionRecorded("mtg-1", draw(st.sampled_from(["item-1", "item-2"])), draw(st.text(max_size=2)), 1)
        how = {"hlc": draw(st.integers(1, 3)), "writer": draw(st.sampled_from(["w-a", "w-b"]))}
        made.append((record(event, f"h{number}", replaces=[f"h{other}" for other in known], **how), SECRETARY))
    return made


@given(histories(), st.randoms(use_true_random=False))
def test_order_and_repetitions_cannot_matter(history, luck: random.Random):
    pile = [*history, *luck.choices(history, k=luck.randint(0, 5))]
    luck.shuffle(pile)
    assert fold(pile) == fold(history)


@given(histories())
def test_the_winner_was_replaced_by_nobody(history):
    for (kind, thing), found in fold(history).items():
        mine = [one for one, _author in history if one.event.item == thing]
        replaced = {parent for one in mine for parent in one.base}
        standing = [one.event.text for one in mine if one.hash not in replaced]
        assert kind is Conclusion
        assert found.thing.text in standing
        assert ("text" in found.conflicts) == (len(set(standing)) > 1)


@given(histories())
def test_a_last_word_that_knows_all_wins_and_leaves_no_conflict(history):
    everything = [f"h{number}" for number in range(len(history))]
    last = concluded("lời cuối", "last", replaces=everything, hlc=0, writer="a")
    found = fold([*history, last])[KEY]
    assert (found.thing.text, found.conflicts) == ("lời cuối", ())


@pytest.mark.parametrize("field", ["weight", "hlc", "writer", "hash"])
def test_the_rank_compares_weight_then_clock_then_writer_then_hash(field):
    small = {"weight": 0, "hlc": 0, "writer": "a", "hash": b"a"}
    great = {"weight": 1, "hlc": 1, "writer": "b", "hash": b"b"}
    order = list(small)
    later = {key: great[key] for key in order[order.index(field) + 1 :]}

    def rank(values):
        return Written(base=frozenset(), fields={}, **values).rank

    assert rank(small | {field: great[field]}) > rank(small | later)
