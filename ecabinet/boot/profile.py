"""A profile: the folder in which one installation keeps its keys, its replica and its papers.

```
<folder>/profile.json    format version, store, genesis of the organization, names to greet with, the computer
<folder>/keys            secret: seeds of the writer's two keys, key of the replica; sealed (mode 600)
<folder>/attempts.json   wrong passphrases in a row, while there are any
<folder>/replica.db      SQLCipher
<folder>/papers/         vault
<folder>/lock            held while a window has the profile open
```
`ecabinet/boot/protection.py` says how the keys are sealed, `ecabinet/boot/keys.py` in which forms they lie there.
"""

import base64
import contextlib
import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from ecabinet.app.ports import Clock
from ecabinet.app.retention import LONGEST
from ecabinet.boot import keyrings, keys, machine
from ecabinet.boot.files import write_secret
from ecabinet.boot.keyrings import Keyring
from ecabinet.boot.machine import Machine
from ecabinet.boot.protection import UNPROTECTED, Kind, Protection
from ecabinet.core.errors import BadValue, KeyringSilent, ProfileDamaged, ReadOnlyJournal

VERSION = 1
_KEY_BYTES = 32


@dataclass(frozen=True, slots=True)
class Profile:
    """An opened profile.

    Attributes:
        seed: makes the writer's Ed25519 key, 32 bytes.
        database_key: opens the replica, 32 bytes.
        wrap_seed: the X25519 secret to which keys of spaces are wrapped, 32 bytes.
        fresh: it was made just now and may begin a replica; in one that was loaded a missing replica is damage.
        moved: it was copied from another computer, and must go on as a new writer.
        protection: what the keys are sealed under.
        months: for how long after its end a meeting is of the present here, see `app.retention`; None: as usual.
    """

    folder: Path
    seed: bytes = field(repr=False)
    database_key: bytes = field(repr=False)
    store: str
    genesis: bytes = field(repr=False)
    wrap_seed: bytes = field(repr=False)
    fresh: bool = False
    moved: bool = False
    protection: Protection = UNPROTECTED
    months: int | None = None

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


@dataclass(frozen=True, slots=True)
class Cover:
    """What a profile says of itself before it is opened: nothing secret, and nothing that is sure.

    Attributes:
        wait: seconds until a passphrase may be tried.
    """

    organization: str
    member: str
    kind: Kind
    wait: int


def new_seed() -> bytes:
    """Return a secret for a new key, 32 bytes."""
    return secrets.token_bytes(_KEY_BYTES)


def exists(folder: Path) -> bool:
    """Say whether there is a profile in the folder."""
    return (folder / "profile.json").is_file()


