"""A row of words of which one is chosen: the tabs of a panel, the parts of a page."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QFont, QFontMetricsF, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QHBoxLayout, QSizePolicy, QWidget

from ecabinet.app.override import override
from ecabinet.ui.theme.theme import current
from ecabinet.ui.theme.tokens import ColorName


@dataclass(frozen=True, slots=True)
class Segment:
    """One word and the key it stands for."""

    key: str
    text: str


class _Piece(QAbstractButton):
    """One segment, painted; raised while chosen."""

    def __init__(self, segment: Segment, parent: QWidget) -> None:
        super().__init__(parent)
        self.segment = segment
        self.count = 0
        self.setObjectName(f"segment-{segment.key}")
        self.setText(segment.text)
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.show_count(0)

    def show_count(self, count: int) -> None:
        """Show a number behind the word; 0 shows none."""
        self.count = count
        self.setAccessibleName(self.shown())
        self.setToolTip(self.shown())
        self.updateGeometry()
        self.update()

    def shown(self) -> str:
        """The word, with its number if there is one."""
        return f"{self.segment.text} {self.count}" if self.count else self.segment.text

    @override
    def sizeHint(self) -> QSize:
        """The word with air; one height with other controls together with the frame."""
        theme = current()
        width = QFontMetricsF(self._face()).horizontalAdvance(self.shown())
        height = theme.px(theme.tokens.control) - theme.tokens.space_1
        return QSize(round(width) + 2 * theme.tokens.space_3, height)

    @override
    def minimumSizeHint(self) -> QSize:
        """A few letters; the rest is elided and told by the tooltip."""
        theme = current()
        return QSize(theme.px(theme.tokens.control) + theme.tokens.space_3, self.sizeHint().height())

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the raised ground when chosen, and the word."""
        theme, radius = current(), current().tokens.radius_control - current().tokens.border
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        if self.isChecked():
            painter.setPen(theme.color("line"))
            painter.setBrush(theme.color("surface_raised"))
        elif self.underMouse():
            painter.setBrush(theme.color("surface_press"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
        ink: ColorName = "primary" if self.isChecked() else "text_muted"
        painter.setPen(theme.color(ink if self.isEnabled() else "text_faint"))
        painter.setFont(self._face())
        room = self.rect().adjusted(theme.tokens.space_1, 0, -theme.tokens.space_1, 0)
        text = QFontMetricsF(self._face()).elidedText(self.shown(), Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignCenter, text)

    def _face(self) -> QFont:
        font = current().font("body")
        font.setWeight(QFont.Weight.Medium)
        return font


class Segmented(QWidget):
    """Segments side by side; arrow keys choose among them."""

    chosen = Signal(str)
    """The key the person has chosen."""

    def __init__(
        self, segments: Sequence[Segment], *, object_name: str, accessible_name: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName(object_name)
        self.setAccessibleName(accessible_name)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._group = QButtonGroup(self)
        self._pieces: dict[str, _Piece] = {}
        pad = current().tokens.space_1 // 2
        row = QHBoxLayout(self)
        row.setContentsMargins(pad, pad, pad, pad)
        row.setSpacing(pad)
        for segment in segments:
            piece = _Piece(segment, self)
            piece.toggled.connect(self.on_toggled)
            self._pieces[segment.key] = piece
            self._group.addButton(piece)
            row.addWidget(piece)
        self._silent = False
        if segments:
            self.set_current(segments[0].key)
        current().changed.connect(self.on_theme)

    def current(self) -> str:
        """The key of the segment chosen now; empty when there are none."""
        piece = self._group.checkedButton()
        return piece.segment.key if isinstance(piece, _Piece) else ""

    def set_current(self, key: str) -> None:
        """Choose a segment without announcing it.

        Raises:
            KeyError: there is no such segment.
        """
        self._silent = True
        self._pieces[key].setChecked(True)
        self._silent = False

    def set_count(self, key: str, count: int) -> None:
        """Show a number behind a segment's word; 0 shows none.

        Raises:
            KeyError: there is no such segment.
        """
        self._pieces[key].show_count(count)

    @Slot(bool)
    def on_toggled(self, checked: bool) -> None:
        """Announce what the person chose by mouse or arrow key."""
        if checked and not self._silent:
            self.chosen.emit(self.current())

    @Slot()
    def on_theme(self) -> None:
        """Take colours and sizes of the theme as it is now."""
        for piece in self._pieces.values():
            piece.updateGeometry()
        self.update()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Home and End go to the first and the last segment."""
        ends = {Qt.Key.Key_Home: 0, Qt.Key.Key_End: -1}
        at = ends.get(Qt.Key(event.key()))
        if at is None:
            super().keyPressEvent(event)
            return
        piece = list(self._pieces.values())[at]
        piece.setFocus(Qt.FocusReason.OtherFocusReason)
        piece.setChecked(True)

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the well the segments lie in."""
        theme = current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("surface_sunken"))
        painter.drawRoundedRect(self.rect(), theme.tokens.radius_control, theme.tokens.radius_control)
