"""What the tests of mailboxes share: databases of a real server, and stores in them."""

import pytest

from ecabinet.sync.stores import open_store, prepare_place
from ecabinet.sync.stores.mailbox.rights import MEMBER
from tests.postgres import server

__all__ = ["server"]


class Place:
    """A prepared database with two members, an and binh. Stores opened here are closed in the end."""

    def __init__(self, server, name):
        self.server, self.name, self.opened = server, name, []

    def url(self, user="an"):
        return self.server.url(self.name, user)

    def store(self, user="an"):
        self.opened.append(open_store(self.url(user)))
        return self.opened[-1]

    def connect(self, user="owner"):
        return self.server.connect(self.name, user)

    def close(self):
        for store in self.opened:
            store.close()
        self.opened.clear()


@pytest.fixture(scope="session")
def prepared(server):
    """A prepared database that all tests may use in turn."""
    name = server.database()
    prepare_place(server.url(name))
    for member in ("an", "binh"):
        server.role(member, MEMBER)
    return Place(server, name)


@pytest.fixture
def hop(prepared):
    """The same without a file in it."""
    with prepared.connect() as connection:
        connection.execute("TRUNCATE ecabinet.part, ecabinet.folder")
    yield prepared
    prepared.close()


@pytest.fixture
def blank(server):
    """A database in which nothing was made."""
    place = Place(server, server.database())
    yield place
    place.close()
