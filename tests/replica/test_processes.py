"""Several processes on one file, and processes that are killed in the middle of their work."""

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from ecabinet.core.events import meeting, organization
from ecabinet.replica.database import open_replica
from tests.replica.kit import KEY, SITTING, Office, digest_of, hear, prepare, shown, take, wid
from tests.replica.stories import MAKERS

ROOT = Path(__file__).resolve().parents[2]
EVENTS = 60


def office():
    """The same story in every process."""
    found = Office()
    found.write("t1", MAKERS[organization.MeetingDrafted](random.Random(1)))
    for number in range(EVENTS):
        found.write("t1", MAKERS[meeting.ItemAdded](random.Random(number)))
        found.write("m1", MAKERS[meeting.ItemCalled](random.Random(number)))
    return found


def work(path, name):
    """Append a member's log, one event in a transaction, telling each time when it is safe."""
    replica = prepare(open_replica(Path(path), KEY))
    story = office()
    hear(replica, [story.control.segment(), story.pen(wid("t1"), "root").segment()])
    pen = story.pen(wid(name), SITTING.space)
    for segment in pen.segments(*range(1, EVENTS)):
        with replica.write() as writing:
            take(writing, segment)
        sys.stdout.write(f"{segment.name.last}\n")
        sys.stdout.flush()
    replica.close()


def start(path, name):
    """Do that in another process."""
    program = f"from tests.replica.test_processes import work; work({str(path)!r}, {name!r})"
    return subprocess.Popen([sys.executable, "-c", program], cwd=ROOT, stdout=subprocess.PIPE, text=True)


def test_two_processes_fill_one_file(tmp_path):
    path = tmp_path / "r.db"
    open_replica(path, KEY).close()  # whoever holds the profile makes the file; others find it
    workers = [start(path, name) for name in ("t1", "m1")]
    ends = [(worker.communicate(timeout=120)[0], worker.returncode) for worker in workers]
    assert [(said.split()[-1:], code) for said, code in ends] == [([str(EVENTS)], 0)] * 2
    replica = open_replica(path, KEY)
    assert shown(replica) == office().fold()
    replica.close()


def test_a_view_sees_what_another_process_appends(tmp_path):
    path = tmp_path / "r.db"
    replica = prepare(open_replica(path, KEY))
    before = replica.tips("root")
    start(path, "t1").communicate(timeout=120)
    with replica.read() as reads:
        assert reads.directory() == office().directories()[-1]
    assert before == {}
    assert replica.tips("root").keys() == {("control", "ctl"), ("data", wid("t1"))}
    replica.close()


@pytest.mark.parametrize("round_", range(4))
def test_what_was_safe_outlives_a_kill(tmp_path, round_):
    path = tmp_path / "r.db"
    worker = start(path, "t1")
    safe = 0
    while safe < 1 + 12 * round_:
        safe = int(worker.stdout.readline())
    time.sleep(random.Random(round_).random() / 100)
    worker.send_signal(signal.SIGKILL)
    rest, _ = worker.communicate(timeout=60)
    safe = max([safe, *map(int, rest.split())])
    replica, story = open_replica(path, KEY, create=False), office()
    tip = replica.tips(SITTING.space)["data", wid("t1")]
    assert tip.seq >= safe
    assert tip.hash == story.pen(wid("t1"), SITTING.space).records[tip.seq - 1].hash
    before = digest_of(replica)
    replica.rebuild()
    assert digest_of(replica) == before
    hear(replica, story.segments())
    assert shown(replica) == story.fold()
    replica.close()
