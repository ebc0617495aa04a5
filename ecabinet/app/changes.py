"""What a commit touched; each screen decides for itself whether it is concerned."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from ecabinet.core.things import Thing

MANY = 100
"""Things above which it is enough to know their kinds."""


@dataclass(frozen=True, slots=True)
class Changes:
    """The things a commit touched, by kind and identifier, and what else changed.

    Attributes:
        directory: members, laptops, or what follows from the control chain.
        delivery: what is sent.
        blobs: paper versions that came.
        aside: records that are kept without effect, or why they are.
        ephemera: what others do just now; see `Ephemera.heard`.
    """

    things: frozenset[tuple[type[Thing], str]] = frozenset()
    directory: bool = False
    delivery: bool = False
    blobs: frozenset[str] = frozenset()
    aside: bool = False
    ephemera: bool = False
    _kinds: frozenset[type[Thing]] | None = field(default=None, init=False, repr=False, compare=False)

    def __bool__(self) -> bool:
        return bool(self.things or self.directory or self.delivery or self.blobs or self.aside or self.ephemera)

    def __or__(self, other: "Changes") -> "Changes":
        return Changes(
            self.things | other.things,
            self.directory or other.directory,
            self.delivery or other.delivery,
            self.blobs | other.blobs,
            self.aside or other.aside,
            self.ephemera or other.ephemera,
        )

    def touches(self, *kinds: type[Thing]) -> bool:
        """Say whether something of one of these kinds changed; many may ask of many things, so they are sorted once."""
        if self._kinds is None:
            object.__setattr__(self, "_kinds", frozenset(kind for kind, _id in self.things))
        return not (self._kinds or frozenset()).isdisjoint(kinds)

    def abridged(self) -> "Changes":
        """Return them with one thing of each kind if they are many: screens ask for kinds, and a history is long."""
        if len(self.things) <= MANY:
            return self
        return replace(self, things=frozenset({kind: (kind, thing) for kind, thing in self.things}.values()))


NO_CHANGES = Changes()


def of(things: Iterable[tuple[type[Thing], str]]) -> Changes:
    """Return the changes for these things."""
    return Changes(frozenset(things))
