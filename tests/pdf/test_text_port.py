"""Text, links and labels from real workers."""

import os
import select
import signal
from pathlib import Path

import pytest

from ecabinet.app.pages import TileRequest, Urgency
from ecabinet.app.text.finder import Finder
from ecabinet.app.text.links import PageLabels, PageLinks
from ecabinet.app.text.page import PageText
from ecabinet.app.text.paper import PaperTexts
from ecabinet.app.text.query import Query
from ecabinet.app.text_ports import ALL, SHOWN, Texts
from ecabinet.core.errors import PaperFault, PaperUnreadable
from ecabinet.pdf.backlog import Backlog, Job
from ecabinet.pdf.errand import tile
from ecabinet.pdf.limits import Limits
from ecabinet.pdf.pool import RenderPool
from ecabinet.pdf.text_port import LABELS, PoolTexts, links, text
from ecabinet.pdf.wire import Task
from ecabinet.replica.vault import FileVault
from tests.pdf.build import raw_pdf, stream
from tests.pdf.text_kit import HELVETICA

SOON = Urgency(SHOWN, 1)


@pytest.fixture(scope="module")
def pool():
    with RenderPool() as pool:
        yield pool


@pytest.fixture
def texts(pool) -> Texts:
    return PoolTexts(pool)


@pytest.fixture
def gathered(pool, texts, eventually):
    """Collects until so many answers have come."""

    def gather(count):
        answers = []

        def have():
            pool.poll()
            answers.extend(texts.collect())
            return len(answers) >= count

        eventually(have)
        return answers

    return gather


def test_every_kind_of_wish_is_answered(texts, vietnamese, gathered):
    asked = [
        texts.ask_text(vietnamese, 1, SOON),
        texts.ask_links(vietnamese, 0, SOON),
        texts.ask_labels(vietnamese, SOON),
    ]
    answers = {answer.ticket: answer for answer in gathered(3)}
    assert [answers[ticket].page for ticket in asked] == [1, 0, None]
    page, leads, names = (answers[ticket].value for ticket in asked)
    assert "ẵ ễ ỡ ự đ Đ" in page.text
    assert (leads, names) == (PageLinks(), PageLabels())


def test_the_same_wish_is_answered_once(texts, vietnamese, gathered):
    assert texts.ask_text(vietnamese, 0, SOON) == texts.ask_text(vietnamese, 0, SOON)
    (answer,) = gathered(1)
    assert isinstance(answer.value, PageText)


def test_a_wish_can_be_taken_back(pool, texts, vietnamese, gathered):
    texts.cancel(texts.ask_text(vietnamese, 0, SOON))
    kept = texts.ask_text(vietnamese, 1, SOON)
    assert [answer.ticket for answer in gathered(1)] == [kept]
    assert pool.waiting() == 0


def test_a_page_that_is_not_there_is_that_page_s_fault(texts, vietnamese, gathered):
    texts.ask_text(vietnamese, 7, SOON)
    texts.ask_text(vietnamese, 0, SOON)
    faults = {answer.page: answer.value for answer in gathered(2)}
    assert isinstance(faults[0], PageText)
    assert (faults[7].reason, faults[7].page) == (PaperFault.PAGE, 7)


def test_a_file_that_is_no_paper_is_told_so(texts, paper, gathered):
    texts.ask_text(paper(b"xin chao", "a.pdf"), 0, SOON)
    texts.ask_labels(Path("/nirgends/b.pdf"), SOON)
    assert {answer.value.reason for answer in gathered(2)} == {PaperFault.NOT_A_PDF, PaperFault.MISSING}


def test_tiles_come_before_text():
    backlog = Backlog()
    source = Path("a.pdf")
    request = TileRequest(0, 1.0, 0, 0, 8, 8)
    waiting = [(text(0), SHOWN), (links(0), SHOWN), (LABELS, ALL), (tile(request), 4)]
    for number, (errand, priority) in enumerate(waiting):
        backlog.add(Job(number, source, errand, Urgency(priority)))
    assert [backlog.take(lambda _page: 0).ticket for _time in range(4)] == [3, 0, 1, 2]


