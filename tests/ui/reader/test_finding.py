"""Finding words in a real paper: marks of letters or not, on all pages, step by step."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import QAbstractScrollArea

from ecabinet.pdf.pool import RenderPool
from ecabinet.ui.reader.find_bar import FindBar
from ecabinet.ui.reader.finding import Found
from tests.ui.reader.words_kit import SHIFT, key, made, reader

ESC, ENTER = Qt.Key.Key_Escape, Qt.Key.Key_Return


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


@pytest.fixture
def look_for(open_, qtbot):
    """Types words into the bar and waits until all pages were looked through."""

    def look(words):
        bar = open_.words.search.bar
        bar.begin()
        bar.field.setText(words)
        bar.field.on_pause()
        qtbot.waitUntil(lambda: "…" not in bar.count.text() and bool(bar.count.text()), timeout=60_000)
        return bar.count.text()

    return look


def test_words_without_marks_find_words_with_them_on_all_pages(open_, look_for):
    assert look_for("bieu quyet") == "1/3"
    finding = open_.words.search.finding
    found = [open_.words.texts.text_of(hit.page).text[hit.start : hit.end] for hit in finding.hits()]
    assert found == ["biểu quyết", "biểu quyết", "Biểu Quyết"]
    assert [hit.page for hit in finding.hits()] == [0, 1, 2]


def test_enter_goes_to_the_next_and_round(open_, look_for, qtbot):
    look_for("bieu quyet")
    bar = open_.words.search.bar
    for count in ("2/3", "3/3"):
        key(bar.field, ENTER)
        assert bar.count.text() == count
    bar.forth.click()
    assert bar.count.text() == "1/3"
    key(bar.field, ENTER, SHIFT)
    assert bar.count.text() == "3/3"
    bar.back.click()
    assert bar.count.text() == "2/3"
    key(bar.field, ENTER)
    qtbot.waitUntil(lambda: open_.view.page == 2, timeout=60_000)
    qtbot.waitUntil(lambda: open_.view.frame(2) is not None, timeout=60_000)
    hit = open_.words.search.finding.here
    box = open_.words.texts.text_of(2).around(hit.start, hit.end)
    qtbot.waitUntil(
        lambda: open_.view.viewport().rect().contains(open_.view.frame(2).box_to_view(*box).toRect()), timeout=60_000
    )


def test_options_are_as_strict_as_they_say(open_, look_for, qtbot):
    look_for("biểu quyết")
    bar = open_.words.search.bar
    bar.case.setChecked(True)
    qtbot.waitUntil(lambda: bar.count.text() == "1/2", timeout=60_000)
    bar.marks.setChecked(True)
    qtbot.waitUntil(lambda: bar.count.text() == "1/2", timeout=60_000)
    assert look_for("biêu quyêt") == "Không tìm thấy"
    bar.marks.setChecked(False)
    qtbot.waitUntil(lambda: bar.count.text() == "1/2", timeout=60_000)
    bar.whole.setChecked(True)
    assert look_for("quyê") == "Không tìm thấy"


def test_hits_are_marked_on_the_page_and_beside_the_scroll_bar(open_, look_for, qtbot):
    before = open_.view.viewport().grab().toImage()
    look_for("bieu quyet")
    hit = open_.words.search.finding.here
    box = open_.words.texts.text_of(0).around(hit.start, hit.end)
    corner = open_.view.frame(0).box_to_view(*box).topLeft().toPoint()
    after = open_.view.viewport().grab().toImage()
    assert before.pixelColor(corner) != after.pixelColor(corner)
    ticks = open_.words.search.ticks
    qtbot.waitUntil(lambda: len(ticks.shares) == 3, timeout=60_000)
    assert ticks.isVisible()
    assert 0 < ticks.shares[0] < ticks.shares[1] < ticks.shares[2] < 0.8


def test_escape_ends_the_search_and_gives_the_keyboard_back(open_, look_for, qtbot):
    look_for("bieu quyet")
    bar = open_.words.search.bar
    key(bar.field, ESC)
    assert not bar.isVisible()
    assert open_.words.search.finding.hits() == ()
    qtbot.waitUntil(lambda: not open_.words.search.ticks.isVisible(), timeout=60_000)


def test_the_keys_find_and_go_on(open_, look_for):
    shortcuts = {one.key().toString(): one for one in open_.view.window().findChildren(QShortcut)}
    shortcuts["Ctrl+F"].activated.emit()  # a window that is not in front hears no keys
    bar = open_.words.search.bar
    assert bar.isVisible()
    look_for("bieu quyet")
    shortcuts["F3"].activated.emit()
    assert bar.count.text() == "2/3"
    shortcuts["Shift+F3"].activated.emit()
    assert bar.count.text() == "1/3"


def test_the_bar_takes_its_room_at_the_foot_and_gives_it_back(open_, look_for):
    view, top = open_.view, open_.view.frame(0).top
    whole = view.viewport().height()
    look_for("phan bo")
    assert open_.words.search.bar.geometry().top() == view.viewport().geometry().bottom() + 1
    assert view.viewport().height() == whole - open_.words.search.bar.height()
    assert view.frame(0).top == top
    open_.words.search.bar.leave.click()
    assert view.viewport().height() == whole


def test_pages_without_text_are_told(open_, look_for):
    look_for("bieu quyet")
    assert open_.words.search.bar.note.text() == "1 trang là ảnh quét, không có chữ để tìm."


def test_while_pages_are_looked_through_the_bar_says_how_far(theme, shown, qtbot):
    bar = FindBar(shown(QAbstractScrollArea()))
    bar.show_found(Found(True, 3, 28, 40))
    assert bar.count.text() == "3/28 · đang tìm… 40 %"
    bar.show_found(Found(True, 0, 0, 40))
    assert bar.count.text() == "đang tìm… 40 %"
    bar.show_found(Found())
    assert bar.count.text() == ""


def test_another_paper_is_searched_for_the_same_words(open_, look_for, qtbot, tmp_path):
    look_for("bieu quyet")
    other = tmp_path / "b.pdf"
    other.write_bytes(made('#set text(lang: "vi")\nBiểu quyết hai lần biểu quyết.'))
    open_.view.open(other)
    bar = open_.words.search.bar
    qtbot.waitUntil(lambda: bar.count.text() == "1/2", timeout=60_000)
