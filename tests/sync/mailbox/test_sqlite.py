import os
import sqlite3
import tempfile
import threading
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from ecabinet.core.errors import BadValue, StoreReadOnly, StoreUnreachable
from ecabinet.sync.stores import open_store, prepare_place, waking
from ecabinet.sync.stores.mailbox import generations
from ecabinet.sync.stores.mailbox.sqlite import SqliteBox
from ecabinet.sync.stores.mailbox.store import MailboxStore
from ecabinet.sync.stores.spaces import RENEWED
from ecabinet.sync.stores.store import Occupied
from tests.sync.contract import NAME, StoreContract

NOBODY = 65534


@pytest.fixture
def path(tmp_path):
    """The file of a store."""
    prepare_place(f"sqlite:///{tmp_path / 'hop.db'}")
    return tmp_path / "hop.db"


@pytest.fixture
def store(path):
    return open_store(f"sqlite:///{path}")


class TestSqliteStore(StoreContract):
    @pytest.fixture
    def store(self, store):
        return store

    @pytest.fixture
    def again(self, path):
        return open_store(f"sqlite:///{path}")


def reason(act):
    """Why a store says it cannot be used."""
    with pytest.raises(StoreUnreachable) as caught:
        act()
    return caught.value.reason


def spoil(path, start, data):
    with path.open("r+b") as file:
        file.seek(start)
        file.write(data)


def aside(path):
    """The bytes of the files that were renamed beside a store."""
    return [found.read_bytes() for found in path.parent.iterdir() if ".damaged-" in found.name]


# --- the file ---


def test_the_file_is_no_wal_and_says_whose_it_is(store, path):
    store.publish(NAME, [b"x"])
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("delete",)
        assert connection.execute("PRAGMA application_id").fetchone() == (0x65436162,)
    with store.box.reading() as connection:
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "truncate"
        assert connection.exec_driver_sql("PRAGMA synchronous").scalar() == 2


def test_it_cannot_tell_when_others_write(store):
    assert waking.waker(store) is None


def test_making_it_again_changes_nothing(store, path):
    store.publish(NAME, [b"x"])
    before = path.read_bytes()
    prepare_place(f"sqlite:///{path}")
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    "url", ["sqlite:", "sqlite://", "sqlite://:memory:", "sqlite://host/x.db", "sqlite:///x?mode=ro"]
)
def test_an_address_without_a_file_is_refused(url):
    with pytest.raises(BadValue, match="unknown_store"):
        open_store(url)


def test_a_missing_file_is_never_made_by_itself(tmp_path):
    store = open_store(f"sqlite:///{tmp_path / 'hop.db'}")
    for act in (store.check, lambda: store.read(NAME, 9), lambda: store.publish(NAME, [b"x"]), lambda: store.list("")):
        assert reason(act) == "missing"
    assert not list(tmp_path.iterdir())
    assert reason(lambda: prepare_place(f"sqlite:///{tmp_path / 'gone' / 'hop.db'}")) == "missing"


def text(path):
    path.write_bytes("Luận văn".encode() * 900)


def empty(path):
    path.write_bytes(b"")


def other_database(path):
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE part (folder, name, number, data)")


def other_program(path):
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA application_id=7")
        connection.execute("CREATE TABLE tax (payer)")


@pytest.mark.parametrize("kind", [text, empty, other_database, other_program])
def test_what_is_not_ours_is_left_alone(tmp_path, kind):
    path = tmp_path / "luan-van.db"
    kind(path)
    before = path.read_bytes()
    store = open_store(f"sqlite:///{path}")
    for act in (store.check, lambda: store.publish(NAME, [b"x"]), lambda: store.read(NAME, 9)):
        assert reason(act) == "not_a_store"
    if before:
        assert reason(lambda: prepare_place(f"sqlite:///{path}")) == "not_a_store"
    assert path.read_bytes() == before
    assert not aside(path)


@pytest.mark.parametrize(
    "schema",
    [
        "CREATE TRIGGER evil AFTER INSERT ON part BEGIN DELETE FROM part; END",
        "CREATE VIEW evil AS SELECT 1",
    ],
)
def test_a_file_that_does_things_by_itself_is_not_ours(store, path, schema):
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(schema)
    assert reason(store.check) == "not_a_store"


def test_a_file_without_our_tables_is_not_ours(store, path):
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("DROP TABLE part")
    assert reason(store.check) == "not_a_store"


