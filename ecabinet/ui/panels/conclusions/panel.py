"""The conclusions at the side of the meeting."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from ecabinet.app.override import override
from ecabinet.app.read import AgendaLine
from ecabinet.core.ids import MeetingId
from ecabinet.core.things import Conclusion, Item, Meeting
from ecabinet.ui.context import Context
from ecabinet.ui.panel import Panel
from ecabinet.ui.panels.conclusions.presenter import ConclusionsPresenter
from ecabinet.ui.theme.theme import current
from ecabinet.ui.widgets.card import EmptyState, Hairline
from ecabinet.ui.widgets.chip import Chip, ChipKind
from ecabinet.ui.widgets.labels import body, eliding, muted
from ecabinet.ui.words import tr


class ConclusionsPanel(Panel):
    """One block for each item, a line between two."""

    concerns = (Conclusion, Item, Meeting)

    def __init__(self, context: Context, meeting: MeetingId, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.setObjectName("conclusions-panel")
        self.presenter = ConclusionsPresenter(self, context.runner, meeting)
        self.empty = EmptyState(
            "gavel", tr("Chưa có kết luận nào."), hint=tr("Kết luận hiện ở đây ngay khi Chủ tọa ghi nhận.")
        )
        self.page = QScrollArea()
        self.page.setWidgetResizable(True)
        self.page.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.empty)
        self.stack.addWidget(self.page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.stack)
        self._lines: tuple[AgendaLine, ...] = ()

    @override
    def refresh(self) -> None:
        """Ask for the conclusions."""
        self.presenter.refresh()

    def show_conclusions(self, lines: tuple[AgendaLine, ...]) -> None:
        """Show the blocks; the same ones again change nothing."""
        if lines == self._lines:
            return
        self._lines = lines
        page, tokens = QWidget(), current().tokens
        column = QVBoxLayout(page)
        column.setContentsMargins(tokens.space_4, tokens.space_3, tokens.space_4, tokens.space_4)
        column.setSpacing(tokens.space_3)
        for at, line in enumerate(lines):
            if at:
                column.addWidget(Hairline())
            column.addWidget(_block(line))
        column.addStretch(1)
        self.page.setWidget(page)
        self.stack.setCurrentWidget(self.page if lines else self.empty)


def _block(line: AgendaLine) -> QWidget:
    made = QWidget()
    made.setObjectName(f"conclusion-{line.item}")
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(current().tokens.space_1)
    if line.stage == "current":
        column.addWidget(Chip(ChipKind.PRIMARY, tr("Đang họp"), "play"))
    title = tr("Mục {number}. {title}", number=line.number, title=line.title)
    column.addWidget(eliding(title, lines=2, role="caption", color="text_muted"))
    column.addWidget(body(line.conclusion) if line.conclusion else muted(tr("Chưa có kết luận.")))
    return made
