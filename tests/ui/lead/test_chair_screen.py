"""The chair's cockpit: what is pressed, what it says, and that one button at most is filled."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QListView, QPushButton, QTextEdit

from ecabinet.app import commands, read
from ecabinet.core.errors import BadValue, NoQuorum
from ecabinet.core.meeting import State
from ecabinet.core.voting import Method, Outcome, Tally, Verdict
from ecabinet.ui.panels.decide.wording import conclusion_for, question_for
from ecabinet.ui.screens.chair import ChairScreen
from ecabinet.ui.widgets.labels import TextLabel
from ecabinet.ui.widgets.segmented import Segmented
from ecabinet.ui.widgets.toast import Toast
from tests.ui.lead import samples
from tests.ui.lead.scenes import SCENES

CLOSED = samples.vote("closed")


@pytest.fixture
def chair(qtbot):
    """Make a screen with these answers; return it with its runner."""

    def make(profile=samples.PROFILE, **answers):
        runner = samples.FakeRunner(samples.everything(**answers))
        screen = ChairScreen(samples.context(runner), samples.MEETING, profile)
        qtbot.addWidget(screen)
        screen.resize(1294, 712)
        screen.show()
        QApplication.processEvents()
        return screen, runner

    return make


def press(screen, name):
    """Press the button of that name."""
    button = screen.findChild(QPushButton, name)
    assert button.isVisible()
    assert button.isEnabled()
    button.click()


def said(screen):
    """Everything readable now."""
    return "\n".join(label.text() for label in screen.findChildren(TextLabel) if label.isVisible())


def filled(screen):
    """Names of the filled buttons in sight."""
    QApplication.processEvents()
    found = (b for b in screen.findChildren(QPushButton) if b.isVisible() and b.property("kind") == "primary")
    return [button.objectName() for button in found]


@pytest.mark.parametrize(
    ("scene", "name"),
    [
        ("chair-1-published", "lead-open"),
        ("chair-2-ask", "decide-open"),
        ("chair-3-invite", "invite-s2"),
        ("chair-4-running", "decide-close"),
        ("chair-5-outcome", "decide-conclude"),
        ("chair-7-adjourned", "lead-resume"),
    ],
)
def test_exactly_one_button_is_filled(qtbot, scene, name):
    screen = SCENES[scene]()
    qtbot.addWidget(screen)
    screen.show()
    assert filled(screen) == [name]


def test_opening_shows_the_arithmetic_and_its_source_and_why_it_is_refused(chair):
    screen, runner = chair(state=State.PUBLISHED, current=None, now=samples.now(State.PUBLISHED, None, 12))
    assert "12/20" in said(screen)
    assert samples.LAW in said(screen)
    assert "còn thiếu 2 thành viên" in said(screen)
    runner.refusal = NoQuorum(12, 20, 14)
    press(screen, "lead-open")
    assert screen.findChild(Toast, "lead-toast").isVisible()
    runner.refusal = None
    press(screen, "lead-open")
    assert runner.commands == [commands.OpenMeeting(samples.MEETING)]


def test_another_item_is_chosen_then_called(chair):
    screen, runner = chair()
    button = screen.findChild(QPushButton, "lead-call-item")
    assert not button.isEnabled()
    items = screen.findChild(QListView, "lead-agenda-list")
    items.setCurrentIndex(items.model().index(5, 0))
    press(screen, "lead-call-item")
    assert runner.commands == [commands.CallItem("a06")]


def test_nothing_is_called_before_the_opening(chair):
    screen, _runner = chair(state=State.PUBLISHED, current=None)
    items = screen.findChild(QListView, "lead-agenda-list")
    items.setCurrentIndex(items.model().index(5, 0))
    assert not screen.findChild(QPushButton, "lead-call-item").isEnabled()


def test_the_next_item_is_one_press_away(chair):
    screen, runner = chair()
    press(screen, "lead-next")
    assert runner.commands == [commands.CallItem("a05")]


def test_the_speech_shows_its_time_and_takes_minutes(chair):
    screen, runner = chair()
    assert "Phan Thị Ngọc Anh" in said(screen)
    assert "03:18" in said(screen)
    for name in ("lead-step-1", "lead-step-3", "lead-step--1", "lead-end-speech"):
        press(screen, name)
    assert runner.commands == [
        commands.ExtendSpeech("s1", 60),
        commands.ExtendSpeech("s1", 180),
        commands.ExtendSpeech("s1", -60),
        commands.EndSpeech("s1"),
    ]


def test_the_queue_stands_in_order_and_each_can_be_invited(chair):
    screen, runner = chair()
    assert "Thảo luận · chờ 8 phút" in said(screen)
    assert "Ý kiến về thủ tục · vừa đăng ký" in said(screen)
    press(screen, "invite-s4")
    assert runner.commands == [commands.GrantFloor("s4")]


def test_closing_the_meeting_needs_a_second_press(chair, qtbot):
    screen, runner = chair()
    button = screen.findChild(QPushButton, "lead-close")
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert button.text() == "Bấm lần nữa để bế mạc"
    assert not runner.commands
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert runner.commands == [commands.CloseMeeting(samples.MEETING)]
    assert button.text() == "Bế mạc"


def test_the_rule_stands_before_the_question_and_the_question_is_prefilled(chair):
    screen, runner = chair()
    assert "Cần hơn 1/2 tổng số thành viên (11/20)." in said(screen)
    assert samples.MAJORITY_LAW in said(screen)
    press(screen, "decide-open")
    question = "Thông qua dự thảo Nghị quyết của HĐND tỉnh quy định chính sách hỗ trợ học sinh bán trú"
    assert runner.commands == [commands.OpenVote("a04", question)]


def test_another_kind_of_motion_has_another_rule(chair):
    screen, runner = chair(samples.COUNCIL)
    screen.decide._ask._kind.editor.setCurrentIndex(1)
    assert "ít nhất 2/3" in said(screen)
    screen.findChild(Segmented, "decide-method").findChild(object, "segment-counted").click()
    press(screen, "decide-open")
    assert (runner.commands[0].motion_kind, runner.commands[0].method) == ("recall_deputy", Method.COUNTED)


def test_a_refused_question_is_marked_under_its_field_and_kept(chair):
    screen, runner = chair()
    runner.refusal = BadValue("question", "empty")
    press(screen, "decide-open")
    assert screen.decide._ask.field.refusal


def test_a_question_being_written_survives_a_refresh(chair):
    screen, _runner = chair()
    editor = screen.findChild(QTextEdit, "decide-question")
    editor.setPlainText("Thông qua với chỉnh sửa")
    screen.refresh()
    assert editor.toPlainText() == "Thông qua với chỉnh sửa"


def test_a_running_vote_shows_how_many_and_who_not_but_never_how(chair, qtbot):
    screen, runner = chair(votes=read.Votes(samples.vote(), ()))
    assert "15/18" in said(screen)
    assert "Đỗ Thị Ánh Dương, Dương Văn Đức, Hà Mạnh Quyền" in said(screen)
    assert "Tán thành" not in said(screen)
    press(screen, "decide-close")
    assert "Còn 3 người" in screen.findChild(QPushButton, "decide-close").text()
    assert not runner.commands
    press(screen, "decide-close")
    assert runner.commands == [commands.CloseVote("v1")]


def test_a_vote_in_which_all_have_answered_closes_at_once(chair):
    screen, runner = chair(votes=read.Votes(samples.vote(silent=()), ()))
    press(screen, "decide-close")
    assert runner.commands == [commands.CloseVote("v1")]


def test_a_counted_vote_waits_for_its_numbers(chair):
    screen, _runner = chair(votes=read.Votes(samples.vote(method=Method.COUNTED), ()))
    assert not screen.findChild(QPushButton, "decide-close").isEnabled()
    assert "Chờ thư ký nhập kết quả kiểm phiếu." in said(screen)


def test_the_outcome_leads_to_the_conclusion(chair):
    screen, runner = chair(votes=read.Votes(None, (CLOSED,)))
    assert "Thông qua: 16/20 tán thành (80,0% tổng số thành viên), cần 11." in said(screen)
    press(screen, "decide-conclude")
    assert runner.commands[0].text.startswith("Phiên họp biểu quyết thông qua dự thảo Nghị quyết")
    assert "Đã ghi kết luận." in said(screen)


def test_a_recorded_conclusion_is_recorded_again_only_when_changed(chair):
    kept = "Phiên họp thống nhất."
    screen, _runner = chair(votes=read.Votes(None, (CLOSED,)), agenda=samples.agenda(conclusion=kept))
    editor = screen.findChild(QTextEdit, "decide-conclusion")
    button = screen.findChild(QPushButton, "decide-conclude")
    assert editor.toPlainText() == kept
    assert not button.isEnabled()
    editor.setPlainText("Phiên họp thống nhất, có chỉnh sửa.")
    assert button.isEnabled()


def test_a_tie_with_absentees_carries_the_legal_warning(chair):
    screen, _runner = chair(votes=read.Votes(None, (samples.vote("closed", outcome=samples.tie()),)))
    assert screen.findChild(Toast, "decide-warning").isVisible()
    assert "ngang nhau" in said(screen)


def test_questions_and_conclusions_read_as_sentences():
    assert question_for("Thông qua chương trình") == "Thông qua chương trình"
    assert question_for("UBND tỉnh trình") == "Thông qua UBND tỉnh trình"
    failed = samples.vote("closed", outcome=Outcome(Verdict.FAILED, Tally(10, 5, 3), 20, 11, False))
    assert conclusion_for(failed).startswith("Phiên họp chưa thông qua dự thảo")
    other = samples.vote("closed", question="Giao đất thực hiện dự án?")
    assert conclusion_for(other).startswith("Giao đất thực hiện dự án: Thông qua")


def test_the_screen_follows_a_change_while_it_is_seen(chair):
    from ecabinet.app.changes import of
    from ecabinet.core.things import Vote

    screen, runner = chair()
    runner.answers["votes"] = read.Votes(samples.vote(), ())
    screen.decide.context.feed.announce(of([(Vote, "v1")]))
    assert "15/18" in said(screen)
