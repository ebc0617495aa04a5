"""`ecabinet relay`: serve a folder to the laptops of a room that has neither a share nor a database server."""

import argparse
import os
import secrets
import signal
import sys
from contextlib import suppress
from pathlib import Path
from types import FrameType
from typing import Never

from ecabinet.boot.relay import Relay
from ecabinet.cli import OK
from ecabinet.cli.outcome import say_json
from ecabinet.core.errors import StoreUnreachable
from ecabinet.sync.stores import disk
from ecabinet.sync.stores.folder import FolderStore

_SECRET_BYTES = 18
_MAX_SECRET = 200


def serve(options: argparse.Namespace) -> int:
    """Serve until somebody stops it; the secret is made once and kept beside the folder.

    Raises:
        StoreUnreachable: the folder is missing, or the address is taken or not this computer's.
        StoreReadOnly: the secret cannot be kept.
    """
    folder: Path = options.folder
    FolderStore(folder).check()
    host, port = options.listen
    secret = _secret(options.secret or folder.with_name(f"{folder.name}.relay-secret"))
    try:
        relay = Relay(folder, secret, (host, port))
    except OSError as error:
        raise StoreUnreachable(f"{host}:{port}", "io") from error
    _say(f"relay://{secret}@{host}:{relay.server_address[1]}", folder, as_json=options.json)
    signal.signal(signal.SIGTERM, _stop)
    with relay, suppress(KeyboardInterrupt):
        relay.serve_forever()
    relay.hang_up()
    return OK


def _secret(path: Path) -> str:
    """Return the secret in a file; where there is none, a new one is written, for this user only."""
    with disk.writing(str(path)):
        with suppress(FileExistsError):
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(handle, "w", encoding="ascii") as file:
                file.write(secrets.token_urlsafe(_SECRET_BYTES) + "\n")
        with path.open(encoding="utf-8", errors="replace") as file:
            found = file.read(_MAX_SECRET).strip()
    if not found:
        raise StoreUnreachable(str(path), "io")
    return found


def _say(url: str, folder: Path, *, as_json: bool) -> None:
    if as_json:
        say_json({"url": url, "folder": str(folder)})
    else:
        print(f"Đang phục vụ thư mục {folder}. Địa chỉ cho các máy: {url}")
        print(f"Serving {folder}. The address for the laptops: {url}")
    sys.stdout.flush()


def _stop(_number: int, _frame: FrameType | None) -> Never:
    raise KeyboardInterrupt
