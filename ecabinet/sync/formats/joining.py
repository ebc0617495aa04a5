"""Joining ↔ bytes: the invitation, the messages of a laptop that joins, and the six digits that people compare.

    step 1  request    laptop      its keys, and a commitment to a number it keeps to itself
         2  challenge  controller  a number of its own, for this request only
         3  reveal     laptop      the number it had committed to
         4  answer     controller  approved or refused
         5  rival      the request of a further laptop that holds the same invitation

Both sides compute the digits from 1, 2 and 3. Because the laptop commits first and the controller chooses before it
sees the number, nobody can steer them: who puts himself in between is seen with all but one chance in a million.
Every message is a frame whose body is an HMAC under the invitation's secret; steps 1 and 3 are signed by the key that
joins, 2 and 4 by a controller.
"""

import hashlib
import hmac
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, TypeVar

import msgspec
from nacl.signing import SigningKey

from ecabinet.app.ports import KeyOf
from ecabinet.core.errors import BadValue, SegmentDamaged, SegmentFault
from ecabinet.core.ids import WriterId
from ecabinet.sync.crypto import keyring
from ecabinet.sync.crypto.wrapping import require_usable
from ecabinet.sync.formats import frame
from ecabinet.sync.formats.invitation import Invitation
from ecabinet.sync.formats.names import SPACE_PATTERN, WRITER_PATTERN

REQUEST, CHALLENGE, REVEAL, ANSWER, RIVAL = range(1, 6)
"""Steps, as they stand in the names of the files."""

FORMAT = 1
NONCE_BYTES = 32
MAC_BYTES = 32
MAX_MESSAGE = frame.MAX_HEADER + MAC_BYTES + frame.OVERHEAD
"""Bytes a message can have at most."""
MAX_LABEL = 200
MAX_REASON = 500

_MAGIC = {
    REQUEST: b"ecabJRQ\x01",
    CHALLENGE: b"ecabJCH\x01",
    REVEAL: b"ecabJRV\x01",
    ANSWER: b"ecabJAN\x01",
    RIVAL: b"ecabJRQ\x01",
}
_MILLION = 1_000_000
_FAIR = 2**32 - 2**32 % _MILLION

_Format = Annotated[int, msgspec.Meta(ge=FORMAT, le=FORMAT)]
_Space = Annotated[str, msgspec.Meta(pattern=f"^{SPACE_PATTERN}\\Z")]
_Name = Annotated[str, msgspec.Meta(pattern=f"^{WRITER_PATTERN}\\Z")]
_Bytes32 = Annotated[bytes, msgspec.Meta(min_length=32, max_length=32)]


class Verdict(StrEnum):
    """What the controller decided."""

    APPROVED = "approved"
    REFUSED = "refused"


class Message(msgspec.Struct, array_like=True, frozen=True, forbid_unknown_fields=True):
    """What every header begins with; the order of fields is the format."""

    format: _Format
    space: _Space
    invitation: _Name


class Request(Message, frozen=True):
    """Step 1. `public_key` is Ed25519, `wrap_key` X25519; `label` is what the person calls the laptop."""

    public_key: _Bytes32
    wrap_key: _Bytes32
    commitment: _Bytes32
    label: Annotated[str, msgspec.Meta(min_length=1, max_length=MAX_LABEL)]


class Challenge(Message, frozen=True):
    """Step 2. `request` is the SHA-256 of all bytes of step 1."""

    writer: _Name
    request: _Bytes32
    nonce: _Bytes32


class Reveal(Message, frozen=True):
    """Step 3. `challenge` is the SHA-256 of all bytes of step 2."""

    challenge: _Bytes32
    nonce: _Bytes32


class Answer(Message, frozen=True):
    """Step 4. `transcript` names all that went before in an approval; it is zero in a refusal."""

    writer: _Name
    verdict: Verdict
    transcript: _Bytes32
    reason: Annotated[str, msgspec.Meta(max_length=MAX_REASON)]


