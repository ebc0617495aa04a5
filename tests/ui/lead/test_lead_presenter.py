"""What the chair's wishes become; no Qt in the presenter."""

from dataclasses import dataclass, field

import pytest

from ecabinet.app import commands
from ecabinet.core.errors import NoQuorum
from ecabinet.core.meeting import State
from ecabinet.ui.panels.lead.presenter import LeadPresenter
from ecabinet.ui.wish import Wish
from tests.ui.lead import samples


@dataclass
class FakeView:
    shown: list = field(default_factory=list)
    refused: list = field(default_factory=list)

    def show_leading(self, leading):
        self.shown.append(leading)

    def show_refusal(self, error):
        self.refused.append(error)


def led(**answers):
    """A presenter after its first look, with its view and runner."""
    runner, view = samples.FakeRunner(samples.everything(**answers)), FakeView()
    presenter = LeadPresenter(view, runner, samples.MEETING)
    presenter.refresh()
    return presenter, view, runner


def test_one_look_shows_agenda_now_and_floor_together():
    _presenter, view, _runner = led()
    assert view.shown[0].current.number == "4"
    assert view.shown[0].following.number == "5"


def test_before_the_first_item_the_first_one_follows():
    _presenter, view, _runner = led(current=None)
    assert view.shown[0].current is None
    assert view.shown[0].following.number == "1"


def test_nothing_follows_the_last_item():
    _presenter, view, _runner = led(current="a10")
    assert view.shown[0].following is None


@pytest.mark.parametrize(
    ("wish", "command"),
    [
        ("open", commands.OpenMeeting(samples.MEETING)),
        ("adjourn", commands.AdjournMeeting(samples.MEETING)),
        ("resume", commands.ResumeMeeting(samples.MEETING)),
        ("close", commands.CloseMeeting(samples.MEETING)),
        ("end", commands.EndSpeech("s1")),
    ],
)
def test_each_wish_is_one_command(wish, command):
    presenter, _view, runner = led()
    getattr(presenter, wish)()
    assert runner.commands == [command]


def test_minutes_become_seconds_of_the_running_speech():
    presenter, _view, runner = led()
    presenter.extend(3)
    presenter.extend(-1)
    assert runner.commands == [commands.ExtendSpeech("s1", 180), commands.ExtendSpeech("s1", -60)]


def test_nothing_is_extended_or_ended_while_nobody_speaks():
    presenter, _view, runner = led(floor=samples.floor(None))
    presenter.extend(1)
    presenter.end()
    assert not runner.commands


def test_the_floor_and_the_item_go_to_whom_and_where_one_says():
    presenter, _view, runner = led()
    presenter.grant("s3")
    presenter.call("a05")
    assert runner.commands == [commands.GrantFloor("s3"), commands.CallItem("a05")]


def test_a_refusal_reaches_the_view():
    presenter, view, runner = led(state=State.PUBLISHED, current=None)
    runner.refusal = NoQuorum(12, 20, 14)
    presenter.open()
    assert view.refused == [runner.refusal]


@pytest.mark.parametrize(
    ("answers", "wish"),
    [
        ({"state": State.PUBLISHED, "current": None}, Wish.MUST),
        ({"state": State.ADJOURNED}, Wish.MUST),
        ({"current": None}, Wish.MUST),
        ({"state": State.DRAFT}, Wish.NONE),
        ({"state": State.CLOSED}, Wish.NONE),
        ({"floor": samples.floor(None)}, Wish.SHOULD),
        ({"floor": samples.floor(None, ())}, Wish.NONE),
        ({}, Wish.NONE),
    ],
)
def test_the_filled_button_is_asked_for_when_the_chair_must_lead(answers, wish):
    _presenter, view, _runner = led(**answers)
    assert view.shown[0].wish is wish
