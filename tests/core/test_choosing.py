"""A mandate that names the record it follows: of two whole successions the one counts that the root has chosen."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ecabinet.core import reasons
from ecabinet.core.branches import branches
from ecabinet.core.chain import chain_of, control_reason, grow, start
from ecabinet.core.deeds import Mandate
from ecabinet.core.event import ControlPosition
from ecabinet.core.events.organization import ControllerHandedOver, ControlTaken
from tests.core.test_chain import FIRST, PEOPLE, admitted, certified, key, wid
from tests.core.test_sides import Sided, based, ruled


def doubled():
    """Two successions of the first controller, each with a controller of its own; return the ends of both."""
    book = ruled()
    evil = (admitted("evil"), certified("evil1", "evil"), ControllerHandedOver(wid("evil1")))
    end = book.depart("ctl", 2, *evil)[-1]
    for event in (ControlTaken(wid("evil1")), admitted("worse")):
        based(book, "evil1", 2, event, end.hash)
    return book, book.logs[wid("a1")][-1], book.logs[wid("evil1")][-1]


def choose(book, record, epoch=3):
    """Let the root make somebody the controller behind a record, who then rules."""
    after = ControlPosition(record.control.epoch, record.seq)
    book.deeds.append(Mandate("space", epoch, wid("root"), key("root"), after, record.hash))
    return based(book, "root", epoch, admitted("after"), record.hash)


def test_the_chosen_side_counts_and_the_other_one_does_not():
    for chosen, kept, gone in ((1, {"d"}, {"evil", "worse"}), (2, {"evil", "worse"}, {"d", "b"})):
        book, *ends = doubled()
        assert book.chain.stopped
        choose(book, ends[chosen - 1])
        chain = book.chain
        assert (chain.stopped, chain.latest.controller, chain.latest.position) == (False, wid("root"), (3, 1))
        assert kept | {"after"} <= set(chain.latest.members)
        assert gone.isdisjoint(chain.latest.members)
        assert control_reason(chain, ends[chosen - 1]) == reasons.ACCEPTED
        assert control_reason(chain, ends[2 - chosen]) in (reasons.NOT_ALLOWED, reasons.VOID)


def test_who_has_not_heard_of_the_chosen_record_waits_for_it():
    book, honest, _evil = doubled()
    choose(book, honest)
    kept = book.logs.pop(wid("a1"))
    assert book.chain.stopped
    assert "after" not in book.chain.latest.members
    waiting = book.chain
    book.logs[wid("a1")] = kept
    assert not book.chain.stopped
    again = grow(start(FIRST, book.deeds, book.forks), book.read)
    assert (again.latest, waiting.stopped) == (grow(again, book.read).latest, True)


def test_without_the_other_side_the_wrong_one_ends_where_the_mandate_names_another_record():
    book, honest, _evil = doubled()
    choose(book, honest)
    book.logs[wid("ctl")] = [*book.logs[wid("ctl")][:1], *book.aside]
    book.aside, book.forks = [], {}
    chain = book.chain
    assert (chain.stopped, chain.latest.position) == (True, (2, 2))
    assert "after" not in chain.latest.members


@given(luck=st.integers(0, 2**32).map(random.Random))
def test_order_of_arrival_does_not_matter(luck):
    book, *ends = doubled()
    choose(book, luck.choice(ends))
    chain = book.chain
    for _again in range(3):
        one = chain_of(FIRST, book.shuffled(luck), luck.sample(book.deeds, len(book.deeds)), book.forks)
        assert (one.at, one.stopped, one.upheld) == (chain.at, False, chain.upheld)


def test_a_later_choice_takes_the_place_of_an_earlier_one():
    book, honest, evil = doubled()
    choose(book, evil)
    book.logs[wid("root")] = []
    choose(book, honest, epoch=4)
    assert not book.chain.stopped
    assert {"d", "after"} <= set(book.chain.latest.members)
    assert "worse" not in book.chain.latest.members


def test_every_way_is_followed_to_its_end():
    book, honest, evil = doubled()
    ends = {end.record.hash: end for end in branches(book.chain, book.read)}
    assert set(ends) == {honest.hash, evil.hash}
    assert {"d"} <= set(ends[honest.hash].after.members)
    assert {"worse"} <= set(ends[evil.hash].after.members)
    assert [step.record for step in ends[honest.hash].path()][-2:] == book.logs[wid("a1")]
    more = book.depart("a1", 2, admitted("x"), epoch=2)[-1]
    assert {end.record.hash for end in branches(book.chain, book.read)} == {honest.hash, evil.hash, more.hash}


def test_where_nothing_contradicts_itself_there_is_one_way():
    book = Sided(*PEOPLE)
    [end] = branches(book.chain, book.read)
    assert (end.after.members.keys(), len(end.path())) == (book.chain.latest.members.keys(), len(PEOPLE))
    assert branches(Sided().chain, Sided().read) == ()


def test_control_that_comes_back_is_one_way_and_each_record_is_told_once():
    book = ruled()
    book.rule("a1", 2, ControllerHandedOver(wid("b1")))
    book.rule("b1", 3, ControllerHandedOver(wid("a1")))
    book.depart("a1", 2, admitted("evil"), epoch=2)
    book.rule("a1", 4, admitted("z"))
    ends = branches(book.chain, book.read)
    assert len([end for end in ends if "z" in end.after.members]) == 1
    for end in ends:
        path = [step.record.hash for step in end.path()]
        assert len(path) == len(set(path))


@pytest.mark.parametrize("tip", [b"\x01" * 32, bytes(32)])
def test_a_mandate_behind_a_record_that_is_nowhere_stops_the_chain(tip):
    book = ruled()
    book.deeds.append(Mandate("space", 3, wid("root"), key("root"), ControlPosition(2, 1), tip))
    assert (book.chain.stopped, book.chain.latest.position) == (True, (2, 1))
