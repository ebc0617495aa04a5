"""Where logs end is remembered within a transaction, and always what the journal says."""

import pytest

from ecabinet.app.judge import Past
from ecabinet.app.segment import Tip
from ecabinet.core import reasons
from ecabinet.core.directory import START
from ecabinet.core.event import ControlPosition, Log
from ecabinet.core.events import meeting
from ecabinet.replica.ends import Ends
from tests.replica.kit import ROOT, SITTING, Office, hear, take, wid

PLACE = (SITTING.space, Log.DATA, wid("t1"))


def called(number):
    return meeting.ItemCalled(SITTING.about, f"i{number}", 5)


@pytest.fixture
def office():
    """Six records of the secretary's; the fourth names a lower control position than the third."""
    found = Office()
    for number, seq in enumerate((7, 8, 9, 6, 9, 9)):
        found.write("t1", called(number), control=ControlPosition(1, seq))
    return found


@pytest.fixture
def pen(office):
    return office.pen(wid("t1"), SITTING.space)


@pytest.fixture
def replica(fresh, office):
    made = fresh()
    hear(made, [office.control.segment()])
    return made


@pytest.mark.parametrize("cuts", [(), (1,), (3,), (4,), (1, 2, 3, 4, 5)])
def test_what_is_remembered_is_what_the_journal_says(replica, pen, cuts):
    with replica.write() as writing:
        for segment in pen.segments(*cuts):
            take(writing, segment)
            last = segment.records[-1]
            assert writing.tip(*PLACE) == Tip(last.seq, last.hash)
            assert writing.ends.of(PLACE) == Ends(writing.connection).of(PLACE)
    with replica.read() as reads:
        assert [reason for _record, reason in reads.refused(SITTING.space)] == [reasons.BACKDATED]


@pytest.mark.parametrize(("first", "seq"), [(1, None), (2, 7), (3, 8), (4, 9), (5, 9), (7, 9)])
def test_the_position_before_any_number_of_a_known_log(replica, pen, first, seq):
    hear(replica, [pen.segment()])
    with replica.read() as reads:
        expected = ControlPosition(1, seq) if seq else START
        assert reads.past(*PLACE, first) == Past(expected)


def test_a_log_nobody_heard_of_has_no_end_yet(replica):
    with replica.read() as reads:
        assert reads.tip(ROOT.space, Log.DATA, wid("m3")) == Tip()
        assert reads.past(ROOT.space, Log.DATA, wid("m3"), 1) == Past()


def test_what_gave_way_is_not_remembered(replica, pen):
    other = pen.departing(3)
    other.write(called(9), control=ControlPosition(1, 9))
    with replica.write() as writing:
        for segment in pen.segments(2):
            take(writing, segment, own=True)
        assert writing.tip(*PLACE).seq == 6
        writing.aside.yield_to(other.segment())
        assert writing.ends.of(PLACE) == Ends(writing.connection).of(PLACE)
        assert writing.tip(*PLACE).seq < 6
