"""The page view: it shows what comes, asks for what is missing, zooms and moves; first with a fake port, then with
real worker processes."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QApplication

from ecabinet.app.pages import PageSize, PaperShape
from ecabinet.core.errors import PaperFault, PaperUnreadable
from ecabinet.pdf.pool import RenderPool
from ecabinet.ui.feed import Feed
from ecabinet.ui.reader.page_view import PageView
from ecabinet.ui.reader.postman import Postman, postman_for
from ecabinet.ui.reader.zoom import Fit, Zoom
from tests.ui.meeting.fakes import A4, FakePages, PromptPages

PAGE_COLOR = QColor(160, 80, 40)  # of page 0 in the fake port, which adds the page number to the blue


@pytest.fixture
def opened(theme, qtbot, shown, tmp_path):
    """Opens a paper from a port in a view of 700 × 600."""
    made = []

    def open_(pages, name="a.pdf"):
        postman = Postman(pages)
        made.append(postman)
        view = shown(PageView(postman), 700, 600)
        view.open(tmp_path / name)
        return view

    yield open_
    for postman in made:
        postman.rest()


def wait_idle(qtbot, view):
    qtbot.waitUntil(lambda: view.desk.shape is not None, timeout=10_000)
    qtbot.waitUntil(lambda: not view._plan.isActive())
    qtbot.waitUntil(lambda: not view.desk._postman.pages.waiting(), timeout=10_000)


def press(view, key, modifier=Qt.KeyboardModifier.NoModifier):
    QApplication.sendEvent(view, QKeyEvent(QKeyEvent.Type.KeyPress, key, modifier))


AT = QPointF(300, 300)


def wheel(view, notches, at=AT, modifier=Qt.KeyboardModifier.ControlModifier):
    event = QWheelEvent(
        at, QPointF(view.mapToGlobal(at.toPoint())), QPoint(), QPoint(0, 120 * notches), Qt.MouseButton.NoButton,
        modifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(view.viewport(), event)


def color_at(view, x, y):
    return view.viewport().grab().toImage().pixelColor(x, y)


def middle_of(view, page):
    box = view.stage.layout.boxes[page]
    return box.left + box.width // 2, box.top + box.height // 4 - view.verticalScrollBar().value()


def test_pages_appear_and_nothing_is_awaited_any_more(opened, qtbot):
    view = opened(PromptPages())
    with qtbot.waitSignal(view.opened) as signal:
        pass
    assert signal.args == [12]
    wait_idle(qtbot, view)
    assert color_at(view, *middle_of(view, 0)) == PAGE_COLOR
    assert not view.desk._postman._timer.isActive()


def test_paper_is_white_before_anything_is_drawn(opened, qtbot):
    pages = FakePages()
    view = opened(pages)
    pages.serve(1)
    qtbot.waitUntil(lambda: view.desk.shape is not None)
    assert color_at(view, 60, 60) == QColor(Qt.GlobalColor.white)
    qtbot.waitUntil(lambda: len(pages.wishes) > 0)
    pages.serve(1)  # the stand-in of the first page
    qtbot.waitUntil(lambda: view.desk.stand_in(0) is not None)
    assert color_at(view, *middle_of(view, 0)) == PAGE_COLOR
    assert len(view.desk._tiles) == 0


def test_painting_asks_for_nothing(opened, qtbot):
    pages = PromptPages()
    view = opened(pages)
    wait_idle(qtbot, view)
    asked = len(pages.asked)
    view.viewport().grab()
    assert len(pages.asked) == asked


def test_a_fast_scroll_is_one_generation_and_cancels_the_way(opened, qtbot):
    pages = FakePages()
    view = opened(pages)
    pages.serve(1)
    qtbot.waitUntil(lambda: len(pages.wishes) > 0)
    generation = max(urgency.generation for _request, urgency in pages.asked)
    for value in range(0, view.verticalScrollBar().maximum(), 97):
        view.verticalScrollBar().setValue(value)
    qtbot.waitUntil(lambda: bool(pages.cancelled))
    assert max(urgency.generation for _request, urgency in pages.asked) == generation + 1
    assert {request.page for _path, request, _urgency in pages.wishes.values()} <= {8, 9, 10, 11}


def test_the_page_looked_at_is_told(opened, qtbot):
    view = opened(PromptPages())
    wait_idle(qtbot, view)
    with qtbot.waitSignal(view.page_changed) as signal:
        view.go_to(4)
    assert signal.args == [4]
    view.go_to(400)
    qtbot.waitUntil(lambda: view.page == 11)
    view.go_to(-3)
    qtbot.waitUntil(lambda: view.page == 0)


@pytest.mark.parametrize(
    ("key", "modifier", "expected"),
    [
        (Qt.Key.Key_End, Qt.KeyboardModifier.NoModifier, 11),
        (Qt.Key.Key_Right, Qt.KeyboardModifier.NoModifier, 6),
        (Qt.Key.Key_Left, Qt.KeyboardModifier.NoModifier, 4),
        (Qt.Key.Key_Home, Qt.KeyboardModifier.NoModifier, 0),
    ],
)
def test_keys_go_to_pages(opened, qtbot, key, modifier, expected):
    view = opened(PromptPages())
    wait_idle(qtbot, view)
    view.go_to(5)
    qtbot.waitUntil(lambda: view.page == 5)
    press(view, key, modifier)
    qtbot.waitUntil(lambda: view.page == expected)


def test_keys_scroll_by_screens_and_lines(opened, qtbot):
    view = opened(PromptPages())
    wait_idle(qtbot, view)
    bar = view.verticalScrollBar()
    screen = round(view.stage.room.height * 0.9)
    for key, modifier, step in [
        (Qt.Key.Key_PageDown, Qt.KeyboardModifier.NoModifier, screen),
        (Qt.Key.Key_Space, Qt.KeyboardModifier.NoModifier, screen),
        (Qt.Key.Key_Space, Qt.KeyboardModifier.ShiftModifier, -screen),
        (Qt.Key.Key_PageUp, Qt.KeyboardModifier.NoModifier, -screen),
        (Qt.Key.Key_Down, Qt.KeyboardModifier.NoModifier, bar.singleStep()),
        (Qt.Key.Key_Up, Qt.KeyboardModifier.NoModifier, -bar.singleStep()),
    ]:
        before = bar.value()
        press(view, key, modifier)
        assert bar.value() == before + step


def test_keys_zoom(opened, qtbot):
    view = opened(PromptPages())
    wait_idle(qtbot, view)
    press(view, Qt.Key.Key_1)
    assert view.stage.percent == pytest.approx(100)
    press(view, Qt.Key.Key_Plus)
    assert view.stage.percent == pytest.approx(110)
    press(view, Qt.Key.Key_Minus)
    press(view, Qt.Key.Key_Minus)
    assert view.stage.percent == pytest.approx(90)
    press(view, Qt.Key.Key_0)
    assert view.stage.zoom.fit is Fit.WIDTH
    assert view.horizontalScrollBar().maximum() == 0


def test_a_foreign_key_is_left_to_others(opened):
    view = opened(PromptPages())
    event = QKeyEvent(QKeyEvent.Type.KeyPress, Qt.Key.Key_F5, Qt.KeyboardModifier.NoModifier)
    view.keyPressEvent(event)
    assert not event.isAccepted()


def test_ctrl_and_wheel_zoom_around_the_pointer(opened, qtbot):
    view = opened(PromptPages())
    wait_idle(qtbot, view)
    view.go_to(3)
    at = QPointF(400, 200)
    before = view.stage.layout.place(at.x(), view.verticalScrollBar().value() + at.y())
    wheel(view, 3, at)
    left, top = view.horizontalScrollBar().value(), view.verticalScrollBar().value()
    x, y = view.stage.layout.point(before)
    assert (x - left, y - top) == (pytest.approx(at.x(), abs=1), pytest.approx(at.y(), abs=1))
    for _turn in range(40):
        wheel(view, 3)
    assert view.stage.percent == pytest.approx(400)
    for _turn in range(40):
        wheel(view, -3)
    assert view.stage.percent == pytest.approx(25)


def test_the_wheel_alone_scrolls(opened, qtbot):
    view = opened(PromptPages())
    wait_idle(qtbot, view)
    wheel(view, -1, modifier=Qt.KeyboardModifier.NoModifier)
    assert view.verticalScrollBar().value() > 0


def test_a_narrower_window_keeps_the_page_at_the_top(opened, qtbot):
    view = opened(PromptPages())
    wait_idle(qtbot, view)
    view.go_to(6)
    qtbot.waitUntil(lambda: view.page == 6)
    view.resize(420, 600)
    qtbot.wait(10)
    assert view.page == 6
    assert view.horizontalScrollBar().maximum() == 0


def test_one_bad_page_says_why_and_the_rest_is_shown(opened, qtbot):
    pages = PromptPages(broken={0: PaperFault.CRASHED})
    view = opened(pages)
    wait_idle(qtbot, view)
    assert set(view.desk.failed) == {0}
    assert color_at(view, 60, 60) == QColor(Qt.GlobalColor.white)
    asked = [request for request, _urgency in pages.asked if request is not None and request.page == 0]
    view.go_to(1)
    wait_idle(qtbot, view)
    assert [r for r, _urgency in pages.asked if r is not None and r.page == 0] == asked
    assert color_at(view, *middle_of(view, 1)) != QColor(Qt.GlobalColor.white)


def test_a_file_that_is_no_paper_is_refused(opened, qtbot):
    view = opened(PromptPages(error=PaperUnreadable(PaperFault.NOT_A_PDF, "a.pdf")))
    with qtbot.waitSignal(view.refused) as signal:
        pass
    assert signal.args[0].reason is PaperFault.NOT_A_PDF


def test_another_paper_replaces_the_first_and_late_answers_are_ignored(opened, qtbot, tmp_path):
    pages = FakePages()
    view = opened(pages)
    pages.serve(1)
    qtbot.waitUntil(lambda: view.desk.shape is not None)
    view.go_to(7)
    pages.serve()
    late = pages.poll()
    pages.shape = PaperShape((PageSize(300, 300),))
    view.open(tmp_path / "b.pdf")
    for answer in late:
        view.desk._postman.arrived.emit(answer)
    pages.serve(1)
    qtbot.waitUntil(lambda: view.desk.shape is not None)
    assert len(view.stage.layout.boxes) == 1
    assert view.verticalScrollBar().value() == 0
    assert view.desk.stand_in(0) is None


def test_closing_shows_nothing_and_wants_nothing(opened, qtbot):
    pages = FakePages()
    view = opened(pages)
    pages.serve(1)
    qtbot.waitUntil(lambda: len(pages.wishes) > 0)
    view.close_paper()
    assert not pages.wishes
    assert view.verticalScrollBar().maximum() == 0


def test_one_postman_serves_all_views_of_a_port(theme):
    feed, pages = Feed(), FakePages()
    first = postman_for(pages, feed)
    assert postman_for(pages, feed) is first
    assert postman_for(FakePages(), feed) is not first
    assert first.new_view() != first.new_view()


def test_fit_page_shows_a_whole_page(opened, qtbot):
    view = opened(PromptPages(shape=PaperShape((A4, PageSize(842, 595)))))
    wait_idle(qtbot, view)
    view.set_zoom(Zoom(Fit.PAGE))
    box = view.stage.layout.boxes[0]
    assert box.height <= view.stage.room.height
    assert box.height > view.stage.room.height * 0.85


@pytest.mark.skipif(not hasattr(RenderPool, "fileno"), reason="the pool is not ready")
def test_real_pages_are_drawn_by_real_workers(theme, qtbot, shown, tmp_path, seven_pages):
    file = tmp_path / "tờ trình.pdf"
    file.write_bytes(seven_pages)
    with RenderPool(2) as pool:
        postman = Postman(pool)
        view = shown(PageView(postman), 700, 600)
        view.open(file)
        wait_idle(qtbot, view)
        assert len(view.stage.layout.boxes) == 7
        assert view.desk.shape.outline[0].title == "Mục 1"
        assert color_at(view, *middle_of(view, 0)).lightness() < 20
        view.go_to(6)
        wait_idle(qtbot, view)
        assert color_at(view, *middle_of(view, 6)).lightness() < 20
        view.set_zoom(Zoom(Fit.FREE, 300))
        wait_idle(qtbot, view)
        assert view.stage.percent == pytest.approx(300)
        assert not view.desk.failed
        postman.rest()


@pytest.mark.skipif(not hasattr(RenderPool, "fileno"), reason="the pool is not ready")
def test_real_workers_refuse_what_is_no_paper(theme, qtbot, shown, tmp_path):
    file = tmp_path / "bảng.xlsx"
    file.write_bytes(b"PK\x03\x04 no paper")
    with RenderPool(1) as pool:
        postman = Postman(pool)
        view = shown(PageView(postman), 400, 300)
        with qtbot.waitSignal(view.refused, timeout=10_000) as signal:
            view.open(file)
        assert signal.args[0].reason is PaperFault.NOT_A_PDF
        postman.rest()
