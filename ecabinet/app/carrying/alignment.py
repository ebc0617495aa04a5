"""Which page of a new version a page of the old one became, by the runs of words that both have."""

from collections import Counter, defaultdict
from dataclasses import dataclass

from ecabinet.app.carrying.edition import Edition
from ecabinet.app.text.folding import LOOSE

SHINGLE = 5
"""Words of a run: fewer are phrases that stand on every page of an official paper."""

COMMON = 4
"""A run on more pages than this tells nothing: letterheads, heads of tables. It also bounds the work for each page."""

LEAST_SHARE = 0.1
"""Of the telling runs of a page, the least that must stand on another for that to be the same page."""


@dataclass(frozen=True, slots=True)
class Landing:
    """A page of the new version; `sure` if its words say so, and no other page is as good."""

    page: int
    sure: bool


def aligned(old: Edition, new: Edition) -> tuple[Landing | None, ...]:
    """Return for each page of the old version where it went; None where there is no page to think of.

    A page whose words tell nothing, as a picture, is expected as far behind its neighbour as it was; not surely.
    The work is that of reading both, and `COMMON` for each run of words.
    """
    runs = _pages_of_runs(new)
    told = [_told(_runs(old, number), runs, number) for number in range(old.count)]
    landings: list[Landing | None] = []
    shift = next((one.page - number for number, one in enumerate(told) if one), 0)
    for number, one in enumerate(told):
        shift = one.page - number if one else shift
        guess = number + shift
        landings.append(one or (Landing(guess, sure=False) if 0 <= guess < new.count else None))
    return tuple(landings)


def _told(runs: frozenset[str], pages: dict[str, tuple[int, ...]], number: int) -> Landing | None:
    """Return the page that has most of these runs; of equal ones the nearest, then the first."""
    votes = Counter(page for run in runs for page in pages.get(run, ()))
    telling = sum(1 for run in runs if len(pages.get(run, ())) <= COMMON)
    ranked = sorted(votes.items(), key=lambda vote: (-vote[1], abs(vote[0] - number), vote[0]))
    if not ranked or ranked[0][1] < LEAST_SHARE * telling:
        return None
    (page, most), second = ranked[0], ranked[1][1] if len(ranked) > 1 else 0
    return Landing(page, sure=most > second)


def _pages_of_runs(edition: Edition) -> dict[str, tuple[int, ...]]:
    """Return on which pages each telling run stands."""
    found: dict[str, list[int]] = defaultdict(list)
    for number in range(edition.count):
        for run in _runs(edition, number):
            found[run].append(number)
    return {run: tuple(pages) for run, pages in found.items() if len(pages) <= COMMON}


def _runs(edition: Edition, number: int) -> frozenset[str]:
    words = edition.plain(number, LOOSE).split()
    last = max(1, len(words) - SHINGLE + 1)
    return frozenset(" ".join(words[at : at + SHINGLE]) for at in range(last)) - {""}
