import errno
import os
import signal
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from ecabinet.core.errors import StoreReadOnly, StoreUnreachable
from ecabinet.sync.stores.disk import PATIENCE, flush_folder
from ecabinet.sync.stores.folder import FolderStore
from ecabinet.sync.stores.store import Occupied
from tests.sync.contract import NAME, StoreContract

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def store(tmp_path):
    return FolderStore(tmp_path, "w1")


class TestFolderStore(StoreContract):
    @pytest.fixture
    def store(self, store):
        return store

    @pytest.fixture
    def again(self, tmp_path):
        return FolderStore(tmp_path)


def fail(number):
    def act(*_args, **_more):
        raise OSError(number, os.strerror(number))

    return act


def test_a_missing_folder_is_unreachable(tmp_path):
    for path in (tmp_path / "gone", tmp_path / "file"):
        (tmp_path / "file").write_bytes(b"x")
        with pytest.raises(StoreUnreachable) as caught:
            FolderStore(path).check()
        assert caught.value.reason == "missing"


@pytest.mark.parametrize("number", [errno.EROFS, errno.ENOSPC, errno.EDQUOT, errno.EACCES, errno.EPERM])
@pytest.mark.parametrize("call", ["replace", "open", "fsync", "mkdir"])
def test_a_store_that_cannot_be_written_is_read_only(store, monkeypatch, number, call):
    if (call, number) == ("fsync", errno.EACCES):
        number = errno.ENOSPC
    owner = Path if call in ("replace", "mkdir") else os
    monkeypatch.setattr(owner, call, fail(number))
    with pytest.raises(StoreReadOnly):
        store._write(NAME, [b"x"])
    monkeypatch.undo()
    assert store.read(NAME, 9) is None
    assert not [path for path in store.path.rglob("*") if path.is_file()]


@pytest.mark.parametrize(
    ("number", "reason"), [(errno.EIO, "io"), (errno.ENOTCONN, "missing"), (errno.ETIMEDOUT, "timeout")]
)
def test_other_errors_say_what_they_are(store, monkeypatch, number, reason):
    store.publish(NAME, [b"x"])
    for owner, call, act in (
        (os, "open", lambda: store.read(NAME, 9)),
        (os, "open", lambda: list(store.chunks(NAME, 9))),
        (os, "read", lambda: store.read(NAME, 9)),
        (os, "scandir", lambda: store.list("space")),
        (Path, "lstat", lambda: store.size(NAME)),
        (Path, "stat", store.check),
        (Path, "replace", lambda: store.replace(NAME, b"y")),
    ):
        with monkeypatch.context() as patch:
            patch.setattr(owner, call, fail(number))
            with pytest.raises(StoreUnreachable) as caught:
                act()
        assert caught.value.reason == reason
    assert store.read(NAME, 9) == b"x"


def busy(times, winerror=32):
    """A rename that is refused so often, as on Windows while a scanner looks at the file."""
    left, real = [times], Path.replace

    def act(self, target):
        if left[0]:
            left[0] -= 1
            error = PermissionError(errno.EACCES, "busy")
            error.winerror = winerror
            raise error
        return real(self, target)

    return act


@pytest.mark.parametrize("winerror", [5, 32, 33])
def test_a_busy_file_is_waited_for(tmp_path, monkeypatch, winerror):
    pauses = []
    store = FolderStore(tmp_path, sleep=pauses.append)
    monkeypatch.setattr(Path, "replace", busy(len(PATIENCE), winerror))
    assert store.publish(NAME, [b"x"])
    assert tuple(pauses) == PATIENCE


def test_a_file_that_stays_busy_is_given_up(tmp_path, monkeypatch):
    store = FolderStore(tmp_path, sleep=lambda _seconds: None)
    monkeypatch.setattr(Path, "replace", busy(99))
    with pytest.raises(StoreReadOnly):
        store.publish(NAME, [b"x"])


def test_a_refusal_that_is_not_busy_is_not_waited_for(tmp_path, monkeypatch):
    store = FolderStore(tmp_path, sleep=lambda _seconds: pytest.fail("waited"))
    monkeypatch.setattr(Path, "replace", busy(99, None))
    with pytest.raises(StoreReadOnly):
        store.publish(NAME, [b"x"])


@pytest.mark.parametrize("number", [errno.EINVAL, errno.ENOENT, errno.EACCES, errno.ENOTSUP])
def test_a_folder_that_cannot_be_flushed_is_no_error(tmp_path, monkeypatch, number):
    for call in ("fsync", "open"):
        with monkeypatch.context() as patch:
            patch.setattr(os, call, fail(number))
            flush_folder(tmp_path)
    for call in ("fsync", "open"):
        with monkeypatch.context() as patch:
            patch.setattr(os, call, fail(errno.EIO))
            with pytest.raises(OSError, match="error"):
                flush_folder(tmp_path)


