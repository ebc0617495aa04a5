"""Quản trị: people and laptops, invitations, and what was set aside."""

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from ecabinet.app.override import override
from ecabinet.core.ids import MemberId
from ecabinet.ui.admissions import Office
from ecabinet.ui.context import Context
from ecabinet.ui.panel import Panel
from ecabinet.ui.panels.administration.invitations.panel import InvitationsPanel
from ecabinet.ui.panels.administration.members.panel import MembersPanel
from ecabinet.ui.panels.administration.quarantine.panel import QuarantinePanel
from ecabinet.ui.theme.theme import current
from ecabinet.ui.widgets.card import Hairline
from ecabinet.ui.widgets.segmented import Segment, Segmented
from ecabinet.ui.words import tr


class AdministrationScreen(QWidget):
    """Three parts, one at a time."""

    def __init__(self, context: Context, office: Office, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("administration-screen")
        self.setAccessibleName(tr("Quản trị"))
        self.tabs = Segmented(
            (
                Segment("members", tr("Người và máy")),
                Segment("invitations", tr("Thư mời")),
                Segment("quarantine", tr("Cách ly")),
            ),
            object_name="administration-tabs",
            accessible_name=tr("Phần việc của quản trị"),
        )
        self.members = MembersPanel(context, office)
        self.invitations = InvitationsPanel(context, office)
        self.quarantine = QuarantinePanel(context)
        self.parts: dict[str, Panel] = {
            "members": self.members,
            "invitations": self.invitations,
            "quarantine": self.quarantine,
        }
        self._pages = QStackedWidget()
        self.tabs.chosen.connect(self.show_part)
        self.members.invitation_wanted.connect(self.on_invite)
        self.invitations.waiting.connect(self.on_waiting)
        self._lay_out()

    @Slot(str)
    def show_part(self, key: str) -> None:
        """Go to one part.

        Raises:
            KeyError: there is no such part.
        """
        self.tabs.set_current(key)
        self._pages.setCurrentWidget(self.parts[key])

    @Slot(str)
    def on_invite(self, member: str) -> None:
        """Begin an invitation for a member."""
        self.show_part("invitations")
        self.invitations.propose(MemberId(member))

    @Slot(int)
    def on_waiting(self, count: int) -> None:
        """Show how many laptops wait for a decision."""
        self.tabs.set_count("invitations", count)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        """Look at once whether somebody waits."""
        super().showEvent(event)
        if self.tabs.current() != "invitations":
            self.invitations.refresh()

    def _lay_out(self) -> None:
        tokens = current().tokens
        for part in self.parts.values():
            self._pages.addWidget(part)
        head = QHBoxLayout()
        head.setContentsMargins(tokens.space_5, tokens.space_3, tokens.space_5, tokens.space_3)
        head.addWidget(self.tabs, 0, Qt.AlignmentFlag.AlignLeft)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(Hairline())
        column.addWidget(self._pages, 1)
