"""The agenda as a compact list for the chair: mark, number, title, planned time."""

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ecabinet.app import read
from ecabinet.app.override import override
from ecabinet.ui.theme.theme import current
from ecabinet.ui.theme.tokens import LINE_HEIGHT, ColorName
from ecabinet.ui.widgets.agenda_dot import AgendaState, paint_agenda_dot
from ecabinet.ui.words import tr
from ecabinet.ui.words.times import clock

LINE_ROLE = Qt.ItemDataRole.UserRole + 1
"""The whole `AgendaLine` of a row."""

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_DOTS = {"done": AgendaState.DONE, "current": AgendaState.NOW}
_STAGES = {"done": "đã xong", "current": "đang họp"}


class AgendaModel(QAbstractListModel):
    """The agenda's lines in reading order."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lines: tuple[read.AgendaLine, ...] = ()

    def show_lines(self, lines: tuple[read.AgendaLine, ...]) -> None:
        """Show others; rows that stay in place are only painted again."""
        if [line.item for line in lines] == [line.item for line in self._lines]:
            self._lines = lines
            if lines:
                self.dataChanged.emit(self.index(0), self.index(len(lines) - 1))
            return
        self.beginResetModel()
        self._lines = lines
        self.endResetModel()

    def row_of(self, item: str | None) -> int:
        """The row of an item, −1 if it is not here."""
        return next((row for row, line in enumerate(self._lines) if line.item == item), -1)

    @override
    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """How many items there are."""
        return 0 if parent.isValid() else len(self._lines)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The title, the spoken row, or the `AgendaLine`."""
        if not index.isValid():
            return None
        line = self._lines[index.row()]
        if role == LINE_ROLE:
            return line
        if role == Qt.ItemDataRole.AccessibleTextRole:
            stage = tr(_STAGES[line.stage]) if line.stage in _STAGES else ""
            return ", ".join(filter(None, (f"{line.number}. {line.title}", clock(line.starts_at), stage)))
        return line.title if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole} else None


class AgendaDelegate(QStyledItemDelegate):
    """Draws a row: two lines for the title, the time at the right."""

    @override
    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """All rows are equally high."""
        theme = current()
        return QSize(0, round(theme.font("body").pixelSize() * LINE_HEIGHT * 2) + 2 * theme.tokens.space_2)

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the ground, the mark, the words."""
        line = index.data(LINE_ROLE)
        if not isinstance(line, read.AgendaLine):
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(option.rect)
        _paint_ground(painter, box, option)
        _paint_line(painter, box, line)
        painter.restore()


def _paint_ground(painter: QPainter, box: QRectF, option: QStyleOptionViewItem) -> None:
    theme, state = current(), option.state
    chosen, over = state & QStyle.StateFlag.State_Selected, state & QStyle.StateFlag.State_MouseOver
    keyed = state & QStyle.StateFlag.State_HasFocus and state & QStyle.StateFlag.State_KeyboardFocusChange
    ground: ColorName = "primary_soft" if chosen else "surface_hover"
    painter.setPen(QPen(theme.color("primary"), theme.tokens.ring) if keyed else Qt.PenStyle.NoPen)
    painter.setBrush(theme.color(ground) if chosen or over else Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), theme.tokens.radius_control, theme.tokens.radius_control)


def _paint_line(painter: QPainter, box: QRectF, line: read.AgendaLine) -> None:
    theme = current()
    tokens = theme.tokens
    side = theme.px(tokens.icon)
    left = box.left() + tokens.space_2 + line.depth * tokens.space_4
    body = theme.font("strong" if line.stage == "current" else "body")
    step = theme.font("body").pixelSize() * LINE_HEIGHT
    top = box.top() + tokens.space_2
    dot = QRectF(left, top + (step - side) / 2, side, side)
    paint_agenda_dot(painter, dot, _DOTS.get(line.stage, AgendaState.NEXT))
    right = box.right() - tokens.space_2
    caption = theme.font("caption")
    time = clock(line.starts_at)
    width = QFontMetricsF(caption).horizontalAdvance(time)
    painter.setFont(caption)
    painter.setPen(theme.color("text_faint"))
    painter.drawText(QRectF(right - width, top, width + 1, step), Qt.AlignmentFlag.AlignVCenter, time)
    painter.setFont(body)
    painter.setPen(theme.color("text_muted" if line.stage == "done" else "text"))
    words = QRectF(left + side + tokens.space_2, top, right - width - 2 * tokens.space_2 - left - side, 2 * step)
    _paint_title(painter, words, f"{line.number}. {line.title}", step)


def _paint_title(painter: QPainter, box: QRectF, text: str, step: float) -> None:
    """Two lines, the second one elided."""
    metrics = QFontMetricsF(painter.font())
    words, first = text.split(" "), ""
    while words and metrics.horizontalAdvance(f"{first} {words[0]}".strip()) <= box.width():
        first = f"{first} {words.pop(0)}".strip()
    if not first and words:
        first = words.pop(0)
    rest = metrics.elidedText(" ".join(words), Qt.TextElideMode.ElideRight, box.width())
    for row, shown in enumerate((first, rest)):
        place = QRectF(box.left(), box.top() + row * step, box.width(), step)
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, shown)
