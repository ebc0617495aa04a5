"""What the exchange remembers of a replica: which meetings rest is asked only where it may have changed."""

from types import SimpleNamespace

import pytest

from ecabinet.app.ledger import Mark
from ecabinet.sync.round.known import Known

SPACES = ("root", "s1", "s2", "s3")


class Ledger:
    """A replica of which `resting` says what rests; `asked` collects of which spaces that was asked."""

    def __init__(self):
        self.now = Mark(4, 10, 1, 0)
        self.came = frozenset()
        self.rests = {"s1", "s2"}
        self.asked = []

    def mark(self):
        return self.now

    def unsent(self):
        return frozenset()

    def spaces_after(self, _place):
        return self.came

    def resting(self, among=None):
        self.asked.append(among)
        return frozenset(self.rests if among is None else self.rests & among)


@pytest.fixture
def ledger():
    return Ledger()


@pytest.fixture
def known(ledger):
    spaces = tuple(SimpleNamespace(space=name) for name in SPACES)
    made = Known(SimpleNamespace(ledger=ledger, spaces=lambda: spaces))
    made.refresh()
    assert made.resting == {"s1", "s2"}
    assert made.in_use == ("root", "s3")
    ledger.asked.clear()
    return made


def test_where_nothing_came_nothing_is_asked(known, ledger):
    ledger.now = ledger.now._replace(deeds=2)
    known.refresh()
    assert ledger.asked == []
    assert known.resting == {"s1", "s2"}


def test_of_a_segment_only_its_own_space_is_asked(known, ledger):
    ledger.now, ledger.came, ledger.rests = ledger.now._replace(segments=11), frozenset({"s2"}), {"s1"}
    known.refresh()
    assert ledger.asked == [{"s2"}]
    assert known.resting == {"s1"}
    assert known.in_use == ("root", "s2", "s3")


def test_a_meeting_that_was_moved_into_the_past_rests(known, ledger):
    ledger.now, ledger.came, ledger.rests = ledger.now._replace(segments=11), frozenset({"s3"}), {"s1", "s2", "s3"}
    known.refresh()
    assert ledger.asked == [{"s3"}]
    assert known.in_use == ("root",)


@pytest.mark.parametrize("what", ["spaces", "opened", "withdrawn", "contradictions"])
def test_what_may_concern_any_meeting_is_asked_of_all(known, ledger, what):
    ledger.now, ledger.rests = ledger.now._replace(**{what: 9}), {"s3"}
    known.refresh()
    assert ledger.asked == [None]
    assert known.in_use == ("root", "s1", "s2")


def test_what_the_directory_says_may_concern_any_meeting(known, ledger):
    ledger.now, ledger.came, ledger.rests = ledger.now._replace(segments=11), frozenset({"root", "s2"}), {"s3"}
    known.refresh()
    assert ledger.asked == [None]
    assert known.resting == {"s3"}
