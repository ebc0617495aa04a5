"""The page of the root key: its own passphrase, and the file it is saved to."""

from pathlib import Path

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QFileDialog

from ecabinet.ui.first_run.page import Page
from ecabinet.ui.first_run.passphrase_fields import PassphraseFields
from ecabinet.ui.theme.theme import current
from ecabinet.ui.widgets.buttons import quiet_button
from ecabinet.ui.widgets.field import line_field
from ecabinet.ui.words import tr


class RecoveryPage(Page):
    """Two hidden lines and a file; the organization is founded when both will do."""

    def __init__(self) -> None:
        super().__init__(
            tr("Khóa gốc"),
            tr(
                "Khóa gốc chỉ cần đến khi máy quản trị hỏng hoặc mất. Hãy lưu vào USB và cất trong két, "
                "không để trên máy này."
            ),
            object_name="recovery",
            forward=tr("Lập tổ chức"),
            icon="key-round",
        )
        self.passphrase = PassphraseFields(tr("Mật khẩu của khóa gốc, khác mật khẩu mở máy"), object_name="root")
        self.file = line_field(tr("Lưu khóa gốc vào tệp"), object_name="root-file")
        choose = quiet_button(tr("Chọn nơi lưu…"), "usb", object_name="choose-root-file")
        choose.clicked.connect(self.on_choose)
        self.body.addWidget(self.passphrase)
        self.body.addSpacing(current().tokens.space_2)
        self.add_field("root_key", self.file)
        self.body.addWidget(choose, 0, Qt.AlignmentFlag.AlignLeft)
        self.know_field("passphrase", self.passphrase.first)
        self.know_field("repeat", self.passphrase.repeat)
        self.passphrase.entered.connect(self.file.editor.setFocus)
        self.file.editor.returnPressed.connect(self.forward_button.click)

    def values(self) -> tuple[str, str, Path | None]:
        """Return both lines and the file, None before one is named."""
        named = self.file.editor.text().strip()
        return *self.passphrase.values(), Path(named) if named else None

    @Slot()
    def on_choose(self) -> None:
        """Ask where."""
        name, _kind = QFileDialog.getSaveFileName(
            self, tr("Lưu khóa gốc"), "khoa-goc.ecabinet-root", tr("Khóa gốc (*.ecabinet-root)")
        )
        if name:
            self.file.editor.setText(name)
