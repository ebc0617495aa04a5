"""The secretariat's desk: the meetings, and for one of them agenda, people, check-in and counts."""

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from ecabinet.core.ids import MeetingId
from ecabinet.ui.context import Context
from ecabinet.ui.panel import Panel
from ecabinet.ui.panels.checkin.panel import CheckinPanel
from ecabinet.ui.panels.counts.panel import CountsPanel
from ecabinet.ui.panels.drafting.heading import HeadingPanel
from ecabinet.ui.panels.drafting.invitation.panel import InvitationPanel
from ecabinet.ui.panels.drafting.meetings.panel import MeetingsPanel
from ecabinet.ui.panels.drafting.panel import DraftingPanel
from ecabinet.ui.panels.outline.panel import OutlinePanel
from ecabinet.ui.panels.readiness.panel import ReadinessPanel
from ecabinet.ui.theme.theme import current
from ecabinet.ui.widgets.card import Hairline, ground
from ecabinet.ui.widgets.columns import Column, Columns
from ecabinet.ui.widgets.scrolled import scrolled
from ecabinet.ui.widgets.segmented import Segment, Segmented
from ecabinet.ui.words import tr

_SIDE = 304
_PART = 330
"""Height at 100 % text below which a part of the work is scrolled to instead of squeezed."""
_LEAST = 740
"""Width at 100 % text below which the check-list is shown alone."""
_ANY = 16_777_215
"""Qt's own word for no limit of width."""
_WAYS = {"venue": "header", "people": "people", "guests": "people"}
"""Where a line of the check-list leads; all others lead to the agenda."""


class _Desk(QWidget):
    """One meeting: heading, parts, and the check-list beside the first two."""

    def __init__(self, context: Context, meeting: MeetingId, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("secretary-desk")
        self.heading = HeadingPanel(context, meeting)
        self.tabs = Segmented(
            (
                Segment("outline", tr("Chương trình")),
                Segment("people", tr("Thành phần")),
                Segment("checkin", tr("Điểm danh")),
                Segment("counts", tr("Kiểm phiếu")),
            ),
            object_name="secretary-tabs",
            accessible_name=tr("Phần việc của thư ký"),
        )
        self.parts: dict[str, Panel] = {
            "outline": OutlinePanel(context, meeting),
            "people": InvitationPanel(context, meeting),
            "checkin": CheckinPanel(context, meeting),
            "counts": CountsPanel(context, meeting),
        }
        self.readiness = ReadinessPanel(context, meeting)
        self._pages = QStackedWidget(self)
        self._pages.setMinimumHeight(current().px(_PART))
        for part in self.parts.values():
            self._pages.addWidget(part)
        self.tabs.chosen.connect(self.show_part)
        self._columns = self._lay_out()
        self._columns.narrowed.connect(self.on_narrowed)

    @Slot(bool)
    def on_narrowed(self, narrow: bool) -> None:
        """Let the check-list have all the room when it is alone."""
        width = round(_SIDE * (1 + current().text_scale) / 2)
        self._side.setMinimumWidth(width)
        self._side.setMaximumWidth(_ANY if narrow else width)

    @Slot(str)
    def show_part(self, key: str) -> None:
        """Go to one part of the work."""
        self.tabs.set_current(key)
        self._pages.setCurrentWidget(self.parts[key])
        self._columns.offer("ready", offered=key in {"outline", "people"})

    def _lay_out(self) -> Columns:
        theme, tokens = current(), current().tokens
        left = QWidget()
        main = QVBoxLayout(left)
        main.setContentsMargins(tokens.space_5, tokens.space_4, tokens.space_5, tokens.space_4)
        main.setSpacing(tokens.space_3)
        main.addWidget(self.heading)
        main.addWidget(self.tabs, 0, Qt.AlignmentFlag.AlignLeft)
        main.addWidget(self._pages, 1)
        self._side = ground("panel", object_name="secretary-side")
        self._side.setFixedWidth(round(_SIDE * (1 + theme.text_scale) / 2))
        side = QHBoxLayout(self._side)
        side.setContentsMargins(0, 0, 0, 0)
        side.setSpacing(0)
        side.addWidget(Hairline(Qt.Orientation.Vertical))
        inner = QVBoxLayout()
        inner.setContentsMargins(tokens.space_4, tokens.space_4, tokens.space_4, tokens.space_4)
        inner.addWidget(self.readiness)
        side.addLayout(inner, 1)
        held = self._side_by_side(left)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(held)
        return held

    def _side_by_side(self, left: QWidget) -> Columns:
        made = QWidget()
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        work = scrolled(left, "secretary-scroll")
        row.addWidget(work, 1)
        row.addWidget(self._side)
        columns = (
            Column("work", tr("Soạn thảo"), work),
            Column("ready", tr("Trước khi phát hành"), self._side),
        )
        return Columns(
            made, columns, least=_LEAST, object_name="secretary-columns", accessible_name=tr("Soạn thảo và phát hành")
        )


class SecretaryScreen(QWidget):
    """The list of meetings, the form of a new one, or the desk of one meeting (`meeting` None: the list)."""

    shows_votes = True

    def __init__(self, context: Context, meeting: MeetingId | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("secretary-screen")
        self.setAccessibleName(tr("Chuẩn bị phiên họp"))
        self._context = context
        self.meetings = MeetingsPanel(context)
        self._pages = QStackedWidget(self)
        self._pages.addWidget(self.meetings)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._pages)
        self.meetings.chosen.connect(self.open_meeting)
        self.meetings.wanted.connect(self.on_new)
        if meeting is not None:
            self.open_meeting(meeting)

    @property
    def page(self) -> QWidget:
        """What is shown now."""
        return self._pages.currentWidget() or self.meetings

    @Slot(str)
    def open_meeting(self, meeting: str) -> None:
        """Go to the desk of one meeting; an empty name leads back to the list."""
        if not meeting:
            self.show_list()
            return
        desk = _Desk(self._context, MeetingId(meeting), self)
        desk.setProperty("meeting", meeting)
        desk.heading.left.connect(self.show_list)
        desk.heading.edited.connect(self.on_edit)
        desk.readiness.asked.connect(self.on_asked)
        self._show(desk)

    @Slot()
    def show_list(self) -> None:
        """Go back to the meetings."""
        self._show(self.meetings)

    @Slot()
    def on_new(self) -> None:
        """Draft a new meeting."""
        self._show_form(None)

    @Slot()
    def on_edit(self) -> None:
        """Edit the header of the meeting at hand."""
        if isinstance(self.page, _Desk):
            self._show_form(MeetingId(str(self.page.property("meeting"))))

    @Slot(str)
    def on_asked(self, key: str) -> None:
        """Go where a line of the check-list can be seen to."""
        way = _WAYS.get(key, "outline")
        if way == "header":
            self.on_edit()
        elif isinstance(self.page, _Desk):
            self.page.show_part(way)

    def _show_form(self, meeting: MeetingId | None) -> None:
        form = DraftingPanel(self._context, meeting)
        form.setProperty("meeting", meeting or "")
        form.saved.connect(self.open_meeting)
        form.left.connect(self.on_form_left)
        self._show(form)

    @Slot()
    def on_form_left(self) -> None:
        """Back to where the form was opened."""
        self.open_meeting(str(self.page.property("meeting")))

    def _show(self, page: QWidget) -> None:
        """Show a page and let the one before go; the list stays."""
        before = self.page
        if page is not self.meetings:
            self._pages.addWidget(page)
        self._pages.setCurrentWidget(page)
        if before is not page and before is not self.meetings:
            self._pages.removeWidget(before)
            before.deleteLater()
