"""What the sample meeting consists of: one frozen dataclass for each kind of row.

`ecabinet.demo.sample` reads them from the YAML file by the names and types of these fields. Ids
(`person`, `org`, `item`, `paper`, `vote` …) are the ids of the file.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from types import MappingProxyType
from typing import Any

Row = Mapping[str, Any]  # Any: a mapping of the YAML file that stays as it is

NOTHING: Row = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Organization:
    """A body, department or commune."""

    id: str
    name: str
    abbreviation: str
    kind: str
    organ_id: str | None


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who has to do with the meeting; `voting_member` makes the base of the majority."""

    id: str
    full_name: str
    title: str
    role: str
    org: str
    voting_member: bool
    email: str
    seat: str | None = None


@dataclass(frozen=True, slots=True)
class AgendaEntry:
    """One matter of the agenda; `order` counts from 1, `papers` are ids in reading order."""

    id: str
    order: int
    start: time
    minutes: int
    kind: str
    title: str
    rapporteur: str | None
    papers: tuple[str, ...]
    decision: str
    restricted_to: str | None = None
    dossier: str | None = None


@dataclass(frozen=True, slots=True)
class PaperEntry:
    """A document laid before the meeting; `pages` is 0 when it exists on paper only."""

    id: str
    item: str
    kind: str
    number: str | None
    title: str
    issuer: str
    pages: int
    dated: date
    signed: bool
    signer: str | None
    secrecy: str
    urgency: int
    file: str | None
    late: bool = False
    paper_only: bool = False
    draft_no: int | None = None
    copies: int = 0
    collected_back: int = 0

    @property
    def pdf_name(self) -> str | None:
        """The name of the PDF made of it, also when the original is a Word or Excel file."""
        return None if self.file is None else f"{self.file.rpartition('.')[0]}.pdf"


@dataclass(frozen=True, slots=True)
class AttendanceEntry:
    """From when to when somebody was there, in which way, or why not."""

    person: str
    status: str
    arrived: time | None
    left: time | None
    method: str | None
    endpoint: str | None = None
    substitute: str | None = None
    substitutes_for: str | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class SpeechEntry:
    """One speech; `kind` is present (the rapporteur) or discuss."""

    item: str
    person: str
    at: time
    minutes: int
    kind: str
    summary: str
    endpoint: str | None = None


@dataclass(frozen=True, slots=True)
class AnnotationEntry:
    """A mark on a paper: `page` counts from 1, `rect` is x0 y0 x1 y1 in PDF points."""

    id: str
    paper: str
    page: int
    person: str
    visibility: str
    kind: str
    rect: tuple[float, ...]
    text: str
    at: datetime


@dataclass(frozen=True, slots=True)
class VoteEntry:
    """One vote; whoever was present and is not in `exceptions` chose `default`.

    A secret ballot has no default and no exceptions but `ballots` (issued, returned, valid,
    invalid) and `tellers`. `expected` holds the counts by choice and the result.
    """

    id: str
    item: str
    title: str
    method: str
    at: time
    present: int
    expected: Row
    default: str | None = None
    exceptions: Row = field(default_factory=lambda: NOTHING)
    ballots: Row | None = None
    tellers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OpinionBallotEntry:
    """A vote between meetings: counts of replies by choice and the result to expect."""

    id: str
    number: str
    title: str
    issued_at: datetime
    deadline: datetime
    sent: int
    replies: Row
    expected: Row


@dataclass(frozen=True, slots=True)
class ConclusionEntry:
    """What the chair concluded on an item."""

    id: str
    item: str
    text: str
    vote: str | None = None


@dataclass(frozen=True, slots=True)
class TaskEntry:
    """What somebody must do after the meeting; `lead` and `coordinate` are organizations."""

    id: str
    conclusion: str
    lead: str
    coordinate: tuple[str, ...]
    due: date
    priority: int
    text: str
    output: str
    status: str
    task_code: str
    done_on: date | None = None


@dataclass(frozen=True, slots=True)
class IndicatorEntry:
    """One figure of the province's operations centre; `target` is for the whole year."""

    code: str
    name: str
    period: str
    unit: str
    value: float
    target: float | None


@dataclass(frozen=True, slots=True)
class OtherMeeting:
    """A meeting of which only the heading is told."""

    id: str
    kind: str
    body: str
    rule_profile: str
    title: str
    start: datetime
    end: datetime
    agenda_items: int
    papers: int
    state: str


@dataclass(frozen=True, slots=True)
class MeetingHeader:
    """Title, time, place and offices of the sample meeting."""

    id: str
    code: str
    kind: str
    body: str
    rule_profile: str
    title: str
    format: str
    secrecy: str
    start: datetime
    end: datetime
    venue: str
    chair: str
    secretary: str
    minute_taker: str
    invitation: Row
    milestones: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Endpoint:
    """A place that takes part by video, with the people who sit there."""

    id: str
    name: str
    org: str
    people: tuple[str, ...]
