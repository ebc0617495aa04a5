"""An organization as its administrator sees it, as read models, and a stand-in for the admission of laptops."""

from dataclasses import dataclass, field, replace

from ecabinet.app import read
from ecabinet.core.event import ControlPosition
from ecabinet.core.people import Role
from ecabinet.ui.admissions import Office, Request
from ecabinet.ui.background import at_once
from ecabinet.ui.panels.administration.quarantine.presenter import key_of
from ecabinet.ui.screens.administration import AdministrationScreen
from tests.ui.lead import samples

HERE, OTHER, LOST = ("abcdefgh" + letter * 18 for letter in "xyz")
DAY = 86_400_000
TEXT = "ecabinet-invitation:" + "Ab_9" * 125
"""As long as a real one."""


def laptop(writer, member, label, seq=3, **about):
    """An installation of a member."""
    name = next((line.name for line in samples.members() if line.member == member), member)
    usual = {"controller": False, "continues": None, "revoked": None, "since_at": samples.NOW - (60 - seq) * DAY}
    usual |= {"revoked_at": samples.NOW - DAY} if about.get("revoked") is not None else {}
    return read.InstallationLine(writer, member, name, label, ControlPosition(1, seq), **(usual | about))


ADMINISTRATOR = read.MemberLine("t09", "Hồ Quang Trị", "Quản trị hệ thống", "Văn phòng UBND tỉnh", False,
                                frozenset({Role.ADMINISTRATOR}))  # fmt: skip


def members():
    """The sample members and the administrator, the last by rank."""
    return (*samples.members(), ADMINISTRATOR)


def installations():
    """The chair has two laptops and lost a third, the administrator controls."""
    return (
        laptop(OTHER, "m01", "Máy xách tay phòng Chủ tịch", 22),
        laptop(LOST, "m01", "Máy cũ", 21, revoked="mất trên xe"),
        laptop("kept" + "w" * 22, "m01", "Máy xách tay phòng Chủ tịch", 22, continues=OTHER),
        laptop("bbbb" + "v" * 22, "m02", "ThinkPad bà Ngọc", 23),
        replace(laptop(HERE, "t09", "Máy quản trị", 3, controller=True), name="Hồ Quang Trị"),
        replace(laptop("gone" + "u" * 22, "m99", "Máy ông Tùng", 24, revoked="nghỉ hưu"), name="Lê Sơn Tùng"),
    )


def held(reason="revoked", kind="BallotCast", **about):
    """A record that was set aside."""
    usual = read.QuarantineLine(
        "s1", "Phiên họp thường kỳ tháng 7 năm 2026 của UBND tỉnh", LOST, "m01", "Nguyễn Hữu Đạt", 41, kind, reason,
        samples.NOW,
    )  # fmt: skip
    return replace(usual, **about)


def quarantine():
    """One of each common reason."""
    return (
        held(),
        held(kind="AttendanceRecorded", seq=42, at=samples.NOW + 60_000),
        held("backdated", "ConclusionRecorded", seq=12, writer=OTHER),
        held("contested", "VoteClosed", seq=7, writer=OTHER, name="Lâm Thị Tuyết"),
        held("not_allowed", "ItemChanged", seq=8, name="Trần Thị Bích Ngọc"),
        held("void", "MemberAdmitted", seq=30, title="", name=""),
        held("unknown_type", "SeatChosen", seq=31),
    )


def request(phase="invited", member="m03", **about):
    """An invitation."""
    name = next(line.name for line in members() if line.member == member)
    asked = phase not in ("invited", "expired")
    usual = Request(
        f"inv-{phase}-{member}", member, name, "Dell Latitude" if asked else "",
        "402917" if phase in ("compare", "approved") else "", phase, "", False, samples.NOW + 6 * DAY, TEXT,
    )  # fmt: skip
    return replace(usual, **about)


def requests():
    """One in each phase."""
    return (
        request("invited"),
        request("asked", "m04"),
        request("compare", "m02"),
        request("approved", "m05"),
        request("refused", "m06", reason="used", contested=True),
        request("expired", "m07", expires=samples.NOW - DAY),
    )


MORE = {"installations": installations(), "quarantine": quarantine()}
"""Answers that only an administrator asks for."""


@dataclass
class FakeAdmissions:
    """Remembers what was wanted; refuses with `refusal`, and cannot be asked while there is a `fault`."""

    known: tuple = ()
    wanted: list = field(default_factory=list)
    refusal: Exception | None = None
    fault: Exception | None = None

    def requests(self):
        if self.fault is not None:
            raise self.fault
        return self.known

    def invite(self, member, days):
        self._want("invite", member, days)
        made = request("invited", member)
        self.known = (*self.known, made)
        return made.invitation

    def approve(self, invitation, digits):
        self._want("approve", invitation, digits)
        self._become(invitation, phase="approved")

    def refuse(self, invitation, reason):
        self._want("refuse", invitation, reason)
        self._become(invitation, phase="refused", reason=reason)

    def save(self, text, file):
        self._want("save", text, file)

    def _want(self, *wish):
        if self.refusal is not None:
            raise self.refusal
        self.wanted.append(wish)

    def _become(self, invitation, **about):
        self.known = tuple(replace(line, **about) if line.invitation == invitation else line for line in self.known)


def answers(**more):
    """What the questions of this screen are answered with."""
    return samples.everything(**({"members": members()} | MORE | more))


def office(admissions=None, writer=HERE):
    """What the window of the controller has."""
    return Office(lambda: writer, admissions or FakeAdmissions(requests()), at_once)


def screen(runner=None, admissions=None, writer=HERE):
    """The screen over the samples."""
    context = samples.context(runner or samples.FakeRunner(answers()))
    return AdministrationScreen(context, office(admissions, writer))


def _people(made):
    made.show_part("members")
    made.members.on_picked("m01")


def _removal(made):
    _people(made)
    made.members.page.removal_wanted.emit()


def _roles(made):
    _people(made)
    made.members.page.roles_wanted.emit()


def _form(made):
    made.show_part("members")
    made.members.add.click()


def _invitation(phase):
    def show(made):
        made.show_part("invitations")
        made.invitations.on_picked(next(line.invitation for line in requests() if line.phase == phase))

    return show


def _new(made):
    made.show_part("invitations")
    made.invitations.new.click()


def _quarantine(made):
    made.show_part("quarantine")
    made.quarantine.on_picked(key_of(quarantine()[0]))


VIEWS = {
    "people": _people,
    "removal": _removal,
    "roles": _roles,
    "form": _form,
    "letter": _invitation("invited"),
    "compare": _invitation("compare"),
    "used": _invitation("refused"),
    "new": _new,
    "quarantine": _quarantine,
}
"""What the screen shows one at a time, each with the way there."""
