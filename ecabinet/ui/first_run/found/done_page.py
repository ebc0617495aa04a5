"""The last page of founding: what was made, and the sheet to print."""

from pathlib import Path

from PySide6.QtCore import Qt, QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QHBoxLayout

from ecabinet.ui.first_run.page import Page
from ecabinet.ui.theme.theme import current
from ecabinet.ui.widgets.buttons import link_button, quiet_button
from ecabinet.ui.widgets.card import Card
from ecabinet.ui.widgets.labels import muted
from ecabinet.ui.widgets.steps import Step, Steps
from ecabinet.ui.words import tr


class DonePage(Page):
    """A short list of what is done.

    Signals:
        sheet_asked(Path): the sheet is to be saved there.
    """

    sheet_asked = Signal(object)

    def __init__(self) -> None:
        super().__init__(
            tr("Tổ chức đã được lập"),
            tr("Còn một việc nên làm ngay: in khóa gốc ra giấy, phòng khi USB hỏng."),
            object_name="done",
            forward=tr("Mở eCabinet"),
        )
        self.back_button.hide()
        self._root, self._sheet = "", Path()
        self.steps = Steps(object_name="done-steps")
        self.save = quiet_button(tr("Lưu bản in (PDF)…"), "printer", object_name="save-sheet")
        self.show_button = link_button(tr("Mở bản in"), "external-link", object_name="open-sheet")
        self.show_button.hide()
        self.save.clicked.connect(self.on_save)
        self.show_button.clicked.connect(self.on_open)
        self.body.addWidget(self._made_card())
        self.body.addSpacing(current().tokens.space_2)
        about = tr(
            "Bản in có mã QR của khóa gốc, vẫn được mật khẩu khóa gốc bảo vệ. "
            "Cất bản in và mật khẩu ở hai nơi khác nhau."
        )
        self.body.addWidget(muted(about))

    def show_saved(self, root: Path) -> None:
        """Say where the root key is."""
        self._root = str(root)
        self._tell()

    def show_sheet(self, sheet: Path) -> None:
        """Say where the sheet is, and offer to open it for printing."""
        self._sheet = sheet
        self.show_button.show()
        self.forward_button.setFocus(Qt.FocusReason.OtherFocusReason)
        self._tell()

    @Slot()
    def on_save(self) -> None:
        """Ask where the sheet goes."""
        name, _kind = QFileDialog.getSaveFileName(self, tr("Lưu bản in"), "khoa-goc.pdf", "PDF (*.pdf)")
        if name:
            self.sheet_asked.emit(Path(name))

    @Slot()
    def on_open(self) -> None:
        """Open the sheet where it can be printed."""
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._sheet)))

    def _tell(self) -> None:
        sheet = self._sheet.name
        self.steps.show_steps(
            (
                Step("made", tr("Tổ chức và hồ sơ quản trị đã có trên máy này"), done=True),
                Step("root", tr("Khóa gốc đã lưu và đọc lại được"), done=True, detail=self._root),
                Step("sheet", tr("Bản in khóa gốc"), bool(sheet), str(self._sheet) if sheet else tr("chưa lưu")),
            )
        )

    def _made_card(self) -> Card:
        made = Card(object_name="done-card")
        made.body.addWidget(self.steps)
        made.body.addSpacing(current().tokens.space_3)
        row = QHBoxLayout()
        row.addWidget(self.save)
        row.addWidget(self.show_button)
        row.addStretch(1)
        made.body.addLayout(row)
        return made