@dataclass(frozen=True, slots=True)
class Newcomer:
    """The secrets of a laptop that joins: seed of its signing key, its X25519 public key, its number; 32 bytes each."""

    seed: bytes
    wrap_key: bytes
    nonce: bytes
    label: str


M = TypeVar("M", bound=Message)


def seal_request(invitation: Invitation, newcomer: Newcomer) -> bytes:
    """Return step 1 (or 5)."""
    key = keyring.public_key(newcomer.seed)
    promise = commitment(invitation, key, newcomer.wrap_key, newcomer.nonce)
    space, name = invitation.space, invitation.id
    message = Request(FORMAT, space, name, key, newcomer.wrap_key, promise, newcomer.label)
    return _seal(REQUEST, message, invitation, keyring.signing_key(newcomer.seed))


def open_request(raw: bytes, invitation: Invitation) -> Request:
    """Check step 1 or 5 and return it.

    Raises:
        SegmentDamaged: PARTIAL, FORMAT (a weak key, too), SPACE (of another invitation), or SIGNATURE (by the key, or
            the HMAC).
    """
    message = _read(REQUEST, raw, Request, invitation)
    name = _name(invitation, REQUEST)
    frame.require_signature(raw, message.public_key, name)
    try:
        require_usable(message.wrap_key)
    except BadValue as weak:
        raise SegmentDamaged(name, SegmentFault.FORMAT, "wrap key") from weak
    return message


def seal_challenge(invitation: Invitation, request: bytes, nonce: bytes, controller: SigningKey) -> bytes:
    """Return step 2, made for these bytes of step 1; `nonce` is 32 fresh random bytes."""
    writer = keyring.writer_id(bytes(controller.verify_key))
    message = Challenge(FORMAT, invitation.space, invitation.id, writer, _sha256(request), nonce)
    return _seal(CHALLENGE, message, invitation, controller)


def open_challenge(raw: bytes, invitation: Invitation, request: bytes, key_of: KeyOf) -> Challenge:
    """Check step 2 against one's own step 1 and return it; `key_of` knows those who may answer.

    Raises:
        SegmentDamaged: as for `open_request`; UNKNOWN_WRITER; CHAIN when it was made for another request.
    """
    message = _read(CHALLENGE, raw, Challenge, invitation)
    name = _name(invitation, CHALLENGE)
    _require_controller(raw, WriterId(message.writer), key_of, name)
    if message.request != _sha256(request):
        raise SegmentDamaged(name, SegmentFault.CHAIN, "request")
    return message


def seal_reveal(invitation: Invitation, newcomer: Newcomer, challenge: bytes) -> bytes:
    """Return step 3, made for these bytes of step 2."""
    message = Reveal(FORMAT, invitation.space, invitation.id, _sha256(challenge), newcomer.nonce)
    return _seal(REVEAL, message, invitation, keyring.signing_key(newcomer.seed))


def open_reveal(raw: bytes, invitation: Invitation, request: Request, challenge: bytes) -> Reveal:
    """Check step 3 and return it.

    Raises:
        SegmentDamaged: as for `open_request`; CHAIN when it was made for another challenge; BODY when it is not the
            number committed to: whoever holds the joining key has cheated.
    """
    message = _read(REVEAL, raw, Reveal, invitation)
    name = _name(invitation, REVEAL)
    frame.require_signature(raw, request.public_key, name)
    if message.challenge != _sha256(challenge):
        raise SegmentDamaged(name, SegmentFault.CHAIN, "challenge")
    promised = commitment(invitation, request.public_key, request.wrap_key, message.nonce)
    if not hmac.compare_digest(promised, request.commitment):
        raise SegmentDamaged(name, SegmentFault.BODY, "commitment")
    return message


def seal_approval(invitation: Invitation, transcript: bytes, controller: SigningKey) -> bytes:
    """Return step 4 with which the laptop whose transcript this is has joined."""
    return _seal_answer(invitation, Verdict.APPROVED, transcript, "", controller)