STRANGE = [
    ("a", b"blob", 0, b"x"),
    ("a", "../up", 0, b"x"),
    ("a", "Big", 0, b"x"),
    ("a", "text", 0, "chữ"),
    ("a", "number", 0, 2**40),
    ("a", "later", 1, b"x"),
    ("a", "holes", 0, b"x"),
    ("a", "holes", 5, b"y"),
]


def test_what_was_put_into_the_tables_by_hand_does_no_harm(store, path):
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.executemany("INSERT INTO part VALUES (?, ?, ?, ?)", STRANGE)
        connection.executemany("INSERT INTO folder VALUES (?, ?)", [("a", b"x"), ("a", "..")])
    assert store.list("a") == ("holes", "number", "text")
    assert [store.read(f"a/{name}", 9) for name in ("text", "number", "later", "holes")] == [None, None, None, b"x"]
    for name in ("text", "number", "later"):
        with pytest.raises(Occupied):
            store.publish(f"a/{name}", [b"ours"])
        store.set_aside(f"a/{name}")
        assert store.publish(f"a/{name}", [b"ours"])
        assert store.read(f"a/{name}", 9) == b"ours"


# --- others who hold it ---


def test_a_file_locked_too_long_is_a_time_out(store, path):
    store.publish(NAME, [b"x"])
    hasty = MailboxStore(SqliteBox(path, wait=0.05))
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert reason(lambda: hasty.publish(f"{NAME}2", [b"y"])) == "timeout"
        assert hasty.read(NAME, 9) == b"x", "who only reads need not wait for who is about to write"
        other.execute("COMMIT")
        other.execute("BEGIN EXCLUSIVE")
        assert reason(lambda: hasty.read(NAME, 9)) == "timeout"
    assert hasty.publish(f"{NAME}2", [b"y"])


@contextmanager
def as_nobody():
    """Root may write everywhere."""
    if os.geteuid():
        yield
        return
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.fixture
def guarded(tmp_path_factory):
    """A store in a folder that somebody without rights can reach; closed again at the end."""
    folder = tmp_path_factory.mktemp("guarded")
    prepare_place(f"sqlite:///{folder / 'hop.db'}")
    opened = [folder, *(parent for parent in folder.parents if Path(tempfile.gettempdir()) in parent.parents)]
    modes = {place: place.stat().st_mode for place in opened}
    for place in opened:
        place.chmod(0o755)
    yield folder / "hop.db"
    for place, mode in modes.items():
        place.chmod(mode)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no permission bits")
def test_a_file_that_may_not_be_written_is_read_only(guarded):
    store = open_store(f"sqlite:///{guarded}")
    store.publish(NAME, [b"x"])
    guarded.chmod(0o444)
    guarded.parent.chmod(0o555)
    with as_nobody():
        assert store.read(NAME, 9) == b"x"
        for act in (
            lambda: store.publish(f"{NAME}2", [b"y"]),
            lambda: store.replace(NAME, b"y"),
            lambda: store.remove(NAME),
            lambda: store.set_aside(NAME),
            lambda: prepare_place(f"sqlite:///{guarded.with_name('new.db')}"),
        ):
            with pytest.raises(StoreReadOnly):
                act()
    assert store.read(NAME, 9) == b"x"


@pytest.mark.skipif(os.name == "nt", reason="Windows has no permission bits")
def test_a_file_that_may_not_be_read_refuses(guarded):
    guarded.chmod(0)
    with as_nobody():
        assert reason(open_store(f"sqlite:///{guarded}").check) == "refused"


# --- malformed ---

DAMAGE = {
    "first page": lambda size: (100, 3996),
    "all but the header": lambda size: (4096, size - 4096),
    "header": lambda size: (0, 100),
    "everything": lambda size: (0, size),
}


@pytest.fixture
def full(store):
    """A store with some files."""
    for number in range(40):
        store.publish(f"space/in/2026/w-{number}", [bytes([number]) * 3000])
    return store


@pytest.mark.parametrize("kind", DAMAGE)
def test_a_malformed_file_is_renamed_with_its_bytes_and_an_empty_one_begun(full, path, kind):
    start, length = DAMAGE[kind](path.stat().st_size)
    spoil(path, start, b"\xa5" * length)
    broken = path.read_bytes()
    assert reason(lambda: full.publish("space/in/2026/new", [b"x"])) == "io"
    assert aside(path) == [broken]
    assert full.list("") == (RENEWED,)
    assert full.publish("space/in/2026/new", [b"x"])
    assert generations.looks_ours(path)


