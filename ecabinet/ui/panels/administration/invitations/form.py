"""The form of a new invitation: for whom, and for how long."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ecabinet.app import read
from ecabinet.core.errors import EcabinetError
from ecabinet.core.ids import MemberId
from ecabinet.ui.notices import sentence
from ecabinet.ui.theme.theme import current
from ecabinet.ui.widgets.buttons import primary_button
from ecabinet.ui.widgets.field import choice_field, spin_field
from ecabinet.ui.widgets.labels import muted, section_title
from ecabinet.ui.widgets.toast import Toast, ToastKind
from ecabinet.ui.words import tr

_DAYS, _LONGEST = 7, 60


class InvitationForm(QWidget):
    """Signals: wanted(str, int): the member and for how many days."""

    wanted = Signal(str, int)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("invite-form")
        self.setAccessibleName(tr("Mời một máy"))
        self.member = choice_field(tr("Máy của ai"), object_name="invite-member", choices={})
        self.days = spin_field(
            tr("Thư mời dùng được trong"), object_name="invite-days", bounds=(1, _LONGEST), suffix=tr("ngày")
        )
        self.days.editor.setValue(_DAYS)
        self._wanted = MemberId("")
        self.toast = Toast(object_name="invite-toast")
        self.make = primary_button(tr("Tạo thư mời"), "mail", object_name="invite-make", large=True)
        self.make.clicked.connect(self.on_make)
        self._lay_out()

    def show_members(self, members: tuple[read.MemberLine, ...]) -> None:
        """Offer everyone; the choice stays, or becomes the one that was proposed before."""
        editor = self.member.editor
        known = [editor.itemData(at) for at in range(editor.count())]
        if known == [member.member for member in members]:
            return
        chosen = self._wanted or editor.currentData()
        editor.clear()
        for member in members:
            editor.addItem(" · ".join(filter(None, (member.name, member.title))), member.member)
        editor.setCurrentIndex(max(0, editor.findData(chosen)))

    def choose(self, member: MemberId) -> None:
        """Propose one of them."""
        self._wanted = member
        self.member.editor.setCurrentIndex(max(0, self.member.editor.findData(member)))
        self.toast.put_away()

    def refuse(self, error: EcabinetError) -> None:
        """Say beside the button why there is no invitation."""
        self.toast.say(sentence(error), ToastKind.REFUSED)

    @Slot()
    def on_make(self) -> None:
        """Announce who is to be invited."""
        self.toast.put_away()
        self._wanted = MemberId("")
        self.wanted.emit(str(self.member.editor.currentData() or ""), self.days.editor.value())

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(current().tokens.space_2)
        column.addWidget(section_title(tr("Mời một máy")))
        column.addWidget(muted(tr("Mỗi thư mời cho một máy, dùng một lần. Một người có thể có nhiều máy.")))
        for part in (self.member, self.days, self.toast):
            column.addWidget(part)
        column.addWidget(self.make, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
