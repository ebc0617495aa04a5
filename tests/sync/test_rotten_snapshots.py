"""A snapshot that rots in the store: whoever made it makes it again, another hub one of its own; nobody waits."""

import contextlib
import sqlite3

import pytest

from ecabinet.sync.audit.verify import verify_store
from ecabinet.sync.formats.names import place
from ecabinet.sync.round.exchange import Exchange
from ecabinet.sync.stores import open_store, prepare_place
from ecabinet.sync.stores.folder import FolderStore
from tests.sync.fakes import Replica

SEGMENTS = 20


class Folder:
    """A store in a folder."""

    def __init__(self, folder):
        (folder / "store").mkdir()
        self.store, self._folder = FolderStore(folder / "store"), folder / "store"

    def put(self, path, raw):
        """Write behind everybody's back."""
        (self._folder / path).write_bytes(raw) if raw else (self._folder / path).unlink()


class Mailbox:
    """A store in a SQLite file."""

    def __init__(self, folder):
        self._file = folder / "store.db"
        prepare_place(f"sqlite:///{self._file}")
        self.store = open_store(f"sqlite:///{self._file}")

    def put(self, path, raw):
        parent, name = path.rsplit("/", 1)
        with contextlib.closing(sqlite3.connect(self._file)) as connection, connection:
            where = "WHERE folder = ? AND name = ?"
            connection.execute(f"UPDATE part SET data = ? {where} AND number = 0", (raw, parent, name))
            connection.execute(f"DELETE FROM part {where} AND number >= ?", (parent, name, 1 if raw else 0))


class Bound:
    """A closed meeting bound by the second replica of a room, which looks at its snapshot every few rounds."""

    def __init__(self, kind, folder, room_of):
        self.place = kind(folder)
        self.store = self.place.store
        self.room = room_of(self.store, 4)
        self.space = self.room.space
        self.room.rounds(2)
        self.room.replicas[0].ask(self.space, SEGMENTS)
        self.room.rounds(3)
        self.hub = self.hub_of(1)
        self.rounds(6)

    def hub_of(self, number):
        replica = self.room.replicas[number]
        replica.closed.add(self.space)
        exchange = self.room.exchange(replica, hub=True)
        exchange.hub.binder.settled, exchange.hub.binder.patrol_rounds = 3, 2
        return exchange

    def rounds(self, count, hub=None):
        for _round in range(count):
            (hub or self.hub).round()

    def paths(self):
        return sorted(f"{self.space}/snap/{name}" for name in self.store.list(f"{self.space}/snap"))

    def read(self, path):
        return self.store.read(path, 1 << 26)

    def rot(self, how):
        """Spoil the only snapshot; return its path and what was in it."""
        (path,) = self.paths()
        raw = self.read(path)
        self.place.put(path, how(raw))
        return path, raw

    def newcomer(self):
        """A laptop that knows the directory and nothing of the meeting, with its exchange."""
        controller, mine = self.room.replicas[0], Replica(3, self.room.genesis, self.room.folder / "late")
        mine.known = dict(controller.known)
        for name, raw in controller.kept.items():
            if name.space != self.space:
                mine._keep(mine.sealer.open(raw, controller.key_of))
        parts = (self.store, mine, mine.receive, mine.sealer, mine.vault)
        return mine, Exchange(*parts, key_of=mine.key_of, take_deeds=mine.take_deeds)


@pytest.fixture(params=[Folder, Mailbox])
def bound(request, tmp_path, room_of):
    made = Bound(request.param, tmp_path, room_of)
    yield made
    if close := getattr(made.store, "close", None):
        close()


def flipped(raw):
    """Rot behind the header."""
    middle = len(raw) // 2
    return raw[:middle] + bytes([raw[middle] ^ 1]) + raw[middle + 1 :]


ROT = {
    "flipped": flipped,
    "head": lambda raw: bytes(40) + raw[40:],
    "gone": lambda _raw: b"",
}


@pytest.mark.parametrize("how", ROT.values(), ids=list(ROT))
def test_whoever_made_it_makes_it_again(bound, how):
    path, _raw = bound.rot(how)
    bound.rounds(12)
    (again,) = bound.paths()
    assert (again == path) == (how is ROT["gone"]), "the number after the last one that is there"
    assert place(again).writer == place(path).writer
    assert verify_store(bound.store).defects == ()
    before = bound.read(again)
    bound.rounds(12)
    assert bound.paths() == [again]
    assert bound.read(again) == before


def test_a_newcomer_passes_over_it_meanwhile(bound):
    bound.rot(flipped)
    mine, exchange = bound.newcomer()
    for _round in range(4):
        exchange.round()
    assert mine.state() == bound.room.replicas[0].state()


def test_after_a_restart_rot_is_found_too(bound):
    path, _raw = bound.rot(flipped)
    bound.hub = bound.hub_of(1)
    bound.rounds(16)
    (again,) = bound.paths()
    assert place(again).number == place(path).number + 1
    assert verify_store(bound.store).defects == ()


def test_what_a_hub_that_is_gone_made_is_made_anew_by_another(bound):
    path, _raw = bound.rot(flipped)
    bound.rounds(16, bound.hub_of(2))
    makers = {place(found).writer for found in bound.paths()}
    assert makers == {place(path).writer, bound.room.replicas[2].me}
    mine, exchange = bound.newcomer()
    exchange.round()
    assert mine.state() == bound.room.replicas[0].state()


def test_one_bad_reading_is_no_rot(bound, monkeypatch):
    (path,) = bound.paths()
    before, real, lies = bound.read(path), bound.store.read, [True]

    def answer(name, limit):
        return b"" if name == path and limit > 1 << 20 and lies and lies.pop() else real(name, limit)

    monkeypatch.setattr(bound.store, "read", answer)
    bound.rounds(12)
    assert (lies, bound.paths(), real(path, 1 << 26)) == ([], [path], before)
