"""Papers by the hash of their bytes: sealed, never half, never under a wrong name."""

import errno
import hashlib
import os
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ecabinet.app.sealed_paper import CHUNK, HEADER, TAG, stored_size
from ecabinet.core.errors import BlobDamaged, PaperFault, PaperUnreadable, Unreachable
from ecabinet.replica import vault_part
from ecabinet.replica.vault import FileVault

KEY = bytes(range(32))
PAPER = b"%PDF-1.7 " + bytes(range(256)) * 9000
NAME = hashlib.sha256(PAPER).hexdigest()


@pytest.fixture
def vault(tmp_path):
    return FileVault(tmp_path / "deep" / "vault", KEY)


@pytest.fixture
def source(tmp_path):
    found = tmp_path / "Tờ trình số 12.pdf"
    found.write_bytes(PAPER)
    return found


def files(tmp_path):
    return sorted(path for path in (tmp_path / "deep").rglob("*") if path.is_file())


def content(vault, name=NAME, start=0):
    return b"".join(vault.read(name, start))


def damage_of(vault, name=NAME):
    with pytest.raises(BlobDamaged) as caught:
        content(vault, name)
    assert caught.value.name == name
    return caught.value.detail


def test_a_vault_without_a_folder_is_empty(vault, tmp_path):
    assert not vault.has(NAME)
    assert (vault.size(NAME), vault.source(NAME)) == (None, None)
    assert damage_of(vault) == "missing"
    vault.drop(NAME)
    vault.tidy()
    assert not (tmp_path / "deep").exists()


def test_a_file_goes_in_and_is_found(vault, source, tmp_path):
    assert len(PAPER) > 2 * CHUNK
    assert vault.add(source) == (NAME, len(PAPER))
    assert vault.has(NAME)
    assert vault.size(NAME) == len(PAPER)
    assert content(vault) == PAPER
    assert files(tmp_path) == [vault.source(NAME).path]


@settings(max_examples=40, deadline=None)
@given(
    size=st.one_of(st.integers(0, 3 * CHUNK), st.sampled_from([n * CHUNK + d for n in (1, 2, 40) for d in (-1, 0, 1)])),
    piece=st.integers(100, 2 * CHUNK),
    share=st.floats(0, 1.1),
)
def test_what_goes_in_comes_out_from_any_place(tmp_path_factory, size, piece, share):
    data = random.Random(size).randbytes(size)
    name, start = hashlib.sha256(data).hexdigest(), int(size * share)
    vault = FileVault(tmp_path_factory.mktemp("vault"), KEY)
    vault.put(name, (data[at : at + piece] for at in range(0, size, piece)))
    assert content(vault, name) == data
    assert content(vault, name, start) == data[start:]
    assert vault.size(name) == size
    assert vault.source(name).path.stat().st_size == stored_size(size)


def test_a_thief_learns_neither_content_nor_name_nor_exact_length(vault, source, tmp_path):
    vault.add(source)
    (file,) = files(tmp_path)
    assert NAME not in str(file)
    assert PAPER[:9] not in file.read_bytes()
    assert bytes(range(64)) not in file.read_bytes()
    assert (file.stat().st_size - HEADER) % (CHUNK + TAG) == 0
    other = FileVault(tmp_path / "other", bytes(32))
    other.add(source)
    assert other.source(NAME).path.name != file.name


def test_the_key_of_one_paper_opens_no_other(vault, tmp_path):
    (tmp_path / "deep").mkdir()
    for data in (b"one", b"two"):
        vault.put(hashlib.sha256(data).hexdigest(), [data])
    one, two = (vault.source(hashlib.sha256(data).hexdigest()) for data in (b"one", b"two"))
    assert one.key != two.key
    assert one.key.hex() not in repr(one)
    one.path.write_bytes(two.path.read_bytes())
    assert damage_of(vault, one.version) == "header"


def test_another_key_finds_nothing_and_opens_nothing(vault, source, tmp_path):
    vault.add(source)
    other = FileVault(tmp_path / "deep" / "vault", bytes(32))
    assert not other.has(NAME)
    place = other._place(NAME)
    place.parent.mkdir(exist_ok=True)
    place.write_bytes(vault.source(NAME).path.read_bytes())
    assert damage_of(other) == "header"


def test_sealing_the_same_paper_twice_gives_other_bytes(vault, source):
    vault.add(source)
    first = vault.source(NAME).path.read_bytes()
    vault.add(source)
    second = vault.source(NAME).path.read_bytes()
    assert len(first) == len(second)
    assert first[HEADER : HEADER + 64] != second[HEADER : HEADER + 64]


def test_every_flip_is_seen(vault, source):
    vault.add(source)
    place = vault.source(NAME).path
    good = place.read_bytes()
    chance = random.Random(7)
    for at in [*range(HEADER + 4), len(good) - 1, *(chance.randrange(len(good)) for _flip in range(100))]:
        place.write_bytes(good[:at] + bytes([good[at] ^ 1 << chance.randrange(8)]) + good[at + 1 :])
        assert damage_of(vault) in ("magic", "header", "sealed")
    place.write_bytes(good)
    assert content(vault) == PAPER


def test_what_comes_before_a_damaged_chunk_is_right(vault, source):
    vault.add(source)
    place = vault.source(NAME).path
    with place.open("r+b") as file:
        file.seek(HEADER + CHUNK + TAG + 5)
        file.write(b"?")
    found = vault.read(NAME)
    assert next(found) == PAPER[:CHUNK]
    with pytest.raises(BlobDamaged, match="sealed"):
        next(found)


