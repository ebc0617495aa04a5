"""Forks of control logs behind which somebody else has ruled since: one side counts, and nothing stops."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ecabinet.core import reasons
from ecabinet.core.chain import chain_of, control_reason, grow
from ecabinet.core.event import ControlPosition
from ecabinet.core.events.organization import ControllerHandedOver, ControlTaken, MemberRemoved
from tests.core.test_chain import FIRST, PEOPLE, Book, admitted, certified, wid

HANDED = (*PEOPLE, admitted("c"), ControllerHandedOver(wid("a1")))


class Sided(Book):
    """A book with the other sides of forked logs; what is written in later epochs names its base."""

    def __init__(self, *events):
        self.aside = []
        super().__init__(*events)

    def rule(self, name, epoch, *events):
        """Let a new controller write behind what its epoch begins behind."""
        base = self.chain.latest.base
        for event in (ControlTaken(wid(name)), *events):
            self.write(name, epoch, event)
            self.logs[wid(name)][-1] = self.logs[wid(name)][-1]._replace(base=(base,))

    def depart(self, name, at, *events, epoch=1):
        """Let somebody sign other records from number `at` on; return them."""
        log = self.logs[wid(name)]
        other = Book(*events)
        fresh = [one._replace(seq=at + n, writer=wid(name)) for n, one in enumerate(other.logs[wid("ctl")])]
        prev = log[at - 2].hash if at > 1 else bytes(32)
        for n, one in enumerate(fresh):
            fresh[n] = one._replace(prev=prev, control=ControlPosition(epoch, one.seq - 1))
            prev = one.hash
        self.aside += fresh
        self.forks[wid(name)] = min(at, self.forks.get(wid(name), at))
        return fresh

    def read(self, writer, seq):
        found = [*self.logs.get(writer, []), *(one for one in self.aside if one.writer == writer)]
        return sorted((one for one in found if one.seq > seq), key=lambda one: one.seq)

    def shuffled(self, luck):
        """The same, but a log that forks comes in any order."""

        def read(writer, seq):
            found = self.read(writer, seq)
            return luck.sample(found, len(found)) if writer in self.forks else found

        return read


def based(book, name, epoch, event, base):
    """Write a record that names its base."""
    mine = book.write(name, epoch, event)._replace(base=(base,))
    before = book.logs[wid(name)][:-1]
    book.logs[wid(name)] = [*before, mine._replace(prev=before[-1].hash if before else bytes(32))]
    return book.logs[wid(name)][-1]


def ruled():
    book = Sided(*HANDED)
    book.rule("a1", 2, admitted("d"))
    return book


@pytest.mark.parametrize("at", range(1, 8))
@pytest.mark.parametrize("evil", [(admitted("evil"),), (admitted("evil"), ControllerHandedOver(wid("b1")))])
def test_what_a_former_controller_signs_beside_its_old_records_changes_nothing(at, evil):
    book = ruled()
    before = book.chain
    other = book.depart("ctl", at, *evil)
    after = book.chain
    assert (after.at, after.latest, after.stopped) == (before.at, before.latest, False)
    assert {control_reason(after, one) for one in other} <= {reasons.CONTESTED}
    assert {control_reason(after, one) for one in book.logs[wid("ctl")]} == {reasons.ACCEPTED}
    book.write("a1", 2, admitted("e"))
    assert grow(after, book.read).latest.members.keys() == book.chain.latest.members.keys() >= {"d", "e"}


@given(luck=st.integers(0, 2**32).map(random.Random))
def test_it_does_not_matter_which_side_was_heard_first_or_in_which_order(luck):
    book = ruled()
    before = book.chain
    for _side in range(luck.randint(1, 3)):
        at = luck.randint(1, 7)
        evil = [admitted(luck.choice(["evil", "worse"])), ControllerHandedOver(wid(luck.choice(["a1", "b1"])))]
        book.depart("ctl", at, *evil[: luck.randint(1, 2)])
    for read in (book.read, book.shuffled(luck), book.shuffled(luck)):
        chain = chain_of(FIRST, read, (), book.forks)
        assert (chain.at, chain.stopped) == (before.at, False)


def test_before_anybody_else_has_ruled_a_fork_stops_the_chain():
    book = Sided(*HANDED)
    book.depart("ctl", 6, admitted("evil"))
    assert (book.chain.stopped, book.chain.latest.position) == (True, (1, 4 + 1))
    book.logs[wid("a1")] = []
    book.write("a1", 2, ControlTaken(wid("a1")))
    assert not book.chain.stopped, "an older program names no base: there is but one end behind which it can stand"


def test_two_sides_behind_which_somebody_has_ruled_stop_the_chain_and_the_root_decides():
    book = ruled()
    for name in ("evil", "evil1"):
        assert wid(name) not in book.chain.latest.writers
    evil = (admitted("evil"), certified("evil1", "evil"), ControllerHandedOver(wid("evil1")))
    end = book.depart("ctl", 2, *evil)[-1]
    mine = book.write("evil1", 2, ControlTaken(wid("evil1")))
    book.logs[wid("evil1")] = [mine._replace(base=(end.hash,))]
    chain = book.chain
    assert (chain.stopped, chain.latest.position) == (True, (1, 1))
    book.mandate("root", 3, (1, 6))
    root = book.write("root", 3, admitted("good"))
    book.logs[wid("root")] = [root._replace(base=(book.logs[wid("ctl")][5].hash,))]
    chain = book.chain
    assert (chain.stopped, chain.latest.controller, chain.latest.position) == (False, wid("root"), (3, 1))
    assert set(chain.latest.members) == {"a", "b", "c", "good"}


def test_a_mandate_upholds_what_it_was_given_behind():
    book = Sided(*PEOPLE, admitted("c"))
    book.mandate("root", 2, (1, 5))
    book.rule("root", 2, admitted("d"))
    before = book.chain
    assert set(before.latest.members) == {"a", "b", "c", "d"}
    for at in (1, 3, 5):
        book.depart("ctl", at, admitted("evil"))
    assert (book.chain.at, book.chain.stopped) == (before.at, False)


def test_a_fork_in_the_current_epoch_stops_the_chain_though_an_older_one_does_not():
    book = ruled()
    book.depart("ctl", 3, admitted("evil"))
    book.depart("a1", 2, admitted("worse"), epoch=2)
    assert (book.chain.stopped, book.chain.latest.position) == (True, (2, 1))
    book.mandate("root", 3, (2, 1))
    book.rule("root", 3, MemberRemoved("b", "nghỉ"))
    assert (book.chain.stopped, book.chain.latest.members["b"].removed) == (False, True)


def test_who_is_shown_only_the_wrong_side_stops_where_the_next_controller_disagrees():
    book = ruled()
    book.depart("ctl", 5, admitted("evil"), ControllerHandedOver(wid("a1")))
    kept, book.logs[wid("ctl")] = book.logs[wid("ctl")], [*book.logs[wid("ctl")][:4], *book.aside]
    book.aside, book.forks = [], {}
    assert (book.chain.stopped, book.chain.latest.position) == (True, (2, 0))
    book.aside, book.forks = kept[4:], {wid("ctl"): 5}
    assert (book.chain.stopped, "evil" in book.chain.latest.members) == (False, False)


def test_control_that_comes_back_goes_through_an_upheld_fork():
    book = ruled()
    book.rule("a1", 2, ControllerHandedOver(wid("b1")))
    book.rule("b1", 3, ControllerHandedOver(wid("a1")))
    book.depart("a1", 2, admitted("evil"), epoch=2)
    book.rule("a1", 4, admitted("z"))
    assert (book.chain.stopped, "z" in book.chain.latest.members) == (False, True)
