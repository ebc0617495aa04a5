"""The presenters of the shell with a fake view and a fake runner, without Qt."""

from dataclasses import replace

import pytest

from ecabinet.app.commands import CastBallot, RecordAttendance, RequestFloor, WithdrawRequest
from ecabinet.core.errors import NoQuorum, NoSuchThing, WrongState
from ecabinet.core.ids import SpeechId, VoteId
from ecabinet.core.meeting import State
from ecabinet.core.people import Presence
from ecabinet.core.voting import Choice
from ecabinet.ui.panels.ballot.presenter import BallotPresenter
from ecabinet.ui.panels.now.presenter import NowPresenter, can_arrive, can_leave, floor_closed, sits
from ecabinet.ui.panels.today.presenter import TodayPresenter, parted
from tests.ui.shell import samples as s


class FakeView:
    """Keeps what it was told, by the name of the method."""

    def __init__(self):
        self.told = []

    def __getattr__(self, name):
        return lambda *values, **named: self.told.append((name, *values, *named.values()))

    @property
    def last(self):
        return self.told[-1]


@pytest.fixture
def view():
    return FakeView()


@pytest.fixture
def runner():
    return s.FakeRunner()


@pytest.fixture
def ballot(view, runner):
    runner.queries.values["votes"] = s.votes(s.OPEN)
    made = BallotPresenter(view, runner, s.MEETING)
    made.refresh()
    return made


def test_nothing_is_chosen_before_the_person_chooses(view, ballot):
    _name, asked, fresh = view.last
    assert fresh
    assert asked.chosen is None
    assert asked.may_press


def test_one_press_casts_one_ballot(view, runner, ballot):
    ballot.cast(Choice.APPROVE)
    assert runner.commands == [CastBallot(s.VOTE, Choice.APPROVE)]


def test_an_answer_under_way_survives_refreshes_that_know_nothing_of_it(view, runner, ballot):
    runner.held = []
    ballot.cast(Choice.DISAPPROVE)
    ballot.refresh()
    _name, asked, fresh = view.last
    assert (asked.chosen, asked.sending, asked.may_press, fresh) == (Choice.DISAPPROVE, True, False, False)


def test_no_second_ballot_while_one_is_under_way(runner, ballot):
    runner.held = []
    ballot.cast(Choice.APPROVE)
    ballot.cast(Choice.DISAPPROVE)
    assert len(runner.commands) == 1


def test_it_is_called_recorded_when_it_is(view, runner, ballot):
    runner.held = []
    ballot.cast(Choice.APPROVE)
    runner.queries.values["votes"] = s.votes(s.CAST)
    runner.release()
    _name, asked, _fresh = view.last
    assert (asked.chosen, asked.sending, asked.may_press) == (Choice.APPROVE, False, True)


def test_the_answer_may_be_changed_until_the_end(view, runner, ballot):
    runner.queries.values["votes"] = s.votes(s.CAST)
    ballot.refresh()
    ballot.cast(Choice.ABSTAIN)
    assert runner.commands == [CastBallot(s.VOTE, Choice.ABSTAIN)]


def test_not_where_the_rule_says_once(view, runner, ballot):
    once = replace(s.CAST, rule=replace(s.RULE, may_change=False))
    runner.queries.values["votes"] = s.votes(once)
    ballot.refresh()
    assert not view.last[1].may_press
    ballot.cast(Choice.ABSTAIN)
    assert runner.commands == []


@pytest.mark.parametrize("vote", [s.WATCHED, s.COUNTED])
def test_who_cannot_press_casts_nothing(view, runner, ballot, vote):
    runner.queries.values["votes"] = s.votes(vote)
    ballot.refresh()
    ballot.cast(Choice.APPROVE)
    assert runner.commands == []


def test_a_refused_answer_is_taken_back_and_explained(view, runner, ballot):
    runner.refusal = WrongState("vote", s.VOTE, "closed", ("open",))
    ballot.cast(Choice.APPROVE)
    assert view.last == ("show_refusal", runner.refusal)
    assert view.told[-2][1].chosen is None


def test_the_outcome_is_shown_to_the_one_who_was_asked(view, runner, ballot):
    runner.queries.values["votes"] = s.votes(None, s.CLOSED)
    ballot.refresh()
    assert view.last == ("show_outcome", s.CLOSED)


def test_an_outcome_once_dismissed_does_not_come_back(view, runner, ballot):
    runner.queries.values["votes"] = s.votes(None, s.CLOSED)
    ballot.refresh()
    ballot.dismiss()
    ballot.refresh()
    assert view.last == ("show_nothing",)


def test_old_votes_are_not_announced_at_the_start(view, runner):
    runner.queries.values["votes"] = s.votes(None, s.CLOSED)
    BallotPresenter(view, runner, s.MEETING).refresh()
    assert view.told == [("show_nothing",)]


def test_no_outcome_where_the_place_shows_it(view, runner, ballot):
    ballot.be_brief(brief=True)
    runner.queries.values["votes"] = s.votes(None, s.CLOSED)
    ballot.refresh()
    assert view.last == ("show_nothing",)


