"""Thư mời: invitations and those who ask at the left, one of them at the right."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout

from ecabinet.app import read
from ecabinet.app.changes import Changes
from ecabinet.app.override import override
from ecabinet.core.errors import EcabinetError
from ecabinet.core.ids import MemberId
from ecabinet.ui.admissions import Office, Request
from ecabinet.ui.context import Context
from ecabinet.ui.notices import sentence
from ecabinet.ui.panel import Panel
from ecabinet.ui.panels.administration.halves import Halves
from ecabinet.ui.panels.administration.invitations import wording
from ecabinet.ui.panels.administration.invitations.form import InvitationForm
from ecabinet.ui.panels.administration.invitations.presenter import REASON_MISMATCH, InvitationsPresenter
from ecabinet.ui.panels.administration.invitations.request_page import RequestPage
from ecabinet.ui.widgets.buttons import quiet_button
from ecabinet.ui.widgets.card import EmptyState
from ecabinet.ui.widgets.people_list import PeopleList
from ecabinet.ui.widgets.people_row import Person
from ecabinet.ui.widgets.toast import Toast, ToastKind
from ecabinet.ui.words import tr


class InvitationsPanel(Panel):
    """Implements `InvitationsView`; looks again at each round of exchange that brought something.

    Signals:
        waiting(int): how many laptops wait for a decision now.
    """

    follows_delivery = True
    waiting = Signal(int)

    def __init__(self, context: Context, office: Office) -> None:
        super().__init__(context)
        self.setObjectName("invitations")
        self._presenter = InvitationsPresenter(self, context.runner, office)
        self.halves = Halves("invitations", list_word=tr("Danh sách"), page_word=tr("Chi tiết"))
        self.list = PeopleList(object_name="invitations-list", accessible_name=tr("Thư mời và yêu cầu"))
        self._empty = EmptyState("mail", tr("Chưa có thư mời nào."), hint=tr("Mỗi máy mới cần một thư mời."))
        self.new = quiet_button(tr("Mời một máy"), "mail", object_name="invitations-new")
        self.form, self.page = InvitationForm(), RequestPage()
        self.toast = Toast(object_name="invitations-toast")
        self._lay_out()
        self._wire()

    @override
    def refresh(self) -> None:
        """Ask how far every invitation is."""
        self._presenter.refresh()

    @override
    def on_changed(self, changes: Changes) -> None:
        """Look again also while another part of the screen is shown: somebody may be waiting at the other end."""
        beside = self.parentWidget()
        if (changes.directory or changes.delivery) and beside is not None and beside.isVisible():
            self.refresh()
        else:
            super().on_changed(changes)

    def show_members(self, members: tuple[read.MemberLine, ...]) -> None:
        """Offer everyone in the form."""
        self.form.show_members(members)

    def show_requests(self, requests: tuple[Request, ...]) -> None:
        """Show the list, and tell how many wait."""
        self.list.people.show_people(tuple(_person(request) for request in requests))
        self.list.setVisible(bool(requests))
        self._empty.setVisible(not requests)
        self.waiting.emit(sum(request.phase == "compare" for request in requests))

    def show_chosen(self, request: Request) -> None:
        """Show one invitation; a form being filled in stays, unless it is done."""
        self.page.show_request(request)
        if not self.halves.shows(self.page):
            self.halves.show_page(self.page)

    def show_refusal(self, error: EcabinetError) -> None:
        """Say why, where the person pressed."""
        if self.halves.shows(self.page):
            self.page.refuse(error)
        else:
            self.form.refuse(error)

    def show_fault(self, error: EcabinetError) -> None:
        """Say why over the list."""
        self.toast.say(sentence(error), ToastKind.REFUSED)

    def show_saved(self, file: str) -> None:
        """Say where the file lies."""
        self.page.toast.say(tr("Đã lưu: {file}", file=file), ToastKind.DONE)

    def show_admitted(self) -> None:
        """Tell every screen, and the exchange, that there is one laptop more."""
        self.page.toast.say(tr("Đã chấp nhận. Máy đó tự mở tiếp khi nhận được trả lời."), ToastKind.DONE)
        self.context.feed.announce(Changes(directory=True))

    def propose(self, member: MemberId) -> None:
        """Begin an invitation for a member."""
        self.on_new()
        self.form.choose(member)

    @Slot(str)
    def on_picked(self, invitation: str) -> None:
        """Show the invitation picked."""
        self.halves.show_page(self.page)
        self._presenter.choose(invitation)

    @Slot()
    def on_new(self) -> None:
        """Show the form."""
        self._presenter.choose("")
        self.halves.show_page(self.form)

    @Slot(str, int)
    def on_wanted(self, member: str, days: int) -> None:
        """Make an invitation."""
        self._presenter.invite(MemberId(member), days)

    @Slot()
    def on_matched(self) -> None:
        """Let the laptop in."""
        self.page.toast.put_away()
        self.page.compare.be_busy(busy=True)
        self._presenter.approve()

    @Slot()
    def on_differed(self) -> None:
        """Do not let it in."""
        self.page.toast.put_away()
        self.page.compare.be_busy(busy=True)
        self._presenter.refuse(REASON_MISMATCH)

    @Slot()
    def on_cancelled(self) -> None:
        """Call the invitation off."""
        self._presenter.refuse(tr(wording.CANCELLED))

    def _wire(self) -> None:
        self.list.picked.connect(self.on_picked)
        self.new.clicked.connect(self.on_new)
        self.form.wanted.connect(self.on_wanted)
        self.page.cancelled.connect(self.on_cancelled)
        self.page.compare.matched.connect(self.on_matched)
        self.page.compare.differed.connect(self.on_differed)
        self.page.letter.file_chosen.connect(self._presenter.save)

    def _lay_out(self) -> None:
        for part, stretch in ((self.toast, 0), (self.list, 1), (self._empty, 1), (self.new, 0)):
            self.halves.left.addWidget(part, stretch)
        self.halves.show_page(self.form, forward=False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.halves)


def _person(request: Request) -> Person:
    return Person(request.invitation, request.name, wording.line(request), *wording.state(request))
