"""The file: encrypted, shared by threads, refused when it is not ours, and only read when it is too new."""

import random
import threading

import pytest
import sqlcipher3

from ecabinet.core.errors import ProfileDamaged, ProfileLocked, ReadOnlyJournal, Unreachable
from ecabinet.core.events import meeting, organization
from ecabinet.core.things import Item, Meeting
from ecabinet.replica import engine, schema, tables
from ecabinet.replica.database import open_replica
from ecabinet.replica.engine import engine_for
from tests.replica.kit import KEY, SITTING, Office, digest_of, hear, prepare, shown, take, wid
from tests.replica.stories import MAKERS, told


@pytest.fixture
def office():
    return told(random.Random(5), 80)


@pytest.fixture
def path(tmp_path, office):
    """A file in which the office's story is told."""
    found = tmp_path / "told.db"
    replica = prepare(open_replica(found, KEY))
    hear(replica, office.segments())
    replica.close()
    return found


def execute(path, *statements):
    """Change the file behind the program's back."""
    connection = sqlcipher3.connect(str(path), isolation_level=None)
    connection.execute(f"PRAGMA key=\"x'{KEY.hex()}'\"")
    for statement in statements:
        connection.execute(statement)
    connection.close()


def opened(path, key=KEY, **options):
    """Open, look at everything, close."""
    replica = open_replica(path, key, **options)
    try:
        return shown(replica)
    finally:
        replica.close()


def test_nothing_can_be_read_without_the_key(path):
    data = b"".join(file.read_bytes() for file in path.parent.iterdir())
    assert len(data) > 50_000
    for plain in (b"SQLite format 3", "Ông m1".encode(), "Nội dung".encode(), b"AttendanceRecorded", b"CREATE TABLE"):
        assert plain not in data


def test_what_was_written_is_there_the_next_time(path, office):
    assert opened(path, create=False) == office.fold()


@pytest.mark.parametrize("key", [bytes(32), KEY[::-1]])
def test_a_wrong_key_is_damage_and_harms_nothing(path, office, key):
    with pytest.raises(ProfileDamaged) as damage:
        opened(path, key)
    assert (damage.value.path, damage.value.part) == (str(path), "replica")
    assert opened(path) == office.fold()


def test_a_key_has_32_bytes(tmp_path):
    with pytest.raises(ValueError, match="31"):
        open_replica(tmp_path / "r.db", bytes(31))


@pytest.mark.parametrize("left", [1, 100, 4096, 8192, 0.5, 0.9])
def test_a_truncated_file_is_damage(path, left):
    data = path.read_bytes()
    path.write_bytes(data[: left if left >= 1 else int(len(data) * left)])
    with pytest.raises(ProfileDamaged):
        opened(path)


def test_a_flipped_bit_is_damage(path):
    data = bytearray(path.read_bytes())
    for place in range(4096, len(data), 4096):
        data[place + 100] ^= 1
    path.write_bytes(data)
    with pytest.raises(ProfileDamaged):
        opened(path)


def test_something_else_is_damage(tmp_path):
    other = tmp_path / "other.db"
    other.write_text("Kính gửi Ủy ban nhân dân tỉnh" * 500, encoding="utf-8")
    with pytest.raises(ProfileDamaged):
        opened(other)


@pytest.mark.parametrize("empty", [False, True])
def test_a_file_that_should_be_there_is_not_made_again(tmp_path, empty):
    path = tmp_path / "lost.db"
    if empty:
        path.touch()
    with pytest.raises(ProfileDamaged):
        opened(path, create=False)
    assert path.exists() == empty


def test_a_folder_that_is_not_there_is_told(tmp_path):
    with pytest.raises(Unreachable) as silent:
        opened(tmp_path / "nowhere" / "r.db")
    assert silent.value.args == (str(tmp_path / "nowhere" / "r.db"), "io")


def test_a_full_disk_changes_nothing(path, office, monkeypatch):
    monkeypatch.setattr(engine, "_SETTINGS", (*engine._SETTINGS, "PRAGMA max_page_count=1"))
    replica = open_replica(path, KEY)
    before = digest_of(replica)
    office.write("m1", meeting.ConclusionRecorded(SITTING.about, "i9", "dài " * 9000, 8))
    with pytest.raises(Unreachable) as silent:
        hear(replica, [office.control.segment(), office.pen(wid("m1"), SITTING.space).segment()])
    assert silent.value.args[1] == "full"
    assert digest_of(replica) == before
    replica.close()


def test_who_waits_too_long_is_told(path, monkeypatch):
    monkeypatch.setattr(engine, "WAIT_SECONDS", 0.1)
    one, other = open_replica(path, KEY), open_replica(path, KEY)
    with one.write(), pytest.raises(ProfileLocked), other.write():
        pass
    with other.write() as writing:
        assert writing.things(Meeting)
    one.close()
    other.close()


