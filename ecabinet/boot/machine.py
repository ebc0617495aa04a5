"""Which computer this is, so that a profile that was copied to another one is recognised.

Neither part is secret and neither is proof: a copy of the whole disk has both. Where a system tells nothing, nothing is
compared.
"""

import ctypes
import ctypes.util
import hashlib
import os
import secrets
import sys
from dataclasses import dataclass
from pathlib import Path

from platformdirs import user_state_path

_LINUX = ("/etc/machine-id", "/var/lib/dbus/machine-id")
_UUID_BYTES, _NONCE_BYTES = 16, 16
_NONCE = "installation"


@dataclass(frozen=True, slots=True)
class Machine:
    """What names a computer and the installation on it; either is empty where it is unknown.

    Attributes:
        id: beginning of the SHA-256 of the system's own identifier, which is nobody's business.
        nonce: chosen by chance when the program first ran for this user; it lies outside the profile.
    """

    id: str
    nonce: str

    def is_elsewhere(self, other: "Machine") -> bool:
        """Say whether the two are surely different; what is unknown on one side does not count.

        >>> Machine("a", "n").is_elsewhere(Machine("a", "")), Machine("a", "n").is_elsewhere(Machine("b", "n"))
        (False, True)
        """
        pairs = ((self.id, other.id), (self.nonce, other.nonce))
        return any(one and two and one != two for one, two in pairs)


def here() -> Machine:
    """Return this computer; the first call for a user chooses the nonce."""
    raw = _system_id()
    named = hashlib.sha256(b"ecabinet machine " + raw).hexdigest()[: 2 * _UUID_BYTES] if raw else ""
    return Machine(named, _nonce(user_state_path("ecabinet", appauthor=False)))


def _system_id() -> bytes:
    if sys.platform == "win32":
        return _windows_guid()
    if sys.platform == "darwin":
        return _mac_uuid()
    return next((found for path in _LINUX if (found := _text(Path(path)))), b"")


def _text(path: Path) -> bytes:
    try:
        return path.read_bytes().strip()
    except OSError:
        return b""


def _windows_guid() -> bytes:
    import winreg

    access = winreg.KEY_READ | winreg.KEY_WOW64_64KEY  # type: ignore[attr-defined,unused-ignore]
    try:
        with winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, r"SOFTWARE\Microsoft\Cryptography", 0, access) as key:  # type: ignore[attr-defined,unused-ignore]
            return str(winreg.QueryValueEx(key, "MachineGuid")[0]).encode()  # type: ignore[attr-defined,unused-ignore]
    except OSError:
        return b""


def _mac_uuid() -> bytes:
    """Ask the C library for what the registry of devices calls IOPlatformUUID."""
    made, wait = (ctypes.c_ubyte * _UUID_BYTES)(), (ctypes.c_long * 2)(1, 0)
    try:
        ask = ctypes.CDLL(None).gethostuuid
    except (AttributeError, OSError):
        return b""
    return bytes(made) if ask(made, ctypes.byref(wait)) == 0 else b""


def _nonce(folder: Path) -> str:
    """Return the installation's nonce, chosen now if there is none; empty where nothing can be kept."""
    path = folder / _NONCE
    try:
        folder.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return _text(path).decode("ascii", "replace")
    except OSError:
        return ""
    made = secrets.token_hex(_NONCE_BYTES)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(made)
    return made
