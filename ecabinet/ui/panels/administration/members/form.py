"""The form of a new member."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from ecabinet.core.errors import EcabinetError
from ecabinet.core.people import Role
from ecabinet.ui.notices import sentence
from ecabinet.ui.panels.administration.members.presenter import Draft
from ecabinet.ui.panels.administration.members.role_boxes import RoleBoxes, check_box
from ecabinet.ui.theme.theme import current
from ecabinet.ui.widgets.buttons import primary_button, quiet_button
from ecabinet.ui.widgets.field import line_field, spin_field
from ecabinet.ui.widgets.labels import caption, muted, section_title, strong
from ecabinet.ui.widgets.presses import presses
from ecabinet.ui.widgets.toast import Toast, ToastKind
from ecabinet.ui.words import tr

_LAST_RANK = 9_999


class MemberForm(QWidget):
    """Name, title, unit, place, roles, vote.

    Signals:
        written(Draft): what is to be saved.
        left: the person gave up.
    """

    written = Signal(object)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("member-form")
        self.setAccessibleName(tr("Thêm thành viên"))
        self.name = line_field(tr("Họ và tên"), object_name="member-name")
        self.title = line_field(tr("Chức vụ"), object_name="member-title")
        self.unit = line_field(tr("Đơn vị"), object_name="member-unit")
        self.rank = spin_field(
            tr("Thứ tự trong danh sách"), object_name="member-rank", bounds=(1, _LAST_RANK), hint=tr("Nhỏ đứng trước.")
        )
        self.roles = RoleBoxes("member-roles")
        self.voting = check_box("member-voting", tr("Được biểu quyết, tính vào túc số"))
        self.toast = Toast(object_name="member-toast")
        self.save = primary_button(tr("Thêm thành viên"), "user-plus", object_name="member-save", large=True)
        self.back = quiet_button(tr("Quay lại"), "arrow-left", object_name="member-back", large=True)
        self.save.clicked.connect(self.on_save)
        self.back.clicked.connect(self.left)
        self._lay_out()

    def begin(self, rank: int) -> None:
        """Empty the form; the next place is proposed, and the role most people have."""
        for field in (self.name, self.title, self.unit):
            field.editor.clear()
            field.accept()
        self.rank.editor.setValue(rank)
        self.roles.show_roles((Role.DELEGATE,))
        self.voting.setChecked(True)
        self.toast.put_away()
        self.name.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def refuse(self, error: EcabinetError) -> None:
        """Say why, under the field if it is about the name."""
        if getattr(error, "field", "") == "name":
            self.name.refuse(sentence(error))
            self.name.editor.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.toast.say(sentence(error), ToastKind.REFUSED)

    @Slot()
    def on_save(self) -> None:
        """Announce what is written."""
        self.name.accept()
        self.toast.put_away()
        name, title, unit = (field.editor.text().strip() for field in (self.name, self.title, self.unit))
        self.written.emit(
            Draft(name, title, unit, self.rank.editor.value(), self.voting.isChecked(), self.roles.roles())
        )

    def _fields(self) -> QGridLayout:
        made = QGridLayout()
        made.setHorizontalSpacing(current().tokens.space_4)
        made.setVerticalSpacing(current().tokens.space_1)
        for part, place in ((self.name, (0, 0)), (self.rank, (0, 1)), (self.title, (1, 0)), (self.unit, (1, 1))):
            made.addWidget(part, *place, Qt.AlignmentFlag.AlignTop)
        made.setColumnStretch(0, 3)
        made.setColumnStretch(1, 2)
        return made

    def _lay_out(self) -> None:
        tokens = current().tokens
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.space_1)
        column.addWidget(section_title(tr("Thêm thành viên")))
        column.addWidget(muted(tr("Sau khi thêm, hãy mời máy của người đó ở mục Thư mời.")))
        column.addLayout(self._fields())
        column.addWidget(strong(tr("Vai trò")))
        column.addWidget(self.roles)
        column.addWidget(self.voting)
        column.addWidget(caption(tr("Tên và chức vụ hiện trên mọi máy và trong biên bản.")))
        column.addSpacing(tokens.space_2)
        column.addWidget(self.toast)
        column.addLayout(presses(self.save, self.back))
        column.addStretch(1)
