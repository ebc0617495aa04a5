"""Deeds ↔ bytes: frames whose clear header says all, but for the wraps of keys, which are the body.

A reader's checks, in this order: magic and lengths, form, signer known, signature, form of the body. The organization's
root signs mandates, the writer that is named signs all others. A continuation is a certificate that the new key has
countersigned.
"""

from collections.abc import Callable
from typing import Annotated, TypeVar

import msgspec
from nacl.signing import SigningKey

from ecabinet.app.ports import KeyOf
from ecabinet.core.deeds import Certificate, Deed, Founding, KeyBundle, KeyPackage, Mandate, SharedKey
from ecabinet.core.errors import BadValue, SegmentDamaged, SegmentFault
from ecabinet.core.event import ControlPosition
from ecabinet.core.ids import SpaceId, WriterId
from ecabinet.sync.crypto import keyring
from ecabinet.sync.crypto.wrapping import KEY_ID_BYTES, WRAP_BYTES
from ecabinet.sync.formats import frame
from ecabinet.sync.formats.names import SPACE_PATTERN, WRITER_PATTERN

CERTIFICATE = b"ecabCRT\x01"
CONTINUATION = b"ecabCNT\x01"
MANDATE = b"ecabMDT\x01"
CHOICE = b"ecabMDT\x02"
"""A mandate that names the record it follows."""
PACKAGE = b"ecabPKG\x01"
BUNDLE = b"ecabKYS\x01"
FOUNDING = b"ecabFND\x01"
FORMAT = 1
MAX_WRAPS = 4096
"""Wraps in a package, or in all of a bundle."""

MAX_BODY = 1024 * 1024
MAX_DEED = MAX_BODY + frame.MAX_HEADER + frame.OVERHEAD
"""Bytes a deed's file can have at most."""

_NAME = "deed"
_Format = Annotated[int, msgspec.Meta(ge=FORMAT, le=FORMAT)]
_Space = Annotated[str, msgspec.Meta(pattern=f"^{SPACE_PATTERN}\\Z")]
_Writer = Annotated[str, msgspec.Meta(pattern=f"^{WRITER_PATTERN}\\Z")]
_Key = Annotated[bytes, msgspec.Meta(min_length=keyring.KEY_BYTES, max_length=keyring.KEY_BYTES)]
_KeyId = Annotated[bytes, msgspec.Meta(min_length=KEY_ID_BYTES, max_length=KEY_ID_BYTES)]
_Wrap = Annotated[bytes, msgspec.Meta(min_length=WRAP_BYTES, max_length=WRAP_BYTES)]
_Compartment = Annotated[str, msgspec.Meta(max_length=200)]
_Number = Annotated[int, msgspec.Meta(ge=0, lt=10**15)]


class _Struct(msgspec.Struct, array_like=True, frozen=True, forbid_unknown_fields=True):
    """The order of fields is the format."""


class _Certificate(_Struct, frozen=True):
    format: _Format
    space: _Space
    signer: _Writer
    writer: _Writer
    public_key: _Key


class _Continuation(_Certificate, frozen=True):
    possession: Annotated[bytes, msgspec.Meta(min_length=keyring.SIGNATURE_BYTES, max_length=keyring.SIGNATURE_BYTES)]


class _Mandate(_Struct, frozen=True):
    format: _Format
    space: _Space
    epoch: Annotated[int, msgspec.Meta(ge=2, lt=10**9)]
    controller: _Writer
    controller_key: _Key
    after: tuple[_Number, _Number]


class _Choice(_Mandate, frozen=True):
    tip: Annotated[bytes, msgspec.Meta(min_length=32, max_length=32)]


class _Package(_Struct, frozen=True):
    format: _Format
    space: _Space
    compartment: _Compartment
    epoch: Annotated[int, msgspec.Meta(ge=1, lt=10**9)]
    key_id: _KeyId
    signer: _Writer
    body_length: Annotated[int, msgspec.Meta(ge=1, le=MAX_BODY)]


class _Signed(_Struct, frozen=True):
    """What stands before the body of a bundle of keys and of a founding."""

    format: _Format
    space: _Space
    signer: _Writer
    body_length: Annotated[int, msgspec.Meta(ge=1, le=MAX_BODY)]


class _Shared(_Struct, frozen=True):
    compartment: _Compartment
    epoch: Annotated[int, msgspec.Meta(ge=1, lt=10**9)]
    key_id: _KeyId
    wraps: Annotated[list[tuple[_Writer, _Wrap]], msgspec.Meta(min_length=1, max_length=MAX_WRAPS)]


