"""An invitation: what a person gets from the administrator, on paper, by mail or on a stick, to let a laptop join.

It is one block of text: `ecabinet-invitation:` and base64url of MessagePack with eight bytes of its SHA-256 behind it.
It holds a secret: who has it can ask to join in that person's name, which the comparison of digits then shows.
"""

import base64
import binascii
import hashlib
from dataclasses import dataclass
from typing import Annotated

import msgspec

from ecabinet.core.errors import BadValue
from ecabinet.core.ids import Instant, MemberId, SpaceId
from ecabinet.sync.crypto import keyring
from ecabinet.sync.formats.names import SPACE_PATTERN, WRITER_PATTERN

PREFIX = "ecabinet-invitation:"
SECRET_BYTES = 32
_FORMAT = 1
_CHECKSUM = 8
_MAX_TEXT = 16_384
_LAST = 253_402_300_799_999  # the end of the year 9999, which every clock and calendar can show


@dataclass(frozen=True, slots=True)
class Invitation:
    """One use by one laptop of one member.

    Attributes:
        organization: its name, for people.
        space: the organization's directory; the hash of the genesis that `root_key` (Ed25519, 32 bytes) signed.
        store: where the store lies; a laptop that knows it under another name may put that name in its place.
        id: 26 letters of base32; names the messages in the store.
        secret: 32 bytes; binds the messages to the invitation.
        name: the member's, for people.
        expires: later requests are refused.
    """

    organization: str
    space: SpaceId
    root_key: bytes
    store: str
    id: str
    secret: bytes
    member: MemberId
    name: str
    expires: Instant


_Text = Annotated[str, msgspec.Meta(min_length=1, max_length=4000)]
_Bytes32 = Annotated[bytes, msgspec.Meta(min_length=32, max_length=32)]


class _Packed(msgspec.Struct, array_like=True, frozen=True, forbid_unknown_fields=True):
    """The order of fields is the format."""

    format: Annotated[int, msgspec.Meta(ge=_FORMAT, le=_FORMAT)]
    organization: _Text
    space: Annotated[str, msgspec.Meta(pattern=f"^{SPACE_PATTERN}\\Z")]
    root_key: _Bytes32
    store: _Text
    id: Annotated[str, msgspec.Meta(pattern=f"^{WRITER_PATTERN}\\Z")]
    secret: _Bytes32
    member: _Text
    name: _Text
    expires: Annotated[int, msgspec.Meta(ge=0, le=_LAST)]


_decoder = msgspec.msgpack.Decoder(_Packed)


def invitation_text(invitation: Invitation) -> str:
    """Return the block of text: letters, digits, hyphen, underscore and one colon, on one line."""
    i = invitation
    packed = msgspec.msgpack.encode(
        _Packed(_FORMAT, i.organization, i.space, i.root_key, i.store, i.id, i.secret, i.member, i.name, i.expires)
    )
    return PREFIX + base64.urlsafe_b64encode(packed + _checksum(packed)).decode("ascii").rstrip("=")


def read_invitation(text: str) -> Invitation:
    """Return the invitation in a text; blanks and line breaks, which mail programs add, do not matter.

    Raises:
        BadValue: field `invitation`, rule `unreadable`: it is no invitation, or not a whole one.
    """
    compact = "".join(text[:_MAX_TEXT].split()).lstrip("\ufeff")
    if not compact.startswith(PREFIX):
        raise BadValue("invitation", "unreadable")
    try:
        code = compact.removeprefix(PREFIX).encode("ascii")
        raw = base64.b64decode(code + b"=" * (-len(code) % 4), altchars=b"-_", validate=True)
        packed, checksum = raw[:-_CHECKSUM], raw[-_CHECKSUM:]
        found = _decoder.decode(packed)
    except (binascii.Error, ValueError, msgspec.DecodeError, RecursionError) as error:
        raise BadValue("invitation", "unreadable") from error
    if checksum != _checksum(packed) or not keyring.is_strong(found.root_key):
        raise BadValue("invitation", "unreadable")
    return _invitation(found)


def require_current(invitation: Invitation, now: Instant) -> None:
    """Refuse an invitation that has run out.

    Raises:
        BadValue: field `invitation`, rule `expired`.
    """
    if now > invitation.expires:
        raise BadValue("invitation", "expired")


def _invitation(found: _Packed) -> Invitation:
    return Invitation(
        organization=found.organization,
        space=SpaceId(found.space),
        root_key=found.root_key,
        store=found.store,
        id=found.id,
        secret=found.secret,
        member=MemberId(found.member),
        name=found.name,
        expires=Instant(found.expires),
    )


def _checksum(packed: bytes) -> bytes:
    return hashlib.sha256(packed).digest()[:_CHECKSUM]
