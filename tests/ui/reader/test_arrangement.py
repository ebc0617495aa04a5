"""Rows of pages: pairs, covers, one row at a time, turned; and that what is looked at stays in every change."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ecabinet.app.pages import PageSize
from ecabinet.ui.reader.arrangement import Arrangement, Spread
from ecabinet.ui.reader.layout import Box, Canvas, Place, Spacing, arranged
from ecabinet.ui.reader.stage import Stage
from ecabinet.ui.reader.zoom import LEAST, MOST, Fit, Room, Zoom

sides = st.floats(20, 2000)
paper = st.lists(st.builds(PageSize, sides, sides), min_size=1, max_size=20)
plans = st.builds(Arrangement, st.sampled_from(Spread), st.booleans(), st.integers(0, 3))
spacing = Spacing(24, 16)


@given(plans, st.integers(0, 60))
def test_rows_hold_each_page_once_and_know_their_pages(plan, count):
    rows = plan.rows(count)
    assert [page for row in rows for page in row] == list(range(count))
    assert all(plan.row_of(page) == number for number, row in enumerate(rows) for page in row)


@given(paper, st.floats(0.2, 4), plans)
def test_pages_never_overlap_and_stay_inside(sizes, scale, plan):
    layout = arranged(sizes, scale, Canvas(900, 700, spacing), plan)
    assert [(box.width, box.height) for box in layout.boxes] == [size.pixels(scale, plan.turns) for size in sizes]
    assert all(one.meet(other) is None for at, one in enumerate(layout.boxes) for other in layout.boxes[:at])
    for row in layout.rows:
        for page in row.pages:
            box = layout.boxes[page]
            assert row.top <= box.top <= box.bottom <= row.bottom <= layout.height
            assert 0 <= box.left <= box.right <= layout.width
        assert not plan.paged or row.bottom - row.top >= 700


@given(paper, st.floats(0.2, 4), plans, st.floats(0, 1), st.integers(1, 2000))
def test_all_pages_that_meet_the_window_are_visible(sizes, scale, plan, share, height):
    layout = arranged(sizes, scale, Canvas(900, 700, spacing), plan)
    window = Box(0, int(share * layout.height), layout.width, height)
    met = {page for page, box in enumerate(layout.boxes) if box.meet(window)}
    visible = layout.visible(window)
    assert met <= set(visible)
    assert layout.most_visible(window) in (met or range(len(sizes)))


@given(paper, st.floats(0.2, 4), plans, st.data())
def test_a_place_is_found_again_in_every_arrangement(sizes, scale, plan, data):
    layout = arranged(sizes, scale, Canvas(900, 700, spacing), plan)
    page = data.draw(st.integers(0, len(sizes) - 1))
    box = layout.boxes[page]
    x, y = data.draw(st.integers(box.left, box.right - 1)), data.draw(st.integers(box.top, box.bottom - 1))
    assert layout.place(x, y).page == page
    assert layout.point(layout.place(x, y)) == pytest.approx((x, y), abs=1e-6)


@given(st.integers(0, 3), st.floats(0, 1), st.floats(0, 1))
def test_four_turns_are_none(quarters, across, down):
    place = Place(0, across, down)
    turned = place.turned(quarters).turned(-quarters)
    assert (turned.across, turned.down) == (pytest.approx(across), pytest.approx(down))


@given(paper, plans, plans, st.sampled_from([Zoom(), Zoom(Fit.PAGE), Zoom(Fit.FREE, 90)]), st.data())
def test_another_arrangement_keeps_the_page_looked_at(sizes, first, second, zoom, data):
    room, stage = Room(900, 700, 1.0), Stage(24, 16)
    stage.open(sizes)
    stage.change(zoom, room, Box(0, 0, 900, 700), plan=first)
    page = data.draw(st.integers(0, len(sizes) - 1))
    window = Box(0, stage.top_of(page), 900, 700)
    middle = (450, 350)
    looked_at = stage.layout.place(window.left + middle[0], window.top + middle[1])
    left, top = stage.change(zoom, room, window, middle, second)
    _x, y = stage.layout.point(looked_at.turned(second.turns - first.turns))
    least, most = stage.reach(stage.layout.place(left + middle[0], top + middle[1]).page)
    assert least <= top <= most
    if least < top < most and not second.paged:
        assert abs(y - (top + middle[1])) <= 1


@given(paper, plans, st.integers(300, 2000), st.integers(300, 2000))
def test_what_fits_is_not_larger_than_the_room(sizes, plan, width, height):
    stage = Stage(24, 16)
    stage.open(sizes)
    stage.change(Zoom(Fit.WIDTH), Room(width, height, 1.0), Box(0, 0, width, height), plan=plan)
    if LEAST < stage.percent < MOST:
        assert stage.layout.width == width
    stage.change(Zoom(Fit.PAGE), Room(width, height, 1.0), Box(0, 0, width, height), plan=plan)
    if LEAST < stage.percent < MOST:
        assert max(stage.layout.boxes[page].height for page in stage.layout.rows[0].pages) <= height


def test_a_row_at_a_time_cannot_be_left_by_scrolling():
    stage = Stage(24, 16)
    stage.open((PageSize(600, 800),) * 6)
    stage.change(
        Zoom(Fit.FREE, 75), Room(900, 500, 1.0), Box(0, 0, 900, 500), plan=Arrangement(Spread.BOOK, paged=True)
    )
    rows = stage.layout.rows
    assert [row.pages for row in rows] == [range(1), range(1, 3), range(3, 5), range(5, 6)]
    assert stage.reach(2) == (rows[1].top, rows[1].bottom - 500)
    assert stage.within(0, 0, 2) == (0, rows[1].top)
