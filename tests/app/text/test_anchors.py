"""Marks find their words again in another version of a paper."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ecabinet.app.text.anchors import Likeness, find_quote, quote_of
from ecabinet.app.text.approximate import LONGEST, most_like
from ecabinet.app.text.form import Flag
from ecabinet.core.annotations import CONTEXT, MAX_QUOTE
from tests.app.text.kit import Row, page

OLD = (
    "Điều 1. Phân bổ 120 tỷ đồng cho dự án đường nối",
    "quốc lộ 39 với cầu Hưng Hà trong năm 2026.",
    "Điều 2. Giao Sở Tài chính chủ trì, phối hợp với",
    "các sở, ban, ngành tổ chức thực hiện.",
)


def quote(words, rows=OLD):
    found = page(*rows)
    start = found.text.index(words)
    return quote_of(found, start, start + len(words))


def words_at(anchor, *pages):
    return pages[anchor.page].text[anchor.start : anchor.end]


def test_a_quote_has_its_words_and_what_stands_around():
    told = quote("quốc lộ 39")
    assert (told.exact, told.start) == ("quốc lộ 39", 48)
    assert told.prefix.endswith("đường nối\n")
    assert told.suffix.startswith(" với cầu")
    assert max(len(told.prefix), len(told.suffix)) <= CONTEXT
    assert len(quote_of(page(*["x" * 90] * 100), 0, 9000).exact) == MAX_QUOTE


def test_the_very_words_are_found_where_the_lines_break_anew():
    new = page(
        "Căn cứ Luật Ngân sách.", "Điều 1. Phân bổ 120 tỷ đồng cho dự án", "đường nối quốc lộ 39 với cầu Hưng Hà"
    )
    anchor = find_quote([(0, new)], quote("dự án đường nối\nquốc lộ"), 0)
    assert words_at(anchor, new) == "dự án\nđường nối quốc lộ"
    assert anchor.likeness is Likeness.EXACT


@pytest.mark.parametrize(
    ("text", "found", "likeness"),
    [
        ("giao SỞ TÀI CHÍNH CHỦ TRÌ và", "SỞ TÀI CHÍNH CHỦ TRÌ", Likeness.FOLDED),
        ("giao So Tai chinh chu tri va", "So Tai chinh chu tri", Likeness.FOLDED),
        ("giao Sở Tài chính và chủ trì", "Sở Tài chính và chủ trì", Likeness.FUZZY),
        ("giao Sở Tài chánh chủ chì,", "Sở Tài chánh chủ chì", Likeness.FUZZY),
    ],
)
def test_changed_words_are_found_by_what_they_are_like(text, found, likeness):
    new = page("Điều 3. Không có gì.", text)
    anchor = find_quote([(0, new)], quote("Sở Tài chính chủ trì"), 0)
    assert anchor.likeness is likeness
    assert words_at(anchor, new) == found


def test_other_words_are_not_found():
    assert (
        find_quote([(0, page("Một văn bản hoàn toàn khác về việc khác hẳn."))], quote("Sở Tài chính chủ trì"), 0)
        is None
    )
    assert find_quote([(0, page())], quote("Sở Tài chính chủ trì"), 0) is None
    assert find_quote([], quote("Sở Tài chính chủ trì"), 0) is None
    assert find_quote([(0, page(*OLD))], replace(quote("Sở"), exact=""), 0) is None


def test_of_equal_words_those_with_the_same_words_around_are_taken():
    rows = ("Chi 120 tỷ đồng cho y tế.", "Chi 120 tỷ đồng cho giáo dục.", "Chi 120 tỷ đồng cho giao thông.")
    told = quote_of(page(*rows), rows[0].__len__() + 5, rows[0].__len__() + 16)
    assert told.exact == "120 tỷ đồng"
    new = page(rows[2], rows[0], rows[1])
    anchor = find_quote([(0, new)], told, 0)
    assert new.text[anchor.end :].startswith(" cho giáo dục")


def test_better_words_on_a_far_page_are_preferred_and_near_ones_otherwise():
    told = quote("phối hợp với\ncác sở, ban, ngành")
    like, same = page("phối hợp với các sơ ban nganh"), page("phối hợp với các sở, ban, ngành")
    assert find_quote([(0, like), (7, same)], told, 0).page == 7
    assert {find_quote(pages, told, 3).page for pages in ([(1, same), (4, same)], [(4, same), (1, same)])} == {4}


def test_a_short_quote_needs_some_of_the_words_around_it():
    told = quote("39")
    assert find_quote([(0, page("trang 39"))], told, 0) is None
    assert find_quote([(0, page("quốc lộ 39 với"))], told, 0).start == 8
    assert find_quote([(0, page("trang 39"))], replace(told, prefix="", suffix=""), 0).start == 6


def test_parted_words_are_the_same_words():
    old = page(Row("được bảo\u00ad", flags=Flag.HYPHEN), "đảm an toàn giao thông")
    told = quote_of(old, 5, 17)
    new = page("phải được bảođảm an toàn giao thông")
    assert words_at(find_quote([(0, new)], told, 0), new) == "bảođảm an"


def test_a_long_quote_is_found_from_its_head_to_its_tail():
    rows = [f"Dòng số {n} của một đoạn văn dài có nội dung riêng {n * 7919 % 1000}." for n in range(30)]
    told = quote_of(page(*rows), 0, len("\n".join(rows)))
    changed = [row.replace("nội dung", "nội dunq") for row in rows]
    new = page("Mở đầu.", *changed, "Kết thúc.")
    anchor = find_quote([(0, new)], told, 0)
    assert anchor.likeness is Likeness.FUZZY
    assert words_at(anchor, new) == "\n".join(changed)


def naive(pattern, text):
    """The least edits between a pattern and any stretch of a text that ends at each letter."""
    row = list(range(len(pattern) + 1))
    for letter in text:
        last, row = row, [0]
        for at, wanted in enumerate(pattern, 1):
            row.append(min(last[at] + 1, row[at - 1] + 1, last[at - 1] + (letter != wanted)))
        yield row[-1]


@given(st.text("abc", min_size=1, max_size=12), st.text("abc", max_size=40), st.integers(0, 6))
def test_the_most_like_place_has_the_fewest_edits(pattern, text, most):
    found = most_like(pattern, text, most)
    least = min(naive(pattern, text), default=len(pattern))
    assert bool(found) == (least <= most and bool(text))
    for place in found:
        assert place.edits == least
        assert edits(pattern, text[place.start : place.end]) == least
    assert [place.start for place in found] == sorted(place.start for place in found)


def edits(one, other):
    row = list(range(len(other) + 1))
    for letter in one:
        last, row = row, [row[0] + 1]
        for at, wanted in enumerate(other, 1):
            row.append(min(last[at] + 1, row[at - 1] + 1, last[at - 1] + (letter != wanted)))
    return row[-1]


def test_only_so_much_of_a_pattern_is_compared():
    (place,) = most_like("a" * LONGEST + "b" * 50, "a" * LONGEST, 0)
    assert place.edits == 0
