"""Two laptops, each a process, hold a meeting while what lies between them fails: both work on, nothing is lost."""

import pytest

from ecabinet.app import commands
from ecabinet.sync.stores import prepare_place
from ecabinet.sync.stores.mailbox.rights import MEMBER
from tests.network import cable, questions
from tests.network.pair import DELEGATE, Pair, audited, edited, found

IMPATIENT = "?connect_timeout=2&tcp_user_timeout=2000"


@pytest.fixture
def place(server, tmp_path):
    """A prepared database and the URL under which a member reaches it."""
    name = server.database()
    prepare_place(server.url(name))
    server.role("an", MEMBER)
    url = server.url(name, "an")
    return url, found(tmp_path, url)


@pytest.fixture
def start(tmp_path):
    """Starts both laptops; they are ended in the end."""
    begun = []

    def starting(**more):
        begun.append(Pair(tmp_path, **more))
        return begun[-1]

    yield starting
    for pair in begun:
        pair.kill()


def work_apart(pair):
    """What both do while they cannot hear each other."""
    pair.cast()
    pair.delegate.do(commands.RequestFloor(pair.items[1]))
    pair.chair.do(commands.RecordConclusion(pair.items[0], "Thống nhất, giao Sở Tài chính."))
    pair.chair.do(commands.AddItem(pair.meeting, "Nội dung phát sinh"))


def finish(pair):
    """The rest of the meeting, all of it heard by both."""
    pair.close_vote()
    pair.chair.do(commands.GrantFloor(pair.chair.until(questions.waiting, 1)[0]))
    pair.delegate.until(questions.items, 3)
    pair.chair.do(commands.EndSpeech(pair.delegate.until(questions.running_speech)))
    pair.open_vote()
    pair.cast()
    pair.close_vote()
    pair.chair.do(commands.CloseMeeting(pair.meeting))


def require_whole(pair, place):
    """Both show the same, every ballot is counted, and the store alone holds it all."""
    pair.delegate.until(questions.closed, 2)
    _moment, shown = pair.converge()
    for laptop in pair.both:
        assert laptop.shown() == (shown, 0)
        assert laptop.ask(questions.closed, 2) == [(2, 0, True), (2, 0, True)]
    assert pair.close() == [0, 0]
    audit = audited(*place)
    assert audit.sound, audit.defects


def test_the_server_is_stopped_in_the_middle_of_a_vote(server, place, start):
    pair = start()
    pair.sit()
    pair.chair.do(commands.EndSpeech(pair.speak()))
    pair.open_vote()
    server.stop("immediate")
    try:
        for laptop in pair.both:
            assert laptop.until(questions.offline) in ("missing", "io", "timeout")
        work_apart(pair)
        assert all(laptop.shown()[1] for laptop in pair.both)
        assert pair.chair.ask(questions.answered, pair.votes[0], 2) is False
    finally:
        server.start()
    finish(pair)
    require_whole(pair, place)


@pytest.fixture
def cables(server):
    """Two namespaces whose cables lead to the server."""
    if why := cable.why_not():
        pytest.skip(why)
    made = cable.Cables()
    try:
        server.listen(["127.0.0.1", *made.hosts])
        yield made
    finally:
        made.close()


def test_a_cable_is_pulled_in_the_middle_of_a_vote(server, place, start, cables, tmp_path):
    for name, host in zip(("m1", DELEGATE), cables.hosts, strict=True):
        edited(tmp_path / name, place[0].replace("127.0.0.1", host) + IMPATIENT)
    pair = start(before=(cables.before(0), cables.before(1)))
    pair.sit()
    pair.chair.do(commands.EndSpeech(pair.speak()))
    pair.open_vote()
    cables.pull(1)
    work_apart(pair)
    assert pair.delegate.until(questions.offline)
    pair.chair.until(questions.all_sent)
    assert pair.chair.ask(questions.offline) is None
    assert pair.delegate.shown()[1]
    assert pair.chair.ask(questions.answered, pair.votes[0], 2) is False
    cables.plug(1)
    finish(pair)
    require_whole(pair, place)
