"""The three lists: marks that are carried, marks to be looked at, marks that were not found."""

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from ecabinet.app.carrying.plan import Fate, Plan
from ecabinet.core.ids import VersionHash
from ecabinet.ui.panels.carrying import wording
from ecabinet.ui.panels.carrying.gathering import Gathering
from ecabinet.ui.panels.carrying.mark_list import MarkList
from ecabinet.ui.panels.carrying.review import Review
from ecabinet.ui.reader.postman import Postman
from ecabinet.ui.theme.theme import current
from ecabinet.ui.widgets.buttons import primary_button, quiet_button
from ecabinet.ui.widgets.card import EmptyState, ground
from ecabinet.ui.widgets.segmented import Segment, Segmented
from ecabinet.ui.words import tr


class Lists(QWidget):
    """One list at a time under a row of words."""

    carry_wanted = Signal()
    """All certain marks are to be carried."""
    accepted = Signal(object, object)
    """A `Proposal` and the `Candidate` chosen for it."""
    kept = Signal(object)
    """A tuple of `Proposal`s that stay with their version."""
    open_wanted = Signal(object)
    """The `Proposal` whose old place is to be opened."""

    def __init__(self, postman: Postman, gathering: Gathering, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("carrying-lists")
        self._plan: Plan | None = None
        segments = [
            Segment(Fate.CARRIED, tr("Chuyển được")),
            Segment(Fate.UNCERTAIN, tr("Cần xem")),
            Segment(Fate.ORPHANED, tr("Không tìm thấy")),
        ]
        name = tr("Ghi chú ở bản cũ")
        self.words = Segmented(segments, object_name="carrying-words", accessible_name=name)
        self.certain = MarkList("carrying-certain")
        self.review = Review(postman, gathering)
        self.lost = MarkList("carrying-lost", leads_back=True)
        self.empty = EmptyState("check", tr("Không có ghi chú nào ở đây."))
        self.carry = primary_button("", "check", object_name="carry-all")
        self.leave = quiet_button("", "history", object_name="carry-leave")
        self._lay_out()
        self.words.chosen.connect(self.on_chosen)
        self.carry.clicked.connect(self.carry_wanted)
        self.leave.clicked.connect(self.on_leave)
        self.review.accepted.connect(self.accepted)
        self.review.kept.connect(self.on_kept)
        self.lost.open_wanted.connect(self.open_wanted)

    def show_plan(self, plan: Plan, order: Sequence[VersionHash]) -> None:
        """Show what is proposed; an empty list gives way to one that is not.

        `order` has all versions of the paper, the first one first.
        """
        self._plan = plan
        counts = plan.counts()
        back = wording.earlier(order, plan.of(Fate.ORPHANED))
        for fate in Fate:
            self.words.set_count(fate, counts[fate])
        self.certain.show_proposals(plan.of(Fate.CARRIED), order)
        self.lost.show_proposals(plan.of(Fate.ORPHANED), order)
        self.review.show_proposals(plan.of(Fate.UNCERTAIN), plan.version, order)
        self.carry.setText(tr("Chuyển {count} ghi chú", count=counts[Fate.CARRIED]))
        self.leave.setText(tr("Để lại {count} ghi chú ở {version}", count=counts[Fate.ORPHANED], version=back))
        for button in (self.carry, self.leave):
            button.setAccessibleName(button.text())
        if not counts[Fate(self.words.current())]:
            self.words.set_current(next((fate for fate in Fate if counts[fate]), Fate.CARRIED))
        self._show()

    @Slot(str)
    def on_chosen(self, _key: str) -> None:
        """Show another list."""
        self._show()

    @Slot()
    def on_leave(self) -> None:
        """Leave all that was not found with its version."""
        if self._plan:
            self.kept.emit(self._plan.of(Fate.ORPHANED))

    @Slot(object)
    def on_kept(self, proposal: object) -> None:
        """Leave one mark with its version."""
        self.kept.emit((proposal,))

    def _show(self) -> None:
        fate = Fate(self.words.current())
        count = self._plan.counts()[fate] if self._plan else 0
        pages = {Fate.CARRIED: self.certain, Fate.UNCERTAIN: self.review, Fate.ORPHANED: self.lost}
        self.stack.setCurrentWidget(pages[fate] if count else self.empty)
        self.carry.setVisible(fate is Fate.CARRIED and count > 0)
        self.leave.setVisible(fate is Fate.ORPHANED and count > 0)
        self.foot.setVisible(fate is not Fate.UNCERTAIN and count > 0)

    def _lay_out(self) -> None:
        tokens = current().tokens
        back = ground("panel", object_name="carrying-ground")
        self.stack = QStackedWidget()
        for part in (self.certain, self.review, self.lost, self.empty):
            self.stack.addWidget(part)
        head = QHBoxLayout()
        head.setContentsMargins(tokens.space_4, tokens.space_3, tokens.space_4, tokens.space_1)
        head.addWidget(self.words)
        head.addStretch(1)
        self.foot = QWidget()
        row = QHBoxLayout(self.foot)
        row.setContentsMargins(tokens.space_4, tokens.space_2, tokens.space_4, tokens.space_3)
        for button in (self.carry, self.leave):
            row.addWidget(button)
        row.addStretch(1)
        column = QVBoxLayout(back)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.stack, 1)
        column.addWidget(self.foot)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(back)
