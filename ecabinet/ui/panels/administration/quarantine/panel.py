"""Cách ly: everything kept without effect at the left, one of it with its reason at the right."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QVBoxLayout

from ecabinet.app import read
from ecabinet.app.override import override
from ecabinet.core.errors import EcabinetError
from ecabinet.core.things import Meeting
from ecabinet.ui.context import Context
from ecabinet.ui.panel import Panel
from ecabinet.ui.panels.administration.halves import Halves
from ecabinet.ui.panels.administration.quarantine import wording
from ecabinet.ui.panels.administration.quarantine.line_page import LinePage
from ecabinet.ui.panels.administration.quarantine.presenter import QuarantinePresenter, key_of, may_admit
from ecabinet.ui.widgets.card import EmptyState
from ecabinet.ui.widgets.chip import ChipKind
from ecabinet.ui.widgets.labels import caption
from ecabinet.ui.widgets.people_list import PeopleList
from ecabinet.ui.widgets.people_row import Person
from ecabinet.ui.words import tr


class QuarantinePanel(Panel):
    """Implements `QuarantineView`."""

    concerns = (Meeting,)
    follows_aside = True

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.setObjectName("quarantine")
        self._presenter = QuarantinePresenter(self, context.runner)
        self.halves = Halves("quarantine", list_word=tr("Danh sách"), page_word=tr("Chi tiết"))
        self.list = PeopleList(object_name="quarantine-list", accessible_name=tr("Nội dung cách ly"))
        self._kept = caption(tr("Không có gì ở đây bị xóa. Mọi máy đều giữ những nội dung này."))
        self.page = LinePage()
        self._choose = EmptyState("shield-alert", tr("Chọn một nội dung để xem vì sao nó không được tính."))
        self._none = EmptyState("shield-check", tr("Không có nội dung nào bị cách ly."))
        self._lay_out()
        self.list.picked.connect(self.on_picked)
        self.page.admission_wanted.connect(self._presenter.admit)

    @override
    def refresh(self) -> None:
        """Ask what was set aside."""
        self._presenter.refresh()

    def show_lines(self, lines: tuple[read.QuarantineLine, ...]) -> None:
        """Show the list; what is looked at stays, also when it is not in the list any more."""
        self.list.people.show_people(tuple(_row(line) for line in lines))
        self.list.setVisible(bool(lines))
        if not self.halves.shows(self.page):
            self.halves.show_page(self._choose if lines else self._none, forward=False)

    def show_chosen(self, line: read.QuarantineLine) -> None:
        """Show one of it."""
        self.page.show_line(line)

    def show_refusal(self, error: EcabinetError) -> None:
        """Say why beside the button."""
        self.page.refuse(error)

    def show_admitted(self) -> None:
        """Say that it counts."""
        self.page.show_admitted()

    @Slot(str)
    def on_picked(self, key: str) -> None:
        """Show what was picked."""
        self.halves.show_page(self.page)
        self._presenter.choose(key)

    def _lay_out(self) -> None:
        self.halves.left.addWidget(self.list, 1)
        self.halves.left.addStretch(0)
        self.halves.left.addWidget(self._kept)
        self.halves.show_page(self._choose, forward=False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.halves)


def _row(line: read.QuarantineLine) -> Person:
    kind, icon = (ChipKind.ABSTAIN, "clock") if may_admit(line) else (ChipKind.NEUTRAL, "ban")
    about = " · ".join((wording.kind_of(line), wording.place_of(line)))
    return Person(key_of(line), wording.who(line), about, wording.short_reason(line), kind, icon)
