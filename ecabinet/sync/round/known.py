"""What the replica answered last, kept for as long as it has not grown: a quiet round asks it one question."""

from collections.abc import Iterable

from ecabinet.app.genesis import Genesis
from ecabinet.app.ledger import Mark
from ecabinet.app.ports import Outbox
from ecabinet.core.ids import SpaceId
from ecabinet.sync.formats.heads import Tips
from ecabinet.sync.formats.names import content_name

NEVER = Mark(-1, -1, -1, -1)
"""The mark before the first question."""


class Known:
    """The outbox's answers.

    Attributes:
        mark: how far the replica had come when these answers were begun.
        spaces: the spaces known here, the directory first.
        ids: their names, in the same order.
        ledger: questions that are not kept.
        resting: the spaces of past meetings that are known by title only; `in_use` are the others, as in `ids`.
        unsent: the spaces with own segments not yet read back from the store.
    """

    def __init__(self, outbox: Outbox) -> None:
        self._outbox, self.ledger = outbox, outbox.ledger
        self.mark = NEVER
        self.spaces: tuple[Genesis, ...] = ()
        self.ids: tuple[SpaceId, ...] = ()
        self._places: dict[SpaceId, int] = {}
        self.in_use: tuple[SpaceId, ...] = ()
        self.resting: frozenset[SpaceId] = frozenset()
        self.unsent: frozenset[SpaceId] = frozenset()
        self._tips: dict[SpaceId, Tips] = {}
        self._deeds: dict[SpaceId, dict[str, bytes]] = {}
        self._contradictions: dict[SpaceId, dict[str, bytes]] = {}

    @property
    def directory(self) -> Genesis:
        """The organization's directory."""
        return self.spaces[0]

    def genesis(self, space: SpaceId) -> Genesis:
        """Return the genesis of a known space."""
        return self.spaces[self._places[space]]

    def ordered(self, spaces: Iterable[SpaceId]) -> tuple[SpaceId, ...]:
        """Return those of some spaces that are known here, in the order of `ids`; looks at no others."""
        places = sorted(self._places[space] for space in spaces if space in self._places)
        return tuple(self.ids[place] for place in places)

    def refresh(self) -> Mark:
        """Ask again what may have changed since; return the mark before."""
        before, self.mark = self.mark, self.ledger.mark()
        if self.mark.spaces != before.spaces:
            self.spaces = self._outbox.spaces()
            self.ids = tuple(genesis.space for genesis in self.spaces)
            self._places = {space: place for place, space in enumerate(self.ids)}
        if (self.mark.segments, self.mark.withdrawn) != (before.segments, before.withdrawn):
            self._tips.clear()
            self.unsent = self.ledger.unsent()
        self._rest(self._changed(before))
        if self.mark.deeds != before.deeds:
            self._deeds.clear()
        if self.mark.contradictions != before.contradictions:
            self._contradictions.clear()
        return before

    def _changed(self, before: Mark) -> frozenset[SpaceId] | None:
        """Return the spaces that something came for since a mark; None if it may concern meetings of any space."""
        kept = (before.spaces, before.opened, before.withdrawn, before.contradictions)
        if kept != (self.mark.spaces, self.mark.opened, self.mark.withdrawn, self.mark.contradictions):
            return None
        if self.mark.segments == before.segments:
            return frozenset()
        found = self.ledger.spaces_after(before.segments)
        return None if self.directory.space in found else found

    def _rest(self, changed: frozenset[SpaceId] | None) -> None:
        """Ask again which meetings of these spaces rest, of all for None: asking takes longer the more are past."""
        if changed is None:
            self.resting = self.ledger.resting()
        elif changed:
            self.resting = (self.resting - changed) | self.ledger.resting(changed)
        if changed is None or changed:
            self.in_use = tuple(space for space in self.ids if space not in self.resting)

    def recount(self) -> None:
        """Ask again what is unsent: something was sent."""
        self.unsent = self.ledger.unsent()

    def tips(self, space: SpaceId) -> Tips:
        """Return how far each log of a space is known."""
        if space not in self._tips:
            self._tips[space] = self._outbox.tips(space)
        return self._tips[space]

    def deeds(self, space: SpaceId) -> dict[str, bytes]:
        """Return the deeds of a space by the SHA-256 of their bytes, oldest first."""
        if space not in self._deeds:
            self._deeds[space] = _named(self._outbox.sealed_deeds(space)) if self.mark.deeds else {}
        return self._deeds[space]

    def contradictions(self, space: SpaceId) -> dict[str, bytes]:
        """Return the segments of a space that contradict each other, by the SHA-256 of their bytes."""
        if space not in self._contradictions:
            found = self._outbox.contradictions(space) if self.mark.contradictions else ()
            self._contradictions[space] = _named(found)
        return self._contradictions[space]


def _named(found: tuple[bytes, ...]) -> dict[str, bytes]:
    return {content_name(raw): raw for raw in found}
