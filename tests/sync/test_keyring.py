import hashlib

import pytest
from nacl.bindings import crypto_sign_ed25519_sk_to_pk
from nacl.signing import SigningKey

from ecabinet.core.errors import BadValue
from ecabinet.sync.crypto import keyring
from ecabinet.sync.formats.founding import found_organization

PRIME = 2**255 - 19
ORDER_8 = "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05"
ORDER_8_OTHER = "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a"


def encoded(y, sign=0):
    """A point's encoding: y with the sign of x in the top bit."""
    return (y | sign << 255).to_bytes(32, "little")


SMALL = [
    encoded(y, sign)
    for y in (0, 1, PRIME - 1, *(int.from_bytes(bytes.fromhex(h), "little") for h in (ORDER_8, ORDER_8_OTHER)))
    for sign in (0, 1)
]
NOT_CANONICAL = [encoded(y, sign) for y in (PRIME, PRIME + 1, PRIME + 18, 2**255 - 1) for sign in (0, 1)]


@pytest.fixture
def key():
    return keyring.signing_key(b"s" * 32)


def test_a_writer_is_named_by_its_key(key):
    public = bytes(key.verify_key)
    name = keyring.writer_id(public)
    assert len(name) == 26
    assert set(name) <= set("abcdefghijklmnopqrstuvwxyz234567")
    assert public == keyring.public_key(b"s" * 32) == crypto_sign_ed25519_sk_to_pk(bytes(key) + public)
    assert name == keyring.base32(hashlib.sha256(public).digest()[:16])


def test_a_signature_holds_for_its_message_and_key_only(key):
    signature, public = key.sign(b"yes").signature, bytes(key.verify_key)
    assert keyring.verify(public, signature, b"yes")
    assert not keyring.verify(public, signature, b"no")
    assert not keyring.verify(keyring.public_key(b"t" * 32), signature, b"yes")
    assert not any(keyring.verify(public, signature[:n], b"yes") for n in (0, 63))


@pytest.mark.parametrize("weak", [*SMALL, *NOT_CANONICAL, b"", b"\1" * 31, b"\1" * 33], ids=lambda key: key.hex())
def test_weak_keys_are_refused_at_both_doors(weak):
    assert not keyring.is_strong(weak)
    with pytest.raises(BadValue, match="weak_key"):
        keyring.require_strong(weak)
    with pytest.raises(BadValue):
        found_organization("A", b"r" * 32, weak)
    identity = encoded(1)
    assert not any(keyring.verify(weak, identity + bytes(32), b"message %d" % n) for n in range(64))


@pytest.mark.parametrize("weak", SMALL, ids=lambda key: key.hex())
def test_the_list_alone_knows_the_small_points(weak, monkeypatch):
    monkeypatch.setattr(keyring, "crypto_core_ed25519_is_valid_point", lambda _key: True)
    assert not keyring.is_strong.__wrapped__(weak)


def test_points_off_the_curve_are_weak():
    assert not keyring.is_strong(encoded(2))


def test_honest_keys_are_strong():
    assert all(keyring.is_strong(bytes(SigningKey(bytes([n]) * 32).verify_key)) for n in range(64))


def test_a_malleated_signature_is_refused(key):
    order = 2**252 + 27742317777372353535851937790883648493
    signature = key.sign(b"yes").signature
    other = signature[:32] + (int.from_bytes(signature[32:], "little") + order).to_bytes(32, "little")
    assert not keyring.verify(bytes(key.verify_key), other, b"yes")
