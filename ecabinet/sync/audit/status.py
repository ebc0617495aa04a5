"""What lies in a store, by the names of its files; for a first look, unverified."""

from collections.abc import Mapping
from dataclasses import dataclass

from ecabinet.app.genesis import Genesis, SpaceKind
from ecabinet.core.ids import SpaceId
from ecabinet.sync.audit.findings import sort_files
from ecabinet.sync.formats.names import Place
from ecabinet.sync.stores.spaces import listed_spaces, read_genesis
from ecabinet.sync.stores.store import Store

Files = Mapping[str, Place]


@dataclass(frozen=True, slots=True)
class SpaceStatus:
    """What the names of the files in one space say; `size` is in bytes. Nothing is opened but the genesis."""

    space: SpaceId
    kind: SpaceKind | None
    about: str
    writers: int
    segments: int
    events: int
    papers: int
    snapshots: int
    size: int


def status(store: Store) -> tuple[SpaceStatus, ...]:
    """Return what lies in a store, by space, unverified.

    Raises:
        StoreUnreachable: the store cannot be read.
    """
    store.check()
    ours, _foreign = sort_files(store)
    return tuple(
        _status(store, space, read_genesis(store, space), {path: at for path, at in ours.items() if at.space == space})
        for space in listed_spaces(store)
    )


def _status(store: Store, space: SpaceId, genesis: Genesis | None, files: Files) -> SpaceStatus:
    segments = [at for at in files.values() if at.first]
    return SpaceStatus(
        space=space,
        kind=genesis.kind if genesis else None,
        about=genesis.about if genesis else "",
        writers=len({at.writer for at in segments if at.writer}),
        segments=len(segments),
        events=sum(at.last - at.first + 1 for at in segments),
        papers=len({at.blob for at in files.values() if at.blob}),
        snapshots=len({(at.writer, at.number) for at in files.values() if at.number}),
        size=sum(store.size(path) or 0 for path in files),
    )
