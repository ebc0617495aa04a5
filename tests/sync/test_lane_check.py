"""A hub's lane in a verification: what it republished is what was signed, and every change of it is named."""

import pytest

from ecabinet.sync.lane import Cargo, Entry, pack, unpack
from ecabinet.sync.memory import MemoryStore
from ecabinet.sync.names import Kind, place
from ecabinet.sync.verify import verify_store


@pytest.fixture
def led(room_of):
    """A store in which a hub has a lane; returns it with the paths of lane files and heads."""
    store = MemoryStore()
    room = room_of(store, 3)
    room.rounds(2)
    room.exchanges[0] = room.exchange(room.replicas[0], hub=True)
    room.replicas[1].ask(room.space, 3)
    room.rounds(4)
    kinds = {path: place(path).kind for path in store.files if place(path)}
    lanes = [path for path, kind in kinds.items() if kind is Kind.LANE]
    heads = [path for path, kind in kinds.items() if kind is Kind.LANE_HEAD]
    assert lanes
    assert heads
    return store, lanes, heads


def at_fault(store):
    return {defect.file for defect in verify_store(store).defects}


def test_an_honest_lane_is_sound(led):
    assert at_fault(led[0]) == set()


def test_every_changed_file_of_it_is_named(led):
    store, lanes, heads = led
    for path in (*lanes, *heads):
        good = store.files[path]
        for at in (0, 9, len(good) // 2, len(good) - 1):
            store.files[path] = good[:at] + bytes([good[at] ^ 1]) + good[at + 1 :]
            assert path in at_fault(store), at
        store.files[path] = good


def test_what_nobody_signed_is_named_though_the_lane_is_whole(led):
    store, lanes, _heads = led
    entries = unpack(store.files[lanes[0]])
    forged = Entry(Cargo.SEGMENT, entries[0].space, entries[0].raw[:-1] + b"x")
    elsewhere = Entry(entries[0].kind, "b3" * 26, entries[0].raw)
    for bad in (forged, elsewhere):
        store.files[lanes[0]] = pack([*entries, bad])
        assert lanes[0] in at_fault(store)


def test_a_head_at_another_hubs_place_is_named(led):
    store, _lanes, heads = led
    path = heads[0].rsplit("/", 2)[0] + "/" + "a" * 26 + "/head"
    store.files[path] = store.files[heads[0]]
    assert at_fault(store) == {path}
