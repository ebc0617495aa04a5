"""The port of the administrator's screen, and its part of the pulse: real invitations over a real store."""

import stat
import sys

import pytest

from ecabinet.app import commands
from ecabinet.boot.administration import AdministratorPulse, AdmissionDesk
from ecabinet.boot.joining import Joiner
from ecabinet.boot.program import open_program
from ecabinet.core.errors import BadValue, NoSuchThing, ProfileDamaged, WrongState
from ecabinet.core.people import Role
from ecabinet.sync.formats.invitation import invitation_text, read_invitation
from ecabinet.ui.delivery import Light
from tests.boot.kit import HandClock

NOON = 1_784_000_000
"""Seconds; some day in July 2026."""


class Reception:
    """The administrator's program with one member to invite, and a clock set by hand."""

    def __init__(self, folder, profile):
        self.folder, self.clock = folder, HandClock(NOON)
        self.program = open_program(profile, clock=self.clock)
        self.program.workspace.do(commands.AdmitMember("Trần Văn Tịnh", "Ủy viên", "", 1, True, (Role.DELEGATE,), "m1"))
        self.desk = AdmissionDesk(self.program)
        self.pulse = AdministratorPulse(self.program, self.desk)

    def wait(self, seconds=30):
        self.clock.seconds += seconds

    def one(self):
        """What the screen sees of the only invitation, a while later."""
        self.wait()
        [found] = self.desk.requests()
        return found

    def joiner(self, name="tinh"):
        return Joiner(read_invitation(self.one().text), self.folder / name, "máy ông Tịnh", self.clock)

    def to_compare(self, joiner):
        joiner.step()
        self.one()
        joiner.step()
        found = self.one()
        assert found.phase == "compare"
        return found


@pytest.fixture
def reception(folder, profile):
    made = Reception(folder, profile)
    yield made
    made.program.close()


def test_an_invitation_is_shown_with_its_text_and_end(reception):
    made = reception.desk.invite("m1", 3)
    found = reception.one()
    assert (found.invitation, found.phase, found.name) == (made, "invited", "Trần Văn Tịnh")
    assert found.expires == (NOON + 3 * 86_400) * 1000
    assert invitation_text(read_invitation(found.text)) == found.text


def test_a_new_invitation_is_seen_at_once(reception):
    assert reception.desk.requests() == ()
    reception.desk.invite("m1", 3)
    assert len(reception.desk.requests()) == 1


def test_a_laptop_is_let_in_with_the_digits_compared(reception):
    reception.desk.invite("m1", 3)
    joiner = reception.joiner()
    found = reception.to_compare(joiner)
    assert joiner.step().digits == found.digits
    reception.desk.approve(found.invitation, found.digits)
    assert reception.one().phase == "approved"
    assert joiner.step().phase == "approved"


def test_other_digits_than_those_shown_let_nobody_in(reception):
    reception.desk.invite("m1", 3)
    found = reception.to_compare(reception.joiner())
    wrong = f"{(int(found.digits) + 1) % 1_000_000:06}"
    with pytest.raises(BadValue) as caught:
        reception.desk.approve(found.invitation, wrong)
    assert (caught.value.field, caught.value.rule) == ("digits", "differ")
    assert reception.one().phase == "compare"


def test_a_second_laptop_before_the_answer_ends_the_invitation(reception):
    reception.desk.invite("m1", 3)
    found = reception.to_compare(reception.joiner())
    reception.joiner("dieu").step()
    reception.wait()
    with pytest.raises(WrongState):
        reception.desk.approve(found.invitation, found.digits)
    told = reception.one()
    assert (told.phase, told.reason, told.contested) == ("refused", "used", True)


def test_refusing_is_told_to_the_laptop(reception):
    reception.desk.invite("m1", 3)
    joiner = reception.joiner()
    found = reception.to_compare(joiner)
    reception.desk.refuse(found.invitation, "mismatch")
    assert joiner.step().reason == "mismatch"
    with pytest.raises(NoSuchThing):
        reception.desk.refuse("a" * 26, "mismatch")


def test_an_invitation_nobody_used_runs_out(reception):
    reception.desk.invite("m1", 1)
    reception.wait(2 * 86_400)
    assert reception.one().phase == "expired"


def test_the_file_is_for_nobody_else(reception, tmp_path):
    reception.desk.save("ecabinet-invitation:x", tmp_path / "a.ecabinet")
    reception.desk.save("ecabinet-invitation:y", tmp_path / "a.ecabinet")
    assert (tmp_path / "a.ecabinet").read_text() == "ecabinet-invitation:y\n"
    if sys.platform != "win32":
        assert stat.S_IMODE((tmp_path / "a.ecabinet").stat().st_mode) == 0o600
    with pytest.raises(BadValue) as caught:
        reception.desk.save("x", tmp_path / "no" / "such" / "place")
    assert (caught.value.field, caught.value.rule) == ("invitation", "unwritable")


def test_the_pulse_goes_on_with_invitations_and_says_when_something_changed(reception):
    reception.desk.invite("m1", 3)
    joiner = reception.joiner()
    reception.pulse.beat()
    joiner.step()
    reception.wait()
    assert reception.pulse.beat().changes.delivery, "a laptop asked"
    joiner.step()
    assert not reception.pulse.beat().changes.delivery, "it is not time again"
    reception.wait()
    assert reception.pulse.beat().changes.delivery, "now there are digits"
    reception.wait()
    assert not reception.pulse.beat().changes.delivery
    [found] = reception.desk.requests()
    assert found.phase == "compare"


def test_a_clock_put_back_does_not_stop_it(reception):
    reception.desk.invite("m1", 3)
    joiner = reception.joiner()
    joiner.step()
    reception.wait(-86_400)
    assert reception.desk.advance(), "the laptop that asked is seen"


def test_without_a_store_the_pulse_asks_for_nobody(reception):
    made = reception.desk.invite("m1", 3)
    (reception.folder / "store").rename(reception.folder / "away")
    reception.wait()
    assert reception.pulse.beat().delivery.light is Light.OFFLINE
    assert reception.one().invitation == made, "what is kept here is shown all the same"


def test_a_damaged_invitation_stops_the_screen_and_not_the_exchange(reception):
    made = reception.desk.invite("m1", 3)
    (reception.program.profile.folder / "invitations" / made).write_bytes(b"x" * 200)
    assert reception.pulse.beat().delivery.light in (Light.SYNCED, Light.SENDING)
    with pytest.raises(ProfileDamaged):
        reception.desk.requests()
