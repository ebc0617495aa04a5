"""Who is here against who must be: a bar with the needed number marked on it, and the sentence below."""

from PySide6.QtCore import QRectF, QSize, Qt, Slot
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ecabinet.app.override import override
from ecabinet.ui.theme.theme import current
from ecabinet.ui.widgets.card import Picture
from ecabinet.ui.widgets.labels import TextLabel, number


class _Track(QWidget):
    """The painted bar."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.counts = (0, 0, 0)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @override
    def sizeHint(self) -> QSize:
        """As thin as a line of small text is high."""
        theme = current()
        return QSize(theme.px(theme.tokens.space_7), theme.px(theme.tokens.space_4))

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the track, the part present, and the mark of what is needed."""
        theme, (present, total, needed) = current(), self.counts
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        bar = QRectF(0, self.height() / 4, self.width(), self.height() / 2)
        radius = bar.height() / 2
        painter.setBrush(theme.color("surface_press"))
        painter.drawRoundedRect(bar, radius, radius)
        if present and total:
            bar.setWidth(max(bar.height(), self.width() * min(1.0, present / total)))
            painter.setBrush(theme.color("agree" if present >= needed else "abstain"))
            painter.drawRoundedRect(bar, radius, radius)
        if needed and total:
            x = round(self.width() * min(1.0, needed / total))
            ring = theme.tokens.ring
            painter.setPen(QPen(theme.color("text"), ring))
            painter.drawLine(min(x, self.width() - ring), 0, min(x, self.width() - ring), self.height())


class QuorumGauge(QWidget):
    """Present of total with the needed mark; `compact` shows the numbers and the sign alone."""

    def __init__(self, *, compact: bool = False, object_name: str = "quorum", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(object_name)
        self._sign = Picture("users", "text_muted")
        self._figures = number("–/–", role="strong" if compact else "figure")
        self._track = _Track(self)
        self._sentence = TextLabel("", "body", "text_muted")
        head = QHBoxLayout()
        head.setSpacing(current().tokens.space_2)
        head.addWidget(self._sign)
        head.addWidget(self._figures)
        head.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(current().tokens.space_1)
        column.addLayout(head)
        column.addWidget(self._track)
        column.addWidget(self._sentence)
        self._track.setVisible(not compact)
        self._sentence.setVisible(not compact)
        current().changed.connect(self.on_theme)

    @property
    def text(self) -> str:
        """The numbers shown."""
        return self._figures.text()

    @Slot()
    def on_theme(self) -> None:
        """Take sizes of the theme as it is now."""
        self._track.updateGeometry()
        self._track.update()

    def show_quorum(self, present: int, total: int, needed: int, sentence: str) -> None:
        """Show the count; the sentence says what it means, with its arithmetic."""
        enough = present >= needed
        self._figures.setText(f"{present}/{total}")
        self._sign.show_icon("circle-check" if enough else "triangle-alert", "agree" if enough else "abstain")
        self._sentence.setText(sentence)
        self._track.counts = (present, total, needed)
        self._track.update()
        self.setToolTip(sentence)
        self.setAccessibleName(f"{present}/{total}. {sentence}")
