"""How large the pages are: smaller, larger, as wide or as high as the window."""

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ecabinet.ui.reader.moves import step_zoom
from ecabinet.ui.reader.page_view import PageView
from ecabinet.ui.reader.zoom import LEAST, MOST, Fit, Zoom
from ecabinet.ui.theme.theme import current
from ecabinet.ui.widgets.buttons import icon_button
from ecabinet.ui.widgets.labels import number
from ecabinet.ui.words import tr


class ZoomGroup(QWidget):
    """Shows and changes the zoom of the view it is attached to."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme = current()
        self._pages: PageView | None = None
        self.percent = number("", role="body", color="text_muted")
        self.percent.setFixedWidth(theme.px(theme.tokens.space_7 + theme.tokens.space_1))
        self.percent.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.smaller = icon_button("minus", object_name="zoom-out", accessible_name=tr("Thu nhỏ (phím −)"))
        self.larger = icon_button("plus", object_name="zoom-in", accessible_name=tr("Phóng to (phím +)"))
        fit_width, fit_page = tr("Vừa chiều ngang (phím 0)"), tr("Vừa cả trang (phím 2)")
        self.fit_width = icon_button(
            "move-horizontal", object_name="fit-width", accessible_name=fit_width, checkable=True
        )
        self.fit_page = icon_button("move-vertical", object_name="fit-page", accessible_name=fit_page, checkable=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.tokens.space_1)
        for part in (self.smaller, self.percent, self.larger, self.fit_width, self.fit_page):
            row.addWidget(part)
        self.smaller.clicked.connect(self.on_smaller)
        self.larger.clicked.connect(self.on_larger)
        self.fit_width.clicked.connect(self.on_fit_width)
        self.fit_page.clicked.connect(self.on_fit_page)

    def attach(self, pages: PageView) -> None:
        """Belong to another view from now on."""
        if self._pages is not None:
            self._pages.zoom_changed.disconnect(self.on_zoom)
        self._pages = pages
        pages.zoom_changed.connect(self.on_zoom)
        self.on_zoom()

    def be_brief(self, level: int) -> None:
        """Leave out what a menu and keys offer, too: fitting from level 1, the percentage from level 3."""
        self.fit_width.setVisible(level < 1)
        self.fit_page.setVisible(level < 1)
        self.percent.setVisible(level < 3)

    @Slot()
    def on_zoom(self) -> None:
        """Show the zoom."""
        if self._pages is None:
            return
        percent, fit = self._pages.stage.percent, self._pages.stage.zoom.fit
        self.percent.setText(f"{round(percent)} %")
        known = bool(self._pages.stage.sizes)
        self.smaller.setEnabled(known and percent > LEAST)
        self.larger.setEnabled(known and percent < MOST)
        self.fit_width.setChecked(fit is Fit.WIDTH)
        self.fit_page.setChecked(fit is Fit.PAGE)

    @Slot()
    def on_smaller(self) -> None:
        """Zoom out."""
        if self._pages is not None:
            step_zoom(self._pages, -1)

    @Slot()
    def on_larger(self) -> None:
        """Zoom in."""
        if self._pages is not None:
            step_zoom(self._pages, 1)

    @Slot()
    def on_fit_width(self) -> None:
        """Fit the width."""
        if self._pages is not None:
            self._pages.set_zoom(Zoom(Fit.WIDTH))

    @Slot()
    def on_fit_page(self) -> None:
        """Fit the whole page."""
        if self._pages is not None:
            self._pages.set_zoom(Zoom(Fit.PAGE))
