"""What the tests of sync share: stores of each kind, and groups of replicas around one."""

import pytest

from ecabinet.sync.round.exchange import Exchange
from ecabinet.sync.stores.folder import FolderStore
from ecabinet.sync.stores.memory import MemoryStore
from ecabinet.sync.stores.spaces import prepare
from tests.sync.fakes import Replica, certify, draft_meeting, organization


@pytest.fixture(params=["folder", "memory"])
def store(request, tmp_path):
    """An empty store."""
    if request.param == "memory":
        return MemoryStore()
    (tmp_path / "store").mkdir()
    return FolderStore(tmp_path / "store")


class Room:
    """Replicas around one store. Number 0 is the controller, number 1 has drafted a meeting in `space`."""

    def __init__(self, store, folder, count):
        self.store, self.genesis, self.folder = store, organization(), folder
        prepare(store, self.genesis)
        self.replicas = [Replica(number, self.genesis, folder / f"vault-{number}") for number in range(count)]
        self.exchanges = [self.exchange(replica) for replica in self.replicas]
        certify(self.replicas[0], range(1, count))
        self.exchanges[0].round()
        self.exchanges[1].round()
        self.space = draft_meeting(self.replicas[1], "phiên-1")

    def exchange(self, replica, **more):
        """A fresh exchange of a replica, as after a restart."""
        parts = (self.store, replica, replica.receive, replica.sealer, replica.vault)
        return Exchange(*parts, key_of=replica.key_of, take_deeds=replica.take_deeds, **more)

    def rounds(self, count=1):
        """Let everybody do so many rounds, in turn; return the last reports."""
        return [[exchange.round() for exchange in self.exchanges] for _round in range(count)][-1]

    def agree(self):
        """Say whether all replicas know the same."""
        states = [replica.state() for replica in self.replicas]
        return all(state == states[0] for state in states)


@pytest.fixture
def room_of(tmp_path):
    """Makes a room around a store."""
    return lambda store, count: Room(store, tmp_path, count)


@pytest.fixture
def room(store, room_of):
    """Three replicas that have exchanged what they had."""
    made = room_of(store, 3)
    made.rounds(2)
    assert made.agree()
    return made
