"""Marks on words find the same words in a new version.

The very words are looked for on all pages; where they are not, what is like them, and what stands between the words
that stood before and behind, on the pages around the expected one only.
"""

import re
from dataclasses import dataclass, replace
from itertools import takewhile

from ecabinet.app.carrying.alignment import Landing
from ecabinet.app.carrying.edition import Edition, Ranges, plain
from ecabinet.app.carrying.plan import Candidate, Fate, Reason
from ecabinet.app.text.anchors import Likeness, find_quote, quote_of
from ecabinet.app.text.folding import LOOSE, STRICT
from ecabinet.app.text.frame import Box
from ecabinet.app.text.page import PageText
from ecabinet.app.text.query import literal
from ecabinet.app.text.selection import quads_of, select_rectangle, shape_of
from ecabinet.app.text.words import whole_letters
from ecabinet.core.annotations import NO_QUOTE, MarkKind, Quote, Shape, bounds

WIDE = 400
"""Letters compared on either side, taken from the old page: phrases of law repeat themselves for a line or two."""

FITTING = 12
"""Letters next to the words, on one side, that must be the same (all, if the page has fewer): two words at least."""

DECISIVE = 16
"""Letters of context by which the best of several places must be ahead of the next: three words."""

ENOUGH = 60
"""Letters of words and context together that stand for themselves, wherever they went: most of a line."""

NEAR = 1
"""Pages from the expected one at which words may stand: what is inserted above pushes them over the edge."""

AROUND = 2
"""Pages on either side of the expected one on which words like these are looked for: that takes milliseconds each."""

SHOWN = 5
"""Places proposed to the member, at most."""

_HYPHENS = "-\u2010\u00ad"
_BRIDGE = 24  # letters before and behind that lead to what stands between them now
_LEAST_BRIDGE = 10
_LEAST_END = 14  # letters of the beginning or the end of longer words

Found = tuple[Fate, Reason, tuple[Candidate, ...]]


@dataclass(frozen=True, slots=True)
class Sought:
    """The words of a mark, and as much as is known of what stood around them, folded and without line ends."""

    quote: Quote
    before: str
    behind: str
    landing: Landing | None
    place: int
    """Which of the same words on the old page they are, from 0; -1 if the old page cannot tell."""


@dataclass(frozen=True, slots=True)
class _Place:
    page: int
    start: int
    end: int
    likeness: Likeness
    before: int
    behind: int
    away: int

    def rank(self) -> tuple[int, int, int, int, int]:
        return -self.likeness, -(self.before + self.behind), self.away, self.page, self.start


def find_words(old: Edition, new: Edition, page: int, quote: Quote, landing: Landing | None) -> Found:
    """Return what to propose for a mark at these words of a page of the old version."""
    sought = _sought(old, page, quote, landing)
    if not plain(quote.exact):
        return Fate.ORPHANED, Reason.GONE, ()
    there = sorted(_exact(new, sought), key=_Place.rank)
    if not there:
        candidates = _candidates(new, _like(new, sought, page)[:SHOWN])
        fate = Fate.UNCERTAIN if candidates else Fate.ORPHANED
        return fate, Reason.REWORDED if candidates else Reason.GONE, candidates
    same = _same_place(old, new, page, sought, there)
    reason = Reason.NONE if same else _doubt(new, sought, there) or _rival(old, new, page, sought, there[0])
    candidates = _candidates(new, there[:SHOWN] if reason else [same or there[0]])
    if not candidates:
        return Fate.ORPHANED, Reason.GONE, ()
    return (Fate.UNCERTAIN if reason else Fate.CARRIED), reason, candidates


def quote_under(page: PageText | None, kind: MarkKind, shape: Shape) -> Quote:
    """Return the words that lie under a mark which came without them, as from another program."""
    if page is None:
        return NO_QUOTE
    found = [one for path in shape for one in select_rectangle(page, Box(*bounds(kind, (path,)))).ranges]
    if not found:
        return NO_QUOTE
    return quote_of(page, min(one[0] for one in found), max(one[1] for one in found))


