"""Passphrases: both spellings of a letter are one, the least that is accepted, and a judgement that never falls."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ecabinet.core import passphrases
from ecabinet.core.errors import BadValue
from ecabinet.core.passphrases import LEAST, MOST, Strength

ORDER = list(Strength)


def rule(passphrase):
    with pytest.raises(BadValue) as caught:
        passphrases.require(passphrase)
    assert caught.value.field == "passphrase"
    return caught.value.rule


@given(st.text(alphabet="aăâđêôơưáàảãạếềểễệự ", min_size=LEAST, max_size=40))
def test_both_spellings_are_one_passphrase(text):
    forms = {passphrases.normal(unicodedata.normalize(form, text)) for form in ("NFC", "NFD")}
    assert len(forms) == 1


def test_the_bounds():
    assert rule("abcdefgh"[: LEAST - 1]) == "too_short"
    assert passphrases.require("abcdefgh") == "abcdefgh"
    assert len(passphrases.require("ab" * (MOST // 2))) == MOST
    assert rule("ab" * (MOST // 2) + "c") == "too_long"


@pytest.mark.parametrize("letter", ["\x00", "\n", "\x7f", "\ud800"])
def test_what_cannot_be_typed_again_is_refused(letter):
    assert rule(f"bốn mùa{letter}hoa") == "not_text"


def test_one_letter_again_and_again_is_none():
    assert rule("a" * 30) == "too_short"


def test_blanks_at_the_ends_count():
    assert passphrases.require(" bốn mùa ") != passphrases.require("bốn mùa ")


@given(st.text(max_size=30), st.text(min_size=1, max_size=10))
def test_a_longer_passphrase_is_never_judged_shorter(text, more):
    before, after = passphrases.strength(text), passphrases.strength(text + more)
    assert before is Strength.SHORT or after is not Strength.SHORT or len(passphrases.normal(text + more)) < LEAST


def test_length_beats_signs():
    assert passphrases.strength("Ab1!Ab1!") is Strength.WEAK
    assert passphrases.strength("bốn mùa hoa nở bên sông") is Strength.GOOD
