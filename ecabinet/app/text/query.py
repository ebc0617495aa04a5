"""What somebody looks for, as a pattern to match folded pages with."""

import re
from dataclasses import dataclass

from ecabinet.app.text.folding import Folded, Strictness, folded
from ecabinet.core.vietnamese import TONES, has_marks

LONGEST = 300
"""Letters of a query; what is beyond is not looked for."""

MOST = 2_000
"""Places told of one page."""

_MARK = "[\u0300-\u036f]"
_OPEN = re.compile(f"([ou])([{''.join(TONES)}]?)([aey])([{''.join(TONES)}]?)", re.IGNORECASE)
_SYLLABLES = ("oa", "oe", "uy")
_LOOSE_BEHIND = "/-"  # a line may end behind them without parting a word


@dataclass(frozen=True, slots=True)
class Query:
    """What is looked for, and how strictly.

    With `marks`, the marks of a query that has any must be there too; one without marks finds all spellings in any
    case. `whole` finds whole words only.
    """

    words: str
    case: bool = False
    marks: bool = False
    whole: bool = False

    @property
    def strictness(self) -> Strictness:
        """What pages must be folded with."""
        return Strictness(self.case, self.marks and has_marks(self.words))

    def pattern(self) -> "re.Pattern[str] | None":
        """Return what matches in folded text; None when nothing is looked for."""
        letters = " ".join(folded(self.words[:LONGEST], self.strictness).split())
        if not letters:
            return None
        pattern = _spelled(letters) if self.strictness.marks else literal(letters)
        behind = f"(?!{_MARK})" if self.strictness.marks else ""
        if self.whole:
            pattern, behind = rf"(?<!\w){pattern}", rf"(?!\w|{_MARK})"
        return re.compile(pattern + behind)


def places(found: Folded, pattern: "re.Pattern[str]") -> tuple[tuple[int, int], ...]:
    """Return the ranges of characters of a page that match, in reading order, `MOST` at most; none overlaps another."""
    ranges: list[tuple[int, int]] = []
    for match in pattern.finditer(found.text):
        start, end = found.original(*match.span())
        if not ranges or start >= ranges[-1][1]:
            ranges.append((start, end))
        if len(ranges) >= MOST:
            break
    return tuple(ranges)


def literal(letters: str) -> str:
    """Return the pattern of letters; a hyphen may be gone, where it parted a word at the end of a line."""
    if not letters.strip("- "):
        return re.escape(letters)
    return "".join(map(_step, letters))


def _step(letter: str) -> str:
    if letter == " ":
        return " +"
    step = "-?" if letter == "-" else re.escape(letter)
    return step + " *" if letter in _LOOSE_BEHIND else step


def _spelled(letters: str) -> str:
    """Return the pattern of letters with marks: hòa finds hoà, and the other way round."""
    pattern, last = [], 0
    for match in _OPEN.finditer(letters):
        first, one, second, other = match.groups()
        if (first + second).lower() in _SYLLABLES and bool(one) != bool(other):
            tone = one or other
            pattern += [
                _literal_part(letters[last : match.start()]),
                f"(?:{first}{tone}{second}|{first}{second}{tone})",
            ]
            last = match.end()
    return "".join([*pattern, _literal_part(letters[last:])])


def _literal_part(letters: str) -> str:
    return literal(letters) if letters else ""
