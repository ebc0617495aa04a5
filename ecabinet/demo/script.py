"""What happens when: the sample meeting as a list of steps, earliest first."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from ecabinet.app import commands
from ecabinet.core.ids import MemberId
from ecabinet.core.people import Presence
from ecabinet.core.voting import Choice, Method
from ecabinet.demo.sample import SampleMeeting
from ecabinet.demo.sample_entries import AttendanceEntry, SpeechEntry, VoteEntry
from ecabinet.demo.stage import CHAIR, SECRETARY, Stage

Act = Callable[[Stage], bool]
"""Plays a step; answers False when what it waits for has not arrived at its actor yet."""

_PRESENCE = {"online": Presence.PRESENT_ONLINE, "in_person": Presence.PRESENT}


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that happens at a local time; `key` names it for pictures and messages."""

    at: time
    key: str
    act: Act


def script(sample: SampleMeeting) -> tuple[Step, ...]:
    """Return the whole meeting, earliest first; at the same minute people come before the chair acts."""
    steps = [*_attendance(sample), *_sitting(sample), *_items(sample), *_speeches(sample), *_votes(sample)]
    return tuple(sorted(steps, key=lambda step: step.at))


def entitled(sample: SampleMeeting, at: time) -> tuple[str, ...]:
    """Return the voting members who are here at a time, in the sample's order."""
    lines = {line.person: line for line in sample.attendance}
    return tuple(p.id for p in sample.people if p.voting_member and _here(lines[p.id], at))


def _here(line: AttendanceEntry, at: time) -> bool:
    return line.arrived is not None and line.arrived <= at and (line.left is None or line.left > at)


def _attendance(sample: SampleMeeting) -> Iterator[Step]:
    for line in sample.attendance:
        if line.arrived is None:
            absent = Presence.EXCUSED if line.status == "excused" else Presence.ABSENT_UNEXCUSED
            yield _presence(time(7, 35), f"absent:{line.person}", SECRETARY, line, absent)
            continue
        yield _presence(line.arrived, f"arrive:{line.person}", line.person, line, _PRESENCE[line.method or "in_person"])
        if line.left is not None:
            yield _presence(line.left, f"leave:{line.person}", line.person, line, Presence.LEFT)


def _presence(at: time, key: str, actor: str, line: AttendanceEntry, presence: Presence) -> Step:
    def act(stage: Stage) -> bool:
        reason = (line.reason or "") if presence is not Presence.PRESENT or line.status == "late" else ""
        stage[actor].do(commands.RecordAttendance(stage.meeting, MemberId(line.person), presence, reason))
        return True

    return Step(at, key, act)


def _sitting(sample: SampleMeeting) -> Iterator[Step]:
    yield Step(sample.meeting.start.time(), "open", _chair(lambda stage: commands.OpenMeeting(stage.meeting)))
    yield Step(sample.meeting.end.time(), "close", _chair(lambda stage: commands.CloseMeeting(stage.meeting)))


def _chair(wish: Callable[[Stage], commands.Command]) -> Act:
    def act(stage: Stage) -> bool:
        stage[CHAIR].do(wish(stage))
        return True

    return act


def _items(sample: SampleMeeting) -> Iterator[Step]:
    for entry in sample.agenda:
        call = _chair(lambda stage, item=entry.id: commands.CallItem(stage.items[item]))  # type: ignore[misc]
        yield Step(_shift(entry.start, seconds=5), f"call:{entry.id}", call)
    ends = {entry.id: _shift(entry.start, minutes=entry.minutes, seconds=-30) for entry in sample.agenda}
    for line in sample.conclusions:
        conclude = _chair(
            lambda stage, item=line.item, text=line.text: commands.RecordConclusion(  # type: ignore[misc]
                stage.items[item], text
            )
        )
        yield Step(ends[line.item], f"conclude:{line.item}", conclude)


