import gc
import os
import signal
import threading
import time
import traceback

import psycopg
import pytest
from sqlalchemy import event

from ecabinet.core.errors import BadValue, StoreReadOnly, StoreUnreachable
from ecabinet.sync.stores import open_store, prepare_place, waking
from ecabinet.sync.stores.mailbox import postgres
from ecabinet.sync.stores.mailbox.patience import PatientConnection
from ecabinet.sync.stores.store import CHUNK, Occupied
from tests.postgres import PASSWORD, free_port
from tests.sync.contract import NAME, StoreContract

SECRET = "geheim"
LONG = 60  # seconds, where something is sure to come


class TestPostgresStore(StoreContract):
    @pytest.fixture
    def store(self, hop):
        return hop.store()

    @pytest.fixture
    def again(self, hop):
        return hop.store("binh")


def reason(act):
    """Why a store says it cannot be used."""
    with pytest.raises(StoreUnreachable) as caught:
        act()
    return caught.value.reason


# --- the place ---


def test_preparing_again_changes_nothing_and_a_member_may_ask_for_it(hop):
    hop.store().publish(NAME, [b"x"])
    for user in ("owner", "an"):
        prepare_place(hop.url(user))
    assert hop.store("binh").read(NAME, 9) == b"x"


def test_a_member_may_not_prepare(hop, blank):
    with pytest.raises(StoreReadOnly):
        prepare_place(blank.url("an"))
    assert reason(blank.store().check) == "not_a_store"
    prepare_place(blank.url("owner"))
    blank.store().check()


def test_an_owner_need_not_be_the_servers_master(server, prepared, blank):
    server.role("chu_so_huu")
    with server.connect("postgres") as connection:
        connection.execute("ALTER ROLE chu_so_huu CREATEROLE")
        connection.execute(f"ALTER DATABASE {blank.name} OWNER TO chu_so_huu")
    prepare_place(blank.url("chu_so_huu"))
    assert blank.store("an").publish(NAME, [b"x"])
    with blank.connect("an") as an, pytest.raises(psycopg.errors.InsufficientPrivilege):
        an.execute("CREATE TEMPORARY TABLE x (y int)")


def test_parts_are_stored_outside_and_as_they_are(hop):
    with hop.connect() as connection:
        asked = "SELECT attstorage FROM pg_attribute WHERE attrelid = 'ecabinet.part'::regclass AND attname = 'data'"
        assert connection.execute(asked).fetchone() == ("e",)
        hop.store().publish(NAME, [bytes(3 * CHUNK + 1)])
        sizes = connection.execute("SELECT length(data) FROM ecabinet.part ORDER BY number").fetchall()
    assert sizes == [(CHUNK,), (CHUNK,), (CHUNK,), (1,)]


# --- who may do what ---

FORBIDDEN = [
    "DROP TABLE ecabinet.part",
    "DROP SCHEMA ecabinet CASCADE",
    "TRUNCATE ecabinet.part",
    "ALTER TABLE ecabinet.part ADD COLUMN x int",
    "ALTER TABLE ecabinet.part DISABLE ROW LEVEL SECURITY",
    "CREATE TABLE ecabinet.x (y int)",
    "CREATE TABLE public.x (y int)",
    "CREATE TEMPORARY TABLE x (y int)",
    "CREATE SCHEMA x",
    "CREATE POLICY mine ON ecabinet.part USING (true)",
    "CREATE FUNCTION ecabinet.x() RETURNS int LANGUAGE sql AS 'SELECT 1'",
    "CREATE ROLE x",
    "SET ROLE owner",
    "GRANT ecabinet_member TO an",
    "UPDATE ecabinet.part SET data = ''",
    "UPDATE ecabinet.part SET author = 'binh'",
    "UPDATE ecabinet.folder SET name = 'x'",
    "DELETE FROM ecabinet.folder",
    "INSERT INTO ecabinet.part (folder, name, number, data, author) VALUES ('a', 'b', 0, '', 'an')",
    "INSERT INTO ecabinet.part (folder, name, number, data) VALUES ('space/in/20261118', 'w-1-1.seg', 1, 'more')",
    "INSERT INTO ecabinet.part (folder, name, number, data) VALUES ('a', 'nobody-has-it', 1, 'more')",
    "UPDATE ecabinet.part SET name = 'other' WHERE name = 'mine'",
]


@pytest.mark.parametrize("statement", FORBIDDEN)
def test_a_member_may_not(hop, statement):
    hop.store().publish(NAME, [b"abc"])
    hop.store("binh").publish("a/mine", [b"mine"])
    with hop.connect("binh") as binh, pytest.raises(psycopg.errors.InsufficientPrivilege):
        binh.execute(statement)
    assert hop.store().read(NAME, 9) == b"abc"


