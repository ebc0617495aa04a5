"""Finding words, joined to one view: bar, hits on the pages, ticks beside the scroll bar, keys."""

from time import monotonic

from PySide6.QtCore import QObject, Qt, QTimer, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from ecabinet.app.text.finder import Hit
from ecabinet.app.text.query import Query
from ecabinet.ui.reader.bringing import bring
from ecabinet.ui.reader.find_bar import FindBar
from ecabinet.ui.reader.finding import NOTHING, Finding, Found
from ecabinet.ui.reader.finding_ticks import FoundTicks
from ecabinet.ui.reader.page_view import PageView
from ecabinet.ui.reader.text_desk import TextDesk
from ecabinet.ui.reader.word_layers import FoundLayer

_TICKS_EVERY = 200
"""Milliseconds between two looks at all hits while a search goes on."""
_MANY = 1_500
"""Hits that ticks are drawn for; of more, every second or third."""
_SLICE = 0.008
"""Seconds of work in one turn of the event loop."""


class Search(QObject):
    """The search of one view; its steps are done whenever nothing else is to do."""

    def __init__(self, view: PageView, texts: TextDesk, keys: QWidget | None = None) -> None:
        super().__init__(view)
        self._view = view
        self._texts = texts
        self.finding = Finding(self)
        self.bar = FindBar(view)
        self.layer = FoundLayer(self.finding, texts.text_of)
        self.ticks = FoundTicks(view.verticalScrollBar(), self._share_of)
        self._seen: object = None
        self._sought: Hit | None = None
        self._work, self._ticking = QTimer(self), QTimer(self)
        self._work.setInterval(0)
        self._work.timeout.connect(self.on_turn)
        self._ticking.setSingleShot(True)
        self._ticking.setInterval(_TICKS_EVERY)
        self._ticking.timeout.connect(self.on_ticks)
        view.add_layer(self.layer)
        view.page_changed.connect(self.finding.turn_to)
        view.desk.drawn.connect(self.on_drawn)
        texts.came.connect(self.on_text)
        self.bar.query_changed.connect(self.on_query)
        self.bar.closed.connect(self.on_closed)
        self.bar.room_wanted.connect(self.on_room)
        self._connect_wishes(keys or view)

    def open(self) -> None:
        """Look in the paper that has come."""
        self.layer.forget()
        self._sought = None
        self.finding.open(self._texts.paper)
        self._work.start()

    def show_found(self, found: Found) -> None:
        """Say how the search stands, and mark what was found on the pages that are seen."""
        self.bar.show_found(found)
        pages = self._view.stage.layout.visible(self._view.shown())
        seen = (self.finding.here, [self.finding.on(page) for page in pages])
        if seen != self._seen:
            self._seen = seen
            self._view.refresh()
        if not self._ticking.isActive():
            self._ticking.start()

    def show_hit(self, hit: Hit) -> None:
        """Bring a hit into view, as soon as its page can be seen."""
        self._sought = hit
        text = self._texts.text_of(hit.page)
        if text is None:
            self._view.go_to(hit.page)
        elif bring(self._view, hit.page, text.around(hit.start, hit.end)):
            self._sought = None

    @Slot()
    def on_find(self) -> None:
        """Show the bar."""
        self.bar.begin()
        self.on_query(self.bar.query())

    @Slot()
    def on_forth(self) -> None:
        """Go to the next hit."""
        (self.finding.forth if self.bar.isVisible() else self.on_find)()

    @Slot()
    def on_back(self) -> None:
        """Go to the hit before."""
        (self.finding.back if self.bar.isVisible() else self.on_find)()

    @Slot(object)
    def on_query(self, query: Query) -> None:
        """Look for something else."""
        self.finding.look_for(query, self._view.page)
        self._work.start()

    @Slot()
    def on_closed(self) -> None:
        """Look for nothing; give the keyboard back to the pages."""
        self.finding.look_for(NOTHING, self._view.page)
        self._view.setFocus()

    @Slot(int)
    def on_room(self, height: int) -> None:
        """Leave room for the bar below the pages."""
        self._view.setViewportMargins(0, 0, 0, height)

    @Slot()
    def on_turn(self) -> None:
        """Go on for some milliseconds."""
        until = monotonic() + _SLICE
        while self.finding.step():
            if monotonic() > until:
                break
        else:
            self._work.stop()
        self.finding.tell()
        self._texts.watch()

    @Slot(int)
    def on_text(self, page: int) -> None:
        """Look through a page that has come."""
        self.finding.on_page(page)
        self._work.start()
        self.on_drawn(page)

    @Slot(int)
    def on_drawn(self, page: int) -> None:
        """Try again to show the hit that is waited for."""
        if self._sought is not None and self._sought.page == page:
            self.show_hit(self._sought)

    @Slot()
    def on_ticks(self) -> None:
        """Draw the ticks of what was found so far."""
        hits = self.finding.hits()
        self.ticks.show_hits(hits[:: 1 + len(hits) // _MANY], self.finding.here)

    def _connect_wishes(self, keys: QWidget) -> None:
        for wish, slot in (
            (self.bar.forth.clicked, self.on_forth),
            (self.bar.back.clicked, self.on_back),
            (self.bar.field.forth_wanted, self.on_forth),
            (self.bar.field.back_wanted, self.on_back),
        ):
            wish.connect(slot)
        for sequence, slot in (
            (QKeySequence.StandardKey.Find, self.on_find),
            (QKeySequence(Qt.Key.Key_F3), self.on_forth),
            (QKeySequence(Qt.KeyboardModifier.ShiftModifier | Qt.Key.Key_F3), self.on_back),
        ):
            shortcut = QShortcut(sequence, keys)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(slot)

    def _share_of(self, hit: Hit) -> float:
        """Return where a hit stands in the laid-out paper, 0 to 1: in the middle of a page without text at hand."""
        layout, paper = self._view.stage.layout, self._texts.paper
        if hit.page >= len(layout.boxes) or paper is None:
            return 0.0
        text, box = paper.shelf.page(hit.page), layout.boxes[hit.page]
        down = 0.5 if text is None or not text.height else 1 - text.box(hit.start).top / text.height
        return min(max((box.top + down * box.height) / max(1, layout.height), 0.0), 1.0)
