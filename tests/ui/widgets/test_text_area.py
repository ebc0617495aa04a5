"""A text area takes plain text, gives Vietnamese air, and is as high as asked."""

import pytest
from PySide6.QtCore import QMimeData

from ecabinet.ui.theme.theme import current
from ecabinet.ui.theme.tokens import LINE_HEIGHT
from ecabinet.ui.widgets.text_area import TextArea


@pytest.fixture
def area(shown):
    return shown(TextArea())


def test_lines_have_the_height_of_the_theme(area):
    area.setPlainText("Thông qua.\nGiao Sở Tài chính.")
    layout = area.document().documentLayout()
    first, second = (layout.blockBoundingRect(area.document().findBlockByNumber(at)) for at in range(2))
    pitch = second.top() - first.top()
    assert pitch == pytest.approx(current().font("body").pixelSize() * LINE_HEIGHT, abs=1.5)


def test_so_many_rows_need_no_scrolling(area):
    area.setPlainText("Một\nHai\nBa")
    area.keep_rows(3)
    assert area.verticalScrollBar().maximum() == 0
    area.keep_rows(2)
    assert area.verticalScrollBar().maximum() > 0


def test_a_new_text_is_told_once_and_cannot_be_undone(area):
    told = []
    area.textChanged.connect(lambda: told.append(area.toPlainText()))
    area.setPlainText("Kết luận")
    assert told == ["Kết luận"]
    assert not area.document().isUndoAvailable()


def test_pasted_text_is_plain(area):
    data = QMimeData()
    data.setHtml("<b>đậm</b>")
    data.setText("đậm")
    area.insertFromMimeData(data)
    assert "font-weight" not in area.toHtml().split("<body", 1)[1].split(">", 1)[1]
    assert area.toPlainText() == "đậm"
