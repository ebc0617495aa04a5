"""Every event has its place: with the meeting as a whole, or under one agenda item."""

from dataclasses import fields

import pytest

from ecabinet.app.compartments import item_of
from ecabinet.core.event import Scope
from ecabinet.core.events import EVENTS, meeting, organization, papers, voting
from ecabinet.core.things import Paper, Speech, Vote

FRAME = {
    meeting.MeetingChanged,
    meeting.MeetingPublished,
    meeting.MeetingOpened,
    meeting.MeetingAdjourned,
    meeting.MeetingResumed,
    meeting.MeetingClosed,
    meeting.ItemCalled,
    meeting.ItemPlaced,
    meeting.ParticipantInvited,
    meeting.AttendanceRecorded,
}
ITEMS = [kind for kind in EVENTS.values() if kind.SCOPE is Scope.MEETING and kind not in FRAME]


class Known:
    """A replica that knows one thing of each kind, all under item "itm-1"."""

    def thing(self, kind, _identifier):
        if kind not in (Paper, Speech, Vote):
            return None
        return type("Thing", (), {"item": "itm-1"})()


class Nothing:
    def thing(self, _kind, _identifier):
        return None


def made(kind):
    """An event of a kind with any values; rules of its fields are not asked."""
    event = object.__new__(kind)
    for field in fields(kind):
        object.__setattr__(event, field.name, "itm-1" if field.name == "item" else "x")
    return event


@pytest.mark.parametrize("kind", ITEMS, ids=lambda kind: kind.__name__)
def test_what_belongs_to_an_item_is_kept_from_other_guests(kind):
    assert item_of(made(kind), Known()) == "itm-1"


@pytest.mark.parametrize("kind", sorted(FRAME, key=lambda kind: kind.__name__), ids=lambda kind: kind.__name__)
def test_the_frame_of_a_meeting_is_open_to_all_invited(kind):
    assert item_of(made(kind), Known()) is None


def test_what_concerns_the_organization_has_no_item():
    assert item_of(made(organization.MemberAdmitted), Known()) is None


def test_something_unknown_has_no_item():
    assert item_of(made(papers.VersionAdded), Nothing()) is None
    assert item_of(made(voting.BallotCast), Nothing()) is None
