"""Tickets, urgency, cancellation and the descriptor, with real worker processes."""

import select
import sys
import time

import pytest

from ecabinet.app.pages import PageSize, PaperShape, Tile, TileRequest, Urgency, whole_page
from ecabinet.core.errors import PaperFault, PaperUnreadable
from ecabinet.pdf.pool import RenderPool

SLOW_SCALE = 5.0  # some 30 s of painting for the slow paper, with a pause every 0.15 s


def told(error):
    """What an error carries."""
    return error.reason, error.paper, error.page


def tile(number, page=0):
    """One of many different small tiles."""
    return TileRequest(page, 1.0, number, 0, 8, 8)


def slow_request():
    return whole_page(0, PageSize(200, 100), SLOW_SCALE)


def occupy(pool, path):
    """Give every worker as many slow jobs as it can hold; return their tickets."""
    wishes = [TileRequest(0, SLOW_SCALE, left, 0, 900, 500) for left in range(4)]
    return [pool.ask_tile(path, wish, Urgency(view=9)) for wish in wishes]


def test_asking_does_not_wait_and_every_ticket_is_answered_once(pool, collected, vietnamese):
    tickets = [pool.ask_shape(vietnamese)] + [pool.ask_tile(vietnamese, tile(n, n % 2)) for n in range(30)]
    assert pool.waiting() == 31
    answers = collected(31)
    assert sorted(answer.ticket for answer in answers) == sorted(tickets)
    assert pool.waiting() == 0
    assert pool.poll() == []
    kinds = {type(answer.value) for answer in answers if answer.request is None}
    assert kinds == {PaperShape}
    assert all(
        isinstance(answer.value, Tile) and answer.value.request == answer.request
        for answer in answers
        if answer.request
    )


def test_an_error_is_an_answer(pool, collected, paper):
    path = paper(b"")
    ticket = pool.ask_shape(path)
    [answer] = collected(1)
    assert (answer.ticket, answer.source) == (ticket, path)
    assert told(answer.value) == (PaperFault.EMPTY, path.name, None)


def test_the_urgent_is_drawn_first(pool, collected, paper, made):
    path, blocked = paper(made.corner()), occupy(pool, paper(made.slow(), "slow.pdf"))
    later = [pool.ask_tile(path, tile(n), Urgency(priority=5)) for n in range(4)]
    sooner = [pool.ask_tile(path, tile(n), Urgency(priority=1)) for n in range(4, 8)]
    for ticket in blocked:
        pool.cancel(ticket)
    order = [answer.ticket for answer in collected(8)]
    assert set(order[:3]) <= set(sooner)
    assert set(order[-3:]) <= set(later)


def test_a_cancelled_ticket_is_not_answered(pool, collected, vietnamese):
    tickets = [pool.ask_tile(vietnamese, tile(n)) for n in range(20)]
    for ticket in tickets[::2]:
        pool.cancel(ticket)
        pool.cancel(ticket)
    assert sorted(answer.ticket for answer in collected(10)) == tickets[1::2]
    time.sleep(0.05)
    assert pool.poll() == []


def test_an_answer_that_was_not_collected_can_be_cancelled(pool, paper, vietnamese):
    ticket = pool.ask_tile(vietnamese, tile(1))
    while not pool._scheduler.answers:
        pool._scheduler.turn(0.1)
    pool.cancel(ticket)
    assert pool.poll() == []


def test_drawing_stops_when_nobody_waits_for_it(pool, eventually, paper, made, vietnamese):
    tickets = occupy(pool, paper(made.slow()))
    eventually(lambda: not pool.poll() and all(worker._slots[0].has_begun() for worker in pool._crew._workers))
    time.sleep(0.3)  # the paper is parsed, painting has begun
    for ticket in tickets:
        pool.cancel(ticket)
    before = pool.pids()
    assert len(pool.open(vietnamese).pages) == 2
    assert pool.pids() == before, "who waited for the painting would have had the workers killed"


