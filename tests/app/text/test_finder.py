"""Finding through all pages of a paper: order, progress, what cannot be read, and the budget."""

from pathlib import Path

import pytest

from ecabinet.app.text.finder import OUTSTANDING, Finder, Hit, Progress, nearest
from ecabinet.app.text.folding import LOOSE, STRICT
from ecabinet.app.text.links import PageLinks
from ecabinet.app.text.paper import PaperTexts
from ecabinet.app.text.query import Query
from ecabinet.app.text.shelf import Shelf
from ecabinet.app.text_ports import ALL, SHOWN
from ecabinet.core.errors import PaperFault, PaperUnreadable
from tests.app.text.kit import Port, page

PAPER = Path("paper.pdf")


@pytest.fixture
def port():
    return Port()


def paper_of(port, count, budget=1 << 20):
    return PaperTexts(port, PAPER, count, 3, budget)


def read_all(port, paper, finder, text):
    """Answer every wish with the text of its page, as long as there are any."""
    answered = 0
    finder.step()
    while answered < len(port.asked):
        answered += 1
        number = paper.on_answer(port.answer(answered, text(port.asked[answered - 1][0])))
        if number is not None:
            finder.on_page(number)
        while finder.step():
            continue


def test_pages_are_read_from_the_reader_outwards_a_few_at_a_time(port):
    paper = paper_of(port, 9)
    finder = Finder(paper)
    finder.begin(Query("ban"), 4)
    assert not finder.step()
    assert [number for number, _priority in port.asked] == [4, 5, 3, 6][:OUTSTANDING]
    read_all(port, paper, finder, lambda _number: page("một ban"))
    assert [number for number, _priority in port.asked] == [4, 5, 3, 6, 2, 7, 1, 8, 0]
    assert {priority for _number, priority in port.asked} == {ALL}
    assert finder.hits() == tuple(Hit(number, 4, 7) for number in range(9))
    assert finder.progress() == Progress(9, 9, 9, 0, 0)
    assert finder.progress().complete


def test_another_search_needs_no_reading(port):
    paper = paper_of(port, 5)
    finder = Finder(paper)
    finder.begin(Query("ban"), 0)
    read_all(port, paper, finder, lambda number: page(f"trang {number}"))
    assert finder.hits() == ()
    finder.begin(Query("trang 3"), 0)
    assert not finder.step()
    assert finder.hits() == (Hit(3, 0, 7),)
    assert len(port.asked) == 5


def test_a_step_does_no_more_than_it_may(port):
    paper = paper_of(port, 20)
    finder = Finder(paper)
    finder.begin(Query("chữ"), 0)
    read_all(port, paper, finder, lambda _number: page(*["một dòng chữ"] * 40))
    finder.begin(Query("dòng"), 10)
    assert finder.step(1)
    assert {hit.page for hit in finder.hits()} == {10}
    assert finder.progress().done == 1


def test_what_cannot_be_read_or_has_no_text_is_told(port):
    paper = paper_of(port, 3)
    finder = Finder(paper)
    finder.begin(Query("ban"), 0)
    fault = PaperUnreadable(PaperFault.TIMEOUT, "paper.pdf", 1)
    read_all(port, paper, finder, lambda number: [page("ban"), fault, page()][number])
    assert finder.progress() == Progress(3, 3, 1, 1, 1)
    assert paper.faults == {1: fault}
    finder.begin(Query("khác"), 0)
    finder.step()
    assert finder.progress() == Progress(3, 3, 0, 1, 1)
    assert len(port.asked) == 3


def test_a_search_that_is_given_up_asks_for_no_more(port):
    paper = paper_of(port, 50)
    finder = Finder(paper)
    finder.begin(Query("ban"), 0)
    finder.step()
    finder.stop()
    read_all(port, paper, finder, lambda _number: page("ban"))
    assert len(port.asked) == OUTSTANDING
    assert finder.hits() == ()
    paper.fetch(20)
    paper.cancel()
    assert port.cancelled == [OUTSTANDING + 1]


