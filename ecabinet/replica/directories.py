"""The control chain as the journal holds it, followed once and kept for the next question.

Several transactions, threads and processes use one file, and a transaction may be rolled back. What is kept is
therefore only ever trusted as far as its last hashes stand in the journal as seen by the transaction that asks, and
is forgotten when a transaction that changed it is rolled back. What came since is added to it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cached_property

from sqlalchemy import Connection, bindparam

from ecabinet.app.genesis import Genesis
from ecabinet.app.segment import NO_HASH, Tip
from ecabinet.core import steps
from ecabinet.core.chain import Chain, grow, start, with_certificates, with_more_certificates
from ecabinet.core.deeds import Deed, Mandate
from ecabinet.core.directory import Directory
from ecabinet.core.event import Log, Record
from ecabinet.core.ids import SpaceId, WriterId
from ecabinet.replica import deeds, evidence, journal, logs, spaces, stored
from ecabinet.replica.tables import event

NOBODY = Directory(SpaceId(""), WriterId(""), bytes(32))
"""The directory of a replica that knows no organization."""

# Asked in each transaction, so as plain text: to compile them costs more than to answer them.
_ROOT = "SELECT space FROM space WHERE kind = 'directory' ORDER BY place LIMIT 1"
_MADE_OF = """
    SELECT (SELECT digest FROM deed WHERE id = ?), (SELECT max(id) FROM deed),
        (SELECT digest FROM deed ORDER BY id DESC LIMIT 1), (SELECT max(id) FROM evidence)
"""
_NEAR = """
    SELECT seq, hash FROM event
    WHERE log_id = (SELECT id FROM log WHERE space = ? AND log = 'control' AND writer = ?) AND seq >= ?
    ORDER BY seq LIMIT 2
"""

_behind = journal.HISTORY.where(event.c.log_id == bindparam("log"), event.c.seq > bindparam("seq"))


@dataclass(frozen=True, slots=True)
class Basis:
    """What a chain is made of besides its records: the places of the last deed and the last piece of evidence."""

    deed: int = 0
    digest: bytes | None = None
    aside: int = 0


@dataclass(frozen=True, slots=True)
class Kept:
    """A chain, what it is made of, and the last record read of each controller's log; none where nothing was."""

    root: Genesis | None
    chain: Chain
    basis: Basis
    tips: dict[WriterId, Tip]


_NONE = Kept(None, Chain(steps.begin(NOBODY), NOBODY), Basis(), {})


class Directories:
    """Answers what the control chain is, for any connection to one file.

    Attributes:
        spaces: likewise for the spaces.
    """

    def __init__(self) -> None:
        self.spaces = spaces.Spaces()
        self._kept = _NONE

    def forget(self) -> None:
        """Read everything again at the next question."""
        self.spaces.forget()
        self._kept = _NONE

    def chain(self, connection: Connection) -> Chain:
        """Return the control chain as this transaction sees it."""
        name = connection.exec_driver_sql(_ROOT).scalar()
        kept = self._kept
        root = kept.root if kept.root and kept.root.space == name else spaces.root(connection)
        if root is None:
            return _NONE.chain
        reader = _Reader(connection, root)
        stands, basis = reader.basis(kept.basis)
        states = {writer: reader.state(writer, tip) for writer, tip in kept.tips.items()}
        if kept.root != root or not stands or State.GONE in states.values():
            kept = reader.begun()
        elif kept.basis == basis and _is_current(kept, states):
            return kept.chain
        self._kept = _followed(kept, basis, reader)
        return self._kept.chain


def _is_current(kept: Kept, states: Mapping[WriterId, "State"]) -> bool:
    """Say whether no log that matters went on: where one forks, any that was read may decide it."""
    if kept.chain.forks:
        return all(state is State.SAME for state in states.values())
    return states[kept.chain.latest.controller] is State.SAME


def _followed(kept: Kept, basis: Basis, reader: "_Reader") -> Kept:
    """Return what is kept, followed as far as the journal goes."""
    more = reader.statements(kept.basis.deed) if kept.basis.deed != basis.deed else ()
    if reader.forked or kept.basis.aside != basis.aside or any(isinstance(deed, Mandate) for deed in more):
        begun = reader.begun()
        if reader.forked or not _alike(kept.chain, begun.chain):
            kept, more = begun, reader.statements(0)
    chain = grow(kept.chain, reader.read)
    if chain.latest.position.epoch != kept.chain.latest.position.epoch:
        chain = with_certificates(chain, reader.statements(0))
    else:
        chain = with_more_certificates(chain, more)
    return Kept(kept.root, chain, basis, {chain.latest.controller: Tip(), **kept.tips, **reader.tips})


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
    """Reads controllers' logs and remembers how far; what nothing lies behind is not read again."""

    def __init__(self, connection: Connection, root: Genesis) -> None:
        self._connection, self._root = connection, root
        self.tips: dict[WriterId, Tip] = {}
        self._ends: dict[WriterId, int] = {}

    def begun(self) -> Kept:
        """Return the chain before its first record."""
        first = Directory(self._root.space, self._root.controller, self._root.controller_key)
        return Kept(self._root, start(first, self.statements(0), self.forked), Basis(), {})

    @cached_property
    def forked(self) -> Mapping[WriterId, int]:
        """Where control logs contradict themselves."""
        found = evidence.forks(self._connection, self._root.space)
        return {writer: seq for (kind, writer), seq in found.items() if kind is Log.CONTROL}

    def basis(self, kept: Basis) -> tuple[bool, Basis]:
        """Say whether the deeds that are kept still stand, and return what a chain is made of now."""
        digest, deed, last, aside = self._connection.exec_driver_sql(_MADE_OF, (kept.deed,)).one()
        return digest == kept.digest and (aside or 0) >= kept.aside, Basis(deed or 0, last, aside or 0)

    def read(self, writer: WriterId, seq: int) -> Sequence[Record]:
        """Return the records of a writer's control log behind a number."""
        if self._ends.get(writer) == seq and writer not in self.forked:
            self.tips.update({} if seq else {writer: Tip()})
            return ()
        log_id = logs.number(self._connection, self._root.space, Log.CONTROL, writer)
        records = [stored.record(row) for row in self._connection.execute(_behind, {"log": log_id, "seq": seq})]
        if records or not seq:
            self.tips[writer] = Tip(records[-1].seq, records[-1].hash) if records else Tip()
        return [*records, *self._aside(writer, seq)]

    def _aside(self, writer: WriterId, seq: int) -> Iterator[Record]:
        """Yield what other sides of a forked log say behind a number."""
        if writer in self.forked:
            for reason, record in evidence.opened(self._connection, self._root.space):
                if (reason, record.log, record.writer) == (evidence.FORK, Log.CONTROL, writer) and record.seq > seq:
                    yield record

    def state(self, writer: WriterId, tip: Tip) -> "State":
        """Say whether a control log still has this record at this number, and something behind it."""
        rows = self._connection.exec_driver_sql(_NEAR, (self._root.space, writer, tip.seq))
        found = [Tip(row.seq, row.hash) for row in rows]
        behind = found if tip.hash == NO_HASH else found[1:]
        if behind is not found and found[:1] != [tip]:
            return State.GONE
        if behind:
            return State.MORE
        self._ends[writer] = tip.seq
        return State.SAME

    def statements(self, after: int) -> tuple[Deed, ...]:
        """Return the deeds behind a place that say who may write, or where an epoch ends."""
        return deeds.statements(self._connection, self._root.space, after)