def test_a_stale_generation_is_dropped_and_a_renewed_wish_is_kept(pool, collected, paper, made, vietnamese):
    blocked = occupy(pool, paper(made.slow()))
    old = [pool.ask_tile(vietnamese, tile(n), Urgency(view=1, generation=1)) for n in range(10)]
    other = pool.ask_tile(vietnamese, tile(3), Urgency(view=2, generation=0))
    kept = pool.ask_tile(vietnamese, tile(3), Urgency(view=1, generation=2))
    new = pool.ask_tile(vietnamese, tile(40), Urgency(view=1, generation=2))
    assert kept == old[3]
    pool.cancel_older(1, 2)
    for ticket in blocked:
        pool.cancel(ticket)
    assert pool.waiting() == 3
    assert {answer.ticket for answer in collected(3)} == {other, kept, new}


def test_a_cancelled_wish_can_be_made_again(pool, collected, vietnamese):
    first = pool.ask_tile(vietnamese, tile(1))
    pool.cancel(first)
    again = pool.ask_tile(vietnamese, tile(1))
    assert again != first
    assert [answer.ticket for answer in collected(1)] == [again]


def test_more_pixels_than_the_limit_are_refused(pool, collected, paper, made):
    path = paper(made.corner())
    pool.ask_tile(path, TileRequest(0, 1.0, 0, 0, 5_000, 4_001))
    assert told(collected(1)[0].value) == (PaperFault.TOO_LARGE, path.name, 0)
    assert len(pool.draw(path, TileRequest(0, 20.0, 0, 0, 4_000, 2_000)).pixels) == 32_000_000
    assert len(pool.draw(path, TileRequest(0, 20.0, 0, 0, 5_000, 4_000)).pixels) == 80_000_000
    assert len(pool.draw(path, tile(1)).pixels) == 256


def test_a_zoom_beyond_all_reason_is_refused(pool, paper, made):
    with pytest.raises(PaperUnreadable) as caught:
        pool.draw(paper(made.corner()), TileRequest(0, 6_000.0, 0, 0, 10, 10))
    assert caught.value.reason is PaperFault.TOO_LARGE


def test_more_papers_and_pages_than_stay_open(pool, paper, made):
    paths = [paper(made.raw(b"0 0 50 20 re f", pages=12), f"{n}.pdf") for n in range(7)]
    for path in [*paths, *reversed(paths)]:
        assert len(pool.open(path).pages) == 12
        for page in range(12):
            assert min(pool.draw(path, TileRequest(page, 1.0, 0, 90, 10, 10)).pixels[:3]) == 0


def test_waiting_for_one_answer_keeps_the_others(pool, collected, vietnamese):
    ticket = pool.ask_tile(vietnamese, tile(1))
    pool.draw(vietnamese, tile(2))
    assert [answer.ticket for answer in collected(1)] == [ticket]


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has a descriptor for all workers")
def test_the_descriptor_wakes_the_window(pool, vietnamese):
    with select.epoll() as window:
        window.register(pool.fileno(), select.EPOLLIN)
        for n in range(3):
            pool.ask_tile(vietnamese, tile(n))
            while not pool.poll():
                assert window.poll(10), "a finished tile announced itself to nobody"
        while window.poll(0.2):
            assert pool.poll() == []


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has a descriptor for all workers")
def test_the_descriptor_tells_of_answers_that_no_worker_gave(pool, vietnamese):
    def announced():
        return bool(select.select([pool.fileno()], [], [], 0)[0])

    pool.ask_tile(vietnamese, TileRequest(0, 1.0, 0, 0, 9_000, 9_000))
    assert announced()
    assert len(pool.poll()) == 1
    pool.ask_tile(vietnamese, tile(1))
    while len(pool._scheduler.answers) < 1:
        pool.draw(vietnamese, tile(2))
    assert announced()


def test_a_request_no_page_can_have_is_the_callers_fault():
    for wrong in [(-1, 1.0, 0, 0, 1, 1), (0, 0.0, 0, 0, 1, 1), (0, float("nan"), 0, 0, 1, 1), (0, 1.0, 0, 0, 0, 1)]:
        with pytest.raises(ValueError, match="TileRequest"):
            TileRequest(*wrong)


def test_closing_twice_is_harmless(vietnamese):
    pool = RenderPool()
    pool.open(vietnamese)
    pool.close()
    pool.close()
    assert not pool.pids()