def _sought(old: Edition, number: int, quote: Quote, landing: Landing | None) -> Sought:
    page, start = old.page(number), quote.start
    end = start + len(quote.exact)
    if page is None or start < 0 or page.text[start:end] != quote.exact:
        return Sought(quote, plain(quote.prefix), plain(quote.suffix), landing, -1)
    before, behind = page.text[max(0, start - 2 * WIDE) : start], page.text[end : end + 2 * WIDE]
    starts = [one[0] for one in old.where(number, quote.exact, STRICT)]
    first = whole_letters(page.text, start + len(quote.exact) - len(quote.exact.lstrip()), end)[0]
    place = starts.index(first) if first in starts else -1
    return Sought(quote, plain(before)[-WIDE:], plain(behind)[:WIDE], landing, place)


def _exact(new: Edition, sought: Sought) -> list[_Place]:
    words = sought.quote.exact
    return [
        _placed(new, number, _with_hyphens(new.page(number), words, *one), Likeness.EXACT, sought)
        for number in range(new.count)
        for one in new.where(number, words, STRICT)
    ]


def _with_hyphens(page: PageText | None, words: str, start: int, end: int) -> tuple[int, int]:
    """Widen a range by the hyphens at its ends that were passed over, because they may part a word."""
    text, words = page.text if page else "", words.strip()
    if words[-1] in _HYPHENS and text[end : end + 1] in (*_HYPHENS,):
        end += 1
    if words[0] in _HYPHENS and text[max(0, start - 2) : start - 1] in (*_HYPHENS,) and text[start - 1] == "\n":
        start -= 2
    return start, end


def _like(new: Edition, sought: Sought, page: int) -> list[_Place]:
    """Return places like the words, and what stands where they stood; none overlaps a better one."""
    expected = sought.landing.page if sought.landing else page
    found: list[_Place] = []
    for number in range(max(0, expected - AROUND), min(new.count, expected + AROUND + 1)):
        text = new.page(number)
        anchor = find_quote([(number, text)], sought.quote, number) if text else None
        if anchor:
            found.append(_placed(new, number, (anchor.start, anchor.end), anchor.likeness, sought))
        parts = *_between(new, number, sought), *_ends(new, number, sought)
        found += [_placed(new, number, one, Likeness.FUZZY, sought) for one in parts]
    kept: list[_Place] = []
    for one in sorted(found, key=_Place.rank):
        if all(one.page != other.page or one.end <= other.start or one.start >= other.end for other in kept):
            kept.append(one)
    return kept


def _between(new: Edition, number: int, sought: Sought) -> Ranges:
    """Return what stands between the words that stood before and behind: a number that was changed, for example."""
    before, behind = sought.before[-_BRIDGE:].strip(), sought.behind[:_BRIDGE].strip()
    found = new.folded(number, LOOSE)
    if found is None or min(len(before), len(behind)) < _LEAST_BRIDGE:
        return ()
    most = 2 * len(sought.quote.exact) + _BRIDGE
    pattern = re.compile(f"{literal(before)}\\s*(\\S.{{0,{most}}}?)\\s*{literal(behind)}", re.DOTALL)
    return tuple(found.original(*match.span(1)) for match in pattern.finditer(found.text))


def _ends(new: Edition, number: int, sought: Sought) -> Ranges:
    """Return where the beginning or the end of the words stands alone: the rest may be on the next page."""
    words = sought.quote.exact.split()
    third = len(words) // 3
    parts = (" ".join(words[:third]), " ".join(words[len(words) - third :]))
    found = (new.where(number, part, LOOSE) for part in parts if len(part) >= _LEAST_END)
    return tuple(ranges[0] for ranges in found if len(ranges) == 1)


