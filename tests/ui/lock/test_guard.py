"""The lock of a running window: nothing of it is seen or reached while it is locked, and nothing is lost."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QDialog,
    QLabel,
    QLineEdit,
    QMainWindow,
    QMenu,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ecabinet.ui.background import at_once
from ecabinet.ui.lock.form import Owner, UnlockForm
from ecabinet.ui.lock.guard import Guard
from ecabinet.ui.lock.window import UnlockWindow
from ecabinet.ui.settings import LOCK_MINUTES, Settings
from ecabinet.ui.theme.theme import current
from tests.boot.kit import HandClock
from tests.ui.lock.test_unlock import RIGHT, Lock, submit
from tests.ui.shell import samples as s

OWNER = Owner("Trần Thị Bích Ngọc", "UBND tỉnh Phố Hiến")


class Room(QMainWindow):
    """A window with one secret on it, a line to write in and a button with keys of its own."""

    def __init__(self):
        super().__init__()
        self.pages, page = QStackedWidget(), QWidget()
        self.secret, self.line, self.button = QLabel("thẩm tra nội bộ"), QLineEdit(), QPushButton("Biểu quyết")
        self.button.setShortcut("Ctrl+B")
        column = QVBoxLayout(page)
        for part in (self.secret, self.line, self.button):
            column.addWidget(part)
        self.pages.addWidget(page)
        self.setCentralWidget(self.pages)


@pytest.fixture
def room(qtbot):
    made = Room()
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    return made


@pytest.fixture
def guard(room):
    return Guard(room.pages, OWNER, HandClock(), Lock(), at_once)


def form_of(room):
    return room.findChild(UnlockForm)


def test_locked_nothing_of_the_window_is_seen_or_reached(room, guard, qtbot):
    pressed = []
    room.button.clicked.connect(lambda: pressed.append(1))
    room.line.setText("đang viết dở")
    with qtbot.waitSignal(guard.locked):
        guard.lock()
    assert guard.is_locked
    assert not room.secret.isVisible()
    assert form_of(room).isVisible()
    assert room.pages.currentWidget().geometry() == room.pages.rect(), "it covers the whole window"
    QTest.keyClick(room, Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(room, "abc")
    assert not pressed
    assert room.line.text() == "đang viết dở"


def test_the_passphrase_brings_everything_back(room, guard, qtbot):
    room.line.setText("đang viết dở")
    guard.lock()
    submit(form_of(room), "câu sai")
    assert guard.is_locked
    with qtbot.waitSignal(guard.locked):
        submit(form_of(room), RIGHT)
    assert not guard.is_locked
    assert room.secret.isVisible()
    assert room.line.text() == "đang viết dở"
    assert room.pages.count() == 1


def test_very_large_text_does_not_make_the_window_grow(room, guard):
    room.setMinimumSize(1024, 680)
    room.resize(1024, 680)
    current().apply(text_scale=2.0)
    try:
        guard.lock()
        assert (room.width(), room.height()) == (1024, 680)
        assert form_of(room).width() < 1024
        window = UnlockWindow(OWNER, HandClock())
        assert window.minimumWidth() > window.form.width()
    finally:
        current().apply(text_scale=1.0)


def test_locking_twice_locks_once(room, guard):
    guard.lock()
    guard.lock()
    assert room.pages.count() == 2


@pytest.mark.qt_log_ignore("does not support grabbing the keyboard", extend=True)
def test_menus_and_dialogs_do_not_stand_above_the_lock(room, guard, qtbot):
    dialog, menu = QDialog(room), QMenu(room)
    menu.addAction("Chữ 100 %")
    dialog.show()
    menu.popup(QPoint(0, 0))
    guard.lock()
    assert not dialog.isVisible()
    assert not menu.isVisible()


def test_nobody_there_locks_but_not_a_running_meeting_in_sight(room, guard):
    shown = ["meeting"]
    guard.watch(15, lambda: shown[0] == "meeting")
    guard.on_sitting(True)
    guard.on_idle()
    assert not guard.is_locked
    assert guard._idle.isActive(), "it looks again later"
    shown[0] = "today"
    guard.on_idle()
    assert guard.is_locked
    submit(form_of(room), RIGHT)
    shown[0] = "meeting"
    guard.on_sitting(False)
    guard.on_idle()
    assert guard.is_locked


def test_a_touch_starts_the_time_anew(room, guard, monkeypatch):
    guard.watch(15, lambda: False)
    assert guard._idle.interval() == 15 * 60_000
    begun = []
    monkeypatch.setattr(guard._idle, "start", lambda: begun.append(1))
    QTest.keyClick(room.windowHandle(), Qt.Key.Key_A)
    assert begun


def test_no_minutes_is_never(room, guard):
    guard.watch(0, lambda: False)
    assert not guard._idle.isActive()


def test_the_minutes_may_change_while_the_program_runs(room, guard, tmp_path):
    settings = Settings(tmp_path / "look.ini")
    settings.lock_changed.connect(guard.lock_after)
    guard.watch(0, lambda: False)
    settings.lock_after(5)
    assert (guard._idle.interval(), guard._idle.isActive()) == (5 * 60_000, True)
    assert Settings(tmp_path / "look.ini").lock_minutes() == 5
    guard.lock()
    settings.lock_after(1)
    assert not guard._idle.isActive(), "it is locked already"
    submit(form_of(room), RIGHT)
    assert (guard._idle.interval(), guard._idle.isActive()) == (60_000, True)
    settings.lock_after(0)
    assert not guard._idle.isActive()


@pytest.mark.parametrize(("kept", "minutes"), [("", 15), ("x", 15), ("-1", 15), ("99999", 15), ("0", 0), ("5", 5)])
def test_the_time_is_a_setting(tmp_path, kept, minutes):
    (tmp_path / "look.ini").write_text(f"[lock]\nminutes={kept}\n" if kept else "")
    assert Settings(tmp_path / "look.ini").lock_minutes() == minutes
    assert LOCK_MINUTES == 15


def test_the_window_offers_the_lock_where_there_is_one(qtbot):
    from ecabinet.ui.window import Window
    from tests.ui.shell.test_window import Places

    window = Window(s.context(s.FakeRunner()), Places().table(), lockable=True)
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()
        window.activateWindow()
    with qtbot.waitSignal(window.lock_asked, timeout=60_000):
        QTest.keyClick(window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert window.place == "today", "it is no place to go to"


def test_a_window_without_a_passphrase_offers_no_lock(qtbot):
    from ecabinet.ui.window import Window
    from tests.ui.shell.test_window import Places

    window = Window(s.context(s.FakeRunner()), Places().table())
    qtbot.addWidget(window)
    window.show()
    assert not window._header.lock.isVisible()
