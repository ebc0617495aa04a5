"""Sentences one under the other, each with a sign before it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from ecabinet.ui.theme.theme import current
from ecabinet.ui.theme.tokens import LINE_HEIGHT, ColorName
from ecabinet.ui.widgets.card import Picture
from ecabinet.ui.widgets.labels import TextLabel


class FactList(QWidget):
    """Shows what it was given; `show_facts` replaces it."""

    def __init__(self, facts: tuple[str, ...] = (), *, icon: str = "arrow-right", color: ColorName = "primary") -> None:
        super().__init__()
        self.setObjectName("facts")
        self._icon, self._color = icon, color
        self._facts: tuple[str, ...] = ()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(current().tokens.space_3)
        self._grid.setVerticalSpacing(current().tokens.space_2)
        self._grid.setColumnStretch(1, 1)
        self.show_facts(facts)

    def show_facts(self, facts: tuple[str, ...]) -> None:
        """Show other sentences; the same ones are left alone."""
        if facts == self._facts:
            return
        self._facts = facts
        while (item := self._grid.takeAt(0)) is not None:
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        for row, fact in enumerate(facts):
            self._grid.addWidget(self._sign(), row, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(TextLabel(fact, "reading"), row, 1)

    def _sign(self) -> QWidget:
        """A sign in the middle of the first line of its sentence."""
        made, theme = QWidget(), current()
        column = QVBoxLayout(made)
        line = theme.font("reading").pixelSize() * LINE_HEIGHT
        column.setContentsMargins(0, round((line - theme.px(theme.tokens.icon)) / 2), 0, 0)
        column.addWidget(Picture(self._icon, self._color))
        return made
