"""Deeds: small signed statements about keys that stand beside the logs, because logs cannot be opened without them.

A deed is immutable, named by its bytes, and the set of all deeds matters, not their order. The control chain decides
who belongs to the organization; deeds let a laptop find the keys with which that chain is signed and encrypted.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ecabinet.core.event import ControlPosition
from ecabinet.core.ids import SpaceId, WriterId


@dataclass(frozen=True, slots=True)
class Certificate:
    """`signer` says that `public_key` (Ed25519, 32 bytes) writes under the name `writer`.

    Signed by a controller it repeats what the control chain says, for those who cannot read the chain. Signed by a
    certified installation and countersigned with the new key, it names the one that continues it: after a restored
    backup or on a copied profile. Such a writer has the member, the device and the rights of the certified one, and
    falls with it.

    Attributes:
        countersigned: whether the new key signed it, too. Without that nobody continues anybody: a member could lay
            claim to what somebody else writes.
    """

    space: SpaceId
    signer: WriterId
    writer: WriterId
    public_key: bytes
    countersigned: bool = False


@dataclass(frozen=True, slots=True)
class Mandate:
    """The organization's root makes a writer the controller of a new epoch; the chain before ends at `after`.

    What earlier controllers wrote behind `after` is void.

    Attributes:
        tip: hash of the record at `after`, where control logs contradict themselves: what it stands on is upheld, and
            the mandate takes effect behind nothing else. Empty where there was nothing to choose.
    """

    space: SpaceId
    epoch: int
    controller: WriterId
    controller_key: bytes
    after: ControlPosition
    tip: bytes = b""


@dataclass(frozen=True, slots=True)
class KeyPackage:
    """One key of a space, wrapped for each installation that may read with it.

    Attributes:
        compartment: "" for the space's own key, "plenum" for what guests do not see, "item/<id>" for one item.
        epoch: from 1; a new one begins when somebody is removed.
        key_id: 16 bytes that follow from the key and from nothing else: two keys cannot share one.
        signer: the installation that made the package.
        wraps: for each writer, the key sealed to its X25519 key (HPKE, RFC 9180).
    """

    space: SpaceId
    compartment: str
    epoch: int
    key_id: bytes
    signer: WriterId
    wraps: tuple[tuple[WriterId, bytes], ...]


@dataclass(frozen=True, slots=True)
class SharedKey:
    """One key in a bundle; see `KeyPackage`."""

    compartment: str
    epoch: int
    key_id: bytes
    wraps: tuple[tuple[WriterId, bytes], ...]


@dataclass(frozen=True, slots=True)
class KeyBundle:
    """Many keys of a space in one deed: what is given to somebody who comes later, of all compartments and epochs."""

    space: SpaceId
    signer: WriterId
    keys: tuple[SharedKey, ...]

    def packages(self) -> Iterator[KeyPackage]:
        """Return each key as the package it could have had for itself."""
        for key in self.keys:
            yield KeyPackage(self.space, key.compartment, key.epoch, key.key_id, self.signer, key.wraps)


@dataclass(frozen=True, slots=True)
class Founding:
    """An installation says that it founded a space that no fact names: a private one, for its member's others to find.

    Attributes:
        space: the organization's directory, where the deed lies.
        genesis: the bytes of the founded space's genesis.
    """

    space: SpaceId
    signer: WriterId
    genesis: bytes


Deed = Certificate | Mandate | KeyPackage | KeyBundle | Founding


def packages(deeds: Iterable[Deed]) -> Iterator[KeyPackage]:
    """Return the packages among these deeds, also those that came in bundles, in the same order."""
    for deed in deeds:
        if isinstance(deed, KeyPackage):
            yield deed
        elif isinstance(deed, KeyBundle):
            yield from deed.packages()


def signing_keys(deed: Deed) -> dict[WriterId, bytes]:
    """Return the signing keys a deed makes known to who cannot read the control chain, by writer."""
    match deed:
        case Certificate():
            return {deed.writer: deed.public_key}
        case Mandate():
            return {deed.controller: deed.controller_key}
        case _:
            return {}
