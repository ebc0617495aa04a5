"""Where the member stands in the open paper and which pages were before the eyes; no Qt.

Whoever shows the pages calls `looked` for each move and `note` every ten seconds and when the paper is left, so that
scrolling writes nothing by itself.
"""

from typing import Protocol

from ecabinet.app import commands
from ecabinet.app.read import PaperLine, Position
from ecabinet.core.errors import EcabinetError
from ecabinet.ui.runner import Runner


class ReadingView(Protocol):
    """What the presenter needs of the reader."""

    def go_to(self, page: int, top: int) -> None:
        """Show a page (from 0), `top` points of it above the window."""
        ...

    def show_seen(self, seen: frozenset[int]) -> None:
        """Show which pages were looked at, on this laptop or another."""
        ...


class ReadingPresenter:
    """Remembers for one paper at a time."""

    def __init__(self, view: ReadingView, runner: Runner) -> None:
        self._view = view
        self._runner = runner
        self._paper: PaperLine | None = None
        self._place: tuple[int, int] | None = None
        self._noted: tuple[int, int] | None = None
        self._seen: frozenset[int] = frozenset()
        self._fresh: set[int] = set()

    def open(self, paper: PaperLine | None) -> None:
        """Leave the paper that was open, and go where this one was left."""
        self.note()
        self._paper, self._place, self._noted = paper, None, None
        self._seen, self._fresh = frozenset(), set()
        version = paper.version if paper else None
        if version is not None:
            self._runner.read(lambda queries: queries.annotations.position(version), self._on_position)

    def looked(self, page: int, top: int) -> None:
        """Hear that the window shows a page (from 0), `top` points of it above the upper edge."""
        self._place = (page, max(0, top))
        if page not in self._seen:
            self._fresh.add(page)

    def note(self) -> None:
        """Write down what is new since the last time; nothing if nothing is."""
        paper, place = self._paper, self._place
        if paper is None or paper.version is None or place is None or (place == self._noted and not self._fresh):
            return
        wish = commands.NoteReading(paper.paper, paper.version, *place, looked_at=tuple(sorted(self._fresh)))
        self._seen |= self._fresh
        self._noted, self._fresh = place, set()
        self._view.show_seen(self._seen)
        self._runner.do(wish, _unheard)

    def _on_position(self, position: Position | None) -> None:
        paper = self._paper
        if position is None or paper is None or paper.version != position.version:
            return
        self._seen = position.seen
        self._fresh -= position.seen
        self._noted = (position.page, position.top)
        self._view.show_seen(self._seen)
        self._view.go_to(position.page, position.top)


def _unheard(_error: EcabinetError) -> None:
    """A place that cannot be kept, as of a paper withdrawn just now, is no loss: nobody is told."""
