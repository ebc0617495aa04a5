"""The list of other meetings: a model over frozen tuples, with a heading for each part, and its drawing."""

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QTextLayout, QTextOption
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ecabinet.app.override import override
from ecabinet.app.read import MeetingLine
from ecabinet.core.meeting import State
from ecabinet.ui.theme.theme import current
from ecabinet.ui.theme.tokens import LINE_HEIGHT, ColorName, TextRole
from ecabinet.ui.widgets.chip import ChipKind, chip_size, paint_chip
from ecabinet.ui.words.names import word
from ecabinet.ui.words.times import day, local, span

LINE_ROLE = Qt.ItemDataRole.UserRole + 1
Index = QModelIndex | QPersistentModelIndex
Row = MeetingLine | str
"""A meeting, or the heading over those that follow."""

STATE_CHIPS: dict[State, tuple[ChipKind, str]] = {
    State.DRAFT: (ChipKind.ABSTAIN, "pencil"),
    State.PUBLISHED: (ChipKind.PRIMARY, "calendar-check"),
    State.OPENED: (ChipKind.AGREE, "play"),
    State.ADJOURNED: (ChipKind.ABSTAIN, "pause"),
    State.CLOSED: (ChipKind.NEUTRAL, "circle-check"),
}


class MeetingsModel(QAbstractListModel):
    """Rows in the order of the screen; a new state is a new tuple."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[Row, ...] = ()

    def show_rows(self, rows: tuple[Row, ...]) -> None:
        """Show other rows; the same ones change nothing."""
        if rows != self._rows:
            self.beginResetModel()
            self._rows = rows
            self.endResetModel()

    @override
    def rowCount(self, parent: Index | None = None) -> int:
        """How many rows, headings included."""
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The row itself, or its words for a screen reader."""
        row = self._rows[index.row()]
        if role == LINE_ROLE:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return row if isinstance(row, str) else f"{row.title}, {when(row)}, {word('state', row.state)}"
        if role == Qt.ItemDataRole.ToolTipRole and not isinstance(row, str):
            return row.title
        return None

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        """Headings cannot be picked."""
        if isinstance(self._rows[index.row()], str):
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


def when(line: MeetingLine) -> str:
    """Return "08:00 – 11:35 · Phòng họp số 2"."""
    return " · ".join(filter(None, (span(line.starts_at, line.ends_at), line.venue)))


def two_lines(text: str, font: QFont, width: float) -> list[str]:
    """Break a text into at most two lines, the second one elided."""
    layout = QTextLayout(text, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WordWrap)
    layout.setTextOption(option)
    layout.beginLayout()
    first = layout.createLine()
    first.setLineWidth(max(1.0, width))
    cut = first.textLength()
    layout.endLayout()
    head, rest = text[:cut].rstrip(), text[cut:]
    return [head, QFontMetricsF(font).elidedText(rest, Qt.TextElideMode.ElideRight, width)] if rest else [head]


class MeetingDelegate(QStyledItemDelegate):
    """Draws the day at the left, then title, time and place, and the state."""

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Headings are lower than meetings; all grow with the text and with a title of two lines."""
        theme = current()
        row = index.data(LINE_ROLE)
        if isinstance(row, str):
            return QSize(0, round(theme.font("strong").pixelSize() * LINE_HEIGHT) + 2 * theme.tokens.space_3)
        body, small = theme.font("strong").pixelSize(), theme.font("caption").pixelSize()
        chip = chip_size("Đ", kind=ChipKind.NEUTRAL).height()
        view = option.widget
        room = view.viewport().width() if isinstance(view, QListView) else 0
        lines = len(two_lines(row.title, theme.font("strong"), _room(room)))
        text = round((lines * body + small) * LINE_HEIGHT) + chip + theme.tokens.space_1
        return QSize(0, text + 2 * theme.tokens.space_3)

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw a heading or a meeting."""
        row = index.data(LINE_ROLE)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(option.rect)
        if isinstance(row, str):
            edge = current().tokens.space_3
            _write(painter, box.adjusted(edge, 0, -edge, 0), row, "strong", "text_muted")
        else:
            self._paint_meeting(painter, box, option, row)
        painter.restore()

    def _paint_meeting(self, painter: QPainter, box: QRectF, option: QStyleOptionViewItem, line: MeetingLine) -> None:
        theme = current()
        gap = theme.tokens.space_3
        state = option.state
        picked = bool(state & QStyle.StateFlag.State_Selected)
        if picked or state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("primary_soft" if picked else "surface_hover"))
            painter.drawRoundedRect(box.adjusted(0, 1, 0, -1), theme.tokens.radius_card, theme.tokens.radius_card)
        inner = box.adjusted(gap, gap, -gap, -gap)
        day = _day_width()
        self._paint_day(painter, QRectF(inner.left(), inner.top(), day, inner.height()), line)
        self._paint_words(painter, inner.adjusted(day + gap, 0, 0, 0), line)

    def _paint_day(self, painter: QPainter, box: QRectF, line: MeetingLine) -> None:
        moment = local(line.starts_at)
        height = current().font("figure").pixelSize() * LINE_HEIGHT
        _write(painter, QRectF(box.left(), box.top(), box.width(), height), f"{moment.day}/{moment.month}", "figure")
        small = QRectF(box.left(), box.top() + height, box.width(), height)
        top = Qt.AlignmentFlag.AlignTop
        _write(painter, small, day(line.starts_at).partition(",")[0], "caption", "text_muted", align=top)

    def _paint_words(self, painter: QPainter, box: QRectF, line: MeetingLine) -> None:
        theme = current()
        top, step = box.top(), theme.font("strong").pixelSize() * LINE_HEIGHT
        for text in two_lines(line.title, theme.font("strong"), box.width()):
            _write(painter, QRectF(box.left(), top, box.width(), step), text, "strong")
            top += step
        small = theme.font("caption").pixelSize() * LINE_HEIGHT
        _write(painter, QRectF(box.left(), top, box.width(), small), when(line), "caption", "text_muted")
        kind, icon = STATE_CHIPS[line.state]
        name = word("state", line.state)
        size = chip_size(name, kind=kind, icon=icon)
        place = QRectF(QPointF(box.left(), top + small + theme.tokens.space_1), size)
        paint_chip(painter, place, kind, name, icon)


def _room(width: float) -> float:
    """The width for words in a row of that width."""
    theme = current()
    return width - _day_width() - 3 * theme.tokens.space_3


def _day_width() -> float:
    """The width for a day and its month, the widest included."""
    theme = current()
    return max(theme.px(theme.tokens.control_large), QFontMetricsF(theme.font("figure")).horizontalAdvance("30/12"))


def _write(
    painter: QPainter,
    box: QRectF,
    text: str,
    role: TextRole,
    color: ColorName = "text",
    *,
    align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignVCenter,
) -> None:
    font = current().font(role)
    painter.setFont(font)
    painter.setPen(current().color(color))
    painter.drawText(box, align, QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, box.width()))
