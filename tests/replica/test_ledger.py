"""What the exchange asks of a replica as a whole."""

import random

import pytest

from ecabinet.app.ledger import Mark, Need
from ecabinet.core.deeds import Certificate
from ecabinet.core.event import Log
from ecabinet.core.events import organization, papers
from tests.replica.kit import SITTING, Office, hear, take, wid
from tests.replica.stories import MAKERS

A, B = "a" * 64, "b" * 64
LOG = (SITTING.space, Log.DATA, wid("t1"))


@pytest.fixture
def office():
    found = Office()
    found.write("t1", MAKERS[organization.MeetingDrafted](random.Random(1)))
    for paper, version in (("p1", A), ("p2", B)):
        found.write("t1", papers.VersionAdded(SITTING.about, paper, version, 5, 3, "tờ trình.pdf", 2))
    return found


@pytest.fixture
def writer(fresh, office):
    """The replica of the one who wrote it all."""
    replica = fresh("writer")
    hear(replica, [office.control.segment(), office.pen(wid("t1"), "root").segment()])
    for segment in office.pen(wid("t1"), SITTING.space).segments(1):
        with replica.write() as writing:
            take(writing, segment, own=True)
    return replica


def test_the_mark_grows_with_everything_that_comes_in_and_with_nothing_else(fresh, writer, office):
    empty, before = fresh("empty").ledger.mark(), writer.ledger.mark()
    assert empty == Mark(spaces=before.spaces)
    hear(writer, [office.control.segment()])
    writer.mark_sent([name for name, _raw in writer.unsent(SITTING.space)])
    assert writer.ledger.mark() == before
    with writer.write() as writing:
        writing.add_deed(Certificate(SITTING.space, wid("t1"), wid("x"), bytes(32)), b"deed", own=True)
    after = writer.ledger.mark()
    assert (after.deeds, after.segments) == (before.deeds + 1, before.segments)
    assert writer.ledger.deeds_after(before.deeds) == ((after.deeds, SITTING.space, b"deed"),)
    assert writer.ledger.deeds_after(after.deeds) == ()


def test_spaces_with_unsent_segments_are_named_once(writer):
    assert writer.ledger.unsent() == {SITTING.space}
    writer.mark_sent([name for name, _raw in writer.unsent(SITTING.space)])
    assert writer.ledger.unsent() == frozenset()


def test_a_run_is_what_meets_the_numbers_in_their_order(writer, office):
    parts = [(part.name, part.raw) for part in office.pen(wid("t1"), SITTING.space).segments(1)]
    assert list(writer.ledger.run(LOG, 1, 99)) == parts
    assert list(writer.ledger.run(LOG, 2, 2)) == parts[1:2]
    assert writer.ledger.run(LOG, 50, 60) == writer.ledger.run(("nowhere", Log.DATA, wid("t1")), 1, 9) == ()


def test_what_a_lane_carries_ends_before_the_first_unsent_segment(writer):
    names = [name for name, _raw in writer.unsent(SITTING.space)]
    heard = writer.ledger.segments_after(0, 10**6)
    writer.mark_sent(names[:1])
    first = writer.ledger.segments_after(heard[-1][0], 10**6)
    assert len(first) == 1
    writer.mark_sent(names)
    assert len(writer.ledger.segments_after(heard[-1][0], 10**6)) == len(names)
    assert len(writer.ledger.segments_after(heard[-1][0], 1)) == 1, "at least one, however little is asked for"


def test_needs_tell_what_is_named_and_what_is_here(fresh, office):
    replica = fresh("reader", has_blob=lambda version: version == A)
    hear(replica, office.segments())
    assert replica.ledger.needs() == (Need(SITTING.space, named=10, here=5, missing=1, urgency=(1, 5)),)
