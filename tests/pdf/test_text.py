"""The text of pages of every kind, with the place of each character."""

import unicodedata

import pytest
import typst
from hypothesis import given
from hypothesis import strategies as st

from ecabinet.app.text.copying import copied
from ecabinet.app.text.folding import folded_page
from ecabinet.app.text.form import Flag, Oddity
from ecabinet.app.text.places import hit
from ecabinet.app.text.query import Query, places
from ecabinet.app.text.selection import select, selected
from ecabinet.pdf.limits import Limits
from ecabinet.pdf.paper import close_document, close_page, open_document, open_page
from ecabinet.pdf.text import MOST
from ecabinet.pdf.text import page_text as told_text
from ecabinet.pdf.text_columns import in_reading_order
from ecabinet.pdf.text_lines import pieces_of
from ecabinet.pdf.text_pack import Sheet, packed
from tests.pdf.build import raw_pdf, stream
from tests.pdf.text_kit import HELVETICA, lines_of, read, shown, text_pdf


def finds(page, words, **strictly):
    query = Query(words, **strictly)
    return [page.text[slice(*one)] for one in places(folded_page(page, query.strictness), query.pattern())]


def test_vietnamese_text_is_read_with_its_places(vietnamese):
    page = read(vietnamese)
    assert lines_of(page)[0] == "Tờ trình về quy hoạch"
    assert finds(page, "bieu quyet") == ["biểu quyết"]
    assert (round(page.width), round(page.height), page.oddities) == (595, 842, 0)
    (start, end), *_more = places(folded_page(page), Query("Kính gửi").pattern())
    (quad,) = selected(page, start, end).quads
    assert quad.lower_left[0] == pytest.approx(70.9, abs=1)
    assert 10 < quad.upper_left[1] - quad.lower_left[1] < 20


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_places_are_those_of_the_page_before_it_is_turned(paper, turn):
    page = read(paper(text_pdf(("Nghi quyet", 100, 700), page=f"/Rotate {turn}")))
    assert (page.width, page.height) == (600, 800)
    assert page.box(0).left == pytest.approx(100, abs=0.02)
    assert page.box(0).bottom < 700 < page.box(0).top
    assert hit(page, 101, 705).index == 0


def test_places_start_at_the_corner_of_the_crop_box(paper):
    page = read(paper(text_pdf(("Nghi quyet", 100, 700), page="/CropBox[80 650 300 760]")))
    assert (page.width, page.height) == (220, 110)
    assert page.box(0).left == pytest.approx(20, abs=0.02)
    assert page.box(0).bottom == pytest.approx(47, abs=1)
    moved = read(paper(text_pdf(("Nghi quyet", 100, 700), box=(-50, -20, 550, 780)), "b.pdf"))
    assert moved.box(0).left == pytest.approx(150, abs=0.02)


def test_what_lies_beside_the_page_is_left_out_and_said(paper):
    words = text_pdf(("Trong", 100, 700), ("Ngoai", 700, 700), ("Duoi", 100, -300), ("Nua vao", 565, 500))
    page = read(paper(words))
    assert lines_of(page) == ["Trong", "Nua va"]
    assert page.oddities == Oddity.OUTSIDE
    assert page.lines[1].box.right <= page.width


@pytest.mark.parametrize(
    ("matrix", "angle"),
    [
        ((1, 0, 0, 1, 300, 400), 0),
        ((0, 1, -1, 0, 300, 400), 900),
        ((-1, 0, 0, -1, 300, 400), 1800),
        ((0, -1, 1, 0, 300, 400), 2700),
        ((0.7071, 0.7071, -0.7071, 0.7071, 300, 400), 450),
        ((0.9998, 0.0175, -0.0175, 0.9998, 300, 400), 0),
    ],
)
def test_text_in_every_direction(paper, matrix, angle):
    page = read(paper(text_pdf(("Du thao", matrix))))
    assert (page.text, page.lines[0].angle) == ("Du thao", angle)
    (quad,) = selected(page, 0, 7).quads
    assert quad.lower_left == pytest.approx((300, 400), abs=5)
    for index in (0, 1, 6):
        box = page.box(index)
        assert hit(page, (box.left + box.right) / 2, (box.bottom + box.top) / 2).index == index


def test_a_font_of_negative_size_runs_backwards(paper):
    page = read(paper(text_pdf(("Am", 300, 400), size=-12)))
    assert (page.text, page.lines[0].angle) == ("Am", 1800)
    assert page.box(1).right == pytest.approx(page.box(0).left, abs=0.1)


