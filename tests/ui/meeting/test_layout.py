"""Where pages lie, which are seen, and that zooming keeps what is under the pointer."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ecabinet.app.pages import PageSize
from ecabinet.ui.reader.layout import Box, Canvas, Spacing, arranged
from ecabinet.ui.reader.stage import Stage
from ecabinet.ui.reader.zoom import LEAST, MOST, Fit, Room, Zoom, stepped

sides = st.floats(20, 3000)
paper = st.lists(st.builds(PageSize, sides, sides), min_size=1, max_size=20)
scales = st.floats(0.2, 6)
spacings = st.builds(Spacing, st.integers(0, 60), st.integers(0, 40))


@given(paper, scales, st.integers(1, 3000), spacings)
def test_each_page_lies_below_the_one_before_and_inside(sizes, scale, room, spacing):
    layout = arranged(sizes, scale, Canvas(room, 600, spacing))
    assert [(box.width, box.height) for box in layout.boxes] == [size.pixels(scale) for size in sizes]
    top = spacing.margin
    for box in layout.boxes:
        assert box.top == top
        assert box.left >= spacing.margin
        assert box.right <= layout.width - spacing.margin
        assert abs(box.left - (layout.width - box.right)) <= 1
        top = box.bottom + spacing.gap
    assert layout.height == layout.boxes[-1].bottom + spacing.margin
    assert layout.width >= room


@given(paper, scales, spacings, st.floats(0, 1), st.integers(1, 4000))
def test_exactly_the_pages_that_meet_the_window_are_visible(sizes, scale, spacing, share, height):
    layout = arranged(sizes, scale, Canvas(800, 600, spacing))
    window = Box(0, int(share * layout.height), layout.width, height)
    met = [page for page, box in enumerate(layout.boxes) if box.meet(window)]
    assert list(layout.visible(window)) == met
    most = layout.most_visible(window)
    assert 0 <= most < len(sizes)
    assert not met or most in met


@given(paper, scales, st.data())
def test_a_place_is_found_again(sizes, scale, data):
    layout = arranged(sizes, scale, Canvas(500, 600, Spacing(24, 16)))
    page = data.draw(st.integers(0, len(sizes) - 1))
    box = layout.boxes[page]
    x = data.draw(st.integers(box.left, box.right - 1))
    y = data.draw(st.integers(box.top, box.bottom - 1))
    place = layout.place(x, y)
    assert place.page == page
    assert layout.point(place) == pytest.approx((x, y), abs=1e-6)


@given(st.integers(1, 9), st.floats(LEAST, MOST), st.floats(LEAST, MOST), st.sampled_from([1.0, 1.25, 2.0]), st.data())
def test_zoom_keeps_what_is_under_the_pointer(count, first, second, ratio, data):
    room = Room(900, 700, ratio)
    stage = Stage(24, 16)
    stage.open((PageSize(595.2, 841.9),) * count)
    left, top = stage.change(Zoom(Fit.FREE, first), room, Box(0, 0, 900, 700))
    top = data.draw(st.integers(0, max(0, stage.layout.height - 700)))
    window = Box(left, top, 900, 700)
    anchor = data.draw(st.tuples(st.integers(0, 899), st.integers(0, 699)))
    before = stage.layout.place(window.left + anchor[0], window.top + anchor[1])
    left, top = stage.change(Zoom(Fit.FREE, second), room, window, anchor)
    x, y = stage.layout.point(before)
    assert (left, top) == (
        min(max(0, round(x - anchor[0])), max(0, stage.layout.width - 900)),
        min(max(0, round(y - anchor[1])), max(0, stage.layout.height - 700)),
    )
    if 0 < top < stage.layout.height - 700:
        assert abs(y - (top + anchor[1])) <= 0.5


@given(paper, st.integers(200, 3000), st.integers(200, 2000))
def test_fitting_pages_are_not_wider_than_the_room(sizes, width, height):
    stage = Stage(24, 16)
    stage.open(sizes)
    room = Room(width, height, 1.0)
    stage.change(Zoom(Fit.WIDTH), room, Box(0, 0, width, height))
    if LEAST < stage.percent < MOST:
        assert stage.layout.width == width
        assert max(box.width for box in stage.layout.boxes) >= width - 2 * 24 - 2
    stage.change(Zoom(Fit.PAGE), room, Box(0, 0, width, height))
    if LEAST < stage.percent < MOST:
        assert stage.layout.boxes[0].height <= height


def test_no_paper_is_no_page():
    layout = arranged((), 1.0, Canvas(300, 300, Spacing(24, 16)))
    assert (layout.boxes, layout.height) == ((), 0)
    assert list(layout.visible(Box(0, 0, 300, 300))) == []
    assert layout.most_visible(Box(0, 0, 300, 300)) == 0


def test_a_page_begins_at_the_top_of_the_window_except_at_the_end():
    stage = Stage(24, 16)
    stage.open((PageSize(600, 800),) * 3)
    stage.change(Zoom(Fit.FREE, 75), Room(700, 500, 1.0), Box(0, 0, 700, 500))
    assert stage.top_of(1) == stage.layout.boxes[1].top - 16
    assert stage.top_of(0) == stage.layout.boxes[0].top - 16
    assert stage.layout.most_visible(Box(0, stage.top_of(1), 700, 500)) == 1


def test_steps_stop_at_the_bounds():
    assert [stepped(percent, -1) for percent in (25, 26, 100, 400)] == [25, 25, 90, 300]
    assert [stepped(percent, 1) for percent in (25, 99, 100, 400)] == [33, 100, 110, 400]
