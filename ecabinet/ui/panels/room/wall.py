"""The wall of names: who answered how, in as few columns as fit, each name as large as the room allows."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ecabinet.app import read
from ecabinet.app.override import override
from ecabinet.core.voting import Choice
from ecabinet.ui.theme import icons
from ecabinet.ui.theme.theme import current
from ecabinet.ui.theme.tokens import LINE_HEIGHT, TYPE, ColorName
from ecabinet.ui.words import tr
from ecabinet.ui.words.names import word

_COLUMNS = 6
_ICON = 0.8
_LOOKS: dict[Choice | None, tuple[str, ColorName]] = {
    Choice.APPROVE: ("check", "agree"),
    Choice.DISAPPROVE: ("x", "disagree"),
    Choice.ABSTAIN: ("minus", "abstain"),
    None: ("ellipsis", "text_faint"),
}


class NameWall(QWidget):
    """Names in columns, read downwards."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("room-wall")
        self._ballots: tuple[read.BallotLine, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        current().changed.connect(self.update)

    def show_ballots(self, ballots: tuple[read.BallotLine, ...]) -> None:
        """Show these ballots in the order given."""
        self._ballots = ballots
        self.setAccessibleName("; ".join(f"{line.name}: {_said(line)}" for line in ballots))
        self.update()

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the names as large as fits."""
        if not self._ballots:
            return
        columns, font = self._fit()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(font)
        rows = -(-len(self._ballots) // columns)
        height = font.pixelSize() * LINE_HEIGHT
        width = self.width() / columns
        for place, line in enumerate(self._ballots):
            column, row = divmod(place, rows)
            _paint(painter, QRectF(column * width, row * height, width, height), line)

    def _fit(self) -> tuple[int, QFont]:
        """The largest type, and the fewest columns for it, in which everything has room."""
        font = current().font("room_small")
        least = TYPE["body"].size
        for size in range(font.pixelSize(), least, -1):
            font.setPixelSize(size)
            columns = self._columns(font)
            if columns:
                return columns, font
        return _COLUMNS, font

    def _columns(self, font: QFont) -> int:
        """How many columns this type needs, 0 if it does not fit."""
        metrics = QFontMetricsF(font)
        size = font.pixelSize()
        widest = max(metrics.horizontalAdvance(line.name) for line in self._ballots) + 2 * size
        rows = max(1, int(self.height() / (size * LINE_HEIGHT)))
        columns = -(-len(self._ballots) // rows)
        return columns if columns <= _COLUMNS and columns * widest <= self.width() else 0


def _paint(painter: QPainter, box: QRectF, line: read.BallotLine) -> None:
    icon, color = _LOOKS[line.choice]
    side = painter.font().pixelSize() * _ICON
    place = QRectF(box.left(), box.center().y() - side / 2, side, side)
    icons.paint_source(painter, place, icon, current().color(color))
    painter.setPen(current().color("text_faint" if line.choice is None else "text"))
    words = box.adjusted(side * 1.3, 0, 0, 0)
    painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, line.name)


def _said(line: read.BallotLine) -> str:
    return word("choice", line.choice) if line.choice else tr("Chưa biểu quyết")