def test_ligatures_are_letters_with_a_part_of_the_box_each(paper):
    page = read(paper(typst.compile(b'#set text(font: "Libertinus Serif")\noffice affluent fin')))
    assert page.text == "office affluent fin"
    boxes = [page.box(index) for index in range(1, 4)]
    assert boxes[0].right == pytest.approx(boxes[1].left, abs=0.02)
    assert boxes[1].right == pytest.approx(boxes[2].left, abs=0.02)
    assert all(box.right > box.left for box in boxes)
    assert hit(page, (boxes[1].left + boxes[1].right) / 2, boxes[1].bottom + 1).index == 2
    assert finds(page, "flu") == ["flu"]


def test_letters_beyond_the_first_plane(paper):
    page = read(paper(typst.compile("trước 𝕏𝔘 sau".encode())))
    assert page.text == "trước 𝕏𝔘 sau"
    assert page.box(6).right < page.box(7).right < page.box(9).right
    assert finds(page, "xu sau") == ["𝕏𝔘 sau"]


def mapped_pdf(letters):
    """A page that draws "ABC…", of which each means one of `letters` by the font's own table."""
    pairs = "".join(f"<{65 + n:02x}> <{told.encode('utf-16-be').hex()}>\n" for n, told in enumerate(letters))
    table = f"1 begincodespacerange <00> <ff> endcodespacerange\n{len(letters)} beginbfchar\n{pairs}endbfchar".encode()
    font = "/Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica/ToUnicode 5 0 R>>>>"
    codes = "".join(chr(65 + n) for n in range(len(letters)))
    return raw_pdf(shown((codes, 20, 50)), box=(0, 0, 400, 100), resources=font, extra=[stream(table)])


def test_spread_letters_are_found_and_copied_whole(paper):
    page = read(paper(mapped_pdf([*unicodedata.normalize("NFD", "quyết"), " ", *unicodedata.normalize("NFD", "đề")])))
    assert len(page.text) > len("quyết đề")
    for words in ("quyết đề", "QUYET DE", unicodedata.normalize("NFD", "quyết")):
        assert len(finds(page, words)) == 1
    assert copied(page, 0, len(page.text)) == "quyết đề"
    assert finds(page, "quyét", marks=True) == []


def test_one_sign_may_mean_a_letter_with_its_marks(paper):
    page = read(paper(mapped_pdf(["e\u0302\u0301", "m"])))
    assert page.text == "e\u0302\u0301m"
    assert page.box(0) == page.box(1) == page.box(2)
    assert selected(page, 0, 1).text == "ế"


def test_a_page_without_text_is_empty(paper, made):
    page = read(paper(made.corner()))
    assert (page.text, page.lines, page.oddities) == ("", (), 0)


def test_text_over_a_scan_is_read_and_said_to_be_recognized(paper):
    page = read(paper(text_pdf(("Nhan dang", 100, 700), state="3 Tr")))
    assert page.text == "Nhan dang"
    assert page.oddities == Oddity.HIDDEN
    assert page.lines[0].flags == Flag.HIDDEN
    mixed = raw_pdf(
        shown(("An", 100, 700), state="3 Tr") + b" 0 Tr " + shown(("Hien", 100, 600), state="0 Tr"),
        box=(0, 0, 600, 800),
        resources=HELVETICA,
    )
    assert read(paper(mixed, "b.pdf")).oddities == 0


def test_letters_without_a_meaning_are_said_to_be_so(paper):
    font = (
        "/Font<</F<</Type/Font/Subtype/Type0/BaseFont/Nameless/Encoding/Identity-H/DescendantFonts[<</Type/Font"
        "/Subtype/CIDFontType2/BaseFont/Nameless/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
        "/FontDescriptor<</Type/FontDescriptor/FontName/Nameless/Flags 4/FontBBox[0 0 1000 1000]/ItalicAngle 0"
        "/Ascent 800/Descent -200/CapHeight 700/StemV 80>>/DW 600>>]>>>>"
    )
    content = b"BT /F 12 Tf 1 0 0 1 20 50 Tm <00010002000300100020> Tj ET"
    page = read(paper(raw_pdf(content, resources=font)))
    assert page.oddities & Oddity.UNMAPPED
    assert [ascii(letter) for letter in page.text if not letter.isprintable()] == []


@pytest.mark.parametrize(("name", "flag"), [(".VnTime", Flag.TCVN3), ("VNI-Times", Flag.VNI)])
def test_old_encodings_are_known_by_their_fonts(paper, name, flag):
    font = f"/Font<</F<</Type/Font/Subtype/TrueType/BaseFont/{name}/Encoding/WinAnsiEncoding>>>>"
    words = {Flag.TCVN3: "Céng hßa x· héi", Flag.VNI: "Coäng hoøa xaõ hoäi"}[flag]
    page = read(paper(text_pdf((words, 100, 700), resources=font)))
    assert page.lines[0].flags & flag
    assert page.oddities & Oddity.LEGACY
    assert finds(page, "cộng hòa xã hội", marks=True) == [words]