_Wraps = Annotated[list[tuple[_Writer, _Wrap]], msgspec.Meta(min_length=1, max_length=MAX_WRAPS)]
_certificates = msgspec.msgpack.Decoder(_Certificate)
_continuations = msgspec.msgpack.Decoder(_Continuation)
_mandates = msgspec.msgpack.Decoder(_Mandate)
_choices: msgspec.msgpack.Decoder[_Mandate] = msgspec.msgpack.Decoder(_Choice)
_packages = msgspec.msgpack.Decoder(_Package)
_wraps = msgspec.msgpack.Decoder(_Wraps)
_signed = msgspec.msgpack.Decoder(_Signed)
_shared = msgspec.msgpack.Decoder(Annotated[list[_Shared], msgspec.Meta(min_length=1, max_length=MAX_WRAPS)])
_encode = msgspec.msgpack.Encoder().encode
H = TypeVar("H", bound=_Struct)


def seal_certificate(deed: Certificate, key: SigningKey) -> bytes:
    """Return the bytes of a certificate, signed by its signer's key.

    Raises:
        BadValue: the public key is weak.
    """
    keyring.require_strong(deed.public_key)
    header = _Certificate(FORMAT, deed.space, deed.signer, deed.writer, deed.public_key)
    return frame.build(CERTIFICATE, _encode(header), b"", key)


def seal_continuation(deed: Certificate, key: SigningKey, own: SigningKey) -> bytes:
    """Return the bytes of a certificate signed by its signer's `key` and countersigned by its writer's `own` one.

    Raises:
        BadValue: the public key is weak.
    """
    keyring.require_strong(deed.public_key)
    plain = _Certificate(FORMAT, deed.space, deed.signer, deed.writer, deed.public_key)
    possession = own.sign(_possessed(plain)).signature
    header = _Continuation(FORMAT, deed.space, deed.signer, deed.writer, deed.public_key, possession)
    return frame.build(CONTINUATION, _encode(header), b"", key)


def seal_mandate(deed: Mandate, root_seed: bytes) -> bytes:
    """Return the bytes of a mandate, signed by the organization's root (secret seed of 32 bytes).

    Raises:
        BadValue: the controller's key is weak.
    """
    keyring.require_strong(deed.controller_key)
    place = (deed.space, deed.epoch, deed.controller, deed.controller_key, (deed.after.epoch, deed.after.seq))
    magic, header = (CHOICE, _Choice(FORMAT, *place, deed.tip)) if deed.tip else (MANDATE, _Mandate(FORMAT, *place))
    return frame.build(magic, _encode(header), b"", keyring.signing_key(root_seed))


def seal_package(deed: KeyPackage, key: SigningKey) -> bytes:
    """Return the bytes of a key package, signed by its signer's key.

    Raises:
        BadValue: it has no wrap or more than 4,096.
    """
    if not 0 < len(deed.wraps) <= MAX_WRAPS:
        raise BadValue("wraps", "length")
    body = _encode(deed.wraps)
    place = (deed.space, deed.compartment, deed.epoch, deed.key_id, deed.signer)
    return frame.build(PACKAGE, _encode(_Package(FORMAT, *place, len(body))), body, key)


def seal_bundle(deed: KeyBundle, key: SigningKey) -> bytes:
    """Return the bytes of a bundle of keys, signed by its signer's key.

    Raises:
        BadValue: a key has no wrap, or all have more than 4,096 or take more than a mebibyte.
    """
    wraps = [len(shared.wraps) for shared in deed.keys]
    body = _encode([(one.compartment, one.epoch, one.key_id, one.wraps) for one in deed.keys])
    if not wraps or min(wraps) == 0 or sum(wraps) > MAX_WRAPS or len(body) > MAX_BODY:
        raise BadValue("wraps", "length")
    return frame.build(BUNDLE, _encode(_Signed(FORMAT, deed.space, deed.signer, len(body))), body, key)


def seal_founding(deed: Founding, key: SigningKey) -> bytes:
    """Return the bytes of a founding, signed by its signer's key."""
    header = _Signed(FORMAT, deed.space, deed.signer, len(deed.genesis))
    return frame.build(FOUNDING, _encode(header), deed.genesis, key)


def open_deed(raw: bytes, key_of: KeyOf, root_key: bytes) -> Deed:
    """Check the bytes in the module's order and return the deed.

    Raises:
        SegmentDamaged: the first check that failed; `UNKNOWN_WRITER` when `key_of` does not know the signer.
    """
    if len(raw) > MAX_DEED:
        raise SegmentDamaged(_NAME, SegmentFault.SIZE)
    for magic, opener in _OPENERS.items():
        if raw[: len(magic)] == magic:
            return opener(raw, key_of, root_key)
    partial = any(magic.startswith(raw) for magic in _OPENERS)
    raise SegmentDamaged(_NAME, SegmentFault.PARTIAL if partial else SegmentFault.FORMAT, "magic")


