"""The steps of deciding an item."""

from dataclasses import dataclass, field, replace

import pytest

from ecabinet.app import commands, read
from ecabinet.core.errors import WrongState
from ecabinet.core.meeting import State
from ecabinet.core.voting import Method
from ecabinet.ui.panels.decide.presenter import DecidePresenter, Stage
from tests.ui.lead import samples


@dataclass
class FakeView:
    shown: list = field(default_factory=list)
    refused: list = field(default_factory=list)
    concluded: int = 0

    def show_deciding(self, deciding):
        self.shown.append(deciding)

    def show_concluded(self):
        self.concluded += 1

    def show_refusal(self, error):
        self.refused.append(error)


CLOSED = samples.vote("closed")


def decided(profile=samples.PROFILE, **answers):
    """A presenter after its first look, with its view and runner."""
    runner, view = samples.FakeRunner(samples.everything(**answers)), FakeView()
    presenter = DecidePresenter(view, runner, samples.MEETING, profile)
    presenter.refresh()
    return presenter, view, runner


@pytest.mark.parametrize(
    ("answers", "stage"),
    [
        ({"state": State.PUBLISHED, "current": None}, Stage.IDLE),
        ({"current": None}, Stage.IDLE),
        ({}, Stage.ASK),
        ({"votes": read.Votes(samples.vote(), ())}, Stage.RUNNING),
        ({"votes": read.Votes(None, (CLOSED,))}, Stage.OUTCOME),
        ({"votes": read.Votes(None, (samples.contested(),))}, Stage.CONTESTED),
        ({"votes": read.Votes(None, (replace(CLOSED, item="a03"),))}, Stage.ASK),
        ({"votes": read.Votes(None, (replace(CLOSED, state="annulled"),))}, Stage.ASK),
        ({"state": State.ADJOURNED, "votes": read.Votes(samples.vote(), ())}, Stage.RUNNING),
    ],
)
def test_the_step_follows_from_the_meeting_and_its_votes(answers, stage):
    _presenter, view, _runner = decided(**answers)
    assert view.shown[0].stage is stage


def test_a_vote_on_another_item_is_decided_where_it_was_opened():
    running = replace(samples.vote(), item="a05")
    _presenter, view, _runner = decided(votes=read.Votes(running, ()))
    assert view.shown[0].item.item == "a05"


def test_earlier_votes_of_the_item_are_listed_without_the_one_shown():
    earlier = replace(CLOSED, vote="v0")
    _presenter, view, _runner = decided(votes=read.Votes(None, (CLOSED, earlier)))
    assert [vote.vote for vote in view.shown[0].earlier] == ["v0"]


def test_another_question_can_be_asked_after_an_outcome():
    presenter, view, _runner = decided(votes=read.Votes(None, (CLOSED,)))
    presenter.ask_again()
    assert view.shown[-1].stage is Stage.ASK
    assert view.shown[-1].earlier == (CLOSED,)


def test_a_contested_vote_can_only_be_annulled():
    presenter, view, runner = decided(votes=read.Votes(None, (samples.contested(),)))
    presenter.ask_again()
    assert view.shown[-1].stage is Stage.CONTESTED
    presenter.close()
    presenter.annul("hai lần kết thúc")
    assert runner.commands == [commands.AnnulVote("v1", "hai lần kết thúc")]


def test_a_vote_with_an_outcome_is_not_annulled_by_the_way():
    presenter, _view, runner = decided(votes=read.Votes(None, (CLOSED,)))
    presenter.annul("hai lần kết thúc")
    assert runner.commands == []


def test_opening_puts_the_question_on_the_current_item():
    presenter, _view, runner = decided()
    presenter.open("Thông qua dự thảo", Method.COUNTED, "ordinary")
    assert runner.commands == [commands.OpenVote("a04", "Thông qua dự thảo", Method.COUNTED, "ordinary")]


def test_closing_closes_the_running_vote_and_nothing_else():
    presenter, _view, runner = decided()
    presenter.close()
    assert not runner.commands
    presenter, _view, runner = decided(votes=read.Votes(samples.vote(), ()))
    presenter.close()
    assert runner.commands == [commands.CloseVote("v1")]


@pytest.mark.parametrize(
    ("vote", "may_close", "all_answered"),
    [
        (samples.vote(), True, False),
        (samples.vote(silent=()), True, True),
        (samples.vote(method=Method.COUNTED), False, True),
        (samples.vote(method=Method.COUNTED, counts_entered=True), True, True),
    ],
)
def test_a_counted_vote_closes_only_with_its_numbers(vote, may_close, all_answered):
    _presenter, view, _runner = decided(votes=read.Votes(vote, ()))
    assert (view.shown[0].may_close, view.shown[0].all_answered) == (may_close, all_answered)


def test_a_conclusion_is_recorded_on_the_item_and_said():
    presenter, view, runner = decided(votes=read.Votes(None, (CLOSED,)))
    presenter.conclude("Phiên họp thống nhất.")
    assert runner.commands == [commands.RecordConclusion("a04", "Phiên họp thống nhất.")]
    assert view.concluded == 1


def test_the_rule_is_known_before_the_vote_when_the_profile_is():
    presenter, _view, _runner = decided(samples.COUNCIL)
    assert presenter.motion_kinds == ("ordinary", "recall_deputy")
    assert presenter.rule("recall_deputy").majority == samples.TWO_THIRDS
    assert presenter.rule("unknown") is None
    assert decided(None)[0].rule("ordinary") is None


def test_a_refusal_reaches_the_view():
    presenter, view, runner = decided()
    runner.refusal = WrongState("vote", "v0", "open", ("closed",))
    presenter.open("Thông qua", Method.ELECTRONIC_OPEN, "ordinary")
    assert view.refused == [runner.refusal]
