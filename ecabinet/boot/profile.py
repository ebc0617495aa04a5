"""A profile: the folder in which one installation keeps its keys, its replica and its papers.

```
<folder>/profile.json    format version, store, genesis of the organization
<folder>/keys            secret: seed of the writer's signing key, key of the replica (mode 600)
<folder>/replica.db      SQLCipher
<folder>/papers/         vault
<folder>/lock            held while a window has the profile open
```
The keys lie there unprotected for now; `docs/security.md` says what that means.
"""

import base64
import json
import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from ecabinet.core.errors import BadValue, ProfileDamaged, ReadOnlyJournal

VERSION = 1
_KEYS_MAGIC = b"ecabKEY1"
_KEY_BYTES = 32


@dataclass(frozen=True, slots=True)
class Profile:
    """An opened profile. `seed` makes the writer's Ed25519 key, `database_key` opens the replica (32 bytes each).

    Attributes:
        fresh: it was made just now and may begin a replica; in one that was loaded a missing replica is damage.
    """

    folder: Path
    seed: bytes
    database_key: bytes
    store: str
    genesis: bytes
    fresh: bool = False

    @property
    def replica(self) -> Path:
        """The replica's file."""
        return self.folder / "replica.db"

    @property
    def papers(self) -> Path:
        """The vault's folder."""
        return self.folder / "papers"

    @property
    def lock(self) -> Path:
        """The file a running window locks."""
        return self.folder / "lock"


def new_seed() -> bytes:
    """Return a secret for a new signing key, 32 bytes."""
    return secrets.token_bytes(_KEY_BYTES)


def require_free(folder: Path) -> None:
    """Check that a profile can be made there.

    Raises:
        BadValue: the folder holds something already, or is none.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise BadValue("profile", "not_empty")


def create(folder: Path, store: str, genesis: bytes, seed: bytes) -> Profile:
    """Make a profile in an empty or missing folder.

    Raises:
        BadValue: the folder holds something already; nothing was changed.
    """
    require_free(folder)
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o700)
    profile = Profile(folder, seed, secrets.token_bytes(_KEY_BYTES), store, genesis, fresh=True)
    _write_secret(folder / "keys", _KEYS_MAGIC + seed + profile.database_key)
    settings = {"version": VERSION, "store": store, "genesis": base64.b64encode(genesis).decode("ascii")}
    (folder / "profile.json").write_text(json.dumps(settings, indent=2), encoding="utf-8")
    return profile


def load(folder: Path) -> Profile:
    """Open a profile.

    Raises:
        BadValue: there is no profile in the folder.
        ReadOnlyJournal: a newer program wrote it; nothing was changed.
        ProfileDamaged: a file of it is missing or cannot be read; `part` says which.
    """
    if not (folder / "profile.json").is_file():
        raise BadValue("profile", "missing")
    settings = _settings(folder)
    keys = _keys(folder)
    seed, database_key = keys[:_KEY_BYTES], keys[_KEY_BYTES:]
    return Profile(folder, seed, database_key, settings["store"], base64.b64decode(settings["genesis"]))


def _settings(folder: Path) -> dict[str, str]:
    try:
        settings = json.loads((folder / "profile.json").read_text(encoding="utf-8"))
        version = int(settings["version"])
        if version > VERSION:  # before anything else: the other fields may have changed
            raise ReadOnlyJournal(version, VERSION)
        base64.b64decode(settings["genesis"].encode("ascii"), validate=True)
        return {"store": str(settings["store"]), "genesis": settings["genesis"]}
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ProfileDamaged(str(folder), "settings") from error


def _keys(folder: Path) -> bytes:
    try:
        raw = (folder / "keys").read_bytes()
    except OSError as error:
        raise ProfileDamaged(str(folder), "keys") from error
    if not raw.startswith(_KEYS_MAGIC) or len(raw) != len(_KEYS_MAGIC) + 2 * _KEY_BYTES:
        raise ProfileDamaged(str(folder), "keys")
    return raw[len(_KEYS_MAGIC) :]


def _write_secret(path: Path, data: bytes) -> None:
    """Write a file nobody else can read, from its first byte on."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
