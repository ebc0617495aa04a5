"""The chosen mark's bar and the slip for words, above one reader's pages."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QPointF, Signal, Slot
from PySide6.QtWidgets import QToolTip

from ecabinet.app.read import MarkLine
from ecabinet.ui.annotations.chosen import ChosenBar, Slip
from ecabinet.ui.annotations.painting import rect_of
from ecabinet.ui.annotations.presenter import MarksPresenter
from ecabinet.ui.reader.page_view import PageView


class Floating(QObject):
    """Says to the presenter what is wished of the chosen mark; `presenter` is given once it is made."""

    share_wanted = Signal(object)
    """The person wants to share this `MarkLine`."""

    def __init__(self, pages: PageView, parent: QObject) -> None:
        super().__init__(parent)
        self.pages = pages
        self.bar = ChosenBar(pages.viewport())
        self.slip = Slip(pages.viewport())
        self.presenter: MarksPresenter | None = None
        self._line: MarkLine | None = None
        self.bar.color_wanted.connect(self.on_color)
        self.bar.words_wanted.connect(self.on_words)
        self.bar.share_wanted.connect(self.on_share)
        self.bar.remove_wanted.connect(self.on_remove)

    def show_chosen(self, line: MarkLine | None) -> None:
        """Show the bar beside a mark, or nowhere."""
        self._line = line
        frame = self.pages.frame(line.page) if line else None
        if line is None or frame is None:
            self.bar.hide()
        else:
            self.bar.show_line(line, frame.transform().mapRect(rect_of(line)))

    def ask_words(self, at: QPointF, done: Callable[[str], None]) -> None:
        """Let the person write on the slip; nothing is made of an empty one."""
        self.slip.ask("", at, lambda words: done(words) if words else None)

    def show_hint(self, at: QPointF, words: str) -> None:
        """Show whose mark is under the pointer."""
        view = self.pages.viewport()
        QToolTip.showText(view.mapToGlobal(at.toPoint()), words, view)

    @Slot()
    def on_moved(self) -> None:
        """Move along with the pages."""
        if self._line is not None:
            self.show_chosen(self._line)

    @Slot(str)
    def on_color(self, color: str) -> None:
        """Give the mark another colour."""
        if self._line is not None and self.presenter is not None:
            self.presenter.restyle(self._line, color, self._line.width)

    @Slot()
    def on_words(self) -> None:
        """Write to one's own mark, or answer another's."""
        line, presenter = self._line, self.presenter
        if line is None or presenter is None:
            return
        at = QPointF(self.bar.geometry().topLeft())
        if line.annotation is None:
            self.slip.ask("", at, lambda words: presenter.answer(line, words))
        else:
            self.slip.ask(line.text, at, lambda words: presenter.reword(line, words))

    @Slot()
    def on_share(self) -> None:
        """Ask those who can share."""
        if self._line is not None:
            self.share_wanted.emit(self._line)

    @Slot()
    def on_remove(self) -> None:
        """Remove the mark."""
        if self._line is not None and self._line.annotation is not None and self.presenter is not None:
            self.presenter.remove((self._line.annotation,))
