"""Passphrases: the form in which they are compared, the least that is accepted, and how hard they are to guess."""

import unicodedata
from enum import StrEnum

from ecabinet.core.errors import BadValue

LEAST = 8
"""Letters a passphrase needs at least."""
MOST = 256
_CLASSES = 4
_LONG, _GOOD_LENGTH = 14, 20


class Strength(StrEnum):
    """How hard a passphrase is to guess, as far as its form tells."""

    SHORT = "short"
    WEAK = "weak"
    FAIR = "fair"
    GOOD = "good"


def normal(passphrase: str) -> str:
    """Return the passphrase in Unicode's composed form: keyboards spell one Vietnamese letter in two ways.

    >>> normal("a" + chr(0x302) + chr(0x301)) == chr(0x1EA5)
    True
    """
    return unicodedata.normalize("NFC", passphrase)


def require(passphrase: str) -> str:
    """Return a new passphrase in its normal form.

    Raises:
        BadValue: field `passphrase`; rule `too_short`, `too_long` or `not_text`.
    """
    found = normal(passphrase)
    if len(found) < LEAST or len(set(found)) == 1:
        raise BadValue("passphrase", "too_short")
    if len(found) > MOST:
        raise BadValue("passphrase", "too_long")
    if any(unicodedata.category(letter) in ("Cc", "Cs") for letter in found):
        raise BadValue("passphrase", "not_text")
    return found


def strength(passphrase: str) -> Strength:
    """Judge a passphrase by length and variety; a hint for people, not a rule.

    >>> [strength(text).value for text in ("abc", "matkhau1", "bốn mùa hoa nở", "bốn mùa hoa nở bên sông")]
    ['short', 'weak', 'fair', 'good']
    """
    found = normal(passphrase)
    if len(found) < LEAST:
        return Strength.SHORT
    variety = len(set(found.lower()))
    if len(found) >= _GOOD_LENGTH and variety >= LEAST:
        return Strength.GOOD
    if variety >= LEAST and (len(found) >= _LONG or _classes(found) >= _CLASSES):
        return Strength.FAIR
    return Strength.WEAK


def _classes(text: str) -> int:
    """Count the kinds of characters: small letters, capitals, digits, anything else."""
    kinds = (str.islower, str.isupper, str.isdigit, lambda letter: not letter.isalnum())
    return sum(any(kind(letter) for letter in text) for kind in kinds)
