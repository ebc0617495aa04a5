"""The control chain as the journal holds it, followed once and kept for the next question.

Several transactions, threads and processes use one file, and a transaction may be rolled back. What is kept is
therefore only ever trusted as far as its last hashes stand in the journal as seen by the transaction that asks, and
while the deeds and forks it was made of are the ones known there.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum

from sqlalchemy import Connection, bindparam, func, select

from ecabinet.app.genesis import Genesis
from ecabinet.app.segment import NO_HASH, Tip
from ecabinet.core.chain import Chain, grow, start, with_certificates
from ecabinet.core.deeds import Deed, KeyPackage
from ecabinet.core.directory import Directory
from ecabinet.core.event import Log, Record
from ecabinet.core.ids import SpaceId, WriterId
from ecabinet.replica import deeds, journal, logs, spaces
from ecabinet.replica import evidence as aside
from ecabinet.replica.tables import deed, event, evidence, log

NOBODY = Directory(SpaceId(""), WriterId(""), bytes(32))
"""The directory of a replica that knows no organization."""

_statements = (deed.c.space == bindparam("space"), deed.c.kind != KeyPackage.__name__)
_last = select(deed.c.digest).where(*_statements).order_by(deed.c.id.desc()).limit(1).scalar_subquery()
_count = select(func.count()).where(*_statements).scalar_subquery()
_aside = select(func.max(evidence.c.id)).where(evidence.c.space == bindparam("space")).scalar_subquery()
_made_of = select(_last, _count, _aside)
_log = select(log.c.id).where(
    log.c.space == bindparam("space"), log.c.log == Log.CONTROL.value, log.c.writer == bindparam("writer")
)
_near = (
    select(event.c.seq, event.c.hash)
    .where(event.c.log_id == _log.scalar_subquery(), event.c.seq >= bindparam("seq"))
    .order_by(event.c.seq)
    .limit(2)
)


Basis = tuple[object, ...]
"""What a chain is made of besides its records: the last deed, the number of deeds, the last piece of evidence."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A chain, what it is made of, and the last record read of each controller's log; none where nothing was."""

    chain: Chain
    basis: Basis
    tips: Mapping[WriterId, Tip]


_NONE = Kept(Chain({NOBODY.position: NOBODY}, NOBODY), (), {})


class Directories:
    """Answers what the control chain is, for any connection to one file."""

    def __init__(self) -> None:
        self._kept = _NONE

    def forget(self) -> None:
        """Follow the control chain again at the next question."""
        self._kept = _NONE

    def chain(self, connection: Connection) -> Chain:
        """Return the control chain as this transaction sees it."""
        root = spaces.root(connection)
        if root is None:
            return _NONE.chain
        reader, kept = _Reader(connection, root), self._kept
        basis = tuple(connection.execute(_made_of, {"space": root.space}).one())
        states = {writer: reader.state(writer, tip) for writer, tip in kept.tips.items()}
        holding = kept.chain.latest.space == root.space and State.GONE not in states.values()
        if holding and kept.basis == basis and states[kept.chain.latest.controller] is State.SAME:
            return kept.chain
        if not holding or (kept.basis != basis and not _alike(kept.chain, _begun(connection, root))):
            kept = Kept(_begun(connection, root), (), {})
        self._kept = _followed(kept, basis, reader)
        return self._kept.chain


def _followed(kept: Kept, basis: Basis, reader: "_Reader") -> Kept:
    """Return what is kept, followed as far as the journal goes."""
    chain = grow(kept.chain, reader.read)
    if kept.basis != basis or chain.latest.position.epoch != kept.chain.latest.position.epoch:
        chain = with_certificates(chain, reader.statements())
    return Kept(chain, basis, {chain.latest.controller: Tip(), **kept.tips, **reader.tips})


def _begun(connection: Connection, root: Genesis) -> Chain:
    first = Directory(root.space, root.controller, root.controller_key)
    forks = aside.forks(connection, root.space)
    ours = {writer: seq for (kind, writer), seq in forks.items() if kind is Log.CONTROL}
    return start(first, deeds.statements(connection, root.space), ours)


def _alike(kept: Chain, begun: Chain) -> bool:
    """Say whether what is kept begins and is cut as it would be today, so that it may simply be followed further."""
    first = kept.at[begun.latest.position]
    return (kept.mandates, kept.forks, first.controllers) == (begun.mandates, begun.forks, begun.latest.controllers)


class State(Enum):
    """What became of a log since it was read."""

    SAME = "same"
    MORE = "more"
    GONE = "gone"


class _Reader:
    """Reads controllers' logs and remembers how far."""

    def __init__(self, connection: Connection, root: Genesis) -> None:
        self._connection, self._root = connection, root
        self.tips: dict[WriterId, Tip] = {}

    def read(self, writer: WriterId, seq: int) -> Iterable[Record]:
        """Return the records of a writer's control log behind a number."""
        log_id = logs.number(self._connection, self._root.space, Log.CONTROL, writer)
        found = journal.history(self._connection, event.c.log_id == log_id, event.c.seq > seq)
        records = [record for _row, record in found]
        if records:
            self.tips[writer] = Tip(records[-1].seq, records[-1].hash)
        return records

    def state(self, writer: WriterId, tip: Tip) -> "State":
        """Say whether a control log still has this record at this number, and something behind it."""
        asked = {"space": self._root.space, "writer": writer, "seq": tip.seq}
        found = [Tip(row.seq, row.hash) for row in self._connection.execute(_near, asked)]
        if tip.hash == NO_HASH:
            return State.MORE if found else State.SAME
        if not found or found[0] != tip:
            return State.GONE
        return State.MORE if len(found) > 1 else State.SAME

    def statements(self) -> Iterable[Deed]:
        """Return the deeds that say who may write, or where an epoch ends."""
        return deeds.statements(self._connection, self._root.space)
