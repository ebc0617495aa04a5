"""One round of exchange between a replica and a store; whoever owns the loop calls it again and again.

    store ours? → deeds → papers → segments → read back → still ours? → sent → heads
                → hear the hubs; where none leads: list → deeds → control → data → again while something was accepted
                → papers → mend and pack own files → the own lane, if this is a hub

Nothing here waits, and nothing is decided by a clock. Any two rounds may be separated by a crash. Where nothing is to
be sent and a hub's head shows that the store is ours, nobody asks it.
"""

from ecabinet.app.paper_ports import Vault
from ecabinet.app.ports import KeyOf, Outbox
from ecabinet.core.errors import ForkFound, StoreReadOnly, StoreUnreachable
from ecabinet.core.ids import SpaceId, WriterId
from ecabinet.sync.formats.heads import Tips
from ecabinet.sync.keys.envelope import SegmentSealer
from ecabinet.sync.round.care import Care
from ecabinet.sync.round.follow import Follower
from ecabinet.sync.round.hub import Hub
from ecabinet.sync.round.intake import Intake, Receive
from ecabinet.sync.round.known import NEVER, Known
from ecabinet.sync.round.larder import Larder
from ecabinet.sync.round.lookout import Lookout
from ecabinet.sync.round.newcomer import Newcomer
from ecabinet.sync.round.outgoing import Outgoing, Sent
from ecabinet.sync.round.papers import PaperFetcher, PaperKeys, PaperSender, in_the_clear
from ecabinet.sync.round.report import Notes, RoundReport
from ecabinet.sync.round.telling import StoreEphemera
from ecabinet.sync.round.travel import TakeDeeds, Travel
from ecabinet.sync.round.unload import unload
from ecabinet.sync.round.watch import Watch
from ecabinet.sync.stores.spaces import require_ours
from ecabinet.sync.stores.store import Store


