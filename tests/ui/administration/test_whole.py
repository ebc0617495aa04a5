"""An administrator lets a laptop in, with everything real but the two people: lanes, store, keys, and the meeting."""

import pytest
from PySide6.QtWidgets import QFileDialog

from ecabinet.app import commands
from ecabinet.boot import founding, windows
from ecabinet.boot.joining import Joiner
from ecabinet.boot.program import open_program
from ecabinet.boot.world import SystemClock
from ecabinet.core.ids import Instant
from ecabinet.core.people import Capacity, Presence, Role
from ecabinet.sync.formats.invitation import read_invitation
from ecabinet.ui.settings import Settings
from ecabinet.ui.theme.theme import current
from tests.road.kit import CHARTER

PATIENCE = 60_000
HOUR = 3_600_000


@pytest.fixture
def desk(tmp_path):
    """The window of an administrator who keeps the record, too, over an organization with one meeting."""
    (tmp_path / "store").mkdir()
    program, _root = founding.found(CHARTER, tmp_path / "admin", str(tmp_path / "store"))
    do = program.workspace.do
    do(commands.GrantRoles("administrator", (Role.ADMINISTRATOR, Role.SECRETARY)))
    do(commands.AdmitMember("Trần Văn Tịnh", "Ủy viên", "", 1, True, (Role.DELEGATE, Role.CHAIR), "m1"))
    now = program.clock.now()
    ends = Instant(now + HOUR)
    do(commands.DraftMeeting("Phiên họp tháng 7", "regular_session", now, ends, "Phòng 2", "m1", "administrator"))
    meeting = program.queries.today().meetings[0].meeting
    do(commands.AddItem(meeting, "Phân bổ vốn"))
    do(commands.Invite(meeting, "m1", Capacity.MEMBER))
    do(commands.PublishMeeting(meeting))
    made = windows.make_desk(program, current(), Settings(tmp_path / "look.ini"))
    yield made
    made.close()


@pytest.fixture
def screen(desk, qtbot):
    with qtbot.waitExposed(desk.window):
        desk.window.show()
    desk.window.go("administer")
    return desk.window._screen(desk.window._entries["administer"])


def letter(screen, qtbot, file, monkeypatch):
    """Invite the first member in the window and save the invitation; return its text."""
    qtbot.waitUntil(lambda: bool(screen.members.list.people.people), timeout=PATIENCE)
    screen.members.on_picked("m1")
    screen.members.page.invite.click()
    qtbot.waitUntil(lambda: screen.invitations.form.member.editor.count() == 2, timeout=PATIENCE)
    screen.invitations.form.make.click()
    page = screen.invitations.page
    qtbot.waitUntil(page.letter.isVisible, timeout=PATIENCE)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_about: (str(file), ""))
    page.letter.save.click()
    qtbot.waitUntil(file.exists, timeout=PATIENCE)
    return file.read_text(encoding="utf-8")


def compared(screen, qtbot, joiner):
    """Let both sides go on until both see digits; return both."""
    compare = screen.invitations.page.compare
    qtbot.waitUntil(lambda: joiner.step().phase == "compare" and compare.isVisible(), timeout=PATIENCE)
    return joiner.step().digits, compare.digits.text().replace(" ", "")


def test_an_invited_laptop_is_let_in_and_reads_the_meeting(desk, screen, qtbot, tmp_path, monkeypatch):
    text = letter(screen, qtbot, tmp_path / "thu-moi.ecabinet", monkeypatch)
    joiner = Joiner(read_invitation(text), tmp_path / "tinh", "Máy ông Tịnh", SystemClock())
    theirs, ours = compared(screen, qtbot, joiner)
    assert theirs == ours
    assert len(ours) == 6
    screen.invitations.page.compare.match.click()
    qtbot.waitUntil(lambda: joiner.step().phase == "approved", timeout=PATIENCE)
    qtbot.waitUntil(lambda: not screen.invitations.page.compare.isVisible(), timeout=PATIENCE)
    joined = open_program(joiner.finish())
    try:
        assert reads(joined, qtbot) == ["Phân bổ vốn"]
        assert joined.queries.me().name == "Trần Văn Tịnh"
    finally:
        joined.close()
    labels = {line.label for line in desk.program.queries.installations()}
    assert labels == {"máy quản trị", "Máy ông Tịnh"}


