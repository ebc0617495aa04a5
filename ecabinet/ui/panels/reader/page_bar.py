"""The bar below the pages: which page of how many, how large, and the way to the side panel."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from ecabinet.ui.reader.page_view import PageView
from ecabinet.ui.reader.zoom import LEAST, MOST, Fit, Zoom
from ecabinet.ui.theme.theme import current
from ecabinet.ui.widgets.buttons import icon_button
from ecabinet.ui.widgets.card import ground
from ecabinet.ui.widgets.labels import number
from ecabinet.ui.words import tr


class PageBar(QWidget):
    """Controls of one `PageView`."""

    side_wanted = Signal()
    """The side panel is to be folded or unfolded."""

    def __init__(self, pages: PageView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page-bar")
        self._pages = pages
        self._make_controls()
        back = ground("panel", object_name="page-bar-ground")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(back)
        self._lay_out(QHBoxLayout(back))
        self.field.returnPressed.connect(self.on_entered)
        self.smaller.clicked.connect(self.on_smaller)
        self.larger.clicked.connect(self.on_larger)
        self.fit_width.clicked.connect(self.on_fit_width)
        self.fit_page.clicked.connect(self.on_fit_page)
        self.side.clicked.connect(self.side_wanted)
        pages.opened.connect(self.on_opened)
        pages.page_changed.connect(self.on_page)
        pages.zoom_changed.connect(self.on_zoom)
        self.on_opened(0)
        self.on_zoom()

    def _make_controls(self) -> None:
        theme = current()
        self.field = QLineEdit()
        self.field.setObjectName("page-field")
        self.field.setAccessibleName(tr("Đến trang"))
        self.field.setToolTip(tr("Gõ số trang rồi nhấn Enter"))
        self.field.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.field.setFixedWidth(theme.px(theme.tokens.control_large))
        self.validator = QIntValidator(1, 1, self.field)
        self.field.setValidator(self.validator)
        self.count = number("", role="body", color="text_muted")
        self.percent = number("", role="body", color="text_muted")
        self.percent.setFixedWidth(theme.px(theme.tokens.space_7 + theme.tokens.space_1))
        self.percent.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.smaller = icon_button("minus", object_name="zoom-out", accessible_name=tr("Thu nhỏ (phím −)"))
        self.larger = icon_button("plus", object_name="zoom-in", accessible_name=tr("Phóng to (phím +)"))
        fit_width, fit_page = tr("Vừa chiều ngang (phím 0)"), tr("Vừa cả trang")
        self.fit_width = icon_button(
            "move-horizontal", object_name="fit-width", accessible_name=fit_width, checkable=True
        )
        self.fit_page = icon_button("maximize", object_name="fit-page", accessible_name=fit_page, checkable=True)
        self.side = icon_button("panel-right", object_name="fold-side", accessible_name=tr("Ẩn hoặc hiện bảng bên"))

    def _lay_out(self, row: QHBoxLayout) -> None:
        tokens = current().tokens
        row.setContentsMargins(tokens.space_3, tokens.space_1, tokens.space_2, tokens.space_1)
        row.setSpacing(tokens.space_1)
        row.addWidget(self.field)
        row.addSpacing(tokens.space_1)
        row.addWidget(self.count)
        row.addStretch(1)
        for button in (self.smaller, self.percent, self.larger):
            row.addWidget(button)
        row.addSpacing(tokens.space_3)
        row.addWidget(self.fit_width)
        row.addWidget(self.fit_page)
        row.addStretch(1)
        row.addWidget(self.side)

    @Slot(int)
    def on_opened(self, count: int) -> None:
        """Show how many pages there are."""
        self.count.setText(f"/ {count}" if count else "")
        self.validator.setRange(1, max(1, count))
        controls = (self.field, self.count, self.smaller, self.percent, self.larger, self.fit_width, self.fit_page)
        for control in controls:
            control.setVisible(bool(count))
        self.field.setText("1" if count else "")

    @Slot(int)
    def on_page(self, page: int) -> None:
        """Show another page number."""
        self.field.setText(str(page + 1))

    @Slot()
    def on_zoom(self) -> None:
        """Show the zoom."""
        percent, fit = self._pages.stage.percent, self._pages.stage.zoom.fit
        self.percent.setText(f"{round(percent)} %")
        known = bool(self._pages.stage.sizes)
        self.smaller.setEnabled(known and percent > LEAST)
        self.larger.setEnabled(known and percent < MOST)
        self.fit_width.setChecked(fit is Fit.WIDTH)
        self.fit_page.setChecked(fit is Fit.PAGE)

    @Slot()
    def on_entered(self) -> None:
        """Go to the page typed in."""
        self._pages.go_to(int(self.field.text()) - 1)
        self._pages.setFocus()

    @Slot()
    def on_smaller(self) -> None:
        """Zoom out."""
        self._pages.step_zoom(-1)

    @Slot()
    def on_larger(self) -> None:
        """Zoom in."""
        self._pages.step_zoom(1)

    @Slot()
    def on_fit_width(self) -> None:
        """Fit the width."""
        self._pages.set_zoom(Zoom(Fit.WIDTH))

    @Slot()
    def on_fit_page(self) -> None:
        """Fit the whole page."""
        self._pages.set_zoom(Zoom(Fit.PAGE))
