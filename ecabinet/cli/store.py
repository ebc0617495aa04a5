"""`ecabinet store verify|status`, and how places and root keys are typed."""

from pathlib import Path

from ecabinet.cli import FAILED, OK
from ecabinet.cli.outcome import say_json
from ecabinet.core.errors import BadValue
from ecabinet.sync.audit.findings import Verification
from ecabinet.sync.audit.status import status as look
from ecabinet.sync.audit.verify import verify_store
from ecabinet.sync.stores.visiting import visited


def verify(url: str, root: str | None, *, as_json: bool) -> int:
    """Check every file of a store; return 1 when something is wrong with any.

    Raises:
        StoreUnreachable: the store cannot be read.
        BadValue: the root key is not 64 hexadecimal digits.
    """
    key = root_key(root)
    with visited(url) as store:
        found = verify_store(store, key)
    if as_json:
        say_json(found)
    else:
        _say(found)
    return OK if found.sound else FAILED


def _say(found: Verification) -> None:
    print(f"{found.segments} segments, {found.events} events, {found.papers} papers in {found.spaces} spaces")
    print(f"{found.writers} writers, control epochs {', '.join(map(str, found.epochs)) or '-'}")
    for defect in found.defects:
        print(f"{defect.file}: {defect.fault} {defect.detail}".rstrip())
    for fork in found.forks:
        print(
            f"fork: {fork.writer} signed two records {fork.number} in {fork.space} {fork.log}: {' '.join(fork.files)}"
        )
    print("ok" if found.sound else f"{len(found.defects)} defects, {len(found.forks)} forks")


def status(url: str, *, as_json: bool) -> int:
    """Say what lies in a store, unverified.

    Raises:
        StoreUnreachable: the store cannot be read.
    """
    with visited(url) as store:
        spaces = look(store)
    if as_json:
        say_json({"spaces": spaces})
        return OK
    for space in spaces:
        print(f"{space.kind} {space.about}: {space.writers} writers, {space.segments} segments, {space.events} events")
    return OK


def root_key(root: str | None) -> bytes | None:
    """Return the public root key somebody typed, None if nobody did.

    Raises:
        BadValue: it is not 64 hexadecimal digits.
    """
    try:
        key = bytes.fromhex(root) if root else None
    except ValueError as error:
        raise BadValue("root", "hex") from error
    if key is not None and len(key) != 32:
        raise BadValue("root", "hex")
    return key


def made_place(url: str) -> str:
    """Return a plain path from the root, its folder made inside one that exists; a URL as it is."""
    if ":" in url:
        return url
    folder = Path(url).absolute()
    if not folder.exists() and folder.parent.is_dir():
        folder.mkdir()
    return str(folder)
