"""How a vote stands: one bar for each answer and one for those who have not answered.

The same picture serves a panel and the room screen, where it is larger. Where the rule needs a number of
agreeing votes, a mark on the first bar shows it. Bars are drawn against all who may vote.
"""

from dataclasses import dataclass, replace
from enum import StrEnum

from PySide6.QtCore import QCoreApplication, QRectF, QSize, Qt, Slot
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ecabinet.app.override import override
from ecabinet.core.voting import Outcome
from ecabinet.ui.theme import icons
from ecabinet.ui.theme.theme import current
from ecabinet.ui.theme.tokens import ColorName, TextRole


class TallySize(StrEnum):
    """Where the bars are shown."""

    PANEL = "panel"
    ROOM = "room"


@dataclass(frozen=True, slots=True)
class TallyNumbers:
    """The counts to show; `needed` is the number of agreeing votes that decides, None for no mark."""

    agree: int
    disagree: int
    abstain: int
    not_voted: int
    needed: int | None = None

    @property
    def entitled(self) -> int:
        """All who may vote."""
        return self.agree + self.disagree + self.abstain + self.not_voted

    @classmethod
    def of(cls, outcome: Outcome, total: int) -> "TallyNumbers":
        """Return the counts of a closed vote, drawn against all members, which is what the rule counts against."""
        tally = outcome.tally
        silent = max(0, total - tally.cast)
        return cls(tally.approve, tally.disapprove, tally.abstain, silent, outcome.needed)


@dataclass(frozen=True, slots=True)
class TallyWords:
    """The words beside the bars; `needed` follows the mark's number, as in “cần 11”."""

    agree: str
    disagree: str
    abstain: str
    not_voted: str
    needed: str


@dataclass(frozen=True, slots=True)
class _Row:
    word: str
    count: int
    color: ColorName
    icon: str


def usual_words() -> TallyWords:
    """The words of an open vote between tán thành, không tán thành and không biểu quyết."""

    def tr(text: str) -> str:
        return QCoreApplication.translate("TallyBar", text)

    return TallyWords(
        tr("Tán thành"), tr("Không tán thành"), tr("Không biểu quyết"), tr("Chưa biểu quyết"), tr("cần {count}")
    )


def closed_words() -> TallyWords:
    """The words of a closed vote: who has not answered will not any more."""
    silent = QCoreApplication.translate("TallyBar", "Không có phiếu")
    return replace(usual_words(), not_voted=silent)


_FONTS: dict[TallySize, tuple[TextRole, TextRole]] = {
    TallySize.PANEL: ("body", "strong"),
    TallySize.ROOM: ("room_small", "room"),
}
_BAR = {TallySize.PANEL: 0.6, TallySize.ROOM: 0.75}
"""A bar's thickness in font sizes of the words."""


