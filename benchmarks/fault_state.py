"""What one laptop of the fault campaign knows, as far as the director compares it with what the others know.

The questions are asked in bare SQL: each is asked after every exchange, and building them anew took longer than all
else here.
"""

from dataclasses import dataclass

from ecabinet.app.aside import Fate
from ecabinet.boot.program import Program
from ecabinet.core.event import Log
from ecabinet.core.events.papers import VersionAdded
from ecabinet.core.ids import VersionHash
from ecabinet.replica import blobs
from ecabinet.replica.transaction import SqlTransaction

CONTESTED = b"contested"
"""Stands for the hash of a log's last record where the log contradicts itself: each side may be known to somebody."""

_TIPS = """SELECT log.space, log.log, log.writer, event.seq, event.hash FROM log JOIN event ON event.log_id = log.id
WHERE event.seq = (SELECT max(seq) FROM event AS later WHERE later.log_id = log.id)"""
_FORKS = "SELECT space, log, writer, min(seq) FROM evidence GROUP BY space, log, writer"
_UNSENT = "SELECT count(*) FROM segment WHERE NOT sent"
_PAPERS = f"SELECT 1 FROM event WHERE type = '{VersionAdded.__name__}' LIMIT 1"


@dataclass(frozen=True)
class State:
    """What a laptop knows: how far each log goes, what is unsent, and what is missing here."""

    tips: dict[tuple[str, Log, str], tuple[int, bytes]]
    unsent: int
    wanted: int


def state(program: Program) -> State:
    """Return what is known to a program.

    Raises:
        EcabinetError: the replica cannot be read.
    """
    with program.replica.read() as reads:
        unsent, named = _papers(reads)
        (segments,) = reads.connection.exec_driver_sql(_UNSENT).one()
        return State(_tips(reads), segments + unsent, sum(not program.vault.has(version) for version in named))


def own(program: Program) -> list[tuple[str, Log, str, int, bytes]]:
    """Return where the logs of this installation end, and the hash of the last record of each."""
    with program.replica.read() as reads:
        found = reads.connection.exec_driver_sql(f"{_TIPS} AND log.writer = ?", (program.sealer.writer,))
        return [(space, Log(log), writer, seq, digest) for space, log, writer, seq, digest in found]


def fates(program: Program) -> dict[bytes, Fate]:
    """Return what became of acknowledged records whose log was overtaken."""
    with program.replica.read() as reads:
        return dict(reads.aside.fates())


def _tips(reads: SqlTransaction) -> dict[tuple[str, Log, str], tuple[int, bytes]]:
    run = reads.connection.exec_driver_sql
    found = {(space, Log(log), writer): (seq, digest) for space, log, writer, seq, digest in run(_TIPS)}
    return found | {(space, Log(log), writer): (seq, CONTESTED) for space, log, writer, seq in run(_FORKS)}


def _papers(reads: SqlTransaction) -> tuple[int, list[VersionHash]]:
    """Return how many papers are unsent, and which are named."""
    if reads.connection.exec_driver_sql(_PAPERS).first() is None:
        return 0, []
    spaces = [genesis.space for genesis in reads.spaces()]
    unsent = sum(len(blobs.unsent(reads.connection, space)) for space in spaces)
    return unsent, [version for space in spaces for version in blobs.named(reads.connection, space)]
