"""The chair's cockpit: the agenda at the left, what goes on now, and what is decided."""

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ecabinet.core.ids import MeetingId
from ecabinet.core.rules import RuleProfile
from ecabinet.ui.context import Context
from ecabinet.ui.panels.decide.panel import DecidePanel
from ecabinet.ui.panels.lead.agenda_panel import AgendaPanel
from ecabinet.ui.panels.lead.panel import LeadPanel
from ecabinet.ui.theme.theme import current
from ecabinet.ui.widgets.card import Hairline, ground
from ecabinet.ui.words import tr

_AGENDA = 288
"""Pixels of the agenda at 100 % text; the look's wireframe gives the delegate's agenda the same."""


class ChairScreen(QWidget):
    """Three columns; the column that needs the chair most has the one filled button."""

    shows_votes = True

    def __init__(
        self,
        context: Context,
        meeting: MeetingId,
        profile: RuleProfile | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("chair-screen")
        self.setAccessibleName(tr("Điều hành phiên họp"))
        self.agenda = AgendaPanel(context, meeting)
        self.lead = LeadPanel(context, meeting)
        self.decide = DecidePanel(context, meeting, profile)
        self.lead.wished.connect(self.on_wished)
        self.decide.wished.connect(self.on_wished)
        self._left = ground("panel", object_name="chair-left")
        left = QHBoxLayout(self._left)
        left.setContentsMargins(0, 0, 0, 0)
        left.addWidget(self.agenda)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._left)
        row.addWidget(Hairline(Qt.Orientation.Vertical))
        row.addWidget(self.lead, 1)
        row.addWidget(Hairline(Qt.Orientation.Vertical))
        row.addWidget(self.decide, 1)
        current().changed.connect(self.on_theme)
        self.on_theme()
        self.on_wished()

    def refresh(self) -> None:
        """Ask for everything again."""
        for panel in (self.agenda, self.lead, self.decide):
            panel.refresh()

    @Slot()
    def on_wished(self) -> None:
        """Give the filled button to the column that asks for it more strongly; the decision wins a draw."""
        deciding = self.decide.wish >= self.lead.wish
        self.decide.emphasise(filled=deciding)
        self.lead.emphasise(filled=not deciding)

    @Slot()
    def on_theme(self) -> None:
        """Keep the agenda as wide as its text needs."""
        theme = current()
        self._left.setFixedWidth(round(_AGENDA * (1 + theme.text_scale) / 2))
