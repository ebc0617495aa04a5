"""The journal keeps what came, once, in order, and calls a contradiction by its name."""

import random

import pytest

from ecabinet.app import codec
from ecabinet.app.judge import Past, weigh_all
from ecabinet.app.segment import NO_HASH, Tip
from ecabinet.core.directory import Directory
from ecabinet.core.effects import preview
from ecabinet.core.errors import ForkFound, SegmentDamaged, SegmentFault
from ecabinet.core.event import ControlPosition, Log
from ecabinet.core.events import meeting, organization
from ecabinet.core.people import Role
from ecabinet.core.things import Item
from ecabinet.replica.database import open_replica
from tests.replica.kit import (
    KEY,
    ROOT,
    SITTING,
    SPACES,
    Office,
    Pen,
    evidence_of,
    hear,
    reopened,
    sealed,
    shown,
    take,
    wid,
)
from tests.replica.stories import MAKERS, told


@pytest.fixture
def office():
    """Six items of the secretary's."""
    found = Office()
    found.write("t1", MAKERS[organization.MeetingDrafted](random.Random(1)))
    for number in range(6):
        found.write("t1", added(number))
    return found


@pytest.fixture
def pen(office):
    return office.pen(wid("t1"), SITTING.space)


@pytest.fixture
def replica(fresh, office):
    """Knows the directory, and no item yet."""
    made = fresh()
    hear(made, [office.control.segment(), office.pen(wid("t1"), ROOT.space).segment()])
    return made


def added(number):
    return meeting.ItemAdded(SITTING.about, f"i{number}", None, "V", f"Nội dung {number}", "report", None, 10, None)


def contents(replica):
    """Every row of the journal."""
    with replica.read() as reads:
        tables = ("segment", "event", "log", "evidence")
        return {name: reads.connection.exec_driver_sql(f"SELECT * FROM {name}").all() for name in tables}


def test_the_same_segment_twice_is_one(replica, pen):
    hear(replica, [pen.segment()])
    before = contents(replica)
    hear(replica, [pen.segment(), pen.segment(2, 4)])
    assert contents(replica) == before


def test_a_longer_pack_brings_only_what_is_new(replica, pen, office):
    hear(replica, [pen.segment(1, 2), pen.segment(3, 3), pen.segment(2, 6)])
    assert shown(replica) == office.fold()
    with replica.read() as reads:
        assert list(reads.records(SITTING.space)) == pen.records
        assert reads.tip(SITTING.space, Log.DATA, wid("t1")) == Tip(6, pen.records[-1].hash)
    assert [(name.first, name.last) for name, _raw in replica.segments(SITTING.space)] == [(1, 2), (3, 3), (2, 6)]
    assert [reopened(raw).records for _name, raw in replica.segments(SITTING.space)][-1] == tuple(pen.records[1:])


def forked(pen, at):
    """A second log of the same writer that departs at number `at`."""
    other = Pen(pen.space, pen.log, pen.writer, pen.clock, list(pen.encoded[: at - 1]), list(pen.records[: at - 1]))
    for number in range(at, 8):
        other.write(added(number + 100), pen.records[0].control)
    return other


@pytest.mark.parametrize(("first", "seq"), [(1, 3), (2, 3), (3, 3), (4, 3), (5, 4)])
def test_a_fork_is_kept_as_evidence_and_contests_what_follows(replica, pen, office, first, seq):
    hear(replica, [pen.segment(1, 4)])
    before = contents(replica)
    other = forked(pen, 3).segment(first)
    with pytest.raises(ForkFound) as fork, replica.write() as writing:
        take(writing, other)
    assert (fork.value.space, fork.value.writer, fork.value.seq) == (SITTING.space, wid("t1"), seq)
    after = contents(replica)
    assert [found.raw for found in evidence_of(replica, SITTING.space)] == [other.raw]
    assert {**after, "evidence": [], "event": []} == {**before, "event": []}
    with replica.read() as reads:
        contested = [(record.seq, reason) for record, reason in reads.refused(SITTING.space)]
    assert contested == [(number, "contested") for number in range(seq, 5)]
    office.forks[wid("t1"), SITTING.space, Log.DATA] = seq
    del pen.records[4:]
    assert shown(replica) == office.fold()


def test_a_fork_does_not_spoil_the_rest_of_its_transaction(replica, pen, office):
    hear(replica, [pen.segment(1, 4)])
    with replica.write() as writing:
        with pytest.raises(ForkFound):
            take(writing, forked(pen, 3).segment())
        take(writing, pen.segment(5, 6))
    office.forks[wid("t1"), SITTING.space, Log.DATA] = 3
    assert shown(replica) == office.fold()
    assert len(evidence_of(replica, SITTING.space)) == 1


def test_the_same_evidence_is_kept_once(replica, pen):
    hear(replica, [pen.segment(1, 4)])
    other = forked(pen, 3).segment()
    for _time in range(2):
        with pytest.raises(ForkFound), replica.write() as writing:
            take(writing, other)
    (found,) = evidence_of(replica, SITTING.space)
    assert (found.writer, found.seq, found.reason) == (wid("t1"), 3, "fork")


def append(replica, segment):
    with replica.write() as writing:
        verdicts = weigh_all(segment.records, writing.chain(), SITTING, Past())
        writing.append(segment, verdicts, own=False)


