"""A meeting of long ago, bound by the secretary's laptop: a new laptop opens it from one file, and shows the same."""

import pytest

from ecabinet.app import commands
from ecabinet.boot import profile as profiles
from ecabinet.boot.program import open_program
from ecabinet.core.ids import Instant
from ecabinet.core.people import Presence
from ecabinet.sync.audit.status import status
from ecabinet.sync.audit.verify import verify_store
from ecabinet.sync.formats.names import Kind, place
from ecabinet.sync.stores.folder import FolderStore
from tests.app.kit import EIGHT
from tests.road.kit import files

YEAR_MS = 366 * 86_400_000


@pytest.fixture
def bound(sitting):
    """A province whose meeting was closed and bound, two years later."""
    office = sitting["t1"]
    for presence in (Presence.LEFT, Presence.PRESENT) * 4:
        office.do(commands.RecordAttendance(sitting.meeting, "m2", presence))
    sitting.settle()
    sitting["m1"].do(commands.CloseMeeting(sitting.meeting))
    sitting.settle()
    office.program.close()
    office.program = open_program(profiles.load(office.path), clock=sitting.clock, hub=True)
    office.program.exchange.hub.binder.settled = 3
    for _round in range(8):
        office.round()
    sitting.clock.at = Instant(EIGHT + 2 * YEAR_MS)
    return sitting


def snapshots(province):
    return [path for path in files(province.store) if (at := place(path)) and at.kind is Kind.SNAPSHOT]


def read_by(laptop):
    """Note what a laptop reads from now on."""
    store, seen = laptop.program.exchange.store, []
    real = store.read
    store.read = lambda name, limit: (seen.append(name), real(name, limit))[1]
    return seen


def test_a_new_laptop_opens_a_meeting_of_long_ago_from_its_snapshot(bound):
    (snapshot,) = snapshots(bound)
    new = bound.laptops["new"] = bound.install("m3", "new")
    bound.settle()
    assert new.digest() != bound["m3"].digest()
    seen = read_by(new)
    assert new.ask.agenda(bound.meeting).loading
    new.round()
    assert snapshot in seen
    space = snapshot.split("/")[0]
    assert not [path for path in seen if path.startswith(space) and path.endswith(".seg")]
    bound.settle()
    assert new.digest() == bound["m3"].digest()
    assert new.shown() == new.folded()


def test_without_the_snapshot_it_shows_the_same(bound):
    (snapshot,) = snapshots(bound)
    (bound.store / snapshot).write_bytes(b"nothing")
    new = bound.laptops["new"] = bound.install("m3", "new")
    bound.settle()
    new.ask.agenda(bound.meeting)
    reports = bound.settle()
    assert new.digest() == bound["m3"].digest()
    assert not any(report.offline for report in reports.values())


def test_a_store_with_a_snapshot_is_sound_and_says_so(bound):
    store = FolderStore(bound.store)
    assert verify_store(store).sound
    assert [space.snapshots for space in status(store)].count(1) == 1
