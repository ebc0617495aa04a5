"""Whose keys speak for an organization, as somebody finds out who can read nothing but what lies open in its store.

The genesis names the first controller; the root's mandates name later ones; certificates name everybody a known key
vouches for. Whoever belongs to the organization can pass for a controller to such a stranger, and gains nothing by it:
only the control chain lets a laptop write.
"""

from ecabinet.app.genesis import Genesis
from ecabinet.core.deeds import signing_keys
from ecabinet.core.errors import SegmentDamaged
from ecabinet.core.ids import WriterId
from ecabinet.sync.formats import frame
from ecabinet.sync.formats.deeds import CERTIFICATE, CONTINUATION, MANDATE, open_deed
from ecabinet.sync.formats.names import Kind, place
from ecabinet.sync.stores.store import Store

MAX_DEEDS = 10_000
"""Files looked at; an organization has a few hundred."""

_MAX_KEY_DEED = frame.MAX_HEADER + frame.OVERHEAD


def known_keys(store: Store, directory: Genesis) -> dict[WriterId, bytes]:
    """Return the public key (Ed25519, 32 bytes) of everybody known; reads every deed of the directory's space.

    Raises:
        StoreUnreachable: the store is silent.
    """
    keys = {directory.controller: directory.controller_key}
    statements = _statements(store, directory)
    while news := _learnt(statements, keys, directory):
        keys |= news
    return keys


def _statements(store: Store, directory: Genesis) -> list[bytes]:
    """Return the bytes of what can be certificates and mandates."""
    folder, found = f"{directory.space}/deed", []
    for name in store.list(folder)[:MAX_DEEDS]:
        at = place(f"{folder}/{name}")
        raw = store.read(f"{folder}/{name}", _MAX_KEY_DEED) if at and at.kind is Kind.DEED else None
        if raw and raw.startswith((CERTIFICATE, CONTINUATION, MANDATE)):
            found.append(raw)
    return found


def _learnt(raws: list[bytes], keys: dict[WriterId, bytes], directory: Genesis) -> dict[WriterId, bytes]:
    """Return the keys that statements by known signers add."""
    news: dict[WriterId, bytes] = {}
    for raw in raws:
        try:
            deed = open_deed(raw, keys.get, directory.signer_key)
        except SegmentDamaged:
            continue  # by nobody known yet, or by nobody at all
        if deed.space == directory.space:
            news |= signing_keys(deed)
    return {writer: key for writer, key in news.items() if writer not in keys}
