"""The control chain: who extends it when, and what of it counts."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ecabinet.core import reasons
from ecabinet.core.chain import chain_of, control_reason, grow, start
from ecabinet.core.deeds import Certificate, Mandate
from ecabinet.core.directory import Directory
from ecabinet.core.event import ControlPosition, Log, UnknownEvent
from ecabinet.core.events.meeting import MeetingClosed
from ecabinet.core.events.organization import (
    ControllerHandedOver,
    Cut,
    MemberAdmitted,
    MemberRemoved,
    RecordAdmitted,
    WriterCertified,
    WriterRevoked,
)
from ecabinet.core.identity import writer_of
from ecabinet.core.people import Role
from tests.core.samples import record


def key(name):
    return name.encode().ljust(32, b".")


def wid(name):
    return writer_of(key(name))


def admitted(member):
    return MemberAdmitted(member, f"Ông {member}", "", "", 1, True, (Role.DELEGATE,))


def certified(name, member):
    return WriterCertified(wid(name), f"dev-{name}", member, key(name), "máy")


FIRST = Directory("space", wid("ctl"), key("ctl"))
PEOPLE = (admitted("a"), certified("a1", "a"), admitted("b"), certified("b1", "b"))


class Book:
    """Control logs by writer, and what everybody makes of them."""

    def __init__(self, *events):
        self.logs, self.deeds, self.forks = {}, [], {}
        self.write("ctl", 1, *events)

    def write(self, name, epoch, *events):
        log = self.logs.setdefault(wid(name), [])
        for event in events:
            fresh = record(event, log=Log.CONTROL, writer=wid(name), seq=len(log) + 1, epoch=epoch)
            log.append(fresh._replace(prev=log[-1].hash if log else bytes(32)))
        return log[-1] if log else None

    def mandate(self, name, epoch, after):
        self.deeds.append(Mandate("space", epoch, wid(name), key(name), ControlPosition(*after)))

    def continues(self, name, signer, *, countersigned=True):
        self.deeds.append(Certificate("space", wid(signer), wid(name), key(name), countersigned=countersigned))

    def read(self, writer, seq):
        return self.logs.get(writer, [])[seq:]

    @property
    def chain(self):
        return chain_of(FIRST, self.read, self.deeds, self.forks)


def test_nobody_continues_another_without_the_new_key():
    book = Book(*PEOPLE)
    book.continues("c1", "a1", countersigned=False)
    assert not book.chain.latest.continued
    assert book.chain.latest.key_of(wid("c1")) == key("c1")


def test_the_chain_knows_the_directory_at_each_position():
    chain = Book(*PEOPLE).chain
    assert list(chain.at) == [(0, 0), (1, 1), (1, 2), (1, 3), (1, 4)]
    assert set(chain.at[1, 2].writers) == {wid("a1")}
    assert chain.directory_at(ControlPosition(1, 0)) == chain.at[0, 0]
    assert chain.directory_at(ControlPosition(1, 5)) is None
    assert chain.directory_at(ControlPosition(2, 0)) is None
    assert chain.latest.writers[wid("b1")].since == (1, 4)


def test_after_a_hand_over_the_new_controller_counts_and_the_old_one_is_void():
    book = Book(*PEOPLE, ControllerHandedOver(wid("a1")))
    late = book.write("ctl", 1, admitted("late"))
    mine = book.write("a1", 2, admitted("mine"))
    chain = book.chain
    assert chain.latest.position == (2, 1)
    assert chain.latest.controller == wid("a1")
    assert set(chain.latest.members) == {"a", "b", "mine"}
    assert control_reason(chain, late) == reasons.VOID
    assert control_reason(chain, mine) == reasons.ACCEPTED
    assert chain.directory_at(ControlPosition(1, 6)) == chain.at[1, 5], "void positions are judged before"
    assert chain.directory_at(ControlPosition(2, 2)) is None
    assert [chain.latest.key_of(wid(name)) for name in ("ctl", "a1")] == [key("ctl"), key("a1")]
    assert [chain.latest.author(wid(name)) and chain.latest.author(wid(name)).controller for name in ("ctl", "a1")] == [
        None,
        True,
    ]


@pytest.mark.parametrize("heir", ["ctl", "stranger", "b1", "removed"])
def test_nobody_takes_over_who_cannot(heir):
    gone = (WriterRevoked(wid("b1"), "mất máy", ()), admitted("r"), certified("removed", "r"), MemberRemoved("r", "x"))
    book = Book(*PEOPLE, *gone, ControllerHandedOver(wid(heir)), admitted("c"))
    assert book.chain.latest.controller == wid("ctl")
    assert "c" in book.chain.latest.members


def test_control_may_come_back():
    book = Book(*PEOPLE, ControllerHandedOver(wid("a1")))
    book.write("a1", 2, admitted("x"), ControllerHandedOver(wid("b1")))
    book.write("b1", 3, admitted("y"), ControllerHandedOver(wid("a1")))
    last = book.write("a1", 4, admitted("z"))
    chain = book.chain
    assert (last.seq, chain.latest.position) == (3, (4, 3))
    assert set(chain.latest.members) == {"a", "b", "x", "y", "z"}
    assert control_reason(chain, book.logs[wid("a1")][0]) == reasons.ACCEPTED


def test_a_mandate_cuts_the_chain_and_begins_an_epoch():
    book = Book(*PEOPLE, admitted("evil"), ControllerHandedOver(wid("a1")))
    book.write("a1", 2, admitted("worse"))
    book.mandate("root", 3, (1, 4))
    good = book.write("root", 3, admitted("good"))
    chain = book.chain
    assert set(chain.latest.members) == {"a", "b", "good"}
    assert (chain.latest.controller, chain.latest.position) == (wid("root"), (3, 1))
    assert chain.latest.key_of(wid("root")) == key("root")
    for place in ((1, 5), (1, 6), (2, 0), (2, 1), (2, 9)):
        assert chain.directory_at(ControlPosition(*place)) == chain.at[1, 4]
    assert [control_reason(chain, one) for one in book.logs[wid("ctl")][3:]] == ["", "void", "void"]
    assert control_reason(chain, book.logs[wid("a1")][0]) != reasons.ACCEPTED
    assert control_reason(chain, good) == reasons.ACCEPTED


def test_a_mandate_waits_for_the_records_it_leaves_standing():
    book = Book(admitted("a"))
    book.mandate("root", 2, (1, 2))
    assert book.chain.latest.controller == wid("ctl")
    book.write("ctl", 1, admitted("b"), admitted("void"))
    assert (book.chain.latest.controller, set(book.chain.latest.members)) == (wid("root"), {"a", "b"})


@pytest.mark.parametrize("after", [(1, 4), (1, 5), (1, 9)])
def test_a_mandate_wins_over_the_hand_over_of_its_epoch(after):
    book = Book(*PEOPLE, ControllerHandedOver(wid("a1")))
    book.mandate("root", 2, after)
    book.write("a1", 2, admitted("x"))
    assert book.chain.latest.controller == wid("root")
    assert "x" not in book.chain.latest.members


def test_the_greatest_mandate_of_an_epoch_counts_and_a_later_one_cuts_it_off():
    book = Book(*PEOPLE)
    book.mandate("low", 2, (1, 2))
    book.mandate("high", 2, (1, 3))
    assert book.chain.latest.controller == wid("high")
    book.mandate("last", 5, (1, 4))
    chain = book.chain
    assert (chain.latest.controller, set(chain.latest.members)) == (wid("last"), {"a", "b"})
    book.mandate("goes on", 7, (5, 0))
    assert list(book.chain.at)[-2:] == [(5, 0), (7, 0)]


@pytest.mark.parametrize(
    "mandate",
    [
        Mandate("other", 2, wid("x"), key("x"), ControlPosition(1, 1)),
        Mandate("space", 2, wid("x"), key("y"), ControlPosition(1, 1)),
        Mandate("space", 1, wid("x"), key("x"), ControlPosition(0, 0)),
        Mandate("space", 2, wid("x"), key("x"), ControlPosition(2, 1)),
    ],
)
def test_a_mandate_that_makes_no_sense_changes_nothing(mandate):
    book = Book(*PEOPLE)
    before = book.chain.at
    book.deeds.append(mandate)
    assert book.chain.at == before


def test_a_forked_control_log_stops_the_chain_until_a_mandate():
    book = Book(*PEOPLE)
    book.forks[wid("ctl")] = 3
    chain = book.chain
    assert chain.stopped
    assert chain.latest.position == (1, 2)
    assert chain.directory_at(ControlPosition(9, 9)) == chain.latest, "what was seen of it is judged where it stopped"
    assert [control_reason(chain, one) for one in book.logs[wid("ctl")]] == ["", "", "contested", "contested"]
    book.mandate("root", 2, (1, 2))
    assert (book.chain.latest.controller, book.chain.stopped) == (wid("root"), False)
    assert book.chain.directory_at(ControlPosition(9, 9)) is None


@pytest.mark.parametrize("event", [UnknownEvent("New", "x"), MeetingClosed("M", 1)])
def test_what_is_no_control_event_only_moves_the_position(event):
    book = Book(event, admitted("a"))
    assert book.chain.latest.position == (1, 2)
    assert set(book.chain.latest.members) == {"a"}
    assert control_reason(book.chain, book.logs[wid("ctl")][0]) in {reasons.UNKNOWN_TYPE, reasons.WRONG_SPACE}


def test_a_control_record_that_names_another_place_than_its_own_is_void():
    book = Book(*PEOPLE)
    book.logs[wid("ctl")][2] = book.logs[wid("ctl")][2]._replace(control=ControlPosition(1, 7))
    assert set(book.chain.latest.members) == {"a"}
    assert control_reason(book.chain, book.logs[wid("ctl")][2]) == reasons.VOID


def test_a_strangers_control_log_is_not_obeyed():
    book = Book(*PEOPLE)
    wish = book.write("a1", 1, admitted("friend"))
    assert "friend" not in book.chain.latest.members
    assert control_reason(book.chain, wish) == reasons.NOT_ALLOWED


def test_a_gap_ends_what_is_known():
    book = Book(*PEOPLE)
    del book.logs[wid("ctl")][1]
    assert book.chain.latest.position == (1, 1)


def test_growing_is_the_same_as_beginning_anew():
    book = Book(*PEOPLE)
    chain = book.chain
    book.write("ctl", 1, admitted("c"), ControllerHandedOver(wid("b1")))
    book.write("b1", 2, admitted("d"))
    assert grow(chain, book.read) == book.chain
    assert grow(book.chain, book.read) == book.chain


def test_an_installation_continues_another_with_its_member_and_rights():
    book = Book(*PEOPLE)
    book.continues("a2", "a1")
    book.continues("a3", "a2")
    latest = book.chain.latest
    assert latest.continued == {wid("a2"): wid("a1"), wid("a3"): wid("a2")}
    assert (latest.author(wid("a3")).member, latest.author(wid("a3")).roles) == ("a", {Role.DELEGATE})
    assert latest.key_of(wid("a3")) == key("a3")
    assert book.chain.at[1, 1].author(wid("a3")) is None, "as nobody was at that position"
    assert book.chain.latest.cut(wid("a3"), "s") is None


def test_certificates_of_controllers_and_for_certified_installations_continue_nobody():
    book = Book(*PEOPLE, certified("ctl", "a"))
    book.continues("new", "ctl")
    book.continues("b1", "a1")
    latest = book.chain.latest
    assert latest.continued == {}
    assert latest.author(wid("new")) is None
    assert latest.author(wid("b1")).member == "b"
    assert latest.key_of(wid("new")) == key("new"), "its log can be opened all the same"


def test_a_controllers_certificates_cease_to_continue_when_control_is_handed_to_it():
    book = Book(*PEOPLE)
    book.continues("new", "a1")
    assert wid("new") in book.chain.latest.continued
    book.write("ctl", 1, ControllerHandedOver(wid("a1")))
    assert book.chain.latest.continued == {}
    assert book.chain.at[1, 4].author(wid("new")) is None


def test_a_continuing_installation_never_controls():
    book = Book(*PEOPLE, ControllerHandedOver(wid("a1")))
    book.continues("a2", "a1")
    latest = book.chain.latest
    assert latest.author(wid("a2")) is None or not latest.author(wid("a2")).controller


def test_circles_of_certificates_lead_nowhere():
    book = Book(*PEOPLE)
    book.continues("x", "y")
    book.continues("y", "x")
    book.continues("z", "z")
    assert book.chain.latest.continued == {}
    assert [book.chain.latest.author(wid(name)) for name in "xyz"] == [None, None, None]


@given(order=st.permutations(["a1", "b1", "x"]))
def test_of_two_certificates_one_counts_whatever_came_first(order):
    book = Book(*PEOPLE)
    for signer in order:
        book.continues("new", signer)
    least = min(wid("a1"), wid("b1"), wid("x"))
    assert book.chain.latest.certificates[wid("new")].signer == least


def test_a_revocation_cuts_each_space_and_all_that_continue_the_writer():
    book = Book(*PEOPLE, WriterRevoked(wid("a1"), "mất máy", (Cut("s", 5), Cut("s", 4))))
    book.continues("a2", "a1")
    latest = book.chain.latest
    assert [latest.cut(wid("a1"), space) for space in ("s", "t")] == [4, 0]
    assert [latest.cut(wid("a2"), space) for space in ("s", "t")] == [0, 0]
    assert latest.cut(wid("b1"), "s") is None
    assert latest.revocation(wid("a2")).reason == "mất máy"
    assert latest.revocation(wid("b1")) is None
    book.write("ctl", 1, WriterRevoked(wid("a2"), "cũng vậy", (Cut("s", 3),)))
    assert book.chain.latest.cut(wid("a2"), "s") == 3


def test_a_second_revocation_never_gives_back():
    first, second = (Cut("s", 5), Cut("t", 2)), (Cut("s", 9), Cut("u", 9))
    book = Book(*PEOPLE, WriterRevoked(wid("a1"), "một", first), WriterRevoked(wid("a1"), "hai", second))
    assert [book.chain.latest.cut(wid("a1"), space) for space in "stu"] == [5, 0, 0]
    book.write("ctl", 1, certified("a1", "a"))
    assert book.chain.latest.cut(wid("a1"), "u") == 0, "nor does another certificate"


def test_an_admission_names_one_record():
    book = Book(*PEOPLE, RecordAdmitted(wid("a1"), "s", 7, b"h" * 32))
    assert book.chain.latest.admitted == {b"h" * 32}


def test_a_removed_member_votes_and_writes_no_more_but_keeps_the_name():
    latest = Book(*PEOPLE, MemberRemoved("a", "nghỉ hưu"), MemberRemoved("nobody", "x")).chain.latest
    assert [member.id for member in latest.voting()] == ["b"]
    assert latest.members["a"].name == "Ông a"
    assert latest.author(wid("a1")) is None
    assert latest.key_of(wid("a1")) == key("a1")


def test_the_start_is_known_without_any_record():
    chain = start(FIRST)
    assert chain.latest.key_of(wid("ctl")) == key("ctl")
    assert chain.directory_at(ControlPosition(0, 0)).author(wid("ctl")).controller
    assert list(itertools.islice(chain.at, 2)) == [(0, 0)]
