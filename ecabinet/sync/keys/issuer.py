"""Making key packages and certificates: this installation's hand in passing keys on."""

from collections.abc import Iterator, Mapping
from contextlib import suppress

from nacl.signing import SigningKey

from ecabinet.app.issuing import ITEM, PLENUM, KeyIssuer, KeyName, Readers, SealedDeed
from ecabinet.app.override import override
from ecabinet.core.deeds import Certificate, KeyBundle, KeyPackage, SharedKey
from ecabinet.core.errors import BadValue, NoSuchThing
from ecabinet.core.ids import ItemId, SpaceId, WriterId
from ecabinet.sync.crypto.wrapping import key_id, new_key, wrap
from ecabinet.sync.formats.deeds import seal_bundle, seal_certificate, seal_package
from ecabinet.sync.keys.keychain import HeldKey, KeyChain

BUNDLED = 2048
"""Wraps in a bundle, so that its body stays within a mebibyte however many keys there are."""


class Issuer(KeyIssuer):
    """Issues under the name of `writer`, signing with `key`.

    A key begun here can be shared at once, but is written with only when the replica has kept its package: until then
    the transaction may be rolled back, and nobody else would ever have the key.
    """

    def __init__(self, keys: KeyChain, writer: WriterId, key: SigningKey) -> None:
        self.own: Readers = {writer: keys.public_key}
        self._keys, self._writer, self._key = keys, writer, key
        self._begun: dict[KeyName, HeldKey] = {}

    @override
    def held(self, space: SpaceId) -> tuple[KeyName, ...]:
        return tuple(held.name for held in self._keys.held(space))

    @override
    def begin(self, space: SpaceId, compartment: str, epoch: int, readers: Readers) -> SealedDeed:
        key = new_key()
        held = HeldKey(KeyName(space, compartment, epoch, key_id(key)), key)
        package = self._package(held, {**readers, **self.own})
        if package is None:
            raise BadValue("wraps", "empty")
        self._begun[held.name] = held
        return package

    @override
    def share(self, name: KeyName, readers: Readers) -> SealedDeed | None:
        """Return a package of a key held here.

        Raises:
            NoSuchThing: a "key" that is not held here.
        """
        return self._package(self._held(name), readers)

    @override
    def share_all(self, due: Mapping[KeyName, Readers]) -> Iterator[SealedDeed]:
        """Yield packages of one key, and bundles of more; as `share` for each key.

        Raises:
            NoSuchThing: a "key" that is not held here.
        """
        group: list[KeyPackage] = []
        for name in sorted(due):
            for package in self._pieces(self._held(name), due[name]):
                if sum(len(one.wraps) for one in (*group, package)) > BUNDLED:
                    yield self._bundled(group)
                    group = []
                group.append(package)
        if group:
            yield self._bundled(group)

    @override
    def item(self, plenum: KeyName, item: ItemId) -> KeyName:
        return self._keys.derived(self._held(plenum), item).name

    @override
    def certify(self, certificate: Certificate) -> SealedDeed:
        return SealedDeed(certificate, seal_certificate(certificate, self._key))

    def _held(self, name: KeyName) -> HeldKey:
        """Return a key held here; that of an item may follow from a plenum key of its epoch."""
        for held in (*self._begun.values(), *self._keys.held(name.space)):
            if held.name == name:
                return held
            if held.name.compartment == PLENUM and name.compartment.startswith(ITEM):
                derived = self._keys.derived(held, ItemId(name.compartment.removeprefix(ITEM)))
                if derived.name == name:
                    return derived
        raise NoSuchThing("key", name.compartment)

    def _pieces(self, held: HeldKey, readers: Readers) -> Iterator[KeyPackage]:
        wraps, name = tuple(_wraps(held, readers)), held.name
        for start in range(0, len(wraps), BUNDLED):
            some = wraps[start : start + BUNDLED]
            yield KeyPackage(name.space, name.compartment, name.epoch, name.key_id, self._writer, some)

    def _bundled(self, group: list[KeyPackage]) -> SealedDeed:
        if len(group) == 1:
            return SealedDeed(group[0], seal_package(group[0], self._key))
        keys = tuple(SharedKey(one.compartment, one.epoch, one.key_id, one.wraps) for one in group)
        deed = KeyBundle(group[0].space, self._writer, keys)
        return SealedDeed(deed, seal_bundle(deed, self._key))

    def _package(self, held: HeldKey, readers: Readers) -> SealedDeed | None:
        wraps = tuple(_wraps(held, readers))
        if not wraps:
            return None
        name = held.name
        deed = KeyPackage(name.space, name.compartment, name.epoch, name.key_id, self._writer, wraps)
        return SealedDeed(deed, seal_package(deed, self._key))


def _wraps(held: HeldKey, readers: Readers) -> Iterator[tuple[WriterId, bytes]]:
    """Yield the key wrapped for each reader; one whose public key is unusable must not keep it from the others."""
    for writer, public_key in sorted(readers.items()):
        with suppress(BadValue):
            yield writer, wrap(held.key, public_key, held.name)
