"""Segments under a key: who can read them, what shows outside, and that no nonce comes twice."""

import hashlib
from dataclasses import replace

import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st

from ecabinet.app import codec
from ecabinet.app.segment import NO_HASH, SegmentName
from ecabinet.core.errors import BadValue, NoSuchThing, SegmentDamaged, SegmentFault
from ecabinet.core.event import ControlPosition, Log, UnknownEvent
from ecabinet.core.events.voting import BallotCast
from ecabinet.core.identity import record_hash
from ecabinet.core.voting import Choice
from ecabinet.sync.crypto import sealing
from ecabinet.sync.crypto.sealing import Outside, Packed
from ecabinet.sync.formats import frame
from ecabinet.sync.keys import envelope
from ecabinet.sync.keys.envelope import open_segment, outline, peek
from tests.sync.fakes import NOON
from tests.sync.keys import SPACE_ID, begun, given, sealer

CHAIR, MEMBER, STRANGER = 1, 2, 3
PACKAGE = begun(sealer(CHAIR), MEMBER)
WRITER, READER, OUTSIDER = (given(number, PACKAGE) for number in (CHAIR, MEMBER, STRANGER))
KEYS = {WRITER.writer: WRITER.public_key}


def chain(count, kind="x", prev=NO_HASH):
    records = []
    for seq in range(1, count + 1):
        event = UnknownEvent(type=kind, about="a")
        raw = codec.encode(
            event, seq=seq, prev=prev, hlc=(NOON + seq) << 16, control=ControlPosition(1, 2), base=(), salt=bytes(8)
        )
        prev = record_hash(raw, SPACE_ID, Log.DATA, WRITER.writer)
        records.append(raw)
    return records


def name_of(count):
    return SegmentName(SPACE_ID, Log.DATA, WRITER.writer, 1, count)


def sealed(count=3, kind="x", by=WRITER):
    return by.seal(name_of(count), NO_HASH, chain(count, kind))


def fault(raw, reader=READER):
    with pytest.raises(SegmentDamaged) as caught:
        reader.open(raw, KEYS.get)
    return caught.value.fault


@for_all(st.integers(1, 40))
def test_who_has_the_key_reads_the_same_records(count):
    raw = sealed(count)
    ours, theirs = WRITER.open(raw, KEYS.get), READER.open(raw, KEYS.get)
    assert ours == theirs
    assert (ours.name, ours.raw, peek(raw)) == (name_of(count), raw, name_of(count))
    assert [record.hash for record in ours.records] == [
        record_hash(one, SPACE_ID, Log.DATA, WRITER.writer) for one in chain(count)
    ]


def test_who_lacks_the_key_is_told_so_and_learns_nothing():
    raw = sealed(kind="UBND tỉnh")
    assert fault(raw, OUTSIDER) is SegmentFault.ENCRYPTED
    assert fault(raw, sealer(MEMBER)) is SegmentFault.ENCRYPTED
    with pytest.raises(SegmentDamaged) as caught:
        open_segment(raw, KEYS.get)
    assert caught.value.fault is SegmentFault.ENCRYPTED
    assert b"UBND" not in raw


def test_everybody_may_check_signature_place_and_chain():
    raw = sealed(2)
    segment = READER.open(raw, KEYS.get)
    shown = outline(raw, KEYS.get)
    assert (shown.name, shown.prev, shown.tip) == (segment.name, segment.prev, segment.tip)
    clear = sealer(CHAIR).seal(name_of(2), NO_HASH, chain(2))
    assert shown.key_id
    assert outline(clear, KEYS.get) == replace(shown, key_id=b"")


def test_every_flipped_bit_is_refused():
    raw = sealed(1)
    for at in range(len(raw)):
        bad = raw[:at] + bytes([raw[at] ^ 1 << at % 8]) + raw[at + 1 :]
        fault(bad)
        with pytest.raises(SegmentDamaged):
            outline(bad, KEYS.get)


def test_every_truncation_is_partial():
    raw = sealed(1)
    assert {fault(raw[:end]) for end in range(len(raw))} == {SegmentFault.PARTIAL}


def resealed(change):
    """A validly signed segment whose stored body was changed."""
    packed, start = frame.split(sealed(1), envelope.MAGIC, "")
    body = change(sealed(1)[start:-64])
    return frame.build(envelope.MAGIC, packed, body, WRITER._key)


