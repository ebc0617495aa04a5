"""Inviting people: all voting members at once, others one by one; no Qt here."""

from dataclasses import dataclass
from typing import Protocol

from ecabinet.app import commands, read
from ecabinet.app.queries import Queries
from ecabinet.core.errors import EcabinetError
from ecabinet.core.ids import ItemId, MeetingId, MemberId
from ecabinet.core.people import Capacity
from ecabinet.core.vietnamese import fold
from ecabinet.ui.runner import Runner


@dataclass(frozen=True, slots=True)
class Invitations:
    """Who is invited, who is not yet.

    Attributes:
        invited: voting members by rank, then the others.
        others: members of the organization not invited who match the search, by rank.
        missing: voting members not invited.
        items: the agenda, from which guests are given items.
    """

    invited: tuple[read.PersonLine, ...]
    others: tuple[read.MemberLine, ...]
    missing: tuple[read.MemberLine, ...]
    items: tuple[read.AgendaLine, ...]


@dataclass(frozen=True, slots=True)
class _Found:
    people: tuple[read.PersonLine, ...] = ()
    members: tuple[read.MemberLine, ...] = ()
    items: tuple[read.AgendaLine, ...] = ()


class InvitationView(Protocol):
    """What the presenter shows on."""

    def show_invitations(self, invitations: Invitations) -> None:
        """Show both lists."""
        ...

    def show_refusal(self, error: EcabinetError) -> None:
        """Say why somebody was not invited."""
        ...


class InvitationPresenter:
    """Invites, and changes capacity or seat of somebody invited by inviting again."""

    def __init__(self, view: InvitationView, runner: Runner, meeting: MeetingId) -> None:
        self._view = view
        self._runner = runner
        self._meeting = meeting
        self._words = ""
        self._found = _Found()

    def refresh(self) -> None:
        """Read who there is and who is invited."""
        self._runner.read(self._ask, self._show)

    def search(self, words: str) -> None:
        """Narrow those not invited to names, titles or units with these words, marks optional."""
        self._words = fold(words)
        self._tell()

    def invite_all(self) -> None:
        """Invite every voting member who is not invited yet."""
        for member in self._missing():
            self.invite(member.member, Capacity.MEMBER)

    def invite(
        self,
        member: MemberId,
        capacity: Capacity,
        seat: str = "",
        substitutes_for: MemberId | None = None,
        *,
        items: tuple[ItemId, ...] = (),
    ) -> None:
        """Invite somebody, or change how somebody is invited; only a guest is given `items`."""
        instead = substitutes_for if capacity is Capacity.SUBSTITUTE else None
        command = commands.Invite(self._meeting, member, capacity, instead, seat.strip(), items)
        self._runner.do(command, self._view.show_refusal)

    def _missing(self) -> tuple[read.MemberLine, ...]:
        invited = {line.member for line in self._found.people}
        return tuple(member for member in self._found.members if member.voting and member.member not in invited)

    def _ask(self, queries: Queries) -> _Found:
        meeting = self._meeting
        return _Found(queries.people(meeting).lines, queries.members(), queries.agenda(meeting).lines)

    def _show(self, found: _Found) -> None:
        self._found = found
        self._tell()

    def _tell(self) -> None:
        invited = {line.member for line in self._found.people}
        others = tuple(
            member
            for member in self._found.members
            if member.member not in invited and self._words in fold(f"{member.name} {member.title} {member.unit}")
        )
        self._view.show_invitations(Invitations(self._found.people, others, self._missing(), self._found.items))
