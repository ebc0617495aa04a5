"""The genesis of a space ↔ bytes: the file `space.mp`.

A genesis is a frame whose header is `[format, kind, root, about, signer key, controller key]` and whose body is empty.
Format 2 is that of a directory in whose organization nothing is taken in the clear; all others have format 1. The
space's identifier is the base32 of the SHA-256 of *all* its bytes, signature included: whoever knows the identifier
knows that exactly these bytes are meant.
"""

import hashlib
from typing import Annotated

import msgspec
from nacl.signing import SigningKey

from ecabinet.app.genesis import SEALED_FORMAT, Genesis, SpaceKind
from ecabinet.core.errors import BadValue, SegmentDamaged, SegmentFault
from ecabinet.core.ids import MeetingId, MemberId, SpaceId
from ecabinet.sync.crypto import keyring
from ecabinet.sync.formats import frame
from ecabinet.sync.formats.names import SPACE_PATTERN

MAGIC = b"ecabGEN\x01"
FORMAT = 1
MAX_ABOUT = 512
MAX_GENESIS = frame.MAX_HEADER + frame.OVERHEAD
"""Bytes a `space.mp` can have at most."""

_NAME = "space.mp"
_Key = Annotated[bytes, msgspec.Meta(min_length=keyring.KEY_BYTES, max_length=keyring.KEY_BYTES)]


class _Header(msgspec.Struct, array_like=True, frozen=True, forbid_unknown_fields=True):
    """The order of fields is the format. `root` is empty in a directory: it is its own root."""

    format: Annotated[int, msgspec.Meta(ge=FORMAT, le=SEALED_FORMAT)]
    kind: SpaceKind
    root: Annotated[str, msgspec.Meta(pattern=f"^(?:{SPACE_PATTERN})?\\Z")]
    about: Annotated[str, msgspec.Meta(min_length=1, max_length=MAX_ABOUT)]
    signer_key: _Key
    controller_key: _Key


_decoder = msgspec.msgpack.Decoder(_Header)


def found_organization(name: str, root_seed: bytes, controller_key: bytes, *, sealed: bool = False) -> Genesis:
    """Return the genesis of an organization's directory, signed by its root (secret seed of 32 bytes).

    The same arguments give the same bytes, hence the same space. In a `sealed` organization nobody takes anything in
    the clear, so its keys must be begun before its first record is written.

    Raises:
        BadValue: the name is empty or longer than 512 letters, or the controller's key is weak.
    """
    keyring.require_strong(controller_key)
    place = (SpaceKind.DIRECTORY, SpaceId(""), name)
    return _found(keyring.signing_key(root_seed), *place, controller_key, SEALED_FORMAT if sealed else FORMAT)


def found_meeting(key: SigningKey, root: SpaceId, meeting: MeetingId) -> Genesis:
    """Return the genesis of a meeting's space, signed by the writer that founds it."""
    return _found(key, SpaceKind.MEETING, root, meeting, bytes(key.verify_key))


def found_private(key: SigningKey, root: SpaceId, member: MemberId) -> Genesis:
    """Return the genesis of a member's private space, signed by the installation of that member which founds it."""
    return _found(key, SpaceKind.PRIVATE, root, member, bytes(key.verify_key))


def _found(  # the fields of a header
    key: SigningKey, kind: SpaceKind, root: SpaceId, about: str, controller_key: bytes, form: int = FORMAT
) -> Genesis:
    if not 0 < len(about) <= MAX_ABOUT:
        raise BadValue("about", "length")
    header = _Header(form, kind, root, about, bytes(key.verify_key), controller_key)
    return open_genesis(frame.build(MAGIC, msgspec.msgpack.encode(header), b"", key))


def open_genesis(raw: bytes) -> Genesis:
    """Check the bytes of a genesis and return it.

    Raises:
        SegmentDamaged: PARTIAL, FORMAT or SIGNATURE. Whether the space is the expected one is for the caller to say.
    """
    packed, end = frame.split(raw, MAGIC, _NAME)
    frame.require_length(raw, end + keyring.SIGNATURE_BYTES, _NAME)
    header = frame.decode(packed, _decoder, _NAME)
    frame.require_signature(raw, header.signer_key, _NAME)
    is_directory = header.kind is SpaceKind.DIRECTORY
    if is_directory != (header.root == "") or not keyring.is_strong(header.controller_key):
        raise SegmentDamaged(_NAME, SegmentFault.FORMAT, "root or controller")
    if header.format == SEALED_FORMAT and not is_directory:
        raise SegmentDamaged(_NAME, SegmentFault.FORMAT, "sealed")
    space = SpaceId(keyring.base32(hashlib.sha256(raw).digest()))
    return Genesis(
        space=space,
        kind=header.kind,
        root=SpaceId(header.root) or space,
        about=header.about,
        signer_key=header.signer_key,
        controller=keyring.writer_id(header.controller_key),
        controller_key=header.controller_key,
        raw=raw,
    )
