import dataclasses

import pytest

from ecabinet.app.segment import Tip
from ecabinet.core.errors import SegmentDamaged, SegmentFault
from ecabinet.core.event import Log
from ecabinet.sync.formats.heads import Head, digest, open_head
from ecabinet.sync.keys.envelope import SegmentSealer
from tests.sync.fakes import seed

SEALER = SegmentSealer(seed(1))
HEAD = Head("a2" * 26, Log.DATA, SEALER.writer, Tip(7, b"t" * 32), 9, b"d" * 32)
KEYS = {SEALER.writer: SEALER.public_key}


def test_a_head_comes_back():
    assert open_head(SEALER.seal_head(HEAD), KEYS.get) == HEAD


def test_every_flip_and_every_truncation_is_refused():
    raw = SEALER.seal_head(HEAD)
    for at in range(len(raw)):
        for bad in (raw[:at], raw[:at] + bytes([raw[at] ^ 0x10]) + raw[at + 1 :]):
            with pytest.raises(SegmentDamaged):
                open_head(bad, KEYS.get)


def test_somebody_elses_head_is_refused():
    other = SegmentSealer(seed(2))
    forged = other.seal_head(HEAD)  # names writer 1, signed by writer 2
    with pytest.raises(SegmentDamaged) as caught:
        open_head(forged, KEYS.get)
    assert caught.value.fault is SegmentFault.SIGNATURE
    with pytest.raises(SegmentDamaged) as caught:
        open_head(other.seal_head(dataclasses.replace(HEAD, writer=other.writer)), KEYS.get)
    assert caught.value.fault is SegmentFault.UNKNOWN_WRITER


def test_the_digest_depends_on_what_was_seen_and_not_on_its_order():
    tips = {(Log.DATA, "w1"): Tip(1, b"a" * 32), (Log.CONTROL, "w2"): Tip(2, b"b" * 32)}
    assert digest(tips) == digest(dict(reversed(tips.items())))
    assert digest(tips) != digest({**tips, (Log.DATA, "w1"): Tip(2, b"a" * 32)})
