"""Places on a page, and what is selected between them."""

import struct
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ecabinet.app.text.copying import copied
from ecabinet.app.text.form import Flag, Oddity
from ecabinet.app.text.frame import Box
from ecabinet.app.text.places import Place, hit
from ecabinet.app.text.selection import NOTHING, Unit, quads_of, select, select_rectangle, selected, shape_of
from ecabinet.app.text.words import word_at
from ecabinet.core.annotations import MarkKind, bounds, require_shape
from tests.app.text.kit import ACROSS, FIRST, HEIGHT, LEFT, PITCH, UP, WIDTH, Row, page

ANGLES = (0, 900, 1800, 2700)
lines = st.lists(st.text(st.sampled_from("abđếệ 12-.😀e\u0323\u0302"), min_size=1, max_size=12), min_size=1, max_size=6)


def is_sound(text):
    return text.strip() == text and text


def middle(box):
    return (box.left + box.right) / 2, (box.bottom + box.top) / 2


@pytest.mark.parametrize("angle", ANGLES)
def test_the_middle_of_a_character_hits_it(angle):
    found = page(Row("nghị quyết", 300, 400, angle))
    for index in range(len(found.text)):
        place = hit(found, *middle(found.box(index)))
        assert (place.index, place.distance) == (index, 0.0)


def test_halves_of_a_character_are_told_apart():
    found = page("ab")
    places = [hit(found, x, FIRST + 5) for x in (LEFT + 1, LEFT + 5, LEFT + 7, LEFT + 11)]
    assert [place.caret for place in places] == [0, 1, 1, 2]


def test_a_point_beside_the_text_hits_what_is_nearest():
    found = page("một", "hai")
    assert hit(found, 0, FIRST + 3) == Place(0, after=False, distance=pytest.approx(LEFT, abs=0.1))
    assert hit(found, WIDTH, FIRST - PITCH + 3).caret == 7
    assert hit(found, LEFT, 0).index == 4
    assert hit(page(), 10, 10) is None


def test_selecting_by_characters_in_either_direction():
    found = page("Ủy ban nhân dân", "tỉnh Phố Hiến")
    first, last = hit(found, LEFT + 3 * ACROSS + 1, FIRST + 5), hit(found, LEFT + 4 * ACROSS - 1, FIRST - PITCH + 5)
    for one in (select(found, first, last), select(found, last, first)):
        assert one.ranges == ((3, 20),)
        assert one.text == "ban nhân dân tỉnh"
        assert len(one.quads) == 2


def test_one_place_selects_nothing_a_word_or_a_line():
    found = page("Số 12/QĐ-UBND, 1.250,5 tỷ")
    place = hit(found, LEFT + 15.5 * ACROSS, FIRST + 5)
    assert select(found, place, place) == NOTHING
    assert select(found, place, place, Unit.WORD).text == "1.250,5"
    assert select(found, place, place, Unit.LINE).text == found.text


@pytest.mark.parametrize(
    ("letter", "word"), [("S", "Số"), ("1", "12"), ("/", "/"), ("Q", "QĐ"), ("B", "UBND"), (" ", " "), (",", ",")]
)
def test_words(letter, word):
    found = page("Số 12/QĐ-UBND, và")
    start, end = word_at(found, found.text.index(letter))
    assert found.text[start:end] == word


def test_a_word_parted_at_the_end_of_a_line_is_one():
    found = page(Row("xem bảo\u00ad", flags=Flag.HYPHEN), "đảm an")
    for letter in "bđ":
        start, end = word_at(found, found.text.index(letter))
        assert found.text[start:end] == "bảo\u00ad\nđảm"
    assert selected(found, 4, 12).text == "bảođảm"


def test_letters_are_not_parted_from_their_marks():
    found = page("quye\u0302\u0301t")
    assert selected(found, 0, 4).text == "quyế"
    assert selected(found, 4, 5).ranges == ((3, 6),)
    assert word_at(found, 4) == (0, 7)


@pytest.mark.parametrize(
    ("rows", "text"),
    [
        ([Row("bảo\u00ad", flags=Flag.HYPHEN), "đảm"], "bảođảm"),
        ([Row("QĐ-", flags=Flag.HYPHEN), "UBND"], "QĐ-UBND"),
        ([Row("QĐ\u00ad", flags=Flag.HYPHEN), "UBND"], "QĐ-UBND"),
        (["một dòng dài như dòng sau", "và dòng sau dài như dòng một", "ngắn"], None),
        (["ngắn", "một dòng dài hơn nhiều"], "ngắn\nmột dòng dài hơn nhiều"),
        (["một dòng dài", Row("thụt vào đầu đoạn", LEFT + 30)], "một dòng dài\nthụt vào đầu đoạn"),
        (["một dòng dài", Row("xa ở phía dưới", LEFT, 500)], "một dòng dài\nxa ở phía dưới"),
        (["Biểu số", Row("Tên biểu", 200, FIRST)], "Biểu số Tên biểu"),
        (["Biểu số", Row("quay", 300, 400, 900)], "Biểu số\nquay"),
        (["e\u0302\u0301"], "ế"),
        (["mềm\u00admại"], "mềmmại"),
    ],
)
def test_copying(rows, text):
    found = page(*rows)
    wanted = text or "một dòng dài như dòng sau và dòng sau dài như dòng một ngắn"
    assert copied(found, 0, len(found.text)) == wanted


