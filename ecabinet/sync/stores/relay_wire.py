"""What a relay and its clients say to each other: frames of a length (4 bytes, big-endian) and MessagePack, over TCP.

    relay   nonce (32)                       client  hello: token, HMAC-SHA256 of the nonce under the shared secret
    client  one question                     relay   any number of pieces, then one answer
    client  publish, pieces, end             relay   one answer

Nothing here is encrypted or signed: what lies in a store is both. The secret keeps strangers from filling it.
"""

import hashlib
import hmac
import socket
import struct
from typing import Annotated, Literal, TypeVar

import msgspec

from ecabinet.sync.stores.store import CHUNK

MAX_FRAME = CHUNK + 4096
"""Bytes of one message at most."""

NONCE_BYTES = 32
_LENGTH = struct.Struct(">I")
_Name = Annotated[str, msgspec.Meta(max_length=1000)]
_Data = Annotated[bytes, msgspec.Meta(max_length=CHUNK)]

Verb = Literal[
    "hello",
    "check",
    "list",
    "size",
    "read",
    "publish",
    "piece",
    "end",
    "replace",
    "set_aside",
    "remove",
    "wait",
    "tell",
]
Kind = Literal["nonce", "done", "none", "piece", "occupied", "read_only", "unreachable"]


class Ask(msgspec.Struct, array_like=True, frozen=True, forbid_unknown_fields=True):
    """A question. `number` is a limit in bytes, for "wait" in milliseconds."""

    verb: Verb
    name: _Name = ""
    number: Annotated[int, msgspec.Meta(ge=0, lt=2**40)] = 0
    data: _Data = b""


class Tell(msgspec.Struct, array_like=True, frozen=True, forbid_unknown_fields=True):
    """An answer or a part of one. `name` is a reason; `number` a size, or 1 for yes."""

    kind: Kind
    name: _Name = ""
    number: int = 0
    data: _Data = b""


M = TypeVar("M", Ask, Tell)
asks, tells = msgspec.msgpack.Decoder(Ask), msgspec.msgpack.Decoder(Tell)


def proof(secret: str, nonce: bytes) -> bytes:
    """Return what shows that one knows the secret, 32 bytes; only for this nonce."""
    return hmac.digest(secret.encode(), b"ecabinet relay" + nonce, hashlib.sha256)


def send(line: socket.socket, message: Ask | Tell) -> None:
    """Send a message.

    Raises:
        OSError: the line is broken.
    """
    packed = msgspec.msgpack.encode(message)
    line.sendall(_LENGTH.pack(len(packed)) + packed)


def receive(line: socket.socket, decoder: "msgspec.msgpack.Decoder[M]") -> M:
    """Wait for a message.

    Raises:
        OSError: the line is broken, or the other end says what is no message.
    """
    (length,) = _LENGTH.unpack(_exactly(line, _LENGTH.size))
    if length > MAX_FRAME:
        raise ConnectionError("too long")
    try:
        return decoder.decode(_exactly(line, length))
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise ConnectionError("no message") from error


def _exactly(line: socket.socket, count: int) -> bytes:
    found = bytearray()
    while len(found) < count:
        piece = line.recv(min(count - len(found), CHUNK))
        if not piece:
            raise ConnectionError("closed")
        found += piece
    return bytes(found)
