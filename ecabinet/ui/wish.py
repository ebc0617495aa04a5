"""How strongly a column of the chair's screen asks for the one filled button; no Qt here."""

from enum import IntEnum


class Wish(IntEnum):
    """The column that asks most strongly gets the filled button."""

    NONE = 0
    MAY = 1
    SHOULD = 2
    MUST = 3
