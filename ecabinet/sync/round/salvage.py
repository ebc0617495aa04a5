"""Files that a synchronising program renamed: "… (conflicted copy …).seg", "…-LAPTOP.seg", "….sync-conflict-….seg".

Their names say nothing that could be relied on, so they are taken by what they hold, slowly, and never complained of.
"""

from ecabinet.core.errors import SegmentDamaged
from ecabinet.core.ids import SpaceId
from ecabinet.sync.keys.envelope import MAX_SEGMENT, peek
from ecabinet.sync.round.intake import Intake
from ecabinet.sync.round.listing import Listing
from ecabinet.sync.round.offers import Offer
from ecabinet.sync.round.pace import Pace
from ecabinet.sync.round.report import Notes
from ecabinet.sync.stores.store import Store

SALVAGE_ROUNDS = 64
"""A space's odd files are looked at once in so many rounds."""

SALVAGE_FILES = 16
"""Odd files of one space read in a round, in turn."""


class Salvage:
    """Reads files with odd names.

    Attributes:
        rounds: a space has its turn once in so many.
    """

    def __init__(self, store: Store, intake: Intake) -> None:
        self._store, self._intake, self.rounds = store, intake, SALVAGE_ROUNDS
        self.pace = Pace()

    def take(self, listing: Listing, notes: Notes) -> bool:
        """Hand over what continues the logs of a space; say whether anything was accepted.

        Raises:
            StoreUnreachable: the rest was not read.
        """
        if not listing.odd or (self.pace.round + sum(listing.space.encode())) % self.rounds:
            return False
        due = [found for found in sorted(listing.odd) if self.pace.due("/".join(found))]
        offers = [offer for found in due[:SALVAGE_FILES] if (offer := self._read(*found, listing.space))]
        moved = False
        for offer in sorted(offers, key=lambda offer: (offer.name.log, offer.name.writer, offer.name.first)):
            news = self._intake.is_news(offer.name)
            accepted = self._intake.offer([offer], notes).accepted  # of known numbers too: it may contradict them
            if news and accepted:
                notes.received.append(offer.name)
                moved = True
        return moved

    def _read(self, folder: str, name: str, space: SpaceId) -> Offer | None:
        path = f"{folder}/{name}"
        self.pace.failed(path)  # whatever comes of it: the next time is for those that lie behind
        raw = self._store.read_odd(folder, name, MAX_SEGMENT + 1)
        try:
            found = peek(raw or b"", path)
        except SegmentDamaged:
            return None
        return Offer(path, found, raw or b"") if found.space == space else None
