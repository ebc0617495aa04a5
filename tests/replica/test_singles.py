"""Ballots: made by one record each, kept nowhere but in the journal, and found by their vote."""

import random

import pytest

from ecabinet.core.effects import SINGLE, writes
from ecabinet.core.event import Author, Log
from ecabinet.core.events.voting import BallotCast
from ecabinet.core.things import Ballot
from ecabinet.core.voting import Choice
from ecabinet.replica import singles
from ecabinet.replica.database import open_replica
from tests.replica.kit import KEY, SITTING, Office, hear, prepare, shown, take, wid
from tests.replica.stories import MAKERS, told


@pytest.fixture
def office():
    """Two delegates vote on two things; one of them twice."""
    made = told(random.Random(3), 0)
    for name, vote, choice in (("m2", "v1", "approve"), ("m3", "v1", "disapprove"), ("m2", "v2", "abstain")):
        made.write(name, BallotCast(SITTING.about, vote, name, Choice(choice), 5))
    made.write("m2", BallotCast(SITTING.about, "v1", "m2", Choice.ABSTAIN, 6))
    return made


@pytest.fixture
def replica(tmp_path):
    made = prepare(open_replica(tmp_path / "r.db", KEY))
    yield made
    made.close()


def cast(replica, **equals):
    """What was cast, as (vote, member, choice), in order."""
    with replica.read() as reads:
        return sorted((one.vote, one.member, one.choice.value) for one in reads.things(Ballot, **equals))


@pytest.mark.parametrize("kind", SINGLE, ids=lambda kind: kind.__name__)
def test_what_one_record_makes_is_named_by_its_hash_and_whole(kind):
    made, field = SINGLE[kind]
    office = Office()
    record = office.write("m2", MAKERS[kind](random.Random(1)))
    (write,) = writes(record, Author(wid("m2"), "m2", frozenset()))
    assert (write.kind, write.id) == (made, record.hash.hex())
    assert getattr(made(id=write.id, **write.fields), field) == getattr(record.event, field)


def test_ballots_are_found_by_their_vote_and_by_all_else(office, replica):
    hear(replica, office.segments())
    first = [("v1", "m2", "abstain"), ("v1", "m2", "approve"), ("v1", "m3", "disapprove")]
    assert cast(replica, vote="v1") == first
    assert cast(replica, vote="v1", member="m2") == first[:2]
    assert cast(replica, vote="v3") == cast(replica, vote=None) == []
    assert cast(replica, choice=Choice.ABSTAIN) == [first[0], ("v2", "m2", "abstain")]
    with replica.read() as reads:
        everything = reads.things(Ballot)
        assert list(everything) == sorted(everything, key=lambda one: one.id)
        assert [reads.thing(Ballot, one.id) for one in everything] == list(everything)
        assert reads.thing(Ballot, "0" * 64) is None
        assert reads.conflicts(Ballot, everything[0].id) == ()
    assert shown(replica) == office.fold()


def test_votes_that_share_a_number_are_told_apart(office, replica, monkeypatch):
    monkeypatch.setattr(singles, "_number", lambda _kind, _value: 7)
    hear(replica, office.segments())
    assert cast(replica, vote="v2") == [("v2", "m2", "abstain")]
    assert len(cast(replica, vote="v1")) == 3


def test_a_ballot_taken_back_out_leaves_nothing_at_its_place(office, replica):
    """Places in the journal are given again: what came there next must not be shown as two things, or as none."""
    hear(replica, [segment for segment in office.segments() if segment.name.writer != wid("m2")])
    pen = office.pen(wid("m2"), SITTING.space, Log.DATA)
    with replica.write() as writing:
        take(writing, pen.segment(), own=True)
    assert len(cast(replica)) == 4
    with replica.write() as writing:
        changes = writing.aside.withdraw([wid("m2")])
    assert len([kind for kind, _id in changes.things if kind is Ballot]) == 3
    assert cast(replica) == [("v1", "m3", "disapprove")]
    with replica.write() as writing:
        take(writing, pen.segment())
    assert len(cast(replica)) == 4
    assert shown(replica) == office.fold()
