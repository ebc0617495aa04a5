"""What a worker packs is read, and what makes no sense is refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ecabinet.app.text.form import HEADER, Oddity
from ecabinet.app.text.page import page_text
from tests.app.text.kit import ACROSS, FIRST, LEFT, PITCH, UP, Row, page, payload_of


def test_a_page_has_its_text_boxes_and_lines():
    found = page("Ủy ban", "nhân dân")
    assert found.text == "Ủy ban\nnhân dân"
    assert [found.text[line.start : line.end] for line in found.lines] == ["Ủy ban", "nhân dân"]
    assert found.box(0) == pytest.approx((LEFT, FIRST, LEFT + ACROSS, FIRST + UP), abs=0.02)
    assert found.box(8) == pytest.approx((56, FIRST - PITCH, 62, FIRST - PITCH + UP), abs=0.02)
    assert found.around(0, 6) == pytest.approx(found.lines[0].box)
    assert [found.line_at(index) for index in (0, 5, 6, 7, 14)] == [0, 0, 0, 1, 1]
    assert [line.start for line in found.lines_in(6, 8)] == [0, 7]
    assert found.lines_in(3, 3) == ()


def test_a_page_without_text_is_no_error():
    found = page(oddities=Oddity.OUTSIDE)
    assert (found.text, found.lines, found.oddities) == ("", (), Oddity.OUTSIDE)
    assert found.lines_in(0, 1) == ()


def test_letters_beyond_the_first_plane_are_one_character():
    found = page("a😀b")
    assert len(found.text) == 3
    assert found.box(2).left == pytest.approx(LEFT + 2 * ACROSS, abs=0.02)


@pytest.mark.parametrize(
    "spoilt",
    [
        b"",
        b"ecabtx1\n",
        payload_of(["ab"])[:-1],
        payload_of(["ab"]) + b"c",
        b"ecabtx2\n" + payload_of(["ab"])[8:],
        payload_of(["ab"])[:-2] + b"\xff\xff",
        payload_of(["ab"])[: HEADER.size] + b"\1" + payload_of(["ab"])[HEADER.size + 1 :],
        payload_of([Row("ab", angle=3600)]),
    ],
)
def test_nonsense_is_refused(spoilt):
    with pytest.raises(ValueError):  # noqa: PT011 - all of them are refused alike
        page_text(spoilt)


@given(st.binary(min_size=1, max_size=6), st.integers(0, 400))
def test_a_spoilt_page_is_refused_or_still_fits_together(bytes_, at):
    whole = payload_of(["một dòng", Row("hai", angle=900), "ba"])
    at %= len(whole)
    try:
        found = page_text(whole[:at] + bytes_ + whole[at + len(bytes_) :])
    except ValueError:
        return
    assert sum(line.end - line.start + 1 for line in found.lines) == len(found.text) + 1
    assert all(box.left <= box.right and box.bottom <= box.top for box in map(found.box, range(len(found.text))))