@pytest.mark.parametrize(
    "values",
    [
        "('a', 'Big', 0, '')",
        "('a', '../x', 0, '')",
        "('../a', 'x', 0, '')",
        "('a', 'x', -1, '')",
        f"('a', 'x', 0, convert_to(repeat('x', {CHUNK + 1}), 'UTF8'))",
    ],
)
def test_the_server_takes_nothing_out_of_shape(hop, values):
    refused = (psycopg.errors.CheckViolation, psycopg.errors.InsufficientPrivilege)
    with hop.connect("binh") as binh, pytest.raises(refused):
        binh.execute(f"INSERT INTO ecabinet.part (folder, name, number, data) VALUES {values}")


@pytest.mark.parametrize("statement", ["DELETE FROM ecabinet.part", "UPDATE ecabinet.part SET name = 'x.damaged-0'"])
def test_what_others_wrote_is_out_of_reach(hop, statement):
    hop.store().publish(NAME, [b"abc"])
    with hop.connect("binh") as binh:
        assert binh.execute(statement).rowcount == 0
    assert hop.store().read(NAME, 9) == b"abc"


def test_the_store_says_so_and_changes_nothing(hop):
    hop.store().replace("space/w/a/head", b"mine")
    other = hop.store("binh")
    for act in (
        lambda: other.replace("space/w/a/head", b"forged"),
        lambda: other.remove("space/w/a/head"),
        lambda: other.set_aside("space/w/a/head"),
    ):
        with pytest.raises(StoreReadOnly):
            act()
        assert hop.store().read("space/w/a/head", 9) == b"mine"
    assert hop.store().list("space/w/a") == ("head",)


def test_whoever_is_no_member_is_refused(hop, server):
    server.role("stranger")
    store = hop.store("stranger")
    assert reason(store.check) == "refused"
    with pytest.raises(StoreReadOnly), store.box.writing() as connection:
        connection.exec_driver_sql("INSERT INTO ecabinet.folder VALUES ('', 'x')")


# --- the way there ---


def test_a_server_that_is_not_there_is_missing():
    store = open_store(f"postgresql://an:{PASSWORD}@127.0.0.1:{free_port()}/hop")
    for act in (store.check, lambda: store.publish(NAME, [b"x"]), lambda: waking.waker(store).wait(0)):
        assert reason(act) == "missing"


def whole_story(act):
    """All that a log would say about an error, its causes included."""
    with pytest.raises((StoreUnreachable, BadValue)) as caught:
        act()
    return "".join(traceback.format_exception(caught.value))


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://an:{secret}@127.0.0.1:{port}/{name}",
        "postgresql://an@127.0.0.1:{port}/{name}?password={secret}",
        "postgresql://an:{secret}@127.0.0.1:1/{name}",
        "postgresql://an:{secret}@127.0.0.1:{port}/gone",
        "postgresql://an:{secret}@127.0.0.1:none/{name}",
        "postgresql://an:{secret}@127.0.0.1:{port}/{name}?nonsense=1",
        "postgresql://an:{secret}@127.0.0.1:{port}/{name}?sslmode=nonsense",
    ],
)
def test_no_error_and_no_name_shows_the_password(hop, url):
    address = url.format(secret=SECRET, port=hop.server.port, name=hop.name)
    assert SECRET not in whole_story(lambda: open_store(address).check())


@pytest.mark.parametrize("url", ["postgresql://an@may-chu:none/hop", "postgresql://an@may-chu/hop?nonsense=1"])
def test_an_address_that_makes_no_sense_is_refused(url):
    with pytest.raises(BadValue, match="unknown_store"):
        open_store(url)


def test_a_wrong_password_is_refused_and_a_store_is_named_without_it(hop):
    store = open_store(hop.url().replace(PASSWORD, "sai") + f"?application_name={SECRET}")
    assert reason(store.check) == "refused"
    assert store.url == f"postgresql://an:***@127.0.0.1:{hop.server.port}/{hop.name}"


def test_the_password_may_lie_in_a_file(hop, tmp_path, monkeypatch):
    secrets = tmp_path / "pgpass"
    secrets.write_text(f"127.0.0.1:{hop.server.port}:*:an:{PASSWORD}\n", encoding="utf-8")
    secrets.chmod(0o600)
    monkeypatch.setenv("PGPASSFILE", str(secrets))
    store = open_store(f"postgresql://an@127.0.0.1:{hop.server.port}/{hop.name}")
    assert store.publish(NAME, [b"x"])
    store.close()


