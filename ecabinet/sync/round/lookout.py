"""Looking around in a store: listing what lies there and taking it in, until nothing more moves."""

from collections.abc import Iterable

from ecabinet.core.errors import ForkFound
from ecabinet.core.ids import SpaceId, WriterId
from ecabinet.sync.round.intake import Intake
from ecabinet.sync.round.known import Known
from ecabinet.sync.round.listing import Listing
from ecabinet.sync.round.newcomer import Newcomer
from ecabinet.sync.round.pace import Rotation
from ecabinet.sync.round.report import Notes
from ecabinet.sync.round.salvage import Salvage
from ecabinet.sync.round.travel import Travel
from ecabinet.sync.round.watch import Watch
from ecabinet.sync.stores.store import Store

QUIET_SPACES = 4
"""Spaces without news that are looked at in a round, in turn."""

RECENT_SPACES = 16
"""Spaces learned of last, which are looked at when a program starts; the others have their turn."""


class Lookout:
    """Knows what was seen where.

    Attributes:
        listings: what the last look at each space showed.
        salvage: reads files with odd names.
    """

    def __init__(  # where to look, whom to tell, and what else is read on the way
        self, store: Store, known: Known, intake: Intake, travel: Travel, watch: Watch, newcomer: Newcomer
    ) -> None:
        self._store, self._known, self._intake, self._travel = store, known, intake, travel
        self._watch, self._newcomer = watch, newcomer
        self.salvage = Salvage(store, intake)
        self.listings: dict[SpaceId, Listing] = {}
        self._rotation = Rotation(QUIET_SPACES)

    def begin(self) -> None:
        """Start a program: most spaces known by now are of the past."""
        self._rotation.rest(self._known.ids[1:-RECENT_SPACES])

    def stir(self, spaces: Iterable[SpaceId]) -> None:
        """Note that something happens in these spaces."""
        for space in spaces:
            self._rotation.stir(space)

    def turn(self) -> tuple[SpaceId, ...]:
        """Return the spaces of this round: the directory, the lively ones, and a few quiet ones in turn."""
        self._rotation.stir(self._known.directory.space)
        return self._rotation.pick(self._known.in_use)

    def glance(self, notes: Notes) -> bool:
        """Take in what lies where news are likely; say whether that was enough.

        Raises:
            StoreUnreachable: what was accepted before stands.
        """
        lively = tuple(space for space in self._rotation.lively(self._known.in_use) if space in self.listings)
        for space in lively:
            self.listings[space].glance()
        self._follow(lively, notes)
        return bool(lively) and not notes.waiting

    @property
    def told(self) -> bool:
        """Whether anybody tells what he does just now, as far as looking showed."""
        directory = self.listings.get(self._known.directory.space)
        return directory is not None and directory.told

    def look_around(self, turn: Iterable[SpaceId], notes: Notes) -> None:
        """Take in what there is in these spaces, and in those learned of on the way.

        Raises:
            StoreUnreachable: what was accepted before stands.
        """
        turn = tuple(turn)
        for space in turn:
            self._look(space, notes)
        self._follow(turn, notes)

    def _follow(self, turn: tuple[SpaceId, ...], notes: Notes) -> None:
        """Take in what was seen, and what lies in the spaces learned of on the way, until nothing more moves."""
        self._intake.begin()
        known, active = self._known.in_use, list(turn)
        for fork in [damage for damage in notes.damaged if isinstance(damage, ForkFound)]:
            if listing := self.listings.get(SpaceId(fork.space)):
                listing.doubt(WriterId(fork.writer), fork.seq)
        while self._take(active, notes):
            news, known = _added(known, self._known.in_use), self._known.in_use
            for space in news:
                self._look(space, notes)
            active.extend(news)

    def _look(self, space: SpaceId, notes: Notes) -> None:
        listing = self.listings.setdefault(space, Listing(self._store, space))
        self._newcomer.bring(listing, notes)
        listing.look()
        self._watch.read(listing, notes)

    def _take(self, active: Iterable[SpaceId], notes: Notes) -> bool:
        notes.waiting.clear()
        moved = False
        for space in active:
            listing = self.listings[space]
            learnt = self._travel.bring(listing, notes)
            taken = self._intake.take(listing, notes)
            if self.salvage.take(listing, notes) or taken or learnt:
                self._rotation.stir(space)
                moved = True
        return moved


def _added(before: tuple[SpaceId, ...], now: tuple[SpaceId, ...]) -> list[SpaceId]:
    """Return what is new, in order; where nothing was learnt, both are the same and nobody looks through them."""
    if now is before:
        return []
    known = set(before)
    return [space for space in now if space not in known]
