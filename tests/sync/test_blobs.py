import hashlib
import random

import msgspec
import pytest

from ecabinet.core.errors import BlobDamaged
from ecabinet.sync.formats import frame
from ecabinet.sync.formats.names import Kind, Place, blob_id, blob_path
from ecabinet.sync.stores import blob_plan, blobs
from ecabinet.sync.stores.memory import MemoryStore
from tests.sync.fakes import content_of

SPACE = "a2" * 26


@pytest.fixture
def small_parts(monkeypatch):
    monkeypatch.setattr(blobs, "PART_BYTES", 100)


@pytest.fixture
def publish():
    """Publishes bytes into a new store; returns the store and the paths of the parts."""

    def act(data):
        store = MemoryStore()
        plan = blob_plan.plan(content_of(data), len(data), hashlib.sha256(data).hexdigest())
        paths = [blob_path(SPACE, part.blob, part.part) for part in plan.parts]
        for part, path in zip(plan.parts, paths, strict=True):
            store.publish(path, plan.stream(part))
        return store, paths

    return act


def place_of(path):
    blob, part = path.rpartition("/")[2].split(".")
    return Place(Kind.BLOB, SPACE, blob=blob, part=int(part))


def read(store, paths, total=None):
    return b"".join(piece for path in paths for piece in blobs.read_part(store, path, place_of(path), total))


@pytest.mark.parametrize("size", [0, 1, 99, 100, 101, 200, 250, 1000])
def test_a_blob_comes_back_in_parts(small_parts, publish, size):
    data = random.Random(size).randbytes(size)
    store, paths = publish(data)
    assert len(paths) == blobs.part_count(size) == max(1, (size + 99) // 100)
    assert read(store, paths, size) == data
    assert blobs.total_size(store, paths[-1]) == size
    assert paths[0].split("/")[-1] == f"{blob_id(hashlib.sha256(data).hexdigest())}.0"


def test_a_large_blob_has_parts_of_32_mib(publish):
    store, paths = publish(bytes(32 * 2**20 + 1))
    assert [store.size(path) > 32 * 2**20 for path in paths] == [True, False]
    assert all(store.size(path) <= blobs.MAX_PART for path in paths)


def test_a_paper_that_is_not_its_name_is_not_published():
    with pytest.raises(BlobDamaged, match="content"):
        blob_plan.plan(content_of(b"x"), 1, "0" * 64)
    with pytest.raises(BlobDamaged, match="partial"):
        blob_plan.plan(content_of(b"x"), 2, hashlib.sha256(b"x").hexdigest())


def detail(store, path, total=None):
    with pytest.raises(BlobDamaged) as caught:
        read(store, [path], total)
    assert caught.value.name == path
    return caught.value.detail


def test_every_flip_is_refused(publish):
    store, (path,) = publish(b"paper")
    good = store.files[path]
    for at in range(len(good)):
        store.files[path] = good[:at] + bytes([good[at] ^ 1]) + good[at + 1 :]
        assert detail(store, path)


def test_every_truncation_and_every_tail_is_refused(publish):
    store, (path,) = publish(b"paper")
    good = store.files[path]
    for end in range(1, len(good)):
        store.files[path] = good[:end]
        assert detail(store, path) == "partial"
    store.files[path] = b""
    assert detail(store, path) == "missing"
    store.files[path] = good + b"x"
    assert detail(store, path) == "size"


def forged(paper=b"paper", **changes):
    """A part's file in good form with any header."""
    blob = blob_id(hashlib.sha256(paper).hexdigest())
    part = blobs.Part(1, blob, 0, 1, len(paper), 0, hashlib.sha256(paper).digest())
    packed = msgspec.msgpack.encode(msgspec.structs.replace(part, **changes))
    data = frame.prefixed(blobs.MAGIC, packed) + paper
    path = blob_path(SPACE, blob, 0)
    store = MemoryStore()
    store.publish(path, [data, hashlib.sha256(data).digest()])
    return store, path


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"key_epoch": 1}, "key_epoch"),
        ({"blob": "b3" * 26}, "name"),
        ({"part": 1}, "name"),
        ({"parts": 2}, "header"),
        ({"total": 2**36}, "header"),
        ({"total": 2**36 + 1}, "header"),
        ({"content": bytes(32)}, "content"),
        ({"format": 2}, "header"),
    ],
)
def test_each_check_has_its_name(changes, said):
    assert detail(*forged(**changes)) == said


def test_the_expected_size_is_checked():
    store, path = forged()
    assert detail(store, path, 6) == "total"
    assert read(store, [path], 5) == b"paper"


def test_another_kind_of_file_is_refused():
    store = MemoryStore()
    store.publish("a/b", [b"%PDF-1.7 and more of it"])
    with pytest.raises(BlobDamaged, match="magic"):
        list(blobs.read_part(store, "a/b", place_of("a/x.0")))
    store.replace("a/b", blobs.MAGIC + b"\xff\xff\xff\xff" + bytes(9))
    with pytest.raises(BlobDamaged, match="header"):
        list(blobs.read_part(store, "a/b", place_of("a/x.0")))