def _open_certificate(raw: bytes, key_of: KeyOf, _root_key: bytes) -> Deed:
    header, end = _header(raw, CERTIFICATE, _certificates)
    _require(raw, end, header.signer, key_of)
    _require_named(header.writer, header.public_key)
    writer = WriterId(header.writer)
    return Certificate(SpaceId(header.space), WriterId(header.signer), writer, header.public_key)


def _open_continuation(raw: bytes, key_of: KeyOf, _root_key: bytes) -> Deed:
    header, end = _header(raw, CONTINUATION, _continuations)
    _require(raw, end, header.signer, key_of)
    _require_named(header.writer, header.public_key)
    writer = WriterId(header.writer)
    plain = _Certificate(FORMAT, header.space, header.signer, header.writer, header.public_key)
    if not keyring.verify(header.public_key, header.possession, _possessed(plain)):
        raise SegmentDamaged(_NAME, SegmentFault.SIGNATURE, "possession")
    return Certificate(SpaceId(header.space), WriterId(header.signer), writer, header.public_key, countersigned=True)


def _open_mandate(raw: bytes, _key_of: KeyOf, root_key: bytes) -> Deed:
    choice = raw.startswith(CHOICE)
    header, end = _header(raw, CHOICE, _choices) if choice else _header(raw, MANDATE, _mandates)
    frame.require_length(raw, end + keyring.SIGNATURE_BYTES, _NAME)
    frame.require_signature(raw, root_key, _NAME)
    _require_named(header.controller, header.controller_key)
    place = (SpaceId(header.space), header.epoch, WriterId(header.controller), header.controller_key)
    return Mandate(*place, ControlPosition(*header.after), header.tip if isinstance(header, _Choice) else b"")


def _open_package(raw: bytes, key_of: KeyOf, _root_key: bytes) -> Deed:
    header, end = _header(raw, PACKAGE, _packages)
    _require(raw, end + header.body_length, header.signer, key_of)
    wraps = frame.decode(raw[end : end + header.body_length], _wraps, _NAME)
    return KeyPackage(
        SpaceId(header.space),
        header.compartment,
        header.epoch,
        header.key_id,
        WriterId(header.signer),
        tuple((WriterId(writer), wrap) for writer, wrap in wraps),
    )


def _open_bundle(raw: bytes, key_of: KeyOf, _root_key: bytes) -> Deed:
    header, end = _header(raw, BUNDLE, _signed)
    _require(raw, end + header.body_length, header.signer, key_of)
    shared = frame.decode(raw[end : end + header.body_length], _shared, _NAME)
    keys = (
        SharedKey(one.compartment, one.epoch, one.key_id, tuple((WriterId(name), wrap) for name, wrap in one.wraps))
        for one in shared
    )
    return KeyBundle(SpaceId(header.space), WriterId(header.signer), tuple(keys))


def _open_founding(raw: bytes, key_of: KeyOf, _root_key: bytes) -> Deed:
    header, end = _header(raw, FOUNDING, _signed)
    _require(raw, end + header.body_length, header.signer, key_of)
    return Founding(SpaceId(header.space), WriterId(header.signer), raw[end : end + header.body_length])


_OPENERS: dict[bytes, Callable[[bytes, KeyOf, bytes], Deed]] = {
    CERTIFICATE: _open_certificate,
    CONTINUATION: _open_continuation,
    MANDATE: _open_mandate,
    CHOICE: _open_mandate,
    PACKAGE: _open_package,
    BUNDLE: _open_bundle,
    FOUNDING: _open_founding,
}


def _possessed(plain: _Certificate) -> bytes:
    """Return what the new key signs."""
    return CONTINUATION + _encode(plain)


def _header(raw: bytes, magic: bytes, decoder: "msgspec.msgpack.Decoder[H]") -> tuple[H, int]:
    packed, end = frame.split(raw, magic, _NAME)
    return frame.decode(packed, decoder, _NAME), end


def _require(raw: bytes, end: int, signer: str, key_of: KeyOf) -> None:
    """Check length and signature of what a writer signed."""
    frame.require_length(raw, end + keyring.SIGNATURE_BYTES, _NAME)
    key = key_of(WriterId(signer))
    if key is None:
        raise SegmentDamaged(_NAME, SegmentFault.UNKNOWN_WRITER, signer)
    if keyring.writer_id(key) != signer:
        raise SegmentDamaged(_NAME, SegmentFault.SIGNATURE, "the key is not the signer's")
    frame.require_signature(raw, key, _NAME)


def _require_named(writer: str, key: bytes) -> None:
    """Refuse a key that is weak or not the named writer's, though it was signed."""
    if not keyring.is_strong(key) or keyring.writer_id(key) != writer:
        raise SegmentDamaged(_NAME, SegmentFault.FORMAT, "key")
