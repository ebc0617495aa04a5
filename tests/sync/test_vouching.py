"""Whose keys a stranger finds in a store: those the root, a controller, or somebody certified vouches for."""

import pytest

from ecabinet.core.deeds import Certificate, Mandate
from ecabinet.core.event import ControlPosition
from ecabinet.sync.crypto.keyring import public_key, signing_key, writer_id
from ecabinet.sync.formats.deeds import seal_certificate, seal_mandate
from ecabinet.sync.formats.founding import found_organization
from ecabinet.sync.formats.names import deed_path
from ecabinet.sync.keys.vouching import known_keys
from ecabinet.sync.stores.memory import MemoryStore
from ecabinet.sync.stores.spaces import prepare

ROOT, FIRST, SECOND, THIRD, STRANGER = (bytes(31) + letter for letter in (b"r", b"1", b"2", b"3", b"x"))
GENESIS = found_organization("UBND", ROOT, public_key(FIRST))
OTHER = found_organization("HĐND", ROOT, public_key(FIRST))


def named(seed):
    return writer_id(public_key(seed))


def certificate(signer, writer, space=GENESIS.space):
    return seal_certificate(Certificate(space, named(signer), named(writer), public_key(writer)), signing_key(signer))


def mandate(seed, root=ROOT, space=GENESIS.space):
    return seal_mandate(Mandate(space, 2, named(seed), public_key(seed), ControlPosition(1, 3)), root)


def known(*deeds, junk=()):
    store = MemoryStore()
    prepare(store, GENESIS)
    for raw in deeds:
        store.publish(deed_path(GENESIS.space, raw), [raw])
    for number, raw in enumerate(junk):
        store.publish(f"{GENESIS.space}/deed/{'abcdefg'[number] * 52}.mp", [raw])
    found = known_keys(store, GENESIS)
    assert all(writer_id(key) == writer for writer, key in found.items())
    return set(found)


def test_the_first_controller_is_known_from_the_genesis():
    assert known() == {named(FIRST)}


def test_the_root_names_a_later_controller():
    assert known(mandate(SECOND)) == {named(FIRST), named(SECOND)}


@pytest.mark.parametrize("turned", [False, True])
def test_a_chain_of_certificates_is_followed_whatever_its_order(turned):
    chain = [certificate(FIRST, SECOND), certificate(SECOND, THIRD)]
    assert known(*(reversed(chain) if turned else chain)) == {named(FIRST), named(SECOND), named(THIRD)}


@pytest.mark.parametrize(
    "deed",
    [
        certificate(STRANGER, STRANGER),
        certificate(STRANGER, THIRD),
        mandate(STRANGER, root=STRANGER),
        certificate(FIRST, STRANGER, space=OTHER.space),
        mandate(STRANGER, space=OTHER.space),
    ],
    ids=["own word", "of a stranger", "another root", "another space", "another space's mandate"],
)
def test_whom_nobody_known_vouches_for_stays_unknown(deed):
    assert known(deed) == {named(FIRST)}


def test_damaged_and_foreign_files_are_passed_over():
    whole = certificate(FIRST, SECOND)
    junk = (b"", b"?", whole[:-1], whole[:40] + b"?" + whole[41:], whole + bytes(100_000), whole[:8])
    assert known(certificate(FIRST, THIRD), junk=junk) == {named(FIRST), named(THIRD)}
