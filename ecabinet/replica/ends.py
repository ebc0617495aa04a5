"""Where logs end, remembered while one transaction goes on with them.

Most segments go on where their log ends. Number, hash and control position of its last record are then all that has
to be known of it, and of a batch each log is looked up once.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from ecabinet.app.judge import Past, Verdict, after
from ecabinet.app.segment import Tip
from ecabinet.core import reasons
from ecabinet.core.directory import START
from ecabinet.core.event import ControlPosition, Log
from ecabinet.core.ids import SpaceId, WriterId
from ecabinet.replica import logs

Place = tuple[SpaceId, Log, WriterId]

# Asked for every log that something comes for, so as plain text: to compile it costs more than to answer it.
_END = """
    SELECT log.id, event.seq, event.hash, event.epoch, event.control_seq, event.reason
    FROM log LEFT JOIN event ON event.log_id = log.id
    WHERE log.space = ? AND log.log = ? AND log.writer = ?
    ORDER BY event.seq DESC LIMIT 1
"""


@dataclass(frozen=True, slots=True)
class End:
    """The end of a log.

    Attributes:
        log_id: the log's number in this file, None when nothing of it is known.
        position: the greatest control position named in it.
    """

    log_id: int | None
    tip: Tip
    position: ControlPosition


NOTHING = End(None, Tip(), START)


class Ends:
    """Answers within one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._known: dict[Place, End] = {}

    def of(self, place: Place) -> End:
        """Return where a log ends."""
        if place not in self._known:
            self._known[place] = self._found(place)
        return self._known[place]

    def advance(self, place: Place, log_id: int, fresh: Sequence[Verdict]) -> None:
        """Note that a log, which has this number, goes on with these verdicts."""
        past = Past(self.of(place).position)
        for verdict in fresh:
            past = after(past, verdict)
        last = fresh[-1].record
        self._known[place] = End(log_id, Tip(last.seq, last.hash), past.position)

    def forget(self) -> None:
        """Look every log up again: something was taken out of the journal."""
        self._known.clear()

    def _found(self, place: Place) -> End:
        space, kind, writer = place
        row = self._connection.exec_driver_sql(_END, (space, kind.value, writer)).first()
        if row is None or row.seq is None:
            return End(row.id, Tip(), START) if row else NOTHING
        position = ControlPosition(row.epoch, row.control_seq)
        if row.reason == reasons.BACKDATED:
            position = logs.position(self._connection, row.id, row.seq) or START
        return End(row.id, Tip(row.seq, row.hash), position)
