import hashlib
import tracemalloc
from pathlib import Path

import msgspec
import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from ecabinet.app import codec
from ecabinet.app.segment import NO_HASH, SegmentName
from ecabinet.core.errors import BadValue, SegmentDamaged, SegmentFault
from ecabinet.core.event import ControlPosition, Log, UnknownEvent
from ecabinet.core.events.meeting import MeetingOpened
from ecabinet.core.identity import record_hash
from ecabinet.sync.formats import frame
from ecabinet.sync.keys import envelope
from ecabinet.sync.keys.envelope import Header, SegmentSealer, open_segment, peek
from tests.sync.fakes import NOON, seed

SPACE = "a2" * 26
SEALER = SegmentSealer(seed(1))
KEYS = {SEALER.writer: SEALER.public_key}
GOLDEN = Path(__file__).parent / "golden_segment.hex"


def named(raw, log=Log.DATA):
    return record_hash(raw, SPACE, log, SEALER.writer)


def chain(count, prev=NO_HASH, first=1, log=Log.DATA):
    """Encoded records, each naming the one before."""
    records = []
    for seq in range(first, first + count):
        event = UnknownEvent(type="x", about="a") if seq % 2 else UnknownEvent(type="y", about="b")
        raw = codec.encode(
            event, seq=seq, prev=prev, hlc=(NOON + seq) << 16, control=ControlPosition(1, 2), base=(), salt=bytes(8)
        )
        prev = named(raw, log)
        records.append(raw)
    return records


def name_of(count, first=1, log=Log.DATA):
    return SegmentName(SPACE, log, SEALER.writer, first, first + count - 1, 1 if log is Log.CONTROL else 0)


def sealed(count=3):
    return SEALER.seal(name_of(count), NO_HASH, chain(count))


def signed(body, *, key=SEALER, count=1, stored=None, **changes):
    """A validly signed segment with any body."""
    stored = zstandard.ZstdCompressor().compress(body) if stored is None else stored
    header = Header(1, SPACE, Log.DATA, SEALER.writer, 0, 1, count, 0, max(1, len(body)), max(1, len(stored)))
    packed = msgspec.msgpack.encode(msgspec.structs.replace(header, **changes))
    return frame.build(envelope.MAGIC, packed, stored, key._key)


def fault(raw, keys=KEYS):
    with pytest.raises(SegmentDamaged) as caught:
        open_segment(raw, keys.get)
    return caught.value.fault


@given(st.integers(1, 40), st.integers(1, 10**9), st.sampled_from(Log))
def test_what_was_sealed_is_opened(count, first, log):
    prev = hashlib.sha256(b"before").digest()
    records, name = chain(count, prev, first, log), name_of(count, first, log)
    raw = SEALER.seal(name, prev, records)
    segment = SEALER.open(raw, KEYS.get)
    assert (segment.name, segment.prev, segment.raw) == (name, prev, raw)
    assert [record.hash for record in segment.records] == [named(r, log) for r in records]
    assert peek(raw) == name
    assert raw == SEALER.seal(name, prev, records)


def test_the_format_does_not_drift():
    """The stored bytes stay readable for ever; only the compressor's choice of bytes is free."""
    golden, records = bytes.fromhex(GOLDEN.read_text()), chain(3)
    segment = open_segment(golden, KEYS.get)
    assert segment.name == name_of(3)
    assert [record.hash for record in segment.records] == [named(r) for r in records]
    packed, start = frame.split(golden, envelope.MAGIC, "")
    ours, ours_start = frame.split(sealed(), envelope.MAGIC, "")
    assert msgspec.msgpack.decode(packed)[:-1] == msgspec.msgpack.decode(ours)[:-1]
    bodies = [
        zstandard.ZstdDecompressor().decompress(raw[at:-64]) for raw, at in ((golden, start), (sealed(), ours_start))
    ]
    assert bodies[0] == bodies[1] == msgspec.msgpack.encode((NO_HASH, segment.tip, records))
    assert golden[:12].hex() == "656361625345470100000061"


