"""The part of `benchmarks.sync` about a storm: 200 voters answer twice within ten seconds, in a few processes.

The chair's program, a hub, exchanges and asks for the vote every 250 ms, as its window does. Each voter is a program
with a profile and replica of its own; a process leads fifty of them. `from_wish` counts from the moment a voter wanted
to press, `from_press` from when this machine, which is all laptops at once, got round to it.
"""

import json
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.measure import at_least, at_most, flushed_writes, summary
from ecabinet.app import commands
from ecabinet.boot import founding
from ecabinet.boot import profile as profiles
from ecabinet.boot.program import open_program
from ecabinet.core.ids import Instant, MemberId
from ecabinet.core.people import Capacity, Presence, Role
from ecabinet.core.voting import Choice
from tests.network.laptop import REST, ROOT
from tests.road.kit import CHARTER

VOTERS, PROCESSES, SECONDS = 200, 4, 10
PATIENCE = 120
LEADER = MemberId("administrator")
ROLES = (Role.ADMINISTRATOR, Role.SECRETARY, Role.CHAIR)


def storm(options):
    """G10: 200 voters, two ballots each within ten seconds; every one of the 400 arrives and all voters count."""
    voters = options.count(VOTERS)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "store").mkdir()
        chair, vote = _sitting(folder, voters)
        names = [f"m{number}" for number in range(voters)]
        groups = [names[start::PROCESSES] for start in range(PROCESSES) if names[start::PROCESSES]]
        processes = [_started(folder, group) for group in groups]
        try:
            seen, pressed, rounds = _voting(chair, vote, processes)
        finally:
            for process in processes:
                process.kill()
                process.communicate()
        chair.workspace.do(commands.CloseVote(vote))
        closed = chair.queries.vote(vote)
        chair.close()
        bare = flushed_writes(folder, 50)
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


def _sitting(folder, voters):
    """Found an organization of so many voters, all present, where a vote runs; return the chair's program and it."""
    office, _root = founding.found(CHARTER, folder / "chair", str(folder / "store"))
    office.workspace.do(commands.GrantRoles(LEADER, ROLES))
    for number in range(voters):
        _admit(office, folder, number)
    at = Instant(1_800_000_000_000)
    office.workspace.do(commands.DraftMeeting("Phiên họp", "regular_session", at, Instant(at + 1), "", LEADER, LEADER))
    meeting = office.queries.today().meetings[0].meeting
    office.workspace.do(commands.AddItem(meeting, "Nội dung"))
    item = office.queries.agenda(meeting).lines[0].item
    for number in range(voters):
        office.workspace.do(commands.Invite(meeting, MemberId(f"m{number}"), Capacity.MEMBER))
    office.workspace.do(commands.PublishMeeting(meeting))
    for number in range(voters):
        office.workspace.do(commands.RecordAttendance(meeting, MemberId(f"m{number}"), Presence.PRESENT))
    for wish in (commands.OpenMeeting(meeting), commands.CallItem(item), commands.OpenVote(item, "Thông qua?")):
        office.workspace.do(wish)
    vote = office.queries.votes(meeting).open.vote
    office.close()
    chair = open_program(profiles.load(folder / "chair"), hub=True)
    while not chair.exchange.round().quiet:
        pass
    return chair, vote


def _admit(office, folder, number):
    member = MemberId(f"m{number}")
    wish = commands.AdmitMember(f"Đại biểu {number}", "", "", number, True, (Role.DELEGATE,), member)
    office.workspace.do(wish)
    made = profiles.create(folder / member, office.profile.store, office.profile.genesis, profiles.new_seed())
    program = open_program(made)
    founding.certify(office, member, program.sealer.public_key, "máy", program.wrap_key)
    program.close()


def _started(folder, names):
    command = [sys.executable, "-m", "benchmarks.sync_storm", str(folder), *names]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    return subprocess.Popen(command, cwd=ROOT, **pipes)


def _voting(chair, vote, processes):
    """Let everybody vote; return when each ballot was seen, when it was wished and pressed, and the chair's rounds."""
    for process in processes:
        assert process.stdout.readline() == "ready\n"
    for process in processes:
        process.stdin.write(f"{vote}\n")
        process.stdin.flush()
    seen, rounds, end = {}, [], time.monotonic() + SECONDS + PATIENCE
    waiting = VOTERS
    wanted = 2 * sum(len(process.args) - 4 for process in processes)
    while len(seen) < wanted and time.monotonic() < end:
        begin = time.perf_counter()
        received = chair.exchange.round().received
        waiting = len(chair.queries.vote(vote).silent) if received else waiting
        rounds.append(time.perf_counter() - begin)
        now = time.monotonic()
        seen |= {(name.writer, seq): now for name in received for seq in range(name.first, name.last + 1)}
        time.sleep(REST)
    told = [json.loads(process.stdout.readline()) for process in processes]
    pressed = {(writer, seq): (wish, press) for lines in told for writer, seq, wish, press in lines}
    return seen, pressed, rounds


# ---- the voters' process


def vote_for(folder, names):
    """Open the programs, hear of the vote, then answer twice each at random moments; tell when that was."""
    programs = [open_program(profiles.load(folder / name)) for name in names]
    for program in programs:
        while not program.exchange.round().quiet:
            pass
    print("ready", flush=True)
    vote, begin = sys.stdin.readline().strip(), time.monotonic()
    moments = [(begin + random.uniform(0, SECONDS), program) for program in programs for _ballot in range(2)]
    told, answers = [], {}
    for wish, program in sorted(moments, key=lambda pair: pair[0]):
        time.sleep(max(0.0, wish - time.monotonic()))
        press, writer = time.monotonic(), program.sealer.writer
        choice = answers[writer] = Choice.APPROVE if answers.get(writer) != Choice.APPROVE else Choice.DISAPPROVE
        program.workspace.do(commands.CastBallot(vote, choice))
        published = program.exchange.round().published
        told += [(writer, seq, wish, press) for name in published for seq in range(name.first, name.last + 1)]
    print(json.dumps(told), flush=True)
    sys.stdin.read()
    for program in programs:
        program.close()


PARTS = {"storm": storm}

if __name__ == "__main__":
    vote_for(Path(sys.argv[1]), sys.argv[2:])
