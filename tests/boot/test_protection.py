"""Sealed containers: who opens them, and that damage is never taken for a wrong passphrase."""

import secrets

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ecabinet.boot import protection as protections
from ecabinet.boot.keyrings import system_keyring
from ecabinet.boot.protection import STRONG, UNPROTECTED, Cost, Kind
from ecabinet.core.errors import BadValue, KeyringSilent, WrongPassphrase
from tests.boot.kit import WEAK, MemoryKeyring
from tests.road.trouble import says

MAGIC = b"testTEST"
SECRET = bytes(range(96))
PASSPHRASE = "bốn mùa hoa nở"


def sealed(protection):
    return protections.seal(MAGIC, SECRET, protection)


def test_a_passphrase_opens_what_it_sealed():
    found = protections.read(MAGIC, sealed(protections.by_passphrase(PASSPHRASE, WEAK)))
    assert (found.kind, found.cost) == (Kind.PASSPHRASE, WEAK)
    assert found.open(found.protection(PASSPHRASE)) == SECRET
    assert found.open(found.protection(PASSPHRASE + " ")) is None


def test_a_passphrase_may_be_typed_in_either_unicode_form():
    import unicodedata

    found = protections.read(MAGIC, sealed(protections.by_passphrase(unicodedata.normalize("NFD", PASSPHRASE), WEAK)))
    assert found.open(found.protection(unicodedata.normalize("NFC", PASSPHRASE))) == SECRET


def test_the_same_passphrase_never_gives_the_same_bytes():
    protection = protections.by_passphrase(PASSPHRASE, WEAK)
    assert sealed(protection) != sealed(protection)
    assert protections.by_passphrase(PASSPHRASE, WEAK).key != protection.key


def test_nothing_secret_is_in_the_bytes_or_in_what_is_printed():
    protection = protections.by_passphrase(PASSPHRASE, WEAK)
    data = sealed(protection)
    assert SECRET[:8] not in data
    assert protection.key not in data
    assert repr(protection.key) not in repr(protection)


def test_production_costs_what_the_house_rules_ask():
    assert STRONG.passes >= 3
    assert STRONG.memory >= 256 << 20


@pytest.mark.parametrize("passphrase", ["", "bảy chữ", "aaaaaaaaaaaa", "x\x00yz5678", "ok ok ok \ud800", "dài" * 100])
def test_a_passphrase_that_will_not_do_is_refused(passphrase):
    with pytest.raises(BadValue) as caught:
        protections.by_passphrase(passphrase, WEAK)
    assert caught.value.field == "passphrase"
    assert says(caught.value)


def test_a_passphrase_that_is_needed_is_asked_for():
    with pytest.raises(BadValue) as caught:
        protections.read(MAGIC, sealed(protections.by_passphrase(PASSPHRASE, WEAK))).protection()
    assert (caught.value.field, caught.value.rule) == ("passphrase", "missing")
    assert says(caught.value)


def test_what_is_unprotected_opens_without_anything():
    found = protections.read(MAGIC, sealed(UNPROTECTED))
    assert found.open(found.protection()) == SECRET


@given(at=st.integers(min_value=0, max_value=10_000), bit=st.integers(min_value=0, max_value=7))
def test_every_flipped_bit_is_damage(at, bit):
    data = bytearray(sealed(UNPROTECTED))
    data[at % len(data)] ^= 1 << bit
    with pytest.raises(ValueError, match=r"check|header|not a valid"):
        protections.read(MAGIC, bytes(data))


@given(st.binary(max_size=300))
def test_bytes_of_any_kind_are_damage_and_nothing_else(data):
    with pytest.raises(ValueError, match=r"check|header|not a valid"):
        protections.read(MAGIC, data)


@pytest.mark.parametrize("cost", [Cost(0, 8 << 10), Cost(1, 4 << 10), Cost(65, 8 << 10), Cost(1, 3 << 30)])
def test_a_header_cannot_ask_for_endless_work(cost):
    data = protections.seal(MAGIC, SECRET, protections.Protection(Kind.PASSPHRASE, bytes(32), bytes(16), cost))
    with pytest.raises(ValueError, match="header"):
        protections.read(MAGIC, data)


def test_the_keyring_keeps_the_key_and_the_file_does_not():
    keyring = MemoryKeyring()
    protection = protections.by_keyring(keyring)
    found = protections.read(MAGIC, sealed(protection))
    assert found.open(found.protection(keyring=keyring)) == SECRET
    assert protection.key not in sealed(protection)


@pytest.mark.parametrize("keyring", [None, MemoryKeyring(), MemoryKeyring(broken=True), MemoryKeyring(answer="?")])
def test_a_keyring_without_the_key_is_out_of_reach(keyring):
    found = protections.read(MAGIC, sealed(protections.by_keyring(MemoryKeyring())))
    with pytest.raises(KeyringSilent) as caught:
        found.protection(keyring=keyring)
    assert says(caught.value)


@pytest.mark.parametrize("keyring", [MemoryKeyring(broken=True), MemoryKeyring(answer="?"), MemoryKeyring(deaf=True)])
def test_a_keyring_that_keeps_nothing_guards_nothing(keyring):
    with pytest.raises(KeyringSilent):
        protections.by_keyring(keyring)


def test_this_machine_has_a_keyring_that_guards_or_none(monkeypatch):
    import keyring
    from keyring.backends import chainer, fail, null

    for backend in (fail.Keyring(), null.Keyring(), chainer.ChainerBackend(), MemoryKeyring()):
        monkeypatch.setattr(keyring, "get_keyring", lambda found=backend: found)
        assert system_keyring() is None


def test_a_root_key_comes_back_from_its_file():
    seed = secrets.token_bytes(32)
    data = protections.seal_root(seed, PASSPHRASE, WEAK)
    assert seed not in data
    assert protections.open_root(data, PASSPHRASE) == seed


def test_a_root_key_needs_its_passphrase():
    data = protections.seal_root(bytes(32), PASSPHRASE, WEAK)
    with pytest.raises(WrongPassphrase):
        protections.open_root(data, "một câu khác hẳn")


@pytest.mark.parametrize("data", [b"", b"ecabROOT", bytes(200)])
def test_a_file_that_is_no_root_key_is_refused(data):
    with pytest.raises(BadValue) as caught:
        protections.open_root(data, PASSPHRASE)
    assert (caught.value.field, caught.value.rule) == ("root_key", "unreadable")
    assert says(caught.value)
