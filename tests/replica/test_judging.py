"""What comes later may take effect away or give it: every replica ends where the pure fold does, in whatever order."""

import random
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ecabinet.core.deeds import Mandate
from ecabinet.core.effects import EFFECTS, may_write, preview
from ecabinet.core.event import Author, ControlPosition, Log
from ecabinet.core.events.meeting import MeetingOpened
from ecabinet.core.events.organization import Cut, MeetingDrafted, RecordAdmitted, RolesGranted, WriterRevoked
from ecabinet.core.identity import writer_of
from ecabinet.core.people import Role
from ecabinet.core.things import KINDS, Item, Meeting
from ecabinet.replica.database import open_replica
from tests.replica.kit import KEY, SITTING, Office, digest_of, evidence_of, hear, prepare, reopened, shown, take, wid
from tests.replica.stories import MAKERS, cut, troubled
from tests.replica.test_projection import drafted, retitled

NOBODY = Author("w", "m1", frozenset())


@settings(max_examples=12)
@given(luck=st.integers(0, 2**32).map(random.Random), length=st.integers(0, 15))
def test_order_does_not_matter_when_control_changes_hands_and_logs_fork(luck, length):
    office, more = troubled(luck, length)
    with tempfile.TemporaryDirectory() as folder:
        opened = []
        for number in range(2):
            replica = prepare(open_replica(Path(folder) / f"{number}.db", KEY))
            opened.append(replica)
            parts = [*cut(luck, office), *more]
            luck.shuffle(parts)
            hear(replica, parts, [luck.randint(1, 4), luck.randint(1, 9)])
        expected, directory = office.fold(), office.directories()[-1]
        for replica in opened:
            assert shown(replica) == expected
            with replica.read() as reads:
                assert reads.directory() == directory
        before = [digest_of(replica) for replica in opened]
        assert before[0] == before[1]
        opened[0].rebuild()
        assert digest_of(opened[0]) == before[0]
        for replica in opened:
            replica.close()


def test_certificates_count_where_the_chain_stops_at_its_first_record(fresh):
    office, replica = Office(), fresh()
    office.certify(wid("m1"), "c1")
    other = office.fork(office.control, 1)
    other.write(office.control.records[0].event)
    hear(replica, [*office.deeds, *office.segments(), other.segment()])
    with replica.read() as reads:
        assert reads.directory() == office.directories()[-1]
        assert wid("c1") in reads.directory().certificates
        assert reads.chain().stopped


@pytest.mark.parametrize("kind", MAKERS)
def test_what_an_event_may_write_is_known_without_one(kind):
    found = {write.kind for seed in range(20) for write in preview(MAKERS[kind](random.Random(seed)), NOBODY)}
    assert may_write(kind) == found


def test_an_event_that_cannot_be_tried_may_write_anything(monkeypatch):
    monkeypatch.setitem(EFFECTS, MeetingDrafted, lambda event, _record, _author: event.meeting.upside_down)
    assert may_write(MeetingDrafted) == frozenset(KINDS)


def test_both_sides_of_a_fork_are_told_to_others(fresh):
    office = drafted()
    pen = office.pen(wid("t1"), SITTING.space)
    for title in ("Hai", "Ba"):
        office.write("t1", retitled(title))
    before = [segment for segment in office.segments() if segment.name.space != SITTING.space]
    other = office.fork(pen, 2)
    other.write(retitled("Khác"), pen.records[0].control)
    one, two = fresh("one"), fresh("two")
    hear(one, [*before, *pen.segments(1, 2), other.segment(2)])
    hear(two, [*before, *other.segments(1), pen.segment(2, 2)])
    assert one.contradictions(SITTING.space) == two.contradictions(SITTING.space)
    assert set(one.contradictions(SITTING.space)) == {pen.segment(2, 2).raw, other.segment(2).raw}
    assert one.contradictions("root") == ()
    third = fresh("third")
    hear(third, [*before, pen.segment(1, 1), *map(reopened, one.contradictions(SITTING.space))])
    assert shown(third) == shown(one) == shown(two) == office.fold()
    with third.read() as reads:
        assert [item.title for item in reads.things(Item)] == ["Một"]


def test_what_both_sides_of_a_forked_control_log_share_makes_no_honest_segment_contested(fresh):
    office, orders = Office(), (fresh("one"), fresh("two"))
    other = office.fork(office.control, 7)
    other.write(RolesGranted("m2", (Role.SECRETARY,)))
    begun, honest, overlapping = office.control.segment(1, 3), office.control.segment(5, 9), other.segment(4)
    hear(orders[0], [begun, office.control.segment(4, 7), overlapping, honest])
    hear(orders[1], [begun, overlapping, honest])
    for replica in orders:
        (contested,) = {found.seq for found in evidence_of(replica, "root")}
        assert contested == 7
        with replica.read() as reads:
            assert reads.directory() == office.directories()[-1]
            assert reads.directory().position.seq == 6


