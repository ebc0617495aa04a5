"""An ephemeral message ↔ bytes, and the list of such messages that a hub puts behind the head of its lane.

The frame's header is `[format, space, writer, kind, counter, item, key id]`, its body

    nonce (12) | ciphertext | tag (16)

AES-256-GCM under a key of the space, or of the agenda item the header names, bound to the header. Inside: the length of
the content (2 bytes, big-endian), the content, zeros up to a multiple of 128 bytes, so that the length tells no page.
Nothing is compressed. The counter grows with every message of a writer: an older one never replaces a newer one, and
the nonce, which follows from key, header and content, is never used for two.
"""

import hmac
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Annotated

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from ecabinet.app import ephemera
from ecabinet.app.ephemera import Content, Kind
from ecabinet.core.errors import SegmentDamaged, SegmentFault
from ecabinet.core.ids import ItemId, SpaceId, WriterId
from ecabinet.sync.crypto.keyring import SIGNATURE_BYTES
from ecabinet.sync.crypto.wrapping import KEY_ID_BYTES, derive
from ecabinet.sync.formats import frame
from ecabinet.sync.formats.names import SPACE_PATTERN, WRITER_PATTERN

MAGIC = b"ecabEPH\x01"
FORMAT = 1
MAX_MESSAGE = 1024
"""Bytes of a message's file at most."""

TAIL_MAGIC = b"ecabEPT\x01"
MAX_CARRIED = 16
"""Messages behind the head of a lane at most."""

MAX_TAIL = len(TAIL_MAGIC) + 3 + MAX_CARRIED * (MAX_MESSAGE + 3)
"""Bytes of such a list at most."""

BUCKET = 128
_LENGTH, _NONCE = 2, 12


class _Header(msgspec.Struct, array_like=True, frozen=True, forbid_unknown_fields=True):
    format: Annotated[int, msgspec.Meta(ge=FORMAT, le=FORMAT)]
    space: Annotated[str, msgspec.Meta(pattern=f"^{SPACE_PATTERN}\\Z")]
    writer: Annotated[str, msgspec.Meta(pattern=f"^{WRITER_PATTERN}\\Z")]
    kind: Kind
    counter: Annotated[int, msgspec.Meta(ge=1, lt=10**15)]
    item: Annotated[str, msgspec.Meta(max_length=100)]
    key_id: Annotated[bytes, msgspec.Meta(min_length=KEY_ID_BYTES, max_length=KEY_ID_BYTES)]


@dataclass(frozen=True, slots=True)
class Outline:
    """What a message shows to everybody.

    Attributes:
        item: the agenda item with whose key it is sealed, empty for the space's own.
        key_id: names that key, 16 bytes.
    """

    space: SpaceId
    writer: WriterId
    kind: Kind
    counter: int
    item: ItemId
    key_id: bytes


_headers = msgspec.msgpack.Decoder(_Header)
_tails = msgspec.msgpack.Decoder(
    Annotated[list[Annotated[bytes, msgspec.Meta(max_length=MAX_MESSAGE)]], msgspec.Meta(max_length=MAX_CARRIED)]
)


def seal(outline: Outline, content: Content | None, key: bytes) -> frame.Unsigned:
    """Return a message under a key (32 bytes), to be signed by its writer; None ends what was told before.

    Raises:
        ValueError: it is too long.
    """
    raw = ephemera.encode(content)
    plain = len(raw).to_bytes(_LENGTH, "big") + raw
    plain = plain.ljust(-(-len(plain) // BUCKET) * BUCKET, b"\0")
    fields = (outline.space, outline.writer, outline.kind, outline.counter, outline.item, outline.key_id)
    header = msgspec.msgpack.encode(_Header(FORMAT, *fields))
    if frame.OVERHEAD + len(header) + _NONCE + len(plain) + 16 > MAX_MESSAGE:
        raise ValueError("item")
    cipher, nonce_key = _ciphers(key)
    bound = frame.prefixed(MAGIC, header)
    nonce = hmac.digest(nonce_key, bound + plain, "sha256")[:_NONCE]
    return frame.Unsigned(MAGIC, header, nonce + cipher.encrypt(nonce, plain, bound))


def peek(raw: bytes, where: str = "") -> Outline:
    """Return what a message says of itself; nothing but the form is checked.

    Raises:
        SegmentDamaged: SIZE, PARTIAL or FORMAT.
    """
    if len(raw) > MAX_MESSAGE:
        raise SegmentDamaged(where, SegmentFault.SIZE)
    packed, start = frame.split(raw, MAGIC, where)
    if len(raw) < start + _NONCE + BUCKET + 16 + SIGNATURE_BYTES:
        raise SegmentDamaged(where, SegmentFault.PARTIAL, "body")
    header = frame.decode(packed, _headers, where)
    place = (SpaceId(header.space), WriterId(header.writer), header.kind)
    return Outline(*place, header.counter, ItemId(header.item), header.key_id)


def unseal(raw: bytes, kind: Kind, key: bytes, where: str = "") -> Content | None:
    """Return the content of a message whose signature holds; None ends what was told before.

    Raises:
        SegmentDamaged: BODY, the key does not open it, or what is inside is no such content.
    """
    _header, start = frame.split(raw, MAGIC, where)
    body = raw[start:-SIGNATURE_BYTES]
    try:
        plain = _ciphers(key)[0].decrypt(body[:_NONCE], body[_NONCE:], raw[:start])
        end = _LENGTH + int.from_bytes(plain[:_LENGTH], "big")
        return ephemera.decode(kind, plain[_LENGTH:end])
    except (InvalidTag, ValueError, msgspec.DecodeError, RecursionError) as error:
        raise SegmentDamaged(where, SegmentFault.BODY, str(error)) from error


def pack_tail(messages: Iterable[bytes]) -> bytes:
    """Return what stands behind the head of a lane: nothing for no messages, else at most the first few of them."""
    some = list(messages)[:MAX_CARRIED]
    return TAIL_MAGIC + msgspec.msgpack.encode(some) if some else b""


def unpack_tail(raw: bytes, where: str = "") -> tuple[bytes, ...]:
    """Return the messages behind the head of a lane; nothing in them is checked.

    Raises:
        SegmentDamaged: SIZE or FORMAT.
    """
    if len(raw) > MAX_TAIL:
        raise SegmentDamaged(where, SegmentFault.SIZE)
    if not raw.startswith(TAIL_MAGIC):
        raise SegmentDamaged(where, SegmentFault.FORMAT, "magic")
    try:
        return tuple(_tails.decode(raw[len(TAIL_MAGIC) :]))
    except (msgspec.DecodeError, RecursionError) as error:
        raise SegmentDamaged(where, SegmentFault.FORMAT, str(error)) from error


@lru_cache(maxsize=256)
def _ciphers(key: bytes) -> tuple[AESGCM, bytes]:
    return AESGCM(derive(key, b"ephemera")), derive(key, b"ephemera nonce")