def _placed(new: Edition, number: int, span: tuple[int, int], likeness: Likeness, sought: Sought) -> _Place:
    page = new.page(number)
    text = page.text if page else ""
    start, end = whole_letters(text, *span)
    before = _common(sought.before[::-1], plain(text[max(0, start - 2 * WIDE) : start])[::-1])
    behind = _common(sought.behind, plain(text[end : end + 2 * WIDE]))
    away = abs(number - sought.landing.page) if sought.landing else new.count
    return _Place(number, start, end, likeness, before, behind, away)


def _common(one: str, other: str) -> int:
    return sum(1 for _pair in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def _same_place(old: Edition, new: Edition, number: int, sought: Sought, there: list[_Place]) -> _Place | None:
    """Return the place on a page that says the same from its first word to its last: there is no other then."""
    landing = sought.landing
    if landing is None or not landing.sure or sought.place < 0:
        return None
    if old.plain(number) != new.plain(landing.page):
        return None
    on_page = sorted((one.start, one) for one in there if one.page == landing.page)
    return on_page[sought.place][1] if sought.place < len(on_page) else None


def _doubt(new: Edition, sought: Sought, there: list[_Place]) -> Reason:
    """Return why the best of these places, all of which have the very words, is not surely the one."""
    best, words = there[0], len(plain(sought.quote.exact))
    both = best.before + best.behind
    if len(there) > 1 and both - (there[1].before + there[1].behind) < DECISIVE:
        return Reason.SEVERAL
    own = words + both >= ENOUGH
    if best.away and (_left_behind(new, sought, best) or (best.away > NEAR and not own)):
        return Reason.FAR
    fits = any(
        side and run >= min(FITTING, len(side))
        for side, run in ((sought.before, best.before), (sought.behind, best.behind))
    )
    alone = not sought.before and not sought.behind
    return Reason.NONE if fits or alone else Reason.SURROUNDINGS


def _left_behind(new: Edition, sought: Sought, best: _Place) -> bool:
    """Say whether what stood around the words is still on the expected page: then they did not go with it.

    So it is with numbers of pages, and with whatever stands above a head that each page of a table repeats.
    """
    kept = max(sought.before[len(sought.before) - best.before :], sought.behind[: best.behind], key=len)
    beside = kept[-_BRIDGE:] if best.before >= best.behind else kept[:_BRIDGE]
    return sought.landing is not None and bool(new.where(sought.landing.page, beside, LOOSE))


def _rival(old: Edition, new: Edition, number: int, sought: Sought, best: _Place) -> Reason:
    """Return whether other words of the old version, the same ones, have as good a claim to this place.

    If a paragraph was left out, its phrases are still found in the next one.
    """
    page = new.page(best.page)
    if page is None or sought.place < 0:
        return Reason.NONE
    text = page.text
    before, behind = (
        plain(text[max(0, best.start - 2 * WIDE) : best.start]),
        plain(text[best.end : best.end + 2 * WIDE]),
    )
    theirs = replace(sought, before=before[-WIDE:], behind=behind[:WIDE])
    claims = [
        _placed(old, at, one, Likeness.EXACT, theirs)
        for at in range(old.count)
        for place, one in enumerate(old.where(at, sought.quote.exact, STRICT))
        if (at, place) != (number, sought.place)
    ]
    most = max((claim.before + claim.behind for claim in claims), default=-DECISIVE)
    return Reason.SEVERAL if best.before + best.behind - most < DECISIVE else Reason.NONE


def _candidates(new: Edition, places: list[_Place]) -> tuple[Candidate, ...]:
    made = ((one, new.page(one.page)) for one in places)
    found = ((one, page, shape_of(quads_of(page, one.start, one.end))) for one, page in made if page)
    return tuple(
        Candidate(one.page, shape, quote_of(page, one.start, one.end), one.likeness, one.before + one.behind)
        for one, page, shape in found
        if shape
    )
