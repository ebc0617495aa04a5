import hashlib
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st

from ecabinet.app.issuing import PLENUM
from ecabinet.core.deeds import Certificate, Founding, KeyBundle, KeyPackage, Mandate, SharedKey, packages
from ecabinet.core.errors import BadValue, SegmentDamaged, SegmentFault
from ecabinet.core.event import ControlPosition
from ecabinet.sync.crypto import keyring
from ecabinet.sync.formats import deeds, frame
from tests.sync.fakes import ROOT_SEED, seed
from tests.sync.keys import SPACE_ID, begun, named, readers, sealer, wrap_seed

SIGNER, OTHER = sealer(1), sealer(2)
KEYS = {one.writer: one.public_key for one in (SIGNER, OTHER)}
ROOT = keyring.public_key(ROOT_SEED)
SIGNING = keyring.signing_key(seed(1))
GOLDEN = Path(__file__).parent / "golden_deeds.txt"

CERTIFICATE = Certificate(SPACE_ID, SIGNER.writer, OTHER.writer, OTHER.public_key)
CONTINUATION = replace(CERTIFICATE, countersigned=True)
MANDATE = Mandate(SPACE_ID, 2, OTHER.writer, OTHER.public_key, ControlPosition(1, 17))
PACKAGE = KeyPackage(SPACE_ID, PLENUM, 3, bytes(range(16)), SIGNER.writer, ((OTHER.writer, bytes(range(80))),))
CHOICE = replace(MANDATE, tip=bytes(range(32)))
WRAPS = ((OTHER.writer, bytes(range(80))),)
BUNDLE = KeyBundle(
    SPACE_ID,
    SIGNER.writer,
    (SharedKey("", 1, bytes(range(16)), WRAPS), SharedKey(PLENUM, 2, bytes(range(1, 17)), (*WRAPS, *WRAPS))),
)
FOUNDING = Founding(SPACE_ID, SIGNER.writer, b"genesis of a private space")
SEALED = {
    CERTIFICATE: deeds.seal_certificate(CERTIFICATE, SIGNING),
    MANDATE: deeds.seal_mandate(MANDATE, ROOT_SEED),
    PACKAGE: deeds.seal_package(PACKAGE, SIGNING),
    CONTINUATION: deeds.seal_continuation(CONTINUATION, SIGNING, keyring.signing_key(seed(2))),
    BUNDLE: deeds.seal_bundle(BUNDLE, SIGNING),
    FOUNDING: deeds.seal_founding(FOUNDING, SIGNING),
    CHOICE: deeds.seal_mandate(CHOICE, ROOT_SEED),
}


def opened(raw, keys=KEYS, root=ROOT):
    return deeds.open_deed(raw, keys.get, root)


def fault(raw, keys=KEYS, root=ROOT):
    with pytest.raises(SegmentDamaged) as caught:
        opened(raw, keys, root)
    return caught.value.fault


@pytest.mark.parametrize("deed", SEALED, ids=lambda deed: type(deed).__name__)
def test_a_deed_survives_its_bytes(deed):
    assert opened(SEALED[deed]) == deed
    assert SIGNER.open_deed(SEALED[deed], KEYS.get, ROOT) == deed


def test_the_format_does_not_drift():
    """Deeds are stored as they were signed and stay readable for ever."""
    golden = [bytes.fromhex(line) for line in GOLDEN.read_text().split()]
    assert golden == list(SEALED.values())
    assert [opened(raw) for raw in golden] == list(SEALED)


@pytest.mark.parametrize("raw", SEALED.values(), ids=lambda raw: raw[:7].decode())
def test_every_flipped_bit_is_refused(raw):
    for at in range(len(raw)):
        for bit in range(8):
            fault(raw[:at] + bytes([raw[at] ^ 1 << bit]) + raw[at + 1 :])


@pytest.mark.parametrize("raw", SEALED.values(), ids=lambda raw: raw[:7].decode())
def test_every_truncation_is_partial_and_every_addition_is_not(raw):
    assert {fault(raw[:end]) for end in range(len(raw))} == {SegmentFault.PARTIAL}
    assert fault(raw + b"\0") is SegmentFault.FORMAT


