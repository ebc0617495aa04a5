"""The large button of one answer to a vote.

Outlined while one may choose, filled once it is the person's answer, outlined and quieter when another one
is. Icon, word and colour all say the answer; no one of them is needed.
"""

from enum import StrEnum

from PySide6.QtCore import QRectF, QSize, Qt, Slot
from PySide6.QtGui import QEnterEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from ecabinet.app.override import override
from ecabinet.ui.theme import icons
from ecabinet.ui.theme.theme import current
from ecabinet.ui.theme.tokens import ColorName


class VoteChoice(StrEnum):
    """The three answers."""

    AGREE = "agree"
    DISAGREE = "disagree"
    ABSTAIN = "abstain"


class VoteState(StrEnum):
    """How a button stands to the person's answer; disabled is Qt's own `setEnabled`."""

    IDLE = "idle"
    CHOSEN = "chosen"
    OTHER = "other"


CHOICE_ICONS: dict[VoteChoice, str] = {
    VoteChoice.AGREE: "check",
    VoteChoice.DISAGREE: "x",
    VoteChoice.ABSTAIN: "minus",
}
CHOICE_COLORS: dict[VoteChoice, tuple[ColorName, ColorName]] = {
    VoteChoice.AGREE: ("agree", "agree_soft"),
    VoteChoice.DISAGREE: ("disagree", "disagree_soft"),
    VoteChoice.ABSTAIN: ("abstain", "abstain_soft"),
}
"""Colour and soft colour of each answer."""


class VoteButton(QAbstractButton):
    """One answer, at least 56 pixels high; emits Qt's `clicked`."""

    def __init__(self, choice: VoteChoice, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.choice = choice
        self._state = VoteState.IDLE
        self.setText(text)
        self.setObjectName(f"vote-{choice.value}")
        self.setAccessibleName(text)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        current().changed.connect(self.on_theme)
        self.on_theme()

    @property
    def state(self) -> VoteState:
        """How the button stands to the answer given."""
        return self._state

    def set_state(self, state: VoteState) -> None:
        """Show whether this is the answer given, or another one is."""
        self._state = state
        self.update()

    @Slot()
    def on_theme(self) -> None:
        """Take font and size of the theme as it is now."""
        font = current().font("section")
        font.setPixelSize(current().font("reading").pixelSize() + 1)
        self.setFont(font)
        self.updateGeometry()
        self.update()

    @override
    def sizeHint(self) -> QSize:
        """The word with its icon and air around."""
        theme = current()
        word = self.fontMetrics().horizontalAdvance(self.text())
        around = theme.px(theme.tokens.icon_large) + theme.tokens.space_2 + 2 * theme.tokens.space_5
        return QSize(word + around, theme.px(theme.tokens.control_large))

    @override
    def minimumSizeHint(self) -> QSize:
        """Never smaller than the word."""
        return self.sizeHint()

    @override
    def enterEvent(self, event: QEnterEvent) -> None:
        """Show that it can be pressed."""
        self.update()
        super().enterEvent(event)

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the frame, then icon and word in the middle."""
        theme = current()
        edge, fill, ink = self._colors()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.color(edge), theme.tokens.ring))
        painter.setBrush(theme.color(fill))
        half = theme.tokens.ring / 2
        box = QRectF(self.rect()).adjusted(half, half, -half, -half)
        painter.drawRoundedRect(box, theme.tokens.radius_card, theme.tokens.radius_card)
        self._draw_word(painter, ink)

    def _draw_word(self, painter: QPainter, ink: ColorName) -> None:
        theme = current()
        side, gap = theme.px(theme.tokens.icon_large), theme.tokens.space_2
        word = self.fontMetrics().horizontalAdvance(self.text())
        left = (self.width() - side - gap - word) / 2
        top = (self.height() - side) / 2
        color = theme.color(ink)
        icons.paint_source(painter, QRectF(left, top, side, side), CHOICE_ICONS[self.choice], color)
        painter.setPen(color)
        painter.setFont(self.font())
        room = QRectF(left + side + gap, 0, word + gap, self.height())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self.text())

    def _colors(self) -> tuple[ColorName, ColorName, ColorName]:
        """Edge, fill and ink of the state."""
        full, soft = CHOICE_COLORS[self.choice]
        if self._state is VoteState.CHOSEN:
            return full, full, "on_state"
        if not self.isEnabled():
            return "line", "surface", "text_faint"
        pressed = self.isDown() or self.underMouse()
        if self._state is VoteState.OTHER:
            return "line_strong", soft if pressed else "surface_raised", "text_muted"
        return full, soft if pressed else "surface_raised", full