def test_a_reader_who_moves_on_is_followed(port):
    paper = paper_of(port, 100)
    finder = Finder(paper)
    finder.begin(Query("ban"), 0)
    finder.step()
    finder.turn_to(60)
    for ticket in range(1, OUTSTANDING + 1):
        finder.on_page(paper.on_answer(port.answer(ticket, page("ban"))))
    finder.step()
    assert [number for number, _priority in port.asked[OUTSTANDING:]] == [60, 61, 59, 62][:OUTSTANDING]


def test_the_next_and_the_last_hit_go_round(port):
    paper = paper_of(port, 3)
    finder = Finder(paper)
    assert finder.after(0, 0) is finder.before(0, 0) is None
    finder.begin(Query("ban"), 0)
    read_all(port, paper, finder, lambda number: page("ban và ban" if number else "không"))
    assert finder.after(0, 0) == Hit(1, 0, 3)
    assert finder.after(1, 1) == Hit(1, 7, 10)
    assert finder.after(2, 8) == Hit(1, 0, 3)
    assert finder.before(1, 0) == Hit(2, 7, 10)
    assert finder.before(2, 7) == Hit(2, 0, 3)
    assert finder.on(1) == (Hit(1, 0, 3), Hit(1, 7, 10))


def test_nothing_looked_for_is_complete_at_once(port):
    finder = Finder(paper_of(port, 3))
    finder.begin(Query("  "), 0)
    assert not finder.step()
    assert finder.progress() == Progress(0, 0, 0, 0, 0)
    assert port.asked == []


def test_shown_pages_are_asked_for_once_and_sooner(port):
    paper = paper_of(port, 4)
    paper.want([1, 2, 9, -1])
    assert port.asked == [(1, SHOWN), (2, SHOWN)]
    assert paper.on_answer(port.answer(1, page("có"))) == 1
    assert paper.on_answer(port.answer(1, page("lại"))) is None
    assert paper.on_answer(port.answer(2, PageLinks())) == 2
    paper.want([1])
    paper.fetch(1)
    assert len(port.asked) == 2
    assert paper.page(1).text == "có"
    assert paper.page(2) is None


def test_pages_that_are_shown_no_more_are_given_up_unless_they_are_sought(port):
    paper = paper_of(port, 9)
    paper.want([1, 2])
    paper.fetch(2)
    paper.want([3])
    assert port.cancelled == [1]
    assert paper.on_answer(port.answer(2, page("hai"))) == 2
    assert paper.on_answer(port.answer(3, page("ba"))) == 3
    paper.want([1])
    assert [number for number, _priority in port.asked] == [1, 2, 3, 1]


def test_boxes_go_before_words_when_room_is_short():
    one = page(*["một dòng chữ khá dài để có cân nặng"] * 20)
    shelf = Shelf(one.weight * 3)
    for number in range(3):
        shelf.put(number, one)
        assert shelf.folded(number, LOOSE)
    assert [shelf.page(number) is not None for number in range(3)] == [False, True, True]
    assert all(shelf.is_folded(number, LOOSE) for number in range(3))
    assert shelf.weight <= one.weight * 3
    assert shelf.folded(0, STRICT) is None
    shelf.clear()
    assert shelf.weight == 0
    assert shelf.folded(1, LOOSE) is None


def test_a_page_larger_than_the_budget_is_kept_alone():
    shelf = Shelf(10)
    for number in range(4):
        shelf.put(number, page("ban"))
    assert [number for number in range(4) if shelf.page(number)] == [3]
    assert shelf.folded(3, LOOSE).text == "ban"


def test_a_search_reads_again_what_had_to_go(port):
    paper = paper_of(port, 6, budget=1)
    finder = Finder(paper)
    for words in ("ban", "khác"):
        finder.begin(Query(words), 0)
        read_all(port, paper, finder, lambda _number: page("ban"))
        assert finder.progress().complete
    assert len(port.asked) > 6


def test_nearest_stays_inside():
    assert list(nearest(7, 3)) == [2, 1, 0]
    assert list(nearest(-1, 2)) == [0, 1]
    assert list(nearest(0, 0)) == []
