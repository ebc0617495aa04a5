"""Events and records ↔ bytes."""

import dataclasses
import types
import typing

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ecabinet.app import codec
from ecabinet.core.errors import SegmentDamaged, SegmentFault
from ecabinet.core.event import ControlPosition, Log, UnknownEvent
from ecabinet.core.events import EVENTS
from ecabinet.core.events.annotations import MAX_PAGES
from ecabinet.core.events.organization import Cut
from ecabinet.core.rules import Threshold
from tests.core.test_annotations import SOUND

BOUND = {"position": st.text("AZaz19", min_size=1, max_size=6), "page": st.integers(0, MAX_PAGES - 1)}
"""Fields that take some values only."""
PLAIN = {
    str: st.text(max_size=20),
    int: st.integers(0, 2**60),
    bytes: st.binary(max_size=40),
    bool: st.booleans(),
    type(None): st.none(),
}


def strategy(hint):  # noqa: PLR0911 - one line for each kind of type
    """Build values of a field's type, thresholds kept within their bounds."""
    if hint is Threshold:
        share = st.integers(1, 5).flatmap(lambda num: st.tuples(st.just(num), st.integers(num, 9)))
        return st.builds(lambda pair, strict: Threshold(*pair, strict, "nguồn"), share, st.booleans())
    if dataclasses.is_dataclass(hint):
        return instance(hint)
    origin = typing.get_origin(hint)
    if origin is tuple:
        return st.lists(strategy(typing.get_args(hint)[0]), max_size=3).map(tuple)
    if origin in (types.UnionType, typing.Union):
        return st.one_of([strategy(option) for option in typing.get_args(hint)])
    base = getattr(hint, "__supertype__", hint)
    if isinstance(base, type) and issubclass(base, str) and base is not str:
        return st.sampled_from(list(base))
    return PLAIN[base]


def instance(kind):
    hints = typing.get_type_hints(kind)
    made = {field.name: strategy(hints[field.name]) for field in dataclasses.fields(kind)}
    bound = {name: values for name, values in BOUND.items() if name in made}
    if "shape" not in made:
        return st.builds(kind, **made | bound)
    marks = st.sampled_from(sorted(SOUND.items()))
    return marks.flatmap(
        lambda mark: st.builds(kind, **made | bound | {"kind": st.just(mark[0]), "shape": st.just(mark[1])})
    )


def encode(event, **changes):
    given_ = {
        "seq": 1,
        "prev": bytes(32),
        "hlc": 5 << 16,
        "control": ControlPosition(1, 2),
        "base": (),
        "salt": b"s" * 8,
    }
    return codec.encode(event, **{**given_, **changes})


@pytest.mark.parametrize("name", sorted(EVENTS))
@given(data=st.data())
def test_every_event_comes_back_as_it_went(name, data):
    event = data.draw(instance(EVENTS[name]))
    record = codec.decode(encode(event, base=(b"x" * 32,)), "space", Log.DATA, "writer")
    assert record.event == event
    assert record.base == (b"x" * 32,)
    assert (record.seq, record.hlc, record.control) == (1, 5 << 16, ControlPosition(1, 2))


def test_a_whole_log_comes_back_as_its_records_one_by_one():
    raws = [encode(EVENTS["ItemRemoved"]("m", f"i{number}"), seq=number) for number in range(1, 4)]
    raws.insert(1, stored(type="SomethingNew"))
    place = ("space", Log.DATA, "writer")
    assert codec.decode_all(raws, *place) == tuple(codec.decode(raw, *place) for raw in raws)
    with pytest.raises(SegmentDamaged) as damage:
        codec.decode_all([raws[0], raws[2][:-1], raws[3]], *place)
    assert damage.value.fault is SegmentFault.BODY


def stored(**changes):
    fields = {"version": 1, "type": "ItemRemoved", "value": {"meeting": "m", "item": "i"}} | changes
    row = [fields["version"], fields["type"], 1, bytes(32), 0, [1, 1], "i", "put", [], fields["value"], b""]
    return msgspec.msgpack.encode(row)


@pytest.mark.parametrize(
    "changes",
    [{"type": "SomethingNew"}, {"version": 2}, {"value": {"meeting": "m"}}, {"value": {"meeting": 1, "item": "i"}}],
    ids=["unknown type", "newer version", "missing field", "wrong type"],
)
def test_what_cannot_be_understood_is_kept_without_effect(changes):
    record = codec.decode(stored(**changes), "space", Log.DATA, "writer")
    assert isinstance(record.event, UnknownEvent)
    assert record.event.about == "i"


def test_a_value_with_additional_fields_is_still_read():
    record = codec.decode(stored(value={"meeting": "m", "item": "i", "later": 1}), "space", Log.DATA, "writer")
    assert record.event == EVENTS["ItemRemoved"]("m", "i")


def test_an_unknown_choice_does_not_stop_the_log():
    value = {"meeting": "m", "vote": "v", "member": "a", "choice": "maybe", "at": 1}
    record = codec.decode(stored(type="BallotCast", value=value), "space", Log.DATA, "writer")
    assert isinstance(record.event, UnknownEvent)


@given(st.binary(max_size=200))
def test_noise_is_damage_never_a_crash(noise):
    try:
        codec.decode(noise, "space", Log.DATA, "writer")
    except SegmentDamaged as error:
        assert error.fault == "body"  # noqa: PT017 - most noise must fail, some may happen to decode


@pytest.mark.parametrize("position", ["", "ê", "A0", "a b"])
def test_a_position_without_room_beside_it_has_no_effect(position):
    value = {"meeting": "m", "item": "i", "parent": None, "position": position}
    record = codec.decode(stored(type="ItemMoved", value=value), "space", Log.DATA, "writer")
    assert isinstance(record.event, UnknownEvent)


@pytest.mark.parametrize("number", [2**63, 2**64 - 1])
def test_a_number_that_no_table_can_hold_has_no_effect(number):
    raw = encode(EVENTS["MeetingPublished"]("m", number))
    assert isinstance(codec.decode(raw, "space", Log.DATA, "writer").event, UnknownEvent)
    cut = EVENTS["WriterRevoked"]("w", "mất máy", (Cut("s", number),))
    assert isinstance(codec.decode(encode(cut), "space", Log.CONTROL, "writer").event, UnknownEvent)


@pytest.mark.parametrize("number", [-(2**63), -1, 0, 2**63 - 1])
def test_a_number_that_just_fits_counts(number):
    event = EVENTS["MeetingPublished"]("\ufcff\u03ff" + "Ͽ", number)
    assert codec.decode(encode(event), "space", Log.DATA, "writer").event == event


def test_an_oversized_event_is_refused():
    with pytest.raises(SegmentDamaged):
        codec.decode(bytes(codec.MAX_EVENT_BYTES + 1), "space", Log.DATA, "writer")


def test_deep_nesting_is_refused():
    with pytest.raises(SegmentDamaged):
        codec.decode(b"\x91" * 200_000, "space", Log.DATA, "writer")
