"""Papers under a key: who can read them, and what is noticed without one."""

import hashlib
import itertools
import random
import tracemalloc

import pytest

from ecabinet.core.errors import BlobDamaged
from ecabinet.sync.crypto import blob_cipher
from ecabinet.sync.formats.names import Kind, Place, blob_id, blob_path
from ecabinet.sync.round.papers import PaperFetcher, PaperSender
from ecabinet.sync.round.report import Notes
from ecabinet.sync.stores import blob_plan, blobs
from ecabinet.sync.stores.blobs import Wanted
from ecabinet.sync.stores.memory import MemoryStore
from tests.sync.fakes import Vault, content_of

SPACE = "a2" * 26
KEY, OTHER = bytes(range(32)), bytes(range(1, 33))


@pytest.fixture
def small(monkeypatch):
    """Parts of 100 bytes in chunks of 30."""
    monkeypatch.setattr(blobs, "PART_BYTES", 100)
    monkeypatch.setattr(blob_cipher, "CHUNK", 30)


def version_of(data):
    return hashlib.sha256(data).hexdigest()


@pytest.fixture
def publish():
    """Publishes bytes under a key into a new store; returns the store and the paths of the parts."""

    def act(data, key=KEY):
        store = MemoryStore()
        plan = blob_plan.plan(content_of(data), len(data), version_of(data), key)
        paths = [blob_path(SPACE, part.blob, part.part) for part in plan.parts]
        for part, path in zip(plan.parts, paths, strict=True):
            store.publish(path, plan.stream(part))
        return store, paths

    return act


def place_of(path):
    blob, part = path.rpartition("/")[2].split(".")
    return Place(Kind.BLOB, SPACE, blob=blob, part=int(part))


def read(store, paths, data, key=KEY):
    wanted = Wanted(version_of(data), key)
    return b"".join(
        piece for path in paths for piece in blobs.read_part(store, path, place_of(path), len(data), wanted)
    )


def detail(store, paths, data, key=KEY):
    with pytest.raises(BlobDamaged) as caught:
        read(store, paths, data, key)
    return caught.value.detail


@pytest.mark.parametrize("size", [0, 1, 29, 30, 31, 60, 99, 100, 101, 200, 250, 1000])
def test_a_sealed_blob_comes_back_in_parts(small, publish, size):
    data = random.Random(size).randbytes(size)
    store, paths = publish(data)
    assert read(store, paths, data) == data
    assert blobs.total_size(store, paths[-1]) == size
    assert all(blobs.is_sealed(store, path) for path in paths)
    if size > 8:
        assert not any(data[:9] in stored for stored in store.files.values())


def test_its_name_tells_nothing_and_is_the_same_for_the_same_paper_and_key(publish):
    data = b"paper" * 100
    (first,), (again,), (other,) = (publish(data, key)[1] for key in (KEY, KEY, OTHER))
    assert first == again != other
    assert blob_id(version_of(data)) not in first


def test_another_key_does_not_open_it(publish):
    data = b"paper" * 100
    store, paths = publish(data)
    assert detail(store, paths, data, OTHER) == "sealed"


def test_without_the_key_all_but_the_content_is_checked(publish):
    data = b"paper" * 100
    store, (path,) = publish(data)
    stored = b"".join(blobs.read_part(store, path, place_of(path)))
    assert len(stored) == blob_cipher.stored_length(len(data))
    assert data[:10] not in stored


@pytest.mark.parametrize("with_key", [True, False])
def test_every_flipped_bit_is_noticed(publish, with_key):
    data = b"paper"
    store, (path,) = publish(data)
    good = store.files[path]
    for at in range(len(good)):
        store.files[path] = good[:at] + bytes([good[at] ^ 1 << at % 8]) + good[at + 1 :]
        detail(store, [path], data, KEY if with_key else None)


@pytest.mark.parametrize("with_key", [True, False])
def test_every_cut_and_every_addition_is_noticed(publish, with_key):
    data = b"paper"
    store, (path,) = publish(data)
    good = store.files[path]
    for bad in (*(good[:end] for end in range(len(good))), good + b"x"):
        store.files[path] = bad
        detail(store, [path], data, KEY if with_key else None)


def test_what_is_read_back_is_what_was_sent_byte_for_byte():
    data, store = b"paper", MemoryStore()
    plan = blob_plan.plan(content_of(data), len(data), version_of(data), KEY)
    path = blob_path(SPACE, plan.parts[0].blob, 0)
    store.publish(path, plan.stream(plan.parts[0]))
    good, wanted = store.files[path], Wanted(version_of(data), KEY, plan.sent)
    assert b"".join(blobs.read_part(store, path, place_of(path), len(data), wanted)) == data
    flips = (good[:at] + bytes([good[at] ^ 1 << at % 8]) + good[at + 1 :] for at in range(len(good)))
    for bad in (*flips, *(good[:end] for end in range(len(good))), good + b"x"):
        store.files[path] = bad
        with pytest.raises(BlobDamaged):
            list(blobs.read_part(store, path, place_of(path), len(data), wanted))


