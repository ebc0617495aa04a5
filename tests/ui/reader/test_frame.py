"""The way between a page's points and the viewport, there and back, for every rotation; and against real pictures."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPointF

from ecabinet.app.pages import PageSize
from ecabinet.ui.reader.frame import PageFrame

quarters = st.integers(0, 3)
sides = st.floats(20, 3000)
frames = st.builds(
    PageFrame,
    page=st.integers(0, 500),
    size=st.builds(PageSize, sides, sides, quarters),
    turns=quarters,
    scale=st.floats(0.2, 8),
    left=st.integers(-5_000, 5_000),
    top=st.integers(-100_000, 5_000),
    ratio=st.sampled_from([1.0, 1.25, 1.5, 2.0]),
)


@given(frames, st.floats(-0.5, 1.5), st.floats(-0.5, 1.5))
def test_there_and_back_is_the_same_point(frame, across, up):
    width, height = frame.bounds()
    point = (across * width, up * height)
    assert frame.to_page(frame.to_view(*point)) == pytest.approx(point, abs=1e-5)


@given(frames, st.floats(0, 1), st.floats(0, 1))
def test_a_point_of_the_page_lies_in_its_rectangle(frame, across, up):
    width, height = frame.bounds()
    found, room = frame.to_view(across * width, up * height), frame.rect()
    assert room.left() - 1e-6 <= found.x() <= room.right() + 1e-6
    assert room.top() - 1e-6 <= found.y() <= room.bottom() + 1e-6


@pytest.mark.parametrize("rotation", range(4))
@pytest.mark.parametrize("turns", range(4))
def test_the_lower_left_corner_turns_clockwise(rotation, turns):
    upright = (200.0, 100.0)
    size = PageSize(*(upright if rotation % 2 == 0 else reversed(upright)), rotation)
    frame = PageFrame(0, size, turns, 1.0, 30, 40)
    width, height = (200, 100) if (rotation + turns) % 2 == 0 else (100, 200)
    corners = [(0, height), (0, 0), (width, 0), (width, height)]
    across, down = corners[(rotation + turns) % 4]
    assert frame.to_view(0, 0) == QPointF(30 + across, 40 + down)
    assert frame.bounds() == upright


def test_an_upright_page_at_two_pixels_for_a_point():
    frame = PageFrame(0, PageSize(200, 100), 0, 4.0, 20, 40, 2.0)
    assert frame.to_view(10, 90) == QPointF(10 + 20, 20 + 20)
    assert frame.zoom == 2.0
    assert frame.box_to_view(10, 80, 30, 90).getRect() == (30, 40, 40, 20)


def test_the_frame_fits_the_workers_pixels():
    frame = PageFrame(0, PageSize(200.3, 100.7), 0, 1.7, 0, 0)
    assert (frame.rect().width(), frame.rect().height()) == (341, 172)
    assert frame.to_view(200.3, 0) == QPointF(341, 172)
