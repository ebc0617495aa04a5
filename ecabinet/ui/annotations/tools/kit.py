"""What the tools work with: one bundle for all of them, of which the bar changes the style."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol

from PySide6.QtCore import QPointF
from PySide6.QtGui import QKeyEvent

from ecabinet.app.text.page import PageText
from ecabinet.ui.annotations.layer import MarksLayer
from ecabinet.ui.annotations.presenter import MarksPresenter
from ecabinet.ui.words.marks import OFFERED, STAMPS, WIDTHS

REACH = 6.0
"""Logical pixels by which a pointer may miss a mark."""


class Surroundings(Protocol):
    """What tools ask of those around."""

    def ask_words(self, at: QPointF, done: Callable[[str], None]) -> None:
        """Let the person write beside a point of the view; `done` gets the words, if there are any."""
        ...

    def key(self, event: QKeyEvent) -> bool:
        """Take a key that means the same with every tool."""
        ...

    def show_hint(self, at: QPointF, words: str) -> None:
        """Say something beside the pointer; nothing for no words."""
        ...


@dataclass(slots=True)
class Style:
    """What the next mark looks like; `width` in hundredths of a point."""

    color: str = OFFERED[0]
    width: int = tuple(WIDTHS)[1]
    stamp: str = STAMPS[0]


@dataclass(slots=True)
class Kit:
    """The tools' common things; `text_of` gives the text of a page if it is at hand."""

    presenter: MarksPresenter
    layer: MarksLayer
    around: Surroundings
    text_of: Callable[[int], PageText | None]
    style: Style = field(default_factory=Style)

    def reach(self, page: int) -> float:
        """Return how far a pointer may miss, in points."""
        frame = self.layer.pages.frame(page)
        return REACH / frame.zoom if frame else REACH