@pytest.mark.parametrize("size", [0, 1, 100, 250])
def test_a_paper_that_is_not_its_name_never_ends(small, size):
    data, store = random.Random(size).randbytes(size), MemoryStore()
    plan = blob_plan.plan(content_of(data), size, version_of(data + b"x"), KEY)
    *before, last = plan.parts
    for part in before:
        store.publish(str(part.part), plan.stream(part))
    with pytest.raises(BlobDamaged, match="content"):
        store.publish("last", plan.stream(last))
    assert not store.files.keys() & {"last"}


def test_a_paper_shorter_than_its_size_is_not_sealed():
    plan = blob_plan.plan(content_of(b"x"), 2, version_of(b"x"), KEY)
    with pytest.raises(BlobDamaged, match="partial"):
        list(plan.stream(plan.parts[0]))


def test_a_part_broken_off_is_streamed_again(small):
    data, store = random.Random(1).randbytes(250), MemoryStore()
    plan = blob_plan.plan(content_of(data), len(data), version_of(data), KEY)
    paths = [blob_path(SPACE, part.blob, part.part) for part in plan.parts]
    for part, path in zip(plan.parts, paths, strict=True):
        assert len(list(itertools.islice(plan.stream(part), 2))) == 2
        store.publish(path, plan.stream(part))
    assert read(store, paths, data) == data


def rewritten(good, change):
    """The file with its content changed by somebody without the key, its SHA-256 made good."""
    start = 12 + int.from_bytes(good[8:12], "big")
    body = good[:start] + change(good[start:-32])
    return body + hashlib.sha256(body).digest()


@pytest.mark.parametrize(
    "change",
    [
        lambda content: content[46:92] + content[:46] + content[92:],
        lambda content: content[:46] + content[:46] + content[92:],
        lambda content: bytes(len(content)),
    ],
    ids=["swapped", "doubled", "emptied"],
)
def test_chunks_cannot_be_moved_by_who_lacks_the_key(small, publish, change):
    data = random.Random(1).randbytes(100)
    store, (path,) = publish(data)
    store.files[path] = rewritten(store.files[path], change)
    assert detail(store, [path], data) == "sealed"
    assert len(b"".join(blobs.read_part(store, path, place_of(path)))) == 100 + 4 * 16, "form and checksum are right"


def test_parts_cannot_be_swapped_nor_taken_for_a_shorter_paper(small, publish):
    data = random.Random(1).randbytes(250)
    store, paths = publish(data)
    first, second = (store.files[path] for path in paths[:2])
    start = 12 + int.from_bytes(first[8:12], "big")
    store.files[paths[0]] = rewritten(first, lambda _content: second[start:-32])
    assert detail(store, paths, data) == "sealed"
    assert detail(store, paths[1:2], data[:200]) == "total"


def test_no_two_chunks_share_a_nonce(small):
    cipher = blob_cipher.PartCipher(KEY, version_of(b""), 0, b"")
    other = blob_cipher.PartCipher(KEY, version_of(b""), 1, b"")
    nonces = [one._nonce(number, 100) for one in (cipher, other) for number in range(4)]
    assert len(set(nonces)) == 8


def test_memory_stays_small_whatever_the_paper():
    size, piece = 12 * 2**20, 2**16
    version = hashlib.sha256(bytes(size)).hexdigest()
    tracemalloc.start()
    try:
        plan = blob_plan.plan(lambda start: (bytes(piece) for _at in range(start, size, piece)), size, version, KEY)
        length = sum(len(piece) for part in plan.parts for piece in plan.stream(part))
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert length > size
    assert peak < 8 * 2**20


class Book:
    """What an outbox wants."""

    def __init__(self, *wanted):
        self.wanted = wanted

    def wanted_blobs(self, _space):
        return self.wanted


def vault_of(tmp_path, name, *papers):
    vault = Vault(tmp_path / name)
    for data in papers:
        vault.add_bytes(data)
    return vault


def test_who_has_any_of_the_keys_fetches_and_who_has_none_waits(tmp_path):
    """A paper published under an older epoch stays readable; who lacks the key is not told of damage."""
    data, store = b"paper" * 100, MemoryStore()
    version = version_of(data)
    sender = PaperSender(store, vault_of(tmp_path, "from", data), lambda *_which: (KEY,))
    assert sender.send(SPACE, version, Notes())
    for name, keys, arrives in (("a", (OTHER, KEY, None), True), ("b", (OTHER, None), False), ("c", (), False)):
        vault, notes = vault_of(tmp_path, name), Notes()
        fetcher = PaperFetcher(store, Book((version, len(data))), vault, lambda *_which, keys=keys: keys)
        fetcher.fetch(SPACE, 10**9, notes)
        assert vault.has(version) == arrives
        assert not fetcher.damaged


def test_who_has_no_key_publishes_nothing_rather_than_in_the_clear(tmp_path):
    store = MemoryStore()
    sender = PaperSender(store, vault_of(tmp_path, "from", b"paper"), lambda *_which: ())
    assert not sender.send(SPACE, version_of(b"paper"), Notes())
    assert store.files == {}
