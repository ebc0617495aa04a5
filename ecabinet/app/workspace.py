"""The workspace: `do(command)` and `receive(segments)`, the only two doors to the journal; deeds come in beside it.

Both end in the same `Transaction.append`, so a screen cannot differ from the screen beside it.
"""

from collections.abc import Callable, Sequence

from ecabinet.app import arrival
from ecabinet.app.authoring import Authoring, prepare, require_standing
from ecabinet.app.changes import Changes
from ecabinet.app.commands import Command
from ecabinet.app.handlers import HANDLERS
from ecabinet.app.ports import Actor, Clock, Ids, Replica, Rulebook, Sealer, Transaction
from ecabinet.app.reception import DeedReception, Reception
from ecabinet.app.session import Session
from ecabinet.core.directory import Directory
from ecabinet.core.event import Event
from ecabinet.core.ids import SpaceId


class Workspace:
    """One installation's way to change anything.

    Attributes:
        give_way: called before each transaction in which something foreign is taken in; it may wait a moment, so that
            what the person asked for meanwhile comes first: one transaction after the other would leave no gap.
    """

    def __init__(self, replica: Replica, sealer: Sealer, clock: Clock, ids: Ids, rulebook: Rulebook) -> None:
        self._replica = replica
        self._sealer = sealer
        self._clock = clock
        self._ids = ids
        self._rulebook = rulebook
        self.give_way: Callable[[], None] = _at_once

    def go_on_as(self, sealer: Sealer) -> None:
        """Write as another writer from now on; only within a write transaction, so that no command is under way."""
        self._sealer = sealer

    def actor(self) -> Actor:
        """Return the signed-in member; the member is empty until this installation is certified."""
        with self._replica.read() as reads:
            return self._actor(reads.directory())

    def do(self, command: Command) -> Changes:
        """Carry out a command in one transaction and return what it touched.

        Keys that it needs and that are not there yet are issued before, in a transaction of their own: only a key that
        the replica has kept is ever written with.

        Raises:
            Refused: a rule says no; nothing has changed.
            Unreachable: the replica cannot be written now; nothing has changed.
        """
        with self._replica.write() as transaction:
            events = self._events(command, transaction)
            if not prepare(events, transaction, self._sealer):
                return self._commit(events, transaction)
        with self._replica.write() as transaction:
            return self._commit(self._events(command, transaction), transaction)

    def _events(self, command: Command, transaction: Transaction) -> tuple[Event, ...]:
        require_standing(self._sealer.writer, transaction)
        founder = self._sealer.found_meeting
        root = transaction.directory().space
        session = Session(
            reads=transaction,
            actor=self._actor(transaction.directory()),
            clock=self._clock,
            ids=self._ids,
            rulebook=self._rulebook,
            found_space=lambda meeting: founder(root, meeting),
        )
        return HANDLERS[type(command)](command, session)

    def _commit(self, events: Sequence[Event], transaction: Transaction) -> Changes:
        return Authoring(transaction, self._sealer, self._clock.now()).commit(events)

    def receive(self, segments: Sequence[bytes]) -> Reception:
        """Take in foreign segments, each in the given order, in one transaction.

        Nothing is ever applied before its signature, chain and rights were checked here.
        """
        reception = Reception()
        self.give_way()
        with self._replica.write() as transaction:
            for raw in segments:
                reception = arrival.take(raw, reception, transaction, self._sealer)
        return reception

    def receive_deeds(self, space: SpaceId, raws: Sequence[bytes]) -> DeedReception:
        """Take in statements about keys that were found in a space, in one transaction; nothing of them is raised."""
        self.give_way()
        with self._replica.write() as transaction:
            return arrival.take_deeds(space, raws, transaction, self._sealer)

    def _actor(self, directory: Directory) -> Actor:
        author = directory.author(self._sealer.writer)
        return Actor(author.member if author else arrival.NOBODY, self._sealer.writer)


def _at_once() -> None:
    """Nobody has to be given way to."""