def _speeches(sample: SampleMeeting) -> Iterator[Step]:
    for number, line in enumerate(sample.speeches, start=1):
        key = f"s{number:02d}:{line.person}"
        yield Step(_shift(line.at, seconds=-40), f"ask:{key}", _ask(line))
        yield Step(line.at, f"speak:{key}", _speak(line))
        yield Step(_shift(line.at, minutes=line.minutes, seconds=-10), f"finish:{key}", _finish(line))


def _ask(line: SpeechEntry) -> Act:
    def act(stage: Stage) -> bool:
        stage[line.person].do(commands.RequestFloor(stage.items[line.item], line.kind))
        return True

    return act


def _speak(line: SpeechEntry) -> Act:
    def act(stage: Stage) -> bool:
        chair = stage[CHAIR]
        chair.sync()
        waiting = chair.program.queries.floor(stage.meeting).waiting
        asked = next((speech for speech in waiting if speech.member == line.person), None)
        if asked is None:
            return False
        chair.do(commands.GrantFloor(asked.speech))
        return True

    return act


def _finish(line: SpeechEntry) -> Act:
    def act(stage: Stage) -> bool:
        chair = stage[CHAIR]
        running = chair.program.queries.floor(stage.meeting).running
        if running is not None and running.member == line.person:
            chair.do(commands.EndSpeech(running.speech))
        return True

    return act


def _votes(sample: SampleMeeting) -> Iterator[Step]:
    for vote in sample.votes:
        yield Step(vote.at, f"vote:{vote.id}", _open_vote(vote))
        if vote.method == "electronic_open":
            for seconds, member in enumerate(entitled(sample, vote.at), start=3):
                at = _shift(vote.at, seconds=seconds)
                yield Step(at, f"cast:{vote.id}:{member}", _cast(vote, member))
        else:
            yield Step(_shift(vote.at, seconds=30), f"count:{vote.id}", _enter(vote))
        yield Step(_shift(vote.at, seconds=50), f"closed:{vote.id}", _close_vote(vote))


def _open_vote(vote: VoteEntry) -> Act:
    method = Method.ELECTRONIC_OPEN if vote.method == "electronic_open" else Method.COUNTED

    def act(stage: Stage) -> bool:
        chair = stage[CHAIR]
        chair.do(commands.OpenVote(stage.items[vote.item], vote.title, method))
        running = chair.program.queries.votes(stage.meeting).open
        if running is not None:
            stage.votes[vote.id] = running.vote
        return True

    return act


def _cast(vote: VoteEntry, member: str) -> Act:
    choice = Choice(vote.exceptions.get(member, vote.default))

    def act(stage: Stage) -> bool:
        actor = stage[member]
        actor.sync()
        running = actor.program.queries.votes(stage.meeting).open
        if running is None:
            return False
        if running.my_choice is None:
            actor.do(commands.CastBallot(running.vote, choice))
        return True

    return act


def _enter(vote: VoteEntry) -> Act:
    paper, counts = vote.ballots or {}, vote.expected

    def act(stage: Stage) -> bool:
        office = stage[SECRETARY]
        office.sync()
        running = office.program.queries.votes(stage.meeting).open
        if running is None:
            return False
        issued, invalid = int(paper.get("issued", vote.present)), int(paper.get("invalid", 0))
        returned = int(paper.get("returned", vote.present))
        approve, disapprove, abstain = (int(counts[key]) for key in ("approve", "disapprove", "abstain"))
        office.do(commands.EnterCount(running.vote, issued, returned, invalid, approve, disapprove, abstain))
        return True

    return act


def _close_vote(vote: VoteEntry) -> Act:
    def act(stage: Stage) -> bool:
        chair = stage[CHAIR]
        chair.sync()
        running = chair.program.queries.votes(stage.meeting).open
        if running is None:
            return True
        arrived = running.counts_entered if running.method is Method.COUNTED else running.cast == running.entitled
        if arrived:
            chair.do(commands.CloseVote(running.vote))
        return arrived

    return act


def _shift(at: time, *, minutes: int = 0, seconds: int = 0) -> time:
    day = datetime(2000, 1, 1, at.hour, at.minute, at.second)  # noqa: DTZ001 - only the time of day is used
    return (day + timedelta(minutes=minutes, seconds=seconds)).time()