class TallyBar(QWidget):
    """Four rows of word, bar and count."""

    def __init__(
        self,
        size: TallySize = TallySize.PANEL,
        words: TallyWords | None = None,
        *,
        object_name: str = "tally",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName(object_name)
        self._size = size
        self._words = words or usual_words()
        self._numbers = TallyNumbers(0, 0, 0, 0)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        current().changed.connect(self.on_theme)
        self.show_tally(self._numbers)

    @property
    def numbers(self) -> TallyNumbers:
        """The counts shown."""
        return self._numbers

    def show_tally(self, numbers: TallyNumbers) -> None:
        """Show other counts."""
        self._numbers = numbers
        self.setAccessibleName(", ".join(f"{row.word} {row.count}" for row in self._rows()))
        self.updateGeometry()  # the mark of what is needed makes it higher
        self.update()

    @Slot()
    def on_theme(self) -> None:
        """Take colours and sizes of the theme as it is now."""
        self.updateGeometry()
        self.update()

    @override
    def sizeHint(self) -> QSize:
        """Wide enough for words, counts and a bar one can read."""
        bar = 8 * self._font(0).pixelSize()
        return QSize(round(self._word_width() + self._count_width() + bar), self._height())

    @override
    def minimumSizeHint(self) -> QSize:
        """Words and counts with a stub of a bar."""
        bar = 4 * self._font(0).pixelSize()
        return QSize(round(self._word_width() + self._count_width() + bar), self._height())

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the rows from above."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        height = self._row_height()
        top = (self.height() - self._height()) / 2
        for index, row in enumerate(self._rows()):
            box = QRectF(0, top, self.width(), height)
            self._paint_row(painter, box, row)
            track = self._track(box)
            if index == 0 and self._numbers.needed is not None:
                self._paint_mark(painter, track, self._numbers.needed)
                top += self._mark_height()
            top += height

    def _rows(self) -> tuple[_Row, ...]:
        words, counts = self._words, self._numbers
        return (
            _Row(words.agree, counts.agree, "agree", "check"),
            _Row(words.disagree, counts.disagree, "disagree", "x"),
            _Row(words.abstain, counts.abstain, "abstain", "minus"),
            _Row(words.not_voted, counts.not_voted, "text_faint", "ellipsis"),
        )

    def _paint_row(self, painter: QPainter, box: QRectF, row: _Row) -> None:
        theme, side = current(), self._icon_side()
        mark = QRectF(box.left(), box.center().y() - side / 2, side, side)
        icons.paint_source(painter, mark, row.icon, theme.color(row.color))
        painter.setPen(theme.color("text"))
        painter.setFont(self._font(0))
        painter.drawText(box.adjusted(side + self._gap(), 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, row.word)
        painter.setFont(self._font(1))
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, str(row.count))
        track = self._track(box)
        radius = min(track.height() / 2, theme.px(theme.tokens.radius_control))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("surface_press"))
        painter.drawRoundedRect(track, radius, radius)
        if row.count:
            share = min(1.0, row.count / max(1, self._numbers.entitled))
            filled = QRectF(track.left(), track.top(), max(track.height(), track.width() * share), track.height())
            painter.setBrush(theme.color("line_strong" if row.color == "text_faint" else row.color))
            painter.drawRoundedRect(filled, radius, radius)

    def _paint_mark(self, painter: QPainter, track: QRectF, needed: int) -> None:
        theme = current()
        share = min(1.0, needed / max(1, self._numbers.entitled))
        x = track.left() + track.width() * share
        over = track.height() / 3
        painter.setPen(QPen(theme.color("text"), max(theme.tokens.ring, track.height() / 8)))
        painter.drawLine(QRectF(x, track.top() - over, 0, track.height() + 2 * over).toRect().topLeft(),
                         QRectF(x, track.bottom() + over, 0, 0).toRect().topLeft())  # fmt: skip
        font = self._mark_font()
        metrics = QFontMetricsF(font)
        text = self._words.needed.format(count=needed)
        width = metrics.horizontalAdvance(text) + 2
        left = min(max(track.left(), x - width / 2), track.right() - width)
        painter.setFont(font)
        painter.setPen(theme.color("text_muted"))
        painter.drawText(QRectF(left, track.bottom() + over, width, metrics.height()), 0, text)

    def _track(self, box: QRectF) -> QRectF:
        thick = self._font(0).pixelSize() * _BAR[self._size]
        left = box.left() + self._word_width() + 2 * self._gap()
        right = box.right() - self._count_width() - 2 * self._gap()
        return QRectF(left, box.center().y() - thick / 2, max(0.0, right - left), thick)

    def _font(self, which: int) -> QFont:
        font = current().font(_FONTS[self._size][which])
        font.setFeature(QFont.Tag("tnum"), 1)
        return font

    def _mark_font(self) -> QFont:
        font = current().font("caption")
        font.setPixelSize(max(font.pixelSize(), round(self._font(0).pixelSize() * 0.7)))
        return font

    def _icon_side(self) -> float:
        return float(self._font(0).pixelSize())

    def _gap(self) -> float:
        return self._font(0).pixelSize() / 2

    def _word_width(self) -> float:
        metrics = QFontMetricsF(self._font(0))
        return self._icon_side() + self._gap() + max(metrics.horizontalAdvance(row.word) for row in self._rows())

    def _count_width(self) -> float:
        widest = max(2, len(str(self._numbers.entitled)))
        return QFontMetricsF(self._font(1)).horizontalAdvance("0" * widest)

    def _row_height(self) -> float:
        return QFontMetricsF(self._font(1)).height() * 1.45

    def _mark_height(self) -> float:
        return QFontMetricsF(self._mark_font()).height()

    def _height(self) -> int:
        mark = self._mark_height() if self._numbers.needed is not None else 0
        return round(4 * self._row_height() + mark)
