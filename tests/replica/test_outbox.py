"""What the exchange asks for: how far logs are known, what has still to be sent, which papers are wanted."""

import random

import pytest

from ecabinet.app.changes import Changes
from ecabinet.app.segment import Tip
from ecabinet.core.event import Log
from ecabinet.core.events import organization, papers
from tests.replica.kit import SITTING, SPACES, Office, hear, take, wid
from tests.replica.stories import MAKERS

A, B = "a" * 64, "b" * 64


@pytest.fixture
def office():
    found = Office()
    found.write("t1", MAKERS[organization.MeetingDrafted](random.Random(1)))
    for paper, version in (("p1", A), ("p2", B), ("p3", A)):
        found.write("t1", papers.VersionAdded(SITTING.about, paper, version, 5, 3, "tờ trình.pdf", 2))
    return found


@pytest.fixture
def pen(office):
    return office.pen(wid("t1"), SITTING.space)


def directory_parts(office):
    return [office.control.segment(), office.pen(wid("t1"), "root").segment()]


@pytest.fixture
def writer(fresh, office, pen):
    """The replica of the one who wrote it all."""
    replica = fresh("writer")
    hear(replica, directory_parts(office))
    for segment in pen.segments(1, 2):
        with replica.write() as writing:
            take(writing, segment, own=True)
    return replica


def test_tips_tell_how_far_each_log_is_known(writer, office, pen):
    assert writer.tips(SITTING.space) == {(Log.DATA, wid("t1")): Tip(3, pen.records[-1].hash)}
    control = office.control.records[-1]
    assert writer.tips("root")[Log.CONTROL, "ctl"] == Tip(control.seq, control.hash)
    assert writer.tips("unknown") == {}


def test_own_segments_are_unsent_until_they_were_read_back(writer, pen):
    waiting = writer.unsent(SITTING.space)
    assert waiting == tuple((part.name, part.raw) for part in pen.segments(1, 2))
    assert writer.unsent("root") == ()
    assert writer.mark_sent([waiting[0][0], waiting[2][0]]) == Changes(delivery=True)
    assert writer.unsent(SITTING.space) == waiting[1:2]
    assert not writer.mark_sent([waiting[0][0]])


def test_a_record_is_sent_with_its_segment(writer, pen):
    names = [name for name, _raw in writer.unsent(SITTING.space)]
    with writer.read() as reads:
        assert [reads.sent(record.hash) for record in pen.records] == [False, False, False]
    writer.mark_sent(names[1:2])
    with writer.read() as reads:
        assert [reads.sent(record.hash) for record in pen.records] == [False, True, False]


def test_a_foreign_record_has_been_in_a_store(fresh, office, pen):
    replica = fresh()
    hear(replica, office.segments())
    with replica.read() as reads:
        assert reads.sent(pen.records[0].hash)
    assert replica.unsent(SITTING.space) == ()
    assert replica.unsent_blobs(SITTING.space) == ()


def test_all_segments_rebuild_another_replica(fresh, writer, office):
    names = [name for genesis in SPACES for name, _raw in writer.segments(genesis)]
    assert len(names) == 5
    assert [name.epoch for name in names] == [1, 0, 0, 0, 0]


def test_blobs_are_unsent_until_they_were_read_back(writer):
    assert writer.unsent_blobs(SITTING.space) == (A, B)
    writer.mark_blob_sent(SITTING.space, A)
    writer.mark_blob_sent(SITTING.space, A)
    assert writer.unsent_blobs(SITTING.space) == (B,)
    assert writer.unsent_blobs("root") == ()


def test_wanted_is_what_is_named_and_not_here(fresh, office):
    here = set()
    replica = fresh(has_blob=here.__contains__)
    hear(replica, office.segments())
    assert replica.wanted_blobs(SITTING.space) == ((A, 5), (B, 5))
    here.add(A)
    assert replica.wanted_blobs(SITTING.space) == ((B, 5),)
    assert replica.wanted_blobs("root") == ()


def test_a_name_that_is_no_hash_is_never_wanted(fresh, office):
    for name in ("../../etc/passwd", "A" * 64, "a" * 63, "a" * 64 + "\n", ""):
        office.write("t1", papers.VersionAdded(SITTING.about, "p9", name, 5, 3, "x.pdf", 2))
    replica = fresh()
    hear(replica, office.segments())
    assert replica.wanted_blobs(SITTING.space) == ((A, 5), (B, 5))


def test_what_was_opened_here_is_remembered(writer):
    assert writer.marks.opened([A, B]) == frozenset()
    writer.marks.mark(A)
    writer.marks.mark(A)
    assert writer.marks.opened([A, B]) == {A}
    assert writer.marks.opened([B]) == writer.marks.opened([]) == frozenset()
