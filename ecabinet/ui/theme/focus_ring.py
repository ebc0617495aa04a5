"""The ring around the control that has the keyboard.

It is shown only while the keyboard moves the focus, floats two pixels off the control and never outside
its parent, so that it is whole even where a layout leaves no margin. Text fields mark themselves.
"""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, Slot
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QWidget,
)
from shiboken6 import isValid

from ecabinet.app.override import override

if TYPE_CHECKING:
    from ecabinet.ui.theme.theme import Theme

_MARK_THEMSELVES = (QLineEdit, QAbstractSpinBox, QComboBox, QAbstractScrollArea, QAbstractItemView)
_MOVES = (QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.ZOrderChange)


class _Ring(QWidget):
    """The painted ring, a sibling of the control it surrounds."""

    def __init__(self, parent: QWidget, theme: "Theme") -> None:
        super().__init__(parent)
        self._theme = theme
        self.setObjectName("focus-ring")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the ring just inside the widget's edge."""
        tokens = self._theme.tokens
        half = tokens.ring / 2
        radius = tokens.radius_control + tokens.ring_gap
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._theme.color("primary"), tokens.ring))
        box = QRectF(self.rect()).adjusted(half, half, -half, -half)
        painter.drawRoundedRect(box, radius, radius)


class FocusRing(QObject):
    """Puts a ring around the focused control, follows it, and takes the ring away."""

    def __init__(self, theme: "Theme") -> None:
        super().__init__(theme)
        self._theme = theme
        self._ring: _Ring | None = None
        self._target: QWidget | None = None

    @Slot(QWidget, QWidget)
    def on_focus(self, _old: QWidget | None, new: QWidget | None) -> None:
        """Move the ring to where the keyboard went."""
        self._leave()
        parent = None if new is None else new.parentWidget()
        if new is None or parent is None or isinstance(new, _MARK_THEMSELVES) or not _by_key(new):
            return
        self._target, self._ring = new, _Ring(parent, self._theme)
        new.installEventFilter(self)
        self._follow()
        self._ring.show()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the control when it moves or grows; go when it hides."""
        if event.type() in _MOVES:
            self._follow()
        elif event.type() is QEvent.Type.Hide:
            self._leave()
        return super().eventFilter(watched, event)

    def _follow(self) -> None:
        target, ring = self._target, self._ring
        if target is None or ring is None or not isValid(ring):
            return
        out = self._theme.tokens.ring + self._theme.tokens.ring_gap
        around = target.geometry().adjusted(-out, -out, out, out)
        parent = target.parentWidget()
        ring.setGeometry(around if parent is None else around.intersected(parent.rect()))
        ring.raise_()

    def _leave(self) -> None:
        if self._target is not None and isValid(self._target):
            self._target.removeEventFilter(self)
        if self._ring is not None and isValid(self._ring):
            self._ring.hide()
            self._ring.deleteLater()
        self._target, self._ring = None, None


def _by_key(widget: QWidget) -> bool:
    keyed = widget.window().testAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange)
    return keyed and QApplication.mouseButtons() == Qt.MouseButton.NoButton
