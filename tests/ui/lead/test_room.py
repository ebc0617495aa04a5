"""The room screen: which slide when, and what it says to the people in the room."""

from dataclasses import dataclass, field

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from ecabinet.core.meeting import State
from ecabinet.core.voting import Method
from ecabinet.ui.panels.room.presenter import RESULT_FOR, WALL_FOR, RoomPresenter, SlideKind, slide, wall
from ecabinet.ui.panels.room.wall import NameWall
from ecabinet.ui.screens.room import RoomWindow
from ecabinet.ui.widgets.labels import TextLabel
from ecabinet.ui.widgets.tally_bar import TallyBar
from tests.ui.lead import samples

OPEN = samples.vote()
CLOSED = samples.vote("closed")
AT = CLOSED.closed_at
LATER = samples.speech("s9", "m10", "running", started_at=AT + 1, seconds=300)
EARLIER = samples.speech("s9", "m10", "running", started_at=AT - 1, seconds=300)


@pytest.mark.parametrize(
    ("about", "now", "kind"),
    [
        ({"state": State.DRAFT, "current": None}, AT, SlideKind.BEFORE),
        ({"state": State.PUBLISHED, "current": None}, AT, SlideKind.BEFORE),
        ({"current": None}, AT, SlideKind.ITEM),
        ({}, AT, SlideKind.ITEM),
        ({"running": EARLIER}, AT, SlideKind.SPEAKER),
        ({"shown": OPEN, "running": EARLIER}, AT, SlideKind.VOTE),
        ({"shown": CLOSED}, AT, SlideKind.RESULT),
        ({"shown": CLOSED}, AT + RESULT_FOR - 1, SlideKind.RESULT),
        ({"shown": CLOSED}, AT + RESULT_FOR, SlideKind.WALL),
        ({"shown": CLOSED}, AT + WALL_FOR - 1, SlideKind.WALL),
        ({"shown": CLOSED}, AT + WALL_FOR, SlideKind.RESULT),
        ({"shown": CLOSED, "running": EARLIER}, AT, SlideKind.RESULT),
        ({"shown": CLOSED, "running": LATER}, AT + 2, SlideKind.SPEAKER),
        ({"shown": samples.vote("closed", Method.COUNTED)}, AT + RESULT_FOR, SlideKind.RESULT),
        ({"shown": samples.vote("closed", ballots=())}, AT + RESULT_FOR, SlideKind.RESULT),
        ({"shown": samples.vote("annulled")}, AT, SlideKind.ITEM),
        ({"shown": samples.contested()}, AT, SlideKind.RESULT),
        ({"shown": samples.contested()}, AT + RESULT_FOR, SlideKind.RESULT),
        ({"shown": OPEN, "state": State.ADJOURNED}, AT, SlideKind.ADJOURNED),
        ({"shown": CLOSED, "state": State.CLOSED}, AT, SlideKind.CLOSED),
    ],
)
def test_the_slide_follows_from_the_room_and_the_time(about, now, kind):
    assert slide(samples.room(**about), now) is kind


def test_the_wall_is_sorted_by_given_name():
    names = [line.name for line in wall(CLOSED)]
    assert names[:4] == ["Ngô Thị Thúy Ái", "Phan Thị Ngọc Anh", "Hoàng Văn Ân", "Đặng Quốc Dũng"]
    assert len(names) == 18


@dataclass
class FakeView:
    shown: list = field(default_factory=list)

    def show_slide(self, kind, _room):
        self.shown.append(kind)


def test_time_alone_moves_from_the_bars_to_the_names():
    clock, view = samples.FixedClock(AT), FakeView()
    runner = samples.FakeRunner(samples.everything(room=samples.room(shown=CLOSED)))
    presenter = RoomPresenter(view, runner, clock, samples.MEETING)
    presenter.tick()
    presenter.refresh()
    presenter.tick()
    clock.at = AT + RESULT_FOR
    presenter.tick()
    assert view.shown == [SlideKind.RESULT, SlideKind.WALL]


@pytest.fixture
def room(qtbot):
    """Make the window with this room."""

    def make(clock=None, **about):
        runner = samples.FakeRunner(samples.everything(room=samples.room(**about)))
        window = RoomWindow(samples.context(runner, clock), samples.MEETING)
        qtbot.addWidget(window)
        window.show()
        QApplication.processEvents()
        return window

    return make


def said(window):
    """Everything the room reads."""
    return "\n".join(label.text() for label in window.panel.findChildren(TextLabel) if label.isVisible())


@pytest.mark.parametrize(
    ("about", "words"),
    [
        ({"state": State.PUBLISHED, "current": None, "present": 12}, ("12/20", "cần 14 để khai mạc", "Phòng họp số 2")),
        ({}, ("Mục 4/10", "Dự thảo Nghị quyết của HĐND tỉnh", "Báo cáo: Phan Thị Ngọc Anh")),
        ({"running": samples.RUNNING}, ("Phan Thị Ngọc Anh", "03:18")),
        ({"shown": OPEN}, ("15/18", "Đang biểu quyết · 01:12")),
        ({"shown": CLOSED}, ("Thông qua", "Tán thành 80,0% trên tổng số 20 thành viên")),
        ({"shown": samples.contested()}, ("Kết quả đang tranh chấp: có hai lần kết thúc", "Chờ chủ tọa")),
        ({"state": State.ADJOURNED}, ("Phiên họp tạm nghỉ",)),
        ({"state": State.CLOSED, "current": None}, ("Trân trọng cảm ơn các đại biểu",)),
    ],
)
def test_each_slide_says_its_sentence_above_the_same_footer(room, about, words):
    text = said(room(**about))
    for expected in (*words, "Ủy ban nhân dân tỉnh Phố Hiến", "09:27"):
        assert expected in text


def test_a_running_vote_never_shows_how(room):
    window = room(shown=OPEN)
    assert not any(bar.isVisible() for bar in window.panel.findChildren(TallyBar))
    assert "án thành" not in said(window)


def test_a_contested_vote_shows_no_bars_even_after_one_with_a_result(room):
    window = room(shown=CLOSED)
    window.panel.show_slide(SlideKind.RESULT, samples.room(shown=samples.contested()))
    assert not any(bar.isVisible() for bar in window.panel.findChildren(TallyBar))
    assert "Thông qua\n" not in said(window)


def test_the_wall_names_everybody_who_was_entitled(room):
    window = room(samples.FixedClock(AT + RESULT_FOR), shown=CLOSED)
    names = window.panel.findChild(NameWall)
    assert names.isVisible()
    assert "Ngô Thị Thúy Ái: Không tán thành" in names.accessibleName()


@pytest.mark.parametrize("count", [1, 20, 63, 200])
def test_the_wall_keeps_to_six_columns(qtbot, count):
    names = NameWall()
    qtbot.addWidget(names)
    names.resize(1700, 800)
    names.show_ballots(tuple(CLOSED.ballots[place % 18] for place in range(count)))
    columns, font = names._fit()
    assert 1 <= columns <= 6
    assert font.pixelSize() >= 14
    assert not names.grab().isNull()


def test_the_window_fills_a_display_and_gives_it_back(room, qtbot):
    window = room()
    qtbot.keyClick(window, Qt.Key.Key_F11)
    assert window.isFullScreen()
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    assert not window.isFullScreen()


def test_the_slides_keep_their_proportions_on_a_small_projector(room):
    window = room(shown=CLOSED)
    window.resize(800, 600)
    QApplication.processEvents()
    assert window.panel.width() == 1920
    assert window.panel.height() == 1440
