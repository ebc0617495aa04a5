"""What mouse, pen, fingers and wheel do: first the tool's, then scrolling, turning pages and zooming."""

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import (
    QEventPoint,
    QInputDevice,
    QKeyEvent,
    QMouseEvent,
    QPointingDevice,
    QTabletEvent,
    QTouchEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication, QGestureEvent, QPinchGesture

from ecabinet.ui.reader.arrangement import Arrangement
from ecabinet.ui.reader.keys import Move
from ecabinet.ui.reader.moves import move
from ecabinet.ui.reader.zoom import Fit, Zoom
from tests.ui.meeting.fakes import PromptPages

LEFT, MIDDLE, NONE = Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton, Qt.MouseButton.NoButton
PLAIN = Qt.KeyboardModifier.NoModifier
Kind = QEvent.Type


class Diary:
    """A tool that takes all, or nothing, and writes down what it was told."""

    def __init__(self, *, takes=True):
        self.takes = takes
        self.told = []

    def press(self, at, _event):
        self.told.append(("press", at))
        return self.takes

    def move(self, at, _event):
        self.told.append(("move", at))
        return self.takes

    def release(self, at, _event):
        self.told.append(("release", at))
        return self.takes

    def double_click(self, at, _event):
        self.told.append(("double", at))
        return self.takes

    def hover(self, at):
        self.told.append(("hover", at))

    def key(self, event):
        return event.key() == Qt.Key.Key_Escape

    def tablet(self, event, at):
        self.told.append(("tablet", at))
        return self.takes

    def cursor(self):
        return Qt.CursorShape.CrossCursor

    def cancel(self):
        self.told.append(("cancel", None))


def mouse(view, kind, at, button=LEFT, buttons=None):
    held = buttons if buttons is not None else (NONE if kind == Kind.MouseButtonRelease else button)
    where = QPointF(view.viewport().mapToGlobal(at.toPoint()))
    event = QMouseEvent(kind, at, where, NONE if kind == Kind.MouseMove else button, held, PLAIN)
    QApplication.sendEvent(view.viewport(), event)


@pytest.fixture(scope="module")
def finger():
    kind = QInputDevice.DeviceType.TouchScreen
    ability = QInputDevice.Capability.Position
    return QPointingDevice("màn cảm ứng", 77, kind, QPointingDevice.PointerType.Finger, ability, 10, 0)


@pytest.fixture(scope="module")
def pen():
    kind, ability = QInputDevice.DeviceType.Stylus, QInputDevice.Capability.Position | QInputDevice.Capability.Pressure
    return QPointingDevice("bút", 78, kind, QPointingDevice.PointerType.Pen, ability, 1, 1)


def touch(view, finger, kind, *positions):
    state = {Kind.TouchBegin: "Pressed", Kind.TouchUpdate: "Updated", Kind.TouchEnd: "Released"}[kind]
    places = [QPointF(view.viewport().mapToGlobal(at.toPoint())) for at in positions]
    points = [QEventPoint(number, QEventPoint.State[state], at, at) for number, at in enumerate(places)]
    QApplication.sendEvent(view.viewport(), QTouchEvent(kind, finger, PLAIN, points))


def write(view, pen, kind, at, pressure=0.7):
    event = QTabletEvent(kind, pen, at, at, pressure, 0.0, 0.0, 0.0, 0.0, 0.0, PLAIN, LEFT, LEFT)
    QApplication.sendEvent(view.viewport(), event)


def words_of(tool):
    return [word for word, _at in tool.told]


def test_a_tool_is_told_of_a_drag_in_points_of_the_page(opened):
    view, tool = opened(PromptPages()), Diary()
    view.set_tool(tool)
    start, end = view.frame(0).to_view(100, 700), view.frame(0).to_view(150, 650)
    mouse(view, Kind.MouseButtonPress, start)
    mouse(view, Kind.MouseMove, end, buttons=LEFT)
    mouse(view, Kind.MouseButtonRelease, end)
    assert words_of(tool) == ["press", "move", "release"]
    assert [(at.page, round(at.x), round(at.y)) for _word, at in tool.told] == [
        (0, 100, 700),
        (0, 150, 650),
        (0, 150, 650),
    ]


def test_a_drag_goes_on_beside_the_page_and_a_press_there_is_nobodys(opened):
    view, tool = opened(PromptPages()), Diary()
    view.set_tool(tool)
    mouse(view, Kind.MouseButtonPress, QPointF(2, 300))
    assert tool.told == []
    mouse(view, Kind.MouseButtonPress, QPointF(100, 300))
    mouse(view, Kind.MouseMove, QPointF(2, 300), buttons=LEFT)
    assert tool.told[-1][1].x < 0


def test_what_a_tool_does_not_take_has_no_sequel(opened):
    view, tool = opened(PromptPages()), Diary(takes=False)
    view.set_tool(tool)
    mouse(view, Kind.MouseButtonPress, QPointF(300, 300))
    mouse(view, Kind.MouseButtonRelease, QPointF(300, 300))
    assert words_of(tool) == ["press"]


def test_hovering_a_double_click_and_a_key(opened):
    view, tool = opened(PromptPages()), Diary()
    view.set_tool(tool)
    mouse(view, Kind.MouseMove, QPointF(300, 300), buttons=NONE)
    mouse(view, Kind.MouseMove, QPointF(2, 300), buttons=NONE)
    mouse(view, Kind.MouseButtonDblClick, QPointF(300, 300))
    assert words_of(tool) == ["hover", "hover", "double"]
    assert tool.told[1][1] is None
    assert view.viewport().cursor().shape() is Qt.CursorShape.CrossCursor
    event = QKeyEvent(Kind.KeyPress, Qt.Key.Key_Escape, PLAIN)
    QApplication.sendEvent(view, event)
    assert event.isAccepted()


def test_another_tool_cancels_the_first(opened):
    view, tool = opened(PromptPages()), Diary()
    view.set_tool(tool)
    mouse(view, Kind.MouseButtonPress, QPointF(300, 300))
    view.set_tool(None)
    mouse(view, Kind.MouseMove, QPointF(310, 300), buttons=LEFT)
    assert words_of(tool) == ["press", "cancel"]
    assert view.viewport().cursor().shape() is Qt.CursorShape.ArrowCursor


def test_the_middle_button_scrolls_whatever_the_tool(opened):
    view, tool = opened(PromptPages()), Diary()
    view.set_tool(tool)
    mouse(view, Kind.MouseButtonPress, QPointF(300, 300), MIDDLE)
    mouse(view, Kind.MouseMove, QPointF(300, 180), MIDDLE, MIDDLE)
    mouse(view, Kind.MouseButtonRelease, QPointF(300, 180), MIDDLE)
    assert view.verticalScrollBar().value() == 120
    assert "press" not in words_of(tool)


def test_one_finger_scrolls_without_a_tool_and_is_the_tools_with_one(opened, finger):
    view, tool = opened(PromptPages()), Diary()
    touch(view, finger, Kind.TouchBegin, QPointF(300, 400))
    touch(view, finger, Kind.TouchUpdate, QPointF(300, 350))
    touch(view, finger, Kind.TouchEnd, QPointF(300, 350))
    assert view.verticalScrollBar().value() == 50
    view.set_tool(tool)
    touch(view, finger, Kind.TouchBegin, QPointF(300, 400))
    touch(view, finger, Kind.TouchUpdate, QPointF(300, 350))
    touch(view, finger, Kind.TouchEnd, QPointF(300, 350))
    assert words_of(tool) == ["press", "move", "release"]
    assert view.verticalScrollBar().value() == 50


@pytest.mark.qt_log_ignore("QGestureManager::deliverEvents")
def test_two_fingers_scroll_and_take_the_page_from_the_tool(opened, finger):
    view, tool = opened(PromptPages()), Diary()
    view.set_tool(tool)
    touch(view, finger, Kind.TouchBegin, QPointF(300, 400))
    touch(view, finger, Kind.TouchUpdate, QPointF(300, 400), QPointF(400, 400))
    touch(view, finger, Kind.TouchUpdate, QPointF(300, 340), QPointF(400, 340))
    touch(view, finger, Kind.TouchEnd, QPointF(300, 340), QPointF(400, 340))
    assert words_of(tool) == ["press", "cancel"]
    assert view.verticalScrollBar().value() == 60


def test_a_palm_is_ignored_while_a_pen_is_near(opened, pen, finger):
    view, tool = opened(PromptPages()), Diary()
    view.pointer.pen.setInterval(600_000)
    view.set_tool(tool)
    at = view.frame(0).to_view(100, 700)
    write(view, pen, Kind.TabletPress, at)
    touch(view, finger, Kind.TouchBegin, QPointF(300, 400))
    touch(view, finger, Kind.TouchUpdate, QPointF(300, 200))
    touch(view, finger, Kind.TouchEnd, QPointF(300, 200))
    write(view, pen, Kind.TabletMove, at)
    assert words_of(tool) == ["tablet", "tablet"]
    assert (round(tool.told[0][1].x), tool.told[0][1].pressure) == (100, pytest.approx(0.7))
    assert view.verticalScrollBar().value() == 0


def test_a_pinch_zooms_around_its_middle(opened):
    view = opened(PromptPages())
    view.set_zoom(Zoom(Fit.FREE, 100))
    pinch = QPinchGesture()
    pinch.setScaleFactor(1.5)
    pinch.setCenterPoint(QPointF(view.viewport().mapToGlobal(QPoint(200, 200))))
    pinch.setChangeFlags(QPinchGesture.ChangeFlag.ScaleFactorChanged)
    before = view.point_at(QPointF(200, 200))
    QApplication.sendEvent(view.viewport(), QGestureEvent([pinch]))
    assert view.stage.percent == pytest.approx(150)
    after = view.point_at(QPointF(200, 200))
    assert (after.page, after.x) == (before.page, pytest.approx(before.x, abs=1))


def test_the_wheel_turns_pages_one_at_a_time(opened, qtbot):
    view = opened(PromptPages())
    view.change(zoom=Zoom(Fit.PAGE), plan=Arrangement(paged=True))
    for notches, page in ((-1, 1), (-1, 2), (1, 1)):
        wheel(view, notches)
        qtbot.waitUntil(lambda page=page: view.page == page)
        assert list(view.stage.layout.visible(view.shown())) == [page]


def wheel(view, notches):
    at = QPointF(300, 300)
    event = QWheelEvent(at, at, QPoint(), QPoint(0, 120 * notches), NONE, PLAIN, Qt.ScrollPhase.NoScrollPhase, False)
    QApplication.sendEvent(view.viewport(), event)


def test_a_screen_down_at_the_end_of_a_page_turns_it(opened, qtbot):
    view = opened(PromptPages())
    view.change(zoom=Zoom(Fit.WIDTH), plan=Arrangement(paged=True))
    bar = view.verticalScrollBar()
    while bar.value() < bar.maximum():
        move(view, Move.SCREEN_DOWN)
    move(view, Move.SCREEN_DOWN)
    qtbot.waitUntil(lambda: view.page == 1)
    assert bar.value() == bar.minimum()
    move(view, Move.SCREEN_UP)
    qtbot.waitUntil(lambda: view.page == 0)
    assert bar.value() == bar.maximum()


@pytest.mark.parametrize("key", [Move.TURN_LEFT, Move.TURN_RIGHT])
def test_turning_keeps_the_page_and_its_middle(opened, qtbot, settled, key):
    view = opened(PromptPages())
    view.set_zoom(Zoom(Fit.FREE, 200))
    view.go_to(5, 0.3)
    settled(view)
    middle = QPointF(view.viewport().rect().center())
    before = view.point_at(middle)
    move(view, key)
    settled(view)
    after = view.point_at(middle)
    assert (after.page, after.x, after.y) == (
        before.page,
        pytest.approx(before.x, abs=2),
        pytest.approx(before.y, abs=2),
    )
