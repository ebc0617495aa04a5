"""Commands about a member's own marks on papers, and how far they were read."""

import unicodedata
from collections.abc import Iterator

from ecabinet.app import commands
from ecabinet.app.session import Session
from ecabinet.core.annotations import CONTEXT, MAX_QUOTE, MarkKind, Quote, Shape, require_shape
from ecabinet.core.errors import BadValue, NoSuchThing
from ecabinet.core.event import Event
from ecabinet.core.events import annotations as facts
from ecabinet.core.ids import AnnotationId, MeetingId, PaperId, VersionHash
from ecabinet.core.things import Annotation, Carrying, Paper, Reading, Version

MAX_TEXT = 20_000
MAX_MARKS = 5_000
"""Marks of one wish, at most."""

ORPHANED = "orphaned"
_CLEAN_FIELDS = 200


def annotate(command: commands.Annotate, session: Session) -> tuple[Event, ...]:
    """Put marks on papers."""
    if not 0 < len(command.marks) <= MAX_MARKS:
        raise BadValue("marks", "range")
    return tuple(_made(mark, session) for mark in command.marks)


def reshape(command: commands.ReshapeAnnotation, session: Session) -> tuple[Event, ...]:
    """Give a mark another shape of the same kind."""
    found = standing(command.annotation, session)
    _check_shape(found.kind, command.shape)
    return (facts.AnnotationReshaped(found.member, command.annotation, found.kind, command.shape, session.now()),)


def restyle(command: commands.RestyleAnnotation, session: Session) -> tuple[Event, ...]:
    """Give a mark another colour or width."""
    found = standing(command.annotation, session)
    look = _look(command.color, command.width)
    return (facts.AnnotationRestyled(found.member, command.annotation, *look, session.now()),)


def reword(command: commands.RewordAnnotation, session: Session) -> tuple[Event, ...]:
    """Write something else to a mark."""
    found = standing(command.annotation, session)
    words = clean(command.text, "text", MAX_TEXT)
    return (facts.AnnotationReworded(found.member, command.annotation, words, session.now()),)


def remove(command: commands.RemoveAnnotations, session: Session) -> tuple[Event, ...]:
    """Rub marks out."""
    found = (session.need(Annotation, one) for one in command.annotations)
    return tuple(
        facts.AnnotationRemoved(one.member, AnnotationId(one.id), session.now()) for one in found if not one.removed
    )


def restore(command: commands.RestoreAnnotations, session: Session) -> tuple[Event, ...]:
    """Bring marks back."""
    found = (session.need(Annotation, one) for one in command.annotations)
    return tuple(
        facts.AnnotationRestored(one.member, AnnotationId(one.id), session.now()) for one in found if one.removed
    )


def carry(command: commands.CarryAnnotations, session: Session) -> tuple[Event, ...]:
    """Settle what becomes of marks in another version; each at most once."""
    if any(mark.version != command.version or mark.carried_from is None for mark in command.carried):
        raise BadValue("carried_from", "empty")
    settled = [*command.orphaned, *(mark.carried_from for mark in command.carried if mark.carried_from)]
    if len(settled) != len(set(settled)):
        raise BadValue("annotations", "exists")
    there = session.reads.things(Annotation, version=command.version, removed=False)
    standing_for = {one.carried_from for one in there}
    made = tuple(_made(mark, session) for mark in command.carried if mark.carried_from not in standing_for)
    return *made, *_orphaned(command, session)


def note_reading(command: commands.NoteReading, session: Session) -> tuple[Event, ...]:
    """Remember where one stands; pages once looked at stay so."""
    meeting = _page_of(command.paper, command.version, command.page, session)
    known = session.reads.thing(Reading, command.version)
    seen = bytearray(known.seen if known else b"")
    for page in command.looked_at:
        if 0 <= page < facts.MAX_PAGES:
            seen.extend(bytes(max(0, page // 8 + 1 - len(seen))))
            seen[page // 8] |= 0x80 >> page % 8
    where = (command.page, max(0, min(command.top, 2**31)), bytes(seen))
    me = session.actor.member
    return (facts.ReadingNoted(me, meeting, command.paper, command.version, *where, session.now()),)


def standing(annotation: AnnotationId, session: Session) -> Annotation:
    """Return a mark that was not rubbed out.

    Raises:
        NoSuchThing: unknown here, or rubbed out.
    """
    found = session.need(Annotation, annotation)
    if found.removed:
        raise NoSuchThing("annotation", annotation)
    return found


def clean(value: str, field: str, most: int) -> str:
    """Return a text, which may be empty, in Unicode NFC without outer blanks.

    Raises:
        BadValue: it has more than `most` letters, or half a letter stands in it.
    """
    found = unicodedata.normalize("NFC", value).strip()
    if any(0xD800 <= ord(letter) <= 0xDFFF for letter in found):
        raise BadValue(field, "not_text")
    if len(found) > most:
        raise BadValue(field, "too_long")
    return found


def _made(mark: commands.Mark, session: Session) -> Event:
    meeting = _page_of(mark.paper, mark.version, mark.page, session)
    _check_shape(mark.kind, mark.shape)
    name = mark.annotation or AnnotationId(session.ids.new("annotation"))
    if session.reads.thing(Annotation, name):
        raise BadValue("annotation", "exists")
    color, width = _look(mark.color, mark.width)
    return facts.AnnotationMade(
        member=session.actor.member,
        annotation=name,
        meeting=meeting,
        paper=mark.paper,
        version=mark.version,
        page=mark.page,
        kind=mark.kind,
        shape=mark.shape,
        at=session.now(),
        color=color,
        width=width,
        text=clean(mark.text, "text", MAX_TEXT),
        quote=_quote(mark.quote),
        replies_to=mark.replies_to,
        carried_from=mark.carried_from,
        author=clean(mark.author, "author", _CLEAN_FIELDS),
    )


def _orphaned(command: commands.CarryAnnotations, session: Session) -> Iterator[Event]:
    for one in command.orphaned:
        found = session.need(Annotation, one)
        known = session.reads.thing(Carrying, f"{one}/{command.version}")
        if known is None or known.fate != ORPHANED:
            yield facts.CarryingSettled(found.member, one, command.version, ORPHANED, session.now())


def _page_of(paper: PaperId, version: VersionHash, page: int, session: Session) -> MeetingId:
    """Return the meeting of a page that exists.

    Raises:
        NoSuchThing: paper or version are unknown here.
        BadValue: the version has no such page.
    """
    found = session.need(Paper, paper)
    pages = session.need(Version, f"{paper}/{version}").pages
    if not 0 <= page < (pages or facts.MAX_PAGES):
        raise BadValue("page", "range")
    return found.meeting


def _check_shape(kind: MarkKind, shape: Shape) -> None:
    try:
        require_shape(kind, shape)
    except ValueError as error:
        raise BadValue("shape", "range") from error


def _look(color: str, width: int) -> tuple[str, int]:
    if not 0 <= width <= 10_000:
        raise BadValue("width", "range")
    return clean(color, "color", 32), width


def _quote(quote: Quote) -> Quote:
    """Return a quote whose context is not longer than need be; `start` stays as the page's text has it."""
    return Quote(quote.exact[:MAX_QUOTE], quote.prefix[-CONTEXT:], quote.suffix[:CONTEXT], quote.start)
