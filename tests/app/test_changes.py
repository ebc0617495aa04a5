"""What a commit touched: asked by kind, as often as one likes, and joined."""

from dataclasses import replace

from ecabinet.app.changes import MANY, Changes, of
from ecabinet.core.things import Ballot, Item, Meeting, Vote

VOTED = of([(Ballot, "b1"), (Ballot, "b2"), (Vote, "v1")])


def test_it_says_which_kinds_are_touched():
    assert VOTED.touches(Ballot)
    assert VOTED.touches(Meeting, Vote)
    assert not VOTED.touches(Meeting, Item)
    assert not VOTED.touches()
    assert not Changes(directory=True).touches(Meeting)


def test_what_was_asked_before_joining_is_not_what_is_answered_after():
    assert not VOTED.touches(Item)
    joined = VOTED | of([(Item, "i1")])
    assert joined.touches(Item)
    assert joined.touches(Ballot)
    assert not VOTED.touches(Item)


def test_asking_changes_nothing():
    asked, not_asked = of([(Item, "i1")]), of([(Item, "i1")])
    assert asked.touches(Item)
    assert (asked, hash(asked), repr(asked)) == (not_asked, hash(not_asked), repr(not_asked))


def test_of_many_things_the_kinds_are_kept_and_all_else():
    many = of((Ballot, f"b{number}") for number in range(MANY)) | of([(Vote, "v1")])
    abridged = replace(many, directory=True, blobs=frozenset({"p1"})).abridged()
    assert sorted(kind.__name__ for kind, _id in abridged.things) == ["Ballot", "Vote"]
    assert abridged.things < many.things
    assert abridged == Changes(abridged.things, directory=True, blobs=frozenset({"p1"}))
    assert abridged.touches(Vote)


def test_a_few_things_are_all_named():
    few = of((Ballot, f"b{number}") for number in range(MANY))
    assert few.abridged() is few
