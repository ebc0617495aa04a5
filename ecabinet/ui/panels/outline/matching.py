"""Which item a dropped file belongs to, and the title its name gives; pure text, no Qt here.

A leading number wins (“4 To trinh.pdf”, “Muc 4.1 - Bao cao.pdf”); else the item whose title shares most words.
"""

import re
from pathlib import PurePath

from ecabinet.app import read
from ecabinet.core.ids import ItemId
from ecabinet.core.vietnamese import fold

_NUMBER = re.compile(r"^(?:muc\s*(?:so\s*)?)?0*(\d+(?:\.\d+)*)(?:\.?(?=[\s)\-–]|$))[\s.)\-–]*")
_ENOUGH = 0.5
"""Share of a title's words that must stand in the file name."""
_LEAST = 3
"""Words that must be shared at all: two common ones prove nothing."""
_SHORT = 2
"""Words of up to so many letters say nothing about the subject."""


def title_of(file_name: str, number: str = "") -> str:
    """The file's name as a title: blanks for underscores, without the number that led to the item.

    >>> title_of("4_To_trinh_158.pdf", "4"), title_of("158_TTr.pdf")
    ('To trinh 158', '158 TTr')
    """
    name = _spaced(file_name)
    found = _NUMBER.match(fold(name))
    if not number or found is None or found.group(1) != number or len(fold(name)) != len(name):
        return name
    return name[found.end() :].strip() or name


def item_for(file_name: str, lines: tuple[read.AgendaLine, ...]) -> ItemId | None:
    """The item a file name speaks of, None when that is not clear."""
    name = fold(_spaced(file_name))
    found = _NUMBER.match(name)
    by_number = {line.number: line.item for line in lines}
    if found is not None and found.group(1) in by_number:
        return by_number[found.group(1)]
    return _by_title(name, lines)


def _by_title(name: str, lines: tuple[read.AgendaLine, ...]) -> ItemId | None:
    words = set(_words(name))
    shares = {line.item: _share(words, line.title) for line in lines}
    best = sorted(shares, key=lambda item: shares[item], reverse=True)[:2]
    clear = bool(best) and shares[best[0]] >= _ENOUGH and (len(best) < 2 or shares[best[0]] > shares[best[1]])
    return best[0] if clear else None


def _share(words: set[str], title: str) -> float:
    """How much of the shorter of name and title the other one has."""
    said = set(_words(fold(title)))
    least = min(len(said), len(words))
    shared = len(said & words)
    return shared / least if shared >= _LEAST else 0.0


def _words(folded: str) -> list[str]:
    return [word for word in re.findall(r"\w+", folded) if len(word) > _SHORT and not word.isdigit()]


def _spaced(file_name: str) -> str:
    return " ".join(PurePath(file_name).stem.replace("_", " ").split())
