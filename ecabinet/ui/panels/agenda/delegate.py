"""Draws the rows of the agenda: items with their mark, title and meta line; papers with their title and facts."""

from PySide6.QtCore import QObject, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ecabinet.app.override import override
from ecabinet.app.read import PaperLine
from ecabinet.ui.panels.agenda.lines import broken, draw_lines, line_height
from ecabinet.ui.panels.agenda.model import NODE_ROLE, Index
from ecabinet.ui.panels.agenda.nodes import Node
from ecabinet.ui.panels.agenda.spoken import item_title, meta, outcome_chip
from ecabinet.ui.reader import paper_words
from ecabinet.ui.theme import icons
from ecabinet.ui.theme.theme import current
from ecabinet.ui.theme.tokens import ColorName
from ecabinet.ui.widgets.agenda_dot import AgendaState, paint_agenda_dot
from ecabinet.ui.widgets.chip import ChipKind, chip_size, paint_chip
from ecabinet.ui.words import times
from ecabinet.ui.words.names import word

_LINES = 2
_MARKS = {"done": AgendaState.DONE, "current": AgendaState.NOW, "waiting": AgendaState.NEXT}


class AgendaDelegate(QStyledItemDelegate):
    """`width` is that of the viewport; the tree keeps it right."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.width = 0

    @override
    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        """As high as the lines of the title and the line below need."""
        node = index.data(NODE_ROLE)
        if not isinstance(node, Node):
            return QSize(0, 0)
        theme = current()
        title = 1 if node.paper else len(self._title(node))
        below = bool(node.paper or meta(node.line) or node.line.votes)
        height = title * line_height(_title_font(node)) + below * _meta_height(node)
        return QSize(0, height + 2 * theme.tokens.space_2)

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the ground, then the row."""
        node = index.data(NODE_ROLE)
        if not isinstance(node, Node):
            return
        rect: QRect = option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        _paint_ground(painter, QRectF(rect), option.state, node)
        if node.paper:
            self._paint_paper(painter, rect, node, node.paper)
        else:
            self._paint_item(painter, rect, node)
        painter.restore()

    def _paint_item(self, painter: QPainter, rect: QRect, node: Node) -> None:
        theme = current()
        side, top = _mark_side(), rect.top() + theme.tokens.space_2
        font = _title_font(node)
        mark = QRectF(_left(node), top + (line_height(font) - side) / 2, side, side)
        paint_agenda_dot(painter, mark, _MARKS[node.line.stage])
        painter.setPen(theme.color("text_muted" if node.line.stage == "done" else "text"))
        below = draw_lines(painter, self._title(node), font, _text_left(node), top)
        right = self._paint_chips(painter, node, below)
        self._paint_meta(painter, node, below, right)

    def _paint_chips(self, painter: QPainter, node: Node, top: float) -> float:
        """Draw the outcome of the latest vote at the right; where the room for the meta line ends."""
        right = float(self.width - current().tokens.space_3)
        for vote in node.line.votes[-1:]:
            kind, text, icon = outcome_chip(vote)
            size = chip_size(text, kind=kind, icon=icon)
            box = QRectF(right - size.width(), top, size.width(), size.height())
            paint_chip(painter, box, kind, text, icon)
            right = box.left() - current().tokens.space_2
        return right

    def _paint_meta(self, painter: QPainter, node: Node, top: float, right: float) -> None:
        theme, left = current(), _text_left(node)
        font = theme.font("caption")
        unread = any(paper.unread for paper in node.line.papers)
        text, width = _fitting(node, font, right - left - (2 * theme.tokens.space_2 if unread else 0))
        height = _meta_height(node)
        painter.setFont(font)
        painter.setPen(theme.color("text_faint"))
        painter.drawText(QRectF(left, top, right - left, height), Qt.AlignmentFlag.AlignVCenter, text)
        if unread:
            _paint_unread(painter, left + (width + theme.tokens.space_2 if text else 0), top + height / 2)

    def _paint_paper(self, painter: QPainter, rect: QRect, node: Node, paper: PaperLine) -> None:
        theme, secret = current(), paper_words.is_secret(paper)
        font, side = _title_font(node), theme.px(theme.tokens.icon)
        top, left = rect.top() + theme.tokens.space_2, _text_left(node)
        ink: ColorName = "secret" if secret else "text_muted"
        place = QRectF(_left(node), top + (line_height(font) - side) / 2, side, side)
        icons.paint_source(painter, place, paper_words.icon(paper), theme.color(ink))
        room = self.width - left - theme.tokens.space_3 - (theme.tokens.space_4 if paper.unread else 0)
        painter.setPen(theme.color("text"))
        below = draw_lines(painter, broken(paper.title, font, room, 1), font, left, top)
        if paper.unread:
            _paint_unread(painter, self.width - theme.tokens.space_3 - theme.tokens.space_2, rect.center().y())
        if secret:
            self._paint_secrecy(painter, node, paper, below)
            return
        painter.setPen(theme.color("text_faint"))
        small = theme.font("caption")
        draw_lines(painter, broken(paper_words.facts(paper), small, room, 1), small, left, below)

    def _paint_secrecy(self, painter: QPainter, node: Node, paper: PaperLine, top: float) -> None:
        text = word("secrecy", paper.secrecy)
        size = chip_size(text, kind=ChipKind.SECRET)
        paint_chip(painter, QRectF(_text_left(node), top, size.width(), size.height()), ChipKind.SECRET, text)

    def _title(self, node: Node) -> list[str]:
        room = self.width - _text_left(node) - current().tokens.space_3
        return broken(item_title(node.line), _title_font(node), room, _LINES)


