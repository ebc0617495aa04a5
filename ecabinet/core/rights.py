"""Who may do what: one table, asked on both doors of the workspace; nothing else decides rights.

Beside it, who may lead others as a hub, and whose certificates count.
"""

from dataclasses import dataclass
from functools import cache

from ecabinet.core.deeds import Certificate
from ecabinet.core.directory import Directory
from ecabinet.core.errors import NotAllowed
from ecabinet.core.event import Author, Event, Log, Scope, UnknownEvent
from ecabinet.core.events import annotations, floor, meeting, organization, papers, voting
from ecabinet.core.ids import WriterId
from ecabinet.core.people import Role


@dataclass(frozen=True, slots=True)
class Right:
    """The roles that may cause an event; with `own`, also the member it is about."""

    roles: frozenset[Role]
    own: bool = False


def _right(*roles: Role, own: bool = False) -> Right:
    return Right(frozenset(roles), own)


_PREPARE = _right(Role.SECRETARY)
_LEAD = _right(Role.CHAIR)
_SERVE = _right(Role.CHAIR, Role.SECRETARY)
_OWN = _right(own=True)

RIGHTS: dict[type[Event], Right] = {
    organization.MeetingDrafted: _PREPARE,
    meeting.MeetingChanged: _PREPARE,
    meeting.MeetingPublished: _PREPARE,
    meeting.MeetingOpened: _LEAD,
    meeting.MeetingAdjourned: _LEAD,
    meeting.MeetingResumed: _LEAD,
    meeting.MeetingClosed: _LEAD,
    meeting.ItemCalled: _SERVE,
    meeting.ItemAdded: _PREPARE,
    meeting.ItemChanged: _PREPARE,
    meeting.ItemMoved: _PREPARE,
    meeting.ItemRemoved: _PREPARE,
    meeting.ItemPlaced: _PREPARE,
    meeting.ParticipantInvited: _PREPARE,
    meeting.AttendanceRecorded: _right(Role.SECRETARY, own=True),
    meeting.ConclusionRecorded: _LEAD,
    papers.PaperAdded: _PREPARE,
    papers.PaperMoved: _PREPARE,
    papers.PaperRemoved: _PREPARE,
    papers.VersionAdded: _PREPARE,
    floor.FloorRequested: _right(Role.SECRETARY, own=True),
    floor.RequestWithdrawn: _right(Role.CHAIR, Role.SECRETARY, own=True),
    floor.SpeechStarted: _LEAD,
    floor.SpeechExtended: _LEAD,
    floor.SpeechEnded: _LEAD,
    voting.MotionPut: _SERVE,
    voting.VoteOpened: _LEAD,
    voting.BallotCast: _right(own=True),
    voting.VoteClosed: _LEAD,
    voting.CountEntered: _right(Role.SECRETARY, Role.TELLER),
    voting.VoteAnnulled: _LEAD,
    annotations.AnnotationMade: _OWN,
    annotations.AnnotationReshaped: _OWN,
    annotations.AnnotationRestyled: _OWN,
    annotations.AnnotationReworded: _OWN,
    annotations.AnnotationRemoved: _OWN,
    annotations.AnnotationRestored: _OWN,
    annotations.CarryingSettled: _OWN,
    annotations.ReadingNoted: _OWN,
    annotations.AnnotationShared: _OWN,
    annotations.ShareWithdrawn: _OWN,
    annotations.CommentsRequested: _OWN,
    annotations.CommentsEnded: _OWN,
}
"""Control events are not listed: only the controller's control log may carry them."""


_NAMED_BY_MEMBER = ("speech", "share", "request")


LEADERS = frozenset({Role.CHAIR, Role.SECRETARY, Role.ADMINISTRATOR})
"""Roles of members whose laptops others may follow as hubs."""


def may_lead(writer: WriterId, directory: Directory) -> bool:
    """Say whether others may follow a writer's lane: the controller's, or one of a member with such a role."""
    author = directory.author(writer)
    if author is None or directory.revocation(writer) is not None:
        return False
    return author.controller or not author.roles.isdisjoint(LEADERS)


def may_certify(certificate: Certificate, directory: Directory) -> bool:
    """Say whether a certificate is by somebody who may issue it.

    One that the new key countersigned is by the installation that it continues, which must be certified and may not be
    a controller's; the others are by a controller, present or former.
    """
    if not certificate.countersigned:
        return certificate.signer in directory.controllers
    return directory.origin(certificate.signer) is not None and certificate.signer not in directory.controllers


def require(event: Event, author: Author, log: Log) -> None:
    """Refuse an event its author may not cause.

    Raises:
        NotAllowed: with the roles that may, and "own" or "controller" where that would do.
    """
    if isinstance(event, UnknownEvent):
        return
    if event.SCOPE is Scope.CONTROL:
        if not (author.controller and log is Log.CONTROL):
            raise NotAllowed(type(event).__name__, ("controller",))
        return
    right = RIGHTS[type(event)]
    own = right.own and _is_own(event, author)
    if log is Log.CONTROL or not (own or author.roles & right.roles):
        needs = sorted(right.roles) + (["own"] if right.own else [])
        raise NotAllowed(type(event).__name__, tuple(needs))


def _is_own(event: Event, author: Author) -> bool:
    """Say whether an event is about its author alone.

    What others see is named by its member first, so that nobody can touch another's under his own name.
    """
    if getattr(event, "member", None) != author.member:
        return False
    fields = _naming(type(event))  # type: ignore[arg-type]  # mypy asks whether events hash
    return all(str(getattr(event, field)).startswith(f"{author.member}/") for field in fields)


@cache
def _naming(kind: type[Event]) -> tuple[str, ...]:
    """Return the fields of a class of events that name something by its member first."""
    return tuple(field for field in _NAMED_BY_MEMBER if hasattr(kind, field))
