"""Where an item goes when it is moved: pure arithmetic over the agenda's lines in reading order; no Qt here."""

from ecabinet.app import read
from ecabinet.app.commands import MoveItem
from ecabinet.core.ids import ItemId

Lines = tuple[read.AgendaLine, ...]


def children(lines: Lines, parent: ItemId | None) -> tuple[ItemId, ...]:
    """The items directly under a parent, in order."""
    return tuple(line.item for line in lines if line.parent == parent)


def up(lines: Lines, item: ItemId) -> MoveItem | None:
    """Before the sibling above; None at the top."""
    parent, siblings = _family(lines, item)
    index = siblings.index(item)
    if index == 0:
        return None
    return MoveItem(item, parent, siblings[index - 2] if index > 1 else None)


def down(lines: Lines, item: ItemId) -> MoveItem | None:
    """After the sibling below; None at the bottom."""
    parent, siblings = _family(lines, item)
    index = siblings.index(item)
    return MoveItem(item, parent, siblings[index + 1]) if index + 1 < len(siblings) else None


def indent(lines: Lines, item: ItemId) -> MoveItem | None:
    """To the end of the children of the sibling above; None without one."""
    _parent, siblings = _family(lines, item)
    index = siblings.index(item)
    if index == 0:
        return None
    above = siblings[index - 1]
    inside = children(lines, above)
    return MoveItem(item, above, inside[-1] if inside else None)


def outdent(lines: Lines, item: ItemId) -> MoveItem | None:
    """Directly after its parent; None at the top level."""
    parent, _siblings = _family(lines, item)
    if parent is None:
        return None
    return MoveItem(item, _family(lines, parent)[0], parent)


def inside(lines: Lines, item: ItemId, parent: ItemId | None, before: ItemId | None) -> MoveItem | None:
    """Under `parent`, before one of its children or (None) at the end; None where the item would hold itself."""
    if parent is not None and parent in _descent(lines, item):
        return None
    siblings = [other for other in children(lines, parent) if other != item]
    index = siblings.index(before) if before in siblings else len(siblings)
    return MoveItem(item, parent, siblings[index - 1] if index else None)


def _descent(lines: Lines, item: ItemId) -> set[ItemId]:
    """The item and everything under it."""
    found = {item}
    for line in lines:
        if line.parent in found:
            found.add(line.item)
    return found


def _family(lines: Lines, item: ItemId) -> tuple[ItemId | None, tuple[ItemId, ...]]:
    parent = next(line.parent for line in lines if line.item == item)
    return parent, children(lines, parent)
