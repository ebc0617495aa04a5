"""Named bytes in folders, kept in two tables; the same for every database."""

import secrets
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any
from weakref import finalize

from sqlalchemy import BindParameter as Bound
from sqlalchemy import ColumnElement, Connection, and_, bindparam, delete, func, literal, select, union_all, update

from ecabinet.app.override import override
from ecabinet.core.errors import StoreReadOnly
from ecabinet.sync.stores.mailbox.box import MAX_ALOUD, Box
from ecabinet.sync.stores.mailbox.tables import folder, part
from ecabinet.sync.stores.store import CHUNK, Occupied, Store, is_safe, require_safe, same
from ecabinet.sync.stores.waking import Waker

_HERE = and_(part.c.folder == bindparam("folder"), part.c.name == bindparam("name"))
_START = func.substr(part.c.data, 1, bindparam("wanted"))
_PIECE = select(func.coalesce(_START, part.c.data)).where(_HERE, part.c.number == bindparam("number"))
"""One part, or its first bytes; coalesced because to SQLite no bytes of none are NULL."""

_SIZE = select(func.count(), func.coalesce(func.sum(func.length(part.c.data)), 0)).where(_HERE)
_ABOVE: Bound[str] = bindparam("above", expanding=True)
_LIST = union_all(
    select(part.c.folder, part.c.name, literal("")).where(part.c.folder.in_(_ABOVE), part.c.number == 0),
    select(folder.c.parent, folder.c.name, literal("/")).where(folder.c.parent.in_(_ABOVE)),
)
_ANYTHING = select(part.c.number).limit(0)
# Statements are made once: making one costs as much as asking it.


@dataclass(frozen=True, slots=True)
class At:
    """Where a file lies: its folder ("" is the root) and its bare name."""

    folder: str
    name: str

    def row(self, number: int, data: bytes) -> dict[str, object]:
        """Return one part of the file as a row."""
        return {"folder": self.folder, "name": self.name, "number": number, "data": data}

    @property
    def rows(self) -> ColumnElement[bool]:
        """All parts of the file."""
        return and_(part.c.folder == self.folder, part.c.name == self.name)

    @property
    def place(self) -> dict[str, object]:
        """Where it lies, as a row."""
        return {"folder": self.folder, "name": self.name}

    @property
    def above(self) -> list[dict[str, object]]:
        """The folders it lies in, from the root down, as rows."""
        steps = self.folder.split("/") if self.folder else []
        return [{"parent": "/".join(steps[:depth]), "name": step} for depth, step in enumerate(steps)]


