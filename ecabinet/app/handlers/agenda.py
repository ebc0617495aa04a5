"""Commands about agenda items and the papers under them."""

from dataclasses import fields, replace
from typing import TypeVar

from ecabinet.app import commands
from ecabinet.app.session import Session, text
from ecabinet.core import order
from ecabinet.core.agenda import numbered
from ecabinet.core.errors import BadValue, NoSuchThing
from ecabinet.core.event import Event
from ecabinet.core.events import meeting as facts
from ecabinet.core.events import papers
from ecabinet.core.ids import ItemId, MeetingId, PaperId
from ecabinet.core.things import Item, Paper, Thing, Version

E = TypeVar("E", papers.PaperAdded, papers.VersionAdded)


def add_item(command: commands.AddItem, session: Session) -> tuple[Event, ...]:
    """Add an item after its last sibling."""
    session.meeting_for(command.meeting, "prepare")
    siblings = _siblings(session, command.meeting, command.parent)
    last = siblings[-1].position if siblings else None
    added = facts.ItemAdded(
        meeting=command.meeting,
        item=ItemId(session.ids.new("item")),
        parent=command.parent,
        position=order.between(last, None),
        title=text(command.title, "title"),
        kind=command.kind,
        starts_at=command.starts_at,
        minutes=_minutes(command.minutes),
        rapporteur=command.rapporteur,
    )
    return facts.ItemPlaced(added.meeting, added.item, added.parent, added.position), added


def change_item(command: commands.ChangeItem, session: Session) -> tuple[Event, ...]:
    """Edit an item."""
    item = _need_item(session, command.item)
    title, minutes = text(command.title, "title"), _minutes(command.minutes)
    return (facts.ItemChanged(item.meeting, command.item, title, command.starts_at, minutes, command.rapporteur),)


def move_item(command: commands.MoveItem, session: Session) -> tuple[Event, ...]:
    """Move an item; refused under itself or one of its own descendants."""
    item = _need_item(session, command.item)
    if command.parent in _family(session, item):
        raise BadValue("parent", "inside_itself")
    siblings = [other for other in _siblings(session, item.meeting, command.parent) if other.id != item.id]
    index = next((n + 1 for n, other in enumerate(siblings) if other.id == command.after), 0)
    low = siblings[index - 1].position if index else None
    high = next((other.position for other in siblings[index:] if low is None or other.position > low), None)
    place = (item.meeting, command.item, command.parent, order.between(low, high))
    return facts.ItemPlaced(*place), facts.ItemMoved(*place)


def remove_item(command: commands.RemoveItem, session: Session) -> tuple[Event, ...]:
    """Take an item off."""
    item = _need_item(session, command.item)
    placed = facts.ItemPlaced(item.meeting, command.item, item.parent, item.position, removed=True)
    return placed, facts.ItemRemoved(item.meeting, command.item)


def add_paper(command: commands.AddPaper, session: Session) -> tuple[Event, ...]:
    """Lay a paper, with its first version; a secret one must come without a file."""
    item = _need_item(session, command.item)
    if command.secrecy != "none" and command.file is not None:
        raise BadValue("secrecy", "file_forbidden")
    paper = PaperId(session.ids.new("paper"))
    laid = papers.PaperAdded(
        meeting=item.meeting,
        paper=paper,
        item=command.item,
        position=_last_position(session, command.item),
        title=text(command.title, "title"),
        number=command.number.strip(),
        kind=command.kind,
        issuer=command.issuer.strip(),
        secrecy=command.secrecy,
    )
    if command.file is None:
        return (laid,)
    file = command.file
    now = session.now()
    version = papers.VersionAdded(item.meeting, paper, file.version, file.size, file.pages, file.file_name, now)
    return (laid, version)


def add_version(command: commands.AddVersion, session: Session) -> tuple[Event, ...]:
    """Add a version; the same bytes twice are refused."""
    paper = session.need(Paper, command.paper)
    session.meeting_for(paper.meeting, "prepare")
    if paper.secrecy != "none":
        raise BadValue("secrecy", "file_forbidden")
    file = command.file
    if session.reads.thing(Version, f"{paper.id}/{file.version}"):
        raise BadValue("version", "exists")
    now = session.now()
    return (
        papers.VersionAdded(paper.meeting, command.paper, file.version, file.size, file.pages, file.file_name, now),
    )


def move_paper(command: commands.MovePaper, session: Session) -> tuple[Event, ...]:
    """Lay a paper under another item of the same meeting.

    What was said of it before cannot be read by guests of the other item, so all of it is said again there.
    """
    paper, item = session.need(Paper, command.paper), _need_item(session, command.item)
    if paper.meeting != item.meeting:
        raise BadValue("item", "other_meeting")
    position = _last_position(session, command.item)
    if paper.item == command.item:
        return (papers.PaperMoved(item.meeting, command.paper, command.item, position),)
    versions = sorted(session.reads.things(Version, paper=paper.id), key=lambda version: (version.at, version.id))
    laid = _said_again(papers.PaperAdded, replace(paper, item=command.item, position=position))
    return laid, *(_said_again(papers.VersionAdded, version) for version in versions)


def remove_paper(command: commands.RemovePaper, session: Session) -> tuple[Event, ...]:
    """Withdraw a paper."""
    paper = session.need(Paper, command.paper)
    session.meeting_for(paper.meeting, "prepare")
    return (papers.PaperRemoved(paper.meeting, command.paper),)


def _said_again(kind: type[E], thing: Thing) -> E:
    """Return the event that makes a thing what it is."""
    told = {field.name: getattr(thing, field.name) for field in fields(kind) if field.name != "paper"}
    return kind(**told, paper=PaperId(thing.id.partition("/")[0]))


def _need_item(session: Session, item_id: ItemId) -> Item:
    item = session.item(item_id)
    session.meeting_for(item.meeting, "prepare")
    return item


def _siblings(session: Session, meeting: MeetingId, parent: ItemId | None) -> list[Item]:
    items = numbered(session.reads.things(Item, meeting=meeting))
    if parent is not None and parent not in {line.item.id for line in items}:
        raise NoSuchThing("item", parent)
    return sorted((line.item for line in items if line.item.parent == parent), key=lambda item: item.position)


def _family(session: Session, item: Item) -> set[str]:
    """Return the item and all its descendants."""
    lines = numbered(session.reads.things(Item, meeting=item.meeting))
    family = {item.id}
    for line in lines:
        if line.item.parent in family:
            family.add(line.item.id)
    return family


def _last_position(session: Session, item: ItemId) -> str:
    laid = session.reads.things(Paper, item=item, removed=False)
    return order.between(max((paper.position for paper in laid), default=None), None)


def _minutes(minutes: int) -> int:
    if not 0 < minutes <= 24 * 60:
        raise BadValue("minutes", "range")
    return minutes
