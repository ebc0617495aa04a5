"""What is on the pixels: every test draws in a real worker process."""

import pytest

from ecabinet.app.pages import TileRequest, whole_page
from ecabinet.pdf.pool import RenderPool

A4 = (595.28, 841.89)  # points
BLACK, WHITE = (0, 0, 0), (255, 255, 255)


@pytest.fixture(scope="module")
def pool():
    """One for all: these tests are about papers, not about processes."""
    with RenderPool() as pool:
        yield pool


def pixel(tile, x, y):
    """Blue, green, red at a place counted from the top left corner."""
    start = y * tile.stride + x * 4
    return tuple(tile.pixels[start : start + 3])


def ink(tile):
    """The share of pixels that are darker than half."""
    greens = tile.pixels[1::4]
    return sum(green < 128 for green in greens) / len(greens)


def rows(tile, left, top, width, height):
    """A rectangle cut out of a tile."""
    return [tile.pixels[y * tile.stride + left * 4 :][: width * 4] for y in range(top, top + height)]


def test_a_page_has_the_size_and_the_ink_of_its_paper(pool, paper, made):
    path = paper(made.corner())
    tile = pool.draw(path, whole_page(0, pool.open(path).pages[0], 2.0))
    assert (tile.width, tile.height, tile.stride, len(tile.pixels)) == (400, 200, 1600, 400 * 200 * 4)
    assert pixel(tile, 50, 180) == BLACK
    assert pixel(tile, 150, 180) == WHITE
    assert ink(tile) == pytest.approx(50 * 20 / (200 * 100))


def test_text_with_vietnamese_letters_is_drawn(pool, vietnamese):
    size = pool.open(vietnamese).pages[0]
    assert (size.width, size.height) == pytest.approx(A4, abs=0.5)
    assert 0.002 < ink(pool.draw(vietnamese, whole_page(0, size, 1.0))) < 0.2


def test_a_tile_equals_the_crop_of_its_page(pool, vietnamese):
    full = pool.draw(vietnamese, whole_page(1, pool.open(vietnamese).pages[1], 3.0))
    tile = pool.draw(vietnamese, TileRequest(1, 3.0, 200, 200, 512, 300))
    assert ink(tile) > 0
    assert rows(tile, 0, 0, 512, 300) == rows(full, 200, 200, 512, 300)


def test_outside_of_the_page_is_white(pool, paper, made):
    tile = pool.draw(paper(made.raw(b"0 0 900 900 re f")), TileRequest(0, 1.0, 190, 90, 20, 20))
    assert pixel(tile, 9, 9) == BLACK
    assert pixel(tile, 10, 9) == pixel(tile, 9, 10) == WHITE


@pytest.mark.parametrize(
    ("turns", "size", "black"), [(1, (100, 200), (5, 5)), (2, (200, 100), (195, 5)), (3, (100, 200), (95, 195))]
)
def test_a_view_can_turn_a_page_clockwise(pool, paper, made, turns, size, black):
    path = paper(made.corner())
    request = whole_page(0, pool.open(path).pages[0], 1.0, turns)
    assert (request.width, request.height) == size
    assert pixel(pool.draw(path, request), *black) == BLACK


def test_a_rotated_page_is_shown_as_its_author_wants(pool, paper, made):
    path = paper(made.corner("/Rotate 90"))
    size = pool.open(path).pages[0]
    assert (size.width, size.height) == (100, 200)
    assert pixel(pool.draw(path, whole_page(0, size, 1.0)), 5, 5) == BLACK


@pytest.mark.parametrize(("rotate", "told"), [(0, 0), (90, 1), (180, 2), (270, 3), (-90, 3), (450, 1), (45, 0)])
def test_a_tile_tells_the_rotation_of_its_page(pool, paper, made, rotate, told):
    assert pool.draw(paper(made.corner(f"/Rotate {rotate}")), TileRequest(0, 1.0, 0, 0, 8, 8)).rotation == told


def test_only_the_crop_box_is_shown(pool, paper, made):
    path = paper(made.corner("/CropBox[40 10 140 60]"))
    size = pool.open(path).pages[0]
    assert (size.width, size.height) == (100, 50)
    tile = pool.draw(path, whole_page(0, size, 1.0))
    assert pixel(tile, 5, 45) == BLACK
    assert ink(tile) == pytest.approx(10 * 10 / (100 * 50))


def test_sizes_that_are_no_whole_pixels_fit_the_layout(pool, paper, made):
    path = paper(made.corner(box=(0, 0, 200.3, 100.7)))
    size = pool.open(path).pages[0]
    assert size.pixels(1.7) == (341, 172)
    assert pixel(pool.draw(path, TileRequest(0, 1.7, 0, 171, 10, 1)), 3, 0) == BLACK


def test_the_appearance_of_a_signature_is_shown(pool, paper, made):
    stamp = b"<</Type/XObject/Subtype/Form/BBox[0 0 40 40]/Length 23>>stream\n1 0 0 rg 0 0 40 40 re f\nendstream"
    field = b"<</Type/Annot/Subtype/Widget/FT/Sig/T(chu ky)/F 4/Rect[100 50 140 90]/AP<</N 6 0 R>>>>"
    path = paper(made.raw(b"", page="/Annots[5 0 R]", extra=(field, stamp)))
    tile = pool.draw(path, TileRequest(0, 1.0, 0, 0, 200, 100))
    assert pixel(tile, 120, 30) == (0, 0, 255)
    assert pixel(tile, 50, 30) == WHITE


def test_fields_of_a_form_are_not_tinted(pool, paper, made):
    field = b"<</Type/Annot/Subtype/Widget/FT/Tx/T(ten)/F 4/Rect[100 50 140 90]>>"
    data = made.raw(b"", page="/Annots[5 0 R]", extra=(field,)).replace(
        b"/Catalog/", b"/Catalog/AcroForm<</Fields[5 0 R]>>/"
    )
    assert set(pool.draw(paper(data), TileRequest(0, 1.0, 0, 0, 200, 100)).pixels) == {255}
