"""What holds other things: raised cards, hairlines, and the state in which there is nothing to hold."""

from collections.abc import Sequence
from typing import Literal

from PySide6.QtCore import QRectF, QSize, Qt, Slot
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QFrame,
    QHBoxLayout,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from ecabinet.app.override import override
from ecabinet.ui.theme import icons
from ecabinet.ui.theme.theme import current
from ecabinet.ui.theme.tokens import ColorName
from ecabinet.ui.widgets.labels import TextLabel


def ground(kind: Literal["page", "panel", "well"], *, object_name: str, parent: QWidget | None = None) -> QWidget:
    """An empty surface to lay things out on: the page, a raised panel at its side, a sunken well."""
    made = QFrame(parent)
    made.setObjectName(object_name)
    made.setProperty("kind", kind)
    return made


class Hairline(QWidget):
    """A line of one pixel between two things that space alone does not part."""

    def __init__(self, orientation: Qt.Orientation = Qt.Orientation.Horizontal, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("hairline")
        expand, fixed = QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed
        width = current().tokens.border
        if orientation is Qt.Orientation.Horizontal:
            self.setSizePolicy(expand, fixed)
            self.setFixedHeight(width)
        else:
            self.setSizePolicy(fixed, expand)
            self.setFixedWidth(width)
        current().changed.connect(self.update)

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        """Fill the line."""
        QPainter(self).fillRect(self.rect(), current().color("line"))


class Card(QFrame):
    """A raised panel: a title and actions if there are any, and `body`, a vertical layout to fill."""

    def __init__(
        self,
        title: str = "",
        *,
        object_name: str,
        actions: Sequence[QWidget] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        tokens = current().tokens
        self.setObjectName(object_name)
        self.setProperty("kind", "raised")
        self.title = TextLabel(title, "strong", lines=1)
        self.body = QVBoxLayout()
        self.body.setSpacing(tokens.space_2)
        outer = QVBoxLayout(self)
        headed = bool(title or actions)
        outer.setContentsMargins(
            tokens.space_4, tokens.space_2 if headed else tokens.space_4, tokens.space_4, tokens.space_4
        )
        outer.setSpacing(tokens.space_1)
        if headed:
            outer.addLayout(self._header(actions))
        outer.addLayout(self.body, 1)
        outer.addStretch()
        self.setAccessibleName(title)

    def _header(self, actions: Sequence[QWidget]) -> QHBoxLayout:
        header = QHBoxLayout()
        header.setSpacing(current().tokens.space_2)
        header.addStrut(current().px(current().tokens.control))
        header.addWidget(self.title, 1)
        for action in actions:
            header.addWidget(action)
        return header


class Picture(QWidget):
    """One icon of the set as a picture, following the theme."""

    def __init__(
        self, icon: str, color: ColorName = "text_muted", size: int | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        icons.require(icon)
        self._icon, self._color = icon, color
        self._size = current().tokens.icon if size is None else size
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        current().changed.connect(self.on_theme)

    def show_icon(self, icon: str, color: ColorName) -> None:
        """Show another icon or colour."""
        icons.require(icon)
        self._icon, self._color = icon, color
        self.update()

    @Slot()
    def on_theme(self) -> None:
        """Take colour and size of the theme as it is now."""
        self.updateGeometry()
        self.update()

    @override
    def sizeHint(self) -> QSize:
        """A square that grows with the text."""
        side = current().px(self._size)
        return QSize(side, side)

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the icon."""
        color = current().color(self._color)
        thin = self._size >= current().tokens.space_7
        icons.paint_source(QPainter(self), QRectF(self.rect()), self._icon, color, thin=thin)


class EmptyState(QWidget):
    """Nothing here, still loading, offline or refused: an icon, a sentence, and one way on."""

    def __init__(
        self,
        icon: str,
        sentence: str,
        action: QAbstractButton | None = None,
        *,
        hint: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("empty-state")
        tokens = current().tokens
        self.picture = Picture(icon, "line_strong", tokens.space_7)
        self.sentence = TextLabel(sentence, "reading", "text_muted")
        self.hint = TextLabel(hint, "body", "text_faint")
        column = QVBoxLayout(self)
        column.setContentsMargins(tokens.space_2, tokens.space_5, tokens.space_2, tokens.space_5)
        column.setSpacing(tokens.space_2)
        column.addStretch(1)
        column.addWidget(self.picture, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(tokens.space_2)
        for label in (self.sentence, self.hint):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter)
            column.addWidget(label)
        self.hint.setVisible(bool(hint))  # after it has a parent: before, it would flash up as a window of its own
        if action is not None:
            column.addSpacing(tokens.space_2)
            column.addWidget(action, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)

    def show_state(self, icon: str, sentence: str, hint: str = "") -> None:
        """Say something else, for instance that loading has ended."""
        self.picture.show_icon(icon, "line_strong")
        self.sentence.setText(sentence)
        self.hint.setText(hint)
        self.hint.setVisible(bool(hint))
