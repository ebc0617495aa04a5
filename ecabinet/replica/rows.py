"""Things ↔ rows: one read table for each class in `core.things.KINDS`, made from the class's fields.

Those in `singles.KINDS` have none.

Texts, whole numbers, truth values and bytes get columns of their own kind, None is NULL; anything richer (tuples,
dataclasses) is MessagePack of the field's type.
"""

from collections.abc import Callable, Sequence
from dataclasses import MISSING, dataclass, fields
from enum import Enum
from operator import attrgetter
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

import msgspec
from sqlalchemy import BigInteger, Boolean, Column, Index, LargeBinary, Table, Text
from sqlalchemy.types import TypeEngine

from ecabinet.core.effects import Fields
from ecabinet.core.things import KINDS, Meeting, Thing
from ecabinet.replica import singles
from ecabinet.replica.tables import disposable

T = TypeVar("T", bound=Thing)
Convert = Callable[[Any], Any]  # Any: between a column's and a field's type

_PLAIN: tuple[tuple[type, type[TypeEngine[Any]]], ...] = (
    (bool, Boolean),  # before int, of which it is one
    (int, BigInteger),
    (str, Text),
    (bytes, LargeBinary),
)
GREATEST = 2**63 - 1
_ASKED_BY = ("meeting", "item", "vote", "paper", "space", "version")
_ASKED: dict[type[Thing], tuple[tuple[str, ...], ...]] = {
    Meeting: (("space",), ("starts_at",), ("ends_at",), ("state", "ends_at")),
}
"""The fields to index where they are others."""

_encode = msgspec.msgpack.Encoder().encode


@dataclass(frozen=True, slots=True)
class Shape:
    """How one class of things lies in its table.

    Attributes:
        hints: the type of each field, in order of declaration.
        rich: places of the columns that are not the field's own value, with the way in and the way out.
        defaults: what each field but the first, `id`, has when nobody wrote it; MISSING if it must be written.
    """

    table: Table
    hints: dict[str, Any]  # Any: a type hint
    values: Callable[[Thing], tuple[Any, ...]]
    rich: dict[int, tuple[Convert, Convert]]
    defaults: tuple[tuple[str, Any], ...]


def row(thing: Thing, conflicts: Sequence[str]) -> tuple[Any, ...]:
    """Return a thing as a row of its table, in column order."""
    shape = SHAPES[type(thing)]
    return _packed(shape, list(shape.values(thing)), " ".join(conflicts))


def row_of_one(kind: type[Thing], identifier: str, written: Fields) -> tuple[Any, ...] | None:
    """Return the row of a thing that one write made; None if a field is missing, as `core.fold.merge` would say."""
    shape = SHAPES[kind]
    values = [identifier, *[written.get(name, default) for name, default in shape.defaults]]
    return None if MISSING in values else _packed(shape, values, "")


def fitting(value: object) -> object:
    """Return a whole number that no column can hold as the nearest that one can; anything else as it is."""
    return max(-GREATEST - 1, min(value, GREATEST)) if isinstance(value, int) else value


def thing(kind: type[T], values: Sequence[Any]) -> T:
    """Return the thing in a row of its table; `values` may go on with `conflicts`."""
    shape = SHAPES[kind]
    own = list(values[: len(shape.hints)])
    for place, (_pack, unpack) in shape.rich.items():
        if own[place] is not None:
            own[place] = unpack(own[place])
    return kind(*own)


def packed(kind: type[Thing], field: str, value: object) -> object:
    """Return a field's value as its column holds it."""
    shape = SHAPES[kind]
    pack = shape.rich.get(list(shape.hints).index(field))
    return pack[0](value) if pack and value is not None else value


def _packed(shape: Shape, values: list[Any], conflicts: str) -> tuple[Any, ...]:
    for place, (pack, _unpack) in shape.rich.items():
        if values[place] is not None:
            values[place] = pack(values[place])
    return (*values, conflicts)


def _shape(kind: type[Thing]) -> Shape:
    hints = {field.name: get_type_hints(kind)[field.name] for field in fields(kind)}
    columns = [_column(name, hint) for name, hint in hints.items()]
    name = kind.__name__.lower()
    table = Table(name, disposable, *columns, Column("conflicts", Text, nullable=False))
    for asked in _asked(kind, hints):
        Index("_".join((name, *asked)), *(table.c[field] for field in asked))
    ways = ((place, _ways(hint)) for place, hint in enumerate(hints.values()))
    rich = {place: way for place, way in ways if way}
    defaults = tuple((field.name, field.default) for field in fields(kind)[1:])
    return Shape(table, hints, attrgetter(*hints), rich, defaults)


def _asked(kind: type[Thing], hints: dict[str, Any]) -> tuple[tuple[str, ...], ...]:
    """Return the fields of each index."""
    return _ASKED.get(kind) or tuple((name,) for name in _ASKED_BY if name in hints)


def _column(name: str, hint: Any) -> "Column[Any]":  # Any: a type hint
    plain, optional = _plain(hint)
    kind = next((column for python, column in _PLAIN if plain and issubclass(plain, python)), LargeBinary)
    return Column(name, kind, unique=name == "id", nullable=optional)


def _plain(hint: Any) -> tuple[type | None, bool]:  # Any: a type hint
    """Return the class behind a hint if a column can hold it, and whether None may stand instead."""
    parts = get_args(hint) if get_origin(hint) in {Union, UnionType} else (hint,)
    others = [part for part in parts if part is not NoneType]
    base: Any = others[0] if len(others) == 1 else None  # Any: a type hint or a NewType
    while hasattr(base, "__supertype__"):
        base = base.__supertype__
    plain = isinstance(base, type) and issubclass(base, tuple(python for python, _column in _PLAIN))
    return (base if plain else None), NoneType in parts


def _ways(hint: Any) -> tuple[Convert, Convert] | None:  # Any: a type hint
    """Return how a value goes in and out of its column, None where it is the same on both sides."""
    plain, _optional = _plain(hint)
    if plain is None:
        return _encode, msgspec.msgpack.Decoder(hint).decode
    return (attrgetter("_value_"), plain) if issubclass(plain, Enum) else None


SHAPES: dict[type[Thing], Shape] = {kind: _shape(kind) for kind in KINDS if kind not in singles.KINDS}
KIND_OF: dict[str, type[Thing]] = {kind.__name__: kind for kind in SHAPES}
