"""The main window: its places, a chosen meeting, the banner over every view, the look."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget

from ecabinet.app.commands import CastBallot
from ecabinet.core.people import Role
from ecabinet.core.voting import Choice
from ecabinet.ui.delivery import Delivery, Light
from ecabinet.ui.entry import About, ScreenEntry
from ecabinet.ui.settings import Settings
from ecabinet.ui.theme.theme import Mode, current
from ecabinet.ui.widgets.buttons import VoteButton
from ecabinet.ui.window import Window
from tests.ui.shell import samples as s


class Start(QWidget):
    """Stands in for the first screen."""

    meeting_chosen = Signal(str)
    meeting_sits = Signal(str)


class Places:
    """The table of screens, and what was made from it."""

    def __init__(self):
        self.made = []

    def entry(self, key, *, about=About.MEETING, roles=(), kind=QWidget, own_window=False):
        def factory(_context, meeting):
            self.made.append((key, meeting))
            made = kind()
            made.setObjectName(f"screen-{key}")
            return made

        return ScreenEntry(key, key, "house", frozenset(roles), factory, about, own_window)

    def table(self):
        return (
            self.entry("today", about=About.EVERYTHING, kind=Start),
            self.entry("meeting"),
            self.entry("prepare", about=About.PERHAPS, roles=[Role.SECRETARY]),
            self.entry("chair", roles=[Role.CHAIR]),
            self.entry("room", own_window=True),
        )


@pytest.fixture
def places():
    return Places()


@pytest.fixture
def runner():
    return s.FakeRunner()


@pytest.fixture
def make(qtbot, places, runner):
    def made(me=s.ME, settings=None):
        window = Window(s.context(runner, me), places.table(), settings)
        qtbot.addWidget(window)
        window.show()
        return window

    yield made
    current().apply(Mode.LIGHT, 1.0)


def active(window, qtbot):
    """Shortcuts are heard by the active window only."""
    with qtbot.waitActive(window):
        window.activateWindow()
    return window


def shown(window):
    return window._stack.currentWidget().objectName()


def rail(window, key):
    return window.findChild(QAbstractButton, f"nav-{key}")


def test_the_title_says_who_and_where(make):
    assert make().windowTitle() == "eCabinet – Trần Thị Bích Ngọc – Ủy ban nhân dân tỉnh Phố Hiến"


def test_it_begins_with_the_first_place_and_makes_no_other(make, places):
    make()
    assert places.made == [("today", None)]


@pytest.mark.parametrize(
    ("me", "keys"),
    [(s.ME, set()), (s.SECRETARY, {"prepare"}), (s.CHAIR, {"chair"})],
    ids=["member", "secretary", "chair"],
)
def test_everybody_sees_the_places_of_the_own_roles(make, me, keys):
    window = make(me)
    assert {key for key in ("prepare", "chair") if rail(window, key)} == keys


def test_a_place_about_a_meeting_asks_for_one(make, places):
    window = make()
    window.go("meeting")
    assert shown(window) == "empty-state"
    window.findChild(QAbstractButton, "go-today").click()
    assert shown(window) == "screen-today"


def test_choosing_a_meeting_opens_its_screen(make, places):
    window = make()
    window.findChild(Start).meeting_chosen.emit(s.MEETING)
    assert shown(window) == "screen-meeting"
    assert places.made[-1] == ("meeting", s.MEETING)
    assert "Mục 4/10" in [label.text() for label in window._header.findChildren(QLabel)]


def test_another_meeting_makes_the_screens_anew(make, places, qtbot):
    window = make(s.SECRETARY)
    window.go("prepare")
    window.open_meeting(s.MEETING)
    window.open_meeting("mtg-2")
    window.go("prepare")
    assert places.made[1:] == [("prepare", None), ("meeting", s.MEETING), ("meeting", "mtg-2"), ("prepare", "mtg-2")]
    qtbot.waitUntil(lambda: len(window.findChildren(QWidget, "screen-meeting")) == 1)


def test_a_meeting_in_session_is_followed_without_leaving_the_place(make, places):
    window = make(s.SECRETARY)
    window.go("prepare")
    window._screens["today"].meeting_sits.emit(s.MEETING)
    assert window.meeting == s.MEETING
    assert shown(window) == "screen-prepare"
    assert [key for key, _meeting in places.made].count("prepare") == 1


def test_a_chosen_meeting_is_not_replaced_by_the_one_in_session(make):
    window = make()
    window.open_meeting("mtg-2")
    window.adopt_meeting(s.MEETING)
    assert window.meeting == "mtg-2"


def test_an_open_vote_floats_over_every_place(make, runner, qtbot):
    window = make()
    runner.queries.values["votes"] = s.votes(s.OPEN)
    window.open_meeting(s.MEETING)
    assert window._banner.is_open()
    window.go("today")
    assert window._banner.is_open()
    qtbot.waitUntil(lambda: window._banner.pos() == QPoint(0, 0))
    assert window._banner.width() == window._host.width()


def test_the_page_makes_room_for_the_strip_and_takes_it_back(make, runner, qtbot):
    runner.queries.values["votes"] = s.votes(s.OPEN)
    window = make()
    window.open_meeting(s.MEETING)
    banner, page = window._banner, window._stack
    qtbot.waitUntil(lambda: banner.pos() == QPoint(0, 0))
    assert page.y() == 0
    banner.ballot.on_fold()
    qtbot.waitUntil(lambda: page.y() == banner.height() - current().tokens.shadow_depth)
    banner.ballot.on_fold()
    qtbot.waitUntil(lambda: page.y() == 0)


def test_a_vote_in_very_large_text_scrolls_instead_of_leaving_the_window(make, runner, qtbot):
    runner.queries.values["votes"] = s.votes(s.CAST)
    window = make()
    window.resize(1024, 680)
    window.open_meeting(s.MEETING)
    window._banner.ballot._receipt._open.setChecked(True)
    try:
        current().apply(Mode.LIGHT, 2.0)
        qtbot.waitUntil(lambda: window._banner._scroll.verticalScrollBar().maximum() > 0)
        assert window._banner.height() <= window._host.height()
    finally:
        current().apply(Mode.LIGHT, 1.0)


def test_voting_from_the_banner(make, runner):
    window = make()
    runner.queries.values["votes"] = s.votes(s.OPEN)
    window.open_meeting(s.MEETING)
    next(part for part in window.findChildren(VoteButton) if part.choice.value == "agree").click()
    assert runner.commands == [CastBallot(s.VOTE, Choice.APPROVE)]


def test_without_a_vote_the_banner_is_away(make):
    window = make()
    window.open_meeting(s.MEETING)
    assert not window._banner.is_open()


def test_the_banner_of_the_former_meeting_says_no_more(make, runner, qtbot):
    window = make()
    runner.queries.values["votes"] = s.votes(s.OPEN)
    window.open_meeting(s.MEETING)
    former = window._banner.ballot
    runner.queries.values["votes"] = s.votes()
    window.open_meeting("mtg-2")
    former.wanted.emit()
    assert not window._banner.is_open()


def test_the_window_tells_whether_the_meeting_sits(make, runner, qtbot):
    window = make()
    with qtbot.waitSignal(window.sitting) as heard:
        window.open_meeting(s.MEETING)
    assert heard.args == [True]


def test_keys_lead_to_places(make, qtbot):
    window = active(make(), qtbot)
    qtbot.keyClick(window, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: shown(window) == "empty-state")
    qtbot.keyClick(window, Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: shown(window) == "screen-today")


def test_full_screen_and_back(make, qtbot):
    window = active(make(), qtbot)
    qtbot.keyClick(window, Qt.Key.Key_F11)
    assert window.isFullScreen()
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    assert not window.isFullScreen()


def test_dark_and_light_are_one_press_and_remembered(make, tmp_path):
    settings = Settings(tmp_path / "look.ini")
    window = make(settings=settings)
    rail(window, "look").click()
    assert current().mode is Mode.DARK
    assert Settings(tmp_path / "look.ini").theme().mode is Mode.DARK
    assert rail(window, "today").isChecked()
    rail(window, "look").click()
    assert current().mode is Mode.LIGHT


def test_the_text_grows_and_is_remembered(make, tmp_path):
    window = make(settings=Settings(tmp_path / "look.ini"))
    window._look.actions()[2].trigger()
    assert current().text_scale == 1.5
    assert Settings(tmp_path / "look.ini").theme().text_scale == 1.5


def test_a_damaged_settings_file_means_the_usual_look(tmp_path):
    (tmp_path / "look.ini").write_text("[look]\nmode=purple\ntext=nine\n", encoding="utf-8")
    theme = Settings(tmp_path / "look.ini").theme()
    assert (theme.mode, theme.text_scale) == (Mode.LIGHT, 1.0)


def test_the_room_screen_is_a_window_of_its_own_and_closes_with_us(make, places):
    window = make()
    rail(window, "room").click()
    assert "Chưa chọn phiên họp" in window._notice.toast.text
    window.open_meeting(s.MEETING)
    rail(window, "room").click()
    room = window._screens["room"]
    assert room.isWindow()
    assert room.isVisible()
    assert rail(window, "meeting").isChecked()
    window.close()
    assert not room.isVisible()


def test_an_apology_and_a_refusal_are_said_in_the_window(make):
    window = make()
    window.apologise()
    assert window._notice.isVisible()
    assert "Xin lỗi" in window._notice.toast.text
    window._notice.toast.put_away()
    assert not window._notice.isVisible()
    window.say_refusal("Chưa được.")
    assert window._notice.toast.text == "Chưa được."


def test_the_light_is_shown(make):
    window = make()
    window.show_delivery(Delivery(Light.OFFLINE, unsent=2))
    assert window._header.sync.text() == "2 chờ gửi"


def test_it_is_never_smaller_than_it_can_be_used(make):
    window = make()
    window.open_meeting(s.MEETING)
    window.resize(100, 100)
    assert (window.width(), window.height()) == (1024, 680)


def test_the_bar_keeps_its_place_at_the_smallest_size(make, runner):
    runner.queries.values["now"] = replace(s.NOW, item_title=s.ITEM_TITLE * 3)
    window = make()
    window.open_meeting(s.MEETING)
    window.resize(1024, 680)
    assert window._header.height() <= current().tokens.now_bar + 1
