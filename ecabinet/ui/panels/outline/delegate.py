"""How the outline's rows are drawn and edited: items as text, papers as chips."""

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import QComboBox, QLineEdit, QSpinBox, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ecabinet.app import read
from ecabinet.app.override import override
from ecabinet.ui.panels.outline.model import MINUTES, NODE_ROLE, RAPPORTEUR, TITLE, about_paper
from ecabinet.ui.theme import icons
from ecabinet.ui.theme.theme import current
from ecabinet.ui.theme.tokens import ColorName
from ecabinet.ui.words import tr

Index = QModelIndex | QPersistentModelIndex
_DAY = 24 * 60


class OutlineDelegate(QStyledItemDelegate):
    """Draws rows, makes editors; `members` are offered as rapporteurs."""

    members: tuple[read.MemberLine, ...] = ()

    @override
    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        """Room for a control in item rows, a little less for papers."""
        tokens = current().tokens
        paper = isinstance(index.data(NODE_ROLE), read.PaperLine)
        return QSize(0, current().px(tokens.control) if paper else current().px(tokens.control) + tokens.space_2)

    @override
    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        """Titles stand out; what is missing is faint."""
        super().initStyleOption(option, index)
        line = index.data(NODE_ROLE)
        if index.column() == TITLE:
            option.font = current().font("strong")
        missing = isinstance(line, read.AgendaLine) and index.column() == RAPPORTEUR and line.rapporteur is None
        if missing:
            option.palette.setColor(option.palette.ColorRole.Text, current().color("text_faint"))

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the row as Qt does, and a paper as a chip on it."""
        paper = index.data(NODE_ROLE)
        if not isinstance(paper, read.PaperLine):
            super().paint(painter, option, index)
            return
        option.text = ""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        _paint_paper(painter, QRectF(option.rect), paper, chosen=bool(option.state & option.state.State_Selected))
        painter.restore()

    @override
    def createEditor(self, parent: QWidget, _option: QStyleOptionViewItem, index: Index) -> QWidget:
        """A line, a number of minutes, or a choice of people."""
        if index.column() == MINUTES:
            minutes = QSpinBox(parent)
            minutes.setRange(1, _DAY)
            minutes.setSuffix(tr(" phút"))
            return _named(minutes, "outline-minutes", tr("Số phút"))
        if index.column() == RAPPORTEUR:
            people = QComboBox(parent)
            people.addItem(tr("Chưa chọn"), "")
            for member in self.members:
                people.addItem(member.name, member.member)
            return _named(people, "outline-rapporteur", tr("Người báo cáo"))
        return _named(QLineEdit(parent), "outline-title", tr("Tên mục"))

    @override
    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Begin with the value that stands."""
        value = index.data(Qt.ItemDataRole.EditRole)
        if isinstance(editor, QSpinBox):
            editor.setValue(int(value))
        elif isinstance(editor, QComboBox):
            editor.setCurrentIndex(max(0, editor.findData(value)))
        elif isinstance(editor, QLineEdit):
            editor.setText(str(value))
            editor.selectAll()

    @override
    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """Hand over what was entered."""
        if isinstance(editor, QSpinBox):
            model.setData(index, editor.value())
        elif isinstance(editor, QComboBox):
            model.setData(index, editor.currentData())
        elif isinstance(editor, QLineEdit):
            model.setData(index, editor.text().strip())

    @override
    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, _index: Index) -> None:
        """As high as other fields, in the middle of the row."""
        height = min(option.rect.height(), current().px(current().tokens.control))
        box = option.rect
        editor.setGeometry(box.left(), box.center().y() - height // 2, box.width(), height)


def _named(editor: QWidget, object_name: str, accessible_name: str) -> QWidget:
    editor.setObjectName(object_name)
    editor.setAccessibleName(accessible_name)
    return editor


def _paint_paper(painter: QPainter, box: QRectF, paper: read.PaperLine, *, chosen: bool) -> None:
    theme = current()
    tokens = theme.tokens
    secret = paper.secrecy != "none"
    gap, side = tokens.space_2, theme.px(tokens.icon_small)
    about, caption, body = about_paper(paper), theme.font("caption"), theme.font("body")
    tail = QFontMetricsF(caption).horizontalAdvance(about) + 1
    room = box.width() - side - tail - 5 * gap
    title = QFontMetricsF(body).elidedText(paper.title, Qt.TextElideMode.ElideRight, room)
    width = QFontMetricsF(body).horizontalAdvance(title) + 1
    pill = QRectF(box.left(), box.top() + 2, side + width + tail + 5 * gap, box.height() - 4)
    ground: ColorName = "primary_soft" if chosen else "secret_soft" if secret else "surface_sunken"
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.color(ground))
    painter.drawRoundedRect(pill, pill.height() / 2, pill.height() / 2)
    icon = QRectF(pill.left() + gap + gap / 2, pill.center().y() - side / 2, side, side)
    icons.paint_source(painter, icon, "lock" if secret else "file-text", theme.color("secret" if secret else "primary"))
    middle = Qt.AlignmentFlag.AlignVCenter
    words = QRectF(icon.right() + gap, box.top(), width, box.height())
    painter.setPen(theme.color("text"))
    painter.setFont(body)
    painter.drawText(words, middle, title)
    painter.setPen(theme.color("text_muted"))
    painter.setFont(caption)
    painter.drawText(QRectF(words.right() + gap, box.top(), tail, box.height()), middle, about)