class Exchange:
    """A replica's dealings with one store. `receive` is the workspace's door for foreign segments.

    Attributes:
        store: where the files lie.
        larder: papers wanted, and bytes of them fetched in a round.
        care: own files, and how long small ones stay beside a pack.
        lookout: what was seen in the store.
        follower: hubs, and how often this program looks around although one leads it; None for a hub.
        hub: makes the lane and the snapshots; None for others.
        ephemera: what others do just now, and telling them what is done here.
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
        paper_keys: PaperKeys = in_the_clear,
        take_deeds: TakeDeeds | None = None,
        hub: bool = False,
        ephemera: StoreEphemera | None = None,
    ) -> None:
        """Join the parts. Without `key_of` only the own heads are watched; without `take_deeds` deeds are only sent."""
        self.store, self._outbox, self._known, self._key_of = store, outbox, Known(outbox), key_of
        self._own, self._owing, self._began = {sealer.writer: sealer.public_key}, set[SpaceId](), NEVER
        self._papers = PaperSender(store, vault, paper_keys)
        self._outgoing = Outgoing(store, outbox, sealer, self._papers, self._key)
        self._intake = Intake(store, self._known, receive)
        self._travel = Travel(store, self._known, self._intake, take_deeds)
        self._watch = Watch(store, self._outgoing.heads, self._key)
        self.larder = Larder(outbox, PaperFetcher(store, outbox, vault, paper_keys))
        self.care = Care(store, self._known, self._outgoing, self._travel, self._key)
        newcomer = Newcomer(store, self._known, (self._travel, self._intake), self._key)
        self.lookout = Lookout(store, self._known, self._intake, self._travel, self._watch, newcomer)
        self.follower = None if hub else Follower(store, self._key, sealer.writer)
        self.hub = Hub(store, self._known, sealer, self._key) if hub else None
        self.ephemera = ephemera or StoreEphemera(store, sealer, self._key, lambda: outbox.spaces()[0])
        self.ephemera.carry = self.hub.carry if self.hub else None

    def owe(self, space: SpaceId) -> None:
        """Publish the deeds of a space in the next round."""
        self._owing.add(space)

    def round(self, *, glance: bool = False) -> RoundReport:
        """Publish, take in, fetch and mend once; return what happened. It does not raise for what a store does.

        A `glance` looks only where news are likely, if that is enough: for a store that says that there are some, and
        for sending at once what was just recorded.
        """
        notes, told = Notes(), self.ephemera.begin()
        others = (self.lookout.salvage, self.care.healing, self.care.packs, self.care.witness)
        for paced in (self._papers, self.larder.fetcher, self._intake, self._travel, *others):
            paced.pace.round += 1
        try:
            self._round(notes, glance=glance, told=told)
        except StoreUnreachable as silence:
            notes.offline = silence.reason
        self._doubt(notes)
        for source in (self._intake, self.larder.fetcher, self._watch, self._travel):
            notes.damaged.extend(source.damaged.values())
        notes.superseded = self._superseded(notes)
        self.ephemera.note(notes)
        return notes.report()

    def _round(self, notes: Notes, *, glance: bool, told: bool) -> None:
        first, opened = self._began == NEVER, self._refresh()
        vouched = not (first or opened or self._sending()) and self._vouched()
        if not vouched:
            require_ours(self.store, self._known.directory)
        if first:
            self._look_first(notes)
        self._publish(notes)
        self.ephemera.repeat()
        led = self._hear(notes, brief=glance)
        if vouched and not led:  # now something may be concluded from what is missing
            require_ours(self.store, self._known.directory)
        heard = led or (glance and self.lookout.glance(notes))
        turn = () if heard and not opened else self.lookout.turn()
        before = {space: self._known.tips(space) for space in turn}
        if turn:
            self.lookout.look_around(turn, notes)
        if self.lookout.told and (turn or not (led or told)):
            self.ephemera.look()
        self.larder.fill(notes)
        if notes.unpublished is None:
            self._mend(before, notes)

    def _doubt(self, notes: Notes) -> None:
        """Look next time into the files of the own logs that cannot be this replica's."""
        for damage in notes.damaged:
            if isinstance(damage, ForkFound) and (listing := self.lookout.listings.get(SpaceId(damage.space))):
                listing.doubt(WriterId(damage.writer), damage.seq)

    def _superseded(self, notes: Notes) -> bool:
        """Say whether this round may have met segments of the own log that were not written here."""
        if notes.met(self._outgoing.writer):
            return True
        now = self._outbox.ledger.mark() if notes.changes else self._began
        return (now.contradictions, now.withdrawn) != (self._began.contradictions, self._began.withdrawn)

    def _look_first(self, notes: Notes) -> None:
        """Before a program's first sending, see what the store has of the own logs."""
        own = [space for space in self._known.ids if space in self._known.unsent]
        if own:
            self.lookout.look_around(own, notes)
            self._known.refresh()

    def _refresh(self) -> bool:
        """Learn what this replica has gained by itself, and what is to be sent; say whether more is wanted here."""
        before = self._known.refresh()
        self._began = self._known.mark
        if before == NEVER:
            self.lookout.begin()
        elif self._known.mark.deeds != before.deeds:
            self._owing |= {space for _place, space, _raw in self._outbox.ledger.deeds_after(before.deeds)}
        opened = self._known.mark.opened != before.opened
        if opened:
            self.larder.recount()
        return opened

    def _sending(self) -> tuple[SpaceId, ...]:
        """Return the spaces in which something is to be sent."""
        return self._known.ordered(self._known.unsent | self._owing)

    def _vouched(self) -> bool:
        return self.follower is not None and self.follower.vouched(self._known.directory.space)

    def _publish(self, notes: Notes) -> None:
        """Send, and count as sent what is there while the store is still ours. Failing here does not stop reading."""
        spaces = self._sending()
        if not spaces:
            return
        try:
            tips = {space: self._known.tips(space) for space in spaces}
            sent = [self._send(space, tips[space], notes) for space in spaces]
            require_ours(self.store, self._known.directory)
            for parcel in sent:
                self._confirm(parcel, tips[parcel.space], notes)
        except StoreReadOnly:
            notes.unpublished = "read_only"
        except StoreUnreachable as silence:
            require_ours(self.store, self._known.directory)
            notes.unpublished = silence.reason
        self._known.recount()

    def _send(self, space: SpaceId, tips: Tips, notes: Notes) -> Sent:
        self._travel.publish(space)
        return self._outgoing.send(self._known.genesis(space), tips, notes)

    def _confirm(self, sent: Sent, tips: Tips, notes: Notes) -> None:
        for version in sent.papers:
            self._outbox.mark_blob_sent(sent.space, version)
        if sent.segments:
            notes.changes |= self._outbox.mark_sent(sent.segments)
            notes.published.extend(sent.segments)
            self.lookout.stir([sent.space])
            if self.follower:
                self.follower.expect(sent.segments)
        if sent.whole:
            self._outgoing.write_heads(sent.space, tips, notes, sent.segments)
        if sent.done:
            self._owing.discard(sent.space)
        else:
            self._owing.add(sent.space)

    def _hear(self, notes: Notes, *, brief: bool) -> bool:
        """Take in what the hubs have; say whether that is enough for this round."""
        if self.follower is None:
            return False
        self._intake.begin()
        news = self.follower.listen(self._known.directory.space, notes, brief=brief)
        for tail, live in news.tails:
            self.ephemera.hearing.take_tail(tail, live=live)
        wanting = unload(news.entries, self._travel, self._intake, notes)
        self.lookout.stir({*wanting, *(name.space for name in notes.received)})
        if news.led and not wanting:
            notes.hub_age = self.follower.age
        return notes.hub_age is not None

    def _mend(self, before: dict[SpaceId, Tips], notes: Notes) -> None:
        """Repair and pack own files, but only while the store is ours: an unmounted share lacks everything."""
        listings = self.lookout.listings
        self.care.witness.choose(before)
        due = {space: tips for space, tips in before.items() if self.care.due(listings[space], tips)}
        if not due and self.hub is None:
            return
        require_ours(self.store, self._known.directory)
        self._known.recount()
        try:
            for space, tips in due.items():
                self.care.give(listings[space], tips, notes)
            if self.hub:
                self.hub.publish(self.ephemera.standing())
                self.hub.binder.tend({space: listings[space] for space in before})
        except StoreReadOnly:
            notes.unpublished = "read_only"

    def _key(self, writer: WriterId) -> bytes | None:
        return self._own.get(writer) or (self._key_of(writer) if self._key_of else None)
