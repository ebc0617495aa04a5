"""Records, votes and ballots by hand, for tests of pure functions."""

import hashlib
import itertools

from ecabinet.core.event import Author, ControlPosition, Log, Record
from ecabinet.core.people import Role
from ecabinet.core.rules import Threshold, Tie, VotingRule
from ecabinet.core.things import Ballot, Vote
from ecabinet.core.voting import Choice, Method

HALF = Threshold(1, 2, True, "Điều 117")
RULE = VotingRule("ubnd_tinh", "ordinary", Threshold(2, 3, False, "Điều 114"), HALF, Tie.CHAIR_VOTE, "Điều 117", True)
SECRETARY = Author("w-t1", "t1", frozenset({Role.SECRETARY}))
_numbers = itertools.count(1)


def name(text):
    """A hash for a record called so."""
    return hashlib.sha256(text.encode()).digest()


def record(event, called=None, *, replaces=(), hlc=1, writer="w-t1", log=Log.DATA, seq=None, epoch=1):
    """A record with this event; `called` and `replaces` are names that stand for hashes."""
    number = next(_numbers)
    return Record(
        space="space",
        log=log,
        writer=writer,
        seq=number if seq is None else seq,
        prev=bytes(32),
        hash=name(called or f"record {number}"),
        hlc=hlc,
        control=ControlPosition(epoch, 0 if seq is None else seq - 1),
        base=tuple(name(other) for other in replaces),
        event=event,
    )


def vote(**changes):
    """An open electronic vote of m1 (the chair), m2, m3 among four members."""
    values = {
        "id": "vote-1",
        "meeting": "mtg-1",
        "motion": "motion-1",
        "item": "item-1",
        "question": "Thông qua?",
        "method": Method.ELECTRONIC_OPEN,
        "rule": RULE,
        "entitled": ("m1", "m2", "m3"),
        "total": 4,
        "opened_at": 10,
        "state": "open",
    }
    return Vote(**(values | changes))


def ballot(member, choice=Choice.APPROVE, hlc=1, called=None, of="vote-1"):
    """A ballot; its identifier is the hash of what it is called, by default who cast it and when."""
    return Ballot(name(called or f"{member} {hlc}").hex(), "mtg-1", of, member, choice, hlc, hlc)