def test_a_newer_journal_is_only_read(path, office):
    execute(path, f"UPDATE meta SET value = '{tables.SCHEMA + 1}' WHERE name = 'schema'")
    replica = open_replica(path, KEY)
    assert shown(replica) == office.fold()
    with pytest.raises(ReadOnlyJournal) as refusal, replica.write():
        pass
    assert (refusal.value.found, refusal.value.supported) == (tables.SCHEMA + 1, tables.SCHEMA)
    with pytest.raises(ReadOnlyJournal):
        replica.marks.mark("a" * 64)
    replica.close()


def test_another_projection_version_is_rebuilt(path, office, monkeypatch):
    execute(path, "UPDATE meeting SET title = 'sai'", "DELETE FROM item", "DROP TABLE motion", "DELETE FROM standing")
    assert opened_raw(path, "SELECT title FROM meeting") == [("sai",)]
    monkeypatch.setattr(schema, "PROJECTION", tables.PROJECTION + 1)
    assert opened(path) == office.fold()
    monkeypatch.undo()
    assert opened(path) == office.fold()


def test_a_file_from_before_the_calendar_gets_its_indexes(path, office):
    """Version 3 of the read tables had no index of a meeting's times."""
    indexes = ("meeting_starts_at", "meeting_ends_at", "meeting_state_ends_at")
    asked = "SELECT name FROM sqlite_master WHERE type = 'index' AND tbl_name = 'meeting' AND sql IS NOT NULL"
    execute(path, "UPDATE meta SET value = '3' WHERE name = 'projection'", *(f"DROP INDEX {name}" for name in indexes))
    assert {name for (name,) in opened_raw(path, asked)} == {"meeting_space", *indexes}
    assert opened(path) == office.fold()


def opened_raw(path, question):
    replica = open_replica(path, KEY)
    with replica.read() as reads:
        found = [tuple(row) for row in reads.connection.exec_driver_sql(question)]
    replica.close()
    return found


def test_each_file_has_an_identifier_of_its_own(path, tmp_path):
    asked = "SELECT value FROM meta WHERE name = 'replica'"
    ((first,),), ((again,),), ((other,),) = (opened_raw(p, asked) for p in (path, path, tmp_path / "other.db"))
    assert len(first) == 32
    assert first == again != other


def test_a_failed_transaction_leaves_nothing(path):
    replica, extra = open_replica(path, KEY), Office()
    before = digest_of(replica)
    with pytest.raises(ZeroDivisionError):
        take_and_fail(replica, extra)
    assert digest_of(replica) == before
    replica.close()


def take_and_fail(replica, extra):
    with replica.write() as writing:
        writing.connection.exec_driver_sql("DELETE FROM meeting")
        raise ZeroDivisionError(extra)


def test_a_view_stays_what_it_was(path, office):
    replica = open_replica(path, KEY)
    with replica.read() as reads:
        before = reads.things(Item)
        office.write("t1", meeting.ItemAdded(SITTING.about, "i8", None, "V", "Muộn", "report", None, 10, None))
        hear(replica, [office.pen(wid("t1"), SITTING.space).segment()])
        assert reads.things(Item) == before
    with replica.read() as reads:
        assert len(reads.things(Item)) == len(before) + 1
    replica.close()


def test_two_threads_write_while_a_third_reads(tmp_path):
    office = Office()
    office.write("t1", MAKERS[organization.MeetingDrafted](random.Random(1)))
    for number in range(40):
        office.write("t1", MAKERS[meeting.ItemChanged](random.Random(number)))
        office.write("m1", MAKERS[meeting.MeetingPublished](random.Random(number)))
    replica = prepare(open_replica(tmp_path / "r.db", KEY))
    hear(replica, [office.control.segment(), office.pen(wid("t1"), "root").segment()])
    failures = []

    def work(name):
        pen = office.pen(wid(name), SITTING.space)
        try:
            for segment in pen.segments(*range(1, len(pen.records))):
                with replica.write() as writing:
                    take(writing, segment)
        except BaseException as error:
            failures.append(error)
            raise

    threads = [threading.Thread(target=work, args=[name]) for name in ("t1", "m1")]
    for thread in threads:
        thread.start()
    while any(thread.is_alive() for thread in threads):
        with replica.read() as reads:
            assert len(reads.things(Meeting)) == 1
    for thread in threads:
        thread.join()
    assert not failures
    assert shown(replica) == office.fold()
    replica.close()


def test_connections_keep_their_promises(path):
    engine_ = engine_for(path, KEY)
    with engine_.connect() as connection:
        asked = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "busy_timeout", "temp_store")
        }
    engine_.dispose()
    assert asked == {"journal_mode": "wal", "synchronous": 2, "busy_timeout": 5000, "temp_store": 2}
