"""Telling everybody the side of the control logs that the root has chosen, also who never met it.

Files of control logs are named by epoch and number, so those of two rival successors have the same names, and a store
may show only one of them. Beside them, named by their bytes, lie the sides of forks; there the chosen one is put.
"""

from ecabinet.boot.program import Program
from ecabinet.core.branches import Step
from ecabinet.core.event import Log
from ecabinet.replica import evidence
from ecabinet.sync.formats.names import Kind, content_name, stated_path
from ecabinet.sync.stores.store import Occupied, Store


def tell(program: Program, chosen: Step) -> None:
    """Put the signed segments that hold a control record and what it stands on into the store, by its forked part.

    Raises:
        StoreUnreachable: some are not there.
    """
    space = chosen.after.space
    with program.replica.read() as reads:
        forks = reads.chain().forks
        path = [step.record for step in chosen.path()]
        begun = next((n for n, one in enumerate(path) if one.seq >= forks.get(one.writer, one.seq + 1)), len(path))
        aside = [one for one in evidence.kept(reads.connection, space) if one.log is Log.CONTROL]
    for writer in sorted({record.writer for record in path[begun:]}):
        numbers = [record.seq for record in path[begun:] if record.writer == writer]
        own = program.replica.ledger.run((space, Log.CONTROL, writer), min(numbers), max(numbers))
        for raw in (*(raw for _name, raw in own), *(one.raw for one in aside if one.writer == writer)):
            _put(program.exchange.store, stated_path(Kind.FORK, space, content_name(raw)), raw)


def _put(store: Store, path: str, raw: bytes) -> None:
    try:
        store.publish(path, [raw])
    except Occupied:  # what was there is not what its name says
        store.set_aside(path)
        store.publish(path, [raw])
