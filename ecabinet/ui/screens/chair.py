"""The chair's cockpit: the agenda at the left, what goes on now, and what is decided."""

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ecabinet.app.override import override
from ecabinet.core.ids import MeetingId
from ecabinet.core.rules import RuleProfile
from ecabinet.ui.context import Context
from ecabinet.ui.panels.decide.panel import DecidePanel
from ecabinet.ui.panels.lead.agenda_panel import AgendaPanel
from ecabinet.ui.panels.lead.panel import LeadPanel
from ecabinet.ui.theme.theme import current
from ecabinet.ui.widgets.card import Hairline, ground
from ecabinet.ui.widgets.columns import Column, Columns
from ecabinet.ui.wish import Wish
from ecabinet.ui.words import tr

_AGENDA = 288
"""Pixels of the agenda at 100 % text; the look's wireframe gives the delegate's agenda the same."""
_SHARE = 0.28
"""The most the agenda may take of the width."""
_LEAST = 840
"""Width at 100 % text below which the columns are shown one at a time."""
_ANY = 16_777_215
"""Qt's own word for no limit of width."""


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
        self._deciding: bool | None = None
        self.lead.wished.connect(self.on_wished)
        self.decide.wished.connect(self.on_wished)
        self._left = ground("panel", object_name="chair-left")
        left = QHBoxLayout(self._left)
        left.setContentsMargins(0, 0, 0, 0)
        left.addWidget(self.agenda)
        self.columns = self._side_by_side()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.columns)
        self.columns.narrowed.connect(self.on_theme)
        self.columns.narrowed.connect(self.on_behind)
        context.feed.changed.connect(self.on_behind)
        current().changed.connect(self.on_theme)
        self.on_theme()
        self.on_wished()

    @Slot()
    def on_behind(self) -> None:
        """Let a column out of sight look, too: it may be the one that needs the chair now."""
        if self.columns.narrow and self.isVisible():
            for panel in (self.lead, self.decide):
                if not panel.isVisible():
                    panel.refresh()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        """Ask for what is out of sight."""
        super().showEvent(event)
        self.on_behind()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the agenda its share of the new width."""
        super().resizeEvent(event)
        self.on_theme()

    def refresh(self) -> None:
        """Ask for everything again."""
        for panel in (self.agenda, self.lead, self.decide):
            panel.refresh()

    @Slot()
    def on_wished(self) -> None:
        """Give the filled button to the column that asks for it more strongly; the decision wins a draw."""
        deciding = self.decide.wish >= self.lead.wish
        if deciding != self._deciding and max(self.decide.wish, self.lead.wish) > Wish.NONE:
            self._deciding = deciding
            self.columns.show_column("decide" if deciding else "lead")
        self.decide.emphasise(filled=deciding)
        self.lead.emphasise(filled=not deciding)

    @Slot()
    def on_theme(self) -> None:
        """Keep the agenda as wide as its text needs, or let it have all the room when it is alone."""
        width = min(round(_AGENDA * (1 + current().text_scale) / 2), int(self.width() * _SHARE))
        self._left.setMinimumWidth(width)
        self._left.setMaximumWidth(_ANY if self.columns.narrow else width)

    def _side_by_side(self) -> Columns:
        made = QWidget()
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        lines = [Hairline(Qt.Orientation.Vertical) for _line in range(2)]
        for part, stretch in ((self._left, 0), (lines[0], 0), (self.lead, 6), (lines[1], 0), (self.decide, 5)):
            row.addWidget(part, stretch)
        columns = (
            Column("agenda", tr("Chương trình"), self._left, lines[0]),
            Column("lead", tr("Hiện tại"), self.lead, lines[1]),
            Column("decide", tr("Quyết định"), self.decide),
        )
        held = Columns(
            made, columns, least=_LEAST, object_name="chair-columns", accessible_name=tr("Phần việc của chủ tọa")
        )
        held.show_column("lead")
        return held
