"""Preparing and leading a meeting through the first door."""

import pytest

from ecabinet.app import commands
from ecabinet.core.agenda import numbered
from ecabinet.core.errors import BadValue, NoQuorum, NoSuchThing, NotAllowed, WrongState
from ecabinet.core.ids import Instant
from ecabinet.core.people import Presence
from ecabinet.core.things import Attendance, Conclusion, Item, Meeting, Speech
from tests.app.kit import EIGHT, Committee


@pytest.fixture
def committee():
    return Committee()


def titles(person, meeting):
    return [(line.number, line.item.title) for line in numbered(person.replica.things(Item, meeting=meeting))]


def test_the_secretary_prepares_and_everyone_sees_it(committee):
    meeting = committee.draft()
    committee["t1"].do(commands.PublishMeeting(meeting))
    committee.spread()
    assert committee["g1"].replica.thing(Meeting, meeting).state == "published"
    assert titles(committee["m3"], meeting) == [("1", "Nội dung 1"), ("2", "Nội dung 2")]


def test_a_delegate_may_not_prepare(committee):
    meeting = committee.draft()
    with pytest.raises(NotAllowed) as caught:
        committee["m2"].do(commands.AddItem(meeting, "Nội dung riêng"))
    assert caught.value.needs == ("secretary",)
    assert len(titles(committee["m2"], meeting)) == 2


def test_an_empty_agenda_cannot_be_published(committee):
    meeting = committee.draft(items=0)
    with pytest.raises(BadValue):
        committee["t1"].do(commands.PublishMeeting(meeting))


def test_an_end_before_the_start_is_refused(committee):
    command = commands.DraftMeeting("Họp", "regular_session", EIGHT, EIGHT, "", "m1", "t1")
    with pytest.raises(BadValue) as caught:
        committee["t1"].do(command)
    assert caught.value.field == "ends_at"
    assert not committee["t1"].replica.things(Meeting)


def test_an_unknown_chair_is_refused(committee):
    command = commands.DraftMeeting("Họp", "regular_session", EIGHT, Instant(EIGHT + 1), "", "nobody", "t1")
    with pytest.raises(NoSuchThing):
        committee["t1"].do(command)


def test_items_move_and_nest(committee):
    meeting, office = committee.draft(items=3), committee["t1"]
    first, second, third = (line.item.id for line in numbered(office.replica.things(Item, meeting=meeting)))
    office.do(commands.MoveItem(third, None, None))
    assert [t for _, t in titles(office, meeting)] == ["Nội dung 3", "Nội dung 1", "Nội dung 2"]
    office.do(commands.MoveItem(second, first, None))
    assert titles(office, meeting)[-1] == ("2.1", "Nội dung 2")
    with pytest.raises(BadValue):
        office.do(commands.MoveItem(first, second, None))


def test_an_item_is_changed_and_removed(committee):
    meeting, office = committee.draft(), committee["t1"]
    item = numbered(office.replica.things(Item, meeting=meeting))[0].item.id
    office.do(commands.ChangeItem(item, "  Đổi tên  ", 25, None, "m2"))
    assert titles(office, meeting)[0] == ("1", "Đổi tên")
    office.do(commands.RemoveItem(item))
    assert titles(office, meeting) == [("1", "Nội dung 2")]
    with pytest.raises(NoSuchThing):
        office.do(commands.ChangeItem(item, "Nữa", 5, None, None))


@pytest.mark.parametrize("title", ["", "   ", "x" * 4001, "n\ud800a"])
def test_bad_titles_are_refused(committee, title):
    meeting = committee.draft()
    with pytest.raises(BadValue):
        committee["t1"].do(commands.AddItem(meeting, title))


def test_opening_below_quorum_is_refused_with_the_arithmetic(committee):
    meeting = committee.draft()
    committee["t1"].do(commands.PublishMeeting(meeting))
    committee["t1"].do(commands.RecordAttendance(meeting, "m1", Presence.PRESENT))
    committee["t1"].do(commands.RecordAttendance(meeting, "m2", Presence.PRESENT_ONLINE))
    committee["t1"].do(commands.RecordAttendance(meeting, "g1", Presence.PRESENT))
    committee.spread()
    with pytest.raises(NoQuorum) as caught:
        committee["m1"].do(commands.OpenMeeting(meeting))
    assert (caught.value.present, caught.value.total, caught.value.needed) == (2, 4, 3)