def test_lines_are_kept_when_asked():
    found = page("một dòng dài như dòng sau", "và dòng sau dài như dòng một")
    assert copied(found, 0, len(found.text), keep_lines=True) == found.text


def test_what_an_old_encoding_says_is_copied_as_it_is():
    found = page(Row("th\u00ad", flags=Flag.TCVN3), oddities=Oddity.LEGACY)
    assert copied(found, 0, 3) == "th\u00ad"


def test_a_rectangle_selects_a_column():
    rows = [row for n in range(3) for row in (f"tên {n}", Row(f"{n}00", 200, FIRST - n * PITCH))]
    rows = [Row(row, LEFT, FIRST - at // 2 * PITCH) if isinstance(row, str) else row for at, row in enumerate(rows)]
    found = page(*rows)
    column = select_rectangle(found, Box(190, 0, 240, HEIGHT))
    assert column.text == "000\n100\n200"
    assert (len(column.ranges), len(column.quads)) == (3, 3)
    part = select_rectangle(found, Box(LEFT + 4 * ACROSS - 1, FIRST - PITCH - 1, LEFT + 5 * ACROSS + 1, HEIGHT))
    assert part.text == "0\n1"
    assert select_rectangle(found, Box(0, 0, 1, 1)) == NOTHING


@pytest.mark.parametrize(
    ("angle", "corners"),
    [
        (0, ((300, 410), (306, 410), (300, 400), (306, 400))),
        (900, ((290, 400), (290, 406), (300, 400), (300, 406))),
        (1800, ((300, 390), (294, 390), (300, 400), (294, 400))),
        (2700, ((310, 400), (310, 394), (300, 400), (300, 394))),
    ],
)
def test_corners_go_as_the_text_runs(angle, corners):
    (quad,) = quads_of(page(Row("a", 300, 400, angle)), 0, 1)
    assert [number for corner in quad for number in corner] == pytest.approx([n for c in corners for n in c], abs=0.02)


def test_oblique_text_has_quads_along_it():
    found = page(Row("a", 300, 300))
    tilted = replace(found, lines=(replace(found.lines[0], angle=450),))
    (quad,) = quads_of(tilted, 0, 1)
    (left, low), (right, high), (foot, lower), _lower_right = quad
    assert right - left == pytest.approx(high - low)
    assert right > left
    assert (foot, lower) == (pytest.approx(left + right - left), pytest.approx(low - (right - left)))


@given(lines, st.integers(0, 80), st.integers(0, 80), st.sampled_from(Unit))
def test_a_selection_is_what_lies_between_and_on_the_page(texts, one, other, unit):
    texts = [text for text in texts if is_sound(text)] or ["x"]
    found = page(*texts)
    places = [Place(min(index, len(found.text) - 1), after=bool(index % 2)) for index in (one, other)]
    chosen = select(found, *places, unit)
    for start, end in chosen.ranges:
        assert copied(found, start, end) == chosen.text
        if unit is not Unit.CHARACTER:
            assert start <= min(place.index for place in places)
            assert end >= max(place.index for place in places)
        letters = [index for index in range(start, end) if not found.text[index].isspace()]
        assert len(chosen.quads) == len({found.line_at(index) for index in letters})
        assert all(any(covers(quad, found.box(index)) for quad in chosen.quads) for index in letters)
    for quad in chosen.quads:
        assert all(-0.1 <= x <= WIDTH + 0.1 and -0.1 <= y <= HEIGHT + 0.1 for x, y in quad)


def covers(quad, box):
    """Whether a level quad covers a box."""
    (left, top), _upper, _lower, (right, bottom) = quad
    slack = 0.001
    return (
        left - slack <= box.left
        and box.right <= right + slack
        and bottom - slack <= box.bottom
        and box.top <= top + slack
    )


def test_quads_are_the_shape_of_a_highlight():
    found = page("một dòng", "hai dòng")
    shape = shape_of(selected(found, 0, len(found.text)).quads)
    require_shape(MarkKind.HIGHLIGHT, shape)
    assert len(shape) == 2
    assert struct.unpack("<2f", shape[0][:8]) == pytest.approx((LEFT, FIRST + UP), abs=0.02)
    left, bottom, right, top = bounds(MarkKind.HIGHLIGHT, shape)
    assert (left, bottom, right, top) == pytest.approx((LEFT, FIRST - PITCH, LEFT + 8 * ACROSS, FIRST + UP), abs=0.02)
