"""Shapes of marks: what a page can hold, and what is refused."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ecabinet.core.annotations import (
    FARTHEST,
    MAX_PATHS,
    ON_TEXT,
    MarkKind,
    bounds,
    numbers,
    path,
    require_shape,
)
from ecabinet.core.events.annotations import MAX_PAGES, AnnotationMade, ReadingNoted

QUAD = path([10, 40, 90, 40, 10, 20, 90, 20])
STROKE = path([1, 2, 0.5, 3, 9, 1.0])
SOUND = {
    **dict.fromkeys(ON_TEXT, (QUAD, QUAD)),
    MarkKind.INK: (STROKE, path([4, 4, 0])),
    MarkKind.NOTE: (path([5, 6]),),
    MarkKind.BOOKMARK: (path([5, 6]),),
    MarkKind.TEXT: (path([5, 6, 7, 8]),),
    MarkKind.RECTANGLE: (path([5, 6, 7, 8]),),
    MarkKind.STAMP: (path([5, 6, 7, 8]),),
    MarkKind.ARROW: (path([5, 6, 1, 2]),),
}


def made(page, kind, shape):
    return AnnotationMade("m1", "a1", "M", "p1", "a" * 64, page, kind, shape, 5)


@pytest.mark.parametrize("kind", MarkKind)
def test_each_kind_takes_its_own_shape_and_no_other_length(kind):
    require_shape(kind, SOUND[kind])
    for wrong in ((), (b"",), (SOUND[kind][0][:-1],), (SOUND[kind][0] + bytes(4),), (SOUND[kind][0][:-4],)):
        with pytest.raises(ValueError, match=r"paths|length"):
            require_shape(kind, wrong)


@pytest.mark.parametrize("kind", [kind for kind in MarkKind if kind is not MarkKind.INK and kind not in ON_TEXT])
def test_a_mark_that_is_one_thing_has_one_path(kind):
    with pytest.raises(ValueError, match="paths"):
        require_shape(kind, SOUND[kind] * 2)


@pytest.mark.parametrize("number", [math.nan, math.inf, -math.inf, FARTHEST * 1.01, -FARTHEST * 1.01])
def test_a_number_that_lies_nowhere_is_refused(number):
    with pytest.raises(ValueError, match="place"):
        made(0, MarkKind.NOTE, (path([number, 1]),))


def test_a_shape_has_an_end():
    with pytest.raises(ValueError, match="paths"):
        require_shape(MarkKind.HIGHLIGHT, (QUAD,) * (MAX_PATHS + 1))
    with pytest.raises(ValueError, match="size"):
        require_shape(MarkKind.INK, (path([1, 2, 0.5] * 20_000),))


def test_a_page_no_paper_has_is_refused():
    for page in (-1, MAX_PAGES):
        with pytest.raises(ValueError, match="page"):
            made(page, MarkKind.NOTE, SOUND[MarkKind.NOTE])
    with pytest.raises(ValueError, match="seen"):
        ReadingNoted("m1", "M", "p1", "a" * 64, 0, 0, bytes(MAX_PAGES), 5)


@given(st.lists(st.floats(width=32, allow_nan=False, allow_infinity=False), min_size=1, max_size=60))
def test_numbers_come_out_of_a_path_as_they_went_in(values):
    assert list(numbers(path(values))) == values


def test_bounds_hold_the_whole_mark():
    assert bounds(MarkKind.INK, SOUND[MarkKind.INK]) == (1, 2, 4, 9)
    assert bounds(MarkKind.HIGHLIGHT, (QUAD, path([0, 9, 5, 9, 0, 1, 5, 1]))) == (0, 1, 90, 40)
    assert bounds(MarkKind.ARROW, SOUND[MarkKind.ARROW]) == (1, 2, 5, 6)
