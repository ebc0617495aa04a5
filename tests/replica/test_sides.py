"""A former controller forks its log: every replica goes on along the side behind which its successor has ruled."""

import random
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from ecabinet.core.event import Log
from ecabinet.core.events.organization import ControllerHandedOver, ControlTaken, RolesGranted
from ecabinet.core.people import Role
from ecabinet.replica.database import open_replica
from tests.replica.kit import KEY, SITTING, digest_of, hear, prepare, shown, wid
from tests.replica.stories import cut, told
from tests.replica.test_projection import drafted, retitled


def succeeded(office):
    """Let control be handed over and the new controller rule; return the former controller's pen."""
    former = office.hand_over("m1")
    base = office.chain().latest.base
    for event in (ControlTaken(wid("m1")), RolesGranted("m3", (Role.SECRETARY,))):
        office.control.write(event, base=[base])
    return former


def forked(office, pen, at, *events):
    """Let a log depart at a number; return its other side in one segment for each record."""
    other = office.fork(pen, at)
    for event in events:
        other.write(event, hlc=next(office.clock) << 17)
    return [other.segment(number, number) for number in range(at, len(other.records) + 1)]


@settings(max_examples=8)
@given(luck=st.integers(0, 2**32).map(random.Random))
def test_order_does_not_matter_when_a_former_controller_forks_its_log(luck):
    office = told(luck, luck.randint(0, 5))
    former = succeeded(office)
    before = office.chain()
    evil = [RolesGranted("m2", (luck.choice(list(Role)),)) for _number in range(luck.randint(0, 12))]
    more = forked(office, former, luck.randint(1, len(former.records)), *evil, ControllerHandedOver(wid("m2")))
    assert (office.chain().at, office.chain().stopped) == (before.at, False)
    with tempfile.TemporaryDirectory() as folder:
        digests = set()
        for number in range(2):
            replica = prepare(open_replica(Path(folder) / f"{number}.db", KEY))
            parts = [*cut(luck, office), *more]
            luck.shuffle(parts)
            hear(replica, parts, [luck.randint(1, 4), luck.randint(1, 9)])
            with replica.read() as reads:
                assert (reads.chain().at, reads.chain().stopped) == (before.at, False)
            assert shown(replica) == office.fold()
            digests.add(digest_of(replica))
            replica.rebuild()
            digests.add(digest_of(replica))
            replica.close()
        assert len(digests) == 1


@pytest.mark.parametrize("first", ["true", "false"])
def test_whichever_side_comes_first_the_other_one_is_shown_as_contested(fresh, first):
    office, replica = drafted(), fresh()
    former = succeeded(office)
    at = len(former.records) - 1
    true = former.segments(at - 1)
    false = forked(office, former, at, RolesGranted("m2", (Role.CHAIR,)), RolesGranted("m2", (Role.TELLER,)))
    rest = [segment for segment in office.segments() if segment.name.writer != former.writer]
    sides = [true[1], *false] if first == "true" else [*false, true[1]]
    hear(replica, [true[0], *sides, *rest])
    with replica.read() as reads:
        assert reads.directory() == office.directories()[-1]
        contested = {record.hash for record, reason in reads.refused("root") if reason == "contested"}
    assert contested == {record.hash for segment in false for record in segment.records}
    hear(replica, [*false, true[1]])
    office.control.write(RolesGranted("t1", (Role.CHAIR,)), base=[office.chain().latest.base])
    office.write("t1", retitled("Sau"))
    hear(replica, [office.control.segment(), *office.pen(wid("t1"), SITTING.space).segments()])
    assert shown(replica) == office.fold()
    with replica.read() as reads:
        assert (reads.directory(), reads.chain().stopped) == (office.directories()[-1], False)


def test_a_second_connection_sees_that_a_fork_was_decided(fresh):
    """The chain stops at the fork, and goes on when a record of somebody who does not control it (yet) comes in."""
    office, one = drafted(), fresh("one")
    former = succeeded(office)
    late = office.control.segment()
    false = forked(office, former, 3, RolesGranted("m2", (Role.CHAIR,)))
    two = fresh("one")
    with two.read() as reads:
        assert not reads.chain().forks
    hear(one, [former.segment(), *false])
    with two.read() as reads:
        assert (reads.chain().stopped, reads.directory().position) == (True, (1, 2))
    hear(one, [late])
    for replica in (one, two):
        with replica.read() as reads:
            assert (reads.chain().stopped, reads.directory()) == (False, office.directories()[-1])
    assert late.name.log is Log.CONTROL


def test_a_file_of_the_version_before_learns_to_keep_other_sides(tmp_path):
    office, replica = drafted(), prepare(open_replica(tmp_path / "a.db", KEY))
    former = succeeded(office)
    hear(replica, [former.segment()])
    with replica.write() as writing:
        writing.connection.execute(text("DROP TABLE aside"))
        writing.connection.execute(text("UPDATE meta SET value = '3' WHERE name = 'schema'"))
    replica.close()
    again = open_replica(tmp_path / "a.db", KEY)
    hear(again, [*forked(office, former, 3, RolesGranted("m2", (Role.CHAIR,))), office.control.segment()])
    with again.read() as reads:
        assert (reads.chain().stopped, reads.directory()) == (False, office.directories()[-1])
    again.close()
