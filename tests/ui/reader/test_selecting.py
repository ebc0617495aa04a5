"""Selecting words in a real paper with the mouse and the keyboard."""

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QGuiApplication

from ecabinet.core.annotations import MarkKind
from ecabinet.pdf.pool import RenderPool
from tests.ui.reader.words_kit import (
    ALT,
    CONTROL,
    SHIFT,
    click,
    double_click,
    drag,
    key,
    made,
    move,
    press,
    reader,
    release,
    where,
)

C, A, ESC = Qt.Key.Key_C, Qt.Key.Key_A, Qt.Key.Key_Escape


@pytest.fixture(scope="module")
def pool():
    with RenderPool() as pool:
        yield pool


@pytest.fixture(scope="module")
def file(tmp_path_factory):
    path = tmp_path_factory.mktemp("papers") / "tờ trình.pdf"
    path.write_bytes(made())
    return path


@pytest.fixture
def open_(theme, qtbot, shown, pool, file):
    reader_ = reader(qtbot, shown, pool, file)
    yield reader_
    reader_.words.close()
    reader_.postman.rest()


class Marks:
    """Remembers what was to be marked."""

    def __init__(self):
        self.asked = []

    def mark_selection(self, kind, quads, page, quote):
        self.asked.append((kind, quads, page, quote))


def test_a_drag_selects_characters_and_they_are_copied(open_):
    drag(open_.view, where(open_, "biểu quyết"), where(open_, "thông qua", end=True))
    assert open_.words.selecting.words() == "biểu quyết thông qua"
    key(open_.view, C, CONTROL)
    assert QGuiApplication.clipboard().text() == "biểu quyết thông qua"


def test_a_drag_across_lines_is_painted_over_each(open_):
    drag(open_.view, where(open_, "quy hoạch"), where(open_, "Giao Sở", end=True))
    assert open_.words.selecting.words() == "quy hoạch. Giao Sở"
    (part,) = open_.words.selecting.parts
    assert len(part.selection.quads) == 2
    place = where(open_, "Giao") + QPointF(0, -where_height(open_, "Giao") / 2 + 1)
    assert open_.view.viewport().grab().toImage().pixelColor(place.toPoint()) != QColor(Qt.GlobalColor.white)


def where_height(open_, said):
    text = open_.words.texts.paper.page(0)
    box = text.lines[text.line_at(text.text.index(said))].box
    return (box.top - box.bottom) * open_.view.frame(0).zoom


def test_a_double_click_selects_a_word_and_a_third_press_the_line(open_):
    at = where(open_, "Tài chính")
    double_click(open_.view, at)
    assert open_.words.selecting.words() == "Tài"
    click(open_.view, at)
    assert open_.words.selecting.words() == "Giao Sở Tài chính chủ trì thực hiện."


def test_shift_extends(open_):
    drag(open_.view, where(open_, "Giao"), where(open_, "Giao", end=True))
    click(open_.view, where(open_, "chủ trì", end=True), SHIFT)
    assert open_.words.selecting.words() == "Giao Sở Tài chính chủ trì"


def test_alt_selects_a_column(open_):
    air = QPointF(6, 10)
    drag(open_.view, where(open_, "1.250,5") - air, where(open_, "37,0", end=True) + QPointF(40, 10), ALT)
    assert open_.words.selecting.words() == "1.250,5\n37,0"


def test_a_drag_goes_on_on_the_next_page(open_, qtbot):
    open_.view.go_to(0, 0.75)
    qtbot.waitUntil(lambda: open_.view.frame(1) is not None, timeout=60_000)
    qtbot.waitUntil(lambda: open_.words.texts.paper.page(1) is not None, timeout=60_000)
    drag(open_.view, where(open_, "Tệp"), where(open_, "Trang hai", 1, end=True))
    assert [part.page for part in open_.words.selecting.parts] == [0, 1]
    assert open_.words.selecting.words() == "Tệp\nTrang hai"


def test_a_drag_beyond_the_edge_scrolls(open_, qtbot):
    view, below = open_.view, QPointF(300, open_.view.viewport().height() + 80)
    press(view, where(open_, "Giao"))
    move(view, below)
    qtbot.waitUntil(lambda: view.verticalScrollBar().value() > 100, timeout=60_000)
    assert "chủ trì" in open_.words.selecting.words()
    release(view, below)
    assert not open_.words.tool._edge._timer.isActive()


def test_the_whole_page_and_nothing(open_):
    key(open_.view, A, CONTROL)
    assert open_.words.selecting.words().startswith("Đề nghị biểu quyết")
    assert open_.words.bar.isVisible()
    key(open_.view, ESC)
    assert open_.words.selecting.words() == ""
    assert not open_.words.bar.isVisible()


def test_a_press_beside_the_words_selects_nothing_and_is_left_to_the_view(open_):
    key(open_.view, A, CONTROL)
    click(open_.view, open_.view.frame(0).to_view(8, 8))
    assert open_.words.selecting.parts == ()


def test_the_pointer_tells_words_from_blank_paper(open_):
    move(open_.view, where(open_, "biểu quyết"), held=False)
    assert open_.view.viewport().cursor().shape() is Qt.CursorShape.IBeamCursor
    move(open_.view, open_.view.frame(0).to_view(8, 8), held=False)
    assert open_.view.viewport().cursor().shape() is not Qt.CursorShape.IBeamCursor


def test_the_bar_copies_and_marks(open_, qtbot):
    marks = Marks()
    open_.words.set_marker(marks)
    drag(open_.view, where(open_, "biểu quyết"), where(open_, "biểu quyết", end=True))
    assert open_.words.bar.isVisible()
    open_.words.bar.copy.click()
    assert QGuiApplication.clipboard().text() == "biểu quyết"
    open_.words.bar.marks[MarkKind.UNDERLINE].click()
    ((kind, quads, page, quote),) = marks.asked
    assert (kind, len(quads), page, quote.exact) == (MarkKind.UNDERLINE, 1, 0, "biểu quyết")
    assert quote.prefix.endswith("nghị ")
    assert open_.words.selecting.parts == ()


def test_a_page_that_is_a_picture_says_so(open_, qtbot):
    open_.view.go_to(3)
    qtbot.waitUntil(lambda: open_.view.frame(3) is not None, timeout=60_000)
    qtbot.waitUntil(lambda: open_.words.texts.paper.page(3) is not None, timeout=60_000)
    double_click(open_.view, open_.view.frame(3).rect().center())
    assert open_.words.status.text == "Trang này là ảnh quét, không có chữ để chọn."


def test_who_reads_screens_aloud_gets_the_words_of_the_page(open_, qtbot):
    assert open_.view.accessibleDescription().startswith("Trang 1 trên 4.\nĐề nghị biểu quyết")
    open_.view.go_to(1)
    qtbot.waitUntil(lambda: "Hội đồng nhân dân" in open_.view.accessibleDescription(), timeout=60_000)
