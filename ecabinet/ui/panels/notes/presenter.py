"""Shows the marks of the open paper, and carries out what is wished of them; no Qt."""

from typing import Protocol

from ecabinet.app import commands
from ecabinet.app.commands import Command
from ecabinet.app.read import Agenda, MarkedPaper, Me, MemberLine, PaperLine, PaperMarks, People, RequestLine
from ecabinet.core.errors import EcabinetError
from ecabinet.core.ids import AnnotationId, MeetingId, MemberId, RequestId, ShareId
from ecabinet.core.people import Role
from ecabinet.ui.panels.notes.notes import Filter, Note, listed, notes_of
from ecabinet.ui.runner import Runner

_OFFICERS = frozenset({Role.CHAIR, Role.SECRETARY})


class NotesView(Protocol):
    """What the presenter needs of the panel."""

    def show_notes(self, notes: tuple[Note, ...], of: int) -> None:
        """Show lines of the open paper, found among `of`."""
        ...

    def show_no_paper(self) -> None:
        """Say that no paper is open."""
        ...

    def show_requests(self, requests: tuple[RequestLine, ...], *, may_ask: bool) -> None:
        """Show comments asked for that have not ended, and whether this member may ask for some."""
        ...

    def show_found(self, papers: tuple[MarkedPaper, ...]) -> None:
        """Show one's own marks of the meeting in whose words something was found."""
        ...

    def show_people(self, people: tuple[MemberLine, ...]) -> None:
        """Show with whom a mark can be shared."""
        ...

    def show_done(self) -> None:
        """Show the list again: what was wished is kept."""
        ...

    def refuse(self, error: EcabinetError) -> None:
        """Say why something was not kept."""
        ...


class NotesPresenter:
    """Keeps the list of one paper's marks up to date."""

    def __init__(self, view: NotesView, runner: Runner, me: Me, meeting: MeetingId) -> None:
        self._view = view
        self._runner = runner
        self._me = me
        self._meeting = meeting
        self._paper: PaperLine | None = None
        self._presents = False
        self._notes: tuple[Note, ...] = ()
        self._filter = Filter.ALL
        self._sought = ""

    def open(self, paper: PaperLine | None) -> None:
        """Show another paper's marks."""
        self._paper, self._notes, self._presents = paper, (), False
        self.refresh()
        if paper is not None:
            self._runner.read(lambda queries: queries.agenda(self._meeting), self._on_agenda)

    def refresh(self) -> None:
        """Read again what is shown."""
        version = self._paper.version if self._paper else None
        if self._sought:
            self.search(self._sought)
        elif version is None:
            self._view.show_no_paper()
        if version is not None:
            self._runner.read(lambda queries: queries.annotations.marks(version), self._on_marks)

    def filter(self, which: str) -> None:
        """Show only some: the value of a `Filter`."""
        self._filter = Filter(which)
        self._show()

    def search(self, words: str) -> None:
        """Look through one's own marks of the whole meeting; no words show the open paper again."""
        self._sought = words
        if words:
            meeting = self._meeting
            self._runner.read(lambda queries: queries.annotations.marked(meeting, words), self._view.show_found)
        else:
            self._show()

    def ask_people(self) -> None:
        """Find with whom marks can be shared: those invited, and those who serve every meeting."""

        def read(people: People, members: tuple[MemberLine, ...]) -> tuple[MemberLine, ...]:
            invited = {line.member for line in people.lines}
            able = [one for one in members if one.member in invited or one.roles & _OFFICERS]
            return tuple(one for one in able if one.member != self._me.member)

        self._runner.read(
            lambda queries: read(queries.people(self._meeting), queries.members()), self._view.show_people
        )

    def share(self, names: tuple[AnnotationId, ...], circle: tuple[MemberId, ...]) -> None:
        """Share marks with these members, with all who read the item if there are none."""
        self._do(commands.ShareAnnotations(names, circle))

    def withdraw(self, share: ShareId) -> None:
        """Take back what was shared."""
        self._do(commands.WithdrawShare(share))

    def answer(self, share: ShareId, words: str) -> None:
        """Answer what somebody shared."""
        self._do(commands.AnswerShare(share, words))

    def ask_comments(self, words: str) -> None:
        """Ask all who read the item for their comments on the open paper."""
        if self._paper is not None and self._paper.version is not None:
            self._do(commands.RequestComments(self._paper.paper, self._paper.version, words))

    def end_comments(self, request: RequestId) -> None:
        """Ask for no further comments."""
        self._do(commands.EndComments(request))

    def _do(self, wish: Command) -> None:
        def done() -> None:
            self._view.show_done()
            self.refresh()

        self._runner.do(wish, self._view.refuse, done)

    def _on_agenda(self, agenda: Agenda) -> None:
        item = self._paper.item if self._paper else None
        self._presents = any(line.item == item and line.rapporteur == self._me.member for line in agenda.lines)
        self.refresh()

    def _on_marks(self, marks: PaperMarks) -> None:
        if self._paper is None or marks.version != self._paper.version:
            return
        self._notes = notes_of(marks, self._me.member)
        open_ones = tuple(one for one in marks.requests if not one.ended)
        allowed = self._presents or bool(self._me.roles & _OFFICERS)
        self._view.show_requests(open_ones, may_ask=allowed and not any(one.mine for one in open_ones))
        if not self._sought:
            self._show()

    def _show(self) -> None:
        if self._paper is None or self._paper.version is None:
            self._view.show_no_paper()
        else:
            self._view.show_notes(listed(self._notes, self._filter), len(self._notes))
