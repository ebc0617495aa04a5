"""Small files on this laptop that only the holder of a key can read, and that are replaced whole or not at all."""

import hmac
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

import msgspec
from nacl.exceptions import CryptoError
from nacl.secret import SecretBox

from ecabinet.boot.files import write_secret
from ecabinet.core.errors import ProfileDamaged

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class SealedFile(Generic[T]):
    """A value of one dataclass in one file; `secret` (32 bytes) and `purpose` make the key it is sealed under."""

    path: Path
    kind: type[T]
    secret: bytes
    purpose: str

    def read(self) -> T | None:
        """Return the value, None if there is no file.

        Raises:
            ProfileDamaged: part `joining`; the file cannot be read, and is left as it is.
        """
        try:
            return msgspec.msgpack.decode(self._box().decrypt(self.path.read_bytes()), type=self.kind)
        except FileNotFoundError:
            return None
        except (OSError, CryptoError, ValueError, msgspec.DecodeError) as error:
            raise ProfileDamaged(str(self.path), "joining") from error

    def write(self, value: T) -> None:
        """Put a value in the place of the one before; after a crash one of the two is there."""
        write_secret(self.path, self._box().encrypt(msgspec.msgpack.encode(value)))

    def _box(self) -> SecretBox:
        return SecretBox(hmac.digest(self.secret, self.purpose.encode(), "sha256"))
