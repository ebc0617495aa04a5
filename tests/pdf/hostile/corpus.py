"""Hundreds of hostile files, the same for the same seed: what each is called, and its bytes.

Families are taken in turns, so that the first hundred files hold some of each. What is named comes once; then chance
damages good papers and the named files alike, for as long as anybody asks.
"""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import count, islice, zip_longest

from tests.pdf.hostile import bombs, cycles, fuzz, others, structure

FAMILIES = {
    "cycle": cycles.NAMED,
    "bomb": bombs.NAMED,
    "table": structure.TABLES,
    "object stream": structure.OBJECT_STREAMS,
    "linear": structure.LINEAR,
    "update": structure.UPDATES,
    "encryption": structure.ENCRYPTION,
    "depth": structure.DEPTH,
    "other kind": others.PAPERLESS,
    "action": others.ACTIONS,
    "page": others.PAGES,
    "font": others.FONTS,
}
SUFFIXES = (".pdf", ".pdf", ".pdf", ".PDF", ".docx", "", ".pdf.exe")
QUICK = ("predictor of billions", "image of 10^10 colours", "jpx of 10^10", "count of 2^31", "box of 10^30")
LARGEST = 200_000  # bytes of a named file that is damaged once more


@dataclass(frozen=True)
class Hostile:
    """One file: its family, what is wrong with it, its ending, and how it is made."""

    family: str
    name: str
    suffix: str
    make: Callable[[], bytes]


def corpus(amount: int, seed: int = 1) -> Iterator[Hostile]:
    """Yield so many files; a larger amount begins with the same ones."""
    return islice(_endless(seed), amount)


def short() -> list[Hostile]:
    """Return a few of each family, and one of each way in which chance damages; nothing that takes seconds."""
    few = [one for family in FAMILIES for one in islice(_named(family), 5) if family != "bomb"]
    bombs_too = [one for one in _named("bomb") if one.name in QUICK]
    return few + bombs_too + list(islice(_damaged(7), len(fuzz.WAYS)))


def _endless(seed: int) -> Iterator[Hostile]:
    chance = _damaged(seed)
    for row in zip_longest(*(_named(family) for family in FAMILIES)):
        yield from (one for one in row if one)
        yield from islice(chance, 3)
    yield from chance


def _named(family: str) -> Iterator[Hostile]:
    for number, (name, make) in enumerate(FAMILIES[family].items()):
        yield Hostile(family, name, SUFFIXES[number % len(SUFFIXES)], make)


def _damaged(seed: int) -> Iterator[Hostile]:
    named = [make for family in FAMILIES.values() for make in family.values()]
    for number in count():
        way = fuzz.WAYS[number % len(fuzz.WAYS)]
        yield Hostile(
            way.__name__, f"{seed}-{number}", ".pdf", lambda number=number, way=way: _spoilt(seed, number, way, named)
        )


def _spoilt(seed: int, number: int, way: Callable, named: list[Callable[[], bytes]]) -> bytes:
    chance = random.Random(f"{seed}/{number}")
    data = chance.choice(named)() if chance.random() < 0.3 else fuzz.base(chance)
    return way(chance, data) if 1 < len(data) < LARGEST else way(chance, fuzz.base(chance))
