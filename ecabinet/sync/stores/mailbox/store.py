"""Named bytes in folders, kept in two tables; the same for every database."""

import secrets
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Any
from weakref import finalize

from sqlalchemy import ColumnElement, Connection, and_, delete, func, select, update

from ecabinet.app.override import override
from ecabinet.core.errors import StoreReadOnly
from ecabinet.sync.stores.mailbox.box import Box
from ecabinet.sync.stores.mailbox.tables import folder, part
from ecabinet.sync.stores.store import CHUNK, Occupied, Store, is_safe, require_safe, same
from ecabinet.sync.stores.waking import Waker


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
            connection.execute(select(part.c.number).limit(0))

    @override
    def list(self, folder: str) -> tuple[str, ...]:
        if folder:
            require_safe(folder)
        with self.box.reading() as connection:
            names = _files(connection, folder) | _folders(connection, folder)
        return tuple(sorted(names))

    @override
    def size(self, name: str) -> int | None:
        sizes = select(func.count(), func.coalesce(func.sum(func.length(part.c.data)), 0)).where(_at(name).rows)
        with self.box.reading() as connection:
            count, size = connection.execute(sizes).one()
        return int(size) if count else None

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
        first: list[bytes] = []
        if self.size(name) is None:
            first = [next(pieces)]
            if self._insert(at, first[0], pieces):
                return True
        if not same(chain(first, pieces), self.chunks(name, (self.size(name) or 0) + 1)):
            raise Occupied(name)
        return False

    @override
    def replace(self, name: str, data: bytes) -> None:
        at = _at(name)
        with self.box.writing() as connection:
            connection.execute(delete(part).where(at.rows))
            if not self._add(connection, at, _cut([data])):
                raise StoreReadOnly(self.url)  # it is somebody else's and stayed where it was
            self._finish(connection, at)

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
            start = func.coalesce(func.substr(part.c.data, 1, wanted), part.c.data)  # SQLite: no bytes of none are NULL
            data = select(start).where(at.rows, part.c.number == number)
            with self.box.reading() as connection:
                piece = connection.scalar(data)
            if not isinstance(piece, bytes):  # SQLite keeps whatever somebody put into a column
                return
            yield piece
            if len(piece) < CHUNK:
                return

    def _insert(self, at: At, first: bytes, others: Iterator[bytes]) -> bool:
        """Write a new file; say whether there was none. If there was, `others` was not touched."""
        with self.box.writing() as connection:
            inserted = self._add(connection, at, iter([first]))
            if inserted:
                self._add(connection, at, others, begin=1)
                self._finish(connection, at)
        return inserted

    def _add(self, connection: Connection, at: At, pieces: Iterator[bytes], begin: int = 0) -> bool:
        """Insert parts; say whether all numbers were free."""
        for number, piece in enumerate(pieces, begin):
            row = self.box.insert(part).values(at.row(number, piece)).on_conflict_do_nothing()
            if connection.execute(row.returning(part.c.number)).first() is None:
                return False
        return True

    def _finish(self, connection: Connection, at: At) -> None:
        """Make the folders known, last of all: others who need the same new folder wait for us from here on."""
        if at.above:
            connection.execute(self.box.insert(folder).on_conflict_do_nothing(), at.above)
        self.box.announce(connection)


def _at(name: str) -> At:
    require_safe(name)
    above, _slash, bare = name.rpartition("/")
    return At(above, bare)


def _files(connection: Connection, above: str) -> set[str]:
    names = connection.scalars(select(part.c.name).where(part.c.folder == above, part.c.number == 0))
    return {name for name in names if isinstance(name, str) and is_safe(name)}


def _folders(connection: Connection, above: str) -> set[str]:
    names = connection.scalars(select(folder.c.name).where(folder.c.parent == above))
    return {f"{name}/" for name in names if isinstance(name, str) and is_safe(name)}


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
