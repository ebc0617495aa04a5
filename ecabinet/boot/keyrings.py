"""The keyring of the system: Windows' credential store, macOS' keychain, Secret Service or KWallet on Linux.

Only those count; a keyring that keeps its texts in an open file guards nothing.
"""

import base64
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

from ecabinet.core.errors import KeyringSilent

_SERVICE = "ecabinet"
_GUARDING = frozenset(
    f"keyring.backends.{name}" for name in ("macOS", "Windows", "SecretService", "libsecret", "kwallet")
)


class Keyring(Protocol):
    """The part of the package `keyring` that is used."""

    def get_password(self, service_name: str, username: str) -> str | None:
        """Return what was kept, None if there is nothing."""
        ...

    def set_password(self, service_name: str, username: str, password: str) -> None:
        """Keep a text."""
        ...

    def delete_password(self, service_name: str, username: str) -> None:
        """Forget it."""
        ...


def system_keyring() -> Keyring | None:
    """Return the keyring of this system, None where there is none that guards what it keeps."""
    import keyring
    from keyring.backends import chainer

    found = keyring.get_keyring()
    parts = found.backends if isinstance(found, chainer.ChainerBackend) else [found]
    names = {type(part).__module__ for part in parts}
    return found if names and names <= _GUARDING else None


def keep(keyring: Keyring, entry: str, key: bytes) -> None:
    """Keep a key under the name of an entry; it was read back.

    Raises:
        KeyringSilent: the keyring does not keep it.
    """
    with _answering("write"):
        keyring.set_password(_SERVICE, entry, base64.b64encode(key).decode("ascii"))
    if kept(keyring, entry) != key:
        raise KeyringSilent("write")


def kept(keyring: Keyring | None, entry: str) -> bytes:
    """Return a key that was kept.

    Raises:
        KeyringSilent: there is no such entry, or no answer.
    """
    if keyring is None:
        raise KeyringSilent("missing")
    with _answering("read"):
        text = keyring.get_password(_SERVICE, entry)
        if text is None:
            raise KeyringSilent("missing")
        return base64.b64decode(text, validate=True)


def forget(keyring: Keyring | None, entry: str) -> None:
    """Take out a key that guards nothing any more.

    Raises:
        KeyringSilent: it is not there, or there is no answer.
    """
    if keyring is None:
        raise KeyringSilent("missing")
    with _answering("write"):
        keyring.delete_password(_SERVICE, entry)


@contextmanager
def _answering(act: str) -> Iterator[None]:
    """Turn what keyrings of all systems raise into the program's own error."""
    from keyring.errors import KeyringError

    try:
        yield
    except (KeyringError, OSError, RuntimeError, ValueError) as error:
        raise KeyringSilent(act) from error
