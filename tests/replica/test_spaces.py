"""What a file remembers of its spaces and its control chain, and when it must forget."""

from dataclasses import replace

import pytest
from sqlalchemy import event

from ecabinet.app.genesis import SpaceKind
from ecabinet.core.events import organization
from ecabinet.core.people import Role
from ecabinet.replica.database import open_replica
from ecabinet.replica.spaces import Spaces, find, known
from tests.replica.kit import KEY, ROOT, SITTING, Office, hear, take


def meeting(number):
    return replace(SITTING, space=f"space-{number}", about=f"M{number}", raw=b"genesis %d" % number)


def add(replica, *found):
    with replica.write() as writing:
        for genesis in found:
            writing.add_space(genesis)


def write_and_fail(replica, act, expected=(ROOT, SITTING)):
    with replica.write() as writing:
        act(writing)
        assert writing.spaces() == expected
        raise ZeroDivisionError


def grant_and_fail_to_commit(replica, segment, monkeypatch):
    with replica.write() as writing:
        take(writing, segment)
        assert writing.directory().members["m2"].roles == {Role.ADMINISTRATOR}
        monkeypatch.setattr(writing.connection, "commit", lambda: 1 / 0)


@pytest.fixture
def replica(tmp_path):
    made = open_replica(tmp_path / "r.db", KEY)
    yield made
    made.close()


@pytest.fixture
def other(tmp_path, replica):
    """The same file opened a second time, as by another process."""
    made = open_replica(tmp_path / "r.db", KEY)
    yield made
    made.close()


@pytest.fixture
def fetched(replica):
    """The numbers behind which spaces were read."""
    asked = []

    def note(_connection, _cursor, statement, parameters, *_more):
        if "FROM space" in statement and "space.raw" in statement:
            asked.append(parameters[0])

    event.listen(replica._engine, "before_cursor_execute", note)
    return asked


def test_spaces_are_read_once_and_then_only_what_came_since(replica, fetched):
    add(replica, ROOT, *map(meeting, range(3)))
    assert len(replica.spaces()) == 4
    fetched.clear()
    assert len(replica.spaces()) == 4
    assert not fetched
    add(replica, meeting(3))
    assert replica.spaces()[-1] == meeting(3)
    assert fetched == [4]


def test_the_directory_comes_first_whenever_it_became_known(replica):
    add(replica, meeting(0))
    assert replica.spaces() == (meeting(0),)
    add(replica, ROOT, meeting(1))
    assert replica.spaces() == (ROOT, meeting(0), meeting(1))


def test_what_another_process_added_is_seen(replica, other):
    add(replica, ROOT)
    assert replica.spaces() == other.spaces() == (ROOT,)
    add(other, meeting(1))
    assert replica.spaces() == (ROOT, meeting(1))


def test_a_space_that_was_rolled_back_is_forgotten(replica, other):
    add(replica, ROOT)
    with pytest.raises(ZeroDivisionError):
        write_and_fail(replica, lambda writing: writing.add_space(meeting(1)), (ROOT, meeting(1)))
    assert replica.spaces() == (ROOT,)
    add(other, meeting(2))  # takes the same place in the file
    assert replica.spaces() == (ROOT, meeting(2))


def test_another_name_at_the_last_place_is_noticed_without_being_told(replica):
    spaces = Spaces()
    add(replica, ROOT, meeting(1))
    with replica.write() as writing:
        assert spaces.known(writing.connection) == (ROOT, meeting(1))
        writing.connection.exec_driver_sql("DELETE FROM space WHERE space = 'space-1'")
        writing.add_space(meeting(2))
        assert spaces.known(writing.connection) == known(writing.connection) == (ROOT, meeting(2))


def test_a_space_is_found_by_its_name(replica):
    add(replica, ROOT, SITTING)
    with replica.read() as reads:
        assert find(reads.connection, SITTING.space) == SITTING
        assert find(reads.connection, SITTING.space).kind is SpaceKind.MEETING
        assert find(reads.connection, "nowhere") is None


def test_a_failed_write_that_changed_no_rule_keeps_what_is_remembered(replica, fetched):
    add(replica, ROOT, SITTING)
    assert replica.spaces()
    fetched.clear()
    with pytest.raises(ZeroDivisionError):
        write_and_fail(replica, lambda writing: writing.connection.exec_driver_sql("DELETE FROM opened"))
    assert replica.spaces() == (ROOT, SITTING)
    assert not fetched


def test_a_failed_commit_forgets_the_control_chain_too(replica, monkeypatch):
    office = Office()
    add(replica, ROOT)
    hear(replica, office.segments())
    with replica.read() as reads:
        before = reads.directory()
    office.control.write(organization.RolesGranted("m2", (Role.ADMINISTRATOR,)))
    with pytest.raises(ZeroDivisionError):
        grant_and_fail_to_commit(replica, office.control.segment(), monkeypatch)
    with replica.read() as reads:
        assert reads.directory() == before
