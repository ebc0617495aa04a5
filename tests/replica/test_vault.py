"""Papers by the hash of their bytes: never half, never under a wrong name."""

import errno
import hashlib
import os

import pytest

from ecabinet.core.errors import BlobDamaged, PaperFault, PaperUnreadable, Unreachable
from ecabinet.replica import vault as vaults
from ecabinet.replica.vault import CHUNK, FileVault

PAPER = b"%PDF-1.7 " + bytes(range(256)) * 9000
NAME = hashlib.sha256(PAPER).hexdigest()


@pytest.fixture
def vault(tmp_path):
    return FileVault(tmp_path / "deep" / "vault")


@pytest.fixture
def source(tmp_path):
    found = tmp_path / "Tờ trình số 12.pdf"
    found.write_bytes(PAPER)
    return found


def files(tmp_path):
    return sorted(path for path in (tmp_path / "deep").rglob("*") if path.is_file())


def test_a_vault_without_a_folder_is_empty(vault, tmp_path):
    assert vault.path(NAME) is None
    assert not (tmp_path / "deep").exists()


def test_a_file_goes_in_and_is_found(vault, source, tmp_path):
    assert len(PAPER) > 2 * CHUNK
    assert vault.add(source) == (NAME, len(PAPER))
    assert vault.path(NAME).read_bytes() == PAPER
    assert files(tmp_path) == [vault.path(NAME)]
    assert vault.path(NAME).name == NAME


def test_the_same_file_twice_is_one(vault, source, tmp_path):
    assert vault.add(source) == vault.add(source)
    assert len(files(tmp_path)) == 1


def test_a_copy_that_went_bad_is_healed(vault, source):
    vault.add(source)
    vault.path(NAME).write_bytes(b"bad")
    vault.add(source)
    assert vault.path(NAME).read_bytes() == PAPER


def test_an_empty_file_is_a_file(vault, tmp_path):
    (tmp_path / "empty").touch()
    name, size = vault.add(tmp_path / "empty")
    assert (name, size) == (hashlib.sha256().hexdigest(), 0)
    assert vault.path(name).read_bytes() == b""


def test_bytes_from_a_store_are_checked(vault, tmp_path):
    assert vault.put(NAME, [PAPER[:5], b"", PAPER[5:]]) == vault.path(NAME)
    with pytest.raises(BlobDamaged) as damage:
        vault.put("0" * 64, [PAPER])
    assert damage.value.name == "0" * 64
    assert files(tmp_path) == [vault.path(NAME)]


@pytest.mark.parametrize("name", ["", "../x", "A" * 64, "a" * 63, "a" * 64 + "\n", "a" * 65, f"../{'a' * 64}"])
def test_a_name_that_is_no_hash_touches_nothing(vault, name, tmp_path):
    assert vault.path(name) is None
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

    monkeypatch.setattr(vaults.os, "fsync", fail)
    with pytest.raises(Unreachable) as silent:
        vault.add(source)
    assert silent.value.args == (str(tmp_path / "deep" / "vault"), reason)
    monkeypatch.undo()
    assert files(tmp_path) == []


def test_a_reader_who_blocks_the_name_does_no_harm(vault, source, monkeypatch):
    """On Windows a file that somebody reads cannot be replaced."""
    vault.add(source)

    def refuse(_self, _target):
        raise PermissionError(errno.EACCES, "in use")

    monkeypatch.setattr(vaults.Path, "replace", refuse)
    assert vault.add(source) == (NAME, len(PAPER))
    assert vault.path(NAME).read_bytes() == PAPER


def test_a_folder_where_nobody_may_write_is_told(vault, source, monkeypatch):
    def refuse(**_options):
        raise PermissionError(errno.EACCES, "no")

    monkeypatch.setattr(vaults.tempfile, "mkstemp", refuse)
    with pytest.raises(Unreachable) as silent:
        vault.add(source)
    assert silent.value.args[1] == "read_only"


def test_a_folder_that_cannot_be_synced_is_no_reason_to_fail(vault, source, monkeypatch):
    opened = os.open

    def only_files(path, *rest):
        if os.path.isdir(path):  # noqa: PTH112
            raise OSError(errno.EACCES, "no folders here")
        return opened(path, *rest)

    monkeypatch.setattr(vaults.os, "open", only_files)
    assert vault.add(source) == (NAME, len(PAPER))
