"""Links of a real paper: said before, followed inside, asked about outside, refused with a reason."""

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt

from ecabinet.app.text.links import Closed, Inside, Outside
from ecabinet.pdf.pool import RenderPool
from ecabinet.ui.reader.linking import closed, host, is_mail
from ecabinet.ui.reader.linking import where as told
from ecabinet.ui.reader.linking_question import LinkQuestion
from tests.ui.reader.words_kit import click, drag, made, move, reader, where


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
    qtbot.waitUntil(lambda: bool(reader_.words.texts.links_of(0).links), timeout=60_000)
    yield reader_
    reader_.words.close()
    reader_.postman.rest()


AIR = QPointF(8, 0)


def test_over_a_link_stands_where_it_leads(open_):
    for words, expected in (
        ("Cổng", "https://chinhphu.vn/a?b=1"),
        ("Xem phụ", "Đến trang 3"),
        ("Tệp", "Liên kết này mở tệp trên máy nên không mở từ tài liệu."),
    ):
        move(open_.view, where(open_, words) + AIR, held=False)
        assert open_.words.status.text == expected
        assert open_.view.viewport().cursor().shape() is Qt.CursorShape.PointingHandCursor
    move(open_.view, where(open_, "Đề nghị"), held=False)
    assert open_.words.status.text == ""


def test_a_link_inside_leads_there_and_the_way_back_is_known(open_, qtbot):
    click(open_.view, where(open_, "Xem phụ") + AIR)
    qtbot.waitUntil(lambda: open_.view.page == 2, timeout=60_000)
    assert len(open_.view.trail.back) == 1


def test_a_link_outside_is_opened_only_after_a_question(open_, qtbot):
    opened = []
    open_.words.open_address = lambda address: bool(opened.append(address)) or True
    click(open_.view, where(open_, "Cổng") + AIR)
    question = open_.view.window().findChild(LinkQuestion)
    assert question.isVisible()
    assert question.findChild(object, "link-address").toPlainText() == "https://chinhphu.vn/a?b=1"
    question.leave.click()
    assert opened == []
    click(open_.view, where(open_, "Cổng") + AIR)
    question = next(one for one in open_.view.window().findChildren(LinkQuestion) if one.isVisible())
    with qtbot.waitSignal(open_.words.opened_outside):
        question.open_it.click()
    assert opened == ["https://chinhphu.vn/a?b=1"]


def test_an_address_that_the_system_does_not_open_is_told(open_):
    open_.words.open_address = lambda _address: False
    open_.words.on_agreed("https://chinhphu.vn")
    assert open_.words.status.text == "Máy này không mở được địa chỉ đó."


def test_a_closed_link_says_why(open_):
    click(open_.view, where(open_, "Tệp") + AIR)
    assert open_.words.status.text == "Liên kết này mở tệp trên máy nên không mở từ tài liệu."


def test_a_drag_that_begins_on_a_link_selects(open_):
    drag(open_.view, where(open_, "Cổng"), where(open_, "Cổng thông", end=True))
    assert open_.words.selecting.words() == "Cổng thông"
    assert open_.view.window().findChild(LinkQuestion) is None


def test_leaving_the_pages_takes_the_words_away(open_):
    from PySide6.QtWidgets import QApplication

    move(open_.view, where(open_, "Cổng") + AIR, held=False)
    QApplication.sendEvent(open_.view.viewport(), QEvent(QEvent.Type.Leave))
    assert open_.words.status.text == ""


@pytest.mark.parametrize(
    ("target", "words"),
    [
        (Inside(11), "Đến trang 12"),
        (Outside("mailto:a@b.vn"), "mailto:a@b.vn"),
        (Closed("x", ""), "Liên kết này không có địa chỉ đọc được nên không mở."),
        (Closed("tel:1", "tel"), "Liên kết loại “tel:” không mở được từ tài liệu."),
    ],
)
def test_where_links_lead(qapp, target, words):
    assert told(target) == words


def test_addresses_are_shown_as_machines_spell_them():
    assert host("https://chínhphu.vn/a") == "xn--chnhphu-8ya.vn"
    assert host("mailto:a@b.vn") == ""
    assert is_mail("mailto:a@b.vn")
    assert closed(Closed("javascript:alert(1)", "javascript")).startswith("Liên kết này chạy")
