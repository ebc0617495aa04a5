"""The table of rights is whole, and answers as it reads."""

import dataclasses

import pytest

from ecabinet.core import rights
from ecabinet.core.annotations import MarkKind, path
from ecabinet.core.deeds import Certificate
from ecabinet.core.effects import EFFECTS
from ecabinet.core.errors import NotAllowed
from ecabinet.core.event import Author, Log, Scope, UnknownEvent
from ecabinet.core.events import EVENTS, annotations, floor, voting
from ecabinet.core.events import meeting as facts
from ecabinet.core.events.organization import (
    ControllerHandedOver,
    MemberAdmitted,
    MemberRemoved,
    RolesGranted,
    WriterRevoked,
)
from ecabinet.core.people import Presence, Role
from ecabinet.core.rights import RIGHTS, require
from tests.core.test_chain import PEOPLE, Book, key, wid

CONTROL = {kind for kind in EVENTS.values() if kind.SCOPE is Scope.CONTROL}
DATA = set(EVENTS.values()) - CONTROL


def author(*roles, member="m2", controller=False):
    return Author("w", member, frozenset(roles), controller)


def blank(kind):
    """An event of a class with empty values: rights look at the class and the member alone."""
    given = {"position": "V", "page": 0, "seen": b"", "kind": MarkKind.NOTE, "shape": (path([1, 2]),)}
    return kind(**{field.name: given.get(field.name) for field in dataclasses.fields(kind)})


def allowed(event, who, log=Log.DATA):
    try:
        require(event, who, log)
    except NotAllowed:
        return False
    return True


def test_every_event_of_a_meeting_has_a_right_and_no_other_has():
    assert set(RIGHTS) == DATA


def test_every_event_has_an_effect_or_is_control():
    assert set(EFFECTS) == DATA


def test_events_are_listed_by_their_own_names_and_are_about_a_field_of_theirs():
    for name, kind in EVENTS.items():
        assert kind.__name__ == name
        assert kind.ABOUT in {field.name for field in dataclasses.fields(kind)}


@pytest.mark.parametrize("kind", sorted(DATA, key=lambda kind: kind.__name__), ids=lambda kind: kind.__name__)
def test_exactly_the_roles_in_the_table_may(kind):
    for role in Role:
        assert allowed(blank(kind), author(role)) == (role in RIGHTS[kind].roles)
    assert not allowed(blank(kind), author())
    assert not allowed(blank(kind), author(*Role), Log.CONTROL), "no meeting's fact lies in the control log"


@pytest.mark.parametrize("kind", sorted(CONTROL, key=lambda kind: kind.__name__), ids=lambda kind: kind.__name__)
def test_only_the_controllers_control_log_carries_control_events(kind):
    assert allowed(blank(kind), author(controller=True), Log.CONTROL)
    assert not allowed(blank(kind), author(controller=True), Log.DATA)
    assert not allowed(blank(kind), author(*Role), Log.CONTROL)


def test_nobody_touches_what_another_has_shared_under_his_own_name():
    taken_back = annotations.ShareWithdrawn("mtg-1", "m2/1", "m2", (), "i1", 1)
    assert allowed(taken_back, author(member="m2"))
    assert not allowed(taken_back, author(member="m3"))
    assert not allowed(dataclasses.replace(taken_back, member="m3"), author(member="m3"))
    asked = annotations.CommentsEnded("mtg-1", "m2/1", "m3", "i1", 1)
    assert not allowed(asked, author(*Role, member="m3"))


def test_oneself_may_what_only_the_person_concerned_may():
    come = facts.AttendanceRecorded("mtg-1", "m2", Presence.PRESENT, 1, "")
    assert allowed(come, author(member="m2"))
    assert not allowed(come, author(member="m3"))
    answer = voting.BallotCast("mtg-1", "vote-1", "m2", "approve", 1)
    assert allowed(answer, author(Role.GUEST, member="m2"))
    assert not allowed(answer, author(Role.CHAIR, Role.SECRETARY, member="m1")), "nobody answers for another"


def test_a_speech_is_its_members_own_only_if_it_is_named_so():
    for kind in (floor.FloorRequested, floor.RequestWithdrawn):
        values = {field.name: None for field in dataclasses.fields(kind)} | {"member": "m2"}
        assert allowed(kind(**values | {"speech": "m2/speech-1"}), author(member="m2"))
        assert not allowed(kind(**values | {"speech": "m3/speech-1"}), author(member="m2"))
        assert allowed(kind(**values | {"speech": "m3/speech-1"}), author(Role.SECRETARY, member="t1"))


def test_a_refusal_names_who_may():
    with pytest.raises(NotAllowed) as caught:
        require(facts.AttendanceRecorded("mtg-1", "m2", Presence.PRESENT, 1, ""), author(member="m3"), Log.DATA)
    assert (caught.value.event, caught.value.needs) == ("AttendanceRecorded", ("secretary", "own"))
    with pytest.raises(NotAllowed) as caught:
        require(MemberAdmitted("m", "", "", "", 1, True, ()), author(*Role), Log.CONTROL)
    assert caught.value.needs == ("controller",)


def test_an_unknown_event_is_nobodys_business():
    assert allowed(UnknownEvent("Novel", "x"), author())


def ruled(*more):
    return Book(*PEOPLE, RolesGranted("a", (Role.SECRETARY,)), *more).chain.latest


@pytest.mark.parametrize(("name", "may"), [("ctl", True), ("a1", True), ("b1", False), ("stranger", False)])
def test_only_the_controller_and_officers_lead(name, may):
    assert rights.may_lead(wid(name), ruled()) is may


@pytest.mark.parametrize("role", list(Role))
def test_the_roles_that_lead(role):
    assert rights.may_lead(wid("b1"), ruled(RolesGranted("b", (role,)))) is (role in rights.LEADERS)


def test_who_left_leads_nobody():
    assert not rights.may_lead(wid("a1"), ruled(WriterRevoked(wid("a1"), "x", ())))
    assert not rights.may_lead(wid("a1"), ruled(MemberRemoved("a", "x")))


@pytest.mark.parametrize(
    ("signer", "countersigned", "may"),
    [("ctl", False, True), ("a1", False, False), ("ctl", True, False), ("a1", True, True), ("stranger", True, False)],
)
def test_controllers_certify_and_the_others_are_continued(signer, countersigned, may):
    deed = Certificate("space", wid(signer), wid("new"), key("new"), countersigned)
    assert rights.may_certify(deed, ruled()) is may


def test_a_former_controllers_certificates_stay_and_a_new_one_is_continued_no_more():
    latest = ruled(ControllerHandedOver(wid("a1")))
    assert rights.may_certify(Certificate("space", wid("ctl"), wid("new"), key("new")), latest)
    assert rights.may_certify(Certificate("space", wid("a1"), wid("new"), key("new")), latest)
    assert not rights.may_certify(Certificate("space", wid("a1"), wid("new"), key("new"), countersigned=True), latest)
