"""The page about this computer: its name, and how its keys are guarded."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ecabinet.ui.first_run.guard_fields import GuardFields
from ecabinet.ui.first_run.page import Page
from ecabinet.ui.theme.theme import current
from ecabinet.ui.widgets.field import line_field
from ecabinet.ui.words import tr


class MachinePage(Page):
    """Name, store and passphrase; without a proposed name only the passphrase is asked."""

    def __init__(self, *, computer: str, has_keyring: bool) -> None:
        super().__init__(
            tr("Máy này"),
            tr("Khóa ký của ông, bà nằm lại trên máy này. Mật khẩu giữ nó, kể cả khi máy bị mất."),
            object_name="machine",
            forward=tr("Tiếp tục"),
        )
        self.label = line_field(
            tr("Tên máy"), object_name="label", hint=tr("Quản trị nhìn tên này để biết đây là máy nào.")
        )
        self.label.editor.setText(computer)
        self.store = line_field(
            tr("Nơi trao đổi dữ liệu"),
            object_name="store",
            hint=tr("Lấy từ thư mời. Chỉ đổi khi máy này thấy kho dùng chung ở chỗ khác."),
        )
        self.guard = GuardFields(has_keyring=has_keyring)
        beside = self._made_row()
        beside.setVisible(bool(computer))
        self.body.addWidget(beside)
        self.body.addWidget(self.guard)
        self.know_field("passphrase", self.guard.passphrase.first)
        self.know_field("repeat", self.guard.passphrase.repeat)
        for field in (self.label, self.store):
            field.editor.returnPressed.connect(self.guard.passphrase.first.editor.setFocus)
        self.guard.entered.connect(self.forward_button.click)

    def _made_row(self) -> QWidget:
        """Put name and store beside each other."""
        made = QWidget()
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(current().tokens.space_4)
        for key, field in (("label", self.label), ("store", self.store)):
            row.addWidget(field, 1, Qt.AlignmentFlag.AlignTop)
            self.know_field(key, field)
        return made
