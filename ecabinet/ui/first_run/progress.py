"""The column at the left of the first start: the program's name, and the steps done and to come."""

from PySide6.QtCore import Slot
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from ecabinet.app.override import override
from ecabinet.ui.theme.theme import current
from ecabinet.ui.widgets.card import Picture
from ecabinet.ui.widgets.labels import TextLabel, caption
from ecabinet.ui.words import tr

_WIDTH, _ICON = 264, 40


class Progress(QWidget):
    """Steps are shown, not pressed."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("progress")
        tokens = current().tokens
        column = QVBoxLayout(self)
        column.setContentsMargins(tokens.space_5, tokens.space_6, tokens.space_5, tokens.space_5)
        column.setSpacing(tokens.space_2)
        column.addWidget(Picture("landmark", "primary", _ICON))
        column.addWidget(TextLabel("eCabinet", "section"))
        column.addWidget(TextLabel(tr("Phòng họp không giấy tờ"), "body", "text_muted"))
        column.addSpacing(tokens.space_5)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(tokens.space_3)
        self._grid.setVerticalSpacing(tokens.space_4)
        self._grid.setColumnStretch(1, 1)
        column.addLayout(self._grid)
        column.addStretch(1)
        column.addWidget(caption(tr("Khóa và dữ liệu nằm trên máy này, không ở máy chủ nào.")))
        current().changed.connect(self.on_theme)
        self.on_theme()

    def show_steps(self, steps: dict[str, str], now: str) -> None:
        """Show words by key in their order; those before `now` are done."""
        while (item := self._grid.takeAt(0)) is not None:
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        keys = list(steps)
        at = keys.index(now) if now in keys else 0
        for row, key in enumerate(keys):
            done, here = row < at, row == at
            icon = "circle-check" if done else "circle-dot" if here else "circle"
            ink = Picture(icon, "agree" if done else "primary" if here else "text_faint")
            word = TextLabel(tr(steps[key]), "strong" if here else "body", "text" if here else "text_muted")
            word.setAccessibleDescription(tr("xong") if done else tr("đang làm") if here else tr("chưa làm"))
            self._grid.addWidget(ink, row, 0)
            self._grid.addWidget(word, row, 1)

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the sunken ground."""
        QPainter(self).fillRect(self.rect(), current().color("surface_sunken"))

    @Slot()
    def on_theme(self) -> None:
        """Grow with the text, but leave the page most of the room."""
        self.setFixedWidth(round(_WIDTH * min(1.25, current().text_scale)))
