"""`ecabinet store init|prepare`: what is made once, before anybody can exchange anything."""

import argparse
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from ecabinet.boot import founding
from ecabinet.boot.program import Program
from ecabinet.boot.protection import UNPROTECTED, by_passphrase, seal_root
from ecabinet.cli import OK
from ecabinet.cli.outcome import say_json
from ecabinet.cli.store import made_place
from ecabinet.cli.unlocking import PROFILE, ROOT, chosen
from ecabinet.core.errors import BadValue
from ecabinet.sync.crypto.keyring import public_key
from ecabinet.sync.stores import prepare_place
from ecabinet.sync.stores.visiting import visited


def init(options: argparse.Namespace) -> int:
    """Found an organization; the root key goes to its own file and nowhere else.

    Two passphrases are asked for, each twice: the profile's and the root key's.

    Raises:
        BadValue: the root key's file exists or cannot be made, the profile's folder is not empty, the charter is not
            acceptable, or a passphrase will not do; nothing was made.
        StoreUnreachable, StoreReadOnly: of a database, its tables may have been made.
    """
    charter = founding.Charter(options.name, options.short_name, options.rules, options.administrator)
    founding.require(charter, options.profile)
    with _new_secret(options.root_key) as file:
        own = None if options.no_passphrase else chosen(PROFILE)
        passphrase = None if options.root_plain else _other(own)
        place = made_place(options.url)
        prepare_place(place)
        protection = UNPROTECTED if own is None else by_passphrase(own)
        program, root_seed = founding.found(charter, options.profile.absolute(), place, protection=protection)
        file.write(_root_file(root_seed, passphrase))
        file.flush()
        os.fsync(file.fileno())
    _answer(options, public_key(root_seed).hex(), program)
    return OK


def prepare(url: str, *, as_json: bool) -> int:
    """Make the tables of a database that will be a store; of a folder only see that it is there.

    Raises:
        BadValue: no kind of store has this URL.
        StoreUnreachable: the place cannot be reached, or belongs to another program.
        StoreReadOnly: nothing may be made there.
    """
    place = url if ":" in url else str(Path(url).absolute())
    prepare_place(place)
    with visited(place) as store:
        store.check()
        shown = store.url
    if as_json:
        say_json({"store": shown, "prepared": True})
    else:
        print(f"{shown} đã sẵn sàng để lập tổ chức hoặc chuyển kho đến.")
        print(f"{shown} is ready: found an organization there, or copy one to it.")
    return OK


def _answer(options: argparse.Namespace, root: str, program: Program) -> None:
    """Publish what was founded, and say what there is now."""
    try:
        published = len(program.exchange.round().published)
        space = program.replica.spaces()[0].space
    finally:
        program.close()
    made = {"space": space, "root": root, "profile": str(options.profile), "published": published}
    for line in _warnings(options):
        print(line, file=sys.stderr)
    if options.json:
        say_json(made | {"protected": not options.no_passphrase, "root_sealed": not options.root_plain})
        return
    print(f"Đã lập tổ chức {options.name}; khóa gốc ở {options.root_key}: hãy cất giữ ngoài máy này.")
    print(f"Founded {space}; root public key {root}; keep {options.root_key} off this machine.")


def _warnings(options: argparse.Namespace) -> Iterator[str]:
    if options.no_passphrase:
        yield "Khóa của hồ sơ không có mật khẩu: ai có tệp đều ký được thay quản trị."
        yield "The profile's keys are unprotected: whoever has the files can sign as the administrator."
    if options.root_plain:
        yield "Khóa gốc nằm trong tệp không có mật khẩu."
        yield "The root key lies in its file without a passphrase."


def _other(own: str | None) -> str:
    """Return the root key's passphrase, which must not be the profile's."""
    passphrase = chosen(ROOT)
    if passphrase == own:
        raise BadValue("recovery", "same")
    return passphrase


def _root_file(seed: bytes, passphrase: str | None) -> bytes:
    return f"{seed.hex()}\n".encode("ascii") if passphrase is None else seal_root(seed, passphrase)


@contextmanager
def _new_secret(path: Path) -> Iterator[BinaryIO]:
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
        with os.fdopen(descriptor, "wb") as file:
            yield file
    except BaseException:
        path.unlink()
        raise
