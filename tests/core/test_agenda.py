"""Numbering of the agenda tree."""

from hypothesis import given
from hypothesis import strategies as st

from ecabinet.core.agenda import numbered
from ecabinet.core.things import Item


def item(name, parent=None, position="V", removed=False):
    return Item(name, "m", parent, position, name, "report", None, 10, None, removed)


def numbers(items):
    return {line.item.id: line.number for line in numbered(items)}


def test_children_carry_their_parents_number():
    tree = [item("a", position="A"), item("b", position="B"), item("b2", "b", "B"), item("b1", "b", "A")]
    assert numbers(tree) == {"a": "1", "b": "2", "b1": "2.1", "b2": "2.2"}


def test_a_removed_parent_lifts_its_children():
    assert numbers([item("a", removed=True), item("b", "a")]) == {"b": "1"}


def test_a_cycle_is_broken_and_nothing_is_lost():
    assert set(numbers([item("a", "b"), item("b", "a"), item("c", "b")])) == {"a", "b", "c"}


@given(st.lists(st.tuples(st.integers(0, 7), st.booleans()), min_size=1, max_size=8))
def test_every_standing_item_appears_once(shape):
    items = [item(f"i{n}", f"i{parent}", str(n), removed) for n, (parent, removed) in enumerate(shape)]
    shown = [line.item.id for line in numbered(items)]
    assert sorted(shown) == sorted(i.id for i in items if not i.removed)
