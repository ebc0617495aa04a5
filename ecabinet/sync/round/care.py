"""Care for one space in a store: what this replica answers for there is put back, kept whole, and packed."""

from ecabinet.app.ports import KeyOf
from ecabinet.sync.formats.heads import Tips
from ecabinet.sync.round.healing import Healing
from ecabinet.sync.round.known import Known
from ecabinet.sync.round.listing import Listing
from ecabinet.sync.round.outgoing import Outgoing
from ecabinet.sync.round.packs import Packs
from ecabinet.sync.round.relief import Relief
from ecabinet.sync.round.report import Notes
from ecabinet.sync.round.travel import Travel
from ecabinet.sync.round.witness import Witness
from ecabinet.sync.stores.spaces import put_genesis
from ecabinet.sync.stores.store import Store


class Care:
    """Everything that is done to files already sent.

    Attributes:
        healing: for the own segments and papers.
        relief: for those of laptops that are gone.
        packs: for the number of own files.
        witness: for what others took in.
    """

    def __init__(self, store: Store, known: Known, outgoing: Outgoing, travel: Travel, key_of: KeyOf) -> None:
        self._store, self._known, self._outgoing, self._travel = store, known, outgoing, travel
        self.healing = Healing(store, outgoing)
        self.relief = Relief(store, known, outgoing, key_of, self.healing.pace)
        self.packs = Packs(store, outgoing)
        self.witness = Witness(store, known, outgoing.sealer, travel, key_of)

    def due(self, listing: Listing, tips: Tips) -> bool:
        """Say whether a space that was just looked at needs anything; asks the store nothing."""
        missed = self.relief.due(listing, tips)
        damaged = missed or listing.bare or self._travel.lacks(listing) or self.healing.due(listing, tips)
        turn = self.packs.due(listing.space) or self.witness.due(listing.space)
        return damaged or turn or not self._outgoing.heads.stands(listing.space, tips)

    def give(self, listing: Listing, tips: Tips, notes: Notes) -> None:
        """Do what is due; `tips` were read before what was sent last.

        Raises:
            StoreReadOnly: the rest stays as it is.
        """
        if listing.bare:
            put_genesis(self._store, self._known.genesis(listing.space))
        self._travel.heal(listing)
        self.witness.tend(listing)
        if listing.space in notes.met(self._outgoing.writer):  # the own log goes on otherwise there
            return
        if not self.relief.patrol(listing, notes):
            self.healing.patrol(listing, tips)
        self.healing.heal(listing, tips, notes)
        if listing.space not in self._known.unsent:
            self._outgoing.write_heads(listing.space, tips, notes)
        if self.packs.due(listing.space):
            self.packs.tend(listing, tips, notes)
        self.relief.lay(listing, notes)
