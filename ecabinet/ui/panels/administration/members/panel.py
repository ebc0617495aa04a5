"""Người và máy: everyone by rank at the left, one person with all laptops at the right."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout

from ecabinet.app import read
from ecabinet.app.override import override
from ecabinet.core.errors import EcabinetError
from ecabinet.core.ids import MemberId
from ecabinet.ui.admissions import Office
from ecabinet.ui.context import Context
from ecabinet.ui.panel import Panel
from ecabinet.ui.panels.administration.halves import Halves
from ecabinet.ui.panels.administration.members import wording
from ecabinet.ui.panels.administration.members.decisions import Decisions
from ecabinet.ui.panels.administration.members.form import MemberForm
from ecabinet.ui.panels.administration.members.member_page import MemberPage
from ecabinet.ui.panels.administration.members.presenter import Card, Draft, MembersPresenter
from ecabinet.ui.widgets.buttons import quiet_button
from ecabinet.ui.widgets.card import EmptyState
from ecabinet.ui.widgets.chip import ChipKind
from ecabinet.ui.widgets.labels import caption
from ecabinet.ui.widgets.people_list import PeopleList
from ecabinet.ui.widgets.people_row import Person
from ecabinet.ui.widgets.search_field import SearchField
from ecabinet.ui.widgets.toast import Toast, ToastKind
from ecabinet.ui.words import tr


class MembersPanel(Panel):
    """Implements `MembersView`.

    Signals:
        invitation_wanted(str): another laptop for this member.
    """

    invitation_wanted = Signal(str)

    def __init__(self, context: Context, office: Office) -> None:
        super().__init__(context)
        self.setObjectName("members")
        self._presenter = MembersPresenter(self, context.runner, office.writer)
        self._decides = False
        self._everyone = 0
        self.halves = Halves("members", list_word=tr("Danh sách"), page_word=tr("Chi tiết"))
        self._decisions = Decisions(self.halves, self._presenter, self)
        self._search = SearchField(tr("Tìm người hoặc máy"), object_name="members-search")
        self.list = PeopleList(object_name="members-list", accessible_name=tr("Thành viên"))
        self.add = quiet_button(tr("Thêm thành viên"), "user-plus", object_name="members-add")
        self._control = caption("")
        self.toast = Toast(object_name="members-toast")
        self.page, self.form = MemberPage(), MemberForm()
        self._empty = EmptyState("users", tr("Chọn một người trong danh sách."))
        self._lay_out()
        self._wire()

    @override
    def refresh(self) -> None:
        """Ask who there is."""
        self._presenter.refresh()

    def show_cards(self, cards: tuple[Card, ...], everyone: int) -> None:
        """Show those who match."""
        self._everyone = everyone
        self.list.people.show_people(tuple(_person(card) for card in cards))

    def show_chosen(self, card: Card) -> None:
        """Show one person; a question that is being asked, or a form, is left alone."""
        self._decisions.card = card
        self.page.show_card(card, decides=self._decides)
        if self.halves.shows(self._empty):
            self.halves.show_page(self.page)

    def show_control(self, holder: read.InstallationLine | None, *, here: bool) -> None:
        """Say where decisions are taken, and offer them here only."""
        self._decides = here
        self.add.setEnabled(here)
        said = tr("Máy này giữ quyền quản trị của tổ chức.")
        if not here:
            said = tr("Máy này chỉ xem. Quyền quản trị do một máy khác giữ.")
        if holder is not None and not here:
            label = wording.label_of(holder)
            said = tr("Máy này chỉ xem. Quyền quản trị do máy “{label}” của {name} giữ.", label=label, name=holder.name)
        self._control.setText(said)

    def show_refusal(self, error: EcabinetError) -> None:
        """Say why, where the person pressed."""
        if self.halves.shows(self.form):
            self.form.refuse(error)
        else:
            self._decisions.refuse(error)

    def show_done(self) -> None:
        """Go back from the question to the person."""
        self.toast.say(tr("Đã ghi quyết định. Các máy khác biết ở lần trao đổi tới."), ToastKind.DONE, seconds=8)
        self.on_back()

    def show_admitted(self, name: str) -> None:
        """Say who was added, and show the list again."""
        self.toast.say(tr("{name} đã là thành viên. Hãy mời máy ở mục Thư mời.", name=name), ToastKind.DONE, seconds=8)
        self.on_back()
        self.halves.show_list()

    @Slot(str)
    def on_picked(self, member: str) -> None:
        """Show the person picked."""
        self._decisions.drop()
        self.halves.show_page(self.page)
        self._presenter.choose(MemberId(member))

    @Slot()
    def on_add(self) -> None:
        """Show the empty form."""
        self._decisions.drop()
        self.halves.show_page(self.form)
        self.form.begin(self._everyone)

    @Slot(object)
    def on_written(self, draft: Draft) -> None:
        """Save a new member."""
        self._presenter.admit(draft)

    @Slot()
    def on_back(self) -> None:
        """Leave a question or the form."""
        self._decisions.drop()
        self.form.toast.put_away()
        self.halves.show_page(self.page if self._decisions.card is not None else self._empty)

    def _wire(self) -> None:
        self._search.searched.connect(self._presenter.search)
        self.list.picked.connect(self.on_picked)
        self.add.clicked.connect(self.on_add)
        self.form.written.connect(self.on_written)
        self.form.left.connect(self.on_back)
        self.page.invitation_wanted.connect(self.invitation_wanted)
        self.page.roles_wanted.connect(self._decisions.on_roles)
        self.page.removal_wanted.connect(self._decisions.on_remove)
        self.page.revocation_wanted.connect(self._decisions.on_revoke)
        self.page.hand_over_wanted.connect(self._decisions.on_hand_over)
        self._decisions.left.connect(self.on_back)

    def _lay_out(self) -> None:
        for part in (self._search, self.toast):
            self.halves.left.addWidget(part)
        self.halves.left.addWidget(self.list, 1)
        self.halves.left.addWidget(self._control)
        self.halves.left.addWidget(self.add)
        self.halves.show_page(self._empty, forward=False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.halves)


def _person(card: Card) -> Person:
    if card.removed:
        state, kind, icon = tr("Đã thôi"), ChipKind.NEUTRAL, "user-x"
    elif card.controls:
        state, kind, icon = tr("Giữ quyền"), ChipKind.CHAIR, "key-round"
    elif card.writing:
        state, kind, icon = tr("{count} máy", count=card.writing), ChipKind.AGREE, "laptop"
    else:
        state, kind, icon = tr("Chưa có máy"), ChipKind.ABSTAIN, "laptop"
    return Person(card.member, card.name, wording.about(card), state, kind, icon)
