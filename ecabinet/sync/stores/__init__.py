"""Where files lie: folders, mailboxes in a database, a relay, memory; opened by URL."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from urllib.request import url2pathname

from ecabinet.core.errors import BadValue
from ecabinet.sync.stores.folder import FolderStore
from ecabinet.sync.stores.memory import MemoryStore
from ecabinet.sync.stores.store import Store

if TYPE_CHECKING:
    from ecabinet.sync.stores.mailbox.store import MailboxStore


def _folder(url: str, owner: str) -> Store:
    parts = urlsplit(url)
    host = f"//{parts.netloc}" if parts.netloc not in ("", "localhost") else ""
    return FolderStore(Path(url2pathname(host + parts.path)), owner)


def _memory(url: str, _owner: str) -> Store:
    return MemoryStore(url)


def _mailbox(url: str, _owner: str) -> "MailboxStore":
    from ecabinet.sync.stores.mailbox import opening  # brings SQLAlchemy, which a folder does not need

    return opening.mailbox(url)


def _relay(url: str, _owner: str) -> Store:
    from ecabinet.sync.stores.relay import RelayStore

    return RelayStore(url)


STORES: dict[str, Callable[[str, str], Store]] = {
    "file": _folder,
    "memory": _memory,
    "sqlite": _mailbox,
    "postgresql": _mailbox,
    "relay": _relay,
}
"""Kinds of stores by the scheme of their URL; each opener takes the URL and the owner of temporary files."""


def open_store(url: str, owner: str = "") -> Store:
    """Return the store at a URL or a plain path; nothing is touched yet. `owner` is this installation's writer.

    Raises:
        BadValue: no kind of store has this scheme.
    """
    scheme, colon, _rest = url.partition(":")
    if not colon or len(scheme) == 1 or "/" in scheme or "\\" in scheme:  # a path; C:\ is no scheme
        return FolderStore(Path(url), owner)
    opener = STORES.get(scheme.lower())
    if opener is None:
        raise BadValue("url", "unknown_store")
    return opener(url, owner)


def prepare_place(url: str) -> None:
    """Make what a store needs before anything can lie in it: the tables of a mailbox. What is there stays as it is.

    A folder is left alone: an empty mount point must not become a store. Only a person's wish may lead here.

    Raises:
        BadValue: the URL cannot be read.
        StoreUnreachable: the place cannot be reached, or belongs to another program.
        StoreReadOnly: nothing may be made there.
    """
    if STORES.get(url.partition(":")[0].lower()) is _mailbox:
        _mailbox(url, "").prepare()
