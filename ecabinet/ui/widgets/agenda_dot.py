"""The mark before an agenda item: done, now, or still to come."""

from enum import StrEnum

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Slot
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from ecabinet.app.override import override
from ecabinet.ui.theme import icons
from ecabinet.ui.theme.theme import current


class AgendaState(StrEnum):
    """Where the meeting stands with an item."""

    DONE = "done"
    NOW = "now"
    NEXT = "next"


def paint_agenda_dot(painter: QPainter, box: QRectF, state: AgendaState) -> None:
    """Draw the mark into a square box: a soft check, a filled arrow, or an open ring."""
    theme = current()
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    edge = box.width() * 0.22
    inner = box.adjusted(edge, edge, -edge, -edge)
    painter.setPen(Qt.PenStyle.NoPen)
    if state is AgendaState.NEXT:
        painter.setPen(QPen(theme.color("line_strong"), theme.tokens.ring))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(inner)
    else:
        now = state is AgendaState.NOW
        painter.setBrush(theme.color("primary" if now else "agree_soft"))
        painter.drawEllipse(box)
        if now:
            _paint_arrow(painter, inner, theme.color("on_primary"))
        else:
            icons.paint_source(painter, inner, "check", theme.color("agree"))
    painter.restore()


def _paint_arrow(painter: QPainter, box: QRectF, color: QColor) -> None:
    """A filled arrow: at this size the outlined one of the icon set is too weak."""
    left = box.left() + box.width() / 6
    corners = QPointF(left, box.top()), QPointF(box.right(), box.center().y()), QPointF(left, box.bottom())
    painter.setBrush(color)
    painter.drawPolygon(QPolygonF(corners))


class AgendaDot(QWidget):
    """The mark as a widget; `name` is its spoken word, as in “Đang họp”."""

    def __init__(self, state: AgendaState, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = state
        self.setObjectName("agenda-dot")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        current().changed.connect(self.on_theme)
        self.show_state(state, name)

    def show_state(self, state: AgendaState, name: str) -> None:
        """Show another state and its word."""
        self._state = state
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.update()

    @Slot()
    def on_theme(self) -> None:
        """Take colours and size of the theme as it is now."""
        self.updateGeometry()
        self.update()

    @override
    def sizeHint(self) -> QSize:
        """A little larger than an icon."""
        side = current().px(current().tokens.icon_large - current().tokens.space_1)
        return QSize(side, side)

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the mark."""
        paint_agenda_dot(QPainter(self), QRectF(self.rect()), self._state)