def reads(program, qtbot):
    """Exchange until the meeting is there; return what is on its agenda."""

    def there():
        program.exchange.round()
        meetings = program.queries.today().meetings
        return [line.title for line in program.queries.agenda(meetings[0].meeting).lines] if meetings else []

    qtbot.waitUntil(lambda: bool(there()), timeout=PATIENCE)
    return there()


def test_a_laptop_whose_digits_differ_stays_outside(desk, screen, qtbot, tmp_path, monkeypatch):
    text = letter(screen, qtbot, tmp_path / "thu-moi.ecabinet", monkeypatch)
    joiner = Joiner(read_invitation(text), tmp_path / "tinh", "Máy lạ", SystemClock())
    compared(screen, qtbot, joiner)
    screen.invitations.page.compare.differ.click()
    qtbot.waitUntil(lambda: joiner.step().phase == "refused", timeout=PATIENCE)
    assert joiner.step().reason == "mismatch"
    qtbot.waitUntil(screen.invitations.page.said.isVisible, timeout=PATIENCE)
    assert len(desk.program.queries.installations()) == 1


@pytest.fixture
def joined(screen, qtbot, tmp_path, monkeypatch):
    """The program of a laptop that was let in and has read the meeting."""
    text = letter(screen, qtbot, tmp_path / "thu-moi.ecabinet", monkeypatch)
    joiner = Joiner(read_invitation(text), tmp_path / "tinh", "Máy ông Tịnh", SystemClock())
    compared(screen, qtbot, joiner)
    screen.invitations.page.compare.match.click()
    qtbot.waitUntil(lambda: joiner.step().phase == "approved", timeout=PATIENCE)
    made = open_program(joiner.finish())
    reads(made, qtbot)
    yield made
    made.close()


def revoked(screen, qtbot):
    """Revoke the laptop of the member at hand, after a first press without a reason."""
    page = screen.members.page
    screen.show_part("members")
    qtbot.waitUntil(lambda: page.card is not None and len(page.card.laptops) == 1, timeout=PATIENCE)
    page.revocation_wanted.emit(page.card.laptops[0].writer)
    asked = screen.members._decisions.page
    asked.press.click()
    qtbot.waitUntil(lambda: bool(asked.reason.refusal), timeout=PATIENCE)
    asked.reason.editor.setText("mất trên đường")
    asked.press.click()
    qtbot.waitUntil(lambda: page.card.laptops[0].revoked == "mất trên đường", timeout=PATIENCE)


def test_what_comes_from_a_revoked_laptop_is_set_aside_and_admitted(desk, screen, joined, qtbot):
    meeting = joined.queries.today().meetings[0].meeting
    joined.workspace.do(commands.RecordAttendance(meeting, "m1", Presence.PRESENT))
    revoked(screen, qtbot)
    screen.show_part("quarantine")
    panel = screen.quarantine
    qtbot.waitUntil(lambda: panel.page.isHidden() and not panel.list.isVisible(), timeout=PATIENCE)
    joined.exchange.round()
    qtbot.waitUntil(lambda: bool(panel.list.people.people), timeout=PATIENCE)
    [held] = panel.list.people.people
    assert (held.name, held.state) == ("Trần Văn Tịnh", "Sau khi thu hồi")
    panel.on_picked(held.key)
    qtbot.waitUntil(panel.page.admit.isVisible, timeout=PATIENCE)
    panel.page.admit.click()
    panel.page.admit.click()
    qtbot.waitUntil(lambda: not panel.list.people.people, timeout=PATIENCE)
    [line] = desk.program.queries.people(meeting).lines
    assert line.presence is Presence.PRESENT
