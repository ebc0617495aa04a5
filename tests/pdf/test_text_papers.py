"""The demonstration's papers, and what poppler reads in them where it is installed."""

import shutil
import subprocess
import unicodedata
from difflib import SequenceMatcher

import pytest

from ecabinet.app.text.anchors import Likeness, find_quote, quote_of
from ecabinet.app.text.folding import folded_page
from ecabinet.app.text.query import Query, places
from ecabinet.app.text.selection import selected
from ecabinet.core.vietnamese import fold
from ecabinet.demo.papers import write_papers
from ecabinet.demo.sample import load
from tests.pdf.text_kit import read


@pytest.fixture(scope="module")
def papers(tmp_path_factory):
    """A programme, a report and tables on landscape pages."""
    return write_papers(load(), tmp_path_factory.mktemp("papers"), only={"p01", "p03", "p15"})


@pytest.mark.parametrize(("name", "number"), [("p01", 0), ("p01", 1), ("p03", 0), ("p03", 5), ("p15", 2)])
def test_words_of_a_page_are_found_where_they_stand(papers, name, number):
    page = read(papers[name], number)
    for at in range(0, len(page.text) - 30, 97):
        words = page.text[at : at + 18].strip()
        hits = places(folded_page(page), Query(fold(words)).pattern())
        assert any(abs(start - at) <= 1 for start, _end in hits), words
        for start, end in hits:
            for quad in selected(page, start, end).quads:
                assert all(0 <= x <= page.width + 0.1 and 0 <= y <= page.height + 0.1 for x, y in quad)


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="poppler is not installed")
@pytest.mark.parametrize(("name", "number"), [("p01", 0), ("p03", 5), ("p15", 0)])
def test_another_reader_finds_the_same_words(papers, name, number):
    page = str(number + 1)
    command = ["pdftotext", "-f", page, "-l", page, "-raw", papers[name], "-"]
    theirs = subprocess.run(command, capture_output=True, check=True, timeout=60).stdout.decode()
    ours = unicodedata.normalize("NFC", read(papers[name], number).text)
    assert sorted(ours.split()) == sorted(theirs.split())
    assert SequenceMatcher(None, ours.split(), theirs.split(), autojunk=False).ratio() > 0.95


def test_a_quote_of_one_page_is_found_among_all(papers):
    pages = [(number, read(papers["p01"], number)) for number in range(2)]
    quote = quote_of(pages[1][1], 300, 380)
    anchor = find_quote(pages, quote, 0)
    assert (anchor.page, anchor.start, anchor.end, anchor.likeness) == (1, 300, 380, Likeness.EXACT)
