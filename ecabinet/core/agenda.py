"""The agenda as a numbered tree: order by fractional index, numbers 1, 1.1, 1.2, 2."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ecabinet.core.things import Item


@dataclass(frozen=True, slots=True)
class Numbered:
    """An item with its number ("4.2") and depth (0 at the top)."""

    number: str
    depth: int
    item: Item


def numbered(items: Iterable[Item]) -> tuple[Numbered, ...]:
    """Return the items that stand, in reading order; one whose parent is missing or removed goes to the top level.

    A cycle (two secretaries moved two items under each other at once) is broken at its smallest identifier.
    """
    standing = {item.id: item for item in items if not item.removed}
    children: dict[str | None, list[Item]] = defaultdict(list)
    for item in standing.values():
        children[_safe_parent(item, standing)].append(item)
    return tuple(_walk(None, "", 0, children))


def _walk(parent: str | None, prefix: str, depth: int, children: dict[str | None, list[Item]]) -> Iterator[Numbered]:
    ordered = sorted(children[parent], key=lambda item: (item.position, item.id))
    for index, item in enumerate(ordered, start=1):
        number = f"{prefix}{index}"
        yield Numbered(number, depth, item)
        yield from _walk(item.id, f"{number}.", depth + 1, children)


def _safe_parent(item: Item, standing: dict[str, Item]) -> str | None:
    """Return the parent, or None where following parents from here comes back to this smallest item."""
    if item.parent not in standing:
        return None
    seen, above = [item.id], standing[item.parent]
    while above.id not in seen:
        seen.append(above.id)
        if above.parent not in standing:
            return item.parent
        above = standing[above.parent]
    cycle = seen[seen.index(above.id) :]
    return None if item.id == min(cycle) else item.parent