PARTED = """
#set page(width: 140pt, height: 300pt, margin: 10pt)
#set text(lang: "en", size: 9pt, hyphenate: true)
#set par(justify: true)
Incomprehensibilities notwithstanding internationalization straightforwardness characteristically.
"""


def test_parted_words_are_whole_again(paper):
    page = read(paper(typst.compile(PARTED.encode())))
    assert any(line.flags & Flag.HYPHEN for line in page.lines)
    assert len(finds(page, "notwithstanding")) == len(finds(page, "characteristically")) == 1
    assert "notwithstanding" in copied(page, 0, len(page.text))
    (start, end), *_more = places(folded_page(page), Query("notwithstanding").pattern())
    assert len(selected(page, start, end).quads) == 2


COLUMNS = """
#set page(width: 300pt, height: 220pt, margin: 20pt, columns: 2)
#set text(lang: "vi", size: 9pt)
#set par(justify: true)
Mở đầu. #lorem(90) Kết thúc.
"""


def test_columns_of_a_word_processor_keep_their_order(paper):
    page = read(paper(typst.compile(COLUMNS.encode())))
    left = [line for line in page.lines if line.box.left < 150]
    assert list(page.lines[: len(left)]) == left
    assert page.lines[-1].box.left > 150
    assert page.text.startswith("Mở đầu.")
    assert page.text.endswith("Kết thúc.")


def rows_across(*, count=8, text="mot dong chu day cot"):
    """Two columns that the file gives row by row."""
    return [(f"{text} {side}{n}", 50 + 280 * (side == "p"), 700 - 15 * n) for n in range(count) for side in "tp"]


def test_columns_that_a_file_mixes_are_put_in_order(paper):
    heading = ("Mot tieu de dai chay qua ca hai cot cua trang giay nay cho rong va dai hon nua", 50, 730)
    page = read(paper(text_pdf(heading, *rows_across())))
    numbers = [line.rsplit(" ", 1)[1] for line in lines_of(page)[1:]]
    assert numbers == [f"{side}{n}" for side in "tp" for n in range(8)]
    assert finds(page, "cot t0 mot dong chu day cot t1") != []


def test_tables_are_read_row_by_row(paper):
    cells = [(text, 50 + 180 * at, 700 - 15 * n) for n in range(8) for at, text in enumerate((f"{n}", "ty", f"{n}00"))]
    page = read(paper(text_pdf(("Bang so lieu cua nam", 50, 730), *cells)))
    assert lines_of(page)[1:4] == ["0", "ty", "000"]
    assert lines_of(page)[4:7] == ["1", "ty", "100"]


def test_a_very_full_page_is_cut_and_says_so(paper):
    row = "x" * 500
    page = read(paper(text_pdf(*[(row, 0, 10 + 7 * n) for n in range(110)], size=2)))
    assert page.oddities & Oddity.CUT
    assert MOST - 1000 < len(page.text) <= MOST + len(page.lines)


def test_reading_can_be_given_up(vietnamese):
    document = open_document(str(vietnamese), b"", Limits())
    page = open_page(document, 0)
    assert told_text(page, lambda: True) is None
    assert told_text(page, lambda: False)
    close_page(page)
    close_document(document)


numbers = st.one_of(st.floats(-1e4, 1e4), st.just(0.0), st.floats(-3e38, 3e38))
letters = st.text(st.sampled_from("ab đế-\u00ad\ufffe\r\n\u0301\ufffd"), max_size=30)


@given(letters, st.data())
def test_any_characters_anywhere_become_a_page(text, data):
    boxes = tuple(data.draw(st.lists(numbers, min_size=len(text), max_size=len(text))) for _side in range(4))
    angles = data.draw(st.lists(st.floats(-720, 720), min_size=len(text), max_size=len(text)))
    sheet = Sheet(600, 800, text, boxes)
    pieces = in_reading_order(sheet.shown(pieces_of(text, boxes, angles.__getitem__)))
    from ecabinet.app.text.page import page_text

    page = page_text(packed(sheet, pieces, [Flag(0)] * len(pieces)))
    assert set("".join(page.text.split())) <= set(text.replace("\ufffe", "\u00ad"))
    for index in range(len(page.text)):
        box = page.box(index)
        assert 0 <= box.left <= box.right <= 600.1
        assert 0 <= box.bottom <= box.top <= 800.1


def test_a_selection_over_the_whole_page_has_all_its_words(vietnamese):
    page = read(vietnamese)
    chosen = select(page, hit(page, 0, page.height), hit(page, page.width, 0))
    assert chosen.text.split() == page.text.split()
    for quad in chosen.quads:
        assert all(0 <= x <= page.width and 0 <= y <= page.height for x, y in quad)
