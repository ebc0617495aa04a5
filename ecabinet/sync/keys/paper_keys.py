"""Under which keys a paper may lie in a store: that of its item first, as members derive it and guests are given it."""

from collections.abc import Callable, Iterator

from ecabinet.app.issuing import ITEM, PLENUM, SPACE
from ecabinet.core.ids import ItemId, SpaceId, VersionHash
from ecabinet.sync.keys.keychain import HeldKey, KeyChain

ItemsOf = Callable[[SpaceId, VersionHash], tuple[ItemId, ...]]
"""The item under which a paper lies first, then the other items of its meeting: it may have lain there before."""


class CompartmentKeys:
    """Answers as `papers.PaperKeys`."""

    def __init__(self, keys: KeyChain, items_of: ItemsOf) -> None:
        self._keys, self._items_of = keys, items_of

    def __call__(self, space: SpaceId, version: VersionHash) -> tuple[bytes | None, ...]:
        """Return the keys, the one to publish under first; None among them stands for the clear."""
        if not self._keys.is_sealed(space):
            return (None,)
        items = self._items_of(space, version)
        best = self._keys.item(space, items[0]) if items else None
        best = best or self._keys.current(space, SPACE)
        if best is None:
            return ()
        others = [held.key for held in self._derived(space, items)]
        return (*dict.fromkeys([best.key, *others]), None)

    def _derived(self, space: SpaceId, items: tuple[ItemId, ...]) -> Iterator[HeldKey]:
        """Yield all keys held here under which it might lie: the newest epoch first, its own item before others."""
        held = self._keys.held(space)[::-1]
        for item in items:
            for one in held:
                if one.name.compartment == PLENUM:
                    yield self._keys.derived(one, item)
                elif one.name.compartment == ITEM + item:
                    yield one
        yield from (one for one in held if one.name.compartment == SPACE)
