"""Pointing a profile to another store of the same organization, for example to a copy of the one it used."""

import base64
import json
from pathlib import Path

from filelock import FileLock, Timeout

from ecabinet.boot import profile as profiles
from ecabinet.boot.files import write_secret
from ecabinet.core.errors import ProfileDamaged, ProfileLocked, SegmentDamaged
from ecabinet.sync.formats.founding import open_genesis
from ecabinet.sync.stores.spaces import require_ours
from ecabinet.sync.stores.visiting import visited

SETTINGS = "profile.json"


def use_store(folder: Path, url: str) -> str:
    """Let a profile exchange with the store at `url` from now on; return the URL it used before.

    The file of settings is replaced as a whole; nothing secret is read, so no passphrase is asked for.

    Raises:
        BadValue: there is no profile in the folder, or no kind of store has this URL.
        ReadOnlyJournal: a newer program wrote the profile.
        ProfileDamaged: its settings cannot be read, or cannot be written.
        ProfileLocked: a window has it open.
        StoreUnreachable: the store is out of reach, is none, or another organization's.
    """
    profiles.cover(folder)
    lock = FileLock(folder / "lock")
    try:
        lock.acquire(timeout=0)
    except Timeout as error:
        raise ProfileLocked(str(folder)) from error
    try:
        return _change(folder, url)
    except (OSError, ValueError) as error:
        raise ProfileDamaged(str(folder), "settings") from error
    finally:
        lock.release()


def _change(folder: Path, url: str) -> str:
    settings = json.loads((folder / SETTINGS).read_text(encoding="utf-8"))
    try:
        genesis = open_genesis(base64.b64decode(settings["genesis"]))
    except SegmentDamaged as error:
        raise ProfileDamaged(str(folder), "settings") from error
    with visited(url) as store:
        require_ours(store, genesis)
    before = str(settings["store"])
    changed = json.dumps(settings | {"store": url}, indent=2, ensure_ascii=False)
    write_secret(folder / SETTINGS, changed.encode("utf-8"))
    return before