def test_every_truncation_is_partial():
    raw = sealed()
    assert {fault(raw[:end]) for end in range(len(raw))} == {SegmentFault.PARTIAL}


def test_every_flipped_bit_is_refused():
    raw = sealed(1)
    for at in range(len(raw)):
        for bit in range(8):
            bad = raw[:at] + bytes([raw[at] ^ 1 << bit]) + raw[at + 1 :]
            with pytest.raises(SegmentDamaged):
                open_segment(bad, KEYS.get)


@given(st.binary(max_size=300))
def test_noise_is_refused(noise):
    for raw in (noise, envelope.MAGIC + noise, sealed()[:120] + noise):
        with pytest.raises(SegmentDamaged):
            open_segment(raw, KEYS.get)


def test_the_writer_must_be_known_and_must_have_signed():
    other = SegmentSealer(seed(2))
    assert fault(sealed(), {}) is SegmentFault.UNKNOWN_WRITER
    assert fault(sealed(), {SEALER.writer: other.public_key}) is SegmentFault.SIGNATURE
    body = msgspec.msgpack.encode((NO_HASH, NO_HASH, chain(1)))
    assert fault(signed(body, key=other)) is SegmentFault.SIGNATURE


def test_a_key_that_is_not_the_writers_is_refused_though_it_signed():
    other = SegmentSealer(seed(2))
    body = msgspec.msgpack.encode((NO_HASH, named(chain(1)[0]), chain(1)))
    assert fault(signed(body, key=other), {SEALER.writer: other.public_key}) is SegmentFault.SIGNATURE


def test_nothing_is_decompressed_before_the_signature_holds(monkeypatch):
    monkeypatch.setattr(envelope, "unpack", lambda *_parts: pytest.fail("decompressed"))
    raw = sealed()
    assert fault(raw[:-1] + bytes([raw[-1] ^ 1])) is SegmentFault.SIGNATURE


def test_a_later_key_epoch_waits_for_encryption():
    assert fault(signed(b"x", stored=bytes(1024), key_epoch=1)) is SegmentFault.ENCRYPTED


def sparing(act):
    """Run and return the result; fail above 64 MiB."""
    tracemalloc.start()
    try:
        return act()
    finally:
        assert tracemalloc.get_traced_memory()[1] < 64 * 2**20
        tracemalloc.stop()


def test_a_bomb_is_refused_fast_and_small():
    bomb = zstandard.ZstdCompressor(level=19).compress(bytes(2**30))
    for length in (1, 1000, envelope.MAX_BODY):
        raw = signed(b"", stored=bomb, raw_length=length)
        assert sparing(lambda raw=raw: fault(raw)) is SegmentFault.BODY


def test_a_huge_window_is_refused():
    parameters = zstandard.ZstdCompressionParameters(window_log=27, compression_level=1)
    stream = zstandard.ZstdCompressor(compression_params=parameters).compressobj()
    stored = stream.compress(b"x" * 1000) + stream.flush()
    assert sparing(lambda: fault(signed(b"x" * 1000, stored=stored))) is SegmentFault.BODY


@pytest.mark.parametrize("claimed", [1, 99, 101, envelope.MAX_BODY])
def test_a_lie_about_the_length_is_refused(claimed):
    body = msgspec.msgpack.encode((NO_HASH, NO_HASH, chain(1)))
    assert claimed != len(body)
    assert fault(signed(body, raw_length=claimed)) is SegmentFault.BODY


