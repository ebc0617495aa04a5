"""Honest work in the fault campaign: what a member of a small meeting would do next, at random."""

import random
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from ecabinet.app import commands
from ecabinet.app.commands import Command
from ecabinet.app.ports import PaperFile
from ecabinet.boot.program import Program
from ecabinet.core.event import ControlPosition
from ecabinet.core.ids import ItemId, MeetingId, MemberId, SpeechId, VoteId
from ecabinet.core.people import Presence, Role
from ecabinet.core.things import Item, Meeting, Paper, Speech, Vote
from ecabinet.core.voting import Choice

MEMBERS = ("m1", "m2", "m3", "x1")
SECRETARY, CHAIR = "administrator", "m1"


@dataclass(frozen=True)
class View:
    """What stands in the latest meeting, as one laptop knows it."""

    me: str
    meeting: str
    space: str
    directory: str
    control: ControlPosition
    items: tuple[str, ...]
    open_vote: str | None
    closed_votes: tuple[str, ...]
    requests: tuple[tuple[str, str], ...]
    running: str | None
    papers: tuple[str, ...]


def knows_a_meeting(laptop: Any) -> bool:
    """Say whether a laptop reads any meeting yet."""
    with laptop.program.replica.read() as reads:
        return bool(reads.things(Meeting))


def view(program: Program) -> View:
    """Look at a program's replica."""
    with program.replica.read() as reads:
        directory = reads.directory()
        author = directory.author(program.sealer.writer)
        meeting = max(reads.things(Meeting), key=lambda one: one.id)
        speeches = reads.things(Speech, meeting=meeting.id)
        votes = reads.things(Vote, meeting=meeting.id)
        return View(
            me=author.member if author else "",
            meeting=meeting.id,
            space=meeting.space,
            directory=directory.space,
            control=directory.position,
            items=tuple(item.id for item in reads.things(Item, meeting=meeting.id) if not item.removed),
            open_vote=next((vote.id for vote in votes if vote.state == "open"), None),
            closed_votes=tuple(vote.id for vote in votes if vote.state == "closed"),
            requests=tuple((one.id, one.member) for one in speeches if one.state == "requested"),
            running=next((one.id for one in speeches if one.state == "running"), None),
            papers=tuple(one.id for one in reads.things(Paper, meeting=meeting.id) if not one.removed),
        )


Maker = Callable[[Program, View, random.Random], Command | None]


def _item(sight: View, chance: random.Random) -> ItemId:
    return ItemId(chance.choice(sight.items))


def _words(chance: random.Random) -> str:
    return chance.choice(("Tờ trình", "Báo cáo", "Đề án", "Kế hoạch", "Dự thảo")) + f" {chance.randrange(1000)}"


def _paper(program: Program, sight: View, chance: random.Random) -> Command | None:
    source = program.profile.folder / "source.pdf"
    try:
        source.write_bytes(b"%PDF-1.4\n" + chance.randbytes(chance.randrange(1, 4000)))
    except OSError:  # the person's own disk is what fails just now, before the program has anything to do
        return None
    version, size = program.vault.add(source)
    return commands.AddPaper(_item(sight, chance), _words(chance), PaperFile(version, size, 1, "a.pdf"))


def _change(_program: Program, sight: View, chance: random.Random) -> Command:
    return commands.ChangeItem(_item(sight, chance), _words(chance), chance.randrange(5, 60), None, None)


def _attend(_program: Program, sight: View, chance: random.Random) -> Command:
    presence = chance.choice((Presence.PRESENT, Presence.PRESENT, Presence.PRESENT, Presence.LEFT))
    return commands.RecordAttendance(MeetingId(sight.meeting), MemberId(chance.choice(MEMBERS)), presence)


def _arrive(_program: Program, sight: View, chance: random.Random) -> Command:
    presence = chance.choice((Presence.PRESENT, Presence.PRESENT, Presence.LEFT))
    return commands.RecordAttendance(MeetingId(sight.meeting), MemberId(sight.me), presence)


def _vote(_program: Program, sight: View, chance: random.Random) -> Command:
    if sight.open_vote:
        return commands.CloseVote(VoteId(sight.open_vote))
    return commands.OpenVote(_item(sight, chance), _words(chance))


def _cast(_program: Program, sight: View, chance: random.Random) -> Command | None:
    return commands.CastBallot(VoteId(sight.open_vote), chance.choice(list(Choice))) if sight.open_vote else None


def _ask(_program: Program, sight: View, chance: random.Random) -> Command:
    mine = [speech for speech, member in sight.requests if member == sight.me]
    if mine:
        return commands.WithdrawRequest(SpeechId(chance.choice(mine)))
    return commands.RequestFloor(_item(sight, chance))


def _lead(_program: Program, sight: View, chance: random.Random) -> Command | None:
    if sight.running:
        return commands.EndSpeech(SpeechId(sight.running))
    return commands.GrantFloor(SpeechId(chance.choice(sight.requests)[0])) if sight.requests else None


def _admit(_program: Program, _sight: View, chance: random.Random) -> Command:
    name = f"g{chance.getrandbits(32):08x}"
    return commands.AdmitMember(f"Khách {name}", "", "", 900, False, (Role.GUEST,), MemberId(name))


def _move(_program: Program, sight: View, chance: random.Random) -> Command:
    return commands.MoveItem(_item(sight, chance), None, None)


WISHES: dict[str, Maker] = {
    "add": lambda _program, sight, chance: commands.AddItem(MeetingId(sight.meeting), _words(chance)),
    "change": _change,
    "move": _move,
    "paper": _paper,
    "attend": _attend,
    "arrive": _arrive,
    "vote": _vote,
    "cast": _cast,
    "ask": _ask,
    "lead": _lead,
    "call": lambda _program, sight, chance: commands.CallItem(_item(sight, chance)),
    "conclude": lambda _program, sight, chance: commands.RecordConclusion(_item(sight, chance), _words(chance)),
    "admit": _admit,
}
USUAL: dict[str, tuple[str, ...]] = {
    SECRETARY: ("add", "change", "change", "move", "paper", "attend", "admit", "call"),
    CHAIR: ("vote", "vote", "cast", "lead", "lead", "ask", "call", "conclude"),
    "": ("cast", "cast", "cast", "ask", "ask", "arrive"),
}
"""What a member usually does; the empty name stands for the others."""


def wish(program: Program, chance: random.Random, kind: str = "") -> Command | None:
    """Return a command this laptop's member could wish for now, None if there is nothing of that kind to do."""
    sight: Any = view(program)
    return WISHES[kind or chance.choice(USUAL.get(sight.me, USUAL[""]))](program, sight, chance)