def test_only_the_chair_opens(committee):
    meeting = committee.draft()
    committee["t1"].do(commands.PublishMeeting(meeting))
    for name in committee.voting:
        committee["t1"].do(commands.RecordAttendance(meeting, name, Presence.PRESENT))
    with pytest.raises(NotAllowed):
        committee["t1"].do(commands.OpenMeeting(meeting))


def test_a_member_signs_in_alone_but_not_for_others(committee):
    meeting = committee.draft()
    committee["t1"].do(commands.PublishMeeting(meeting))
    committee.spread()
    committee["m2"].do(commands.RecordAttendance(meeting, "m2", Presence.PRESENT))
    with pytest.raises(NotAllowed):
        committee["m2"].do(commands.RecordAttendance(meeting, "m3", Presence.PRESENT))
    assert committee["m2"].replica.thing(Attendance, f"{meeting}/m2").arrived_at


def test_the_secretariats_word_wins_over_the_members_own(committee):
    meeting = committee.draft()
    committee["t1"].do(commands.PublishMeeting(meeting))
    committee.spread()
    committee["t1"].do(commands.RecordAttendance(meeting, "m2", Presence.EXCUSED, "nghỉ phép"))
    committee["m2"].do(commands.RecordAttendance(meeting, "m2", Presence.PRESENT))
    committee.spread()
    for person in committee.everyone:
        assert person.replica.thing(Attendance, f"{meeting}/m2").presence == "excused"
        assert "presence" in person.replica.conflicts(Attendance, f"{meeting}/m2")


def test_states_follow_their_chain(committee):
    meeting, _item = committee.sitting()
    chair = committee["m1"]
    with pytest.raises(WrongState) as caught:
        chair.do(commands.ResumeMeeting(meeting))
    assert caught.value.needs == ("adjourned",)
    chair.do(commands.AdjournMeeting(meeting))
    with pytest.raises(WrongState):
        chair.do(commands.OpenMeeting(meeting))
    chair.do(commands.ResumeMeeting(meeting))
    chair.do(commands.CloseMeeting(meeting))
    assert chair.replica.thing(Meeting, meeting).state == "closed"
    with pytest.raises(WrongState):
        chair.do(commands.AdjournMeeting(meeting))


def test_the_floor_goes_from_asking_to_ending(committee):
    meeting, item = committee.sitting()
    committee["m2"].do(commands.RequestFloor(item))
    committee["m3"].do(commands.RequestFloor(item, "question"))
    with pytest.raises(WrongState):
        committee["m2"].do(commands.RequestFloor(item))
    committee.spread()
    chair = committee["m1"]
    first, second = sorted(chair.replica.things(Speech, meeting=meeting), key=lambda s: s.requested_at)
    chair.do(commands.GrantFloor(first.id))
    chair.do(commands.ExtendSpeech(first.id, 60))
    assert chair.replica.thing(Speech, first.id).seconds == 660
    chair.do(commands.GrantFloor(second.id, 120))
    assert chair.replica.thing(Speech, first.id).state == "ended"
    chair.do(commands.EndSpeech(second.id))
    assert chair.replica.thing(Speech, second.id).ended_at
    with pytest.raises(WrongState):
        chair.do(commands.EndSpeech(second.id))


def test_a_request_can_be_withdrawn_only_by_those_concerned(committee):
    meeting, item = committee.sitting()
    committee["m2"].do(commands.RequestFloor(item))
    committee.spread()
    speech = committee["m2"].replica.things(Speech, meeting=meeting)[0].id
    with pytest.raises(NotAllowed):
        committee["m3"].do(commands.WithdrawRequest(speech))
    committee["m2"].do(commands.WithdrawRequest(speech))
    assert committee["m2"].replica.thing(Speech, speech).state == "withdrawn"


def test_closing_ends_the_running_speech(committee):
    meeting, item = committee.sitting()
    committee["m2"].do(commands.RequestFloor(item))
    committee.spread()
    speech = committee["m1"].replica.things(Speech, meeting=meeting)[0].id
    committee["m1"].do(commands.GrantFloor(speech))
    committee["m1"].do(commands.CloseMeeting(meeting))
    assert committee["m1"].replica.thing(Speech, speech).state == "ended"


def test_a_conclusion_can_be_written_again(committee):
    _meeting, item = committee.sitting()
    committee["m1"].do(commands.RecordConclusion(item, "Thống nhất."))
    committee["m1"].do(commands.RecordConclusion(item, "Thống nhất, bổ sung điều 4."))
    assert committee["m1"].replica.thing(Conclusion, item).text == "Thống nhất, bổ sung điều 4."
    assert committee["m1"].replica.conflicts(Conclusion, item) == ()