def test_a_late_revocation_takes_away_what_was_applied_and_an_admission_gives_it_back(fresh):
    office, replica = drafted(), fresh()
    last = office.write("t1", retitled("Hai"))
    office.write("t1", retitled("Ba"), base=[last.hash])
    hear(replica, office.segments())
    office.control.write(WriterRevoked(wid("t1"), "mất máy", (Cut("root", 1), Cut(SITTING.space, 1))))
    with replica.write() as writing:
        changes = take(writing, office.control.segment())
    assert (changes.things, changes.directory) == ({(Item, "i1")}, True)
    assert shown(replica) == office.fold()
    assert [item.title for item in items(replica)] == ["Một"]
    office.control.write(RecordAdmitted(wid("t1"), SITTING.space, 2, last.hash))
    hear(replica, [office.control.segment()])
    assert [item.title for item in items(replica)] == ["Hai"]
    assert shown(replica) == office.fold()
    assert set(office.refused().values()) == {"revoked"}


def test_what_comes_after_a_revocation_is_announced_although_it_touches_nothing(fresh):
    office, replica = drafted(), fresh()
    known = office.segments()
    office.control.write(WriterRevoked(wid("t1"), "mất máy", (Cut("root", 1), Cut(SITTING.space, 1))))
    office.write("t1", retitled("Hai"))
    hear(replica, [*known, office.control.segment()])
    with replica.write() as writing:
        late = take(writing, office.pen(wid("t1"), SITTING.space).segment(2))
    assert (late.things, late.directory, late.aside) == (frozenset(), False, True)
    assert bool(late)


def test_a_revoked_draft_is_no_meeting_any_more(fresh):
    office, replica = drafted(), fresh()
    hear(replica, office.segments())
    office.control.write(WriterRevoked(wid("t1"), "mất máy", ()))
    hear(replica, [office.control.segment()])
    assert shown(replica) == office.fold() == {}


def test_a_meeting_drafted_twice_keeps_what_was_written_in_its_own_space(fresh):
    office, replica = Office(), fresh()
    office.control.write(RolesGranted("m2", (Role.SECRETARY,)))
    for name in ("m2", "t1"):
        office.write(name, MAKERS[MeetingDrafted](random.Random(name)))
    office.write("m1", MeetingOpened(SITTING.about, 5, 3, 3), hlc=2**60)
    hear(replica, office.segments())
    office.control.write(WriterRevoked(wid("t1"), "mất máy", ()))
    hear(replica, [office.control.segment()])
    with replica.read() as reads:
        assert reads.thing(Meeting, SITTING.about).state == "opened"
    assert shown(replica) == office.fold()


def test_a_position_that_a_mandate_makes_unknown_pends_until_it_is_known_again(fresh):
    office, replica = drafted(), fresh()
    office.hand_over("m1")
    office.control.write(RolesGranted("m2", (Role.SECRETARY,)))
    office.write("m2", retitled("Hai"), hlc=2**60)
    hear(replica, office.segments())
    key = b"root's choice".ljust(32, b".")
    mandate = Mandate("root", 2, writer_of(key), key, ControlPosition(1, 9))
    hear(replica, [mandate])
    with replica.read() as reads:
        assert [reason for _record, reason in reads.refused(SITTING.space)] == ["pending"]
        assert [reason for _record, reason in reads.refused("root")] == ["void", "not_allowed"]
    assert [item.title for item in items(replica)] == ["Một"]
    office.deeds.append(mandate)
    chosen = office.pen(mandate.controller, "root", Log.CONTROL)
    chosen.epoch = 2
    chosen.write(RolesGranted("m2", (Role.SECRETARY,)))
    hear(replica, [chosen.segment()])
    assert shown(replica) == office.fold()
    assert [item.title for item in items(replica)] == ["Hai"]


def test_a_new_controllers_records_may_come_before_the_hand_over(fresh):
    office, replica = drafted(), fresh()
    former = office.hand_over("m1")
    office.control.write(RolesGranted("m3", (Role.SECRETARY,)))
    early = former.segments(9)
    hear(replica, [early[0], office.control.segment()])
    with replica.read() as reads:
        assert [reason for _record, reason in reads.refused("root")] == ["not_allowed"]
        assert reads.directory().members["m3"].roles == {Role.DELEGATE}
    hear(replica, early[1:])
    with replica.read() as reads:
        assert list(reads.refused("root")) == []
        assert reads.directory() == office.directories()[-1]
        assert reads.directory().members["m3"].roles == {Role.SECRETARY}


def rule_and_fail(replica, mandate):
    with replica.write() as writing:
        assert writing.add_deed(mandate, b"bytes", own=False).directory
        assert writing.directory().controller == mandate.controller
        raise ZeroDivisionError


def test_a_second_connection_sees_a_mandate_and_a_rolled_back_one_is_forgotten(fresh):
    office, replica = drafted(), fresh()
    hear(replica, office.segments())
    mandate = office.mandate("new", office.chain().latest.position)
    with pytest.raises(ZeroDivisionError):
        rule_and_fail(replica, mandate)
    with replica.read() as reads:
        assert reads.directory().controller == "ctl"
    hear(fresh(), [mandate])
    with replica.read() as reads:
        assert reads.directory().controller == mandate.controller


def items(replica):
    with replica.read() as reads:
        return reads.things(Item)
