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

RECOUNT_ROUNDS, RECOUNTED = 16, 8
"""Once in so many rounds the papers of so many spaces are counted again, in turn: somebody may have lost some."""

AT_ONCE = 64
"""Spaces counted in a round when all have to be, those learned of last first."""

FIRST, OTHERS = 4, 4
"""Spaces whose papers are asked for in every round, and in turn."""


class Larder:
    """Fills the vault. The papers of a space are counted again when something came in or was sent there.

    Attributes:
        fetcher: brings single papers.
        budget: bytes fetched in a round; at least one wanted paper is.
    """

    def __init__(self, outbox: Outbox, fetcher: PaperFetcher) -> None:
        self._outbox, self.fetcher, self.budget = outbox, fetcher, BLOB_BUDGET
        self._needs: dict[SpaceId, Need] = {}
        self._uncounted: list[SpaceId] = []
        self._spaces: tuple[SpaceId, ...] = ()
        self._lacking: tuple[SpaceId, ...] = ()
        self._named = self._here = 0
        self._counts = Rotation(RECOUNTED, lively=0)
        self._others = Rotation(OTHERS, lively=0)
        self._stale = True

    def recount(self) -> None:
        """Count everything anew from the next round on: what is wanted here has changed."""
        self._stale = True

    def fill(self, notes: Notes) -> None:
        """Fetch wanted papers until the budget is used up.

        Raises:
            StoreUnreachable: the papers fetched before are in the vault.
        """
        if self._stale or self._changed_unseen(notes):
            self._uncounted = [genesis.space for genesis in self._outbox.spaces()]
            self._stale = False
        self._count(self._due(notes))
        turn, budget = self._turn(), self.budget
        for space in turn:
            budget = self.fetcher.fetch(space, budget, notes)
        if notes.blobs:
            self._count(set(turn))
        notes.papers_named, notes.papers_here = self._named, self._here

    def _changed_unseen(self, notes: Notes) -> bool:
        """Say whether papers or meetings became known otherwise than by what came in: by a key, or by a new right."""
        return notes.changes.touches(Meeting, Version) and (notes.changes.directory or not notes.received)

    def _due(self, notes: Notes) -> set[SpaceId]:
        """Return the spaces to count again in this round."""
        due = {name.space for name in notes.published} | set(self._uncounted[-AT_ONCE:])
        del self._uncounted[-AT_ONCE:]
        if notes.changes.touches(Meeting, Version):
            due |= {name.space for name in notes.received}
        if self.fetcher.pace.round % RECOUNT_ROUNDS == 1:
            due |= set(self._counts.pick(self._spaces))
        return due

    def _count(self, among: set[SpaceId]) -> None:
        """Ask what some spaces need; no others are looked at where that is what it was."""
        found = {need.space: need for need in self._outbox.ledger.needs(among)} if among else {}
        if all(self._needs.get(space) == found.get(space) for space in among):
            return
        kept = {space: need for space, need in self._needs.items() if space not in among}
        ordered = sorted({**kept, **found}.values(), key=lambda need: need.urgency)
        self._needs = {need.space: need for need in ordered}
        self._spaces = tuple(self._needs)
        self._counts.rest(self._spaces)
        self._lacking = tuple(need.space for need in ordered if need.missing)
        self._named = sum(need.named for need in ordered)
        self._here = sum(need.here for need in ordered)

    def _turn(self) -> tuple[SpaceId, ...]:
        return *self._lacking[:FIRST], *self._others.pick(self._lacking[FIRST:])[:OTHERS]
