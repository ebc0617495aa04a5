"""A store in a folder: a share (SMB, NFS), a synchronised folder, a stick.

Files are written under a temporary name, flushed, and renamed; nobody takes a lock. Nothing read here is
trusted: sizes are bounded, links are not followed and only regular files are opened, without waiting.
"""

import os
import re
import secrets
import stat
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from ecabinet.app.early_writing import EarlyWriting
from ecabinet.app.override import override
from ecabinet.core.errors import StoreUnreachable
from ecabinet.sync.stores import disk
from ecabinet.sync.stores.disk import PATIENCE, reading, writing
from ecabinet.sync.stores.store import CHUNK, Occupied, Store, require_safe, same

_OPEN = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
_CREATE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)

_LEADS_OUT = re.compile(r"[/\\:\0]")


class FolderStore(Store):
    """Files below one folder, which must exist.

    Attributes:
        owner: names the corner of `tmp/` for this installation's unfinished files, for example its writer. What lies
            there from an earlier run is removed, so no two running programs may use the same.
        sleep: waits so many seconds between two attempts to rename.
    """

    def __init__(self, path: Path, owner: str = "", sleep: Callable[[float], None] = time.sleep) -> None:
        self.path, self.url, self.sleep = path, str(path), sleep
        self.owner = owner or secrets.token_hex(8)
        self._swept: set[str] = set()

    @override
    def check(self) -> None:
        with reading(self.url):
            if not stat.S_ISDIR(self.path.stat().st_mode):
                raise StoreUnreachable(self.url, "missing")

    @override
    def list(self, folder: str) -> tuple[str, ...]:
        try:
            with os.scandir(self._at(folder) if folder else self.path) as entries:
                return tuple(sorted(name for entry in entries if (name := _listed(entry))))
        except (FileNotFoundError, NotADirectoryError):
            return ()
        except OSError as error:
            raise disk.unreachable(self.url, error) from error

    @override
    def size(self, name: str) -> int | None:
        try:
            status = self._at(name).lstat()
        except (FileNotFoundError, NotADirectoryError):
            return None
        except OSError as error:
            raise disk.unreachable(self.url, error) from error
        return status.st_size if stat.S_ISREG(status.st_mode) else None

    @override
    def read(self, name: str, limit: int) -> bytes | None:
        with reading(self.url):
            return _read(self._at(name), limit)

    @override
    def read_odd(self, folder: str, name: str, limit: int) -> bytes | None:
        if name in ("", ".", "..") or _LEADS_OUT.search(name):
            return None
        with reading(self.url):
            return _read(self._at(folder) / name, limit)

    @override
    def chunks(self, name: str, limit: int) -> Iterator[bytes]:
        with reading(self.url):
            handle = _open(self._at(name))
            if handle is None:
                return
            try:
                yield from _pieces(handle, limit)
            finally:
                os.close(handle)

    @override
    def publish(self, name: str, chunks: Iterable[bytes]) -> bool:
        require_safe(name)
        size = self.size(name)
        if size is not None:
            if not same(chunks, self.chunks(name, size + 1)):
                raise Occupied(name)
            return False
        self._write(name, chunks)
        return True

    @override
    def replace(self, name: str, data: bytes) -> None:
        require_safe(name)
        self._write(name, [data])

    @override
    def tell(self, name: str, data: bytes) -> None:
        require_safe(name)
        with writing(self.url):
            self._folder(name.rpartition("/")[0])
            temporary = self._temporary(name.partition("/")[0])
            try:
                temporary.write_bytes(data)
                self._rename(temporary, self._at(name))
            except IsADirectoryError as error:
                raise Occupied(name) from error
            finally:
                with suppress(OSError):
                    temporary.unlink(missing_ok=True)

    @override
    def set_aside(self, name: str) -> None:
        with writing(self.url), suppress(FileNotFoundError):
            self._rename(self._at(name), self._at(f"{name}.damaged-{secrets.token_hex(8)}"))

    @override
    def remove(self, name: str) -> None:
        with writing(self.url):
            self._at(name).unlink(missing_ok=True)

    def _at(self, name: str) -> Path:
        require_safe(name)
        return self.path.joinpath(*name.split("/"))

    def _write(self, name: str, chunks: Iterable[bytes]) -> None:
        with writing(self.url):
            folder = self._folder(name.rpartition("/")[0])
            temporary = self._temporary(name.partition("/")[0])
            try:
                self._fill(temporary, chunks)
                self._rename(temporary, self._at(name))
            except IsADirectoryError as error:
                raise Occupied(name) from error
            finally:
                with suppress(OSError):
                    temporary.unlink(missing_ok=True)
            disk.flush_folder(folder)

    def _fill(self, path: Path, chunks: Iterable[bytes]) -> None:
        """Write, flush to the disk and close a new file."""
        handle = os.open(path, _CREATE, 0o666)
        with os.fdopen(handle, "wb", buffering=CHUNK) as file:
            early = EarlyWriting(handle)
            for chunk in chunks:
                file.write(chunk)
                early.grown(file.tell())
            file.flush()
            os.fsync(file.fileno())

    def _rename(self, source: Path, target: Path) -> None:
        """Rename, patiently: on Windows a virus scanner or indexer may hold a new file for a moment."""
        for pause in PATIENCE:
            try:
                source.replace(target)
            except PermissionError as error:
                if not disk.is_busy(error):
                    raise
                self.sleep(pause)
            else:
                return
        source.replace(target)

    def _folder(self, name: str) -> Path:
        """Return a folder below the root, made if need be; a link on the way is not followed."""
        at = self.path
        for part in name.split("/") if name else ():
            parent, at = at, at / part
            with suppress(FileExistsError):
                at.mkdir()
                disk.flush_folder(parent)
            if not stat.S_ISDIR(at.lstat().st_mode):
                raise StoreUnreachable(self.url, "io")
        return at

    def _temporary(self, space: str) -> Path:
        """Return a new name in this owner's corner of the space; what an earlier run left there goes first."""
        corner = self._folder("/".join((space, "tmp", self.owner)))
        if space not in self._swept:
            self._swept.add(space)
            for left in corner.iterdir():
                with suppress(OSError):
                    left.unlink()
        return corner / secrets.token_hex(13)


def _open(path: Path) -> int | None:
    """Open a regular file without following a link or waiting for the other end of a pipe."""
    try:
        handle = os.open(path, _OPEN)
    except OSError as error:
        if disk.not_a_file(error):
            return None
        raise
    if stat.S_ISREG(os.fstat(handle).st_mode):
        return handle
    os.close(handle)
    return None


def _read(path: Path, limit: int) -> bytes | None:
    handle = _open(path)
    if handle is None:
        return None
    try:
        return b"".join(_pieces(handle, limit))
    finally:
        os.close(handle)


def _listed(entry: os.DirEntry[str]) -> str:
    """Return the entry's name, with a slash for a folder, nothing for a link or a device."""
    if entry.is_dir(follow_symlinks=False):
        return f"{entry.name}/"
    return entry.name if entry.is_file(follow_symlinks=False) else ""


def _pieces(handle: int, limit: int) -> Iterator[bytes]:
    while limit > 0 and (piece := os.read(handle, min(limit, CHUNK))):
        limit -= len(piece)
        yield piece