def _paint_ground(painter: QPainter, box: QRectF, state: QStyle.StateFlag, node: Node) -> None:
    theme, half = current(), current().tokens.ring / 2
    inner = box.adjusted(theme.tokens.space_1, half, -theme.tokens.space_1, -half)
    chosen, over = state & QStyle.StateFlag.State_Selected, state & QStyle.StateFlag.State_MouseOver
    keyed = state & QStyle.StateFlag.State_HasFocus and state & QStyle.StateFlag.State_KeyboardFocusChange
    ground: ColorName = "primary_soft" if chosen else "surface_hover"
    painter.setPen(QPen(theme.color("primary"), theme.tokens.ring) if keyed else Qt.PenStyle.NoPen)
    painter.setBrush(theme.color(ground) if chosen or over else Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(inner, theme.tokens.radius_control, theme.tokens.radius_control)
    if node.paper is None and node.line.stage == "current":
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("primary"))
        bar = QRectF(box.left(), inner.top(), theme.tokens.space_1, inner.height())
        painter.drawRoundedRect(bar, theme.tokens.ring, theme.tokens.ring)


def _paint_unread(painter: QPainter, left: float, middle: float) -> None:
    side = current().tokens.space_2
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(current().color("primary"))
    painter.drawEllipse(QRectF(left, middle - side / 2, side, side))


def _fitting(node: Node, font: QFont, room: float) -> tuple[str, float]:
    """Return as much of the meta line as there is room for, perhaps nothing, and its width."""
    metrics = QFontMetricsF(font)
    texts = (meta(node.line), times.clock(node.line.starts_at))
    widths = ((text, metrics.horizontalAdvance(text)) for text in texts)
    return next(((text, width) for text, width in widths if width <= room), ("", 0.0))


def _title_font(node: Node) -> QFont:
    strong = node.paper.unread if node.paper else node.line.stage == "current"
    font = current().font("body")
    font.setWeight(QFont.Weight.DemiBold if strong else QFont.Weight.Normal)
    return font


def _mark_side() -> int:
    return current().px(current().tokens.icon_large - current().tokens.space_1)


def _left(node: Node) -> int:
    theme = current()
    step = _mark_side() + theme.tokens.space_2
    return theme.tokens.space_3 + step * node.depth


def _text_left(node: Node) -> int:
    side = current().px(current().tokens.icon) if node.paper else _mark_side()
    return _left(node) + side + current().tokens.space_2


def _meta_height(node: Node) -> int:
    chips = bool(node.line.votes) if node.paper is None else paper_words.is_secret(node.paper)
    plain = line_height(current().font("caption"))
    return max(plain, chip_size("M", kind=ChipKind.NEUTRAL).height()) if chips else plain
