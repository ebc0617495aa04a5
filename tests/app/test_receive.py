"""The second door: foreign segments are checked before anything of them is applied."""

import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ecabinet.app import codec, commands
from ecabinet.app.segment import SegmentName
from ecabinet.core.event import ControlPosition, Log
from ecabinet.core.events import floor
from ecabinet.core.events import meeting as facts
from ecabinet.core.events.organization import MemberAdmitted
from ecabinet.core.fold import fold
from ecabinet.core.people import Role
from ecabinet.core.things import Item, Meeting, Speech, Vote
from ecabinet.core.voting import Choice
from tests.app.kit import Committee, Person


@pytest.fixture
def committee():
    return Committee()


def forge(person, space, event, log=Log.DATA, control=None):
    """Seal an event with a member's own key, past all the rules of the first door."""
    tip = person.replica.tip(space, log, person.sealer.writer)
    position = control or person.replica.directory().position
    raw = codec.encode(event, seq=tip.seq + 1, prev=tip.hash, hlc=1 << 16, control=position, base=(), salt=bytes(8))
    name = SegmentName(space, log, person.sealer.writer, tip.seq + 1, tip.seq + 1)
    return person.sealer.seal(name, tip.hash, [raw])


def test_hearing_twice_changes_nothing(committee):
    committee.draft()
    before = fold(committee["m1"].replica.valid)
    raw = [segment.raw for segment in committee["t1"].replica.segments]
    reception = committee["m1"].workspace.receive(raw)
    assert not reception.changes
    assert fold(committee["m1"].replica.valid) == before


def test_a_strangers_segment_waits(committee):
    stranger = Person("stranger", committee.genesis, committee.clock)
    meeting = committee.draft()
    space = committee["m1"].replica.thing(Meeting, meeting).space
    raw = forge(
        stranger, space, facts.MeetingPublished(meeting, 1), control=committee["m1"].replica.directory().position
    )
    reception = committee["m1"].workspace.receive([raw])
    assert [error.fault for error in reception.damaged] == ["unknown_writer"]
    assert committee["m1"].replica.thing(Meeting, meeting).state == "draft"


def test_a_delegate_who_writes_a_chairs_event_is_not_obeyed(committee):
    meeting = committee.draft()
    space = committee["m2"].replica.thing(Meeting, meeting).space
    raw = forge(committee["m2"], space, facts.MeetingOpened(meeting, 1, 4, 4))
    reception = committee["m1"].workspace.receive([raw])
    assert reception.accepted
    assert not reception.changes
    assert committee["m1"].replica.thing(Meeting, meeting).state == "draft"


def test_nobody_withdraws_anothers_request_under_his_own_name(committee):
    meeting, item = committee.sitting()
    committee["m3"].do(commands.RequestFloor(item))
    committee.spread()
    speech = committee["m2"].replica.things(Speech, meeting=meeting)[0].id
    space = committee["m2"].replica.thing(Meeting, meeting).space
    for event in (
        floor.RequestWithdrawn(meeting, speech, "m2"),
        floor.FloorRequested(meeting, speech, item, "m2", "discuss", 1),
    ):
        committee["m1"].workspace.receive([forge(committee["m2"], space, event)])
        known = committee["m1"].replica.thing(Speech, speech)
        assert (known.state, known.member) == ("requested", "m3")


def test_a_copied_log_is_not_the_copiers(committee):
    meeting = committee.draft()
    space = committee["t1"].replica.thing(Meeting, meeting).space
    original = next(s for s in committee["t1"].replica.segments if s.name.space == space)
    encoded = codec.encode(
        original.records[0].event,
        seq=1,
        prev=bytes(32),
        hlc=original.records[0].hlc,
        control=original.records[0].control,
        base=(),
        salt=bytes(8),
    )
    names = [codec.decode(encoded, space, Log.DATA, committee[who].sealer.writer).hash for who in ("t1", "m2")]
    assert names[0] != names[1]


def test_nobody_promotes_himself(committee):
    directory = committee.genesis.space
    event = MemberAdmitted("m2", "m2", "", "", 1, True, (Role.CHAIR,))
    for log in (Log.DATA, Log.CONTROL):
        raw = forge(committee["m2"], directory, event, log)
        committee["m1"].workspace.receive([raw])
    assert Role.CHAIR not in committee["m1"].replica.directory().members["m2"].roles


