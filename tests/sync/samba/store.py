"""A share spoken to in SMB by this process itself, for systems whose kernel has no part in it; for tests only.

The same files and the same order of steps as `ecabinet/sync/stores/folder.py`: temporary name, flush, rename.
"""

import errno
import secrets
import stat
from contextlib import contextmanager, suppress

import smbclient
from smbprotocol.exceptions import SMBException, SMBOSError

from ecabinet.app.override import override
from ecabinet.core.errors import StoreUnreachable
from ecabinet.sync.stores import disk
from ecabinet.sync.stores.store import CHUNK, Occupied, Store, require_safe, same
from tests.sync.samba.smbd import PASSWORD, SHARE, USER

NOT_THERE = {errno.ENOENT, errno.ENOTDIR, errno.EISDIR, errno.EINVAL}
SHARING = "rwd"


class SmbStore(Store):
    """Files below one folder of a share. One connection, made when needed and again after it broke."""

    def __init__(self, share, folder="", owner=""):
        self.share, self.folder = share, folder
        self.url = f"{share.url}/{folder}"
        self.owner = owner or secrets.token_hex(8)
        self._cache = {}

    @override
    def check(self):
        with self._reading():
            status = self._stat(self._at("") if self.folder else self._root())
        if status is None or not stat.S_ISDIR(status.st_mode):
            raise StoreUnreachable(self.url, "missing")

    @override
    def list(self, folder):
        if folder:
            require_safe(folder)
        with self._reading(), suppress_not_there():
            entries = smbclient.scandir(self._at(folder), **self._link())
            return tuple(sorted(f"{one.name}/" if one.is_dir() else one.name for one in entries))
        return ()

    @override
    def size(self, name):
        with self._reading():
            status = self._stat(self._at(name))
        return status.st_size if status and stat.S_ISREG(status.st_mode) else None

    @override
    def read(self, name, limit):
        require_safe(name)
        pieces = None
        with self._reading(), suppress_not_there(), self._open(self._at(name), "rb") as file:
            pieces = list(_pieces(file, limit))
        return None if pieces is None else b"".join(pieces)

    @override
    def chunks(self, name, limit):
        require_safe(name)
        with self._reading(), suppress_not_there(), self._open(self._at(name), "rb") as file:
            yield from _pieces(file, limit)

    @override
    def publish(self, name, chunks):
        require_safe(name)
        size = self.size(name)
        if size is not None:
            if not same(chunks, self.chunks(name, size + 1)):
                raise Occupied(name)
            return False
        self._write(name, chunks)
        return True

    @override
    def replace(self, name, data):
        require_safe(name)
        self._write(name, [data])

    @override
    def set_aside(self, name):
        require_safe(name)
        with self._writing(), suppress_not_there():
            aside = f"{self._at(name)}.damaged-{secrets.token_hex(8)}"
            smbclient.rename(self._at(name), aside, **self._link())

    @override
    def remove(self, name):
        require_safe(name)
        with self._writing(), suppress_not_there():
            smbclient.unlink(self._at(name), **self._link())

    def close(self):
        """Hang up."""
        cache, self._cache = self._cache, {}
        with suppress(SMBException, OSError, ValueError):
            smbclient.reset_connection_cache(fail_on_error=False, connection_cache=cache)

    # ---- steps

    def _write(self, name, chunks):
        folder = name.rpartition("/")[0]
        temporary = f"{self._at(name.partition('/')[0])}\\tmp\\{self.owner}\\{secrets.token_hex(13)}"
        with self._writing():
            for wanted in (self._at(folder), temporary.rpartition("\\")[0]):
                smbclient.makedirs(wanted, exist_ok=True, **self._link())
            try:
                with self._open(temporary, "xb") as file:
                    for chunk in chunks:
                        file.write(chunk)
                    file.flush()
                smbclient.replace(temporary, self._at(name), **self._link())
            finally:
                with suppress(SMBException, OSError):
                    smbclient.unlink(temporary, **self._link())

    def _open(self, path, mode):
        return smbclient.open_file(path, mode, share_access=SHARING, **self._link())

    def _stat(self, path):
        with suppress_not_there():
            return smbclient.lstat(path, **self._link())
        return None

    def _root(self):
        return rf"\\127.0.0.1\{SHARE}"

    def _at(self, name):
        if name:
            require_safe(name)
        return "\\".join((self._root(), *filter(None, (self.folder, *name.split("/")))))

    def _link(self):
        return {
            "port": self.share.port,
            "username": USER,
            "password": PASSWORD,
            "connection_cache": self._cache,
            "connection_timeout": 10,
        }

    @contextmanager
    def _reading(self):
        try:
            yield
        except SMBOSError as error:
            raise disk.unreachable(self.url, error) from error
        except (SMBException, OSError, ValueError) as error:
            if isinstance(error, ValueError) and "Failed to connect" not in str(error):
                raise
            self.close()
            raise StoreUnreachable(self.url, "missing") from error

    @contextmanager
    def _writing(self):
        with self._reading():
            yield


@contextmanager
def suppress_not_there():
    """Let pass that a path is not there, or is a folder."""
    try:
        yield
    except SMBOSError as error:
        if error.errno not in NOT_THERE:
            raise


def _pieces(file, limit):
    while limit > 0 and (piece := file.read(min(limit, CHUNK))):
        limit -= len(piece)
        yield piece