def test_tiles_and_texts_do_not_get_into_each_other_s_hands(pool, texts, vietnamese, collected, gathered):
    pool.ask_tile(vietnamese, TileRequest(0, 1.0, 0, 0, 8, 8))
    texts.ask_text(vietnamese, 0, SOON)
    (drawn,) = collected(1)
    assert drawn.request is not None
    assert gathered(1)[0].page == 0


def test_a_tile_heard_while_text_is_collected_still_rings(pool, texts, vietnamese, collected, eventually):
    if pool.fileno() is None:
        pytest.skip("nothing rings here")
    pool.ask_tile(vietnamese, TileRequest(0, 1.0, 0, 0, 8, 8))
    eventually(lambda: not texts.collect() and pool._scheduler.answers)
    assert select.select([pool.fileno()], [], [], 0)[0]
    assert len(collected(1)) == 1


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs a way to kill")
def test_after_the_death_of_the_workers_the_text_still_comes(pool, texts, vietnamese, gathered):
    pool.open(vietnamese)
    texts.ask_text(vietnamese, 0, SOON)
    for pid in pool.pids():
        os.kill(pid, signal.SIGKILL)
    (answer,) = gathered(1)
    assert isinstance(answer.value, PageText)


def endless_pdf(levels=12):
    """A page that draws ten times what draws ten times what … draws a letter: nobody gets to the end of it."""
    forms = []
    for level in range(levels):
        last = level == levels - 1
        inside = HELVETICA if last else f"/XObject<</X {6 + level} 0 R>>"
        content = b"BT /F 12 Tf (a) Tj ET" if last else b"/X Do " * 10
        forms.append(stream(content, f"/Type/XObject/Subtype/Form/BBox[0 0 200 100]/Resources<<{inside}>>".encode()))
    return raw_pdf(b"/X Do", resources="/XObject<</X 5 0 R>>", extra=forms)


def test_a_page_that_takes_too_long_is_given_up_alone(paper, vietnamese, eventually):
    with RenderPool(size=1, limits=Limits(job_seconds=3.0)) as pool:
        texts, slow = PoolTexts(pool), paper(endless_pdf())
        pool.open(vietnamese)
        texts.ask_text(slow, 0, SOON)
        texts.ask_text(vietnamese, 0, SOON)
        answers = {}

        def have():
            pool.poll()
            answers.update((answer.source.name, answer.value) for answer in texts.collect())
            return len(answers) == 2

        eventually(have)
        assert isinstance(answers["giấy mời.pdf"], PaperUnreadable)
        assert answers["giấy mời.pdf"].reason in (PaperFault.TIMEOUT, PaperFault.CRASHED)
        assert isinstance(answers["tờ trình.pdf"], PageText)


def test_a_paper_of_the_vault_is_searched(pool, texts, vietnamese, tmp_path, eventually):
    vault = FileVault(tmp_path / "papers", bytes(32))
    version, _size = vault.add(vietnamese)
    source = vault.source(version)
    found = PaperTexts(texts, source, 2, view=5)
    finder = Finder(found)
    finder.begin(Query("nhung chu kho"), 0)

    def searched():
        pool.poll()
        for answer in texts.collect():
            if (number := found.on_answer(answer)) is not None:
                finder.on_page(number)
        finder.step()
        return finder.progress().complete

    eventually(searched)
    (hit,) = finder.hits()
    assert hit.page == 1
    assert found.page(1).text[hit.start : hit.end] == "Những chữ khó"


def test_a_page_whose_text_has_cost_two_workers_is_drawn_all_the_same(pool, texts, vietnamese, gathered):
    pool._scheduler._deaths[(str(vietnamese), 0), Task.TEXT] = 2
    texts.ask_text(vietnamese, 0, SOON)
    texts.ask_links(vietnamese, 0, SOON)
    answers = [answer.value for answer in gathered(2)]
    assert [answer.reason for answer in answers if isinstance(answer, PaperUnreadable)] == [PaperFault.CRASHED]
    assert PageLinks() in answers
    assert len(pool.draw(vietnamese, TileRequest(0, 1.0, 0, 0, 8, 8)).pixels) == 256
    pool.open(vietnamese)
    texts.ask_text(vietnamese, 0, SOON)
    assert isinstance(gathered(1)[0].value, PageText)
