"""A setup that does what it is told, and answers later where a test wants to look in between."""

from dataclasses import dataclass

from ecabinet.core.errors import BadValue
from ecabinet.core.ids import Instant
from ecabinet.ui.first_run.ports import Invited, RuleChoice
from ecabinet.ui.notices import sentence

RULES = (
    RuleChoice(
        "ubnd_tinh",
        "Ủy ban nhân dân tỉnh",
        (
            "Luật Tổ chức chính quyền địa phương 77/2015/QH13, Điều 114: ít nhất hai phần ba tổng số thành viên",
            "Luật Tổ chức chính quyền địa phương 77/2015/QH13, Điều 117: quá nửa tổng số thành viên",
        ),
    ),
    RuleChoice("hdnd_tinh", "Hội đồng nhân dân tỉnh", ("Luật Tổ chức chính quyền địa phương, Điều 78",)),
)
INVITED = Invited("Ủy ban nhân dân tỉnh Phố Hiến", "Trần Thị Bích Ngọc", "/mnt/hop", Instant(1_785_300_000_000))
TEXT = "ecabinet-invitation:abc"


@dataclass
class State:
    phase: str
    digits: str = ""
    reason: str = ""


class FakeJoining:
    def __init__(self, setup):
        self.setup = setup

    def step(self):
        state = self.setup.states.pop(0) if len(self.setup.states) > 1 else self.setup.states[0]
        if isinstance(state, Exception):
            raise state
        return state

    def finish(self, guard):
        self.setup.fail("finish")
        self.setup.done.append(("finish", guard))


class FakeSetup:
    """Keeps what it was asked; `errors` are raised once each by the method of that name."""

    rules = RULES
    computer = "PH-VP-0417"

    def __init__(self, *, has_keyring=False):
        self.has_keyring = has_keyring
        self.states = [State("waiting")]
        self.errors, self.done = {}, []

    def fail(self, name):
        if (error := self.errors.pop(name, None)) is not None:
            raise error

    def invitation_in(self, file):
        self.fail("invitation_in")
        return file.read_text(encoding="utf-8")

    def invitation(self, text):
        self.fail("invitation")
        if text != TEXT:
            raise BadValue("invitation", "unreadable")
        return INVITED

    def join(self, text, label, store):
        self.fail("join")
        self.done.append(("join", label, store))
        return FakeJoining(self)

    def check_store(self, place):
        self.fail("check_store")

    def found(self, body, place, guard):
        self.fail("found")
        self.done.append(("found", body, place, guard))

    def save_root(self, file, passphrase):
        self.fail("save_root")
        self.done.append(("root", file, passphrase))

    def save_sheet(self, file):
        self.fail("save_sheet")
        self.done.append(("sheet", file))


class Later:
    """A background that waits until it is told to go on."""

    def __init__(self):
        self.waiting = []

    def __call__(self, work, done, failed):
        self.waiting.append((work, done, failed))

    def go_on(self):
        from ecabinet.ui.background import at_once

        waiting, self.waiting = self.waiting, []
        for work, done, failed in waiting:
            at_once(work, done, failed)


def said(error):
    return sentence(error)
