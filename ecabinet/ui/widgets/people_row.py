"""A person in a row: circle, name, title, state and seat.

The same drawing serves the single `PersonRow` and the lists of `widgets.people_list`.
"""

from dataclasses import dataclass, replace

from PySide6.QtCore import QRectF, QSize, Qt, Slot
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ecabinet.app.override import override
from ecabinet.ui.theme.theme import current
from ecabinet.ui.theme.tokens import LINE_HEIGHT, ColorName
from ecabinet.ui.widgets.avatar import paint_avatar
from ecabinet.ui.widgets.chip import ChipKind, chip_size, paint_chip


@dataclass(frozen=True, slots=True)
class Person:
    """What a row says; an empty `state` shows no chip, `seat` is a word such as “Ghế 12”."""

    key: str
    name: str
    title: str = ""
    state: str = ""
    kind: ChipKind = ChipKind.NEUTRAL
    icon: str = ""
    seat: str = ""
    leads: bool = False

    @property
    def spoken(self) -> str:
        """The row as one sentence for a screen reader."""
        return ", ".join(filter(None, (self.name, self.title, self.state, self.seat)))


_ROOMY, _SEATED = 260, 390
"""Widths at 100 % text from which there is room for the state (or the seat) alone, and for both."""


def row_height() -> int:
    """Two lines with air, from the fonts of now, in pixels."""
    theme = current()
    lines = theme.font("strong").pixelSize() + theme.font("caption").pixelSize()
    return round(lines * LINE_HEIGHT) + 2 * theme.tokens.space_2


def paint_person(painter: QPainter, box: QRectF, person: Person, *, chosen: bool = False) -> None:
    """Draw the row into the box: in a narrow one the state is a word before the title; what does not fit is elided."""
    theme = current()
    gap, side = theme.tokens.space_3, theme.px(theme.tokens.avatar)
    ink: ColorName = "chair" if person.leads else "primary"
    circle = QRectF(box.left() + gap, box.center().y() - side / 2, side, side)
    paint_avatar(painter, circle, person.name, ink=ink, ground="surface_raised" if chosen else None)
    if box.width() < theme.px(_SEATED if person.seat and person.state else _ROOMY):
        person = replace(person, title=" · ".join(filter(None, (person.state, person.title))), state="", seat="")
    right = _paint_state(painter, box, person)
    left = box.left() + side + 2 * gap
    name, title = theme.font("strong"), theme.font("caption")
    upper, lower = name.pixelSize() * LINE_HEIGHT, title.pixelSize() * LINE_HEIGHT
    top = box.center().y() - (upper + (lower if person.title else 0)) / 2
    lines: tuple[tuple[str, str, ColorName], ...] = (
        ("strong", person.name, "text"),
        ("caption", person.title, "text_muted"),
    )
    for (_role, text, color), font, height in zip(lines, (name, title), (upper, lower), strict=True):
        shown = QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, right - left)
        painter.setFont(font)
        painter.setPen(theme.color(color))
        painter.drawText(QRectF(left, top, right - left, height), Qt.AlignmentFlag.AlignVCenter, shown)
        top += height


def _paint_state(painter: QPainter, box: QRectF, person: Person) -> float:
    """Draw seat and chip at the right; where the room for the name ends."""
    theme = current()
    right = box.right() - theme.tokens.space_3
    if person.state:
        size = chip_size(person.state, kind=person.kind, icon=person.icon)
        place = QRectF(right - size.width(), box.center().y() - size.height() / 2, size.width(), size.height())
        paint_chip(painter, place, person.kind, person.state, person.icon)
        right = place.left() - theme.tokens.space_3
    if person.seat:
        font = theme.font("caption")
        width = QFontMetricsF(font).horizontalAdvance(person.seat) + 1
        painter.setFont(font)
        painter.setPen(theme.color("text_faint"))
        seat = QRectF(right - width, box.top(), width, box.height())
        painter.drawText(seat, Qt.AlignmentFlag.AlignVCenter, person.seat)
        right = seat.left() - theme.tokens.space_3
    return right


class PersonRow(QWidget):
    """One person outside a list."""

    def __init__(self, person: Person, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._person = person
        self.setObjectName("person-row")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        current().changed.connect(self.on_theme)
        self.show_person(person)

    def show_person(self, person: Person) -> None:
        """Show another person or state."""
        self._person = person
        self.setAccessibleName(person.spoken)
        self.update()

    @Slot()
    def on_theme(self) -> None:
        """Take colours and sizes of the theme as it is now."""
        self.updateGeometry()
        self.update()

    @override
    def sizeHint(self) -> QSize:
        """As high as a row of the list."""
        return QSize(current().px(current().tokens.control_large) * 4, row_height())

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the person."""
        paint_person(QPainter(self), QRectF(self.rect()), self._person)
