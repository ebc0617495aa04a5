"""Who is here, and whether that is enough."""

import pytest

from ecabinet.core.attendance import Quorum, present, quorum
from ecabinet.core.directory import Member
from ecabinet.core.people import HERE, Presence
from ecabinet.core.rules import Threshold
from ecabinet.core.things import Attendance

TWO_THIRDS = Threshold(2, 3, False, "Luật 77/2015/QH13, Điều 114")


def member(name):
    return Member(name, name, "", "", 1, True, frozenset())


def seen(name, presence):
    return Attendance(f"mtg-1/{name}", "mtg-1", name, presence, 1, "")


@pytest.mark.parametrize("presence", list(Presence))
def test_only_those_in_the_room_or_online_are_here(presence):
    found = present([member("m1")], [seen("m1", presence)])
    assert found == (("m1",) if presence in HERE else ())


def test_here_means_present_or_online():
    assert {Presence.PRESENT, Presence.PRESENT_ONLINE} == HERE


def test_guests_and_substitutes_never_count():
    here = [seen(name, Presence.PRESENT) for name in ("g1", "m2", "substitute")]
    assert present([member("m1"), member("m2")], here) == ("m2",)


def test_those_present_stand_in_the_order_of_the_list():
    here = [seen(name, Presence.PRESENT) for name in ("m1", "m2", "m3")]
    assert present([member("m3"), member("m1"), member("m2")], here) == ("m3", "m1", "m2")


def test_nobody_seen_is_nobody_here():
    assert present([member("m1")], []) == ()


@pytest.mark.parametrize(("here", "met"), [(13, False), (14, True), (20, True), (0, False)])
def test_the_quorum_of_twenty_is_fourteen(here, met):
    found = quorum(here, 20, TWO_THIRDS)
    assert found == Quorum(here, 20, 14, TWO_THIRDS.source)
    assert found.met is met