def test_what_is_cut_off_appended_or_in_another_order_is_seen(vault, source):
    vault.add(source)
    place = vault.source(NAME).path
    good, step = place.read_bytes(), CHUNK + TAG
    for end in (0, 1, 8, HEADER - 1, HEADER, HEADER + step, HEADER + 2 * step, len(good) - 1):
        place.write_bytes(good[:end])
        assert damage_of(vault) in ("magic", "header", "size")
    place.write_bytes(good + b"x")
    assert damage_of(vault) == "size"
    first, second = good[HEADER : HEADER + step], good[HEADER + step : HEADER + 2 * step]
    place.write_bytes(good[:HEADER] + second + first + good[HEADER + 2 * step :])
    assert damage_of(vault) == "sealed"


def test_the_same_file_twice_is_one(vault, source, tmp_path):
    assert vault.add(source) == vault.add(source)
    assert len(files(tmp_path)) == 1


def test_a_copy_that_went_bad_is_healed(vault, source):
    vault.add(source)
    vault.source(NAME).path.write_bytes(b"bad")
    with pytest.raises(BlobDamaged, match="magic"):
        vault.size(NAME)
    vault.add(source)
    assert content(vault) == PAPER


def test_an_empty_file_is_a_file(vault, tmp_path):
    (tmp_path / "empty").touch()
    name, size = vault.add(tmp_path / "empty")
    assert (name, size) == (hashlib.sha256().hexdigest(), 0)
    assert (content(vault, name), vault.size(name)) == (b"", 0)


def test_what_is_dropped_is_gone(vault, source, tmp_path):
    vault.add(source)
    vault.drop(NAME)
    assert not vault.has(NAME)
    assert files(tmp_path) == []


def test_bytes_from_a_store_are_checked(vault, tmp_path):
    vault.put(NAME, [PAPER[:5], b"", PAPER[5:]])
    with pytest.raises(BlobDamaged) as damage:
        vault.put("0" * 64, [PAPER])
    assert damage.value.name == "0" * 64
    assert files(tmp_path) == [vault.source(NAME).path]


@pytest.mark.parametrize("name", ["", "../x", "A" * 64, "a" * 63, "a" * 64 + "\n", "a" * 65, f"../{'a' * 64}"])
def test_a_name_that_is_no_hash_touches_nothing(vault, name, tmp_path):
    assert not vault.has(name)
    assert vault.source(name) is None
    assert damage_of(vault, name) == "name"
    with pytest.raises(BlobDamaged):
        vault.put(name, [b"x"])
    assert not (tmp_path / "deep").exists()


def test_a_store_that_breaks_off_leaves_nothing(vault, tmp_path):
    def broken():
        yield PAPER[:100]
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        vault.put(NAME, broken())
    assert files(tmp_path) == []


@pytest.mark.parametrize("missing", [True, False])
def test_a_source_that_cannot_be_read_is_named(vault, tmp_path, missing):
    source = tmp_path / "missing.pdf" if missing else tmp_path
    with pytest.raises(PaperUnreadable) as fault:
        vault.add(source)
    assert (fault.value.reason, fault.value.paper) == (PaperFault.MISSING, str(source))
    assert files(tmp_path) == []


@pytest.mark.parametrize(
    ("number", "reason"), [(errno.ENOSPC, "full"), (errno.EROFS, "read_only"), (errno.EIO, "io"), (None, "io")]
)
def test_a_disk_that_fails_is_told_and_nothing_is_kept(vault, source, tmp_path, monkeypatch, number, reason):
    def fail(_number):
        raise OSError(number, "failed") if number else OSError("failed")

    monkeypatch.setattr(vault_part.os, "fsync", fail)
    with pytest.raises(Unreachable) as silent:
        vault.add(source)
    assert silent.value.args == (str(tmp_path / "deep" / "vault"), reason)
    monkeypatch.undo()
    assert files(tmp_path) == []


def test_a_paper_that_cannot_be_read_from_the_disk_is_damaged(vault, source):
    vault.add(source)
    place = vault.source(NAME).path
    place.unlink()
    place.mkdir()
    assert damage_of(vault) == "io"


def test_a_reader_who_blocks_the_name_does_no_harm(vault, source, monkeypatch):
    """On Windows a file that somebody reads cannot be replaced."""
    vault.add(source)

    def refuse(_self, _target):
        raise PermissionError(errno.EACCES, "in use")

    monkeypatch.setattr(vault_part.Path, "replace", refuse)
    assert vault.add(source) == (NAME, len(PAPER))
    assert content(vault) == PAPER


def test_a_folder_where_nobody_may_write_is_told(vault, source, monkeypatch):
    def refuse(**_options):
        raise PermissionError(errno.EACCES, "no")

    monkeypatch.setattr(vault_part.tempfile, "mkstemp", refuse)
    with pytest.raises(Unreachable) as silent:
        vault.add(source)
    assert silent.value.args[1] == "read_only"


def test_a_folder_that_cannot_be_synced_is_no_reason_to_fail(vault, source, monkeypatch):
    opened = os.open

    def only_files(path, *rest):
        if os.path.isdir(path):  # noqa: PTH112
            raise OSError(errno.EACCES, "no folders here")
        return opened(path, *rest)

    monkeypatch.setattr(vault_part.os, "open", only_files)
    assert vault.add(source) == (NAME, len(PAPER))
