"""Provinces that meet in a PostgreSQL database, and what happens to its server: killed, deaf, full, replaced.

A lane of the campaign has one real server of its own, started when its first such province is founded; each province
has a database there. The laptops log in as a member; the director is the owner, as an administrator would be.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from benchmarks.fault_director import Failure, Fault, Scene
from benchmarks.fault_province import Seat
from ecabinet.core.errors import StoreUnreachable
from ecabinet.sync.stores import prepare_place
from ecabinet.sync.stores.mailbox.rights import MEMBER
from ecabinet.sync.stores.waking import Waker
from tests.postgres import BIN, Server, binaries

LOGIN = "an"
SECONDS = 30
"""How long a listener waits for what is certain to come."""


def missing() -> str:
    """Return why no province can meet in PostgreSQL here, empty if it can."""
    return "" if binaries() else f"no PostgreSQL server in {BIN}; on Debian: apt-get install postgresql"


class Hall:
    """The server of one lane and its databases; called with the folder of a store, the URL of that store's database."""

    def __init__(self) -> None:
        self._server: Any = None  # Any: the tests' server is not typed
        self._names: dict[Path, str] = {}

    def __call__(self, store: Path) -> str:
        return str(self.server.url(self.name(store), LOGIN))

    @property
    def server(self) -> Any:
        """The server, started if it was not yet."""
        if self._server is None:
            self._server = Server(binaries())
            self._server.make()
            self._server.begin()
        return self._server

    def name(self, store: Path) -> str:
        """Return the name of a store's database; one that has none yet is given an empty, prepared one."""
        if store not in self._names:
            self._names[store] = self.server.database()
            prepare_place(self.server.url(self._names[store]))
            self.server.role(LOGIN, MEMBER)
        return self._names[store]

    def copy(self, source: Path, target: Path) -> None:
        """Give a store a database that holds what another's holds."""
        self._names[target] = f"copy{len(self._names)}"
        self._cut(self.name(source), "true")
        self.order("postgres", f"CREATE DATABASE {self._names[target]} TEMPLATE {self.name(source)}")

    def drop(self, store: Path) -> None:
        """Delete a store's database."""
        self.order("postgres", f"DROP DATABASE {self._names[store]} WITH (FORCE)")

    def run(self, store: Path, *statements: str) -> None:
        """Carry out statements as the owner of a store's database."""
        self.order(self.name(store), *statements)

    def cut(self, store: Path, which: str = "true") -> int:
        """End connections to a store's database; `which` is a condition on `pg_stat_activity`. Return how many."""
        return self._cut(self.name(store), which)

    def close(self) -> None:
        """End the server and delete what it kept."""
        if self._server is not None:
            self._server.remove()
            self._server = None

    def order(self, database: str, *statements: str) -> None:
        """Carry out statements as the owner, in any database of the server."""
        with self.server.connect(database) as connection:
            for statement in statements:
                connection.execute(statement)

    def _cut(self, database: str, which: str) -> int:
        others = f"datname = '{database}' AND pid <> pg_backend_pid() AND ({which})"
        with self.server.connect("postgres") as connection:
            found = connection.execute(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE {others}")
            return len(found.fetchall())


def _hall(scene: Scene) -> Hall:
    hall = scene.province.url
    assert isinstance(hall, Hall)
    return hall


def _work(scene: Scene, steps: int) -> None:
    for _step in range(steps):
        seat = scene.someone()
        scene.act(seat)
        scene.exchange(seat)


def killed(scene: Scene) -> Iterator[None]:
    """G3: the server is stopped as if its power had gone, in the middle of a laptop's writes, and started again."""
    hall, seat = _hall(scene), scene.someone()
    for _step in range(2):
        scene.act(seat)
    _in_the_middle(scene, seat, lambda: hall.server.stop("immediate"))
    _work(scene, scene.chance.randrange(3))
    hall.server.start()
    yield


def _in_the_middle(scene: Scene, seat: Seat, strike: Callable[[], object]) -> None:
    """Do something while a laptop exchanges, and judge how it took that."""
    scene.start(seat)
    process = seat.process
    assert process is not None
    process.line.send(("round", {}))
    time.sleep(scene.chance.random() / 50)
    strike()
    answered, value = process.line.receive()
    if not answered:
        raise Failure("unhandled", f"{seat.name}: {value}")
    scene.judge(seat, *value[:2])


def cut_off(scene: Scene) -> Iterator[None]:
    """G3: the server ends every connection in the middle of a laptop's writes."""
    hall, seat = _hall(scene), scene.someone()
    for _step in range(2):
        scene.act(seat)
    _in_the_middle(scene, seat, lambda: hall.cut(scene.store))
    _work(scene, 1)
    hall.cut(scene.store)
    yield


def taken(scene: Scene) -> Iterator[None]:
    """G3: all connections are taken; nobody new is let in."""
    hall, name = _hall(scene), _hall(scene).name(scene.store)
    hall.order("postgres", f"ALTER DATABASE {name} CONNECTION LIMIT {scene.chance.randrange(3)}")
    if scene.chance.random() < 0.7:
        hall.cut(scene.store)
    _work(scene, 2)
    yield
    hall.order("postgres", f"ALTER DATABASE {name} CONNECTION LIMIT -1")


def standby(scene: Scene) -> Iterator[None]:
    """G3: the server answers as a standby does: it may be read and not written."""
    hall, name = _hall(scene), _hall(scene).name(scene.store)
    hall.order("postgres", f"ALTER DATABASE {name} SET default_transaction_read_only = on")
    hall.cut(scene.store)
    _work(scene, 2)
    yield
    hall.order("postgres", f"ALTER DATABASE {name} RESET default_transaction_read_only")
    hall.cut(scene.store)


def emptied(scene: Scene) -> Iterator[None]:
    """G3, C5: fail-over to an empty database, with tables or without; the administrator prepares it again."""
    hall, bare = _hall(scene), scene.chance.random() < 0.5
    _work(scene, 1)
    hall.run(scene.store, "DROP SCHEMA ecabinet CASCADE" if bare else "TRUNCATE ecabinet.part, ecabinet.folder")
    if scene.chance.random() < 0.5:
        hall.cut(scene.store)
    _work(scene, 1)
    if not bare and _rows(scene):
        raise Failure("forged", "an empty database was written to")
    yield
    prepare_place(hall.server.url(hall.name(scene.store)))
    seat = scene.someone()
    scene.start(seat)
    scene.ask(seat, "prepare")


def _rows(scene: Scene) -> int:
    hall = _hall(scene)
    with hall.server.connect(hall.name(scene.store)) as connection:
        (count,) = connection.execute("SELECT count(*) FROM ecabinet.part").fetchone()
        return int(count)


def behind(scene: Scene) -> Iterator[None]:
    """G3, C4: fail-over to a copy that lacks what was written last."""
    hall = _hall(scene)
    hall.run(scene.store, "CREATE TABLE kept AS SELECT folder, name, number FROM ecabinet.part")
    _work(scene, 3)
    newer = "SELECT FROM kept WHERE (kept.folder, kept.name, kept.number) = (part.folder, part.name, part.number)"
    hall.run(scene.store, f"DELETE FROM ecabinet.part WHERE NOT EXISTS ({newer})", "DROP TABLE kept")
    if scene.chance.random() < 0.5:
        hall.cut(scene.store)
    yield


def altered(scene: Scene) -> Iterator[None]:
    """C5: somebody who may deletes a few rows."""
    _work(scene, 1)
    few = "SELECT folder, name FROM ecabinet.part WHERE name LIKE '%.seg' ORDER BY md5(name) LIMIT 3"
    _hall(scene).run(scene.store, f"DELETE FROM ecabinet.part WHERE (folder, name) IN ({few})")
    yield


def deaf(scene: Scene) -> Iterator[None]:
    """G3: the connection on which a laptop hears of news is ended, news come meanwhile, and it hears again."""
    hall = _hall(scene)
    listener, writer = scene.chance.sample(scene.province.honest, 2)
    for seat in (listener, writer):
        scene.exchange(seat)
    scene.ask(listener, "lend", function=listen)
    if not hall.cut(scene.store, "query LIKE 'LISTEN%'"):
        raise Failure("unhandled", f"{listener.name} does not listen")
    scene.act(writer)
    scene.exchange(writer)
    yield
    if (heard := scene.ask(listener, "lend", function=hear)) != ["gone", "woken"]:
        raise Failure("stopped", f"{listener.name} hears {heard} after its connection was lost")


def listen(laptop: Any) -> None:
    """Let a laptop listen for news, as its sync line does."""
    laptop.ear = laptop.program.exchange.store.waker()
    laptop.ear.wait(0)


def hear(laptop: Any) -> list[str]:
    """Return what a laptop's listener says until it is woken, and let it listen no more."""
    heard: list[str] = []
    try:
        while len(heard) < 3 and "woken" not in heard:
            heard.append(_woken(laptop.ear))
    finally:
        laptop.ear.close()
    return heard


def _woken(ear: Waker) -> str:
    try:
        return "woken" if ear.wait(SECONDS) else "nothing"
    except StoreUnreachable:
        return "gone"


@contextmanager
def housed(hall: object, source: Path, store: Path) -> Iterator[None]:
    """Keep a copy of a store's database for another store, if `hall` has databases."""
    if not isinstance(hall, Hall):
        yield
        return
    hall.copy(source, store)
    try:
        yield
    finally:
        hall.drop(store)


OWN: dict[str, Fault] = {
    "G3 server killed": killed,
    "G3 connections cut": cut_off,
    "G3 connections taken": taken,
    "G3 standby": standby,
    "G3 C5 fail-over to nothing": emptied,
    "G3 C4 fail-over to an old copy": behind,
    "C5 database's rows deleted": altered,
    "G3 deaf": deaf,
}
"""Faults of a server and its database."""


def not_run() -> dict[str, str]:
    """Return the faults that cannot be played here, with the reason."""
    why = missing()
    return dict.fromkeys(OWN, why) if why else {}
