"""Queries about the floor."""

from ecabinet.app import read
from ecabinet.app.ports import Reads
from ecabinet.app.queries import outline
from ecabinet.core import things
from ecabinet.core.ids import MeetingId, MemberId, SpeechId


def floor(reads: Reads, meeting: MeetingId, me: MemberId) -> read.Floor:
    """Return who speaks, who waits and who has spoken."""
    numbers = {line.item.id: line.number for line in outline.whole(reads, meeting)}
    speeches = reads.things(things.Speech, meeting=meeting)
    lines = [_line(reads, speech, numbers) for speech in speeches]
    waiting = sorted((line for line in lines if line.state == "requested"), key=_came)
    spoken = sorted((line for line in lines if line.state == "ended"), key=_ended, reverse=True)
    running = sorted((line for line in lines if line.state == "running"), key=_started)
    mine = next((line for line in waiting if line.member == me), None)
    return read.Floor(running[-1] if running else None, tuple(waiting), tuple(spoken), mine)


def _came(line: read.SpeechLine) -> tuple[int, str]:
    return (line.requested_at, line.speech)


def _started(line: read.SpeechLine) -> tuple[int, str]:
    return (line.started_at or 0, line.speech)


def _ended(line: read.SpeechLine) -> tuple[int, str]:
    return (line.ended_at or 0, line.speech)


def _line(reads: Reads, speech: things.Speech, numbers: dict[str, str]) -> read.SpeechLine:
    member = reads.directory().members.get(speech.member)
    return read.SpeechLine(
        speech=SpeechId(speech.id),
        member=speech.member,
        name=member.name if member else speech.member,
        title=member.title if member else "",
        item=speech.item,
        item_number=numbers.get(speech.item, ""),
        kind=speech.kind,
        state=speech.state,
        requested_at=speech.requested_at,
        started_at=speech.started_at,
        seconds=speech.seconds,
        ended_at=speech.ended_at,
    )
