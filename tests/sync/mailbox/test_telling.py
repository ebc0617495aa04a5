"""What is told over PostgreSQL comes with the wake-up itself; anybody may announce, so nothing of it is believed."""

import base64

import pytest

from ecabinet.core.errors import StoreReadOnly
from ecabinet.sync.stores import waking
from ecabinet.sync.stores.mailbox.box import MAX_ALOUD
from ecabinet.sync.stores.mailbox.waker import MAX_HEARD, understood

NAME = "space/eph/w.1"
LONG = 60  # seconds, where something is sure to come


class Listener:
    """A member's store that listens."""

    def __init__(self, store):
        self.store, self.ear = store, waking.waker(store)
        assert self.ear.wait(LONG), "it may have missed something before"

    def hear(self):
        assert self.ear.wait(LONG)
        return self.store.heard()


@pytest.fixture
def listener(hop):
    made = Listener(hop.store("binh"))
    yield made
    made.ear.close()


def test_what_is_told_is_heard_with_the_wake_up_and_once(hop, listener):
    teller = hop.store()
    for data in (b"one", b"two"):
        teller.tell(NAME, data)
        assert listener.hear() == ((NAME, data),)
        assert listener.store.heard() == ()
        assert listener.store.read(NAME, 9) == data


def test_other_files_wake_and_are_not_passed_on(hop, listener):
    teller = hop.store()
    for act in (
        lambda: teller.publish("space/in/20261118/w-1-1.seg", [b"x"]),
        lambda: teller.replace("space/w/a/head", b"head"),
        lambda: teller.tell(NAME, bytes(MAX_ALOUD + 1)),
    ):
        act()
        assert listener.hear() == ()
    teller.tell(NAME, bytes(MAX_ALOUD))
    assert listener.hear() == ((NAME, bytes(MAX_ALOUD)),)


def test_one_does_not_hear_oneself(listener, hop):
    listener.store.tell(NAME, b"mine")
    assert not listener.ear.wait(0.2)
    assert listener.store.heard() == ()
    other = hop.store()
    other.tell("space/eph/v.1", b"theirs")
    assert listener.hear() == (("space/eph/v.1", b"theirs"),)


def test_nobody_overwrites_what_another_told(hop, listener):
    hop.store().tell(NAME, b"mine")
    with pytest.raises(StoreReadOnly):
        listener.store.tell(NAME, b"forged")
    assert listener.hear() == ((NAME, b"mine"),)
    assert listener.store.read(NAME, 9) == b"mine"


@pytest.mark.parametrize(
    "payload",
    [
        "",
        "x",
        "x y",
        f"x {NAME}",
        f"x {NAME} ",
        f"x {NAME} ***",
        f"x {NAME} aGk= more",
        "x ../../etc eA==",
        "x A/b eA==",
    ],
)
def test_an_announcement_that_carries_no_file_only_wakes(payload):
    assert understood(payload) is None


def test_who_floods_pushes_out_only_old_ones(hop, listener):
    with hop.connect("an") as stranger:
        for number in range(MAX_HEARD + 10):
            word = base64.b64encode(b"%d" % number).decode()
            stranger.execute("SELECT pg_notify('ecabinet', %s)", [f"token space/eph/w.1 {word}"])
    found = []
    while not found or found[-1] != (NAME, b"%d" % (MAX_HEARD + 9)):
        assert listener.ear.wait(LONG)
        found.extend(listener.store.heard())
    assert all(name == NAME for name, _data in found)
    for _more in range(MAX_HEARD + 9):
        listener.ear._into.append((NAME, b""))
    assert len(listener.store.heard()) == MAX_HEARD
