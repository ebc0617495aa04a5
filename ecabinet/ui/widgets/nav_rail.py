"""The rail at the left edge: where one can go, each place an icon with its word beneath."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QKeySequence, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QSizePolicy, QVBoxLayout, QWidget

from ecabinet.app.override import override
from ecabinet.ui.theme import icons
from ecabinet.ui.theme.theme import current
from ecabinet.ui.theme.tokens import ColorName


@dataclass(frozen=True, slots=True)
class NavItem:
    """One place: its key, its word, its icon, and the keys that lead there (as in `Ctrl+1`)."""

    key: str
    text: str
    icon: str
    shortcut: str = ""


def two_lines(text: str, metrics: QFontMetricsF, width: float) -> str:
    """The text on one line if it fits, otherwise on two that are as even as its words allow."""
    if metrics.horizontalAdvance(text) <= width or " " not in text:
        return text
    words = text.split()
    splits = [(" ".join(words[:at]), " ".join(words[at:])) for at in range(1, len(words))]
    return "\n".join(min(splits, key=lambda pair: max(map(metrics.horizontalAdvance, pair))))


_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Left: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_Right: 1}


class _Place(QAbstractButton):
    """One item of the rail, painted; checked while one is there."""

    def __init__(self, item: NavItem, parent: QWidget) -> None:
        super().__init__(parent)
        icons.require(item.icon)
        self.item = item
        self.badge = 0
        self.setObjectName(f"nav-{item.key}")
        self.setText(item.text)
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setToolTip(f"{item.text} ({item.shortcut})" if item.shortcut else item.text)
        if item.shortcut:
            self.setShortcut(QKeySequence(item.shortcut))
        self.show_badge(0)

    def show_badge(self, count: int) -> None:
        """Show how many things wait there; 0 shows none."""
        self.badge = count
        self.setAccessibleName(f"{self.item.text}, {count}" if count else self.item.text)
        self.update()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave the arrows to the rail: a button of a group would press the next one, a window might open by that."""
        if event.key() in _STEPS:
            event.ignore()
            return
        super().keyPressEvent(event)

    @override
    def sizeHint(self) -> QSize:
        """The icon above one or two lines of caption."""
        theme, metrics = current(), QFontMetricsF(current().font("caption"))
        text = metrics.lineSpacing() * (self._word().count("\n") + 1)
        inner = theme.px(theme.tokens.icon_large) + theme.tokens.space_1 + text
        return QSize(theme.px(theme.tokens.rail), round(inner + 2 * theme.tokens.space_2))

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw ground, icon, word and badge."""
        theme, space = current(), current().tokens.space_1
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        if self.isChecked() or self.underMouse() or self.isDown():
            painter.setBrush(theme.color("primary_soft" if self.isChecked() else "surface_press"))
            box = QRectF(self.rect()).adjusted(space, 0, -space, 0)
            painter.drawRoundedRect(box, theme.tokens.radius_control, theme.tokens.radius_control)
        if self.isChecked():
            painter.fillRect(QRectF(0, space, theme.tokens.ring + 1, self.height() - 2 * space), theme.color("primary"))
        ink: ColorName = "primary" if self.isChecked() else "text_muted"
        side = theme.px(theme.tokens.icon_large)
        place = QRectF((self.width() - side) / 2, theme.tokens.space_2, side, side)
        icons.paint_source(painter, place, self.item.icon, theme.color(ink))
        painter.setPen(theme.color(ink))
        font = theme.font("caption")
        font.setWeight(theme.font("strong").weight() if self.isChecked() else font.weight())
        painter.setFont(font)
        word = QRectF(0, place.bottom() + space, self.width(), self.height() - place.bottom() - space)
        flags = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop
        painter.drawText(word, flags, self._word())
        if self.badge:
            self._paint_badge(painter, place)

    def _word(self) -> str:
        theme = current()
        room = theme.px(theme.tokens.rail) - theme.tokens.space_3
        return two_lines(self.text(), QFontMetricsF(theme.font("caption")), room)

    def _paint_badge(self, painter: QPainter, place: QRectF) -> None:
        theme, text = current(), str(self.badge) if self.badge < 100 else "99+"
        font = theme.font("caption")
        font.setWeight(theme.font("strong").weight())
        font.setPixelSize(font.pixelSize() - 1)
        metrics = QFontMetricsF(font)
        height = metrics.height() + theme.tokens.ring
        width = max(height, metrics.horizontalAdvance(text) + theme.tokens.space_2)
        box = QRectF(place.right() - height / 2, place.top() - theme.tokens.space_1, width, height)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("primary"))
        painter.drawRoundedRect(box, height / 2, height / 2)
        painter.setPen(theme.color("on_primary"))
        painter.setFont(font)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)


class NavRail(QWidget):
    """Places from above, `bottom` ones at the foot; arrow keys move, Space or Enter go."""

    chosen = Signal(str)
    """The key of the place the person wants to go to."""

    def __init__(self, items: Sequence[NavItem], bottom: Sequence[NavItem] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("nav-rail")
        self._places: dict[str, _Place] = {}
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, current().tokens.space_2, 0, current().tokens.space_2)
        column.setSpacing(current().tokens.space_1)
        for item in items:
            column.addWidget(self._place(item))
        column.addStretch(1)
        for item in bottom:
            column.addWidget(self._place(item))
        current().changed.connect(self.on_theme)
        self.on_theme()

    def current(self) -> str:
        """The key of the place shown as the one we are in; empty before the first."""
        checked = self._group.checkedButton()
        return checked.item.key if isinstance(checked, _Place) else ""

    def set_current(self, key: str) -> None:
        """Show where we are, without announcing it; a key it does not have means at none of its places."""
        self._group.setExclusive(key in self._places)
        for place in self._places.values():
            place.setChecked(place.item.key == key)

    def set_badge(self, key: str, count: int) -> None:
        """Show how many things wait at a place; 0 shows none.

        Raises:
            KeyError: the rail has no such place.
        """
        self._places[key].show_badge(count)

    @Slot()
    def on_theme(self) -> None:
        """Take sizes and colours of the theme as it is now."""
        theme = current()
        self.setFixedWidth(theme.px(theme.tokens.rail))
        for place in self._places.values():
            place.updateGeometry()
        self.update()

    @Slot()
    def on_clicked(self) -> None:
        """Announce the place whose button was pressed."""
        sender = self.sender()
        if isinstance(sender, _Place):
            self.chosen.emit(sender.item.key)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows move the focus and nothing else, Enter goes where it is."""
        focus = self.focusWidget()
        step = _STEPS.get(Qt.Key(event.key()))
        if step is not None and isinstance(focus, _Place):
            places = list(self._places.values())
            places[(places.index(focus) + step) % len(places)].setFocus(Qt.FocusReason.TabFocusReason)
            return
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and isinstance(focus, _Place):
            focus.click()
            return
        super().keyPressEvent(event)

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the sunken ground and the line towards the page."""
        theme = current()
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.color("surface_sunken"))
        border = theme.tokens.border
        painter.fillRect(self.width() - border, 0, border, self.height(), theme.color("line"))

    def _place(self, item: NavItem) -> _Place:
        place = _Place(item, self)
        place.clicked.connect(self.on_clicked)
        self._places[item.key] = place
        self._group.addButton(place)
        return place
