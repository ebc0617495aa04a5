"""Text that is read and not edited: titles, running text, hints, numbers.

`TextLabel` sets its own lines, because Vietnamese needs more height than a plain label gives, and can stop
after one or two lines with an ellipsis and the whole text in the tooltip. The functions below it name the
steps of the type scale.
"""

from PySide6.QtCore import QPointF, QSize, Qt, Slot
from PySide6.QtGui import (
    QFontMetricsF,
    QPainter,
    QPaintEvent,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from ecabinet.app.override import override
from ecabinet.ui.theme.theme import current
from ecabinet.ui.theme.tokens import LINE_HEIGHT, TIGHT_LINE_HEIGHT, TYPE, ColorName, TextRole

_UNBOUND = 1 << 20
_COMFORT = 26
"""Letters a wrapping label would like to have room for before it breaks."""


class TextLabel(QLabel):
    """Plain text in one role and colour; `lines` limits it (0: as many as it needs)."""

    def __init__(
        self,
        text: str = "",
        role: TextRole = "body",
        color: ColorName = "text",
        *,
        lines: int = 0,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._role = role
        self._color = color
        self._lines = lines
        self._whole = False
        self._layout = QTextLayout()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        upward = QSizePolicy.Policy.Fixed if lines == 1 else QSizePolicy.Policy.Preferred
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, upward)
        policy.setHeightForWidth(lines != 1)
        self.setSizePolicy(policy)
        current().changed.connect(self.on_theme)
        self.setText(text)
        self.on_theme()

    @override
    def setText(self, text: str) -> None:
        """Show another text; the accessible name follows it."""
        super().setText(text)
        self.setAccessibleName(text)
        self.setToolTip("")
        self.updateGeometry()
        self.update()

    def keep_whole(self) -> None:
        """Never narrower than the text: what must not be cut, as a number."""
        self._whole = True
        self.updateGeometry()

    def set_color(self, color: ColorName) -> None:
        """Write in another colour of the theme."""
        self._color = color
        self.update()

    def set_role(self, role: TextRole) -> None:
        """Write in another step of the type scale."""
        self._role = role
        self.on_theme()

    @Slot()
    def on_theme(self) -> None:
        """Take the font of the theme as it is now."""
        self.setFont(current().font(self._role))
        self.updateGeometry()
        self.update()

    def is_elided(self) -> bool:
        """Whether the text is longer than the room it has now."""
        return self._set_lines(self.width())[1]

    @override
    def hasHeightForWidth(self) -> bool:
        """True for labels that may break into lines."""
        return self._lines != 1

    @override
    def heightForWidth(self, width: int) -> int:
        """The height of all lines at that width, in pixels."""
        shown, _ = self._set_lines(width)
        return round(max(1, shown) * self._line_height())

    @override
    def sizeHint(self) -> QSize:
        """One line's width, or a comfortable one for long text."""
        metrics = QFontMetricsF(self.font())
        widest = max((metrics.horizontalAdvance(part) for part in self.text().split("\n")), default=0.0)
        width = int(widest) + 2
        if self._lines != 1:
            width = min(width, int(metrics.averageCharWidth() * 2 * _COMFORT))
        return QSize(width, self.heightForWidth(width))

    @override
    def minimumSizeHint(self) -> QSize:
        """Room for the longest word, or for an ellipsis."""
        metrics = QFontMetricsF(self.font())
        if self._whole:
            return self.sizeHint()
        if self._lines == 1:
            return QSize(int(metrics.horizontalAdvance("…")) + 1, round(self._line_height()))
        longest = max(map(metrics.horizontalAdvance, self.text().split()), default=0.0)
        return QSize(int(longest) + 2, round(self._line_height()))

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the lines, the last one cut with an ellipsis where there is more."""
        shown, cut = self._set_lines(self.width())
        if cut and self.toolTip() != self.text():
            self.setToolTip(self.text())
        painter = QPainter(self)
        name: ColorName = self._color if self.isEnabled() else "text_faint"
        painter.setPen(current().color(name))
        height = self._line_height()
        top = self._top(shown * height)
        for index in range(shown):
            line = self._layout.lineAt(index)
            drop = (height - line.height()) / 2
            self._draw_line(painter, index, top + index * height + drop, last=cut and index == shown - 1)

    def _draw_line(self, painter: QPainter, index: int, y: float, *, last: bool) -> None:
        line = self._layout.lineAt(index)
        if not last:
            line.draw(painter, QPointF(0, y - line.y()))
            return
        rest = self._source()[line.textStart() :].replace("\u2028", " ")
        metrics = QFontMetricsF(self.font())
        text = metrics.elidedText(rest, Qt.TextElideMode.ElideRight, self.width())
        painter.drawText(QPointF(self._left(metrics.horizontalAdvance(text)), y + line.ascent()), text)

    def _left(self, width: float) -> float:
        room = self.width() - width
        if self.alignment() & Qt.AlignmentFlag.AlignHCenter:
            return room / 2
        return room if self.alignment() & Qt.AlignmentFlag.AlignRight else 0.0

    def _top(self, height: float) -> float:
        room = self.height() - height
        if self.alignment() & Qt.AlignmentFlag.AlignTop:
            return 0.0
        return max(0.0, room if self.alignment() & Qt.AlignmentFlag.AlignBottom else room / 2)

    def _line_height(self) -> float:
        size = self.font().pixelSize()
        factor = TIGHT_LINE_HEIGHT if TYPE[self._role].size >= TYPE["section"].size else LINE_HEIGHT
        return float(round(size * factor))

    def _source(self) -> str:
        return self.text().replace("\n", "\u2028")

    def _set_lines(self, width: int) -> tuple[int, bool]:
        """Break the text at a width: how many lines are shown, and whether some are left out."""
        option = QTextOption(self.alignment() & Qt.AlignmentFlag.AlignHorizontal_Mask)
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self._layout.setText(self._source())
        self._layout.setFont(self.font())
        self._layout.setTextOption(option)
        count = self._break(width, 0)
        if count > 1 and not self._lines and self.alignment() & Qt.AlignmentFlag.AlignHCenter:
            self._even_out(width, count)
        limit = self._lines or _UNBOUND
        return min(count, limit), count > limit

    def _break(self, width: int, left: float) -> int:
        """Lay the lines out at a width, `left` pixels in; how many there are."""
        self._layout.beginLayout()
        count = 0
        while (line := self._layout.createLine()).isValid():
            line.setLineWidth(max(1, width))
            line.setPosition(QPointF(left, 0))
            count += 1
        self._layout.endLayout()
        return count

    def _even_out(self, width: int, count: int) -> None:
        """Find the least width with as many lines: centred text leaves no word alone on its last line."""
        low, high = width // 2, width
        while low < high:
            middle = (low + high) // 2
            low, high = (low, middle) if self._break(middle, 0) <= count else (middle + 1, high)
        self._break(high, (width - high) / 2)


def page_title(text: str, *, lines: int = 0) -> TextLabel:
    """The name of a page, once per view."""
    return TextLabel(text, "page", lines=lines)


def section_title(text: str, *, lines: int = 0) -> TextLabel:
    """The heading of a part of a page or of a card."""
    return TextLabel(text, "section", lines=lines)


def strong(text: str, *, lines: int = 0) -> TextLabel:
    """Running text that leads the eye: a name, the head of a row."""
    return TextLabel(text, "strong", lines=lines)


def body(text: str, *, lines: int = 0) -> TextLabel:
    """Running text; it breaks into as many lines as it needs."""
    return TextLabel(text, "body", lines=lines)


def reading(text: str, *, lines: int = 0) -> TextLabel:
    """Larger running text for lists and for what is to be read with care."""
    return TextLabel(text, "reading", lines=lines)


def muted(text: str, *, lines: int = 0) -> TextLabel:
    """Secondary running text."""
    return TextLabel(text, "body", "text_muted", lines=lines)


def caption(text: str, *, lines: int = 0) -> TextLabel:
    """A small hint beneath or beside something."""
    return TextLabel(text, "caption", "text_faint", lines=lines)


def number(text: str, *, role: TextRole = "figure", color: ColorName = "text") -> TextLabel:
    """A number in figures of equal width, which stays in its place while it changes."""
    made = TextLabel(text, role, color, lines=1)
    made.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
    made.keep_whole()
    return made


def eliding(text: str, *, lines: int = 1, role: TextRole = "body", color: ColorName = "text") -> TextLabel:
    """A long title that stops after `lines` lines; the tooltip has the whole of it."""
    return TextLabel(text, role, color, lines=lines)
