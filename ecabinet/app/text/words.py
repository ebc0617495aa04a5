"""Where words begin and end: for a double click, and so that no letter is parted from its marks."""

import re
import unicodedata

from ecabinet.app.text.form import Flag
from ecabinet.app.text.page import PageText

_WORD = re.compile("(?:[\\w\u0300-\u036f\ufffd]|(?<=\\d)[.,](?=\\d)|\1\1(?=\\w))+")
_AROUND = 2  # lines before and behind that a word may reach into
_JOINT = "\1\1"  # stands for a hyphen and a line feed


def whole_letters(text: str, start: int, end: int) -> tuple[int, int]:
    """Widen a range so that it begins and ends between letters, not between a letter and its marks.

    >>> whole_letters("e\u0323\u0302m", 1, 2)
    (0, 3)
    """
    while 0 < start < len(text) and unicodedata.combining(text[start]):
        start -= 1
    while start < end < len(text) and unicodedata.combining(text[end]):
        end += 1
    return start, end


def word_at(page: PageText, index: int) -> tuple[int, int]:
    """Return the range of the word a character belongs to; for what is no letter, of that character alone.

    A word that is parted at the end of a line is one, and so is a number with its points and commas (1.250,5).
    """
    number = page.line_at(index)
    lines = page.lines[max(0, number - _AROUND) : number + _AROUND + 1]
    text = "".join(_joined(page.text[line.start : line.end + 1], line.flags) for line in lines)
    offset = lines[0].start if lines else 0
    for match in _WORD.finditer(text):
        start, end = match.start() + offset, match.end() + offset
        if start <= index < end:
            return start, end
    return whole_letters(page.text, index, index + 1)


def _joined(line: str, flags: Flag) -> str:
    """Return a line of which the end, if it parts a word, looks like letters."""
    parted = flags & Flag.HYPHEN and line.endswith("\n") and len(line) > 2 and line[-3].isalpha()
    return line[:-2] + _JOINT if parted else line