@for_all(st.binary(max_size=300))
def test_noise_is_refused(noise):
    for raw in (noise, deeds.PACKAGE + noise, SEALED[PACKAGE][:200] + noise):
        fault(raw)


def test_a_signer_nobody_knows_may_become_known():
    assert fault(SEALED[CERTIFICATE], {}) is SegmentFault.UNKNOWN_WRITER
    assert fault(SEALED[PACKAGE], {}) is SegmentFault.UNKNOWN_WRITER


def test_nobody_continues_as_a_key_that_somebody_else_holds():
    theirs, mine = keyring.signing_key(seed(3)), keyring.signing_key(seed(2))
    assert fault(deeds.seal_continuation(CONTINUATION, SIGNING, theirs)) is SegmentFault.SIGNATURE
    assert fault(deeds.seal_continuation(CONTINUATION, mine, mine)) is SegmentFault.SIGNATURE
    elsewhere = SEALED[CONTINUATION].replace(SPACE_ID.encode(), b"b" * len(SPACE_ID))
    assert fault(elsewhere) is SegmentFault.SIGNATURE


def test_only_the_signer_signs():
    mine = keyring.signing_key(seed(2))
    assert fault(deeds.seal_certificate(CERTIFICATE, mine)) is SegmentFault.SIGNATURE
    assert fault(deeds.seal_package(PACKAGE, mine)) is SegmentFault.SIGNATURE
    assert fault(deeds.seal_mandate(MANDATE, seed(1))) is SegmentFault.SIGNATURE
    assert fault(SEALED[PACKAGE], {SIGNER.writer: OTHER.public_key}) is SegmentFault.SIGNATURE


@pytest.mark.parametrize("key", [bytes(32), bytes([1]) + bytes(31)])
def test_a_weak_key_is_not_sealed_and_not_opened(key):
    weak = replace(CERTIFICATE, public_key=key, writer=keyring.writer_id(key))
    with pytest.raises(BadValue):
        deeds.seal_certificate(weak, SIGNING)
    with pytest.raises(BadValue):
        deeds.seal_mandate(replace(MANDATE, controller_key=key), ROOT_SEED)
    header = deeds._Certificate(1, weak.space, weak.signer, weak.writer, weak.public_key)
    assert fault(frame.build(deeds.CERTIFICATE, msgspec.msgpack.encode(header), b"", SIGNING)) is SegmentFault.FORMAT


def test_a_key_of_somebody_else_is_refused_though_signed():
    theirs = replace(CERTIFICATE, writer=SIGNER.writer)
    assert fault(deeds.seal_certificate(theirs, SIGNING)) is SegmentFault.FORMAT
    assert fault(deeds.seal_mandate(replace(MANDATE, controller=SIGNER.writer), ROOT_SEED)) is SegmentFault.FORMAT


@pytest.mark.parametrize(
    "change",
    [{"epoch": 0}, {"key_id": b"short"}, {"compartment": "x" * 201}, {"wraps": ((OTHER.writer, b"short"),)}],
    ids=lambda change: next(iter(change)),
)
def test_a_package_of_another_form_is_refused_though_signed(change):
    assert fault(deeds.seal_package(replace(PACKAGE, **change), SIGNING)) is SegmentFault.FORMAT


def test_a_mandate_begins_no_first_epoch():
    assert fault(deeds.seal_mandate(replace(MANDATE, epoch=1), ROOT_SEED)) is SegmentFault.FORMAT


def test_a_package_holds_a_thousand_devices_and_no_endless_many():
    package = begun(SIGNER, *range(3))
    wraps = tuple((OTHER.writer, bytes(80)) for _ in range(1000))
    raw = deeds.seal_package(replace(package, wraps=wraps), SIGNING)
    assert len(opened(raw).wraps) == 1000
    assert len(raw) < 128 * 1024
    for bad in ((), wraps * 5):
        with pytest.raises(BadValue):
            deeds.seal_package(replace(package, wraps=bad), SIGNING)
    assert fault(deeds.PACKAGE + bytes(deeds.MAX_DEED)) is SegmentFault.SIZE


