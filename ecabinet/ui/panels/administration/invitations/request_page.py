"""One invitation: what to hand over, what to compare, or what came of it."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ecabinet.core.errors import EcabinetError
from ecabinet.ui.admissions import Request
from ecabinet.ui.notices import sentence
from ecabinet.ui.panels.administration.facts import FactList
from ecabinet.ui.panels.administration.invitations.compare import Compare
from ecabinet.ui.panels.administration.invitations.letter import Letter
from ecabinet.ui.panels.administration.invitations.wording import explained, state, title, until
from ecabinet.ui.theme.theme import current
from ecabinet.ui.widgets.buttons import danger_button
from ecabinet.ui.widgets.chip import Chip, ChipKind
from ecabinet.ui.widgets.confirmation import Confirmation
from ecabinet.ui.widgets.labels import muted, section_title
from ecabinet.ui.widgets.toast import Toast, ToastKind
from ecabinet.ui.words import tr

_DATED = ("invited", "asked", "expired")
"""Phases in which it matters until when."""


class RequestPage(QWidget):
    """Shows a `Request`.

    Signals:
        cancelled: the invitation is to be called off.
    """

    cancelled = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("request-page")
        self.request: Request | None = None
        self._title, self._until = section_title(""), muted("")
        self._chip = Chip(ChipKind.NEUTRAL, "")
        self.letter, self.compare, self.said = Letter(), Compare(), FactList(icon="info", color="text_muted")
        self.toast = Toast(object_name="request-toast")
        self.cancel = danger_button(tr("Hủy thư mời"), "x", object_name="request-cancel")
        self._sure = Confirmation(self.cancel, tr("Bấm lần nữa để hủy hẳn"))
        self._sure.confirmed.connect(self.cancelled)
        self.letter.copied.connect(self.on_copied)
        self._lay_out()

    def show_request(self, request: Request) -> None:
        """Show how far an invitation is; a sentence about an earlier one goes away."""
        if self.request is None or self.request.invitation != request.invitation:
            self.toast.put_away()
            self._sure.calm()
        self.request = request
        self._title.setText(title(request))
        self._until.setText(until(request) if request.phase in _DATED else "")
        self._until.setVisible(bool(self._until.text()))
        word, kind, icon = state(request)
        self._chip.show_state(kind, word, icon)
        self.letter.setVisible(request.phase == "invited")
        self.compare.setVisible(request.phase == "compare")
        self.said.setVisible(request.phase not in ("invited", "compare"))
        self.cancel.setVisible(request.phase in ("invited", "asked"))
        if request.phase == "invited":
            self.letter.show_request(request)
        elif request.phase == "compare":
            self.compare.show_request(request)
        else:
            self.said.show_facts(explained(request))

    def refuse(self, error: EcabinetError) -> None:
        """Say beside the buttons why it was not done."""
        self.compare.be_busy(busy=False)
        self.toast.say(sentence(error), ToastKind.REFUSED)

    @Slot()
    def on_copied(self) -> None:
        """Say that the text can be pasted."""
        self.toast.say(tr("Đã chép. Hãy dán vào kênh tin cậy rồi xóa khỏi bộ nhớ tạm."), ToastKind.DONE)

    def _lay_out(self) -> None:
        tokens = current().tokens
        head = QHBoxLayout()
        head.setSpacing(tokens.space_3)
        head.addWidget(self._title, 1)
        head.addWidget(self._chip, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.space_3)
        column.addLayout(head)
        for part in (self._until, self.letter, self.compare, self.said, self.toast):
            column.addWidget(part)
        column.addWidget(self.cancel, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
