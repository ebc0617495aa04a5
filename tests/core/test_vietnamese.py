"""Vietnamese order, folding, dates and numbers."""

import unicodedata
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ecabinet.core.vietnamese import fold, fold_letter, has_marks, name_key, number, official_date, sort_key

LETTERS = "aăâbcdđeêghiklmnoôơpqrstuưvxy"
TONED = [unicodedata.normalize("NFC", f"a{mark}") for mark in ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")]
words = st.text(st.sampled_from([*"aăâbcdđeêiouưAĐÊ -19", *TONED, *map(str.upper, TONED), *"ắễộựỲ"]), max_size=12)


def same(text):
    return unicodedata.normalize("NFC", text), unicodedata.normalize("NFD", text)


def test_letters_stand_in_the_order_of_the_alphabet():
    assert sorted(set(LETTERS), key=sort_key) == list(LETTERS)


def test_tones_stand_in_the_order_of_the_dictionary():
    assert sorted(set(TONED), key=sort_key) == TONED


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Dương", "Đặng"),  # d before đ, whatever follows
        ("an", "ăn"),
        ("ăn", "ân"),
        ("bà", "bá"),
        ("Bà", "bá"),  # a tone outweighs a capital
        ("ba", "Ba"),
        ("bàn", "bọn"),
        ("hoa", "hoà"),
        ("An", "An Bình"),
        ("2 tháng", "hai tháng"),
        ("u", "ư"),
        ("f", "g"),
        ("ụ", "ü"),  # a mark that is not Vietnamese comes last
        ("z", "zz"),
    ],
)
def test_one_comes_before_the_other(before, after):
    assert sort_key(before) < sort_key(after)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Lê Thị An", "Nguyễn Văn An"),  # family name
        ("Nguyễn Thị An", "Nguyễn Văn An"),  # middle name
        ("Nguyễn Thị Thu Hà", "Nguyễn Thị Hương"),
        ("An", "Lê An"),  # a single word has no family name
        ("", "An"),
    ],
)
def test_ties_of_a_given_name_are_broken(first, second):
    assert name_key(first) < name_key(second)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Đường nối đường tỉnh", "duong noi duong tinh"),
        ("QUYẾT NGHỊ", "quyet nghi"),
        ("Ẵ Ỡ Ặ Ữ Ợ", "a o a u o"),
        ("Số: 25/2026/QĐ-UBND", "so: 25/2026/qd-ubnd"),
        ("", ""),
    ],
)
def test_fold(text, folded):
    assert {fold(form) for form in same(text)} == {folded}


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("o\ufb03ce", "office"),
        ("mềm\u00admại\u200b", "memmai"),
        ("10\u00a0m²", "10 m2"),
        ("2026–2030", "2026-2030"),
        ("“Ðặng”", '"dang"'),
        ("một\ndòng", "mot dong"),
        ("Straße", "strasse"),
    ],
)
def test_what_only_looks_different_is_folded_away(text, folded):
    assert fold(text) == folded


@pytest.mark.parametrize(
    ("letter", "case", "marks", "folded"),
    [
        ("Đ", False, False, "d"),
        ("Đ", True, False, "D"),
        ("Đ", False, True, "đ"),
        ("Đ", True, True, "Đ"),
        ("Ệ", False, True, "e\u0323\u0302"),
        ("Ệ", True, False, "E"),
        ("\u0301", False, False, ""),
        ("\u0301", False, True, "\u0301"),
    ],
)
def test_a_letter_keeps_what_is_compared(letter, case, marks, folded):
    assert fold_letter(letter, case=case, marks=marks) == folded


@pytest.mark.parametrize(
    ("text", "has"), [("bàn", True), ("ban", False), ("Đ", True), ("d-1", False), ("e\u0301", True)]
)
def test_whether_somebody_wrote_marks(text, has):
    assert has_marks(text) is has


@pytest.mark.parametrize(
    ("day", "text"),
    [
        (date(2026, 7, 28), "ngày 28 tháng 7 năm 2026"),
        (date(2016, 8, 3), "ngày 03 tháng 8 năm 2016"),
        (date(2026, 1, 9), "ngày 09 tháng 01 năm 2026"),
        (date(2026, 2, 10), "ngày 10 tháng 02 năm 2026"),
        (date(2026, 3, 10), "ngày 10 tháng 3 năm 2026"),
        (date(2026, 10, 31), "ngày 31 tháng 10 năm 2026"),
    ],
)
def test_official_date(day, text):
    assert official_date(day) == text


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        (1250.5, None, "1.250,5"),
        (71056, None, "71.056"),
        (41250.5, None, "41.250,5"),
        (10.0, None, "10"),
        (10.0, 1, "10,0"),
        (100, None, "100"),
        (999, None, "999"),
        (1000, None, "1.000"),
        (0, None, "0"),
        (0.05, None, "0,05"),
        (-1234567.25, None, "-1.234.567,25"),
        (2.675, 2, "2,67"),
        (Decimal("1e3"), None, "1.000"),
        (Decimal("46.50"), 1, "46,5"),
        (1e-7, None, "0,0000001"),
    ],
)
def test_number(value, decimals, text):
    assert number(value, decimals) == text


@given(words, words)
def test_order_is_total_and_knows_no_normal_form(one, other):
    assert len({sort_key(form) for form in same(one)}) == 1
    assert (sort_key(one) == sort_key(other)) == (one == other)


@given(st.text(max_size=30))
def test_folding_any_text_is_stable(text):
    assert len({fold(form) for form in same(text)}) == 1
    assert fold(fold(text)) == fold(text)


@given(words)
def test_folded_vietnamese_is_ascii(text):
    assert fold(text).isascii()


@given(st.decimals(min_value=-(10**12), max_value=10**12, places=3))
def test_a_number_can_be_read_back(value):
    assert Decimal(number(value).replace(".", "").replace(",", ".")) == value