def test_an_event_in_another_meetings_space_has_no_effect(committee):
    first, second = committee.draft(), committee.draft()
    space = committee["t1"].replica.thing(Meeting, first).space
    raw = forge(committee["t1"], space, facts.MeetingPublished(second, 1))
    committee["m1"].workspace.receive([raw])
    assert committee["m1"].replica.thing(Meeting, second).state == "draft"


def test_an_unknown_control_position_waits(committee):
    meeting = committee.draft()
    space = committee["t1"].replica.thing(Meeting, meeting).space
    raw = forge(committee["t1"], space, facts.MeetingPublished(meeting, 1), control=ControlPosition(1, 999))
    reception = committee["m1"].workspace.receive([raw])
    assert len(reception.waiting) == 1
    assert committee["m1"].replica.thing(Meeting, meeting).state == "draft"


def test_a_gap_waits_and_is_filled_later(committee):
    meeting = committee.draft()
    committee["t1"].do(commands.AddItem(meeting, "Một"))
    committee["t1"].do(commands.AddItem(meeting, "Hai"))
    one, two = [segment.raw for segment in committee["t1"].replica.segments][-2:]
    assert committee["m1"].workspace.receive([two]).waiting
    assert committee["m1"].workspace.receive([one, two]).accepted


def test_a_fork_is_named_and_not_applied(committee):
    meeting = committee.draft()
    space = committee["t1"].replica.thing(Meeting, meeting).space
    one = forge(committee["t1"], space, facts.MeetingPublished(meeting, 1))
    two = forge(committee["t1"], space, facts.ItemRemoved(meeting, "x"))
    reception = committee["m1"].workspace.receive([one, two])
    assert len(reception.accepted) == 1
    assert [type(error).__name__ for error in reception.damaged] == ["ForkFound"]


def test_a_flipped_bit_is_refused(committee):
    committee.draft()
    raw = bytearray(committee["t1"].replica.segments[-1].raw)
    raw[len(raw) // 2] ^= 1
    reception = committee["m1"].workspace.receive([bytes(raw)])
    assert len(reception.damaged) == 1


def test_a_refused_command_leaves_nothing_behind(committee):
    meeting = committee.draft()
    before = len(committee["m2"].replica.segments)
    with pytest.raises(Exception, match="secretary"):
        committee["m2"].do(commands.AddItem(meeting, "Không được"))
    assert len(committee["m2"].replica.segments) == before


def story(committee):
    """Return a meeting's segments with contradictions in it, as the replicas wrote them."""
    meeting, item = committee.sitting()
    committee["t1"].do(commands.ChangeItem(item, "Bản của thư ký", 10, None, None))
    for name in ("m2", "m3"):
        committee[name].do(commands.RequestFloor(item))
    committee["m1"].do(commands.OpenVote(item, "Câu hỏi"))
    committee.spread()
    vote = committee["m1"].replica.things(Vote)[0].id
    for name, choice in {"m1": Choice.APPROVE, "m2": Choice.DISAPPROVE, "m3": Choice.APPROVE}.items():
        committee[name].do(commands.CastBallot(vote, choice))
    committee["t1"].do(commands.RecordAttendance(meeting, "m4", "left"))
    committee["m4"].do(commands.RecordAttendance(meeting, "m4", "present"))
    committee.spread()
    committee["m1"].do(commands.CloseVote(vote))
    committee.spread()
    return [segment.raw for segment in committee["m1"].replica.segments]


COMMITTEE = Committee()
STORY = story(COMMITTEE)
EXPECTED = dict(fold(COMMITTEE["m1"].replica.valid))


@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@given(order=st.randoms(use_true_random=False), repeats=st.integers(0, 5))
def test_order_duplicates_and_delay_cannot_matter(order: random.Random, repeats):
    reader = Person("reader", COMMITTEE.genesis, COMMITTEE.clock)
    pile = STORY + [order.choice(STORY) for _ in range(repeats)]
    order.shuffle(pile)
    for _ in range(len(STORY)):
        reception = reader.workspace.receive(pile)
        if not reception.waiting and not reception.damaged:
            break
    assert dict(fold(reader.replica.valid)) == EXPECTED
    assert reader.replica.things(Item)
