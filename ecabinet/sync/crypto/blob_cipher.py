"""The content of one part of a paper under a key: chunks of 1 MiB, each sealed with AES-256-GCM.

Key and name of a blob follow from a key of the compartment and the paper's SHA-256, so the same paper in the same
compartment is stored once, and an outsider learns no hash. Since one blob key belongs to one content, counting is
enough for nonces: part (4 bytes), chunk (7 bytes), and whether it is the last of its part (1 byte).
"""

import hmac
from collections.abc import Iterator

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from ecabinet.core.errors import BlobDamaged
from ecabinet.core.ids import VersionHash
from ecabinet.sync.crypto.keyring import base32
from ecabinet.sync.crypto.wrapping import derive

CHUNK = 1024 * 1024
TAG = 16


def name(key: bytes, version: VersionHash) -> str:
    """Return what a paper is called in the store under a compartment's key: base32 of an HMAC-SHA256, 52 letters."""
    return base32(hmac.digest(derive(key, b"blob name"), bytes.fromhex(version), "sha256"))


def chunks(length: int) -> int:
    """Return how many chunks so many bytes are cut into; none at all are one empty chunk."""
    return max(1, -(-length // CHUNK))


def stored_length(length: int) -> int:
    """Return how many bytes are stored for so many bytes of content."""
    return length + TAG * chunks(length)


class PartCipher:
    """Seals and opens one part; `bound` is its file's header."""

    def __init__(self, key: bytes, version: VersionHash, part: int, bound: bytes) -> None:
        self._cipher = AESGCM(derive(key, b"blob/" + bytes.fromhex(version)))
        self._part, self._bound = part, bound

    def seal(self, plain: Iterator[bytes], length: int) -> Iterator[bytes]:
        """Yield the stored form of `length` bytes that come in full chunks."""
        for number in range(chunks(length)):
            yield self._cipher.encrypt(self._nonce(number, length), next(plain, b""), self._bound)

    def open(self, number: int, stored: bytes, length: int, path: str) -> bytes:
        """Return the content of one chunk, of a part with `length` bytes of content.

        Raises:
            BlobDamaged: with detail "sealed".
        """
        try:
            return self._cipher.decrypt(self._nonce(number, length), stored, self._bound)
        except InvalidTag as error:
            raise BlobDamaged(path, "sealed") from error

    def _nonce(self, number: int, length: int) -> bytes:
        last = number == chunks(length) - 1
        return self._part.to_bytes(4, "big") + number.to_bytes(7, "big") + bytes([last])
