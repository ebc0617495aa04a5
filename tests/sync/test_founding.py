import hashlib

import msgspec
import pytest

from ecabinet.app.genesis import SpaceKind
from ecabinet.core.errors import BadValue, SegmentDamaged, SegmentFault
from ecabinet.sync.crypto import keyring
from ecabinet.sync.formats import founding, frame
from ecabinet.sync.formats.founding import found_organization, open_genesis
from ecabinet.sync.keys.envelope import SegmentSealer
from tests.sync.fakes import ROOT_SEED, organization, seed


def test_an_organization_is_founded_by_its_root():
    genesis = organization()
    assert genesis.kind is SpaceKind.DIRECTORY
    assert genesis.root == genesis.space == keyring.base32(hashlib.sha256(genesis.raw).digest())
    assert genesis.signer_key == keyring.public_key(ROOT_SEED)
    assert genesis.controller == SegmentSealer(seed(0)).writer
    assert genesis == open_genesis(genesis.raw) == organization()


def test_a_meeting_belongs_to_its_organization():
    root, sealer = organization(), SegmentSealer(seed(1))
    genesis = sealer.found_meeting(root.space, "phiên-1")
    assert (genesis.kind, genesis.root, genesis.about) == (SpaceKind.MEETING, root.space, "phiên-1")
    assert (genesis.controller, genesis.signer_key) == (sealer.writer, sealer.public_key)
    assert sealer.open_genesis(genesis.raw) == genesis


@pytest.mark.parametrize("name", ["", "x" * 513])
def test_a_name_has_a_length(name):
    with pytest.raises(BadValue):
        found_organization(name, ROOT_SEED, keyring.public_key(seed(0)))


def test_every_truncation_is_partial():
    raw = organization().raw
    for end in range(len(raw)):
        with pytest.raises(SegmentDamaged) as caught:
            open_genesis(raw[:end])
        assert caught.value.fault is SegmentFault.PARTIAL


def test_every_flipped_byte_is_refused():
    raw = organization().raw
    for at in range(len(raw)):
        with pytest.raises(SegmentDamaged):
            open_genesis(raw[:at] + bytes([raw[at] ^ 1]) + raw[at + 1 :])


def test_trailing_bytes_are_refused():
    with pytest.raises(SegmentDamaged, match="trailing"):
        open_genesis(organization().raw + b"x")


@pytest.mark.parametrize(
    "changes", [{"kind": SpaceKind.MEETING}, {"root": "a" * 52}, {"controller_key": bytes([1]) + bytes(31)}]
)
def test_what_contradicts_itself_is_refused_though_signed(changes):
    key = keyring.signing_key(ROOT_SEED)
    header = founding._Header(1, SpaceKind.DIRECTORY, "", "A", bytes(key.verify_key), keyring.public_key(seed(0)))
    packed = msgspec.msgpack.encode(msgspec.structs.replace(header, **changes))
    with pytest.raises(SegmentDamaged) as caught:
        open_genesis(frame.build(founding.MAGIC, packed, b"", key))
    assert caught.value.fault is SegmentFault.FORMAT
