"""A worker holds strangers' bytes: whatever it says, the pool is not taken in and does not fall."""

import json

import pytest

from ecabinet.app.pages import CALM, Ticket, TileRequest
from ecabinet.core.errors import PaperFault, PaperUnreadable
from ecabinet.pdf.backlog import Job
from ecabinet.pdf.crew import News
from ecabinet.pdf.errand import SHAPE, tile
from ecabinet.pdf.inspection import INSPECT, SURVEY
from ecabinet.pdf.result import result
from ecabinet.pdf.wire import LONGEST, LONGEST_PATH, Order, Outcome, Reply, decode_order, decode_reply, encode

TILE = tile(TileRequest(0, 1.0, 0, 0, 8, 8))


@pytest.mark.parametrize(
    "said",
    [
        b"",
        b"\xff",
        b"[1, 2]",
        b"17",
        b"{}",
        b"[" * 20_000,
        b'{"job": 1, "outcome": "fine", "size": 0}',
        b'{"job": 1, "outcome": "done", "size": -1}',
        b'{"job": 1, "outcome": "done", "size": "9"}',
        b'{"job": 1, "outcome": "done", "size": 1e9}',
        b'{"job": true, "outcome": "done", "size": 0}',
        b'{"job": 1, "outcome": ["done"], "size": 0}',
        b'{"job": 1, "outcome": "done", "size": 0, "more": 1}',
    ],
)
def test_what_is_no_reply_is_not_taken_for_one(said):
    with pytest.raises(ValueError):  # noqa: PT011 - what the message says is for nobody
        decode_reply(said)


@pytest.mark.parametrize("outcome", [*Outcome, *PaperFault])
def test_every_outcome_travels(outcome):
    assert decode_reply(encode(Reply(7, outcome, 9))) == Reply(7, outcome, 9)


def test_the_longest_and_oddest_path_fits_a_message():
    order = Order(2**60, "inspect", "\udcff" * LONGEST_PATH, "ab" * 32, 1, "psm_12345678", TILE.told())
    assert len(encode(order)) < LONGEST
    assert decode_order(encode(order)) == order


@pytest.mark.parametrize("errand", [SHAPE, TILE, INSPECT, SURVEY], ids=lambda errand: errand.task)
@pytest.mark.parametrize(
    "payload",
    [
        b"",
        b"\xff\xfe",
        b"[" * 20_000,
        b"17",
        b"{}",
        b'{"pages": [["wide", 1]], "outline": []}',
        b'{"pages": [[Infinity, 1]], "outline": []}',
        b'{"pages": [[NaN, 1]], "outline": []}',
        b'{"pages": [[0, 1]], "outline": []}',
        b'{"pages": [], "outline": [17]}',
        b'{"bytes": 1, "fault": "strange"}',
        b'{"surveyed": 1, "text": 1, "picture": 0, "annotations": [], "labels": false}',
    ],
)
def test_a_result_that_makes_no_sense_counts_as_a_crash(tmp_path, errand, payload):
    told = result(News(Job(Ticket(1), tmp_path / "a.pdf", errand, CALM), Outcome.DONE, payload))
    assert isinstance(told, PaperUnreadable)
    assert (told.reason, told.paper) == (PaperFault.CRASHED, "a.pdf")


def test_facts_are_read_as_they_were_told(tmp_path):
    facts = {"pages": 2, "encrypted": False, "outline": 3, "signatures": 1, "first_page": [9.5, 7.0]}
    payload = json.dumps({"bytes": 12, "fault": "", **facts}).encode()
    told = result(News(Job(Ticket(1), tmp_path / "a.pdf", INSPECT, CALM), Outcome.DONE, payload))
    assert (told.bytes, told.fault, told.facts.pages, told.facts.first_page.width) == (12, None, 2, 9.5)
