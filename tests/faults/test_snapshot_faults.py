"""Faults of snapshots strike: there are several parts, a newcomer reads them, and what is made up is not believed."""

import os

import pytest

from benchmarks import fault_snapshots
from benchmarks.fault_crowd import Counting
from benchmarks.fault_director import Failure, play
from benchmarks.fault_province import OFFICE

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="the laptops of the campaign are forked")


class Noting(Counting):
    """Remembers which snapshots were read."""

    def read(self, name, limit):
        found = self.inner.read(name, limit)
        if "/snap/" in name:
            self.asked[name] += len(found or b"")
        return found


def note(laptop):
    """Remember what a laptop reads of snapshots from now on."""
    store = laptop.program.exchange.store
    store._now = Noting(store._now, laptop.chance)


def noted(laptop):
    """Say which parts a laptop read."""
    return {name for name, size in laptop.program.exchange.store._now.asked.items() if "/snap/" in name and size}


def test_a_newcomer_reads_every_part_and_shows_the_same(scene):
    files = fault_snapshots._bound(scene)
    assert len(files) > 1
    seats = []
    fault_snapshots.let_in_and_compare(scene, lambda seat: seats.append(seat) or scene.ask(seat, "lend", function=note))
    assert scene.ask(seats[0], "lend", function=noted) == set(files)
    (check,) = scene.checks
    check()


def test_a_newcomer_that_shows_something_else_is_a_failure(scene):
    fault_snapshots.let_in_and_compare(scene)
    office = scene.province[OFFICE]
    scene.act(office, "add")
    with pytest.raises(Failure, match="thing Item"):
        fault_snapshots._compared(scene, scene.province["m1"], office)


@pytest.mark.parametrize("kind", ["lies", "omits", "promises", "junk"])
def test_what_is_made_up_is_read_and_not_obeyed(scene, kind):
    fault_snapshots._clear(scene, fault_snapshots._bound(scene))
    made = scene.forge("insider")
    lies = scene.ask(scene.insider, "lend", function=fault_snapshots.made_up, kind=kind, lie=made.raw)
    fault_snapshots._lay(scene, lies)
    assert lies.keys() <= fault_snapshots._lying(scene).keys()
    seats = []
    fault_snapshots.let_in_and_compare(scene, lambda seat: seats.append(seat) or scene.ask(seat, "lend", function=note))
    assert lies.keys() & scene.ask(seats[0], "lend", function=noted)
    (check,) = scene.checks
    check()


def test_a_killed_binder_leaves_nothing_that_harms(scene):
    play(scene, {"killed": fault_snapshots.binder_killed}, 9, "1")
    assert len(scene.checks) == 1
