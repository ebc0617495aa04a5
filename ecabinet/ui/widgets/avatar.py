"""A person as a circle with the first letter of the given name, for lists and queues."""

from PySide6.QtCore import QRectF, QSize, Qt, Slot
from PySide6.QtGui import QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ecabinet.app.override import override
from ecabinet.ui.theme.theme import current
from ecabinet.ui.theme.tokens import ColorName


def initial(name: str) -> str:
    """The first letter of the given name, which a Vietnamese name has last.

    >>> initial("Trần Thị Bích Ngọc")
    'N'
    """
    words = name.split()
    return words[-1][0].upper() if words else "?"


def paint_avatar(
    painter: QPainter, box: QRectF, name: str, *, ink: ColorName = "primary", ground: ColorName | None = None
) -> None:
    """Draw the circle into a square box; `ink` is `chair` for who leads the meeting."""
    theme = current()
    usual: ColorName = "chair_soft" if ink == "chair" else "primary_soft"
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.color(ground or usual))
    painter.drawEllipse(box)
    font = theme.font("strong")
    font.setWeight(QFont.Weight.DemiBold)
    font.setPixelSize(max(1, round(box.height() * 0.42)))
    painter.setFont(font)
    painter.setPen(theme.color(ink))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, initial(name))
    painter.restore()


class Avatar(QWidget):
    """The circle of one person."""

    def __init__(
        self, name: str, *, diameter: int | None = None, ink: ColorName = "primary", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._name, self._ink = name, ink
        self._diameter = current().tokens.avatar if diameter is None else diameter
        self.setObjectName("avatar")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        current().changed.connect(self.on_theme)
        self.show_person(name, ink)

    def show_person(self, name: str, ink: ColorName = "primary") -> None:
        """Show another person."""
        self._name, self._ink = name, ink
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
        """A square that grows with the text."""
        side = current().px(self._diameter)
        return QSize(side, side)

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the circle."""
        paint_avatar(QPainter(self), QRectF(self.rect()), self._name, ink=self._ink)
