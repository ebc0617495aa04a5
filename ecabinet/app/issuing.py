"""What issuing keys needs from outside: names of keys, deeds with their bytes, and the port that makes them.

A compartment says who may read: "" is a space's own key, "plenum" what guests do not see, "item/<id>" one agenda item,
"circle/…" the people somebody shares marks with.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from ecabinet.app.genesis import Genesis
from ecabinet.core.deeds import Certificate, Deed
from ecabinet.core.ids import ItemId, MemberId, SpaceId, WriterId

SPACE = ""
PLENUM = "plenum"
ITEM = "item/"
CIRCLE = "circle/"

Readers = Mapping[WriterId, bytes]
"""Installations that may read, each with its X25519 public key (32 bytes)."""


class KeyName(NamedTuple):
    """One key: where it is used, from which epoch on, and the 16 bytes that follow from it."""

    space: SpaceId
    compartment: str
    epoch: int
    key_id: bytes


@dataclass(frozen=True, slots=True)
class SealedDeed:
    """A deed with the bytes that were signed."""

    deed: Deed
    raw: bytes


class KeyIssuer(Protocol):
    """The keys this installation holds, and its hand in passing them on. Readers without a usable key get nothing.

    Attributes:
        own: this installation itself, which can read whatever it begins.
    """

    own: Readers

    def held(self, space: SpaceId) -> tuple[KeyName, ...]:
        """Return the names of the keys of a space held here, by compartment and epoch, lowest first."""
        ...

    def begin(self, space: SpaceId, compartment: str, epoch: int, readers: Readers) -> SealedDeed:
        """Return the package of a new random key; it is used here once the replica has kept it.

        Raises:
            BadValue: field `wraps`: nobody could read it.
        """
        ...

    def share(self, name: KeyName, readers: Readers) -> SealedDeed | None:
        """Return a package of a key held here for more readers; None if none of them can be given it."""
        ...

    def share_all(self, due: Mapping[KeyName, Readers]) -> Iterator[SealedDeed]:
        """Return deeds that give keys of one space held here to more readers: as few as will hold them."""
        ...

    def item(self, plenum: KeyName, item: ItemId) -> KeyName:
        """Return the name of an item's key, which follows from a plenum key held here; `share` takes it too."""
        ...

    def certify(self, certificate: Certificate) -> SealedDeed:
        """Return the certificate, signed by this installation."""
        ...


class PrivateFounder(Protocol):
    """Whoever can sign for a member's own space."""

    def found_private(self, root: SpaceId, member: MemberId) -> tuple[Genesis, SealedDeed]:
        """Return a new signed genesis for a member's private space, and the deed by which the others find it."""
        ...
