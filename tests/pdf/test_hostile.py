"""A few of each family of hostile files, as `python -m tests.pdf.hostile` does with hundreds."""

from hashlib import sha256
from itertools import islice

import pytest

from tests.pdf.hostile import bases
from tests.pdf.hostile.campaign import campaign
from tests.pdf.hostile.corpus import FAMILIES, corpus, short


@pytest.fixture(scope="module")
def report(tmp_path_factory):
    """What came of the short form."""
    return campaign(short(), tmp_path_factory.mktemp("hostile"))


@pytest.mark.slow
def test_every_file_is_answered_and_the_pool_survives(report):
    assert report["sound"], report


@pytest.mark.slow
def test_each_family_was_there(report):
    for part in (report["inspected"], report["read"]):
        assert set(FAMILIES) <= set(part["families"])
        assert 60 <= sum(part["total"].values()) <= 80
        assert "unanswered" not in part["total"]
        assert "wrong" not in part["total"]


@pytest.mark.slow
def test_no_worker_had_more_memory_than_its_limit(report):
    assert 10 < report["read"]["memory"] <= 1100


def test_the_same_seed_makes_the_same_files():
    def prints(seed):
        return [(one.name, sha256(one.make()).hexdigest()) for one in islice(corpus(9, seed), 9)]

    some = [sha256(one.make()).hexdigest() for one in list(corpus(120))[-30:]]
    assert some == [sha256(one.make()).hexdigest() for one in list(corpus(120))[-30:]]
    assert prints(1) == prints(1)


def test_the_long_form_holds_every_named_file():
    named = {(family, name) for family, files in FAMILIES.items() for name in files}
    assert named <= {(one.family, one.name) for one in corpus(600)}
    assert len({(one.family, one.name) for one in corpus(600)}) == 600


def test_the_good_papers_are_good():
    assert [bases.pages(base()) for base in bases.BASES] == [2, 2, 1, 1, 1, 1, 2]
