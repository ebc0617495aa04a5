"""The check-list at the secretary's right, and the one press that publishes."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ecabinet.app import read
from ecabinet.app.override import override
from ecabinet.core.errors import EcabinetError
from ecabinet.core.ids import MeetingId
from ecabinet.core.meeting import State
from ecabinet.core.things import Item, Meeting, Paper, Participant, Version
from ecabinet.ui.context import Context
from ecabinet.ui.notices import sentence
from ecabinet.ui.panel import Panel
from ecabinet.ui.panels.readiness import wording
from ecabinet.ui.panels.readiness.presenter import ReadinessPresenter
from ecabinet.ui.theme.theme import current
from ecabinet.ui.widgets.buttons import primary_button
from ecabinet.ui.widgets.labels import muted, section_title
from ecabinet.ui.widgets.scrolled import scrolled
from ecabinet.ui.widgets.steps import Step, Steps
from ecabinet.ui.widgets.toast import Toast, ToastKind
from ecabinet.ui.words import tr


class ReadinessPanel(Panel):
    """The list turns green line by line.

    Signals:
        asked(str): the key of the check the person wants to see to.
    """

    concerns = (Meeting, Item, Paper, Version, Participant)
    asked = Signal(str)

    def __init__(self, context: Context, meeting: MeetingId, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.setObjectName("readiness")
        self._presenter = ReadinessPresenter(self, context.runner, meeting)
        self._steps = Steps(object_name="readiness-steps")
        self._steps.opened.connect(self.asked)
        self._said = muted("")
        self._toast = Toast(object_name="readiness-toast")
        self._publish = primary_button(tr("Phát hành"), "send", object_name="readiness-publish", large=True)
        self._publish.clicked.connect(self._presenter.publish)
        tokens = current().tokens
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.space_4)
        column.addWidget(section_title(tr("Trước khi phát hành"), lines=1))
        column.addWidget(scrolled(self._listed(), "readiness-scroll"), 1)
        for widget in (self._toast, self._said, self._publish):
            column.addWidget(widget)

    def _listed(self) -> QWidget:
        """The list at the top of its place."""
        made = QWidget()
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._steps)
        column.addStretch(1)
        return made

    @override
    def refresh(self) -> None:
        """Ask for the list."""
        self._presenter.refresh()

    def show_readiness(self, readiness: read.Readiness) -> None:
        """Show the list and whether it is enough."""
        steps = (
            Step(check.key, wording.name(check), check.done, wording.detail(check), wording.way(check))
            for check in readiness.checks
        )
        self._steps.show_steps(tuple(steps))
        draft = readiness.state is State.DRAFT
        self._publish.setVisible(draft)
        self._publish.setEnabled(readiness.ready)
        if not draft:
            self._said.setText(tr("Đã phát hành. Thay đổi từ đây được gửi ngay tới mọi người được mời."))
        elif readiness.missing:
            self._said.setText(wording.missing(readiness.missing))
        elif readiness.doubtful:
            self._said.setText(wording.doubtful(readiness.doubtful))
        else:
            self._said.setText(tr("Đã đủ. Phát hành để mọi người được mời thấy chương trình và tài liệu."))
        if readiness.ready:
            self._toast.put_away()

    def show_missing(self, missing: tuple[read.Check, ...]) -> None:
        """Say what keeps it from being published."""
        self._toast.say(wording.missing(missing), ToastKind.WARNING)

    def show_refusal(self, error: EcabinetError) -> None:
        """Say why it was not published."""
        self._toast.say(sentence(error), ToastKind.REFUSED)
