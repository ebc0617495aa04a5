"""Sentence material to paragraphs: a small grammar with a seeded, forgetful-free choice.

A template is a Vietnamese text with four kinds of holes::

    {3..9}        a whole number          {1.5..9.9}    a number with as many decimals
    {slot}        one of the slot's words {x:slot}      the same, remembered as {x}
    (a|b|c)       one of the alternatives

Words of a slot and templates of a pool come from a shuffled bag and return only when the bag is
empty; a template that begins with "! " states something there is only one of and never returns.
The words of a slot called `seq_…` come in their own order.
"""

from __future__ import annotations

import random
import re
from collections.abc import Mapping, Sequence

from ecabinet.core import vietnamese

_RANGE = re.compile(r"\{(-?[\d.]+?)\.\.(-?[\d.]+)\}")
_EITHER = re.compile(r"\(([^()]*\|[^()]*)\)")
_YEAR = re.compile(r"(19|20)\d\d")
_ONCE = "! "
_ORDERED = "seq_"
_SENTENCE = re.compile(r"^\w|(?<=[^\d]\. )[^\W\d]")
_SLOT = re.compile(r"\{(?:(\w+):)?(\w+)\}")


class Writer:
    """Writes paragraphs out of pools; one writer per paper, so that none comes twice."""

    def __init__(
        self,
        seed: str,
        slots: Mapping[str, Sequence[str]],
        pools: Mapping[str, Sequence[str]],
    ) -> None:
        self.random = random.Random(seed)  # noqa: S311  # prose, not keys
        self._slots = slots
        self._pools = pools
        self._bags: dict[tuple[str, str], list[str]] = {}
        self._spent: set[str] = set()
        self._written: set[str] = set()

    def paragraph(self, pool: str) -> str:
        """A paragraph this writer has not written yet.

        Raises:
            LookupError: the pool has too little material for another one.
        """
        for _attempt in range(40):
            text = self.fill(self._draw("pool", pool, self._pools[pool]))
            if text not in self._written:
                self._written.add(text)
                return text
        raise LookupError(f"pool {pool} is exhausted")

    def fill(self, template: str) -> str:
        """`template` with every hole filled, its first letter a capital."""
        known: dict[str, str] = {}

        def word(hole: re.Match[str]) -> str:
            name, slot = hole.group(1), hole.group(2)
            if name is None and slot in known:
                return known[slot]
            value = self.fill_small(self._draw("slot", slot, self._slots[slot]))
            if name is not None:
                known[name] = value
            return value

        text = self.fill_small(_SLOT.sub(word, template))
        return _SENTENCE.sub(lambda start: start.group().upper(), text)

    def fill_small(self, text: str) -> str:
        """`text` with its alternatives chosen and its numbers drawn."""
        text = _EITHER.sub(lambda hole: self.random.choice(hole.group(1).split("|")), text)
        return _RANGE.sub(lambda hole: self.number(hole.group(1), hole.group(2)), text)

    def number(self, low: str, high: str) -> str:
        """A number between two literals, with the decimals of the first; years stay ungrouped."""
        decimals = len(low.partition(".")[2])
        value = self.random.uniform(float(low), float(high))
        if _YEAR.fullmatch(low) and _YEAR.fullmatch(high):
            return str(round(value))
        return vietnamese.number(round(value, decimals), decimals)

    def _draw(self, kind: str, name: str, words: Sequence[str]) -> str:
        bag = self._bags.setdefault((kind, name), [])
        if not bag:
            bag.extend(word for word in words if word not in self._spent)
            if name.startswith(_ORDERED):
                bag.reverse()
            else:
                self.random.shuffle(bag)
        if not bag:
            raise LookupError(f"{kind} {name} is exhausted")
        word = bag.pop()
        if word.startswith(_ONCE):
            self._spent.add(word)
        return word.removeprefix(_ONCE)