def require_free(folder: Path) -> None:
    """Check that a profile can be made there.

    Raises:
        BadValue: the folder holds something already, or is none.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise BadValue("profile", "not_empty")


def create(
    folder: Path,
    store: str,
    genesis: bytes,
    seed: bytes,
    *,
    wrap_seed: bytes | None = None,
    protection: Protection = UNPROTECTED,
) -> Profile:
    """Make a profile in an empty or missing folder; without a `wrap_seed` one is chosen.

    Raises:
        BadValue: the folder holds something already; nothing was changed.
    """
    require_free(folder)
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o700)
    made = Profile(folder, seed, new_seed(), store, genesis, wrap_seed or new_seed(), fresh=True, protection=protection)
    _write_keys(made)
    _write_settings(made.folder, {"version": VERSION, "store": store, "genesis": _text(genesis)} | _place())
    return made


def cover(folder: Path, *, clock: Clock | None = None) -> Cover:
    """Read what a profile says of itself before it is opened.

    Raises:
        BadValue, ReadOnlyJournal, ProfileDamaged: as in `load`.
    """
    settings = _settings(folder)
    organization, member = (str(settings.get(name) or "") for name in ("organization", "member"))
    return Cover(organization, member, keys.kind(folder), keys.attempts(folder, clock).wait)


def load(
    folder: Path, passphrase: str | None = None, *, keyring: Keyring | None = None, clock: Clock | None = None
) -> Profile:
    """Open a profile; nothing in it is changed but the count of wrong passphrases. `keyring`: the system's if None.

    Raises:
        BadValue: there is no profile in the folder, or its passphrase is needed and was not given.
        ReadOnlyJournal: a newer program wrote it; nothing was changed.
        ProfileDamaged: a file of it is missing or cannot be read; `part` says which.
        WrongPassphrase, PassphraseWait: it is not the passphrase, or too early to try.
        KeyringSilent: the system's keyring does not give the key.
    """
    settings = _settings(folder)
    found = keys.read(folder, passphrase, keyring, clock)
    known = Machine(*(str(settings.get(name) or "") for name in ("machine", "installation")))
    return Profile(
        folder,
        found.seed,
        found.database_key,
        settings["store"],
        base64.b64decode(settings["genesis"]),
        found.wrap_seed,
        moved=known.is_elsewhere(machine.here()),
        protection=found.protection,
        months=_months(settings.get("months")),
    )


def protect(profile: Profile, protection: Protection, *, keyring: Keyring | None = None) -> Profile:
    """Seal the keys anew under another protection; the old file stays until the new one was read back.

    Raises:
        ProfileDamaged: the new file does not read back; the old one is in its place.
        OSError: it cannot be written; the old one is in its place.
    """
    changed = replace(profile, protection=protection)
    _write_keys(changed)
    if profile.protection.kind is Kind.KEYRING:
        with contextlib.suppress(KeyringSilent):  # what is left there opens nothing any more
            keyrings.forget(keyring or keyrings.system_keyring(), profile.protection.salt.hex())
    return changed


def renew(profile: Profile, seed: bytes) -> Profile:
    """Give the profile another signing key and bind it to this computer: it is a new writer from now on.

    Raises:
        ProfileDamaged, OSError: as in `protect`.
    """
    changed = replace(profile, seed=seed, moved=False)
    _write_keys(changed)
    _write_settings(profile.folder, _settings(profile.folder) | _place())
    return changed


def introduce(profile: Profile, organization: str, member: str) -> None:
    """Keep the names a locked window greets with; an older profile is bound to this computer by the way."""
    settings = _settings(profile.folder)
    place = {} if profile.moved or settings.get("machine") else _place()
    changed = settings | {"organization": organization, "member": member} | place
    if changed != settings:
        _write_settings(profile.folder, changed)


def _months(setting: object) -> int | None:
    """Return what was set, None for anything that is no number of months."""
    usable = isinstance(setting, int) and not isinstance(setting, bool) and 0 <= setting <= LONGEST
    return setting if usable and isinstance(setting, int) else None


def _place() -> dict[str, str]:
    here = machine.here()
    return {"machine": here.id, "installation": here.nonce}


def _settings(folder: Path) -> dict[str, str]:
    if not exists(folder):
        raise BadValue("profile", "missing")
    try:
        settings = json.loads((folder / "profile.json").read_text(encoding="utf-8"))
        version = int(settings["version"])
        if version > VERSION:  # before anything else: the other fields may have changed
            raise ReadOnlyJournal(version, VERSION)
        base64.b64decode(settings["genesis"].encode("ascii"), validate=True)
        return dict(settings) | {"store": str(settings["store"])}
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ProfileDamaged(str(folder), "settings") from error


def _write_settings(folder: Path, settings: Mapping[str, object]) -> None:
    write_secret(folder / "profile.json", json.dumps(settings, indent=2, ensure_ascii=False).encode("utf-8"))


def _write_keys(profile: Profile) -> None:
    found = keys.Keys(profile.seed, profile.database_key, profile.wrap_seed, profile.protection)
    keys.write(profile.folder, found)


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")
