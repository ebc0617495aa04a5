"""The side of the meeting screen: one panel at a time under a row of words; folds to a strip of icons."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QHBoxLayout,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ecabinet.app.override import override
from ecabinet.ui.theme.theme import current
from ecabinet.ui.widgets.buttons import icon_button
from ecabinet.ui.widgets.card import ground
from ecabinet.ui.widgets.labels import strong
from ecabinet.ui.widgets.segmented import Segment, Segmented
from ecabinet.ui.words import tr


@dataclass(frozen=True, slots=True)
class Tab:
    """One panel with its key, short word, full title and icon."""

    key: str
    text: str
    title: str
    icon: str
    panel: QWidget


class Side(QWidget):
    """Tabs at the right."""

    folded = Signal(bool)
    """The side was folded away, or is open again."""

    def __init__(self, tabs: Sequence[Tab], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("side")
        self.tabs = {tab.key: tab for tab in tabs}
        self.words = Segmented(
            [Segment(tab.key, tab.text) for tab in tabs], object_name="side-tabs", accessible_name=tr("Bảng bên")
        )
        self._icons = QButtonGroup(self)
        self._icons.setExclusive(False)
        self._icons.buttonClicked.connect(self.on_icon)
        self.title = strong("", lines=1)
        self.compact = self._compact(tabs)
        self.stack = QStackedWidget()
        for tab in tabs:
            self.stack.addWidget(tab.panel)
        self.open = self._open_side()
        self.strip = self._strip(tabs)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.open, 1)
        row.addWidget(self.strip)
        self.strip.hide()
        self.words.chosen.connect(self.show_tab)
        self.show_tab(tabs[0].key)

    def is_folded(self) -> bool:
        """Whether only the strip is left."""
        return self.open.isHidden()

    @Slot(str)
    def show_tab(self, key: str) -> None:
        """Open one panel."""
        self.words.set_current(key)
        self.title.setText(self.tabs[key].title)
        for button in self._icons.buttons():
            button.setChecked(button.property("tab") == key)
        self.stack.setCurrentWidget(self.tabs[key].panel)
        self.set_folded(folded=False)

    def set_folded(self, *, folded: bool) -> None:
        """Fold away or open."""
        if folded != self.is_folded():
            self.open.setVisible(not folded)
            self.strip.setVisible(folded)
            self.folded.emit(folded)

    @Slot(QAbstractButton)
    def on_icon(self, button: QAbstractButton) -> None:
        """Open the panel of an icon of the strip."""
        self.show_tab(str(button.property("tab")))

    @Slot()
    def on_fold(self) -> None:
        """Fold what is open, open what is folded."""
        self.set_folded(folded=not self.is_folded())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show words where there is room for them whole, icons with the title of the open panel where not."""
        super().resizeEvent(event)
        tokens = current().tokens
        spare = 2 * (tokens.space_3 - tokens.space_1) * len(self.tabs)
        roomy = self.width() >= self.words.sizeHint().width() - spare + 2 * tokens.space_1
        self.words.setVisible(roomy)
        self.compact.setVisible(not roomy)

    def _open_side(self) -> QWidget:
        tokens = current().tokens
        made = ground("panel", object_name="side-ground")
        head = QHBoxLayout()
        head.setContentsMargins(tokens.space_1, tokens.space_2, tokens.space_1, tokens.space_1)
        head.addWidget(self.words, 1)
        head.addWidget(self.compact, 1)
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.stack, 1)
        return made

    def _compact(self, tabs: Sequence[Tab]) -> QWidget:
        made, tokens = QWidget(), current().tokens
        column = QVBoxLayout(made)
        column.setContentsMargins(tokens.space_3, 0, tokens.space_3, 0)
        row = QHBoxLayout()
        for tab in tabs:
            row.addWidget(self._icon(tab, f"tab-{tab.key}", checkable=True))
            row.addStretch(1)
        column.addLayout(row)
        column.addWidget(self.title)
        made.hide()
        return made

    def _icon(self, tab: Tab, name: str, *, checkable: bool = False) -> QToolButton:
        button = icon_button(tab.icon, object_name=name, accessible_name=tab.title, checkable=checkable)
        button.setProperty("tab", tab.key)
        self._icons.addButton(button)
        return button

    def _strip(self, tabs: Sequence[Tab]) -> QWidget:
        tokens = current().tokens
        made = ground("panel", object_name="side-strip")
        column = QVBoxLayout(made)
        column.setContentsMargins(tokens.space_1, tokens.space_2, tokens.space_1, tokens.space_2)
        column.setSpacing(tokens.space_1)
        for tab in tabs:
            column.addWidget(self._icon(tab, f"open-{tab.key}"))
        column.addStretch(1)
        return made
