"""What a disk may hold after a power loss, as the fault campaign makes it."""

import random

import pytest

from benchmarks.fault_power import SECTOR, Disk, Step, steps

OLD, NEW = b"old" * SECTOR, b"new" * SECTOR


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "kept").write_bytes(OLD)
    return tmp_path


def after(folder, done, seed):
    """Play steps on a folder, lose power with this chance, and return what its files hold; then put it back."""
    disk = Disk([folder])
    disk.lose(done, random.Random(seed))
    found = {path.name: path.read_bytes() for path in folder.iterdir()}
    for path in folder.iterdir():
        path.unlink()
    (folder / "kept").write_bytes(OLD)
    return found


def outcomes(folder, done):
    """All that the folder may hold, as sets of names and of contents of each."""
    return [after(folder, done, seed) for seed in range(60)]


def written(folder, *more):
    path = str(folder / "new")
    return [Step("create", path), Step("write", path, NEW), *more]


def test_what_was_flushed_is_there(folder):
    found = outcomes(folder, written(folder, Step("sync", str(folder / "new"))))
    assert all(one == {"kept": OLD, "new": NEW} for one in found)


def test_what_was_not_flushed_is_there_or_zeros_or_torn_or_gone(folder):
    found = outcomes(folder, written(folder))
    assert {one.get("new") for one in found} == {None, b"", NEW, bytes(len(NEW)), NEW[:SECTOR]}
    assert all(one["kept"] == OLD for one in found)


def test_a_rename_may_outlive_what_was_to_be_named(folder):
    done = [*written(folder), Step("rename", str(folder / "new"), to=str(folder / "kept")), Step("sync", str(folder))]
    found = outcomes(folder, done)
    assert {one["kept"] for one in found} >= {b"", NEW, bytes(len(NEW))}
    assert all(set(one) == {"kept"} for one in found)


def test_a_rename_is_undone_unless_its_folder_was_flushed(folder):
    flushed = Step("sync", str(folder / "new"))
    done = [*written(folder, flushed), Step("rename", str(folder / "new"), to=str(folder / "kept"))]
    assert {tuple(sorted(one.items())) for one in outcomes(folder, done)} == {
        (("kept", OLD), ("new", NEW)),
        (("kept", NEW),),
    }


def test_names_come_and_go_in_their_order(folder):
    done = [Step("unlink", str(folder / "kept")), *written(folder)]
    found = {frozenset(one) for one in outcomes(folder, done)}
    assert found == {frozenset({"kept"}), frozenset(), frozenset({"new"})}


def test_a_file_that_loses_its_end_gets_it_back_without_a_flush(folder):
    path = str(folder / "kept")
    found = outcomes(folder, [Step("cut", path, at=3)])
    assert {one["kept"] for one in found} == {OLD, OLD[:3]}
    assert {one["kept"] for one in outcomes(folder, [Step("cut", path, at=3), Step("sync", path)])} == {OLD[:3]}


def hexed(text):
    return "".join(f"\\x{byte:02x}" for byte in text.encode())


def test_a_trace_is_read(folder):
    new, old, other = (hexed(str(folder / name)) for name in ("mới", "cũ", "q"))
    at, elsewhere = hexed(str(folder)), hexed("/elsewhere/q")
    trace = f"""
7 openat(AT_FDCWD<{at}>, "{new}", O_WRONLY|O_CREAT|O_EXCL, 0666) = 4<{new}>
7 write(4<{new}>, "{hexed("một")}", 5) = 5
7 write(4<{new}>, "{hexed("hai")}", 3) = 3
7 lseek(4<{new}>, 1, SEEK_SET) = 1
7 write(4<{new}>, "{hexed("x")}", 1) = 1
7 fsync(4<{new}>) = 0
7 fsync(5<{new}>) = -1 EIO (Input/output error)
7 rename("{new}", "{old}") = 0
7 pwrite64(6<{other}>, "{hexed("abc")}", 3, 4096) = 3
7 ftruncate(6<{other}>, 12) = 0
7 unlinkat(5<{at}>, "{hexed("q")}", 0) = 0
7 write(8<{elsewhere}>, "{hexed("x")}", 1) = 1
7 write(4<{old}>, "{hexed("no")}", 2 <unfinished ...>
7 +++ killed by SIGKILL +++
"""
    one, two, three = (str(folder / name) for name in ("mới", "cũ", "q"))
    assert steps(trace, [folder]) == [
        Step("create", one),
        Step("write", one, "một".encode()),
        Step("write", one, b"hai", 5),
        Step("write", one, b"x", 1),
        Step("sync", one),
        Step("rename", one, to=two),
        Step("write", three, b"abc", 4096),
        Step("cut", three, at=12),
        Step("unlink", three),
    ]
