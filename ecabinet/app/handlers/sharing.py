"""Commands about marks that others may see."""

import hashlib

from ecabinet.app import commands
from ecabinet.app.handlers.annotations import MAX_MARKS, MAX_TEXT, clean, standing
from ecabinet.app.session import Session, text
from ecabinet.core.annotations import MarkKind, bounds, path
from ecabinet.core.errors import BadValue, NoSuchThing, NotAllowed, WrongState
from ecabinet.core.event import Event
from ecabinet.core.events import annotations as facts
from ecabinet.core.ids import AnnotationId, ItemId, MemberId, RequestId, ShareId
from ecabinet.core.people import Role
from ecabinet.core.things import Annotation, CommentRequest, Item, Paper, Participant, SharedMark, Version

MAX_CIRCLE = 200


def share(command: commands.ShareAnnotations, session: Session) -> tuple[Event, ...]:
    """Show marks to members of the meeting."""
    if not 0 < len(command.annotations) <= MAX_MARKS:
        raise BadValue("marks", "range")
    found = [standing(one, session) for one in command.annotations]
    return tuple(_shared(one, _circle(command.circle, one, session), session) for one in found)


def answer(command: commands.AnswerShare, session: Session) -> tuple[Event, ...]:
    """Answer a shared mark; those see it who see that one."""
    found = _standing(command.share, session)
    me = session.actor.member
    circle = tuple(sorted({*found.circle, found.member} - {me})) if found.circle else ()
    left, _bottom, _right, top = bounds(found.kind, found.shape)
    name = ShareId(f"{me}/{session.ids.new('answer')}")
    said = text(command.text, "text")
    if len(said) > MAX_TEXT:
        raise BadValue("text", "too_long")
    return (
        facts.AnnotationShared(
            meeting=found.meeting,
            share=name,
            member=me,
            circle=circle,
            item=found.item,
            paper=found.paper,
            version=found.version,
            page=found.page,
            kind=MarkKind.NOTE,
            shape=(path([left, top]),),
            at=session.now(),
            text=said,
            replies_to=command.share,
        ),
    )


def withdraw(command: commands.WithdrawShare, session: Session) -> tuple[Event, ...]:
    """Take back what one has shared."""
    found = _standing(command.share, session)
    return (
        facts.ShareWithdrawn(
            found.meeting, command.share, session.actor.member, found.circle, found.item, session.now()
        ),
    )


def request(command: commands.RequestComments, session: Session) -> tuple[Event, ...]:
    """Ask the room for comments; for whoever presents the item, and for those who prepare or lead the meeting."""
    paper = session.need(Paper, command.paper)
    session.need(Version, f"{command.paper}/{command.version}")
    item = session.item(paper.item)
    me = session.actor.member
    known = session.reads.directory().members.get(me)
    officer = known is not None and not known.roles.isdisjoint({Role.CHAIR, Role.SECRETARY})
    if not officer and item.rapporteur != me:
        raise NotAllowed("CommentsRequested", ("chair", "secretary", "rapporteur"))
    if command.until is not None and command.until <= session.now():
        raise BadValue("until", "past")
    for other in session.reads.things(CommentRequest, version=command.version, member=me):
        if other.ended_at is None:
            raise WrongState("request", other.id, "open", ())
    name = RequestId(f"{me}/{session.ids.new('request')}")
    said = clean(command.text, "text", MAX_TEXT)
    about = (paper.item, command.paper, command.version)
    return (facts.CommentsRequested(paper.meeting, name, me, *about, said, command.until, session.now()),)


def end_request(command: commands.EndComments, session: Session) -> tuple[Event, ...]:
    """Ask for no further comments."""
    found = session.need(CommentRequest, command.request)
    if found.ended_at is not None:
        raise WrongState("request", found.id, "ended", ("open",))
    return (facts.CommentsEnded(found.meeting, command.request, session.actor.member, found.item, session.now()),)


def name_of(annotation: AnnotationId, member: MemberId, circle: tuple[MemberId, ...]) -> ShareId:
    """Return the name of a mark as a circle sees it: the same each time it is shared with the same people."""
    people = hashlib.sha256("\n".join(sorted(circle)).encode()).hexdigest()[:16] if circle else "all"
    return ShareId(f"{member}/{annotation}/{people}")


def _shared(mark: Annotation, circle: tuple[MemberId, ...], session: Session) -> Event:
    return facts.AnnotationShared(
        meeting=mark.meeting,
        share=name_of(AnnotationId(mark.id), mark.member, circle),
        member=mark.member,
        circle=circle,
        item=_item(mark, session),
        paper=mark.paper,
        version=mark.version,
        page=mark.page,
        kind=mark.kind,
        shape=mark.shape,
        at=session.now(),
        color=mark.color,
        width=mark.width,
        text=mark.text,
        quote=mark.quote,
    )


def _item(mark: Annotation, session: Session) -> ItemId:
    return ItemId(session.need(Item, session.need(Paper, mark.paper).item).id)


def _circle(wanted: tuple[MemberId, ...], mark: Annotation, session: Session) -> tuple[MemberId, ...]:
    """Return the circle in order, each once, without oneself.

    Raises:
        NoSuchThing: one of them is not invited to the meeting.
        BadValue: nobody is left, or they are too many.
    """
    if not wanted:
        return ()
    circle = tuple(sorted(set(wanted) - {mark.member}))
    if not 0 < len(circle) <= MAX_CIRCLE:
        raise BadValue("circle", "range")
    for member in circle:
        session.need_member(member)
        if session.reads.thing(Participant, f"{mark.meeting}/{member}") is None and not _serves(member, session):
            raise NoSuchThing("participant", member)
    return circle


def _serves(member: MemberId, session: Session) -> bool:
    """Say whether a member has to do with every meeting, invited or not."""
    known = session.reads.directory().members[member]
    return not known.roles.isdisjoint({Role.CHAIR, Role.SECRETARY})


def _standing(share: ShareId, session: Session) -> SharedMark:
    found = session.need(SharedMark, share)
    if found.withdrawn_at is not None:
        raise WrongState("share", share, "withdrawn", ("shared",))
    return found
