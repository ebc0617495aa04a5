"""The keys this installation can open: unwrapped when needed from the key packages its replica keeps.

Nothing is stored a second time: the packages lie in the encrypted replica, the secret that opens them in the profile.
Any key may be read with; to write, only one whose package the current directory backs is used (`app.keys`).
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Protocol

from ecabinet.app.issuing import ITEM, PLENUM, KeyName
from ecabinet.core.deeds import KeyPackage
from ecabinet.core.ids import ItemId, SpaceId, WriterId
from ecabinet.sync.crypto.wrapping import item_key, key_id, unwrap, wrap_key


class KeySource(Protocol):
    """What the keychain asks of the replica."""

    def packages(self, space: SpaceId, after: int) -> tuple[int, tuple[KeyPackage, ...]]:
        """Return the key packages of a space kept after place `after` (0 for all), and the place of the last one."""
        ...

    def former_names(self) -> frozenset[WriterId]:
        """Return the installations that this one continues: what was wrapped for them is for it."""
        ...

    def backs(self, space: SpaceId, signers: frozenset[WriterId]) -> bool:
        """Say whether one of these may issue keys of a space now."""
        ...


@dataclass(frozen=True, slots=True)
class HeldKey:
    """A key with its name; `key` is 32 bytes."""

    name: KeyName
    key: bytes


@dataclass(slots=True)
class _Space:
    """What is known of one space: its keys by name, who issued each, and how far its packages were read."""

    keys: dict[KeyName, bytes] = field(default_factory=dict)
    signers: dict[KeyName, frozenset[WriterId]] = field(default_factory=dict)
    issuers: frozenset[WriterId] = frozenset()
    place: int = 0


class KeyChain:
    """The keys of the installation `writer`, whose secret X25519 seed has 32 bytes.

    Attributes:
        public_key: what keys are wrapped to, X25519, 32 bytes.
        source: the replica, once it is open; until then only what was learnt by `learn` is known.
    """

    def __init__(self, writer: WriterId, seed: bytes) -> None:
        self.public_key = wrap_key(seed)
        self.source: KeySource | None = None
        self._names = frozenset({writer})
        self._is_named = False
        self._seed = seed
        self._spaces: dict[SpaceId, _Space] = {}

    def learn(self, packages: Iterable[KeyPackage]) -> None:
        """Open what is wrapped for this installation; a key that is not the one its name says is refused."""
        for package in packages:
            self._learn(package)

    def key(self, space: SpaceId, wanted: bytes) -> bytes | None:
        """Return the key with this identifier (16 bytes), None if it is not held here (yet)."""
        found = self._find(space, wanted)
        if found is None and self.source:
            self._rename(self.source)
            self.refresh(space)
            found = self._find(space, wanted)
        return found

    def current(self, space: SpaceId, compartment: str) -> HeldKey | None:
        """Return the key to write with: the greatest epoch, then identifier, among those that are backed now.

        When none is backed any more, because the issuer has just left, it is the greatest held: whoever left knows
        that one in any case, and nothing is ever written in the clear again.
        """
        self.refresh(space)
        keys = self._of(space).keys
        held = sorted((name for name in keys if name.compartment == compartment), reverse=True)
        if not held:
            return None
        best = next((name for name in held if self._is_backed(name)), held[0])
        return HeldKey(best, keys[best])

    def issued(self, space: SpaceId, compartment: str) -> HeldKey | None:
        """Return the newest key of a compartment that this installation itself issued: others could read theirs."""
        self.refresh(space)
        known = self._of(space)
        own = (name for name in known.keys if name.compartment == compartment and known.signers[name] & self._names)
        newest = max(own, default=None)
        return HeldKey(newest, known.keys[newest]) if newest else None

    def item(self, space: SpaceId, item: ItemId) -> HeldKey | None:
        """Return the key to write of one item with, derived from the plenum's; None without a plenum key."""
        plenum = self.current(space, PLENUM)
        return self.derived(plenum, item) if plenum else self.current(space, ITEM + item)

    def derived(self, plenum: HeldKey, item: ItemId) -> HeldKey:
        """Return the key of an item under one plenum key."""
        identifier, key = _of_item(plenum.key, item)
        return HeldKey(KeyName(plenum.name.space, ITEM + item, plenum.name.epoch, identifier), key)

    def item_key(self, space: SpaceId, item: ItemId, wanted: bytes) -> bytes | None:
        """Return the key of an item with this identifier (16 bytes); None without it, as known at the last question.

        It is asked for each record, so it does not look into the replica: `refresh` does.
        """
        for name, key in tuple(self._of(space).keys.items()):
            if name.key_id == wanted:
                return key
            if name.compartment == PLENUM and (found := _of_item(key, item))[0] == wanted:
                return found[1]
        return None

    def held(self, space: SpaceId) -> tuple[HeldKey, ...]:
        """Return every key of a space held here, by compartment and epoch, lowest first."""
        self.refresh(space)
        return tuple(HeldKey(name, key) for name, key in sorted(self._of(space).keys.items()))

    def is_sealed(self, space: SpaceId) -> bool:
        """Say whether the space has keys: then nothing is written there in the clear."""
        self.refresh(space)
        known = self._of(space)
        return bool(known.keys) or (self.source is not None and self.source.backs(space, known.issuers))

    def refresh(self, space: SpaceId) -> None:
        """Read what the replica kept meanwhile."""
        if self.source is None:
            return
        known = self._of(space)
        if not self._is_named:
            self._is_named = True
            self._rename(self.source)
        place, packages = self.source.packages(space, known.place)
        self.learn(packages)
        known.place = place

    def _of(self, space: SpaceId) -> _Space:
        return self._spaces.setdefault(space, _Space())

    def _find(self, space: SpaceId, wanted: bytes) -> bytes | None:
        return next((key for name, key in tuple(self._of(space).keys.items()) if name.key_id == wanted), None)

    def _is_backed(self, name: KeyName) -> bool:
        return self.source is None or self.source.backs(name.space, self._of(name.space).signers[name])

    def _rename(self, source: KeySource) -> None:
        """Learn what else this installation is called; then all packages are looked at again."""
        names = self._names | source.former_names()
        if names != self._names:
            self._names = names
            for known in tuple(self._spaces.values()):
                known.place = 0

    def _learn(self, package: KeyPackage) -> None:
        known = self._of(package.space)
        known.issuers |= {package.signer}
        name = KeyName(package.space, package.compartment, package.epoch, package.key_id)
        if name not in known.keys:
            key = self._open(package, name)
            if key is None:
                return
            known.keys = {**known.keys, name: key}  # several threads ask: what one reads must not change under it
        known.signers = {**known.signers, name: known.signers.get(name, frozenset()) | {package.signer}}

    def _open(self, package: KeyPackage, name: KeyName) -> bytes | None:
        mine = (wrapped for writer, wrapped in package.wraps if writer in self._names)
        return next((key for wrapped in mine if (key := unwrap(wrapped, self._seed, name))), None)


@lru_cache(maxsize=4096)
def _of_item(plenum: bytes, item: ItemId) -> tuple[bytes, bytes]:
    """Return identifier and key of an item."""
    key = item_key(plenum, item)
    return key_id(key), key
