"""Records that only some in a space may read: who reads them, and that chains hold for everybody."""

import msgspec
import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st

from ecabinet.app import codec
from ecabinet.app.issuing import PLENUM
from ecabinet.app.segment import NO_HASH, SegmentName
from ecabinet.core.event import ControlPosition, Log, UnknownEvent
from ecabinet.core.events.voting import BallotCast
from ecabinet.core.identity import record_hash
from ecabinet.core.voting import Choice
from tests.sync.fakes import NOON
from tests.sync.keys import SPACE_ID, begun, given, named, readers, sealer

CHAIR, MEMBER, GUEST, OTHER = 1, 2, 3, 4
SPACE_KEY = begun(sealer(CHAIR), MEMBER, GUEST, OTHER)
PLENUM_KEY = begun(sealer(CHAIR), MEMBER, compartment=PLENUM)


def item_package(item, *numbers):
    chair = given(CHAIR, PLENUM_KEY)
    return chair.issuer.share(chair.issuer.item(named(PLENUM_KEY), item), readers(*numbers)).deed


BOOK = (SPACE_KEY, PLENUM_KEY, item_package("itm-1", GUEST), item_package("itm-2", OTHER))
EVENT = BallotCast("mtg-1", "vote-1", "m1", Choice.APPROVE, NOON)


def encoded(event=EVENT, item="itm-1", seq=1, prev=NO_HASH, by=CHAIR):
    one = given(by, *BOOK)
    one.keys.refresh(SPACE_ID)
    place = {
        "seq": seq,
        "prev": prev,
        "hlc": NOON << 16,
        "control": ControlPosition(1, 2),
        "base": (),
        "salt": bytes(8),
    }
    return codec.encode(event, **place, cover=one.cover(SPACE_ID, item))


def opened(raw, number):
    """The event of a record, inside a segment, as the numbered installation sees it."""
    writer, reader = given(CHAIR, *BOOK), given(number, *BOOK)
    reader.keys.refresh(SPACE_ID)
    name = SegmentName(SPACE_ID, Log.DATA, writer.writer, 1, 1)
    segment = reader.open(writer.seal(name, NO_HASH, [raw]), {writer.writer: writer.public_key}.get)
    assert segment.records[0].hash == record_hash(raw, SPACE_ID, Log.DATA, writer.writer), "chains hold for everybody"
    return segment.records[0].event


@pytest.mark.parametrize(("number", "reads"), [(CHAIR, True), (MEMBER, True), (GUEST, True), (OTHER, False)])
def test_members_and_guests_of_the_item_read_it_and_nobody_else(number, reads):
    seen = opened(encoded(), number)
    assert seen == (EVENT if reads else UnknownEvent(type="Sealed", about="itm-1"))


def test_a_guest_writes_what_members_read():
    raw = encoded(by=GUEST)
    assert opened(raw, MEMBER) == EVENT
    assert isinstance(opened(raw, OTHER), UnknownEvent)


def test_a_space_without_such_keys_covers_nothing():
    one = given(CHAIR, SPACE_KEY)
    assert one.cover(SPACE_ID, "itm-1") is None
    assert given(CHAIR).cover(SPACE_ID, "itm-1") is None


def test_nothing_of_it_shows_and_its_length_does_not_tell_the_choice():
    raws = [encoded(BallotCast("mtg-1", "vote-1", "m1", choice, NOON)) for choice in Choice]
    assert len({len(raw) for raw in raws}) == 1
    assert not any(word in raw for raw in raws for word in (b"BallotCast", b"vote-1", b"m1", b"approve"))


def test_what_is_covered_cannot_be_moved_into_another_record():
    stored = msgspec.msgpack.decode(encoded())
    for at, value in ((2, 2), (3, b"x" * 32), (4, 1), (5, [1, 3]), (8, [b"x" * 32]), (10, b"x" * 8)):
        moved = [*stored[:at], value, *stored[at + 1 :]]
        record = codec.decode(msgspec.msgpack.encode(moved), SPACE_ID, Log.DATA, "w", uncovers())
        assert isinstance(record.event, UnknownEvent), at
    assert codec.decode(msgspec.msgpack.encode(stored), SPACE_ID, Log.DATA, "w", uncovers()).event == EVENT


def uncovers():
    from ecabinet.sync.keys.covering import uncover

    member = given(MEMBER, *BOOK)
    member.keys.refresh(SPACE_ID)
    return uncover(member.keys, SPACE_ID)


@for_all(st.binary(max_size=200), st.text(max_size=20))
def test_noise_in_its_place_is_kept_without_effect(noise, item):
    stored = msgspec.msgpack.decode(encoded())
    for value in (noise, noise.hex(), [1, 2], None):
        raw = msgspec.msgpack.encode([*stored[:6], item, "sealed", [], value, bytes(8)])
        assert codec.decode(raw, SPACE_ID, Log.DATA, "w", uncovers()).event == UnknownEvent(type="Sealed", about=item)


def test_covered_content_that_is_no_event_is_kept_without_effect():
    one = given(CHAIR, *BOOK)
    one.keys.refresh(SPACE_ID)
    stored = msgspec.msgpack.decode(encoded())
    bound = codec._bound(1, NO_HASH, NOON << 16, (1, 2), (), bytes(8))
    for content in (b"", b"\xc1", b"\x93" * 4000, msgspec.msgpack.encode(["BallotCast", "x", {"vote": 1}])):
        _item, covered = one.cover(SPACE_ID, "itm-1")(content, bound)
        raw = msgspec.msgpack.encode([*stored[:9], covered, stored[10]])
        assert isinstance(codec.decode(raw, SPACE_ID, Log.DATA, "w", uncovers()).event, UnknownEvent)


def test_no_nonce_comes_twice_and_the_same_record_is_the_same():
    raws = [encoded(seq=seq) for seq in range(1, 200)]
    nonces = {msgspec.msgpack.decode(raw)[9][16:28] for raw in raws}
    assert len(nonces) == len(raws)
    assert encoded() == encoded()