def test_a_torn_page_is_found_where_it_is_read(full, path):
    spoil(path, 8192, b"\xa5" * (path.stat().st_size - 8192))
    assert reason(lambda: [full.read(f"space/in/2026/w-{number}", 9) for number in range(40)]) == "io"
    assert len(aside(path)) == 1


def test_who_comes_second_does_not_rename_the_new_file(full, path):
    other = open_store(f"sqlite:///{path}")
    other.check()
    spoil(path, 4096, b"\xa5" * (path.stat().st_size - 4096))
    assert reason(lambda: full.list("space")) == "io"
    with pytest.raises(StoreUnreachable), other.box._told(writing=False):
        raise malformed()
    assert len(aside(path)) == 1
    assert other.publish(NAME, [b"x"])
    assert full.read(NAME, 9) == b"x"


def malformed():
    """What the driver says of a torn file."""
    error = sqlite3.DatabaseError("database disk image is malformed")
    error.sqlite_errorcode = 11
    return error


def test_a_program_that_starts_later_knows_a_malformed_file_by_its_header(full, path):
    spoil(path, 4096, b"\xa5" * (path.stat().st_size - 4096))
    assert reason(lambda: open_store(f"sqlite:///{path}").list("space")) == "io"
    assert full.list("") == (RENEWED,)


def test_a_program_that_starts_later_does_not_guess_what_garbage_was(full, path):
    spoil(path, 0, b"\xa5" * 4096)
    assert reason(open_store(f"sqlite:///{path}").check) == "not_a_store"
    assert not aside(path)


def test_a_crash_after_the_renaming_is_made_good(full, path):
    path.rename(path.with_name("hop.db.damaged-0011223344556677"))
    assert full.list("") == (RENEWED,)


def test_an_emptied_file_is_begun_anew_by_who_knew_it(full, path):
    path.write_bytes(b"")
    assert reason(open_store(f"sqlite:///{path}").check) == "not_a_store"
    assert full.list("") == (RENEWED,)


def test_the_journal_of_a_running_transaction_goes_with_its_file(full, path):
    """Left under the old name it would be taken for that of the new file, and undone there."""
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("PRAGMA journal_mode=TRUNCATE")
        other.execute("BEGIN IMMEDIATE")
        other.execute("UPDATE part SET data = x'00'")
        journal = path.with_name("hop.db-journal").read_bytes()
        spoil(path, 4096, b"\xa5" * (path.stat().st_size - 4096))
        assert reason(lambda: full.list("space")) == "io"
        assert journal in aside(path)
        assert full.publish(NAME, [b"x"])
        other.execute("ROLLBACK")
    assert full.read(NAME, 9) == b"x"
    assert open_store(f"sqlite:///{path}").list("") == (RENEWED, "space/")


def test_a_killed_writer_leaves_nothing_behind(full, path):
    """What a power cut leaves in the middle of a transaction: pages half written, and the journal to undo them."""
    before = full.list("space/in/2026")
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("PRAGMA cache_size=1")
        other.execute("BEGIN")
        other.execute("UPDATE part SET data = zeroblob(900000)")
        files = {name: (path.with_name(name)).read_bytes() for name in ("hop.db", "hop.db-journal")}
        other.execute("ROLLBACK")
    for name, data in files.items():
        path.with_name(name).write_bytes(data)
    assert full.list("space/in/2026") == before
    assert full.read("space/in/2026/w-7", 9999) == bytes([7]) * 3000


def test_several_clients_publish_at_once(path):
    stores = [MailboxStore(SqliteBox(path, wait=60)) for _client in range(4)]
    done = []

    def write(number):
        for file in range(10):
            stores[number].publish(f"space/in/2026/w{number}-{file}", [bytes([number, file]) * 200])
            stores[number].publish(f"space/common/{file}", [b"the same"])
        done.append(number)

    threads = [threading.Thread(target=write, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(done) == [0, 1, 2, 3]
    assert len(stores[0].list("space/in/2026")) == 40
    assert stores[1].read("space/in/2026/w3-7", 999) == bytes([3, 7]) * 200
