"""What can be done with the words of the open paper, joined to one view: selecting, finding, links, reading aloud."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QRectF, QTimer, QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QWidget

from ecabinet.app.text.links import Inside
from ecabinet.core.annotations import MarkKind
from ecabinet.ui.reader.bringing import share_down
from ecabinet.ui.reader.finding_search import Search
from ecabinet.ui.reader.linking import Linking
from ecabinet.ui.reader.linking_question import LinkQuestion
from ecabinet.ui.reader.page_view import PageView
from ecabinet.ui.reader.postman import Postman
from ecabinet.ui.reader.reading_aloud import Aloud, wordless
from ecabinet.ui.reader.selecting import Marker, Part, Selecting
from ecabinet.ui.reader.selecting_bar import SelectionBar
from ecabinet.ui.reader.selecting_tool import SelectTool
from ecabinet.ui.reader.status_line import StatusLine
from ecabinet.ui.reader.text_desk import TextDesk
from ecabinet.ui.reader.word_layers import SelectionLayer
from ecabinet.ui.words import tr

_PAUSE = 40
"""Milliseconds the pages must stand still before their text is asked for."""


class PageWords(QObject):
    """The words of one view.

    Attributes:
        tool: what the pointer does with words and links; whoever sets the view's tools gives it the pointer.
        texts: the text of the pages, as it comes.
        jump: shows a page (from 0) from a share of its height; a way that remembers where one was may replace it.
    """

    opened_outside = Signal(str)
    """An address was handed to the system."""

    def __init__(self, view: PageView, postman: Postman, keys: QWidget | None = None) -> None:
        super().__init__(view)
        self._view = view
        self.jump: Callable[[int, float], None] = view.trail.jump
        self.open_address: Callable[[str], bool] = _open
        self.texts = TextDesk(postman, self)
        self.selecting = Selecting(self, self.texts.text_of)
        self.linking = Linking(self, self.texts.links_of)
        self.search = Search(view, self.texts, keys)
        self.aloud = Aloud(view, self.texts.text_of)
        self.tool = SelectTool(
            view, self.selecting, self.linking, done=self.on_selected, copy=self.on_copy, wordless=self.show_wordless
        )
        self.bar, self.status = SelectionBar(view.viewport()), StatusLine(view.viewport())
        self._layer = SelectionLayer()
        self._marker: Marker | None = None
        self._plan = QTimer(self)
        self._plan.setSingleShot(True)
        self._plan.setInterval(_PAUSE)
        view.add_layer(self._layer)
        self.bar.offer_marks(possible=False)
        self._connect()

    def set_marker(self, marker: Marker) -> None:
        """Offer to mark words, and say to whom."""
        self._marker = marker
        self.bar.offer_marks(possible=True)

    def close(self) -> None:
        """Put the words of the paper away."""
        self.selecting.clear()
        self.texts.close()
        self.search.open()
        self.aloud.on_page(self._view.page)

    def show_selection(self, parts: tuple[Part, ...]) -> None:
        """Paint what is selected."""
        pages = {part.page for part in (*parts, *self._layer.parts)}
        self._layer.parts = parts
        for page in pages:
            self._view.refresh(page)
        self.bar.hide()

    def show_wordless(self) -> None:
        """Say that there is nothing to select on this page."""
        self.status.say(wordless())

    def show_where(self, words: str) -> None:
        """Say where the link under the pointer leads."""
        self.status.show_where(words)

    def show_closed(self, words: str) -> None:
        """Say why a link is not opened."""
        self.status.say(words)

    def go(self, place: Inside) -> None:
        """Show another place of the paper."""
        self.status.show_where("")
        self.jump(place.page, share_down(self._view, place.page, place.x, place.y))

    def ask_outside(self, address: str) -> None:
        """Ask before an address is handed to the system."""
        question = LinkQuestion(address, self._view.window())
        question.agreed.connect(self.on_agreed)
        question.finished.connect(question.deleteLater)
        question.open()

    @Slot(int)
    def on_opened(self, count: int) -> None:
        """Take the paper that has come."""
        self.selecting.clear()
        source = self._view.desk.source
        if source is not None:
            self.texts.open(source, count)
        self.search.open()
        self._plan.start()
        self.aloud.on_page(self._view.page)

    @Slot()
    def on_moved(self) -> None:
        """Move along with the pages, and ask for what is seen now once they stand still."""
        self._plan.start()
        if self.bar.isVisible():
            self.on_selected()

    @Slot()
    def on_plan(self) -> None:
        """Ask for the text of the pages that are seen."""
        self.texts.want(self._view.stage.layout.visible(self._view.shown()))

    @Slot(int)
    def on_text(self, page: int) -> None:
        """Hear that the text of a page has come."""
        self.selecting.on_text(page)
        self.aloud.on_page(page)

    @Slot()
    def on_selected(self) -> None:
        """Show what can be done with the words, beside the last of them that is seen."""
        place = self._place()
        if place is None:
            self.bar.hide()
        else:
            self.bar.show_beside(place)

    @Slot()
    def on_copy(self) -> None:
        """Put what is selected on the clipboard."""
        words = self.selecting.words()
        if words:
            QGuiApplication.clipboard().setText(words)
            self.status.say(tr("Đã sao chép."))
            self.bar.hide()

    @Slot(object)
    def on_mark(self, kind: MarkKind) -> None:
        """Have the words marked."""
        if self._marker is not None:
            self.selecting.mark(self._marker, kind)
            self.selecting.clear()

    @Slot(str)
    def on_agreed(self, address: str) -> None:
        """Hand an address to the system."""
        if self.open_address(address):
            self.opened_outside.emit(address)
        else:
            self.status.say(tr("Máy này không mở được địa chỉ đó."))

    def _connect(self) -> None:
        view = self._view
        view.opened.connect(self.on_opened)
        view.refused.connect(self.close)
        view.zoom_changed.connect(self.on_moved)
        for bar in (view.verticalScrollBar(), view.horizontalScrollBar()):
            bar.valueChanged.connect(self.on_moved)
        self._plan.timeout.connect(self.on_plan)
        self.texts.came.connect(self.on_text)
        self.bar.copy_wanted.connect(self.on_copy)
        self.bar.mark_wanted.connect(self.on_mark)

    def _place(self) -> QRectF | None:
        """Return where the selected words are in the viewport; None if none of them is seen."""
        found, room = QRectF(), QRectF(self._view.viewport().rect())
        for page, selection in self.selecting.parts:
            frame = self._view.frame(page)
            if frame is not None:
                to = frame.transform()
                for quad in selection.quads:
                    found |= to.mapRect(_around(quad))
        seen = found & room
        return seen if not seen.isEmpty() else None


def _around(quad: tuple[tuple[float, float], ...]) -> QRectF:
    across, up = [x for x, _y in quad], [y for _x, y in quad]
    return QRectF(min(across), min(up), max(across) - min(across), max(up) - min(up))


def _open(address: str) -> bool:
    return QDesktopServices.openUrl(QUrl(address))
