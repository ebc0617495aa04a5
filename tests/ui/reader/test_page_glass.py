"""Layers above pages: where they are painted, how often, and that they lie where the workers draw."""

import pytest
from pypdfium2 import PdfDocument
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor

from ecabinet.app.pages import PageSize, PaperShape
from ecabinet.core.errors import PaperFault
from ecabinet.pdf.pool import RenderPool
from ecabinet.ui.reader.zoom import Fit, Zoom
from tests.ui.meeting.fakes import PromptPages

RED = QColor("#ff0000")


class Square:
    """Paints a square of 100 points, 20 from the left and lower edge; remembers what it was asked."""

    def __init__(self, color=RED):
        self.color = color
        self.asked = []

    def paint(self, painter, frame, clip):
        self.asked.append((frame.page, clip))
        painter.setTransform(frame.transform(), combine=True)
        painter.fillRect(QRectF(20, 20, 100, 100), self.color)


def color_at(view, point):
    return view.viewport().grab().toImage().pixelColor(point.toPoint())


def test_a_layer_is_painted_on_each_page_seen_and_above_the_former(opened):
    view = opened(PromptPages(shape=PaperShape((PageSize(300, 300),) * 5)))
    below, above = Square(), Square(QColor("#00ff00"))
    view.add_layer(below)
    view.add_layer(above)
    below.asked.clear()
    assert color_at(view, view.frame(0).to_view(70, 70)) == QColor("#00ff00")
    assert {page for page, _clip in below.asked} == set(view.stage.layout.visible(view.shown()))


def test_refreshing_a_piece_paints_only_that_piece(opened, qtbot):
    view = opened(PromptPages())
    square = Square()
    view.add_layer(square)
    qtbot.waitUntil(lambda: bool(square.asked))
    square.asked.clear()
    view.refresh(0, QRectF(50, 60, 20, 10))
    qtbot.waitUntil(lambda: bool(square.asked))
    assert square.asked == [(0, QRectF(50, 60, 20, 10))]


def test_a_page_that_cannot_be_shown_has_no_layers(opened):
    view = opened(PromptPages(broken={0: PaperFault.CRASHED}))
    square = Square()
    view.add_layer(square)
    assert view.frame(0) is None
    assert view.point_at(QPointF(300, 300)) is None
    view.viewport().grab()
    assert 0 not in {page for page, _clip in square.asked}


@pytest.fixture(scope="module")
def pool():
    with RenderPool(1) as made:
        yield made


def write_turned(data, file, rotation):
    document = PdfDocument(data)
    page = document[0]
    page.set_rotation(rotation)
    page.close()
    document.save(file)
    document.close()


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
@pytest.mark.parametrize("turns", [0, 1, 3])
def test_a_layer_lies_where_real_workers_draw(opened, settled, pool, corner_paper, tmp_path, rotation, turns):
    file = tmp_path / "góc.pdf"
    write_turned(corner_paper, file, rotation)
    view = opened(pool, file)
    view.change(plan=view.stage.plan.turned(turns))
    view.set_zoom(Zoom(Fit.PAGE))
    settled(view)
    frame = view.frame(0)
    assert frame.size.rotation == rotation // 90
    for x, y, black in ((22, 22, True), (118, 118, True), (17, 22, False), (22, 17, False), (123, 118, False)):
        assert (color_at(view, frame.to_view(x, y)).lightness() < 60) == black
    at = view.point_at(frame.to_view(40, 60))
    assert (at.page, at.x, at.y) == (0, pytest.approx(40), pytest.approx(60))
