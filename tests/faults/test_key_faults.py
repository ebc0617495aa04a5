"""Faults of keys do what they are there for, and the judge sees it when a laptop that was shut out reads on."""

import os

import pytest

from benchmarks import fault_expelled, fault_keys
from benchmarks.fault_deeds import FALSE
from benchmarks.fault_director import Failure, play
from benchmarks.fault_province import HONEST, OFFICE
from ecabinet.core import reasons
from ecabinet.core.event import Log

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="the laptops of the campaign are forked")


def tips(scene, name):
    return scene.ask(scene.province[name], "state").tips


def epochs(scene, name, which=fault_expelled.CURRENT):
    found = scene.ask(scene.province[name], "lend", function=fault_expelled.keys_of, which=which)
    return {key: epoch for key, (epoch, _id) in found.items()}


def test_a_lost_laptop_writes_on_and_everybody_sets_it_aside(scene):
    before = epochs(scene, OFFICE)
    play(scene, {"lost": fault_expelled.lost_device}, 9, "1")
    assert all(epochs(scene, name)[key] > epoch for name in HONEST for key, epoch in before.items())
    late = set(scene.ledger.forged)
    for name in HONEST:
        records = scene.ask(scene.province[name], "audit")[0]
        found = {reason for known in records.values() for digest, reason in known.items() if digest in late}
        assert found <= {reasons.REVOKED, reasons.UNKNOWN_AUTHOR}, name


def test_a_removed_member_is_shut_out(scene):
    play(scene, {"removed": fault_expelled.removed_member}, 9, "1")
    assert len(scene.checks) == 2


def test_a_laptop_that_was_not_shut_out_is_not_taken_for_one(scene):
    """The check itself can fail: a member's own laptop has the keys and reads everything."""
    seat = scene.province["m1"]
    held = scene.ask(seat, "lend", function=fault_expelled.keys_of, which=fault_expelled.HELD)
    with pytest.raises(Failure, match="has keys begun after"):
        fault_expelled._sees_nothing(scene, seat, held, [])
    key = next(iter(held))
    facts = [(*log, tip[0], tip[1]) for log, tip in tips(scene, "m2").items()]
    with pytest.raises(Failure, match="reads what was written"):
        fault_expelled._sees_nothing(scene, seat, {key: (held[key][0] + 1, b"")}, facts)


def test_what_waits_for_a_withheld_key_is_read_once_it_comes(scene):
    office, victim = scene.province[OFFICE], scene.province["m3"]
    scene.ask(victim, "lend", function=fault_keys.lose_keys, whole=True)
    fault = fault_keys._new_epoch(scene, lambda: None)
    next(fault)
    space = scene.ask(office, "look").space
    scene.remember(
        office, scene.ask(office, "command", kind="AddItem", meeting=scene.ask(office, "look").meeting, title="x")
    )
    scene.exchange(office)
    scene.exchange(victim)
    own = (space, Log.DATA, scene.ask(office, "writer"))
    assert tips(scene, "m3")[own][0] < tips(scene, OFFICE)[own][0]
    assert max(epochs(scene, "m3").values()) < max(epochs(scene, OFFICE).values())
    scene.ask(victim, "calm")
    for _round in range(4):
        scene.exchange(victim)
    assert tips(scene, "m3")[own] == tips(scene, OFFICE)[own]
    assert epochs(scene, "m3") == epochs(scene, OFFICE)
    with pytest.raises(StopIteration):
        next(fault)


def test_no_false_deed_moves_anybody(scene):
    before = epochs(scene, OFFICE)
    play(scene, {"false": fault_keys.false(*sorted(FALSE))}, 9, "1")
    assert len(scene.checks) == 1
    assert {name: epochs(scene, name) for name in HONEST} == dict.fromkeys(HONEST, before)


def test_damaged_packages_are_replaced(scene):
    play(scene, {"rotten": fault_keys.rotten}, 9, "1")
    assert len({repr(sorted(epochs(scene, name).items())) for name in HONEST}) == 1
