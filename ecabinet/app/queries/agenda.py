"""Queries about the agenda and its papers."""

from collections.abc import Callable, Collection, Set
from dataclasses import dataclass

from ecabinet.app import read
from ecabinet.app.ports import Reads
from ecabinet.app.queries import outline, votes
from ecabinet.app.queries.people import name_of
from ecabinet.core import things
from ecabinet.core.agenda import Numbered
from ecabinet.core.ids import ItemId, MeetingId, MemberId, PaperId, VersionHash


@dataclass(frozen=True, slots=True)
class Shelf:
    """What this laptop knows of papers beyond the journal: which bytes are here, which of some versions were opened."""

    here: Callable[[VersionHash], bool]
    opened: Callable[[Collection[VersionHash]], Set[str]]


def agenda(reads: Reads, meeting: things.Meeting, shelf: Shelf, me: MemberId) -> read.Agenda:
    """Return the header and, in reading order, the items this member is invited to."""
    directory = reads.directory()
    order = outline.whole(reads, MeetingId(meeting.id))
    given = outline.given(reads, MeetingId(meeting.id), me)
    lines = tuple(line for line in _lines(reads, meeting, order, shelf) if given is None or line.item in given)
    return read.Agenda(
        meeting=MeetingId(meeting.id),
        title=meeting.title,
        kind=meeting.kind,
        starts_at=meeting.starts_at,
        ends_at=meeting.ends_at,
        venue=meeting.venue,
        state=meeting.state,
        chair=meeting.chair,
        chair_name=name_of(directory, meeting.chair),
        secretary_name=name_of(directory, meeting.secretary),
        current=meeting.current_item if any(line.item == meeting.current_item for line in lines) else None,
        lines=lines,
        withheld=0 if given is None else len(order) - len(lines),
        conflicts=reads.conflicts(things.Meeting, meeting.id),
        loading=reads.shelves.is_absent(meeting.space),
    )


def papers(reads: Reads, meeting: MeetingId, shelf: Shelf) -> dict[str, tuple[read.PaperLine, ...]]:
    """Return the papers that lie before a meeting, by item, in order; those of an item taken off are left out."""
    items = {item.id for item in reads.things(things.Item, meeting=meeting, removed=False)}
    versions: dict[str, list[things.Version]] = {}
    for version in reads.things(things.Version, meeting=meeting):
        versions.setdefault(version.paper, []).append(version)
    opened = shelf.opened({version.version for found in versions.values() for version in found})
    laid: dict[str, tuple[read.PaperLine, ...]] = {}
    standing = [paper for paper in reads.things(things.Paper, meeting=meeting, removed=False) if paper.item in items]
    for paper in sorted(standing, key=lambda paper: (paper.position, paper.id)):
        line = _paper(paper, versions.get(paper.id, []), shelf.here, opened)
        laid[paper.item] = (*laid.get(paper.item, ()), line)
    return laid


def _lines(
    reads: Reads, meeting: things.Meeting, order: tuple[Numbered, ...], shelf: Shelf
) -> tuple[read.AgendaLine, ...]:
    laid = papers(reads, MeetingId(meeting.id), shelf)
    decided = votes.lines(reads, MeetingId(meeting.id))
    concluded = {line.item: line.text for line in reads.things(things.Conclusion, meeting=meeting.id)}
    stages = _stages(meeting, order, set(concluded))
    directory = reads.directory()
    return tuple(
        read.AgendaLine(
            item=ItemId(line.item.id),
            parent=line.item.parent,
            number=line.number,
            depth=line.depth,
            title=line.item.title,
            kind=line.item.kind,
            starts_at=line.item.starts_at,
            minutes=line.item.minutes,
            rapporteur=line.item.rapporteur,
            rapporteur_name=name_of(directory, line.item.rapporteur),
            stage=stages[line.item.id],
            papers=laid.get(line.item.id, ()),
            votes=decided.get(line.item.id, ()),
            conclusion=concluded.get(ItemId(line.item.id), ""),
            conflicts=reads.conflicts(things.Item, line.item.id),
        )
        for line in order
        if not outline.is_sealed(line.item)
    )


def _stages(meeting: things.Meeting, order: tuple[Numbered, ...], concluded: set[ItemId]) -> dict[str, str]:
    """Return waiting, current or done for each item: done is what was concluded or stands before the current one."""
    ids = [line.item.id for line in order]
    current = ids.index(meeting.current_item) if meeting.current_item in ids else -1
    stages: dict[str, str] = {}
    for index, item in enumerate(ids):
        done = index < current or item in concluded or meeting.state == "closed"
        stages[item] = "done" if done else "waiting"
    if current >= 0 and meeting.state != "closed":
        stages[ids[current]] = "current"
    return stages


def _paper(
    paper: things.Paper, versions: list[things.Version], here: Callable[[VersionHash], bool], opened: Set[str]
) -> read.PaperLine:
    ordered = sorted(versions, key=lambda version: (version.at, version.id))
    newest = ordered[-1] if ordered else None
    return read.PaperLine(
        paper=PaperId(paper.id),
        item=paper.item,
        title=paper.title,
        number=paper.number,
        kind=paper.kind,
        issuer=paper.issuer,
        secrecy=paper.secrecy,
        version=newest.version if newest else None,
        version_number=len(ordered),
        file_name=newest.file_name if newest else "",
        pages=newest.pages if newest else 0,
        size=newest.size if newest else 0,
        here=newest is not None and here(newest.version),
        unread=newest is not None and newest.version not in opened,
    )
