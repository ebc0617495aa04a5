"""Which ballots stand, which count, and what a vote adds up to."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ecabinet.core import ballots
from ecabinet.core.events.voting import CountedBallot, EnteredCount
from ecabinet.core.voting import Choice, Method, Tally, Verdict
from tests.core.samples import ballot, vote

YES, NO, NEITHER = Choice.APPROVE, Choice.DISAPPROVE, Choice.ABSTAIN


def listed(*counting):
    return tuple(CountedBallot(one.member, bytes.fromhex(one.id)) for one in counting)


def closed(*counting, **changes):
    return vote(state="closed", chair="m1", closed_at=20, counted=listed(*counting), **changes)


def test_each_members_last_ballot_stands_in_the_order_of_the_list():
    cast = [ballot("m3", YES, 5), ballot("m1", NO, 1), ballot("m1", YES, 2)]
    assert [(one.member, one.choice) for one in ballots.standing(vote(), cast)] == [("m1", YES), ("m3", YES)]


def test_who_is_not_entitled_does_not_stand():
    assert ballots.standing(vote(), [ballot("m4"), ballot("g1")]) == ()


def test_two_ballots_of_the_same_instant_are_ordered_by_their_hash():
    one, two = ballot("m1", YES, 1, "a"), ballot("m1", NO, 1, "b")
    assert ballots.standing(vote(), [one, two]) == ballots.standing(vote(), [two, one])
    assert ballots.standing(vote(), [one, two]) == (max(one, two, key=lambda each: each.id),)


def test_exactly_the_listed_ballots_count():
    early, late, other = ballot("m2", YES, 1), ballot("m2", NO, 9), ballot("m3", NO, 1)
    assert ballots.counted(closed(early, other), [late, other, early]) == (early, other)
    assert ballots.missing(closed(early, other), [late, other, early]) == 0


def test_a_listed_ballot_that_is_not_here_is_missing():
    early, other = ballot("m2"), ballot("m3")
    assert ballots.missing(closed(early, other), [other]) == 1
    assert ballots.missing(closed(early, other), []) == 2
    assert ballots.missing(closed(), []) == 0


@pytest.mark.parametrize(
    "line",
    [
        CountedBallot("m3", bytes.fromhex(ballot("m2").id)),  # another member's
        CountedBallot("m4", bytes.fromhex(ballot("m4").id)),  # not entitled
        CountedBallot("m2", bytes.fromhex(ballot("m2", of="vote-2", called="elsewhere").id)),  # of another vote
        CountedBallot("m2", b"never cast"),
    ],
)
def test_a_chair_cannot_invent_voters(line):
    cast = [ballot("m2"), ballot("m4"), ballot("m2", of="vote-2", called="elsewhere")]
    forged = vote(state="closed", chair="m1", counted=(line,))
    assert ballots.counted(forged, cast) == ()
    assert ballots.missing(forged, cast) == 1
    assert ballots.outcome(forged, cast).tally == Tally()


def test_a_member_listed_twice_counts_once():
    one = ballot("m2")
    twice = vote(state="closed", chair="m1", counted=listed(one, one))
    assert ballots.counted(twice, [one]) == (one,)
    assert ballots.missing(twice, [one]) == 1


@pytest.mark.parametrize("state", ["open", "annulled"])
def test_a_vote_that_is_not_closed_has_no_outcome(state):
    assert ballots.outcome(vote(state=state), [ballot("m1"), ballot("m2"), ballot("m3")]) is None


def test_the_majority_is_of_all_members_not_of_those_present():
    cast = [ballot("m1"), ballot("m2")]
    found = ballots.outcome(closed(*cast), cast)
    assert (found.verdict, found.needed, found.total) == (Verdict.FAILED, 3, 4)
    cast.append(ballot("m3"))
    assert ballots.outcome(closed(*cast), cast).verdict is Verdict.PASSED


@pytest.mark.parametrize(("chair", "verdict"), [(YES, Verdict.PASSED_BY_CHAIR), (NO, Verdict.FAILED_BY_CHAIR)])
def test_a_tie_goes_as_the_chair_voted(chair, verdict):
    cast = [ballot("m1", chair), ballot("m2", NO if chair is YES else YES)]
    assert ballots.outcome(closed(*cast), cast).verdict is verdict


def test_a_chair_who_did_not_vote_breaks_no_tie():
    cast = [ballot("m2", YES), ballot("m3", NO)]
    assert ballots.outcome(closed(*cast), cast).verdict is Verdict.FAILED


ENTERED = EnteredCount(4, 4, 0, 4, 0, 0)


def test_a_vote_counted_by_people_takes_their_numbers():
    found = ballots.outcome(closed(method=Method.COUNTED, entered=ENTERED), [])
    assert (found.verdict, found.tally) == (Verdict.PASSED, Tally(4, 0, 0))


def test_numbers_typed_into_an_electronic_vote_do_not_replace_its_ballots():
    cast = [ballot("m1", NO), ballot("m2", NO)]
    assert ballots.outcome(closed(*cast, entered=ENTERED), cast).tally == Tally(0, 2, 0)


CHOICES = st.sampled_from(list(Choice))
PILES = st.lists(st.tuples(st.sampled_from(["m1", "m2", "m3", "m4"]), CHOICES, st.integers(1, 4)), max_size=12)


def pile(lines):
    return [ballot(member, choice, hlc, f"{index}") for index, (member, choice, hlc) in enumerate(lines)]


@given(PILES, st.randoms(use_true_random=False))
def test_the_order_of_ballots_cannot_matter(lines, luck):
    cast = pile(lines)
    mixed = luck.sample(cast, len(cast))
    whole = closed(*ballots.standing(vote(), cast))
    assert ballots.standing(vote(), mixed) == ballots.standing(vote(), cast)
    assert ballots.outcome(whole, mixed) == ballots.outcome(whole, cast)


@given(PILES)
def test_what_stood_at_the_closing_is_what_counts(lines):
    cast = pile(lines)
    standing = ballots.standing(vote(), cast)
    late = [ballot("m1", NEITHER, 99, "late"), ballot("m2", NEITHER, 99, "later")]
    assert ballots.counted(closed(*standing), [*late, *cast]) == standing
    assert ballots.outcome(closed(*standing), [*late, *cast]).tally.cast == len(standing)