def test_a_gap_is_no_continuation(replica, pen):
    with pytest.raises(SegmentDamaged) as damage:
        append(replica, pen.segment(2, 3))
    assert damage.value.fault is SegmentFault.CHAIN
    assert len(contents(replica)["segment"]) == 2


@pytest.mark.parametrize("encoded", [[0, 2], [1, 0], [0, 0]])
def test_records_that_do_not_follow_each_other_are_no_segment(replica, pen, office, encoded):
    name = pen.segment(1, 2).name
    broken = reopened(sealed(name, NO_HASH, [pen.encoded[number] for number in encoded]))
    with pytest.raises(SegmentDamaged):
        append(replica, broken)


@pytest.mark.parametrize("hlc", [-1, 2**63])
def test_a_stamp_nobody_can_have_is_damage(replica, office, pen, hlc):
    office.write("t1", added(7), hlc=hlc)
    with pytest.raises(SegmentDamaged) as damage:
        append(replica, pen.segment())
    assert damage.value.fault is SegmentFault.BODY


def test_what_has_no_effect_is_kept_with_its_reason(replica, office):
    record = office.write("m3", meeting.MeetingOpened(SITTING.about, 5, 1, 3))
    hear(replica, office.segments())
    with replica.read() as reads:
        assert list(reads.refused(SITTING.space)) == [(record, "not_allowed")]
        assert record in list(reads.records(SITTING.space))


def test_an_unknown_type_is_kept_and_moves_the_control_position(replica, office, monkeypatch):
    office.control.write(organization.RolesGranted("m2", (Role.SECRETARY,)))
    with monkeypatch.context() as older:
        older.delitem(codec.EVENTS, "RolesGranted")
        hear(replica, [reopened(office.control.segment().raw)])
    with replica.read() as reads:
        assert reads.directory().position == ControlPosition(1, len(office.control.records))
        assert reads.directory().members["m2"].roles == {Role.DELEGATE}


def test_directories_at_every_position(replica, office):
    with replica.read() as reads:
        for directory in office.directories():
            assert reads.directory_at(directory.position) == directory
        assert reads.directory_at(ControlPosition(1, 99)) is None


def take_and_fail(replica, segment):
    with replica.write() as writing:
        take(writing, segment)
        assert writing.directory().members["m2"].roles == {Role.ADMINISTRATOR}
        raise ZeroDivisionError


def test_a_rolled_back_control_record_is_forgotten(replica, office):
    known = office.directories()[-1]
    other = Pen(
        ROOT.space, Log.CONTROL, "ctl", office.clock, list(office.control.encoded), list(office.control.records)
    )
    other.write(organization.RolesGranted("m2", (Role.ADMINISTRATOR,)))
    with pytest.raises(ZeroDivisionError):
        take_and_fail(replica, other.segment())
    with replica.read() as reads:
        assert reads.directory() == known


def test_a_control_record_that_another_connection_made_instead_counts(replica, office, fresh):
    other = Pen(
        ROOT.space, Log.CONTROL, "ctl", office.clock, list(office.control.encoded), list(office.control.records)
    )
    other.write(organization.RolesGranted("m2", (Role.ADMINISTRATOR,)))
    with pytest.raises(ZeroDivisionError):
        take_and_fail(replica, other.segment())
    office.control.write(organization.RolesGranted("m2", (Role.TELLER,)))
    hear(fresh(), [office.control.segment()])  # the same file, opened a second time
    with replica.read() as reads:
        assert reads.directory() == office.directories()[-1]


def test_an_empty_replica_knows_nobody(tmp_path):
    replica = open_replica(tmp_path / "empty.db", KEY)
    with replica.read() as reads:
        assert reads.directory() == Directory("", "", bytes(32))
        assert reads.things(Item) == ()
    assert replica.spaces() == ()
    replica.close()


def test_spaces_are_told_with_the_directory_first(replica):
    with replica.write() as writing:
        writing.add_space(SITTING)
        assert writing.spaces() == tuple(SPACES.values())


def test_the_clock_follows_own_records_and_foreign_ones_up_to_the_limit(replica, office, pen):
    far, near = office.write("t1", added(8), hlc=2**60), office.write("t1", added(9), hlc=2**59)
    hear(replica, [pen.segment()])
    with replica.read() as reads:
        assert reads.last_stamp(2**62) == far.hlc
        assert reads.last_stamp(2**60 - 1) == near.hlc
        assert reads.last_stamp(2**59 - 1) == pen.records[5].hlc
        assert reads.last_stamp(0) == 0
    mine = office.write("m1", meeting.MeetingPublished(SITTING.about, 5), hlc=2**61)
    with replica.write() as writing:
        take(writing, office.pen(wid("m1"), SITTING.space).segment(), own=True)
        assert writing.last_stamp(0) == mine.hlc


def test_heads_are_what_the_oracle_says(fresh):
    office, replica = told(random.Random(11), 60), fresh()
    hear(replica, office.segments())
    author = office.directories()[-1].author(wid("t1"))
    with replica.read() as reads:
        for kind, make in MAKERS.items():
            event = make(random.Random(3))
            asked = [(write.kind, write.id, frozenset(write.fields)) for write in preview(event, author)]
            assert reads.heads_of(asked) == office.heads(event, author, office.everything()), kind
