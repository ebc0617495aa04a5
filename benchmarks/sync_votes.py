"""The part of `benchmarks.sync` about one ballot: from the delegate's press to the chair's own query."""

import importlib
import importlib.util
import random
import tempfile
import time
from pathlib import Path

from benchmarks.measure import at_most, flushed_writes, summary
from benchmarks.stores import bare_news
from ecabinet.app import commands
from ecabinet.core.voting import Choice
from ecabinet.sync.stores import prepare_place
from ecabinet.sync.stores.mailbox.rights import MEMBER
from tests.network import questions
from tests.network.laptop import REST
from tests.network.pair import Pair, found
from tests.postgres import Server, binaries
from tests.sync.samba.smbd import Share, why_not

VOTES = 30


def cast_folder(options):
    """G9: over a folder on the local disk, asked every 250 ms; the yardstick is that rest and a flushed write."""
    with tempfile.TemporaryDirectory() as name:
        (Path(name) / "store").mkdir()
        seconds = _ballots(Path(name), str(Path(name) / "store"), options.count(VOTES))
        bare = summary(flushed_writes(Path(name), 50))
    yardstick = 0.95 * 1000 * REST + bare["p95"]
    found_ms = summary(seconds)
    return {"p95_ms": at_most(found_ms["p95"], 350, yardstick, all_ms=found_ms, flushed_write_ms=bare)}


def cast_postgres(options):
    """G9: over PostgreSQL with its wake-ups; the yardstick is a bare NOTIFY to a bare LISTEN of the same server."""
    if binaries() is None:
        return {"left_out": "no PostgreSQL server; on Debian: apt-get install postgresql"}
    server = Server(binaries())
    try:
        server.make()
        server.begin()
        name = server.database()
        prepare_place(server.url(name))
        server.role("an", MEMBER)
        with tempfile.TemporaryDirectory() as folder:
            seconds = _ballots(Path(folder), server.url(name, "an"), options.count(VOTES))
        bare = summary(bare_news(server, name, 100))
    finally:
        server.remove()
    found_ms = summary(seconds)
    return {"p95_ms": at_most(found_ms["p95"], 100, bare["p95"], all_ms=found_ms, bare_notify_ms=bare)}


def cast_samba(options):
    """G9: over a share of a real Samba server, asked every 250 ms, spoken to by the programs themselves."""
    if why := why_not() or ("" if importlib.util.find_spec("smbprotocol") else "no client: pip install smbprotocol"):
        return {"left_out": why}
    importlib.import_module("tests.sync.samba.scheme")
    share = Share()
    try:
        share.start()
        with tempfile.TemporaryDirectory() as folder:
            seconds = _ballots(Path(folder), share.url, options.count(VOTES), ["tests.sync.samba.scheme"])
            bare = summary(flushed_writes(Path(folder), 50))
    finally:
        share.remove()
    found_ms = summary(seconds)
    yardstick = 0.95 * 1000 * REST + bare["p95"]
    return {"p95_ms": at_most(found_ms["p95"], 500, yardstick, all_ms=found_ms)}


def _ballots(folder, url, votes, modules=()):
    """Seconds from the delegate's press to the chair's query, for each of so many votes of two processes."""
    found(folder, url)
    pair, seconds = Pair(folder, modules=modules), []
    try:
        pair.sit()
        pair.delegate.until(questions.is_open)
        for _vote in range(votes):
            vote = pair.open_vote()
            pair.chair.tell("until", questions.answered, vote, 1)
            time.sleep(random.uniform(0, REST))
            pressed = time.monotonic()
            pair.delegate.do(commands.CastBallot(vote, Choice.APPROVE))
            seconds.append(pair.chair.hear()[1] - pressed)
            pair.chair.do(commands.CloseVote(vote))
        pair.converge()
        assert all(cast == 1 and not missing for cast, missing, _mine in pair.chair.ask(questions.closed, votes))
        assert pair.close() == [0, 0]
    finally:
        pair.kill()
    return seconds


PARTS = {"cast_folder": cast_folder, "cast_postgres": cast_postgres, "cast_samba": cast_samba}
