"""Where one is in a paper: back and forward, the page number to type, and of how many."""

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from ecabinet.ui.reader.page_view import PageView
from ecabinet.ui.theme.theme import current
from ecabinet.ui.widgets.buttons import icon_button
from ecabinet.ui.widgets.labels import number
from ecabinet.ui.words import tr


class PlaceGroup(QWidget):
    """Shows and changes the page of the view it is attached to."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme = current()
        self._pages: PageView | None = None
        self._brief = False
        self.back = icon_button("arrow-left", object_name="jump-back", accessible_name=tr("Trở lại chỗ trước (Alt+←)"))
        self.ahead = icon_button("arrow-right", object_name="jump-ahead", accessible_name=tr("Đi tiếp (Alt+→)"))
        self.field = QLineEdit()
        self.field.setObjectName("page-field")
        self.field.setAccessibleName(tr("Đến trang"))
        self.field.setToolTip(tr("Gõ số trang rồi nhấn Enter"))
        self.field.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.field.setFixedWidth(theme.px(theme.tokens.control_large))
        self.validator = QIntValidator(1, 1, self.field)
        self.field.setValidator(self.validator)
        self.count = number("", role="body", color="text_muted")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.tokens.space_1)
        for part in (self.back, self.ahead, self.field, self.count):
            row.addWidget(part)
        self.back.clicked.connect(self.on_back)
        self.ahead.clicked.connect(self.on_ahead)
        self.field.returnPressed.connect(self.on_entered)

    def attach(self, pages: PageView) -> None:
        """Belong to another view from now on."""
        if self._pages is not None:
            self._pages.opened.disconnect(self.on_opened)
            self._pages.page_changed.disconnect(self.on_page)
            self._pages.trail.changed.disconnect(self.on_trail)
        self._pages = pages
        pages.opened.connect(self.on_opened)
        pages.page_changed.connect(self.on_page)
        pages.trail.changed.connect(self.on_trail)
        self.on_opened(len(pages.stage.sizes))
        self.on_trail()

    def be_brief(self, level: int) -> None:
        """Leave out what keys offer, too: back and forward from level 2."""
        self._brief = level >= 2
        for part in (self.back, self.ahead):
            part.setVisible(not self._brief and not self.field.isHidden())

    @Slot(int)
    def on_opened(self, count: int) -> None:
        """Show how many pages there are."""
        self.count.setText(f"/ {count}" if count else "")
        self.validator.setRange(1, max(1, count))
        self.field.setVisible(bool(count))
        self.count.setVisible(bool(count))
        self.back.setVisible(bool(count) and not self._brief)
        self.ahead.setVisible(bool(count) and not self._brief)
        page = self._pages.page if self._pages is not None else 0
        self.field.setText(str(page + 1) if count else "")

    @Slot(int)
    def on_page(self, page: int) -> None:
        """Show another page number."""
        self.field.setText(str(page + 1))

    @Slot()
    def on_trail(self) -> None:
        """Offer the ways there are."""
        if self._pages is not None:
            self.back.setEnabled(bool(self._pages.trail.back))
            self.ahead.setEnabled(bool(self._pages.trail.ahead))

    @Slot()
    def on_entered(self) -> None:
        """Go to the page typed in."""
        if self._pages is not None:
            self._pages.trail.jump(int(self.field.text()) - 1)
            self._pages.setFocus()

    @Slot()
    def on_back(self) -> None:
        """Go to where the last jump began."""
        if self._pages is not None:
            self._pages.trail.go_back()

    @Slot()
    def on_ahead(self) -> None:
        """Take back the last way back."""
        if self._pages is not None:
            self._pages.trail.go_ahead()
