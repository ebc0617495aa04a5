"""Records of an agenda item or a circle under its own key, inside segments that all in the meeting's space can open.

    key id (16) | nonce (12) | ciphertext | tag (16)

The content is preceded by its length (4 bytes, big-endian) and followed by zeros up to a multiple of 128 bytes. The
nonce follows from key, surroundings and content, as in `sealing.py`.
"""

import hmac
from functools import lru_cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from ecabinet.app.codec import Cover, Uncover
from ecabinet.app.issuing import CIRCLE
from ecabinet.core.ids import ItemId, SpaceId
from ecabinet.sync.crypto.wrapping import KEY_ID_BYTES, derive
from ecabinet.sync.keys.keychain import HeldKey, KeyChain

BUCKET = 128
_LENGTH = 4
_NONCE = 12


def cover(keys: KeyChain, space: SpaceId, about: str) -> Cover | None:
    """Return what covers a record of an item or a circle; None where there is no key that only some hold."""
    held = keys.issued(space, about) if about.startswith(CIRCLE) else keys.item(space, ItemId(about))
    return (lambda plain, bound: (about, _cover(held, plain, bound))) if held else None


def uncover(keys: KeyChain, space: SpaceId) -> Uncover:
    """Return what uncovers records of a space, as far as their keys are held here."""

    def act(item: str, covered: bytes, bound: bytes) -> bytes | None:
        key = keys.item_key(space, ItemId(item), covered[:KEY_ID_BYTES])
        return _uncover(key, covered[KEY_ID_BYTES:], bound) if key else None

    return act


def _cover(held: HeldKey, plain: bytes, bound: bytes) -> bytes:
    whole = len(plain).to_bytes(_LENGTH, "big") + plain
    whole = whole.ljust(-(-len(whole) // BUCKET) * BUCKET, b"\0")
    cipher, nonce_key = _ciphers(held.key)
    nonce = hmac.digest(nonce_key, len(bound).to_bytes(4, "big") + bound + whole, "sha256")[:_NONCE]
    return held.name.key_id + nonce + cipher.encrypt(nonce, whole, bound)


def _uncover(key: bytes, sealed: bytes, bound: bytes) -> bytes | None:
    try:
        whole = _ciphers(key)[0].decrypt(sealed[:_NONCE], sealed[_NONCE:], bound)
    except (InvalidTag, ValueError):
        return None
    end = _LENGTH + int.from_bytes(whole[:_LENGTH], "big")
    return whole[_LENGTH:end]


@lru_cache(maxsize=4096)
def _ciphers(key: bytes) -> tuple[AESGCM, bytes]:
    return AESGCM(derive(key, b"record")), derive(key, b"record nonce")
