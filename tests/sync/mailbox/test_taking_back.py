"""A store that was begun anew is taken back by its own organization, and only such a store."""

import pytest

from ecabinet.core.errors import StoreReadOnly, StoreUnreachable
from ecabinet.sync.formats.names import genesis_path
from ecabinet.sync.stores.memory import MemoryStore
from ecabinet.sync.stores.spaces import RENEWED, prepare, require_ours
from tests.sync.fakes import organization


@pytest.fixture
def store():
    made = MemoryStore()
    made.files[RENEWED] = b""
    return made


def reason(store, genesis):
    with pytest.raises(StoreUnreachable) as caught:
        require_ours(store, genesis)
    return caught.value.reason


def test_the_genesis_is_put_back(store):
    ours = organization()
    require_ours(store, ours)
    assert store.files[genesis_path(ours.space)] == ours.raw


def test_a_damaged_genesis_is_replaced_and_kept(store):
    ours = organization()
    store.files[genesis_path(ours.space)] = b"damaged"
    require_ours(store, ours)
    assert store.files[genesis_path(ours.space)] == ours.raw
    assert b"damaged" in store.files.values()


def test_a_store_that_is_merely_empty_is_left_alone(store):
    del store.files[RENEWED]
    assert reason(store, organization()) == "not_a_store"
    assert not store.files


def test_what_another_organization_has_is_left_alone(store):
    prepare(store, organization("UBND tỉnh khác"))
    before = dict(store.files)
    assert reason(store, organization()) == "other_organization"
    assert store.files == before


def test_one_that_cannot_be_written_is_not_a_store(store, monkeypatch):
    def refuse(_name, _chunks):
        raise StoreReadOnly(store.url)

    monkeypatch.setattr(store, "publish", refuse)
    assert reason(store, organization()) == "not_a_store"
