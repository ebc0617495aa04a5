"""The place in a text that is most like a pattern, by edits: letters added, left out or replaced.

Source: G. Myers, A fast bit-vector algorithm for approximate string matching, Journal of the ACM 46 (1999), with the
whole pattern in one integer; a page of 3,400 letters takes some milliseconds, whatever it says.
"""

from typing import NamedTuple

LONGEST = 1_000
"""Letters of a pattern."""


class Likeness(NamedTuple):
    """The letters of the text from `start` to `end` are `edits` away from the pattern."""

    start: int
    end: int
    edits: int


def most_like(pattern: str, text: str, most: int) -> tuple[Likeness, ...]:
    """Return the places with the fewest edits, `most` at most, in the order of the text; none if there is none.

    >>> most_like("quyet nghi", "ban du thao quyet ngi nay", 2)
    (Likeness(start=12, end=21, edits=1),)
    """
    pattern = pattern[:LONGEST]
    if not pattern or not text:
        return ()
    distances = _distances(pattern, text)
    least = min(distances)
    if least > most:
        return ()
    ends = [at + 1 for at, edits in enumerate(distances) if edits == least]
    found: list[Likeness] = []
    for end in ends:
        start = _start(pattern, text, end, least)
        if not found or start >= found[-1].end:
            found.append(Likeness(start, end, least))
    return tuple(found)


def _start(pattern: str, text: str, end: int, edits: int) -> int:
    """Return where the shortest stretch begins that ends here and is so many edits away."""
    window = text[max(0, end - len(pattern) - edits) : end]
    backward = _distances(pattern[::-1], window[::-1], anchored=True)
    return end - 1 - backward.index(edits) if edits in backward else end - len(window)


def _distances(pattern: str, text: str, *, anchored: bool = False) -> list[int]:
    """Return for each letter of a text the edits between the pattern and the best stretch that ends with it.

    `anchored` takes the stretch from the beginning of the text only.
    """
    every, last = (1 << len(pattern)) - 1, 1 << (len(pattern) - 1)
    letters: dict[str, int] = {}
    for at, letter in enumerate(pattern):
        letters[letter] = letters.get(letter, 0) | 1 << at
    more, less, edits, distances = every, 0, len(pattern), []
    for letter in text:
        same = letters.get(letter, 0)
        down = (((same & more) + more) ^ more) | same | less
        rise, fall = less | (every & ~(down | more)), more & down
        edits += bool(rise & last) - bool(fall & last)
        rise, fall = ((rise << 1) | anchored) & every, (fall << 1) & every
        across = same | less
        more, less = fall | (every & ~(across | rise)), rise & across
        distances.append(edits)
    return distances
