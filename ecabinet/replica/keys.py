"""What a replica answers about keys: the packages it keeps, and who stands behind them now."""

from ecabinet.app import keys
from ecabinet.app.changes import Changes
from ecabinet.core.deeds import KeyPackage
from ecabinet.core.ids import SpaceId, WriterId
from ecabinet.replica import deeds, rereading, spaces
from ecabinet.replica.database import SqlReplica
from ecabinet.replica.rebuilding import Reopen


class KeyShelf:
    """The key packages in one replica, for the installation `writer`."""

    def __init__(self, replica: SqlReplica, writer: WriterId) -> None:
        self._replica, self._writer = replica, writer

    def packages(self, space: SpaceId, after: int) -> tuple[int, tuple[KeyPackage, ...]]:
        """Return the key packages of a space kept after place `after` (0 for all), and the place of the last one."""
        with self._replica.read() as reading:
            return deeds.packages(reading.connection, space, after)

    def news(self) -> frozenset[SpaceId]:
        """Return the spaces of which keys came since `catch_up`."""
        with self._replica.read() as reading:
            return rereading.pending(reading.connection)

    def catch_up(self, reopen: Reopen) -> Changes:
        """Read records again that could not be read before the keys came; return what that touched."""
        with self._replica.write() as writing:
            return rereading.catch_up(writing.connection, writing.chain(), reopen)

    def former_names(self) -> frozenset[WriterId]:
        """Return the installations that this one continues."""
        with self._replica.read() as reading:
            return keys.former_names(reading.deeds(reading.directory().space), self._writer)

    def backs(self, space: SpaceId, signers: frozenset[WriterId]) -> bool:
        """Say whether one of these may issue keys of a space now."""
        with self._replica.read() as reading:
            genesis, directory = spaces.find(reading.connection, space), reading.directory()
            return genesis is not None and any(keys.may_issue(signer, genesis, directory) for signer in signers)
