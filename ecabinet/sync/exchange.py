"""One round of exchange between a replica and a store; whoever owns the loop calls it again and again.

    store ours? → spaces → papers → segments → read back → still ours? → sent → heads
                → list → control → data → again while something was accepted → papers → mend own files

Nothing here waits, and nothing is decided by a clock. Any two rounds may be separated by a crash.
"""

from collections.abc import Iterable

from ecabinet.app.genesis import Genesis
from ecabinet.app.ports import KeyOf, Outbox, Vault
from ecabinet.core.errors import StoreReadOnly, StoreUnreachable
from ecabinet.core.ids import SpaceId, WriterId
from ecabinet.sync.envelope import SegmentSealer
from ecabinet.sync.heads import Tips
from ecabinet.sync.healing import Healing
from ecabinet.sync.intake import Intake, Receive
from ecabinet.sync.listing import Listing
from ecabinet.sync.outgoing import Outgoing, Sent
from ecabinet.sync.pace import Rotation
from ecabinet.sync.papers import PaperFetcher, PaperSender
from ecabinet.sync.report import Notes, RoundReport
from ecabinet.sync.spaces import require_ours
from ecabinet.sync.store import Store
from ecabinet.sync.watch import Watch

QUIET_SPACES = 32
"""Spaces without news that are looked at in a round, in turn."""

BLOB_BUDGET = 64 * 1024 * 1024
"""Bytes of papers fetched in a round, unless said otherwise."""


class Exchange:
    """A replica's dealings with one store. `receive` is the workspace's door for foreign segments.

    Attributes:
        store: where the files lie.
        blob_budget: bytes of papers fetched in a round; at least one wanted paper is.
    """

    def __init__(  # the ports of one replica, and what it is called with
        self,
        store: Store,
        outbox: Outbox,
        receive: Receive,
        sealer: SegmentSealer,
        vault: Vault,
        *,
        key_of: KeyOf | None = None,
        blob_budget: int = BLOB_BUDGET,
    ) -> None:
        """Join the parts. Without `key_of` only the own heads are watched, not those of others."""
        self.store, self.blob_budget = store, blob_budget
        self._outbox, self._own = outbox, {sealer.writer: sealer.public_key}
        self._key_of = key_of
        papers = PaperSender(store, vault)
        self._fetcher = PaperFetcher(store, outbox, vault)
        self._outgoing = Outgoing(store, outbox, sealer, papers)
        self._healing = Healing(store, outbox, self._outgoing, papers)
        self._intake = Intake(store, outbox, receive)
        self._watch = Watch(store, self._outgoing.heads, self._key)
        self._paces = (papers.pace, self._fetcher.pace, self._healing.pace, self._intake.pace)
        self._listings: dict[SpaceId, Listing] = {}
        self._rotation = Rotation(QUIET_SPACES)

    def round(self) -> RoundReport:
        """Publish, take in, fetch and mend once; return what happened. It does not raise for what a store does."""
        notes = Notes()
        for pace in self._paces:
            pace.round += 1
        try:
            self._round(notes)
        except StoreUnreachable as silence:
            notes.offline = silence.reason
        for damaged in (self._intake.damaged, self._fetcher.damaged, self._watch.damaged):
            notes.damaged.extend(damaged.values())
        return notes.report()

    def _round(self, notes: Notes) -> None:
        directory = self._outbox.spaces()[0]
        require_ours(self.store, directory)
        active = self._active(self._outbox.spaces())
        before = {genesis.space: self._outbox.tips(genesis.space) for genesis in active}
        self._publish(directory, active, before, notes)
        active = self._receive(active, notes)
        self._fetch(active, notes)
        if notes.unpublished is None:
            self._mend(directory, before, notes)

    def _active(self, spaces: tuple[Genesis, ...]) -> list[Genesis]:
        """Return the spaces of this round: the directory, the lively ones, a few quiet ones, all with unsent facts."""
        turn = set(self._rotation.pick([genesis.space for genesis in spaces]))
        turn.add(spaces[0].space)
        return [g for g in spaces if g.space in turn or self._outbox.unsent(g.space)]

    def _publish(self, directory: Genesis, active: list[Genesis], tips: dict[SpaceId, Tips], notes: Notes) -> None:
        """Send, and count as sent what is there while the store is still ours. Failing here does not stop reading."""
        try:
            sent = [self._outgoing.send(genesis, tips[genesis.space], notes) for genesis in active]
            require_ours(self.store, directory)
            for parcel in sent:
                self._confirm(parcel, tips[parcel.space], notes)
        except StoreReadOnly:
            notes.unpublished = "read_only"
        except StoreUnreachable as silence:
            require_ours(self.store, directory)
            notes.unpublished = silence.reason

    def _confirm(self, sent: Sent, tips: Tips, notes: Notes) -> None:
        for version in sent.papers:
            self._outbox.mark_blob_sent(sent.space, version)
        if sent.segments:
            notes.changes |= self._outbox.mark_sent(sent.segments)
            notes.published.extend(sent.segments)
            self._rotation.stir(sent.space)
        if sent.whole:
            self._outgoing.write_heads(sent.space, tips)

    def _receive(self, active: list[Genesis], notes: Notes) -> list[Genesis]:
        """Take in what there is until nothing more moves; return the spaces, with those learned of on the way."""
        self._intake.begin()
        known = {genesis.space for genesis in self._outbox.spaces()}
        for genesis in active:
            self._look(genesis.space, notes)
        while self._take(active, notes):
            news = [genesis for genesis in self._outbox.spaces() if genesis.space not in known]
            known.update(genesis.space for genesis in news)
            for genesis in news:
                self._look(genesis.space, notes)
            active = [*active, *news]
        return active

    def _look(self, space: SpaceId, notes: Notes) -> None:
        listing = self._listings.setdefault(space, Listing(self.store, space))
        listing.look()
        self._watch.read(listing, notes)

    def _take(self, active: Iterable[Genesis], notes: Notes) -> bool:
        notes.waiting.clear()
        moved = False
        for genesis in active:
            if self._intake.take(self._listings[genesis.space], notes):
                self._rotation.stir(genesis.space)
                moved = True
        return moved

    def _fetch(self, active: Iterable[Genesis], notes: Notes) -> None:
        budget = self.blob_budget
        for genesis in active:
            budget = self._fetcher.fetch(genesis.space, budget, notes)

    def _mend(self, directory: Genesis, tips: dict[SpaceId, Tips], notes: Notes) -> None:
        """Repair own files, but only while the store is ours: an unmounted share lacks everything."""
        require_ours(self.store, directory)
        try:
            for space, known in tips.items():
                self._healing.patrol(self._listings[space], known)
                self._healing.heal(self._listings[space], known, notes)
        except StoreReadOnly:
            notes.unpublished = "read_only"

    def _key(self, writer: WriterId) -> bytes | None:
        return self._own.get(writer) or (self._key_of(writer) if self._key_of else None)