def test_a_service_may_stand_for_everything(hop, tmp_path, monkeypatch):
    services = tmp_path / "services"
    where = f"host=127.0.0.1\nport={hop.server.port}\ndbname={hop.name}\nuser=an\npassword={PASSWORD}\n"
    services.write_text(f"[phongho]\n{where}", encoding="utf-8")
    monkeypatch.setenv("PGSERVICEFILE", str(services))
    store = open_store("postgresql://?service=phongho")
    assert store.publish(NAME, [b"x"])
    store.close()


def secured(hop, host, root):
    """A store that accepts one server only."""
    return open_store(hop.url().replace("127.0.0.1", host) + f"?sslmode=verify-full&sslrootcert={root}")


def test_the_certificate_of_the_server_is_checked(hop):
    store = secured(hop, "localhost", hop.server.certificate)
    with store.box.reading() as connection:
        asked = "SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()"
        assert connection.exec_driver_sql(asked).scalar() is True
    assert store.publish(NAME, [b"x"])
    waker = waking.waker(store)
    assert waker.wait(0)
    waker.close()
    store.close()


def test_another_certificate_or_another_name_is_not_trusted(hop, tmp_path):
    for host, root in (
        ("localhost", hop.server.stranger()),
        ("127.0.0.1", hop.server.certificate),
        ("localhost", tmp_path / "none"),
    ):
        assert reason(secured(hop, host, root).check) == "untrusted"


# --- broken off ---


def test_a_server_killed_in_the_middle_of_a_file_leaves_nothing_of_it(hop):
    store, killed = hop.store(), []

    def source():
        yield bytes(CHUNK)
        yield bytes(CHUNK)
        hop.server.restart("immediate")
        killed.append(True)
        yield bytes(CHUNK)
        yield b"end"

    assert reason(lambda: store.publish(NAME, source())) == "missing"
    assert killed
    assert store.read(NAME, 9) is None
    assert store.list("") == ()
    data = bytes(3 * CHUNK) + b"end"
    assert store.publish(NAME, [data])
    assert hop.store("binh").read(NAME, len(data) + 1) == data


def test_a_restart_between_two_calls_goes_unnoticed(hop):
    store = hop.store()
    store.publish(NAME, [b"x"])
    hop.server.restart("immediate")
    assert store.read(NAME, 9) == b"x", "what was published outlives a crash"
    assert store.publish(f"{NAME}2", [b"y"])


@pytest.fixture
def frozen(hop, monkeypatch):
    """A store, and what freezes the server's end of its connection as a hanging disk does; thawed in the end."""
    store, stopped = hop.store(), []
    with store.box.reading() as connection:
        process = connection.exec_driver_sql("SELECT pg_backend_pid()").scalar()

    def freeze():
        monkeypatch.setattr(PatientConnection, "patience", 2.0)
        os.kill(process, signal.SIGSTOP)
        stopped.append(process)

    yield store, freeze
    for process in stopped:
        os.kill(process, signal.SIGCONT)


def test_a_server_that_falls_silent_while_one_writes_is_given_up(frozen, monkeypatch):
    store, freeze = frozen

    def source():
        yield bytes(2 * CHUNK)
        freeze()
        yield b"end"

    assert reason(lambda: store.publish(NAME, source())) == "timeout"
    monkeypatch.undo()
    assert store.read(NAME, 9) is None
    assert store.publish(f"{NAME}2", [b"y"])


def test_a_silent_connection_is_replaced_when_it_has_rested(frozen, monkeypatch):
    store, freeze = frozen
    store.publish(NAME, [b"x"])
    freeze()
    monkeypatch.setattr(postgres, "TRUSTED_SECONDS", 0)
    assert store.read(NAME, 9) == b"x"


def test_a_source_that_fails_in_the_third_part_leaves_nothing(hop):
    def source():
        yield bytes(2 * CHUNK + 5)
        raise ZeroDivisionError

    store = hop.store()
    with pytest.raises(ZeroDivisionError):
        store.publish(NAME, source())
    assert store.size(NAME) is None
    assert store.publish(NAME, [b"x"])


def test_whoever_holds_a_name_too_long_is_not_waited_for(hop):
    store = open_store(hop.url() + "?options=-c%20lock_timeout%3D200ms")
    hop.opened.append(store)
    with hop.connect("binh") as binh, binh.transaction():
        binh.execute("INSERT INTO ecabinet.part (folder, name, number, data) VALUES ('a', 'b', 0, '')")
        assert reason(lambda: store.publish("a/b", [b"x"])) == "timeout"
        assert store.publish("a/c", [b"x"])


