"""What a commit touched; each screen decides for itself whether it is concerned."""

from collections.abc import Iterable
from dataclasses import dataclass

from ecabinet.core.things import Thing


@dataclass(frozen=True, slots=True)
class Changes:
    """The things a commit touched, by kind and identifier, and what else changed.

    Attributes:
        directory: members, laptops, or what follows from the control chain.
        delivery: what is sent.
        blobs: paper versions that came.
        aside: records that are kept without effect, or why they are.
    """

    things: frozenset[tuple[type[Thing], str]] = frozenset()
    directory: bool = False
    delivery: bool = False
    blobs: frozenset[str] = frozenset()
    aside: bool = False

    def __bool__(self) -> bool:
        return bool(self.things or self.directory or self.delivery or self.blobs or self.aside)

    def __or__(self, other: "Changes") -> "Changes":
        return Changes(
            self.things | other.things,
            self.directory or other.directory,
            self.delivery or other.delivery,
            self.blobs | other.blobs,
            self.aside or other.aside,
        )

    def touches(self, *kinds: type[Thing]) -> bool:
        """Say whether something of one of these kinds changed."""
        return any(kind in kinds for kind, _id in self.things)


NO_CHANGES = Changes()


def of(things: Iterable[tuple[type[Thing], str]]) -> Changes:
    """Return the changes for these things."""
    return Changes(frozenset(things))
