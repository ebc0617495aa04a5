"""The roles of one member, to be changed."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ecabinet.core.errors import EcabinetError
from ecabinet.core.people import Role
from ecabinet.ui.notices import sentence
from ecabinet.ui.panels.administration.members.presenter import Card
from ecabinet.ui.panels.administration.members.role_boxes import RoleBoxes
from ecabinet.ui.theme.theme import current
from ecabinet.ui.widgets.buttons import primary_button, quiet_button
from ecabinet.ui.widgets.labels import muted, section_title
from ecabinet.ui.widgets.presses import presses
from ecabinet.ui.widgets.toast import Toast, ToastKind
from ecabinet.ui.words import tr


class RolesPage(QWidget):
    """Signals: agreed(tuple[Role, ...]): the roles from now on; left: nothing is to change."""

    agreed = Signal(object)
    left = Signal()

    def __init__(self, card: Card) -> None:
        super().__init__()
        self.setObjectName("roles-page")
        self.roles = RoleBoxes("roles")
        self.roles.show_roles(card.roles)
        self.roles.boxes[Role.ADMINISTRATOR].setEnabled(not (card.controls and Role.ADMINISTRATOR in card.roles))
        self.toast = Toast(object_name="roles-toast")
        self.press = primary_button(tr("Lưu vai trò"), "check", object_name="roles-save", large=True)
        self.back = quiet_button(tr("Quay lại"), "arrow-left", object_name="roles-back", large=True)
        self.press.clicked.connect(self.on_save)
        self.back.clicked.connect(self.left)
        self._lay_out(card)

    def begin(self) -> None:
        """Let the keyboard begin with the first box."""
        next(iter(self.roles.boxes.values())).setFocus(Qt.FocusReason.OtherFocusReason)

    def refuse(self, error: EcabinetError) -> None:
        """Say beside the buttons why nothing was changed."""
        self.toast.say(sentence(error), ToastKind.REFUSED)

    @Slot()
    def on_save(self) -> None:
        """Announce what is ticked."""
        self.toast.put_away()
        self.agreed.emit(self.roles.roles())

    def _lay_out(self, card: Card) -> None:
        tokens = current().tokens
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.space_3)
        column.addWidget(section_title(tr("Vai trò của {name}", name=card.name)))
        column.addWidget(muted(tr("Có hiệu lực từ lúc lưu. Việc đã ghi trước đó không thay đổi.")))
        for part in (self.roles, self.toast):
            column.addWidget(part)
        column.addLayout(presses(self.press, self.back))
        column.addStretch(1)
