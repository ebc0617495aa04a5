"""The tools beside the pages: five in the row, the others with stamps and letters in a menu, colours in another."""

from PySide6.QtCore import QPointF, QRectF, Qt, Signal, Slot
from PySide6.QtGui import QAction, QActionGroup, QColor, QIcon, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QMenu, QToolButton, QWidget

from ecabinet.ui.annotations.catalog import HAND, OFFERS, Offer
from ecabinet.ui.annotations.painting import colors_of
from ecabinet.ui.annotations.tools.kit import Style
from ecabinet.ui.theme import icons
from ecabinet.ui.theme.theme import current
from ecabinet.ui.widgets.buttons import icon_button
from ecabinet.ui.words import tr
from ecabinet.ui.words.marks import OFFERED, STAMPS, WIDTHS, color_word, width_word


class MarksBar(QWidget):
    """Announces what is taken into the hand; it holds no tool."""

    tool_wanted = Signal(str)
    """The key of a tool of the catalogue."""
    style_changed = Signal()
    """`style` is another one."""
    undo_wanted = Signal()
    redo_wanted = Signal()

    def __init__(self, style: Style, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("marks-bar")
        self.style_of_marks = style
        self.tools: dict[str, QToolButton] = {}
        self.actions_of: dict[str, QAction] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for offer in OFFERS:
            if offer.first:
                row.addWidget(self._tool(offer))
        self.more = self._menu_button("ellipsis", "marks-more", tr("Công cụ khác và phím tắt"), self._tools_menu())
        self.look = self._menu_button("circle", "marks-look", tr("Màu và độ dày nét"), self._look_menu())
        self.undo = icon_button("undo-2", object_name="marks-undo", accessible_name=tr("Hoàn tác (Ctrl+Z)"))
        self.redo = icon_button("redo-2", object_name="marks-redo", accessible_name=tr("Làm lại (Ctrl+Shift+Z)"))
        for button in (self.more, self.look, self.undo, self.redo):
            row.addWidget(button)
        self.undo.clicked.connect(self.undo_wanted)
        self.redo.clicked.connect(self.redo_wanted)
        current().changed.connect(self.on_theme)
        self.show_tool(HAND)
        self.on_theme()

    def show_tool(self, key: str) -> None:
        """Show which tool is in the hand."""
        for name, button in self.tools.items():
            button.setChecked(name == key)
        rest = key not in self.tools
        self.more.setChecked(rest)
        offer = next(one for one in OFFERS if one.key == key)
        icons.put(self.more, offer.icon if rest else "ellipsis", "text_muted", checked="primary")
        self.actions_of[key].setChecked(True)

    def show_history(self, *, undoable: bool, redoable: bool) -> None:
        """Show whether there is a step back, and one forth."""
        self.undo.setEnabled(undoable)
        self.redo.setEnabled(redoable)

    @Slot()
    def on_tool(self) -> None:
        """Announce the tool of a button or of a line of the menu."""
        self.tool_wanted.emit(str(self.sender().property("tool")))

    @Slot()
    def on_stamp(self) -> None:
        """Take a stamp with these words."""
        self.style_of_marks.stamp = str(self.sender().property("stamp"))
        self.tool_wanted.emit("stamp")

    @Slot()
    def on_color(self) -> None:
        """Take another colour."""
        self.style_of_marks.color = str(self.sender().property("color"))
        self.on_theme()
        self.style_changed.emit()

    @Slot()
    def on_width(self) -> None:
        """Take another width."""
        self.style_of_marks.width = int(self.sender().property("width"))
        self.on_theme()
        self.style_changed.emit()

    @Slot()
    def on_theme(self) -> None:
        """Draw the button of colour and width as they are now."""
        self.look.setIcon(swatch(self.style_of_marks.color, self.style_of_marks.width))
        found = (color_word(self.style_of_marks.color), width_word(self.style_of_marks.width))
        said = tr("Màu {color}, {width}", color=found[0].lower(), width=found[1].lower())
        self.look.setToolTip(said)
        self.look.setAccessibleName(said)

    def _tool(self, offer: Offer) -> QToolButton:
        name = _lettered(offer)
        made = icon_button(offer.icon, object_name=f"tool-{offer.key}", accessible_name=name, checkable=True)
        made.setProperty("tool", offer.key)
        made.clicked.connect(self.on_tool)
        self.tools[offer.key] = made
        return made

    def _tools_menu(self) -> QMenu:
        menu, group = QMenu(self), QActionGroup(self)
        for offer in OFFERS:
            action = menu.addAction(icons.icon(offer.icon, "text"), f"{tr(offer.words)}\t{offer.letter}")
            action.setCheckable(True)
            action.setProperty("tool", offer.key)
            action.triggered.connect(self.on_tool)
            group.addAction(action)
            self.actions_of[offer.key] = action
        menu.addSeparator()
        for words in STAMPS:
            action = menu.addAction(icons.icon("stamp", "text"), tr("Dấu “{words}”", words=words))
            action.setProperty("stamp", words)
            action.triggered.connect(self.on_stamp)
        return menu

    def _look_menu(self) -> QMenu:
        menu = QMenu(self)
        for color in OFFERED:
            action = menu.addAction(swatch(color, 200), color_word(color))
            action.setProperty("color", color)
            action.triggered.connect(self.on_color)
        menu.addSeparator()
        for width in WIDTHS:
            action = menu.addAction(swatch("black", width), width_word(width))
            action.setProperty("width", width)
            action.triggered.connect(self.on_width)
        return menu

    def _menu_button(self, icon: str, name: str, words: str, menu: QMenu) -> QToolButton:
        made = icon_button(icon, object_name=name, accessible_name=words, checkable=name == "marks-more")
        menu.setObjectName(f"{name}-menu")
        made.setMenu(menu)
        made.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        return made


def swatch(color: str, width: int) -> QIcon:
    """Return a picture of a colour: a disc of its wash, a line as wide as marks have it across."""
    side, found = current().px(current().tokens.icon), colors_of(color)
    ratio = 2.0
    picture = QPixmap(round(side * ratio), round(side * ratio))
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(found.ink), 1.2))
    painter.setBrush(QColor(found.wash))
    painter.drawEllipse(QRectF(1, 1, side - 2, side - 2))
    painter.setPen(QPen(QColor(found.ink), 0.8 + width / 100, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    painter.drawLine(QPointF(side * 0.3, side / 2), QPointF(side * 0.7, side / 2))
    painter.end()
    return QIcon(picture)


def _lettered(offer: Offer) -> str:
    return tr("{words} (phím {letter})", words=tr(offer.words), letter=offer.letter)
