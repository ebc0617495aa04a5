"""Capacity and seat of the person chosen, invited already or not; for a guest, the items he is invited to."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ecabinet.app import read
from ecabinet.core.ids import ItemId, MemberId
from ecabinet.core.people import Capacity, only_guest
from ecabinet.ui.panels.drafting.invitation.items import ItemBoxes
from ecabinet.ui.theme.theme import current
from ecabinet.ui.widgets.buttons import quiet_button
from ecabinet.ui.widgets.field import choice_field, line_field
from ecabinet.ui.widgets.labels import eliding, muted
from ecabinet.ui.words import tr
from ecabinet.ui.words.names import values


class InvitationEditor(QWidget):
    """A small form beside the lists.

    Signals:
        saved: `member`, `capacity`, `seat`, `substitutes_for` and `items` are to be recorded.
    """

    saved = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("invitation-editor")
        self.member = MemberId("")
        self._guest = False
        self._name = eliding("", role="section")
        self._title = muted("", lines=2)
        self._capacity = choice_field(tr("Tư cách dự họp"), object_name="invite-capacity", choices=values("capacity"))
        self._instead = choice_field(tr("Họp thay cho"), object_name="invite-instead", choices={})
        self._seat = line_field(tr("Ghế"), object_name="invite-seat", placeholder=tr("Ví dụ: B10"))
        self._items = ItemBoxes()
        self._save = quiet_button(tr("Mời"), "user-plus", object_name="invite-save")
        self._save.clicked.connect(self.saved)
        self._capacity.editor.currentIndexChanged.connect(self.on_capacity)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(current().tokens.space_1)
        row = QHBoxLayout()
        row.setSpacing(current().tokens.space_3)
        row.addWidget(self._capacity, 2)
        row.addWidget(self._seat, 1)
        column.addWidget(self._name)
        column.addWidget(self._title)
        column.addLayout(row)
        column.addWidget(self._instead)
        column.addWidget(self._items)
        column.addWidget(self._save)
        self.show_nobody()

    @property
    def capacity(self) -> Capacity:
        """The capacity chosen."""
        return Capacity(str(self._capacity.editor.currentData()))

    @property
    def seat(self) -> str:
        """The seat as written."""
        return self._seat.editor.text()

    @property
    def substitutes_for(self) -> MemberId | None:
        """Whom the person replaces."""
        chosen = self._instead.editor.currentData()
        return MemberId(str(chosen)) if chosen and self.capacity is Capacity.SUBSTITUTE else None

    @property
    def items(self) -> tuple[ItemId, ...]:
        """What a guest is invited to; nothing for everybody else, who is invited to all."""
        return self._items.items() if self._guest else ()

    def offer_items(self, lines: tuple[read.AgendaLine, ...]) -> None:
        """Offer the items a guest can be invited to."""
        self._items.offer(lines)

    def offer(self, members: tuple[read.PersonLine, ...]) -> None:
        """Offer the members who can be replaced."""
        chosen = self._instead.editor.currentData()
        self._instead.editor.clear()
        for line in members:
            self._instead.editor.addItem(line.name, line.member)
        self._instead.editor.setCurrentIndex(max(0, self._instead.editor.findData(chosen)))

    def show_nobody(self) -> None:
        """Wait for somebody to be chosen."""
        self._name.setText(tr("Chọn một người"))
        self._title.setText(tr("Chọn trong danh sách để đặt tư cách dự họp và ghế."))
        for widget in (self._capacity, self._instead, self._seat, self._items, self._save):
            widget.hide()

    def show_member(self, line: read.MemberLine) -> None:
        """Show somebody not invited yet."""
        self._begin(line, Capacity.MEMBER if line.voting else Capacity.INVITEE, "")
        self._show_items((), guest=only_guest(line.roles))
        self._save.setText(tr("Mời dự họp"))

    def show_person(self, line: read.PersonLine) -> None:
        """Show somebody who is invited."""
        self._begin(line, line.capacity, line.seat)
        self._show_items(line.items, guest=line.guest)
        self._instead.editor.setCurrentIndex(max(0, self._instead.editor.findText(line.substitutes_for)))
        self._save.setText(tr("Lưu"))

    @Slot()
    def on_capacity(self) -> None:
        """Ask whom a substitute replaces."""
        self._instead.setVisible(self.capacity is Capacity.SUBSTITUTE)

    def _show_items(self, items: tuple[ItemId, ...], *, guest: bool) -> None:
        self._guest = guest
        self._items.tick(items)
        self._items.setVisible(guest)

    def _begin(self, line: read.MemberLine | read.PersonLine, capacity: Capacity, seat: str) -> None:
        self.member = line.member
        self._name.setText(line.name)
        self._title.setText(line.title)
        self._capacity.editor.setCurrentIndex(self._capacity.editor.findData(capacity))
        self._seat.editor.setText(seat)
        for widget in (self._capacity, self._seat, self._save):
            widget.show()
        self.on_capacity()
