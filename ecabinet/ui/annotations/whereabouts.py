"""Hears where the pages stand and says so to `ReadingPresenter` in good time; goes where a paper was left."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from ecabinet.app.read import PaperLine
from ecabinet.ui.annotations.reading import ReadingPresenter
from ecabinet.ui.reader.page_view import PageView
from ecabinet.ui.runner import Runner

NOTED_EVERY = 10_000
"""Milliseconds between two notes of the place where one reads, at least."""
_DWELL = 500
"""Milliseconds a page stays before the eyes until it counts as looked at."""


class Whereabouts(QObject):
    """The place in one reader's paper; `paper_of` tells which one is open now."""

    seen_changed = Signal(object)
    """Other pages of the paper were looked at: a frozenset of numbers from 0."""

    def __init__(
        self, pages: PageView, paper_of: Callable[[], PaperLine | None], runner: Runner, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._pages, self._paper_of = pages, paper_of
        self.presenter = ReadingPresenter(self, runner)
        self._paper: PaperLine | None = None
        self.dwelling, self.noting = QTimer(self), QTimer(self)
        for timer, pause, due in (
            (self.dwelling, _DWELL, self.on_dwelt),
            (self.noting, NOTED_EVERY, self.presenter.note),
        ):
            timer.setSingleShot(True)
            timer.setInterval(pause)
            timer.timeout.connect(due)
        self._pages.zoom_changed.connect(self.on_moved)
        for bar in (self._pages.verticalScrollBar(), self._pages.horizontalScrollBar()):
            bar.valueChanged.connect(self.on_moved)

    def open(self, paper: PaperLine | None) -> None:
        """Go where this paper was left."""
        self._paper = paper
        self.presenter.open(paper)
        self.dwelling.start()

    def leave(self) -> None:
        """Write down where one stands."""
        self.noting.stop()
        self.presenter.note()

    def go_to(self, page: int, top: int) -> None:
        """Go where the paper was left, unless the person has gone somewhere already."""
        if self._pages.page == 0 and self._pages.verticalScrollBar().value() == 0:
            self._pages.go_to(page, self._share(page, top))

    def jump(self, page: int, top: int) -> None:
        """Show a page (from 0), `top` points of it above the window; one can go back from there."""
        self._pages.trail.jump(page, self._share(page, top))

    def show_seen(self, seen: frozenset[int]) -> None:
        """Announce which pages were looked at."""
        self.seen_changed.emit(seen)

    @Slot()
    def on_moved(self) -> None:
        """Wait until the page stays."""
        if self._is_shown():
            self.dwelling.start()

    @Slot()
    def on_dwelt(self) -> None:
        """Remember the page that stays before the eyes."""
        frame = self._pages.frame(self._pages.page)
        if frame is None and self._is_shown():
            self.dwelling.start()
        elif frame is not None and self._is_shown():
            self.presenter.looked(self._pages.page, round(max(0.0, -frame.rect().top() / frame.zoom)))
            if not self.noting.isActive():
                self.noting.start()

    def _share(self, page: int, top: int) -> float:
        sizes = self._pages.stage.sizes
        return top / sizes[page].height if 0 <= page < len(sizes) else 0.0

    def _is_shown(self) -> bool:
        paper, mine = self._paper_of(), self._paper
        same = paper is not None and mine is not None and paper.version == mine.version
        return same and self._pages.desk.shape is not None
