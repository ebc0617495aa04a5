"""A crowd of foreign files costs a bounded number of questions, and the fault sees when it does not."""

import os

import pytest

from benchmarks import fault_crowd
from benchmarks.fault_director import Failure, play
from ecabinet.app import commands
from ecabinet.core.things import Speech
from ecabinet.sync.round import intake
from tests.road.kit import Province

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="the laptops of the campaign are forked")


def test_a_crowd_is_left_alone_and_does_not_matter(scene):
    scene.crowd = 3000
    play(scene, {"crowd": fault_crowd.crowd}, 9, "1")
    assert len(scene.checks) == 2
    assert not list(scene.store.rglob("*.tmp"))


def test_a_round_that_asks_too_much_is_a_failure(scene, monkeypatch):
    monkeypatch.setattr(fault_crowd, "ALLOWANCE", -1000)
    with pytest.raises(Failure, match="asks"):
        fault_crowd._bounded(scene, scene.province["m1"], {"m1": 0})


def test_a_foreign_file_that_is_gone_is_a_failure(tmp_path):
    (tmp_path / "a").touch()
    with pytest.raises(Failure, match="gone"):
        fault_crowd._untouched({tmp_path: {"a", "b"}})


def test_every_question_is_counted(scene):
    asked = fault_crowd._counted(scene, scene.province["m1"])
    again = fault_crowd._counted(scene, scene.province["m1"])
    assert asked >= again > 0


def test_bad_files_of_unknown_writers_are_read_in_turn_and_a_newcomers_is_reached(tmp_path, monkeypatch):
    monkeypatch.setattr(intake, "BAD_FILES", 5)
    room = Province.founded(tmp_path, 3)
    try:
        room.sit()
        room["m2"].do(commands.RequestFloor(room.items[0]))
        room["m2"].round()
        (theirs,) = (tmp_path / "store").glob(f"*/in/*/{room['m2'].program.sealer.writer}-1-*.seg")
        for number in range(300):
            name = f"{'a' * 22}{number:04d}".translate(str.maketrans("0189", "bcde"))
            theirs.with_name(f"{name}-1-1.seg").write_bytes(b"foreign")
        counting = Reads(room["m1"].program.exchange.store)
        room["m1"].program.exchange._intake._store = counting
        most, heard = 0, []
        for _round in range(300):
            counting.names.clear()
            room["m1"].round()
            most = max(most, len(counting.names))
            if heard := speakers(room["m1"]):
                break
        assert heard == ["m2"]
        assert 0 < most < 300
    finally:
        room.close()


def speakers(laptop):
    with laptop.program.replica.read() as reads:
        return [speech.member for speech in reads.things(Speech)]


class Reads:
    """A store that remembers what was read."""

    def __init__(self, inner):
        self.inner, self.names = inner, []

    def __getattr__(self, name):
        return getattr(self.inner, name)

    def read(self, name, limit):
        self.names.append(name)
        return self.inner.read(name, limit)
