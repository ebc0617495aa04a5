"""A small rounded mark that names a state: icon, word and soft colour together."""

from enum import StrEnum

from PySide6.QtCore import QRectF, QSize, Qt, Slot
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ecabinet.app.override import override
from ecabinet.ui.theme import icons
from ecabinet.ui.theme.theme import current
from ecabinet.ui.theme.tokens import ColorName


class ChipKind(StrEnum):
    """What a state means to the person."""

    NEUTRAL = "neutral"
    PRIMARY = "primary"
    AGREE = "agree"
    DISAGREE = "disagree"
    ABSTAIN = "abstain"
    CHAIR = "chair"
    SECRET = "secret"  # noqa: S105


CHIP_LOOKS: dict[ChipKind, tuple[ColorName, ColorName, str]] = {
    ChipKind.NEUTRAL: ("text_muted", "surface_press", ""),
    ChipKind.PRIMARY: ("primary", "primary_soft", ""),
    ChipKind.AGREE: ("agree", "agree_soft", "check"),
    ChipKind.DISAGREE: ("disagree", "disagree_soft", "x"),
    ChipKind.ABSTAIN: ("abstain", "abstain_soft", "minus"),
    ChipKind.CHAIR: ("chair", "chair_soft", "gavel"),
    ChipKind.SECRET: ("secret", "secret_soft", "lock"),
}
"""Ink, ground and usual icon of each kind."""


def chip_font() -> QFont:
    """The font of chips: a caption, a little stronger."""
    font = current().font("caption")
    font.setWeight(QFont.Weight.Medium)
    return font


def chip_size(text: str, *, kind: ChipKind, icon: str = "") -> QSize:
    """How large a chip with that word is, in pixels."""
    theme, metrics = current(), QFontMetricsF(chip_font())
    side = theme.px(theme.tokens.icon_small) + theme.tokens.space_1 if icon or CHIP_LOOKS[kind][2] else 0
    width = metrics.horizontalAdvance(text) + side + 2 * (theme.tokens.space_2 + 2)
    return QSize(round(width) + 1, round(metrics.height()) + theme.tokens.space_2)


def paint_chip(painter: QPainter, box: QRectF, kind: ChipKind, text: str, icon: str = "") -> None:
    """Draw a chip into the box; lists use it without making widgets."""
    theme = current()
    ink, ground, usual = CHIP_LOOKS[kind]
    name = icon or usual
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.color(ground))
    painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)
    left = box.left() + theme.tokens.space_2 + 2
    if name:
        side = theme.px(theme.tokens.icon_small)
        place = QRectF(left, box.center().y() - side / 2, side, side)
        icons.paint_source(painter, place, name, theme.color(ink))
        left += side + theme.tokens.space_1
    painter.setPen(theme.color(ink))
    painter.setFont(chip_font())
    room = QRectF(left, box.top(), box.right() - left, box.height())
    painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, text)
    painter.restore()


class Chip(QWidget):
    """A state in a word; an empty `icon` means the usual one of the kind."""

    def __init__(self, kind: ChipKind, text: str, icon: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kind, self._text, self._icon = kind, text, icon
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setObjectName("chip")
        current().changed.connect(self.on_theme)
        self.show_state(kind, text, icon)

    @property
    def kind(self) -> ChipKind:
        """The kind shown."""
        return self._kind

    @property
    def text(self) -> str:
        """The word shown."""
        return self._text

    def show_state(self, kind: ChipKind, text: str, icon: str = "") -> None:
        """Name another state."""
        icons.require(icon)
        self._kind, self._text, self._icon = kind, text, icon
        self.setAccessibleName(text)
        self.on_theme()

    @Slot()
    def on_theme(self) -> None:
        """Take colours and size of the theme as it is now."""
        self.updateGeometry()
        self.update()

    @override
    def sizeHint(self) -> QSize:
        """The word with its icon."""
        return chip_size(self._text, kind=self._kind, icon=self._icon)

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the chip."""
        paint_chip(QPainter(self), QRectF(self.rect()), self._kind, self._text, self._icon)