def seal_refusal(invitation: Invitation, reason: str, controller: SigningKey) -> bytes:
    """Return step 4 that ends the invitation for every laptop; `reason` is a word of the program or a sentence."""
    return _seal_answer(invitation, Verdict.REFUSED, bytes(32), reason[:MAX_REASON], controller)


def open_answer(raw: bytes, invitation: Invitation, transcript: bytes, key_of: KeyOf) -> Answer:
    """Check step 4 and return it; `transcript` is one's own, empty when there is none yet.

    Raises:
        SegmentDamaged: as for `open_challenge`; CHAIN when it approves something else.
    """
    message = _read(ANSWER, raw, Answer, invitation)
    name = _name(invitation, ANSWER)
    _require_controller(raw, WriterId(message.writer), key_of, name)
    if message.verdict is Verdict.APPROVED and message.transcript != transcript:
        raise SegmentDamaged(name, SegmentFault.CHAIN, "transcript")
    return message


def commitment(invitation: Invitation, public_key: bytes, wrap_key: bytes, nonce: bytes) -> bytes:
    """Return the SHA-256 that binds a laptop to its number before anybody sees it."""
    parts = (b"ecabinet joining commitment", invitation.space.encode(), invitation.id.encode())
    return _sha256(b"\n".join(parts) + public_key + wrap_key + nonce)


def transcript(request: bytes, challenge: bytes, nonce: bytes) -> bytes:
    """Return the SHA-256 over all bytes of steps 1 and 2 and the number revealed in step 3."""
    return _sha256(b"ecabinet joining transcript\n" + _sha256(request) + _sha256(challenge) + nonce)


def digits(transcript: bytes) -> str:
    """Return the six digits of a transcript, each of the million equally likely.

    >>> digits(bytes(32))
    '351041'
    """
    stream = hashlib.shake_256(b"ecabinet joining digits\n" + transcript).digest(128)
    numbers = (int.from_bytes(stream[at : at + 4], "big") for at in range(0, len(stream), 4))
    fair = next(number for number in numbers if number < _FAIR)  # 32 rejections in a row: once in 10¹¹⁵
    return f"{fair % _MILLION:06d}"


def _seal_answer(
    invitation: Invitation, verdict: Verdict, transcript: bytes, reason: str, controller: SigningKey
) -> bytes:
    writer = keyring.writer_id(bytes(controller.verify_key))
    message = Answer(FORMAT, invitation.space, invitation.id, writer, verdict, transcript, reason)
    return _seal(ANSWER, message, invitation, controller)


def _seal(step: int, message: Message, invitation: Invitation, key: SigningKey) -> bytes:
    header = msgspec.msgpack.encode(message)
    return frame.build(_MAGIC[step], header, _mac(invitation, _MAGIC[step], header), key)


def _read(step: int, raw: bytes, kind: type[M], invitation: Invitation) -> M:
    """Check everything but the signature."""
    name = _name(invitation, step)
    packed, end = frame.split(raw, _MAGIC[step], name)
    frame.require_length(raw, end + MAC_BYTES + keyring.SIGNATURE_BYTES, name)
    message = frame.decode(packed, msgspec.msgpack.Decoder(kind), name)
    if (message.space, message.invitation) != (invitation.space, invitation.id):
        raise SegmentDamaged(name, SegmentFault.SPACE)
    if not hmac.compare_digest(raw[end : end + MAC_BYTES], _mac(invitation, _MAGIC[step], packed)):
        raise SegmentDamaged(name, SegmentFault.SIGNATURE, "invitation")
    return message


def _require_controller(raw: bytes, writer: WriterId, key_of: KeyOf, name: str) -> None:
    key = key_of(writer)
    if key is None:
        raise SegmentDamaged(name, SegmentFault.UNKNOWN_WRITER)
    frame.require_signature(raw, key, name)


def _mac(invitation: Invitation, magic: bytes, header: bytes) -> bytes:
    return hmac.digest(invitation.secret, magic + header, "sha256")


def _name(invitation: Invitation, step: int) -> str:
    return f"join/{invitation.id}.{step}"


def _sha256(data: bytes) -> bytes:
    return hashlib.sha256(data).digest()
