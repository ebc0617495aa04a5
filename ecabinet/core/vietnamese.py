"""Vietnamese order, folding, dates and numbers.

Pure text functions that the lists, the search index and the printed records share, so that a name
stands at the same place on every screen, whatever the operating system believes about Vietnamese.
"""

from __future__ import annotations

import unicodedata
from datetime import date
from decimal import Decimal

SortKey = tuple[tuple[tuple[int, int], ...], tuple[int, ...], tuple[bool, ...]]
NameKey = tuple[SortKey, SortKey, SortKey]

_LETTERS = {letter: rank for rank, letter in enumerate("aăâbcdđeêfghijklmnoôơpqrstuưvwxyz")}
TONES = {"\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}
_FOREIGN_MARK = 6  # after every tone: "ü" stands behind "ụ"

_MARKED, _UNMARKED = ("Cf",), ("Cf", "Mn")  # Unicode categories that a search passes over, or not
_WITHOUT_BAR = str.maketrans("đĐ", "dD")
_ALIKE = {
    **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d", "-"),
    **dict.fromkeys("\u2018\u2019\u201a\u201b\u2032\u02bc", "'"),
    **dict.fromkeys("\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb", '"'),
    **dict.fromkeys("\t\n\v\f\r\x1c\x1d\x1e\x1f\x85\u2028\u2029", " "),
    "\u00d0": "Đ",  # the Icelandic letter, which fonts and keyboards put in its place
    "\u00f0": "đ",
}


def sort_key(text: str) -> SortKey:
    """The place of `text` in a Vietnamese dictionary; compare two keys to compare two texts.

    Letters first (a ă â b c d đ …), then tones (none, huyền, hỏi, ngã, sắc, nặng), then case. What
    is not a letter stands before the letters. NFC and NFD give the same key.

    >>> sorted(["Bạ", "Đa", "Ba", "Bá", "Da", "Bà", "Bã", "Bả"], key=sort_key)
    ['Ba', 'Bà', 'Bả', 'Bã', 'Bá', 'Bạ', 'Da', 'Đa']
    """
    places = [_place(char) for char in unicodedata.normalize("NFC", text)]
    return (
        tuple(place[0] for place in places),
        tuple(place[1] for place in places),
        tuple(place[2] for place in places),
    )


def _place(char: str) -> tuple[tuple[int, int], int, bool]:
    """Letter, tone and case of one composed character."""
    marks = unicodedata.normalize("NFD", char)
    tone = max((TONES.get(mark, 0) for mark in marks), default=0)
    letter = unicodedata.normalize("NFC", "".join(mark for mark in marks if mark not in TONES))
    small = letter.lower()
    if small not in _LETTERS and marks[0].lower() in _LETTERS:
        small, tone = marks[0].lower(), _FOREIGN_MARK
    if small in _LETTERS:
        return (1, _LETTERS[small]), tone, letter != letter.lower()
    return (0, ord(char)), 0, False


def name_key(full_name: str) -> NameKey:
    """The place of a person in an alphabetical list: given name, then family, then middle name.

    The given name is the last word, also where people use two (Thu Hương stands under H).
    """
    words = full_name.split() or [""]
    family = words[0] if len(words) > 1 else ""
    return sort_key(words[-1]), sort_key(family), sort_key(" ".join(words[1:-1]))


def fold(text: str) -> str:
    """`text` without case, tones and letter marks, đ as d: what a search compares.

    >>> fold("Đường NỐI Ủy ban")
    'duong noi uy ban'
    """
    return "".join(map(fold_letter, unicodedata.normalize("NFD", text)))


def fold_letter(letter: str, *, case: bool = False, marks: bool = False) -> str:
    """What a search compares of one character: none, one or several, as in a ligature; with `case`, `marks` those too.

    Marks come out spread (NFD). Signs that only look different are alike: dashes, quotes, all white space. Soft
    hyphens and what joins or parts letters invisibly is nothing.

    >>> fold_letter("Ế"), fold_letter("Ế", marks=True), fold_letter("ﬃ"), fold_letter("\u00ad")
    ('e', 'ế', 'ffi', '')
    """
    spread = unicodedata.normalize("NFKD", _ALIKE.get(letter, letter))
    if not case:
        spread = unicodedata.normalize("NFKD", spread.casefold())
    kept = "".join(_ALIKE.get(c, c) for c in spread if unicodedata.category(c) not in (_UNMARKED, _MARKED)[marks])
    return kept if marks else kept.translate(_WITHOUT_BAR)


def has_marks(text: str) -> bool:
    """Whether somebody wrote tones, letter marks or đ.

    >>> has_marks("biểu quyết"), has_marks("BIEU QUYET"), has_marks("đi")
    (True, False, True)
    """
    spread = unicodedata.normalize("NFD", text)
    return any(unicodedata.category(c) == "Mn" or c in "đĐ" for c in spread)


def official_date(day: date) -> str:
    """A date as official papers write it; days below 10 and months 1 and 2 get a leading zero.

    Source: Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, Mục II, khoản 4.

    >>> official_date(date(2026, 2, 3))
    'ngày 03 tháng 02 năm 2026'
    >>> official_date(date(2026, 7, 28))
    'ngày 28 tháng 7 năm 2026'
    """
    month = f"{day.month:02d}" if day.month <= 2 else str(day.month)
    return f"ngày {day.day:02d} tháng {month} năm {day.year}"


def number(value: float | Decimal, decimals: int | None = None) -> str:
    """A number with dots between thousands and a decimal comma.

    Without `decimals` a float or Decimal keeps the digits it has, trailing zeros dropped.

    >>> number(1250.5), number(71056), number(10.0, 1)
    ('1.250,5', '71.056', '10,0')
    """
    if decimals is None:
        digits = f"{Decimal(str(value)):,f}"
        if "." in digits:
            digits = digits.rstrip("0").rstrip(".")
    else:
        digits = f"{value:,.{decimals}f}"
    return digits.translate(str.maketrans(",.", ".,"))