@pytest.mark.parametrize(
    "changes",
    [
        {"raw_length": envelope.MAX_BODY + 1},
        {"raw_length": 0},
        {"stored_length": envelope.MAX_BODY + 1},
        {"first": 0},
        {"first": 2, "last": 1},
        {"last": envelope.MAX_RECORDS + 1},
        {"format": 2},
        {"epoch": -1},
        {"writer": "../" + "a" * 23},
        {"space": SPACE + "\n"},
    ],
)
def test_a_header_out_of_bounds_is_refused(changes):
    assert fault(signed(b"x", **changes)) is SegmentFault.FORMAT


def test_a_header_has_a_limit():
    raw = envelope.MAGIC + (4097).to_bytes(4, "big") + bytes(5000)
    assert fault(raw) is SegmentFault.FORMAT
    assert fault(bytes(envelope.MAX_SEGMENT + 1)) is SegmentFault.SIZE


@pytest.mark.parametrize(
    "body",
    [
        b"\x91" * 200_000,
        b"\x93" + b"\xc4\x20" + bytes(32) + b"\xc4\x20" + bytes(32) + b"\xdd\xff\xff\xff\xff",
        b"\x93" + b"\xc4\x20" + bytes(32) + b"\xc4\x20" + bytes(32) + b"\xdd\x00\x70\x00\x00" + b"\xc4\x00" * 0x700000,
        b"\x93" + b"\xc4\x20" + bytes(32) + b"\xc4\x20" + bytes(32) + b"\x91" + b"\xc6\xff\xff\xff\xff",
        b"\x93" + b"\xc4\x20" + bytes(32) + b"\xc4\x20" + bytes(32) + b"\x90",
        b"\xc0",
    ],
    ids=["nesting", "lying array", "many empty", "lying bytes", "no record", "nil"],
)
def test_a_hostile_body_is_refused(body):
    raw = signed(body)
    assert sparing(lambda: fault(raw)) is SegmentFault.BODY


def test_deep_nesting_inside_a_record_is_refused():
    record = b"\x9b\x01\xa1x\x01\xc4\x20" + bytes(32) + b"\x01\x92\x01\x02\xa1a\xa3put\x90\x81\xa1v" + b"\x91" * 200_000
    body = msgspec.msgpack.encode((NO_HASH, named(record), [record]))
    assert fault(signed(body)) is SegmentFault.BODY


def body_of(records, prev=NO_HASH, tip=None):
    return msgspec.msgpack.encode((prev, tip or named(records[-1]), records))


@pytest.mark.parametrize(
    ("body", "count"),
    [
        (body_of(chain(2)), 1),
        (body_of(chain(2)), 3),
        (body_of(chain(2)[::-1]), 2),
        (body_of([chain(1)[0], chain(1)[0]]), 2),
        (body_of(chain(2), prev=b"p" * 32), 2),
        (body_of(chain(2), tip=b"t" * 32), 2),
        (body_of(chain(2, first=2)), 2),
        (body_of([chain(1)[0], chain(1, prev=b"q" * 32, first=2)[0]]), 2),
    ],
)
def test_the_chain_inside_must_hold(body, count):
    assert fault(signed(body, count=count)) is SegmentFault.CHAIN


def test_too_much_is_refused_when_sealing():
    for records in ([], [bytes(codec.MAX_EVENT_BYTES + 1)], [b"x"] * (envelope.MAX_RECORDS + 1)):
        with pytest.raises(BadValue, match="too_large"):
            SEALER.seal(name_of(1), NO_HASH, records)
    import random

    noise = [random.Random(n).randbytes(codec.MAX_EVENT_BYTES) for n in range(65)]
    with pytest.raises(BadValue, match="too_large"):
        SEALER.seal(name_of(65), NO_HASH, noise)


def test_a_real_event_comes_back():
    event = MeetingOpened(meeting="m", at=NOON, present=5, total=7)
    raw = codec.encode(event, seq=1, prev=NO_HASH, hlc=1, control=ControlPosition(1, 2), base=(), salt=bytes(8))
    assert open_segment(SEALER.seal(name_of(1), NO_HASH, [raw]), KEYS.get).records[0].event == event
