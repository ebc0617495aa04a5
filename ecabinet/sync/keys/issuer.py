"""Making key packages and certificates: this installation's hand in passing keys on."""

from collections.abc import Iterator
from contextlib import suppress

from nacl.signing import SigningKey

from ecabinet.app.issuing import ITEM, PLENUM, KeyIssuer, KeyName, Readers, SealedDeed
from ecabinet.app.override import override
from ecabinet.core.deeds import Certificate, KeyPackage
from ecabinet.core.errors import BadValue, NoSuchThing
from ecabinet.core.ids import ItemId, SpaceId, WriterId
from ecabinet.sync.crypto.wrapping import key_id, new_key, wrap
from ecabinet.sync.formats.deeds import seal_certificate, seal_package
from ecabinet.sync.keys.keychain import HeldKey, KeyChain


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
