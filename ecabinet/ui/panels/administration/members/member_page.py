"""One person: who it is, which laptops there are, and what can be decided."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ecabinet.ui.panels.administration.members.laptop_row import LaptopRow
from ecabinet.ui.panels.administration.members.presenter import Card
from ecabinet.ui.panels.administration.members.wording import about, roles_of
from ecabinet.ui.theme.theme import current
from ecabinet.ui.widgets.buttons import danger_button, quiet_button
from ecabinet.ui.widgets.card import Hairline
from ecabinet.ui.widgets.labels import TextLabel, caption, muted, section_title, strong
from ecabinet.ui.widgets.presses import presses
from ecabinet.ui.words import tr


class MemberPage(QWidget):
    """Shows a `Card`.

    Signals:
        invitation_wanted(str): another laptop for this person.
        removal_wanted: this person is to go; roles_wanted: the roles are to be changed.
        revocation_wanted(str), hand_over_wanted(str): a laptop.
    """

    invitation_wanted = Signal(str)
    removal_wanted = Signal()
    roles_wanted = Signal()
    revocation_wanted = Signal(str)
    hand_over_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("member-page")
        self.card: Card | None = None
        self._shown: tuple[Card, bool] | None = None
        self._name, self._about, self._roles = section_title(""), muted(""), TextLabel("", "body")
        self._head = strong(tr("Máy"))
        self._none = caption("")
        self._rows = QVBoxLayout()
        self.invite = quiet_button(tr("Mời thêm máy"), "laptop", object_name="member-invite")
        self.edit_roles = quiet_button(tr("Sửa vai trò"), "pencil", object_name="member-roles-edit")
        self.remove = danger_button(tr("Thôi thành viên…"), "user-x", object_name="member-remove")
        self.invite.clicked.connect(self.on_invite)
        self.edit_roles.clicked.connect(self.roles_wanted)
        self.remove.clicked.connect(self.removal_wanted)
        self._lay_out()

    def show_card(self, card: Card, *, decides: bool) -> None:
        """Show a person; `decides`: whether this laptop may change anything."""
        if self._shown == (card, decides):
            return
        self.card, self._shown = card, (card, decides)
        self._name.setText(card.name)
        self._about.setText(tr("Không còn thuộc tổ chức.") if card.removed else about(card))
        self._about.setVisible(bool(self._about.text()))
        self._roles.setText(roles_of(card))
        self._roles.setVisible(bool(roles_of(card)))
        self.invite.setText(tr("Mời thêm máy") if card.laptops else tr("Mời máy đầu tiên"))
        for press in (self.invite, self.edit_roles):
            press.setVisible(decides and not card.removed)
        self.remove.setVisible(decides and not card.removed and not card.controls)
        self._none.setText(tr("Chưa có máy nào. Người này chưa dùng được eCabinet."))
        self._none.setVisible(not card.laptops)
        self._fill(card, decides=decides)

    @Slot()
    def on_invite(self) -> None:
        """Ask for an invitation for this person."""
        if self.card is not None:
            self.invitation_wanted.emit(self.card.member)

    def _fill(self, card: Card, *, decides: bool) -> None:
        while (item := self._rows.takeAt(0)) is not None:
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        for place, laptop in enumerate(card.laptops):
            if place:
                self._rows.addWidget(Hairline())
            row = LaptopRow(laptop, decides=decides)
            row.revocation_wanted.connect(self.revocation_wanted)
            row.hand_over_wanted.connect(self.hand_over_wanted)
            self._rows.addWidget(row)

    def _lay_out(self) -> None:
        tokens = current().tokens
        self._rows.setSpacing(0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.space_1)
        for label in (self._name, self._about, self._roles):
            column.addWidget(label)
        column.addSpacing(tokens.space_4)
        column.addWidget(self._head)
        column.addWidget(self._none)
        column.addLayout(self._rows)
        column.addSpacing(tokens.space_4)
        column.addLayout(presses(self.invite, self.edit_roles, self.remove))
        column.addStretch(1)
