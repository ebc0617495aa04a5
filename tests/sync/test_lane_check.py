"""A hub's lane in a verification: what it republished is what was signed, and every change of it is named."""

import functools

import pytest
import zstandard

from ecabinet.core.deeds import Mandate
from ecabinet.core.event import ControlPosition, Log
from ecabinet.sync.audit.verify import verify_store
from ecabinet.sync.crypto.keyring import public_key, writer_id
from ecabinet.sync.formats.deeds import seal_mandate
from ecabinet.sync.formats.names import Kind, deed_path, head_path, place
from ecabinet.sync.keys.envelope import SegmentSealer, peek
from ecabinet.sync.round.lane import Cargo, Entry, pack, unpack
from ecabinet.sync.stores.memory import MemoryStore
from tests.sync.fakes import ROOT_SEED, organization, seed

SPACE, KEY = organization().space, public_key(seed(1))


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


def test_a_deed_that_only_a_lane_has_is_missed(led):
    store, lanes, _heads = led
    deed = seal_mandate(Mandate(SPACE, 2, writer_id(KEY), KEY, ControlPosition(1, 1)), ROOT_SEED)
    store.files[lanes[0]] = pack([*unpack(store.files[lanes[0]]), Entry(Cargo.DEED, SPACE, deed)])
    path = deed_path(SPACE, deed)
    found = verify_store(store)
    assert (found.missing, {defect.file for defect in found.defects}) == ((path,), {lanes[0]})
    store.files[path] = deed
    assert verify_store(store).sound


def test_records_that_only_a_lane_has_are_missed(led):
    store, lanes, _heads = led
    last = next(path for path in store.files if "-3-3.seg" in path and "/in/" in path)
    at = place(last)
    del store.files[last]
    store.files.pop(head_path(at.space, Log.DATA, at.writer))
    found = verify_store(store)
    assert found.missing == (f"{at.space}/data/{at.writer}/3-3",)
    assert {defect.file for defect in found.defects} <= set(lanes)


def test_other_bytes_than_the_originals_are_named(led, monkeypatch):
    """The same records packed in another way: the signature holds, and yet it is not what was published."""
    store, lanes, _heads = led
    entries = unpack(store.files[lanes[-1]])
    victim = next(entry for entry in entries if entry.kind is Cargo.SEGMENT and peek(entry.raw).log is Log.DATA)
    writer = peek(victim.raw).writer
    sealer = next(sealer for sealer in map(SegmentSealer, map(seed, range(3))) if sealer.writer == writer)
    known = sealer.open(victim.raw, {writer: sealer.public_key}.get)
    with monkeypatch.context() as patch:
        patch.setattr(zstandard, "ZstdCompressor", functools.partial(zstandard.ZstdCompressor, write_checksum=True))
        other = sealer.seal(known.name, known.prev, known.encoded)
    assert other != victim.raw
    store.files[lanes[-1]] = pack([Entry(Cargo.SEGMENT, known.name.space, other)])
    found = verify_store(store)
    assert {(defect.file, defect.detail) for defect in found.defects} == {(lanes[-1], "not the original's bytes")}
    assert found.forks == ()
