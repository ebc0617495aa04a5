"""Fractional indexes: strings that sort between two others, so that an item can be moved without renumbering.

Digits are 0–9 A–Z a–z, which sort the same in Python, SQLite and PostgreSQL under binary collation.
"""

_DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_BASE = len(_DIGITS)


def between(low: str | None, high: str | None) -> str:
    """Return a key that sorts strictly between `low` and `high`; None means an open end.

    >>> between(None, None)
    'V'
    >>> "V" < between("V", None) and between("A", "B") > "A"
    True

    Raises:
        ValueError: `low` is not smaller than `high`.
    """
    floor, ceiling = low or "", high
    if ceiling is not None and floor >= ceiling:
        raise ValueError((low, high))
    return _midpoint(floor, ceiling)


def require(key: str) -> None:
    """Refuse what is no key: then there would be no room beside it.

    Raises:
        ValueError: the key is empty, ends with the lowest digit, or has other signs in it.
    """
    if not key or key.endswith(_DIGITS[0]) or not set(key) <= set(_DIGITS):
        raise ValueError(key)


def _midpoint(low: str, high: str | None) -> str:
    """Build the key digit by digit; a trailing zero is never produced, so there is always room below."""
    prefix = ""
    while True:
        lower = _DIGITS.index(low[0]) if low else 0
        upper = _DIGITS.index(high[0]) if high else _BASE
        if upper - lower > 1:
            return prefix + _DIGITS[(lower + upper) // 2]
        prefix += _DIGITS[lower]
        high = high[1:] if high and upper == lower else None
        low = low[1:]
