import pytest

from ecabinet.sync.stores.memory import MemoryStore
from tests.sync.contract import StoreContract


class TestMemoryStore(StoreContract):
    @pytest.fixture
    def store(self):
        return MemoryStore()

    @pytest.fixture
    def again(self, store):
        return store
