"""The read tables show what the pure fold says, whatever the order, the cuts and the repetitions."""

import random
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ecabinet.app import codec
from ecabinet.core.event import Scope
from ecabinet.core.events import EVENTS, meeting, organization
from ecabinet.core.people import Role
from ecabinet.core.things import Item, Meeting
from ecabinet.replica.database import open_replica
from tests.replica.kit import KEY, SITTING, Office, digest_of, hear, prepare, reopened, shown, take, wid
from tests.replica.stories import MAKERS, cut, told


@pytest.mark.parametrize("kind", EVENTS.values(), ids=EVENTS)
def test_every_event_makes_the_row_that_the_fold_makes(fresh, kind):
    luck, office = random.Random(1), Office()
    needed = [maker for other, maker in MAKERS.items() if other.SCOPE is not Scope.CONTROL]
    for make in needed:  # so that the thing the event is about exists
        for name in ("t1", "m1"):
            office.write(name, make(luck))
    event = MAKERS[kind](luck)
    if kind.SCOPE is Scope.CONTROL:
        office.control.write(event)
    else:
        for name in ("t1", "m1", "m2"):
            office.write(name, event)
    replica = fresh()
    hear(replica, office.segments())
    assert shown(replica) == office.fold()
    assert len(office.fold()) > 10
    with replica.read() as reads:
        assert reads.directory() == office.directories()[-1]


@given(luck=st.integers(0, 2**32).map(random.Random), length=st.integers(1, 40))
def test_order_cuts_and_repetitions_do_not_matter(luck, length):
    office = told(luck, length)
    with tempfile.TemporaryDirectory() as folder:
        whole = prepare(open_replica(Path(folder) / "whole.db", KEY))
        hear(whole, office.segments())
        parts = prepare(open_replica(Path(folder) / "parts.db", KEY))
        hear(parts, cut(luck, office), [luck.randint(1, 4), luck.randint(1, 9)])
        assert shown(whole) == office.fold()
        assert shown(parts) == office.fold()
        assert digest_of(whole) == digest_of(parts)
        parts.rebuild()
        assert digest_of(whole) == digest_of(parts)
        whole.close()
        parts.close()


def drafted():
    """An office with a meeting and one item."""
    office, luck = Office(), random.Random(5)
    office.write("t1", MAKERS[organization.MeetingDrafted](luck))
    office.write("t1", meeting.ItemAdded(SITTING.about, "i1", None, "V", "Một", "report", None, 10, None))
    return office


def retitled(title):
    return meeting.ItemChanged(SITTING.about, "i1", title, None, 10, None)


def test_a_write_that_arrives_after_the_one_that_replaces_it_does_not_come_back(fresh):
    office, replica = drafted(), fresh()
    early = office.write("t1", retitled("Hai"))
    office.control.write(organization.RolesGranted("m2", (Role.SECRETARY,)))
    office.write("m2", retitled("Ba"), base=[early.hash], hlc=1)  # a slow clock: it wins by knowing, not by time
    t1, m2 = office.pen(wid("t1"), SITTING.space), office.pen(wid("m2"), SITTING.space)
    root = office.pen(wid("t1"), "root")
    hear(replica, [office.control.segment(), root.segment(), m2.segment(), t1.segment(1, 1)])
    assert [item.title for item in replica_items(replica)] == ["Một"]  # nobody who replaced that one is here
    hear(replica, [t1.segment(2, 2)])
    assert shown(replica) == office.fold()
    with replica.read() as reads:
        assert early.hash not in reads.heads_of([(Item, "i1", frozenset({"title"}))])


def replica_items(replica):
    with replica.read() as reads:
        return reads.things(Item)


def test_what_stands_of_a_thing_does_not_grow_with_its_history(fresh):
    office, replica = drafted(), fresh()
    last = office.everything()[-1]
    for number in range(50):
        last = office.write("t1", retitled(f"Lần {number}"), base=[last.hash])
    hear(replica, office.segments())
    with replica.read() as reads:
        assert reads.connection.exec_driver_sql("SELECT count(*) FROM standing").scalar() == 3
        assert reads.thing(Item, "i1").title == "Lần 49"


def test_changes_name_what_was_touched(fresh):
    office, replica = drafted(), fresh()
    control, root, data = (pen.segment() for pen in office.pens.values())
    with replica.write() as writing:
        assert take(writing, control).directory
        assert take(writing, root).things == {(Meeting, "M")}
        changes = take(writing, data)
        assert changes.things == {(Item, "i1")}
        assert not changes.directory
        assert not take(writing, data)


def test_a_number_of_64_bits_counts_neither_here_nor_in_the_fold(fresh):
    office, replica = drafted(), fresh()
    office.write("m1", meeting.MeetingPublished(SITTING.about, 2**64 - 1))
    hear(replica, office.segments())
    with replica.read() as reads:
        assert reads.thing(Meeting, "M").published_at is None
    assert shown(replica) == office.fold()


def test_a_copied_record_is_no_reason_to_stop(fresh):
    """A writer can put another's records into a log of its own, byte for byte."""
    office, replica = drafted(), fresh()
    office.control.write(organization.RolesGranted("m2", (Role.SECRETARY,)))
    copy = office.pen(wid("m2"), SITTING.space)
    for raw in office.pen(wid("t1"), SITTING.space).encoded:
        copy.add(raw)
    hear(replica, office.segments())
    assert len(shown(replica)) == len(office.fold())


def test_a_newer_program_gives_unknown_events_their_meaning(fresh, monkeypatch):
    office = drafted()
    with monkeypatch.context() as older:
        older.delitem(codec.EVENTS, "ItemChanged")
        older.delitem(codec.EVENTS, "RolesGranted")
        office.control.write(organization.RolesGranted("m2", (Role.SECRETARY,)))
        office.write("m2", retitled("Hai"))
        replica = fresh()
        hear(replica, [reopened(segment.raw) for segment in office.segments()])
        assert [item.title for item in replica_items(replica)] == ["Một"]
    newer = fresh("newer")
    parts = [reopened(segment.raw) for segment in office.segments()]
    hear(newer, parts)
    assert [item.title for item in replica_items(newer)] == ["Hai"]
    replica.rebuild()
    assert [item.title for item in replica_items(replica)] == ["Một"]
    replica.rebuild(reopened)
    assert digest_of(replica) == digest_of(newer)
