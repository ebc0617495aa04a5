"""A forged file beside a writer's own must not make the own one invisible."""

import pytest

from ecabinet.app import commands
from ecabinet.core.events.floor import FloorRequested
from ecabinet.core.things import Speech
from ecabinet.sync.keys.envelope import SegmentSealer
from tests.road.kit import Province
from tests.road.trouble import forged, put


@pytest.fixture
def room(tmp_path):
    made = Province.founded(tmp_path, 3)
    made.sit()
    yield made
    made.close()


def test_a_forged_file_does_not_settle_the_true_one_beside_it(room):
    request = FloorRequested(room.meeting, "m2/speech-forged", room.items[0], "m2", "discuss", 1)
    forger, victim = SegmentSealer(b"forger".ljust(32, b".")), room["m2"].program.sealer.writer
    path, raw = forged(room["m2"], room.meeting, request, forger, writer=victim)
    put(room, path, raw)  # in an older day's folder, so that it is met first
    room["m2"].do(commands.RequestFloor(room.items[0]))
    room["m2"].round()
    for _pass in range(4):  # the forged file is tried first
        for laptop in room.everyone:
            laptop.round()
    for laptop in room.everyone:
        with laptop.program.replica.read() as reads:
            assert [speech.member for speech in reads.things(Speech)] == ["m2"], laptop.name
