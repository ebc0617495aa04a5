"""`ecabinet store init|verify|status`."""

import argparse
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from ecabinet.cli import FAILED, OK
from ecabinet.cli.outcome import say_json
from ecabinet.core.errors import BadValue
from ecabinet.sync.keyring import public_key
from ecabinet.sync.status import status as look
from ecabinet.sync.verify import verify_store
from ecabinet.sync.visiting import visited


def init(options: argparse.Namespace) -> int:
    """Found an organization; the root key goes to its own file and nowhere else.

    Raises:
        BadValue: the root key's file exists or cannot be made, the profile's folder is not empty, or the charter is
            not acceptable; nothing was made.
    """
    from ecabinet.boot import founding  # brings the whole program, which a verification does not need

    charter = founding.Charter(options.name, options.short_name, options.rules, options.administrator)
    founding.require(charter, options.profile)
    with _new_secret(options.root_key) as root_key:
        program, root_seed = founding.found(charter, options.profile.absolute(), made_place(options.url))
        root_key.write(root_seed.hex() + "\n")
    report = program.exchange.round()
    space = program.replica.spaces()[0].space
    program.close()
    result = {
        "space": space,
        "root": public_key(root_seed).hex(),
        "profile": str(options.profile),
        "published": len(report.published),
    }
    if options.json:
        say_json(result)
    else:
        print(f"Đã lập tổ chức {options.name}; khóa gốc ở {options.root_key}: hãy cất giữ ngoài máy này.")
        print(f"Founded {space}; root public key {result['root']}; keep {options.root_key} off this machine.")
    return OK


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
        print(f"{found.segments} segments, {found.events} events, {found.papers} papers in {found.spaces} spaces")
        for defect in found.defects:
            print(f"{defect.file}: {defect.fault} {defect.detail}".rstrip())
        print("ok" if found.sound else f"{len(found.defects)} defects")
    return OK if found.sound else FAILED


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


@contextmanager
def _new_secret(path: Path) -> Iterator[TextIO]:
    """Open a new file nobody else can read, before the secret exists; it is removed again if there will be none.

    Raises:
        BadValue: the file exists or cannot be made.
    """
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError as error:
        raise BadValue("root_key", "exists") from error
    except OSError as error:
        raise BadValue("root_key", str(error.strerror)) from error
    try:
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            yield file
    except BaseException:
        path.unlink()
        raise