class MailboxStore(Store):
    """Files in a database. Each call is a transaction of its own."""

    def __init__(self, box: Box) -> None:
        self.box, self.url = box, box.url
        finalize(self, box.close)  # a driver complains about connections that nobody closed

    def close(self) -> None:
        """Close the connections that are not in use; the next call opens new ones."""
        self.box.close()

    def prepare(self) -> None:
        """Make the tables where there are none."""
        self.box.make()

    def waker(self) -> Waker | None:
        """Return what hears of others' files, None if this kind of database cannot tell."""
        return self.box.waker()

    @override
    def check(self) -> None:
        with self.box.reading() as connection:
            connection.execute(_ANYTHING)

    @override
    def list(self, folder: str) -> tuple[str, ...]:
        return self.list_many((folder,))[0]

    @override
    def list_many(self, folders: Sequence[str]) -> tuple[tuple[str, ...], ...]:
        found: dict[str, set[str]] = {above: set() for above in folders}
        for above in filter(None, found):
            require_safe(above)
        if found:
            with self.box.reading() as connection:
                rows = connection.execute(_LIST, {"above": list(found)}).all()
            for above, name, slash in rows:
                if isinstance(name, str) and is_safe(name):
                    found[above].add(f"{name}{slash}")
        return tuple(tuple(sorted(found[above])) for above in folders)

    @override
    def size(self, name: str) -> int | None:
        return self._size(_at(name))

    @override
    def read(self, name: str, limit: int) -> bytes | None:
        pieces = list(self._pieces(_at(name), limit))
        return b"".join(pieces) if pieces else None

    @override
    def chunks(self, name: str, limit: int) -> Iterator[bytes]:
        return filter(None, self._pieces(_at(name), limit))

    @override
    def publish(self, name: str, chunks: Iterable[bytes]) -> bool:
        at, pieces = _at(name), _cut(chunks)
        first = next(pieces)
        fresh = self._add_new(at, first, pieces)
        if not fresh and not same(chain([first], pieces), self.chunks(name, (self.size(name) or 0) + 1)):
            raise Occupied(name)
        return fresh

    @override
    def replace(self, name: str, data: bytes) -> None:
        _overwrite(self.box, _at(name), data)

    @override
    def tell(self, name: str, data: bytes) -> None:
        _overwrite(self.box, _at(name), data, aloud=len(data) <= MAX_ALOUD)

    @override
    def heard(self) -> tuple[tuple[str, bytes], ...]:
        return self.box.heard()

    @override
    def set_aside(self, name: str) -> None:
        self._alter(name, update(part).values(name=f"{_at(name).name}.damaged-{secrets.token_hex(8)}"))

    @override
    def remove(self, name: str) -> None:
        self._alter(name, delete(part))

    def _alter(self, name: str, statement: Any) -> None:  # Any: update and delete share no public base with where
        """Change all parts of a file.

        Raises:
            StoreReadOnly: it is somebody else's and stayed where it was.
        """
        at = _at(name)
        with self.box.writing() as connection:
            changed = connection.execute(statement.where(at.rows)).rowcount
            if not changed and connection.execute(select(part.c.number).where(at.rows).limit(1)).first():
                raise StoreReadOnly(self.url)

    def _pieces(self, at: At, limit: int) -> Iterator[bytes]:
        """Yield the parts of a file, each read when it is asked for; an empty one for an empty file or a limit of 0."""
        for number in range(max(1, -(-limit // CHUNK))):
            wanted = min(CHUNK, limit - number * CHUNK)
            with self.box.reading() as connection:
                piece = connection.scalar(_PIECE, at.place | {"number": number, "wanted": wanted})
            if not isinstance(piece, bytes):  # SQLite keeps whatever somebody put into a column
                return
            yield piece
            if len(piece) < CHUNK:
                return

    def _size(self, at: At) -> int | None:
        with self.box.reading() as connection:
            count, size = connection.execute(_SIZE, at.place).one()
        return int(size) if count else None

    def _add_new(self, at: At, first: bytes, others: Iterator[bytes]) -> bool:
        """Write a new file; say whether there was none. If there was, `others` was not touched."""
        if len(first) < CHUNK:  # there are no others, and sending it costs no more than asking
            with self.box.writing(once=True) as connection:
                return self.box.add(connection, at.row(0, first), at.above)
        if self._size(at) is not None:
            return False
        with self.box.writing() as connection:
            inserted = _add(self.box, connection, at, iter([first]))
            if inserted:
                _add(self.box, connection, at, others, begin=1)
                _finish(self.box, connection, at)
        return inserted


def _overwrite(box: Box, at: At, data: bytes, *, aloud: bool = False) -> None:
    """Put new bytes in the place of a file.

    Raises:
        StoreReadOnly: it is somebody else's and stayed where it was.
    """
    with box.writing() as connection:
        connection.execute(delete(part).where(at.rows))
        pieces = _cut([data])
        if not box.add(connection, at.row(0, next(pieces)), at.above, aloud=aloud):
            raise StoreReadOnly(box.url)
        _add(box, connection, at, pieces, begin=1)


def _add(box: Box, connection: Connection, at: At, pieces: Iterator[bytes], begin: int = 0) -> bool:
    """Insert parts; say whether all numbers were free."""
    for number, piece in enumerate(pieces, begin):
        row = box.insert(part).values(at.row(number, piece)).on_conflict_do_nothing()
        if connection.execute(row.returning(part.c.number)).first() is None:
            return False
    return True


def _finish(box: Box, connection: Connection, at: At) -> None:
    """Make the folders known, last of all: others who need the same new folder wait for us from here on."""
    if at.above:
        connection.execute(box.insert(folder).on_conflict_do_nothing(), at.above)
    box.announce(connection)


def _at(name: str) -> At:
    require_safe(name)
    above, _slash, bare = name.rpartition("/")
    return At(above, bare)


def _cut(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """Yield the same bytes in full pieces and a last one that may be short; one empty piece for no bytes."""
    held, first = bytearray(), True
    for chunk in chunks:
        held += chunk
        while len(held) > CHUNK:
            yield bytes(held[:CHUNK])
            del held[:CHUNK]
            first = False
    if held or first:
        yield bytes(held)