def test_a_bundle_says_what_its_packages_would_say():
    first, second = packages([BUNDLE])
    assert (first.compartment, first.epoch, first.key_id, first.signer) == ("", 1, bytes(range(16)), SIGNER.writer)
    assert [first, second, PACKAGE] == list(packages([CERTIFICATE, BUNDLE, MANDATE, PACKAGE]))


@pytest.mark.parametrize("keys", [(), (SharedKey("", 1, bytes(16), ()),), (SharedKey("", 1, bytes(16), WRAPS * 5000),)])
def test_a_bundle_has_a_key_and_wraps_and_no_endless_many(keys):
    with pytest.raises(BadValue):
        deeds.seal_bundle(replace(BUNDLE, keys=keys), SIGNING)


@pytest.mark.parametrize("change", [{"epoch": 0}, {"key_id": b"short"}, {"compartment": "x" * 201}])
def test_a_bundle_of_another_form_is_refused_though_signed(change):
    bad = replace(BUNDLE, keys=(replace(BUNDLE.keys[0], **change),))
    assert fault(deeds.seal_bundle(bad, SIGNING)) is SegmentFault.FORMAT


def test_what_is_given_at_once_comes_in_as_few_deeds_as_hold_it(monkeypatch):
    """A newcomer is given all keys of a space in one; very many are split, and one key has a deed of the old form."""
    issuer = SIGNER.issuer
    names = [issuer.item(named(begun(SIGNER, 1, compartment=PLENUM)), f"item-{number}") for number in range(3)]
    (one,) = issuer.share_all({names[0]: readers(2, 3)})
    assert isinstance(one.deed, KeyPackage)
    (three,) = issuer.share_all(dict.fromkeys(names, readers(2, 3)))
    assert opened(three.raw) == three.deed
    assert {package.key_id for package in packages([three.deed])} == {name.key_id for name in names}
    assert list(issuer.share_all({names[0]: {}})) == []
    monkeypatch.setattr("ecabinet.sync.keys.issuer.BUNDLED", 3)
    split = [deed.deed for deed in issuer.share_all(dict.fromkeys(names, readers(1, 2, 3, 4)))]
    assert len(split) == 6
    assert {len(package.wraps) for package in packages(split)} == {1, 3}
    assert {writer for package in packages(split) for writer, _wrap in package.wraps} == readers(1, 2, 3, 4).keys()


def test_a_body_that_is_signed_but_no_list_of_wraps_is_refused():
    for body in (b"\xc1", b"\x90", msgspec.msgpack.encode([["a", bytes(80)]]), b"\x91" * 4000):
        header = deeds._Package(1, SPACE_ID, "", 1, bytes(16), SIGNER.writer, len(body))
        raw = frame.build(deeds.PACKAGE, msgspec.msgpack.encode(header), body, SIGNING)
        assert fault(raw) is SegmentFault.FORMAT


def test_the_issuer_signs_certificates_and_packages():
    certificate = SIGNER.issuer.certify(CERTIFICATE)
    assert opened(certificate.raw) == certificate.deed == CERTIFICATE
    package = SIGNER.issuer.begin(SPACE_ID, "", 1, readers(2))
    assert opened(package.raw) == package.deed
    assert {writer for writer, _wrap in package.deed.wraps} == {SIGNER.writer, OTHER.writer}


def test_one_reader_with_an_unusable_key_does_not_keep_it_from_the_others():
    broken = readers(2) | {"a" * 26: bytes(32), "b" * 26: b"short"}
    package = SIGNER.issuer.begin(SPACE_ID, "", 1, broken)
    assert {writer for writer, _wrap in package.deed.wraps} == {SIGNER.writer, OTHER.writer}
    assert hashlib.sha256(wrap_seed(1)).digest() not in package.raw