def test_an_outcome_in_sight_goes_with_the_way_to_such_a_place(view, runner, ballot):
    runner.queries.values["votes"] = s.votes(None, s.CLOSED)
    ballot.refresh()
    ballot.be_brief(brief=True)
    assert view.last == ("show_nothing",)


def test_only_the_newest_outcome_is_told(view, runner, ballot):
    newer = replace(s.CLOSED, vote=VoteId("vote-2"), opened_at=s.CLOSED.closed_at, closed_at=s.at("09:40:00"))
    runner.queries.values["votes"] = s.votes(None, newer, s.CLOSED)
    ballot.refresh()
    assert view.last == ("show_outcome", newer)
    runner.queries.values["votes"] = s.votes(None, replace(newer, i_am_entitled=False), s.CLOSED)
    ballot.refresh()
    assert view.last == ("show_outcome", s.CLOSED)


@pytest.mark.parametrize("change", [{"item_number": "5"}, {"state": State.CLOSED}])
def test_an_outcome_goes_when_the_meeting_goes_on(view, runner, ballot, change):
    runner.queries.values |= {"votes": s.votes(None, s.CLOSED), "now": replace(s.NOW, **change)}
    ballot.refresh()
    assert view.last == ("show_nothing",)


def test_an_open_vote_is_not_dismissed(view, runner, ballot):
    before = len(view.told)
    ballot.dismiss()
    assert len(view.told) == before


def test_the_next_vote_is_a_fresh_one(view, runner, ballot):
    runner.held = []
    ballot.cast(Choice.APPROVE)
    runner.queries.values["votes"] = s.votes(replace(s.OPEN, vote=VoteId("vote-2")), s.CLOSED)
    ballot.refresh()
    _name, asked, fresh = view.last
    assert fresh
    assert asked.chosen is None


@pytest.fixture
def now(view, runner):
    return NowPresenter(view, runner, s.MEETING, s.NGOC)


def test_the_bar_shows_the_meeting(view, now):
    now.refresh()
    assert view.last == ("show_now", s.NOW)


def test_asking_to_speak_is_about_the_current_item(runner, now):
    now.ask_to_speak()
    assert runner.commands == [RequestFloor(s.ITEM)]


def test_without_a_current_item_nothing_is_asked(view, runner, now):
    runner.queries.values["agenda"] = replace(s.AGENDA, current=None)
    now.ask_to_speak()
    assert runner.commands == []
    assert isinstance(view.last[1], NoSuchThing)


def test_a_request_is_taken_back(runner, now):
    now.take_back(replace(s.NOW, my_request=SpeechId("s9")))
    now.take_back(s.NOW)
    assert runner.commands == [WithdrawRequest(SpeechId("s9"))]


def test_my_presence_is_noted_for_me(runner, now):
    now.note(Presence.PRESENT_ONLINE)
    assert runner.commands == [RecordAttendance(s.MEETING, s.NGOC, Presence.PRESENT_ONLINE)]


def test_a_refusal_is_told(view, runner, now):
    runner.refusal = NoQuorum(1, 2, 2)
    now.note(Presence.LEFT)
    assert view.last == ("show_refusal", runner.refusal)


@pytest.mark.parametrize(
    ("state", "presence", "arrive", "leave"),
    [
        (State.DRAFT, Presence.EXPECTED, False, False),
        (State.PUBLISHED, Presence.EXPECTED, True, False),
        (State.OPENED, Presence.PRESENT, False, True),
        (State.OPENED, Presence.LEFT, True, False),
        (State.ADJOURNED, Presence.PRESENT_ONLINE, False, True),
        (State.CLOSED, Presence.PRESENT, False, False),
    ],
)
def test_when_one_can_come_and_leave(state, presence, arrive, leave):
    line = replace(s.NOW, state=state, my_presence=presence)
    assert (can_arrive(line), can_leave(line)) == (arrive, leave)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({}, ""),
        ({"state": State.CLOSED}, "state"),
        ({"item_number": ""}, "no_item"),
        ({"item_title": "", "item_sealed": True}, "sealed"),
        ({"item_number": "", "my_request": SpeechId("s")}, ""),
    ],
)
def test_why_one_cannot_ask_to_speak(change, reason):
    assert floor_closed(replace(s.NOW, **change)) == reason


def test_a_vote_in_an_adjourned_meeting_is_by_the_second_too():
    still = replace(s.NOW, state=State.ADJOURNED)
    assert not sits(still)
    assert sits(replace(still, open_vote=s.VOTE))


def test_today_is_shown(view, runner):
    TodayPresenter(view, runner).refresh()
    assert view.last == ("show_today", s.TODAY)


def test_other_meetings_are_parted_soonest_and_latest_first():
    coming, past = parted(s.TODAY, s.StandingClock().now())
    assert [line.meeting for line in coming] == ["gb", "cd", "hdnd"]
    assert [line.meeting for line in past] == ["bcd", "btv", "hn"]


def test_a_meeting_that_never_sat_is_past_when_its_time_is_over():
    missed = s.other("x", "Họp", "2026-07-01", "08:00", "09:00", State.PUBLISHED)
    coming, past = parted(replace(s.TODAY, meetings=(missed,)), s.StandingClock().now())
    assert (coming, past) == ((), (missed,))
