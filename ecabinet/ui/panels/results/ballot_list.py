"""How each entitled member voted: a compact list, one line for a name."""

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QRectF, QSize, Qt, Slot
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import QListView, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ecabinet.app.override import override
from ecabinet.app.read import BallotLine
from ecabinet.core.voting import Choice
from ecabinet.ui.theme import icons
from ecabinet.ui.theme.theme import current
from ecabinet.ui.theme.tokens import LINE_HEIGHT, ColorName
from ecabinet.ui.words import tr
from ecabinet.ui.words.names import word

LINE_ROLE = Qt.ItemDataRole.UserRole + 1
"""The whole `BallotLine` of a row."""

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_LOOKS: dict[Choice | None, tuple[str, ColorName]] = {
    Choice.APPROVE: ("check", "agree"),
    Choice.DISAPPROVE: ("x", "disagree"),
    Choice.ABSTAIN: ("minus", "abstain"),
    None: ("ellipsis", "text_faint"),
}


def answer(line: BallotLine) -> str:
    """Return the word for an answer, or that there was none."""
    said = tr("Không trả lời") if line.choice is None else word("choice", line.choice)
    return tr("{answer} (máy bị trùng)", answer=said) if line.contested else said


def explained(line: BallotLine) -> str:
    """Return the answer, and what is the matter with it."""
    if not line.contested:
        return answer(line)
    doubt = tr(
        "Sau khi đóng biểu quyết, nhật ký của máy này có hai bản trái nhau; phiếu đã có trong danh sách nên vẫn tính."
    )
    return f"{answer(line)}. {doubt}"


class BallotModel(QAbstractListModel):
    """Ballots by rank."""

    def __init__(self, lines: tuple[BallotLine, ...], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lines = lines

    @override
    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Return how many were entitled."""
        return 0 if parent.isValid() else len(self._lines)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the name, the spoken row, or the `BallotLine`."""
        if not index.isValid():
            return None
        line = self._lines[index.row()]
        answers: dict[int, object] = {
            Qt.ItemDataRole.DisplayRole: line.name,
            Qt.ItemDataRole.AccessibleTextRole: f"{line.name}, {explained(line)}",
            Qt.ItemDataRole.ToolTipRole: f"{line.name}: {explained(line)}",
            LINE_ROLE: line,
        }
        return answers.get(role)


class BallotDelegate(QStyledItemDelegate):
    """Draws name and answer."""

    @override
    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Return one line with air."""
        return QSize(0, row_height())

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the answer at the right and as much of the name as fits."""
        line = index.data(LINE_ROLE)
        if not isinstance(line, BallotLine):
            return
        theme, box = current(), QRectF(option.rect)
        icon, color = _LOOKS[line.choice]
        small, font, side = theme.font("caption"), theme.font("body"), theme.px(theme.tokens.icon_small)
        width = QFontMetricsF(small).horizontalAdvance(answer(line)) + 1
        painter.save()
        painter.setFont(small)
        painter.setPen(theme.color(color))
        right = box.right() - width
        painter.drawText(QRectF(right, box.top(), width, box.height()), Qt.AlignmentFlag.AlignVCenter, answer(line))
        right -= side + theme.tokens.space_1
        place = QRectF(right, box.center().y() - side / 2, side, side)
        icons.paint_source(painter, place, icon, theme.color(color))
        room = right - theme.tokens.space_2 - box.left()
        painter.setFont(font)
        painter.setPen(theme.color("text"))
        name = QFontMetricsF(font).elidedText(line.name, Qt.TextElideMode.ElideRight, room)
        painter.drawText(QRectF(box.left(), box.top(), room, box.height()), Qt.AlignmentFlag.AlignVCenter, name)
        painter.restore()


class BallotList(QListView):
    """As high as its rows; the page around scrolls."""

    def __init__(self, lines: tuple[BallotLine, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("ballots")
        self.setAccessibleName(tr("Kết quả theo tên"))
        self.setSelectionMode(QListView.SelectionMode.NoSelection)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setUniformItemSizes(True)
        self.setModel(BallotModel(lines, self))
        self.setItemDelegate(BallotDelegate(self))
        self._count = len(lines)
        current().changed.connect(self.on_theme)
        self.on_theme()

    @Slot()
    def on_theme(self) -> None:
        """Take the height of the rows in the fonts of now."""
        self.setFixedHeight(self._count * row_height() + 2)


def row_height() -> int:
    """Return the height of one line, in pixels."""
    return round(current().font("body").pixelSize() * LINE_HEIGHT) + current().tokens.space_2
