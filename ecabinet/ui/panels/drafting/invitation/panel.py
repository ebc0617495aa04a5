"""Who is invited: the invited at the left, others to choose from, the form of the person chosen."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ecabinet.app import read
from ecabinet.app.override import override
from ecabinet.core.errors import EcabinetError
from ecabinet.core.ids import MeetingId
from ecabinet.core.people import Capacity
from ecabinet.core.things import Item, Meeting, Participant
from ecabinet.ui.context import Context
from ecabinet.ui.notices import sentence
from ecabinet.ui.panel import Panel
from ecabinet.ui.panels.drafting.invitation.editor import InvitationEditor
from ecabinet.ui.panels.drafting.invitation.presenter import InvitationPresenter, Invitations
from ecabinet.ui.theme.theme import current
from ecabinet.ui.widgets.buttons import quiet_button
from ecabinet.ui.widgets.card import Card
from ecabinet.ui.widgets.chip import ChipKind
from ecabinet.ui.widgets.labels import muted, strong
from ecabinet.ui.widgets.people_list import PeopleList
from ecabinet.ui.widgets.people_row import Person
from ecabinet.ui.widgets.scrolled import scrolled
from ecabinet.ui.widgets.search_field import SearchField
from ecabinet.ui.widgets.toast import Toast, ToastKind
from ecabinet.ui.words import tr
from ecabinet.ui.words.names import word

_KINDS = {Capacity.MEMBER: ChipKind.PRIMARY, Capacity.SUBSTITUTE: ChipKind.ABSTAIN}


class InvitationPanel(Panel):
    """Two lists and a form."""

    concerns = (Meeting, Participant, Item)

    def __init__(self, context: Context, meeting: MeetingId, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.setObjectName("invitation")
        self._presenter = InvitationPresenter(self, context.runner, meeting)
        self._shown = Invitations((), (), (), ())
        self._title = strong("", lines=1)
        self._all = quiet_button(tr("Mời tất cả thành viên"), "users", object_name="invite-all")
        self._invited = PeopleList(object_name="invited", accessible_name=tr("Người được mời"))
        self._search = SearchField(tr("Tìm người để mời"), object_name="invite-search")
        self._others = PeopleList(object_name="not-invited", accessible_name=tr("Người chưa được mời"))
        self._nobody = muted("")
        self._editor = InvitationEditor()
        self._toast = Toast(object_name="invite-toast")
        self._lay_out()
        self._all.clicked.connect(self._presenter.invite_all)
        self._search.searched.connect(self._presenter.search)
        self._invited.picked.connect(self.on_invited)
        self._others.picked.connect(self.on_other)
        self._editor.saved.connect(self.on_saved)

    @override
    def refresh(self) -> None:
        """Ask who is invited."""
        self._presenter.refresh()

    def show_invitations(self, invitations: Invitations) -> None:
        """Show both lists."""
        self._shown = invitations
        self._title.setText(tr("Được mời ({count})", count=len(invitations.invited)))
        self._all.setVisible(bool(invitations.missing))
        missing = tr("Mời tất cả thành viên ({count})", count=len(invitations.missing))
        self._all.setText(missing)
        self._invited.people.show_people(tuple(_invited(line) for line in invitations.invited))
        self._others.people.show_people(
            tuple(Person(line.member, line.name, line.title) for line in invitations.others)
        )
        self._others.setVisible(bool(invitations.others))
        self._nobody.setVisible(not invitations.others)
        searched = tr("Không tìm thấy ai chưa được mời có tên, chức vụ hoặc đơn vị như vậy.")
        self._nobody.setText(searched if self._search.text() else tr("Mọi người trong danh bạ đã được mời."))
        self._editor.offer_items(invitations.items)
        self._editor.offer(tuple(line for line in invitations.invited if line.voting))

    def show_refusal(self, error: EcabinetError) -> None:
        """Say why somebody was not invited."""
        self._toast.say(sentence(error), ToastKind.REFUSED)

    @Slot(str)
    def on_invited(self, key: str) -> None:
        """Show how somebody is invited."""
        line: read.PersonLine | None = next((one for one in self._shown.invited if one.member == key), None)
        if line is not None:
            self._editor.show_person(line)

    @Slot(str)
    def on_other(self, key: str) -> None:
        """Prepare to invite somebody."""
        line: read.MemberLine | None = next((one for one in self._shown.others if one.member == key), None)
        if line is not None:
            self._editor.show_member(line)

    @Slot()
    def on_saved(self) -> None:
        """Invite as the form says."""
        self._toast.put_away()
        form = self._editor
        self._presenter.invite(form.member, form.capacity, form.seat, form.substitutes_for, items=form.items)

    def _lay_out(self) -> None:
        tokens = current().tokens
        head = QHBoxLayout()
        head.addStrut(current().px(tokens.control))
        head.addWidget(self._title, 1)
        head.addWidget(self._all)
        left = QVBoxLayout()
        left.setSpacing(tokens.space_2)
        left.addLayout(head)
        left.addWidget(self._invited, 1)
        card = Card(object_name="invite-card")
        card.body.addWidget(self._editor)
        page = QWidget()
        right = QVBoxLayout(page)
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(tokens.space_2)
        right.addWidget(self._search)
        right.addWidget(self._others, 1)
        right.addWidget(self._nobody)
        right.addWidget(self._toast)
        right.addWidget(card)
        right.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(tokens.space_5)
        row.addLayout(left, 3)
        row.addWidget(scrolled(page, "invite-scroll"), 2)


def _invited(line: read.PersonLine) -> Person:
    seat = tr("Ghế {seat}", seat=line.seat) if line.seat else ""
    if line.guest:
        given = tr("{count} mục", count=len(line.items)) if line.items else tr("chưa giao mục nào")
        seat = " · ".join(filter(None, (seat, given)))
    title = tr("Họp thay {name}", name=line.substitutes_for) if line.substitutes_for else line.title
    kind = _KINDS.get(line.capacity, ChipKind.NEUTRAL)
    return Person(line.member, line.name, title, word("capacity", line.capacity), kind, "user", seat)
