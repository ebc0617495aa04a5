"""Marks on demonstration papers that were typeset anew after a change."""

import pytest

from ecabinet.app.carrying.carrier import propose
from ecabinet.app.carrying.plan import Fate
from tests.app.carrying.pairs import OLD, Truth, judged, marks, pairs, wanted

MARKS = 120
LEAST = {
    "same": 1.0,
    "paragraph inserted": 0.7,
    "paragraph left out": 0.7,
    "paragraph moved": 0.7,
    "pages renumbered": 0.9,
    "smaller letters": 0.6,
    "two columns": 0.4,
    "sentence reworded": 0.9,
    "numbers changed": 0.9,
    "figures changed": 0.9,
    "scan": 1.0,
    "scan with a page more": 0.0,
}
"""Share of the marks that is carried without asking, at least."""


@pytest.fixture(scope="module")
def papers(tmp_path_factory):
    return pairs(tmp_path_factory.mktemp("papers"))


@pytest.mark.parametrize("name", LEAST)
def test_none_is_lost_and_none_is_carried_to_wrong_words_or_a_wrong_place(papers, name):
    pair = papers[name]
    old, new = pair.editions()
    lines = marks(pair.old, MARKS, seed=3)
    plan = propose(wanted(lines), {OLD: old}, new)
    told = judged(pair, plan, Truth(pair))
    assert sum(plan.counts().values()) == MARKS
    assert (told["wrong words"], told["wrong place"]) == (0, 0)
    assert told["carried"] >= LEAST[name] * MARKS
    assert all(one.candidates for one in plan.of(Fate.UNCERTAIN))
