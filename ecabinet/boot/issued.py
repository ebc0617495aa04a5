"""Deeds and lanes in a store by installations that never had the right to issue them.

Nobody heeds them: keys by such a signer are never written with, a lane by such a writer is not followed. But somebody
signed them, and `store audit` names the file. A deed names no control position, so the whole chain is asked.
"""

from collections.abc import Callable, Iterator

from ecabinet.app import keys
from ecabinet.app.genesis import Genesis, SpaceKind
from ecabinet.app.ports import Reads
from ecabinet.core import rights
from ecabinet.core.deeds import Certificate, Deed, Founding, Mandate
from ecabinet.core.directory import Directory
from ecabinet.core.ids import WriterId
from ecabinet.replica import deeds
from ecabinet.replica.transaction import SqlTransaction
from ecabinet.sync.audit.findings import Defect
from ecabinet.sync.formats.names import Kind, deed_path, place
from ecabinet.sync.stores.store import Store

NOT_ALLOWED = "not_allowed"

Right = Callable[[Directory], bool]


def presumed(store: Store, reads: SqlTransaction) -> Iterator[Defect]:
    """Name what is by somebody who had no right to it at any position of the control chain, by its file."""
    for genesis in reads.spaces():
        raws = deeds.sealed(reads.connection, genesis.space)
        for deed, raw in zip(reads.deeds(genesis.space), raws, strict=True):
            if not _ever(_right(deed, genesis), reads):
                yield Defect(deed_path(genesis.space, raw), NOT_ALLOWED, _signer(deed))
        if genesis.kind is SpaceKind.DIRECTORY:
            yield from _lanes(store, genesis, reads)


def _lanes(store: Store, genesis: Genesis, reads: Reads) -> Iterator[Defect]:
    for name in store.list(f"{genesis.space}/lane"):
        path = f"{genesis.space}/lane/{name}head"
        at = place(path)
        if at and at.kind is Kind.LANE_HEAD and not _ever(_leading(at.writer), reads):
            yield Defect(path, NOT_ALLOWED, at.writer)


def _ever(right: Right, reads: Reads) -> bool:
    return right(reads.directory()) or any(right(directory) for directory in reads.chain().at.values())


def _signer(deed: Deed) -> WriterId:
    return deed.controller if isinstance(deed, Mandate) else deed.signer


def _right(deed: Deed, genesis: Genesis) -> Right:
    match deed:
        case Certificate():
            return lambda directory: rights.may_certify(deed, directory)
        case Mandate():
            return lambda _directory: True
        case Founding():
            return lambda directory: directory.author(deed.signer) is not None
        case _:
            return lambda directory: keys.may_issue(deed.signer, genesis, directory)


def _leading(writer: WriterId) -> Right:
    return lambda directory: rights.may_lead(writer, directory)
