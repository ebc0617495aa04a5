"""A relay serves a folder: the store's contract over a real line, wake-ups, strangers, nonsense, and its end."""

import contextlib
import socket
import struct
import threading

import pytest

from ecabinet.boot.relay import Relay
from ecabinet.core.errors import BadValue, StoreUnreachable
from ecabinet.sync.stores import open_store, waking
from ecabinet.sync.stores.folder import FolderStore
from ecabinet.sync.stores.relay import RelayStore
from ecabinet.sync.stores.relay_wire import MAX_FRAME, Ask, Tell, proof, receive, send, tells
from tests.sync.contract import NAME, StoreContract

SECRET = "bí mật"


class Served:
    """A relay that serves on a thread of its own."""

    def __init__(self, folder, port=0):
        self.relay = Relay(folder, SECRET, ("127.0.0.1", port))
        self.port = self.relay.server_address[1]
        self._thread = threading.Thread(target=self.relay.serve_forever, args=(0.01,))
        self._thread.start()

    def stop(self):
        self.relay.shutdown()
        self._thread.join()
        self.relay.server_close()
        self.relay.hang_up()


@pytest.fixture
def served(tmp_path):
    made = [Served(tmp_path)]
    yield made
    for one in made:
        one.stop()


@pytest.fixture
def opened(served):
    """Opens stores of the relay; all are closed in the end."""
    made = []

    def opening(secret="b%C3%AD%20m%E1%BA%ADt"):
        made.append(open_store(f"relay://{secret}@127.0.0.1:{served[0].port}"))
        return made[-1]

    yield opening
    for store in made:
        store.close()


@pytest.fixture
def store(opened):
    return opened()


@pytest.fixture
def again(opened):
    return opened()


class TestRelay(StoreContract):
    pass


def test_it_serves_the_folder_itself(store, tmp_path):
    store.publish(NAME, [b"abc"])
    assert FolderStore(tmp_path).read(NAME, 9) == b"abc"


def test_who_waits_is_woken_by_others_and_not_by_itself(store, again):
    waiting = waking.waker(store)
    try:
        assert waiting.wait(0)
        store.publish(NAME, [b"own"])
        assert not waiting.wait(0)
        again.publish(f"{NAME}2", [b"theirs"])
        assert waiting.wait(60)
        assert not waiting.wait(0)
        writing = threading.Thread(target=again.replace, args=("space/w/a/head", b"new"))
        writing.start()
        assert waiting.wait(60)
        writing.join()
    finally:
        waiting.close()


def test_a_wrong_secret_is_refused(opened):
    stranger = opened("falsch")
    for act in (stranger.check, lambda: stranger.publish(NAME, [b"x"]), lambda: stranger.waker().wait(0)):
        with pytest.raises(StoreUnreachable) as refused:
            act()
        assert refused.value.reason == "refused"


@pytest.mark.parametrize(
    "url",
    ["relay://host:1", "relay://s@host", "relay://s@:1", "relay://s:p@host:1", "relay://s@h:1/x", "relay://s@h:x"],
)
def test_a_url_that_lacks_something_is_refused(url):
    with pytest.raises(BadValue):
        open_store(url)


def test_the_secret_is_not_shown(store):
    assert store.url.startswith("relay://127.0.0.1:")


def test_a_relay_that_is_gone_is_out_of_reach_and_found_again(served, store, tmp_path):
    waiting = waking.waker(store)
    waiting.wait(0)
    store.publish(NAME, [b"abc"])
    served[0].stop()
    for act in (store.check, lambda: store.read(NAME, 9), lambda: waiting.wait(0)):
        with pytest.raises(StoreUnreachable):
            act()
    served[0] = Served(tmp_path, served[0].port)
    assert store.read(NAME, 9) == b"abc"
    assert waiting.wait(0)
    waiting.close()


def test_a_folder_that_is_gone_is_out_of_reach(served, store, tmp_path):
    store.check()
    tmp_path.rename(tmp_path.with_name("elsewhere"))
    with pytest.raises(StoreUnreachable):
        store.check()
    tmp_path.with_name("elsewhere").rename(tmp_path)
    store.check()


@contextlib.contextmanager
def line_to(served, *, known=True):
    with socket.create_connection(("127.0.0.1", served[0].port), 60) as line:
        nonce = receive(line, tells).data
        if known:
            send(line, Ask("hello", "me", data=proof(SECRET, nonce)))
            assert receive(line, tells) == Tell("done")
        yield line


def is_closed(line):
    try:
        return line.recv(1) == b""
    except ConnectionError:
        return True


@pytest.mark.parametrize(
    "nonsense",
    [
        struct.pack(">I", MAX_FRAME + 1),
        struct.pack(">I", 3) + b"\xc1\xc1\xc1",
        struct.pack(">I", 9) + b"\x91\xa7nothing",
        b"\xff" * 64,
    ],
)
@pytest.mark.parametrize("known", [True, False])
def test_nonsense_ends_the_line_and_nothing_else(served, store, nonsense, known):
    with line_to(served, known=known) as line:
        line.sendall(nonsense)
        assert is_closed(line)
    store.check()


@pytest.mark.parametrize(
    "question", [Ask("hello"), Ask("end"), Ask("read", "../secret", 9), Ask("replace", "../x"), Ask("list", "/etc")]
)
def test_a_question_out_of_place_ends_the_line(served, question):
    with line_to(served) as line:
        send(line, question)
        assert is_closed(line)


def test_a_line_that_breaks_in_the_middle_of_a_file_leaves_nothing(served, store):
    with line_to(served) as line:
        send(line, Ask("publish", NAME))
        send(line, Ask("piece", data=b"half"))
    store.check()
    while len(served[0].relay.open) > 1:
        store.check()
    assert store.list("space/in/20261118") == ()


def test_two_programs_with_many_questions_at_once(opened):
    stores = [opened() for _store in range(8)]

    def work(number):
        for part in range(10):
            stores[number].publish(f"space/in/{number}/w-{part}", [b"x" * 2000])

    threads = [threading.Thread(target=work, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert all(len(stores[0].list(f"space/in/{number}")) == 10 for number in range(8))
    assert isinstance(stores[0], RelayStore)
