"""Finding out a writer that showed different records under one number to different laptops.

Each laptop says now and then, signed, what it took in of the others' logs, and compares what some others say with its
own journal. Where two differ, it lays its own segment beside the logs as one side of a fork: whoever took in the other
one then has both, and shows both (`travel.py`). If they differ before that, too, the sides found next show it.

It is done in looks around only, so that it costs a round behind a hub nothing.
"""

from collections.abc import Iterable, Iterator

from ecabinet.app.ports import KeyOf
from ecabinet.core.errors import SegmentDamaged
from ecabinet.core.event import Log
from ecabinet.core.ids import SpaceId, WriterId
from ecabinet.sync.formats.heads import Tips
from ecabinet.sync.formats.names import Kind, place, seen_path
from ecabinet.sync.formats.seen import MAX_SEEN, Seen, open_seen, unsigned
from ecabinet.sync.keys.envelope import SegmentSealer, peek
from ecabinet.sync.round.known import Known
from ecabinet.sync.round.listing import Listing
from ecabinet.sync.round.pace import Pace, Rotation
from ecabinet.sync.round.travel import Travel
from ecabinet.sync.stores.store import Store

WITNESS_ROUNDS = 32
"""Rounds between two comparisons, or until the next look around if that is later."""

SPACES, OTHERS, SIDES = 4, 4, 8
"""Spaces of a comparison, testimonies of others read in each, in turn, and segments shown because of each."""

_Place = tuple[Log, WriterId]


class Witness:
    """Says what was taken in here and hears what others say.

    Attributes:
        rounds: those between two comparisons.
    """

    def __init__(self, store: Store, known: Known, sealer: SegmentSealer, travel: Travel, key_of: KeyOf) -> None:
        self._store, self._known, self._sealer, self._travel, self._key_of = store, known, sealer, travel, key_of
        self.pace, self.rounds = Pace(), WITNESS_ROUNDS
        self._next = 1 + sum(sealer.writer.encode()) % WITNESS_ROUNDS
        self._last: dict[SpaceId, int] = {}
        self._turn: frozenset[SpaceId] = frozenset()
        self._said: dict[SpaceId, Tips] = {}
        self._turns: dict[SpaceId, Rotation] = {}

    def choose(self, spaces: Iterable[SpaceId]) -> None:
        """Begin a round in which these spaces were looked at: those that waited longest are compared, if it is time."""
        self._turn = frozenset()
        if self.pace.round >= self._next and (found := [space for space in spaces if self._others(space)]):
            self._next = self.pace.round + self.rounds
            self._turn = frozenset(sorted(found, key=lambda space: self._last.get(space, 0))[:SPACES])
            self._last |= dict.fromkeys(self._turn, self.pace.round)

    def due(self, space: SpaceId) -> bool:
        """Say whether a space is compared in this round; asks the store nothing."""
        return space in self._turn

    def tend(self, listing: Listing) -> None:
        """Compare a space, if that is due, and say what is known of it here.

        Raises:
            StoreReadOnly: what was to be shown is shown another time.
            StoreUnreachable: likewise.
        """
        space = listing.space
        if not self.due(space):
            return
        names = self._store.list(f"{space}/seen") if listing.testified else ()
        for path in self._pick(space, names):
            for key, seq in self._differing(space, self._heard(path))[:SIDES]:
                for _name, raw in self._known.ledger.run((space, *key), seq, seq):
                    self._travel.show(space, raw)
        self._say(space, names)

    def _others(self, space: SpaceId) -> Tips:
        """Return how far others' logs go: those of this writer it may have lost and begun anew."""
        tips = self._known.tips(space)
        return {key: tip for key, tip in tips.items() if key[1] != self._sealer.writer}

    def _pick(self, space: SpaceId, names: tuple[str, ...]) -> tuple[str, ...]:
        own = seen_path(space, self._sealer.writer)
        paths = (f"{space}/seen/{name}" for name in names)
        others = tuple(path for path in paths if path != own and (at := place(path)) and at.kind is Kind.SEEN)
        rotation = self._turns.setdefault(space, Rotation(OTHERS, lively=0))
        return rotation.pick(others)[:OTHERS]

    def _heard(self, path: str) -> Tips:
        """Return what a testimony says; nothing if it does not hold, for its writer makes it anew."""
        raw, at = self._store.read(path, MAX_SEEN + 1), place(path)
        try:
            return open_seen(raw, at, self._key_of, path).tips if raw and at else {}
        except SegmentDamaged:
            return {}

    def _differing(self, space: SpaceId, said: Tips) -> list[tuple[_Place, int]]:
        """Return where a testimony names another record than the journal has, logs known to be forked left out."""
        tips, forked = self._others(space), set(self._forked(space))
        known = {key: tip.seq for key, tip in said.items() if key in tips and tip.seq <= tips[key].seq}
        open_ = {key: seq for key, seq in known.items() if said[key] != tips[key] and key not in forked}
        held = self._known.ledger.hashes(space, open_) if open_ else {}
        return sorted((key, seq) for key, seq in open_.items() if held.get(key) not in (None, said[key].hash))

    def _forked(self, space: SpaceId) -> Iterator[_Place]:
        for raw in self._known.contradictions(space).values():
            name = peek(raw)
            yield name.log, name.writer

    def _say(self, space: SpaceId, names: tuple[str, ...]) -> None:
        """Write the own testimony, unless it lies there already as it would be written."""
        tips, path = self._others(space), seen_path(space, self._sealer.writer)
        there = path.rpartition("/")[2] in names
        if there and self._said.get(space) == tips:
            return
        raw = self._sealer.seal_head(unsigned(Seen(space, self._sealer.writer, tips)))
        if not there or self._store.read(path, len(raw) + 1) != raw:
            self._store.replace(path, raw)
        self._said[space] = tips
