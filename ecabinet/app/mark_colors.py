"""The colours of marks: names in facts, red, green and blue in files that other programs read."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

Rgb = tuple[int, int, int]
"""Red, green, blue, 0 to 255."""


@dataclass(frozen=True, slots=True)
class MarkColor:
    """A colour of lines and words, and of the wash over words."""

    ink: Rgb
    wash: Rgb


COLORS: Final[Mapping[str, MarkColor]] = {
    "yellow": MarkColor((0x8A, 0x61, 0x00), (0xFF, 0xE6, 0x80)),
    "green": MarkColor((0x1E, 0x70, 0x45), (0xBD, 0xEB, 0xCB)),
    "blue": MarkColor((0x1B, 0x4F, 0x8F), (0xBB, 0xD9, 0xFA)),
    "red": MarkColor((0xB3, 0x26, 0x1E), (0xFB, 0xC4, 0xBF)),
    "purple": MarkColor((0x6B, 0x3F, 0xA0), (0xDF, 0xCB, 0xF5)),
    "orange": MarkColor((0x9A, 0x4B, 0x00), (0xFF, 0xD9, 0xAE)),
    "pink": MarkColor((0xA6, 0x1E, 0x5B), (0xF9, 0xC6, 0xDA)),
    "black": MarkColor((0x1A, 0x22, 0x30), (0xD5, 0xD9, 0xE0)),
    "gray": MarkColor((0x5A, 0x64, 0x73), (0xE2, 0xE7, 0xEE)),
}
"""By the name that a mark carries; the first one is what names become that are not known here."""

_BRIGHT: Final[Mapping[str, Rgb]] = {
    "yellow": (255, 255, 0),
    "green": (0, 255, 0),
    "blue": (0, 0, 255),
    "red": (255, 0, 0),
    "purple": (255, 0, 255),
    "black": (0, 0, 0),
    "gray": (128, 128, 128),
    "orange": (255, 165, 0),
    "pink": (255, 192, 203),
}
"""What other programs have for these."""


def rgb(name: str, *, wash: bool = False) -> Rgb:
    """Return a named colour.

    >>> rgb("red"), rgb("no such colour") == rgb("yellow")
    ((179, 38, 30), True)
    """
    found = COLORS.get(name, next(iter(COLORS.values())))
    return found.wash if wash else found.ink


def nearest(color: Rgb) -> str:
    """Return the name of the colour next to which this one lies, whichever of its tones that is.

    >>> nearest((255, 255, 0)), nearest((220, 30, 0)), nearest((120, 200, 255))
    ('yellow', 'red', 'blue')
    """
    tones = (
        (name, tone) for name, found in COLORS.items() for tone in (found.ink, found.wash, _BRIGHT.get(name, found.ink))
    )
    return min(tones, key=lambda pair: sum((one - two) ** 2 for one, two in zip(pair[1], color, strict=True)))[0]
