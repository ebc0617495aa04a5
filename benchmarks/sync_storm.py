"""The part of `benchmarks.sync` about a storm: 200 voters answer twice within ten seconds, in a few processes.

The chair's program, a hub, exchanges and asks for the vote every 250 ms, as its window does. Of a voter's program only
the sending half is here, sealing and publishing included: this machine is all laptops at once, and what 200 of them
take in of each other would need 200 processors. `from_wish` counts from the moment a voter wanted to press,
`from_press` from when this machine got round to it.
"""

import contextlib
import multiprocessing
import random
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from benchmarks.measure import at_least, at_most, flushed_writes, summary
from benchmarks.sync_history import founded
from ecabinet.app import codec, commands
from ecabinet.app.segment import NO_HASH, SegmentName
from ecabinet.boot import profile as profiles
from ecabinet.boot.program import open_program
from ecabinet.core.event import ControlPosition, Log
from ecabinet.core.events.voting import BallotCast
from ecabinet.core.identity import record_hash
from ecabinet.core.ids import MemberId
from ecabinet.core.people import Capacity, Presence
from ecabinet.core.voting import Choice
from ecabinet.sync.formats.names import segment_path
from ecabinet.sync.stores.folder import FolderStore
from tests.app.kit import EIGHT
from tests.network.laptop import REST

VOTERS, PROCESSES, SECONDS = 200, 4, 10
PATIENCE = 60


@dataclass(frozen=True)
class Place:
    """Where a ballot belongs, and what its writer has seen of the control chain."""

    space: str
    meeting: str
    vote: str
    control: ControlPosition


def storm(options):
    """G10: 200 voters, two ballots each within ten seconds; every one of the 400 arrives and all voters count."""
    voters = options.count(VOTERS)
    with tempfile.TemporaryDirectory() as name:
        made = founded(Path(name), voters)
        place = _sitting(made, voters)
        chair = open_program(profiles.load(made.folder / "office"), hub=True)
        while not chair.exchange.round().quiet:
            pass
        seen, pressed, rounds = _voting(chair, place.vote, _started(made, place))
        chair.workspace.do(commands.CloseVote(place.vote))
        closed = chair.queries.vote(place.vote)
        chair.close()
        bare = flushed_writes(Path(name), 50)
    arrived = [key for key in pressed if key in seen]
    wished, really = ([seen[key] - pressed[key][place] for key in arrived] for place in (0, 1))
    yardstick = 1000 * REST + summary(bare)["p99"]
    return {
        "ballots_arrived": at_least(len(arrived), 2 * voters, 2 * voters, sent=len(pressed)),
        "voters_counted": at_least(closed.outcome.tally.cast, voters, voters, missing=closed.missing),
        "from_press_p99_ms": at_most(summary(really)["p99"], 500, yardstick, all_ms=summary(really)),
        "from_wish_ms": summary(wished),
        "chair_round_ms": summary(rounds),
    }


def _sitting(made, voters):
    """Let everybody be present and a vote run; return what a voter has to know of it."""
    office, meeting = made.office, made.meeting.about
    do = office.workspace.do
    do(commands.AddItem(meeting, "Nội dung"))
    item = office.queries.agenda(meeting).lines[0].item
    for number in range(voters):
        do(commands.Invite(meeting, MemberId(f"m{number}"), Capacity.MEMBER))
    do(commands.PublishMeeting(meeting))
    for number in range(voters):
        do(commands.RecordAttendance(meeting, MemberId(f"m{number}"), Presence.PRESENT))
    for wish in (commands.OpenMeeting(meeting), commands.CallItem(item), commands.OpenVote(item, "Thông qua?")):
        do(wish)
    made.settle()
    with office.replica.read() as reads:
        control = reads.directory().position
    place = Place(made.meeting.space, meeting, office.queries.votes(meeting).open.vote, control)
    made.close()
    return place


def _started(made, place):
    """Start the voters' processes; return them with the pipes on which they wait for the sign to begin."""
    context, found, numbers = multiprocessing.get_context("fork"), [], range(len(made.writers))
    for start in range(PROCESSES):
        ours, theirs = context.Pipe()
        voters = [Voter(number, made, place) for number in numbers[start::PROCESSES]]
        process = context.Process(target=_vote, args=(voters, theirs))
        process.start()
        theirs.close()
        found.append((process, ours))
    return found


def _voting(chair, vote, processes):
    """Let everybody vote; return when each ballot was seen, when it was wished and pressed, and the chair's rounds."""
    for _process, pipe in processes:
        pipe.send("now")
    seen, rounds, pressed, quiet = {}, [], {}, 0
    end = time.monotonic() + SECONDS + PATIENCE
    while quiet < 3 and time.monotonic() < end:
        begin = time.perf_counter()
        received = chair.exchange.round().received
        if received:
            chair.queries.vote(vote)
        rounds.append(time.perf_counter() - begin)
        now = time.monotonic()
        seen |= {(name.writer, seq): now for name in received for seq in range(name.first, name.last + 1)}
        for _process, pipe in processes:
            with contextlib.suppress(EOFError):
                pressed |= pipe.recv() if pipe.poll() else {}
        over = not any(process.is_alive() for process, _pipe in processes)
        quiet = quiet + 1 if over and not received else 0
        time.sleep(REST)
    for process, pipe in processes:
        process.join()
        pipe.close()
    return seen, pressed, rounds


# ---- the voters' processes


class Voter:
    """The sending half of one voter's program."""

    def __init__(self, number, made, place):
        self.sealer, self.member = made.writers[number], f"m{number}"
        self.store = FolderStore(made.store, f"voter{number}")
        self.place = place
        self.seq, self.prev = 0, NO_HASH

    def answer(self):
        """Seal and publish a ballot that replaces the one before; return where it stands in the log."""
        choice = Choice.APPROVE if self.seq else Choice.DISAPPROVE
        at, place, seq = EIGHT + self.seq, self.place, self.seq + 1
        ballot = BallotCast(place.meeting, place.vote, self.member, choice, at)
        seen = {"prev": self.prev, "base": (self.prev,) if self.seq else (), "control": place.control}
        raw = codec.encode(ballot, seq=seq, hlc=at << 16, salt=random.randbytes(8), **seen)
        name = SegmentName(place.space, Log.DATA, self.sealer.writer, seq, seq, 0)
        self.store.publish(segment_path(name, EIGHT), [self.sealer.seal(name, self.prev, [raw])])
        self.seq, self.prev = name.last, record_hash(raw, self.place.space, Log.DATA, self.sealer.writer)
        return self.sealer.writer, self.seq


def _vote(voters, pipe):
    """Wait for the sign, let everybody answer twice at random moments, and tell when that was."""
    pipe.recv()
    begin, told = time.monotonic(), {}
    moments = [(begin + random.uniform(0, SECONDS), voter) for voter in voters for _ballot in range(2)]
    for wish, voter in sorted(moments, key=lambda pair: pair[0]):
        time.sleep(max(0.0, wish - time.monotonic()))
        press = time.monotonic()
        told[voter.answer()] = (wish, press)
    pipe.send(told)
    pipe.close()


PARTS = {"storm": storm}
