"""A PostgreSQL server that has no connection left is told as busy, not as one that lets nobody in; then all goes on."""

import contextlib
import time

import psycopg
import pytest

from ecabinet.core.errors import StoreUnreachable
from ecabinet.sync.stores.mailbox.postgres_faults import postgres_reason
from ecabinet.sync.stores.store import CHUNK
from ecabinet.ui.notices import sentence
from tests.sync.contract import NAME
from tests.sync.mailbox.test_postgres import reason

MOST, LONG = 200, 60.0
"""More connections than the server gives; seconds in which it has let go of those that were closed."""


def fill(hop, user, taken):
    """Take connections until there is none left; return how many there were."""
    for number in range(MOST):
        try:
            taken.enter_context(hop.connect(user))
        except psycopg.OperationalError:
            return number
    return MOST


def published(store):
    """Publish as soon as the server lets us in."""
    until = time.monotonic() + LONG
    while True:
        try:
            return store.publish(NAME, [b"x"])
        except StoreUnreachable as error:
            if error.reason != "busy" or time.monotonic() > until:
                raise


def test_all_connections_of_one_role_are_taken(hop):
    with hop.connect("owner") as owner:
        owner.execute("ALTER ROLE an CONNECTION LIMIT 1")
        try:
            with hop.connect("an"):
                store = hop.store("an")
                assert reason(store.check) == "busy"
                with pytest.raises(StoreUnreachable) as caught:
                    store.publish(NAME, [b"x"])
                assert caught.value.reason == "busy"
                assert hop.store("binh").read(NAME, CHUNK) is None
            owner.execute("ALTER ROLE an CONNECTION LIMIT -1")
            assert published(store), "it lets us in again"
        finally:
            owner.execute("ALTER ROLE an CONNECTION LIMIT -1")


@pytest.mark.parametrize("user", ["an", "owner"], ids=["but those reserved", "all"])
def test_all_connections_of_the_server_are_taken(hop, user):
    """A member finds the rest reserved after signing in; with all of them gone the server asks for no password."""
    store = hop.store("an")
    with contextlib.ExitStack() as taken:
        assert fill(hop, user, taken) < MOST
        assert reason(store.check) == "busy"
    assert published(store)


def test_people_are_told_in_both_languages_and_a_wrong_password_is_no_crowd():
    error = StoreUnreachable("may-chu", "busy")
    assert "đang đủ số máy nối vào" in sentence(error, "vi")
    assert "no connection left" in sentence(error, "en")
    for words in ("FATAL:  sorry, too many clients already", "FATAL:  no more connections allowed (max_client_conn)"):
        assert postgres_reason(psycopg.OperationalError(f"connection failed: {words}")) == "busy"
    assert postgres_reason(psycopg.OperationalError('password authentication failed for user "an"')) == "missing"
