"""What is found in a page, and what is not."""

import unicodedata

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from ecabinet.app.text.folding import LOOSE, STRICT, folded, folded_page
from ecabinet.app.text.form import Flag, Oddity
from ecabinet.app.text.query import LONGEST, MOST, Query, places
from ecabinet.app.text.words import whole_letters
from ecabinet.core.vietnamese import fold
from tests.app.text.kit import Row, page

LETTERS = [*"abdehimnoquy", *"đĐăâêôơưẨếỢựỳÝ", *" -/,12"]
words = st.text(st.sampled_from(LETTERS), min_size=1, max_size=10)


def found_in(found, query):
    pattern = query.pattern()
    return [found.text[start:end] for start, end in places(folded_page(found, query.strictness), pattern)]


def in_text(text, words, **strictly):
    return found_in(page(*text.split("\n")), Query(words, **strictly))


@pytest.mark.parametrize(
    ("text", "words", "hits"),
    [
        ("Biểu quyết, BIỂU QUYẾT", "bieu quyet", ["Biểu quyết", "BIỂU QUYẾT"]),
        ("bieu quyet", "biểu quyết", ["bieu quyet"]),
        ("đường Đặng", "dang", ["Đặng"]),
        ("Ðặng", "đặng", ["Ðặng"]),
        ("Quyết\nđịnh", "quyết định", ["Quyết\nđịnh"]),
        ("Quyết định", "  quyết   định ", ["Quyết định"]),
        ("o\ufb03ce \ufb01n", "office fin", ["o\ufb03ce \ufb01n"]),
        ("o\ufb03ce", "fi", ["\ufb03"]),
        ("10 m²", "m2", ["m²"]),
        ("mềm\u00admại", "mềmmại", ["mềm\u00admại"]),
        ("số 12/\nQĐ-UBND", "12/QĐ-UBND", ["12/\nQĐ-UBND"]),
        ("2026–2030", "2026-2030", ["2026–2030"]),
        ("“nghị quyết”", '"nghị quyết"', ["“nghị quyết”"]),
        ("a.b", "a.b", ["a.b"]),
        ("a1b", "a.b", []),
        ("- một", "-", ["-"]),
        ("aaa", "aa", ["aa"]),
        ("😀 vui", "vui", ["vui"]),
    ],
)
def test_finding(text, words, hits):
    assert in_text(text, words) == hits


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize("words", ["bieu quyet", "biểu quyết", unicodedata.normalize("NFD", "BIỂU quyết")])
@pytest.mark.parametrize("marks", [False, True])
def test_normal_forms_make_no_difference(form, words, marks):
    text = unicodedata.normalize(form, "phiếu biểu quyết thứ")
    (start, end), *more = places(
        folded_page(page(text), Query(words, marks=marks).strictness), Query(words, marks=marks).pattern()
    )
    assert unicodedata.normalize("NFC", text[slice(*whole_letters(text, start, end))]) == "biểu quyết"
    assert not more


@pytest.mark.parametrize(
    ("text", "words", "count"),
    [
        ("ban bàn bán", "bàn", 1),
        ("ban bàn bán", "ban", 3),
        ("hòa hoà hóa", "hòa", 2),
        ("hòa hoà hóa", "hoà", 2),
        ("Thủy thuỷ", "thuỷ", 2),
        ("Hòa", "hò", 1),
        ("bà bạ", "bà", 1),
        ("đi di", "đi", 1),
        ("ĐI di", "đi", 1),
    ],
)
def test_marks_count_when_asked_and_written(text, words, count):
    assert len(in_text(text, words, marks=True)) == count


def test_capitals_and_whole_words_count_when_asked():
    assert in_text("Ban ban bản", "ban", case=True) == ["ban", "bản"]
    assert in_text("Ban ban bản", "Ban", case=True, marks=True) == ["Ban"]
    assert in_text("ban bandang (ban)", "ban", whole=True) == ["ban", "ban"]
    assert in_text("bàn bàng", "bàn", whole=True, marks=True) == ["bàn"]


@pytest.mark.parametrize("hyphen", ["-", "\u00ad", "\u2010"])
@pytest.mark.parametrize("words", ["bao dam", "baodam", "bao-dam"])
def test_words_parted_at_the_end_of_a_line_are_whole(hyphen, words):
    found = page(Row(f"xem bảo{hyphen}", flags=Flag.HYPHEN), "đảm an")
    assert found_in(found, Query(words)) == ([] if words == "bao dam" else [f"bảo{hyphen}\nđảm"])


@pytest.mark.parametrize("words", ["", "   ", "\u00ad", "\u0301"])
def test_nothing_is_found_when_nothing_is_looked_for(words):
    assert Query(words).pattern() is None


def test_bounds():
    found = page(*["a" * 90] * 40)
    assert len(found_in(found, Query("a"))) == MOST
    assert found_in(page("a" * 90, "a" * 90, "a" * 90, "a" * 90), Query("a" * (LONGEST + 5))) == []


@pytest.mark.parametrize(
    ("flag", "text", "words"),
    [
        (Flag.TCVN3, "Céng hßa x· héi chñ nghÜa ViÖt Nam", "Cộng hòa xã hội chủ nghĩa Việt Nam"),
        (Flag.TCVN3, "th\u00ad", "thư"),
        (Flag.VNI, "Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam", "Cộng hòa xã hội chủ nghĩa Việt Nam"),
        (Flag.VNI, "Ñoäc laäp - Töï do - Haïnh phuùc", "Độc lập - Tự do - Hạnh phúc"),
    ],
)
@pytest.mark.parametrize("marks", [False, True])
def test_old_encodings_are_found_by_what_everybody_reads(flag, text, words, marks):
    found = page("trước", Row(text, flags=flag), "sau", oddities=Oddity.LEGACY)
    assert found_in(found, Query(words, marks=marks)) == [text]
    assert found_in(found, Query("sau")) == ["sau"]


@given(st.lists(words, max_size=5), words, st.lists(words, max_size=5), st.sampled_from(["NFC", "NFD"]))
def test_what_was_planted_is_found(before, planted, behind, form):
    assume(fold(planted).strip(" -") and planted == planted.strip())
    rows = [" ".join([*before, planted, *behind]), planted]
    found = page(*[unicodedata.normalize(form, " ".join(row.split())) for row in rows])
    for query in (Query(fold(planted)), Query(planted.upper()), Query(planted, marks=True)):
        hits = found_in(found, query)
        assert hits
        # A hit may overlap the planted place, so that its own is passed over; but the lone one is always told.
        assert any(fold(hit).split() == fold(planted).split() for hit in hits)
        assert all(loose(hit) == loose(planted) for hit in hits)


def loose(text):
    return "".join(c for c in fold(text) if c not in " -\n")


@given(st.text(max_size=60), st.sampled_from([LOOSE, STRICT]))
def test_places_in_folded_text_lead_back(text, strictness):
    text = "".join(text.split()) or "x"
    text = text.encode("utf-8", "ignore").decode()
    found = page(text or "x")
    whole = folded_page(found, strictness)
    assert whole.text == folded(found.text, strictness)
    for at in range(len(whole.text)):
        start, end = whole.original(at, at + 1)
        assert end == start + 1
        cluster = found.text[slice(*whole_letters(found.text, start, end))]
        assert whole.text[at] in folded(cluster, strictness)