def test_links_and_pipes_are_neither_followed_nor_waited_for(store, tmp_path):
    folder = tmp_path / "space/in/20261118"
    store.publish("space/in/20261118/good", [b"x"])
    (tmp_path / "secret").write_bytes(b"secret")
    (folder / "link").symlink_to(tmp_path / "secret")
    (folder / "dangling").symlink_to(tmp_path / "nothing")
    (tmp_path / "space/in/20261119").symlink_to(folder)
    os.mkfifo(folder / "pipe")
    assert store.list("space/in/20261118") == ("good",)
    assert store.list("space/in") == ("20261118/",)
    for name in ("link", "dangling", "pipe"):
        path = f"space/in/20261118/{name}"
        assert store.read(path, 9) is None
        assert store.size(path) is None
        assert not list(store.chunks(path, 9))


@pytest.mark.parametrize("plant", ["link", "pipe"])
def test_what_was_planted_at_our_name_gives_way(store, tmp_path, plant):
    target = tmp_path / NAME
    target.parent.mkdir(parents=True)
    (tmp_path / "elsewhere").write_bytes(b"theirs")
    target.symlink_to(tmp_path / "elsewhere") if plant == "link" else os.mkfifo(target)
    assert store.publish(NAME, [b"ours"])
    assert store.read(NAME, 9) == b"ours"
    assert (tmp_path / "elsewhere").read_bytes() == b"theirs"


def test_a_folder_planted_at_our_name_can_be_set_aside(store, tmp_path):
    (tmp_path / NAME).mkdir(parents=True)
    with pytest.raises(Occupied):
        store.publish(NAME, [b"ours"])
    store.set_aside(NAME)
    assert store.publish(NAME, [b"ours"])


def test_a_linked_folder_is_not_written_through(store, tmp_path):
    (tmp_path / "outside").mkdir()
    (tmp_path / "space/in").mkdir(parents=True)
    (tmp_path / "space/in/20261118").symlink_to(tmp_path / "outside")
    with pytest.raises(StoreUnreachable):
        store.publish(NAME, [b"x"])
    assert not list((tmp_path / "outside").iterdir())


def test_names_of_strangers_are_listed_but_never_touched(store, tmp_path):
    store.publish("space/in/20261118/good", [b"x"])
    for name in ("Thumbs.db", "w-1 (conflicted copy).seg", "đại biểu.txt", ".DS_Store"):
        (tmp_path / "space/in/20261118" / name).write_bytes(b"?")
    assert len(store.list("space/in/20261118")) == 5


def test_a_lost_rename_shows_when_reading_back(tmp_path):
    class Forgetful(FolderStore):
        def _rename(self, source, target):
            source.unlink()

    store = Forgetful(tmp_path)
    assert store.publish(NAME, [b"x"])
    assert store.read(NAME, 9) is None


def test_what_an_earlier_run_left_is_removed(tmp_path):
    corner = tmp_path / "space/tmp/w1"
    corner.mkdir(parents=True)
    (corner / "left").write_bytes(b"half")
    (corner.parent / "w2").mkdir()
    (corner.parent / "w2/theirs").write_bytes(b"half")
    FolderStore(tmp_path, "w1").publish(NAME, [b"x"])
    assert not list(corner.iterdir())
    assert (corner.parent / "w2/theirs").exists()


CRASH = """
import os, signal, sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from ecabinet.sync.stores.folder import FolderStore

left = [int(sys.argv[3])]
def deadly(function):
    def act(*args, **more):
        left[0] -= 1
        if left[0] < 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return function(*args, **more)
    return act

for owner, name in ((os, "open"), (os, "fsync"), (os, "close"), (Path, "mkdir"), (Path, "replace"), (os, "fdopen")):
    setattr(owner, name, deadly(getattr(owner, name)))
store = FolderStore(Path(sys.argv[2]), "w1")
for number in range(1, 4):
    store.publish(f"space/in/20261118/w-{number}-{number}.seg", [b"%d" % number * 70000, b"end"])
    store.replace("space/w/w1/head", b"%d" % number * 500)
"""


def test_killed_anywhere_leaves_whole_files_only(tmp_path):
    """kill -9 before each system call in turn: final names hold whole bytes, and the next run completes the work."""
    script = tmp_path / "crash.py"
    script.write_text(textwrap.dedent(CRASH))
    whole = {b"%d" % n * 70000 + b"end" for n in range(1, 4)} | {b"%d" % n * 500 for n in range(1, 4)}
    survived = False
    for point in range(0, 200, 5):
        folder = tmp_path / f"store-{point}"
        folder.mkdir()
        done = subprocess.run([sys.executable, script, ROOT, folder, str(point)], check=False)
        survived = done.returncode == 0
        files = [path for path in folder.rglob("*") if path.is_file() and "tmp" not in path.parts[-3:-1]]
        assert all(path.read_bytes() in whole for path in files)
        if survived:
            break
        assert done.returncode == -signal.SIGKILL
        again = subprocess.run([sys.executable, script, ROOT, folder, "100000"], check=False)
        assert again.returncode == 0
        store = FolderStore(folder)
        assert [store.size(f"space/in/20261118/w-{n}-{n}.seg") for n in (1, 2, 3)] == [70003] * 3
        assert not list((folder / "space/tmp/w1").iterdir())
    assert survived
