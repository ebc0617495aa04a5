"""Papers by need: those of the sitting meeting come first, then of the next ones, within what a round may fetch."""

from ecabinet.app.ledger import Need
from ecabinet.app.ports import Outbox
from ecabinet.core.ids import SpaceId
from ecabinet.core.things import Meeting, Version
from ecabinet.sync.round.pace import Rotation
from ecabinet.sync.round.papers import PaperFetcher
from ecabinet.sync.round.report import Notes

BLOB_BUDGET = 64 * 1024 * 1024
"""Bytes of papers fetched in a round."""

RECOUNT_ROUNDS = 16
"""Once in so many rounds the papers here are counted again; at once when a meeting or a version changed."""

FIRST, OTHERS = 4, 4
"""Spaces whose papers are asked for in every round, and in turn."""


class Larder:
    """Fills the vault.

    Attributes:
        fetcher: brings single papers.
        budget: bytes fetched in a round; at least one wanted paper is.
    """

    def __init__(self, outbox: Outbox, fetcher: PaperFetcher) -> None:
        self._outbox, self.fetcher, self.budget = outbox, fetcher, BLOB_BUDGET
        self._needs: tuple[Need, ...] = ()
        self._others = Rotation(OTHERS, lively=0)
        self._stale = True

    def recount(self) -> None:
        """Count anew in the next round: what is wanted here has changed."""
        self._stale = True

    def fill(self, notes: Notes) -> None:
        """Fetch wanted papers until the budget is used up.

        Raises:
            StoreUnreachable: the papers fetched before are in the vault.
        """
        due = self.fetcher.pace.round % RECOUNT_ROUNDS == 1
        if due or self._stale or notes.changes.touches(Meeting, Version):
            self._needs, self._stale = self._outbox.ledger.needs(), False
        budget = self.budget
        for space in self._turn():
            budget = self.fetcher.fetch(space, budget, notes)
        if notes.blobs:
            self._needs = self._outbox.ledger.needs()
        notes.papers_named = sum(need.named for need in self._needs)
        notes.papers_here = sum(need.here for need in self._needs)

    def _turn(self) -> tuple[SpaceId, ...]:
        lacking = tuple(need.space for need in self._needs if need.missing)
        return *lacking[:FIRST], *self._others.pick(lacking[FIRST:])[:OTHERS]