def test_a_connection_that_breaks_in_use_is_said_once_and_made_again(hop, monkeypatch):
    monkeypatch.setattr(postgres, "TRUSTED_SECONDS", LONG)
    store = hop.store()
    store.publish(NAME, [b"x"])
    with hop.connect() as owner:
        owner.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'an'")
    assert reason(lambda: store.read(NAME, 9)) == "missing"
    assert store.read(NAME, 9) == b"x"


def statements(store, act):
    """What a call says to the server, one entry for each statement."""
    said = []
    event.listen(store.box._engine, "before_cursor_execute", lambda *parts: said.append(parts[2]))
    act()
    return said


def test_small_files_are_one_exchange_each_way(hop):
    store = hop.store()
    store.publish(f"{NAME}0", [b"x"])
    for act in (
        lambda: store.publish(NAME, [b"abc"]),
        lambda: store.read(NAME, 9),
        lambda: store.list_many(("space/in", "space/in/20261118", "space")),
    ):
        assert len(statements(store, act)) == 1
    assert store.list("space/in/20261118") == ("w-1-1.seg", "w-1-1.seg0")


def test_a_part_that_somebody_left_makes_no_file_whole(hop):
    with hop.connect() as owner:
        owner.execute("INSERT INTO ecabinet.part VALUES ('space/in', 'w', 1, 'late')")
    with pytest.raises(Occupied):
        hop.store().publish("space/in/w", [b"x"])
    assert hop.store().read("space/in/w", 9) is None
    assert hop.store().list("") == ()


# --- waking ---


@pytest.fixture
def waker(hop):
    """Listens as an; it has been told once that it may have missed something."""
    made = waking.waker(hop.store())
    assert made.wait(0)
    yield made
    made.close()


def test_what_another_writes_wakes(hop, waker):
    other = hop.store("binh")
    for act in (lambda: other.publish(NAME, [b"x"]), lambda: other.replace("space/w/b/head", b"y")):
        act()
        assert waker.wait(LONG)
        assert not waker.wait(0)


def test_what_changes_nothing_wakes_nobody(hop, waker):
    other = hop.store("binh")
    other.publish(NAME, [b"x"])
    assert waker.wait(LONG)
    other.publish(NAME, [b"x"])
    other.read(NAME, 9)
    assert not waker.wait(0.1)


def test_ones_own_files_do_not_wake(hop):
    store = hop.store()
    waker = waking.waker(store)
    waker.wait(0)
    store.publish(NAME, [b"x"])
    assert not waker.wait(0.1)
    hop.store("binh").publish(f"{NAME}2", [b"y"])
    assert waker.wait(LONG)
    waker.close()


def test_a_sleeper_is_woken(hop, waker):
    heard = []
    sleeper = threading.Thread(target=lambda: heard.append(waker.wait(LONG)))
    sleeper.start()
    hop.store("binh").publish(NAME, [b"x"])
    sleeper.join()
    assert heard == [True]


def test_a_lost_connection_is_said_once_and_made_again(hop, waker):
    hop.server.restart("immediate")
    assert reason(lambda: waker.wait(LONG)) == "missing"
    assert waker.wait(0), "something may have been missed"
    hop.store("binh").publish(NAME, [b"x"])
    assert waker.wait(LONG)


def test_a_closed_waker_may_be_asked_again(hop, waker):
    waker.close()
    waker.close()
    assert waker.wait(0)


# --- many at once ---

CLIENTS, FILES = 20, 10


def test_twenty_clients_publish_at_once(hop):
    stores = [hop.store("an" if number % 2 else "binh") for number in range(CLIENTS)]
    done = []

    def write(number):
        for file in range(FILES):
            stores[number].publish(f"space/in/day-{file}/w{number}-{file}", [bytes([number, file]) * 200])
            stores[number].publish(f"space/common/{file}", [b"the same"])
        done.append(number)

    threads = [threading.Thread(target=write, args=(number,)) for number in range(CLIENTS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(done) == list(range(CLIENTS))
    reader = hop.store()
    assert len(reader.list("space/in")) == FILES
    for file in range(FILES):
        assert len(reader.list(f"space/in/day-{file}")) == CLIENTS
        assert reader.read(f"space/in/day-{file}/w7-{file}", 999) == bytes([7, file]) * 200
        assert reader.read(f"space/common/{file}", 99) == b"the same"


def test_a_store_that_nobody_holds_any_more_hangs_up(hop):
    store = open_store(hop.url() + "?application_name=forgotten")
    store.check()
    asked = "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'forgotten'"
    with hop.connect() as connection:
        assert connection.execute(asked).fetchone() == (1,)
        del store
        gc.collect()
        end = time.monotonic() + LONG
        while connection.execute(asked).fetchone() != (0,) and time.monotonic() < end:
            time.sleep(0.01)
        assert connection.execute(asked).fetchone() == (0,)
