"""Workers that die, hang or burst: the window goes on, and the page says why it cannot be shown."""

import os
import signal
import sys
import time

import pytest

from ecabinet.app.pages import Tile, TileRequest, Urgency
from ecabinet.core.errors import PaperFault, PaperUnreadable
from ecabinet.pdf.limits import Limits
from ecabinet.pdf.pool import RenderPool
from ecabinet.pdf.wire import Task

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
SMALL = TileRequest(0, 1.0, 0, 0, 8, 8)
SLOW = TileRequest(0, 5.0, 0, 0, 1000, 500)


def told(error):
    """What an error carries."""
    return error.reason, error.paper, error.page


def kill(pids, number=signal.SIGKILL):
    for pid in pids:
        os.kill(pid, number)


def fault(pool, path, request):
    """The error a tile is answered with."""
    with pytest.raises(PaperUnreadable) as caught:
        pool.draw(path, request)
    return caught.value


def test_the_next_page_is_drawn_after_all_workers_were_killed(pool, vietnamese):
    pool.open(vietnamese)
    before = pool.pids()
    kill(before)
    assert len(pool.draw(vietnamese, SMALL).pixels) == 256
    assert not set(before) & set(pool.pids())


def test_a_page_whose_worker_is_killed_midway_is_tried_once_more(pool, collected, paper, made, vietnamese):
    slow = paper(made.slow())
    doomed = pool.ask_tile(slow, SLOW)
    behind = [pool.ask_tile(vietnamese, TileRequest(0, 1.0, n, 0, 8, 8)) for n in range(3)]
    answers, killed = [], []
    for _death in range(2):
        answers += until_drawn(pool, doomed, killed)
        killed = pool.pids()
        kill(killed)
    answers += collected(4 - len(answers))
    values = {answer.ticket: answer.value for answer in answers}
    assert told(values[doomed]) == (PaperFault.CRASHED, slow.name, 0)
    assert all(isinstance(values[ticket], Tile) for ticket in behind)


def until_drawn(pool, ticket, killed):
    """Poll until a new worker draws what the ticket is for and nobody else has anything to do; return the answers."""
    answers, end = [], time.monotonic() + 60.0
    while not is_drawn_alone(pool, ticket) or set(killed) & set(pool.pids()):
        assert time.monotonic() < end
        answers += pool.poll()
        time.sleep(0.01)
    return answers


def is_drawn_alone(pool, ticket):
    """Whether this is the one job that could be blamed for the death of its worker."""
    return [worker.culprit().ticket for worker in pool._crew._workers if worker.culprit()] == [ticket]


def test_a_page_that_cost_two_workers_costs_no_third(pool, collected, paper, made):
    bomb = paper(made.bomb())
    assert told(fault(pool, bomb, SMALL)) == (PaperFault.CRASHED, bomb.name, 0)
    pool.start()
    before = pool.pids()
    assert fault(pool, bomb, TileRequest(0, 1.0, 8, 0, 8, 8)).reason is PaperFault.CRASHED
    assert pool.pids() == before


def test_opening_a_paper_anew_gives_its_pages_another_chance(pool, collected, vietnamese):
    pool._scheduler._deaths[(str(vietnamese), 0), Task.TILE] = 2
    assert fault(pool, vietnamese, SMALL).reason is PaperFault.CRASHED
    pool.open(vietnamese)
    assert len(pool.draw(vietnamese, SMALL).pixels) == 256


def test_a_decompression_bomb_bursts_in_its_worker(pool, paper, made, vietnamese):
    assert fault(pool, paper(made.bomb()), SMALL).reason is PaperFault.CRASHED
    assert len(pool.draw(vietnamese, SMALL).pixels) == 256


def test_a_page_that_takes_too_long_is_given_up(paper, made, vietnamese):
    with RenderPool(limits=Limits(job_seconds=1.0)) as pool:
        slow = paper(made.slow())
        pool.open(slow)
        before = pool.pids()
        assert told(fault(pool, slow, SLOW)) == (PaperFault.TIMEOUT, slow.name, 0)
        assert len(pool.draw(vietnamese, SMALL).pixels) == 256
        assert len(set(before) & set(pool.pids())) == 1


def test_a_worker_that_hangs_is_replaced_and_who_waited_behind_it_is_served(paper, made, vietnamese, eventually):
    with RenderPool(size=1, limits=Limits(job_seconds=1.0)) as pool:
        pool.open(vietnamese)
        [stopped] = pool.pids()
        hung = pool.ask_tile(paper(made.slow(), "slow.pdf"), SLOW)
        eventually(lambda: not pool.poll() and pool._crew._workers[0].culprit())
        kill([stopped], signal.SIGSTOP)
        behind = pool.ask_tile(vietnamese, TileRequest(1, 1.0, 0, 0, 8, 8))
        values, end = {}, time.monotonic() + 20
        while len(values) < 2 and time.monotonic() < end:
            values |= {answer.ticket: answer.value for answer in pool.poll()}
            time.sleep(0.01)
        assert told(values[hung]) == (PaperFault.TIMEOUT, "slow.pdf", 0)
        assert isinstance(values[behind], Tile)
        assert stopped not in pool.pids()


def test_a_job_that_was_never_begun_is_not_to_blame(vietnamese):
    with RenderPool(size=1, limits=Limits(job_seconds=0.5)) as pool:
        pool.open(vietnamese)
        for _time in range(3):
            kill(pool.pids(), signal.SIGSTOP)
            assert len(pool.draw(vietnamese, SMALL).pixels) == 256


def test_a_worker_that_cannot_start_does_not_cost_one_after_the_other(vietnamese):
    with RenderPool(size=1, limits=Limits(memory_bytes=1 << 20)) as pool:
        assert fault(pool, vietnamese, SMALL).reason is PaperFault.CRASHED


def test_polling_never_waits_for_a_hung_worker(pool, vietnamese):
    pool.open(vietnamese)
    stopped = pool.pids()
    kill(stopped, signal.SIGSTOP)
    for n in range(50):
        pool.ask_tile(vietnamese, TileRequest(0, 1.0, n, 0, 8, 8), Urgency(view=1, generation=n))
        pool.poll()
    pool.cancel_older(1, 100)
    assert pool.pids() == stopped, "who waited would have had them replaced"
    kill(stopped, signal.SIGCONT)


def test_an_answer_that_came_in_time_counts_however_late_it_is_fetched(vietnamese):
    with RenderPool(size=1, limits=Limits(job_seconds=1.0)) as pool:
        pool.open(vietnamese)
        pool.ask_tile(vietnamese, SMALL)
        time.sleep(1.5)
        assert isinstance(pool.poll()[0].value, Tile)


def test_an_idle_pool_has_no_deadline(vietnamese):
    with RenderPool(size=1, limits=Limits(job_seconds=0.5)) as pool:
        pool.open(vietnamese)
        before = pool.pids()
        time.sleep(0.8)
        assert pool.poll() == []
        assert len(pool.draw(vietnamese, SMALL).pixels) == 256
        assert pool.pids() == before


def test_a_worker_that_talks_nonsense_is_replaced(vietnamese):
    with RenderPool(size=1) as pool:
        pool.open(vietnamese)
        before = pool.pids()
        pool._crew._workers[0].connection.send_bytes(b'{"no": "order", "area": null}')
        assert len(pool.draw(vietnamese, SMALL).pixels) == 256
        assert pool.pids() != before
