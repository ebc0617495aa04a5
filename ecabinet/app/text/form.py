"""How the text of a page travels from a worker to the window: numbers in fixed places, then the letters.

    header   mark, notes, width, height, unit, number of characters, number of lines, bytes of letters
    lines    each: first character, end, angle, flags, left, bottom, right, top
    edges    left of every character, then bottom, right and top
    letters  UTF-8; between two lines stands one line feed, between two words one space

Places are 16-bit multiples of `unit`, which is the longer side of the page / 65,535: 0.013 points on A4. A page of
3,400 characters takes 32 kB. Both ends run on one machine, so the order of bytes is that machine's.
"""

import struct
from enum import IntFlag

MARK = b"ecabtx1\n"
HEADER = struct.Struct("=8sHfffIII")
LINE = struct.Struct("=IIHH4H")
STEPS = 65_535


class Oddity(IntFlag):
    """What is odd about the text of a page."""

    UNMAPPED = 1
    """Some letters have no meaning in the file, only a shape: they cannot be found or copied."""
    HIDDEN = 2
    """No letter is drawn: the text was recognized in the picture of a scan, and may be wrong."""
    CUT = 4
    """The page has more characters than are taken."""
    OUTSIDE = 8
    """Some characters lie outside of the page and were left out."""
    LEGACY = 16
    """Some fonts have an old Vietnamese encoding, TCVN3 or VNI: letters mean others than they say."""


class Flag(IntFlag):
    """What is odd about one line."""

    HYPHEN = 1
    """Its last character is a hyphen, and the next line may go on with the same word."""
    HIDDEN = 2
    """It is not drawn."""
    TCVN3 = 4
    """Its font has the encoding TCVN3 (.VnTime and the like)."""
    VNI = 8
    """Its font has the encoding VNI-Windows."""
