"""Which paper is open and what can be shown of it; no Qt.

A paper is shown in one of three ways: its pages; a designed state while its bytes are on their way, which ends by
itself; a designed state for what exists on paper only. A newer version is announced and never replaces the pages
somebody is reading.
"""

from collections.abc import Callable
from typing import Protocol

from ecabinet.app.pages import PaperSource
from ecabinet.app.read import Agenda, PaperLine
from ecabinet.core.ids import MeetingId, VersionHash
from ecabinet.ui.runner import Runner


class ReaderView(Protocol):
    """What the presenter needs of the panel."""

    def show_paper(self, paper: PaperLine, before: PaperLine | None, after: PaperLine | None) -> None:
        """Name the paper and its neighbours under the same item."""
        ...

    def show_pages(self, source: PaperSource) -> None:
        """Show the pages of a paper."""
        ...

    def show_on_paper_only(self, paper: PaperLine) -> None:
        """Say that this is handed out in the room."""
        ...

    def show_downloading(self, paper: PaperLine) -> None:
        """Say that the bytes are on their way."""
        ...

    def show_newer(self, paper: PaperLine) -> None:
        """Offer a newer version of the open paper."""
        ...

    def show_withdrawn(self) -> None:
        """Say that the open paper was taken off the agenda."""
        ...

    def was_opened(self) -> None:
        """Hear that a version was noted as read."""
        ...


class ReaderPresenter:
    """Keeps one paper open; `where` says what a version is drawn from, None while it is not here."""

    def __init__(
        self, view: ReaderView, runner: Runner, meeting: MeetingId, where: Callable[[VersionHash], PaperSource | None]
    ) -> None:
        self._view = view
        self._runner = runner
        self._meeting = meeting
        self._where = where
        self.paper: PaperLine | None = None
        self._newer: PaperLine | None = None
        self._shown: VersionHash | None = None
        self._neighbours: tuple[PaperLine | None, PaperLine | None] = (None, None)

    def open_paper(self, paper: PaperLine) -> None:
        """Show a paper from its first page."""
        self.paper, self._newer, self._shown = paper, None, None
        self._neighbours = (None, None)
        self._view.show_paper(paper, None, None)
        self._show(paper)
        self.refresh()

    def refresh(self) -> None:
        """Look whether the open paper has come, has a newer version, or has other neighbours."""
        if self.paper is not None:
            self._runner.read(lambda queries: queries.agenda(self._meeting), self._on_agenda)

    def step(self, direction: int) -> None:
        """Open the previous (−1) or next (1) paper of the item."""
        wanted = self._neighbours[0 if direction < 0 else 1]
        if wanted is not None:
            self.open_paper(wanted)

    def open_newer(self) -> None:
        """Show the newer version that was offered."""
        if self._newer is not None:
            self.open_paper(self._newer)

    def _on_agenda(self, agenda: Agenda) -> None:
        open_ = self.paper
        if open_ is None:
            return
        shelf = next((line.papers for line in agenda.lines if any(_same(paper, open_) for paper in line.papers)), None)
        if shelf is None:
            self._view.show_withdrawn()
            return
        at = next(index for index, paper in enumerate(shelf) if _same(paper, open_))
        self._neighbours = (shelf[at - 1] if at else None, shelf[at + 1] if at + 1 < len(shelf) else None)
        self._take(shelf[at])

    def _take(self, line: PaperLine) -> None:
        if self._shown is not None and line.version not in (None, self._shown):
            if self._newer is None or self._newer.version != line.version:
                self._view.show_newer(line)
            self._newer = line
        else:
            self.paper = line
            self._show(line)
        if self.paper is not None:
            self._view.show_paper(self.paper, *self._neighbours)

    def _show(self, paper: PaperLine) -> None:
        if paper.version is None or _is_secret(paper):
            self._view.show_on_paper_only(paper)
            return
        if paper.version == self._shown:
            return
        source = self._where(paper.version)
        if source is None:
            self._view.show_downloading(paper)
            return
        version = self._shown = paper.version
        self._view.show_pages(source)
        self._runner.read(lambda queries: queries.mark_opened(version), lambda _nothing: self._view.was_opened())


def _same(one: PaperLine, other: PaperLine) -> bool:
    return one.paper == other.paper


def _is_secret(paper: PaperLine) -> bool:
    return paper.secrecy not in ("", "none")
