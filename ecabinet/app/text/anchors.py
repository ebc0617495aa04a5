"""The words a mark stands at, and where the same words stand in another version of the paper.

Looked for are, in this order: the very words; the words whatever their case and marks; what is most like them. Of
several places the one with the most of the same words around it is taken, then the one nearest to the old page, then
the first: the same pages give the same answer on every laptop.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import IntEnum
from itertools import takewhile

from ecabinet.app.text.approximate import most_like
from ecabinet.app.text.folding import LOOSE, STRICT, Strictness, folded, folded_page
from ecabinet.app.text.page import PageText
from ecabinet.app.text.query import literal, places
from ecabinet.app.text.words import whole_letters
from ecabinet.core.annotations import CONTEXT, MAX_QUOTE, Quote

Ranges = tuple[tuple[int, int], ...]

_SHORT = 8  # letters: so few are looked for as they are only, and need some of the same words around them
_AROUND = 4  # letters around that a short quote needs
_EDITS = 0.2  # share of the letters that may be other ones
_COMPARED = 400  # letters at either end of a quote that are compared by edits
_PARTED = re.compile("[\u00ad\u2010-]\n")


class Likeness(IntEnum):
    """How much the place that was found is like the words."""

    FUZZY = 1
    FOLDED = 2
    EXACT = 3


@dataclass(frozen=True, slots=True)
class Anchor:
    """Characters `start` to `end` of page `page`. `context` is the number of letters around that are the same."""

    page: int
    start: int
    end: int
    likeness: Likeness
    context: int


def quote_of(page: PageText, start: int, end: int) -> Quote:
    """Return the words of a range with what stands around them; of very many words, the beginning."""
    start, end = whole_letters(page.text, start, end)
    exact, prefix = page.text[start:end][:MAX_QUOTE], page.text[max(0, start - CONTEXT) : start]
    return Quote(exact, prefix, page.text[end : end + CONTEXT], start)


def find_quote(pages: Iterable[tuple[int, PageText]], quote: Quote, page: int) -> Anchor | None:
    """Return where the words of a quote that stood on `page` stand in these pages, None if nothing is like them.

    A page takes some milliseconds where the words themselves are not there; give those first that are the nearest,
    and no more than there is time for.
    """
    best: Anchor | None = None
    for number, text in pages:
        least = best.likeness if best else Likeness.FUZZY
        for anchor in _anchors(number, text, quote, least):
            if best is None or _rank(anchor, page) > _rank(best, page):
                best = anchor
    return best


def _rank(anchor: Anchor, page: int) -> tuple[int, int, int, int, int]:
    return anchor.likeness, anchor.context, -abs(anchor.page - page), -anchor.page, -anchor.start


def _anchors(number: int, page: PageText, quote: Quote, least: Likeness) -> list[Anchor]:
    """Return the best places of one page that are no worse than `least`."""
    for likeness, look in _LOOKS.items():
        if likeness < least:
            break
        ranges = [whole_letters(page.text, *one) for one in look(page, quote.exact)]
        found = [Anchor(number, *one, likeness, _context(page, quote, *one)) for one in ranges]
        sure = [anchor for anchor in found if _is_sure(anchor, quote)]
        if sure:
            return sure
    return []


def _is_sure(anchor: Anchor, quote: Quote) -> bool:
    alone = not (quote.prefix or quote.suffix)
    return alone or len(quote.exact) >= _SHORT or anchor.context >= _AROUND


def _context(page: PageText, quote: Quote, start: int, end: int) -> int:
    """Return how many letters before and behind a range are those of the quote."""
    before = [_plain(text)[::-1] for text in (quote.prefix, page.text[max(0, start - 2 * CONTEXT) : start])]
    behind = [_plain(text) for text in (quote.suffix, page.text[end : end + 2 * CONTEXT])]
    return sum(sum(1 for _pair in takewhile(_same, zip(*texts, strict=False))) for texts in (before, behind))


def _same(pair: tuple[str, ...]) -> bool:
    return pair[0] == pair[1]


def _plain(text: str, strictness: Strictness = LOOSE) -> str:
    return " ".join(folded(_PARTED.sub("", text), strictness).split())


def _alike(strictness: Strictness) -> Callable[[PageText, str], Ranges]:
    def look(page: PageText, words: str) -> Ranges:
        letters = _plain(words, strictness)
        return places(folded_page(page, strictness), re.compile(literal(letters))) if letters else ()

    return look


def _roughly(page: PageText, words: str) -> Ranges:
    """Return the places most like the words; of long ones, from what is like their head to what is like their tail."""
    letters, found = _plain(words), folded_page(page)
    if len(letters) < _SHORT:
        return ()
    head, tail = letters[:_COMPARED], letters[-_COMPARED:]
    starts = most_like(head, found.text, int(_EDITS * len(head)))
    if len(letters) <= _COMPARED or not starts:
        return tuple(found.original(one.start, one.end) for one in starts)
    first = starts[0]
    most = first.start + int(len(letters) * (1 + _EDITS))
    ends = [one.end for one in most_like(tail, found.text, int(_EDITS * len(tail))) if first.end < one.end <= most]
    return (found.original(first.start, ends[-1] if ends else first.end),)


_LOOKS: dict[Likeness, Callable[[PageText, str], Ranges]] = {
    Likeness.EXACT: _alike(STRICT),
    Likeness.FOLDED: _alike(LOOSE),
    Likeness.FUZZY: _roughly,
}
