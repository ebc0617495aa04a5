"""Drafting a meeting or editing its header; no Qt here."""

from dataclasses import dataclass
from typing import Protocol

from ecabinet.app import commands, read
from ecabinet.app.queries import Queries
from ecabinet.core.errors import BadValue, EcabinetError
from ecabinet.core.ids import Instant, MeetingId, MemberId
from ecabinet.ui.runner import Runner


@dataclass(frozen=True, slots=True)
class Draft:
    """The header of a meeting as written in the form."""

    title: str
    kind: str
    starts_at: Instant
    ends_at: Instant
    venue: str
    chair: MemberId
    secretary: MemberId


class DraftingView(Protocol):
    """What the presenter shows on."""

    def show_members(self, members: tuple[read.MemberLine, ...]) -> None:
        """Offer everyone who may chair or keep the record."""
        ...

    def show_header(self, agenda: read.Agenda) -> None:
        """Show the header of a meeting that exists."""
        ...

    def show_field_refusal(self, error: BadValue) -> None:
        """Say under its field why a value is refused."""
        ...

    def show_refusal(self, error: EcabinetError) -> None:
        """Say why nothing was saved."""
        ...

    def show_saved(self, meeting: MeetingId | None) -> None:
        """Go on: to the meeting that was drafted, None when it is not known yet."""
        ...


class DraftingPresenter:
    """Checks what the form says and saves it; `meeting` None drafts a new one."""

    def __init__(self, view: DraftingView, runner: Runner, meeting: MeetingId | None) -> None:
        self._view = view
        self._runner = runner
        self._meeting = meeting
        self._before: frozenset[MeetingId] = frozenset()

    def refresh(self) -> None:
        """Read who there is, and the header to edit."""
        self._runner.read(lambda queries: queries.members(), self._view.show_members)
        meeting = self._meeting
        if meeting is not None:
            self._runner.read(lambda queries: queries.agenda(meeting), self._view.show_header)
        self._runner.read(_known, self._remember)

    def save(self, draft: Draft) -> None:
        """Save the form; a value nobody could mean is refused under its field before anything is asked."""
        refusals = tuple(_refusals(draft))
        for refusal in refusals:
            self._view.show_field_refusal(refusal)
        if not refusals:
            self._runner.do(self._command(draft), self._failed, self._saved)

    def _command(self, draft: Draft) -> commands.Command:
        if self._meeting is not None:
            return commands.ChangeMeeting(self._meeting, draft.title, draft.starts_at, draft.ends_at, draft.venue)
        return commands.DraftMeeting(
            draft.title, draft.kind, draft.starts_at, draft.ends_at, draft.venue, draft.chair, draft.secretary
        )

    def _failed(self, error: EcabinetError) -> None:
        if isinstance(error, BadValue):
            self._view.show_field_refusal(error)
        else:
            self._view.show_refusal(error)

    def _saved(self) -> None:
        if self._meeting is not None:
            self._view.show_saved(self._meeting)
        else:
            self._runner.read(_known, self._show_new)

    def _remember(self, known: frozenset[MeetingId]) -> None:
        self._before = known

    def _show_new(self, known: frozenset[MeetingId]) -> None:
        """A command answers nothing; the meeting drafted is the one that was not there before."""
        self._view.show_saved(next(iter(known - self._before), None))


def _known(queries: Queries) -> frozenset[MeetingId]:
    return queries.drafted()


def _refusals(draft: Draft) -> list[BadValue]:
    found = []
    if not draft.title.strip():
        found.append(BadValue("title", "empty"))
    if draft.ends_at <= draft.starts_at:
        found.append(BadValue("ends_at", "before_start"))
    if not draft.chair:
        found.append(BadValue("chair", "empty"))
    if not draft.secretary:
        found.append(BadValue("secretary", "empty"))
    return found


class HeadingView(Protocol):
    """What the presenter of a heading shows on."""

    def show_agenda(self, agenda: read.Agenda) -> None:
        """Show the header."""
        ...


class HeadingPresenter:
    """Reads the header of a meeting."""

    def __init__(self, view: HeadingView, runner: Runner, meeting: MeetingId) -> None:
        self._view = view
        self._runner = runner
        self._meeting = meeting

    def refresh(self) -> None:
        """Read the header."""
        self._runner.read(lambda queries: queries.agenda(self._meeting), self._view.show_agenda)