@pytest.mark.parametrize("at", [16, 48, 80, 92, -1], ids=["prev", "tip", "nonce", "body", "tag"])
def test_a_changed_body_is_refused_though_signed(at):
    assert fault(resealed(lambda body: body[:at] + bytes([body[at] ^ 1]) + body[at:][1:])) is SegmentFault.BODY


def test_a_body_moved_to_another_place_is_refused_though_signed():
    """The header is bound to the body: records of one log cannot be passed off as those of another."""
    packed, start = frame.split(sealed(1), envelope.MAGIC, "")
    header = envelope._headers.decode(packed)
    moved = envelope._header(
        SegmentName(SPACE_ID, Log.DATA, WRITER.writer, 2, 2), header.key_epoch, *header_lengths(header)
    )
    assert fault(frame.build(envelope.MAGIC, moved, sealed(1)[start:-64], WRITER._key)) is SegmentFault.BODY


def header_lengths(header):
    return header.raw_length, header.stored_length


def test_what_stands_outside_must_be_what_stands_inside():
    packed, start = frame.split(sealed(1), envelope.MAGIC, "")
    key = READER.keys.current(SPACE_ID, "").key
    inside = sealing.unseal(sealed(1)[start:-64], key, packed, "")
    lie = sealing.seal(inside, Outside(PACKAGE.key_id, NO_HASH, b"x" * 32), key, packed)
    assert fault(frame.build(envelope.MAGIC, packed, lie, WRITER._key)) is SegmentFault.CHAIN


@pytest.mark.parametrize("length", [0, 1, 10**6, 2**32 - 1])
def test_a_length_that_lies_is_refused(length):
    packed, start = frame.split(sealed(1), envelope.MAGIC, "")
    key = READER.keys.current(SPACE_ID, "").key
    inside = sealing.unseal(sealed(1)[start:-64], key, packed, "")
    outside = sealing.look(sealed(1)[start:-64], "")
    lie = sealing.seal(Packed(inside.stored, length), outside, key, packed)
    assert fault(frame.build(envelope.MAGIC, packed, lie, WRITER._key)) is SegmentFault.BODY


def test_the_same_segment_sealed_twice_is_the_same_and_no_nonce_comes_twice():
    assert sealed() == sealed()
    nonces = [sealed(1, f"kind-{number}")[-64 - 16 - 512 - 12 : -64 - 16 - 512] for number in range(500)]
    assert len(set(nonces)) == 500


def test_the_same_records_in_another_epoch_have_another_nonce_and_key():
    later = given(CHAIR, PACKAGE, begun(sealer(CHAIR), MEMBER, epoch=2))
    first, second = (frame.split(raw, envelope.MAGIC, "")[1] for raw in (sealed(1), sealed(1, by=later)))
    assert sealed(1)[first : first + 92] != sealed(1, by=later)[second : second + 92]
    assert fault(sealed(1, by=later)) is SegmentFault.ENCRYPTED


def test_the_length_of_a_ballot_does_not_tell_its_choice():
    def ballot(choice):
        event = BallotCast("mtg-1", "vote-1", "m1", choice, NOON)
        raw = codec.encode(
            event, seq=1, prev=NO_HASH, hlc=NOON << 16, control=ControlPosition(1, 2), base=(), salt=bytes(8)
        )
        return WRITER.seal(name_of(1), NO_HASH, [raw])

    assert len({len(ballot(choice)) for choice in Choice}) == 1
    assert len({frame.split(ballot(choice), envelope.MAGIC, "")[0] for choice in Choice}) == 1


def test_a_space_without_keys_is_written_in_the_clear_as_before():
    clear = given(CHAIR)
    raw = clear.seal(name_of(1), NO_HASH, chain(1))
    assert raw == sealer(CHAIR).seal(name_of(1), NO_HASH, chain(1))
    assert open_segment(raw, KEYS.get).name == name_of(1)


def test_nobody_writes_in_the_clear_where_there_are_keys():
    with pytest.raises(NoSuchThing) as caught:
        given(STRANGER, PACKAGE, allowed={WRITER.writer}).seal(name_of(1), NO_HASH, chain(1))
    assert (caught.value.kind, caught.value.thing) == ("key", SPACE_ID)


def test_a_segment_has_room_for_what_is_around_it():
    noise = [hashlib.sha256(b"%d" % number).digest() * 8000 for number in range(66)]
    with pytest.raises(BadValue):
        WRITER.seal(name_of(66), NO_HASH, noise)
