from pathlib import Path

import pytest

from ecabinet.core.errors import BadValue
from ecabinet.sync.stores import STORES, open_store
from ecabinet.sync.stores.folder import FolderStore
from ecabinet.sync.stores.memory import MemoryStore


@pytest.mark.parametrize(
    ("url", "path"),
    [
        ("/srv/hop", "/srv/hop"),
        ("file:///srv/h%E1%BB%8Dp%20kh%C3%B4ng%20gi%E1%BA%A5y", "/srv/họp không giấy"),
        ("file:/srv/hop", "/srv/hop"),
        ("file://localhost/srv/hop", "/srv/hop"),
        ("relative/hop", "relative/hop"),
        ("/srv/a:b", "/srv/a:b"),
        ("C:\\hop", "C:\\hop"),
        ("\\\\may-chu\\hop", "\\\\may-chu\\hop"),
    ],
)
def test_a_folder_is_opened_by_path_or_url(url, path):
    store = open_store(url, "w1")
    assert isinstance(store, FolderStore)
    assert store.path == Path(path)
    assert store.owner == "w1"


def test_memory_is_a_kind_of_store():
    assert isinstance(open_store("memory:"), MemoryStore)


def test_an_unknown_kind_is_refused():
    with pytest.raises(BadValue, match="unknown_store"):
        open_store("gopher://x")


def test_a_new_kind_is_one_line(monkeypatch):
    monkeypatch.setitem(STORES, "void", lambda url, _owner: MemoryStore(url))
    assert open_store("void:x").url == "void:x"
