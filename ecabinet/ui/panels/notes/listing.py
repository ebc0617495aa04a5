"""The list itself: cards by page, of a long one the beginning."""

from typing import Protocol

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ecabinet.core.ids import AnnotationId
from ecabinet.ui.panels.notes.card import NoteCard
from ecabinet.ui.panels.notes.notes import Note
from ecabinet.ui.theme.theme import current
from ecabinet.ui.widgets.card import Hairline
from ecabinet.ui.widgets.labels import caption, eliding
from ecabinet.ui.words import tr

MOST = 150
"""Cards shown; filters and search lead to the rest."""


class Listener(Protocol):
    """Who hears what is wished of a card."""

    def on_pressed(self, note: Note) -> None:
        """Go to the mark."""
        ...

    def on_worded(self, note: Note, words: str) -> None:
        """Write to it, or answer it."""
        ...

    def share(self, wanted: Note) -> None:
        """Share it."""
        ...

    def on_removed(self, note: Note) -> None:
        """Remove it."""
        ...


def listing(
    notes: tuple[Note, ...], listener: Listener, titles: dict[AnnotationId | None, str] | None = None
) -> QWidget:
    """Return cards, a line between two; `titles` stand above the marks they are keyed by."""
    page, tokens = QWidget(), current().tokens
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 0, tokens.space_1, tokens.space_4)
    column.setSpacing(0)
    for at, note in enumerate(notes[:MOST]):
        title = (titles or {}).get(note.line.annotation)
        if title:
            column.addSpacing(tokens.space_3 if at else 0)
            column.addWidget(eliding(title, lines=2, role="strong"))
        elif at:
            column.addWidget(Hairline())
        column.addWidget(_card(note, listener))
    if len(notes) > MOST:
        left = len(notes) - MOST
        column.addWidget(caption(tr("Còn {count} ghi chú nữa. Hãy lọc hoặc tìm để thấy.", count=left)))
    column.addStretch(1)
    return page


def _card(note: Note, listener: Listener) -> NoteCard:
    made = NoteCard(note)
    made.pressed.connect(listener.on_pressed)
    made.worded.connect(listener.on_worded)
    made.share_wanted.connect(listener.share)
    made.remove_wanted.connect(listener.on_removed)
    return made
