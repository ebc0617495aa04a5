"""Teaches this process stores named `smb://nobody@127.0.0.1:PORT/hop/FOLDER`, for programs run by tests."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from ecabinet.sync import stores
from tests.sync.samba.store import SmbStore


@dataclass(frozen=True)
class Served:
    """A share of which only the address is known."""

    url: str
    port: int


def opened(url, owner=""):
    """Return the store at such a URL."""
    parts = urlsplit(url)
    share, _slash, folder = parts.path.strip("/").partition("/")
    return SmbStore(Served(f"smb://{parts.netloc}/{share}", parts.port), folder, owner)


stores.STORES["smb"] = opened
