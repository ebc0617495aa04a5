"""A decision that cannot be taken back, asked in place: what will happen, why it is done, and two ways on."""

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from ecabinet.core.errors import EcabinetError
from ecabinet.ui.notices import sentence
from ecabinet.ui.panels.administration.facts import FactList
from ecabinet.ui.theme.theme import current
from ecabinet.ui.widgets.buttons import danger_button, quiet_button
from ecabinet.ui.widgets.confirmation import Confirmation
from ecabinet.ui.widgets.field import line_field
from ecabinet.ui.widgets.labels import section_title
from ecabinet.ui.widgets.presses import presses
from ecabinet.ui.widgets.toast import Toast, ToastKind
from ecabinet.ui.words import tr


@dataclass(frozen=True, slots=True)
class Question:
    """What is to be decided.

    Attributes:
        facts: what exactly will happen, each a sentence.
        press: the word on the button.
        twice: what the button asks before the second press; empty: one press is enough.
        reason: the label of the field for the reason; empty: none is asked for.
    """

    title: str
    facts: tuple[str, ...]
    press: str
    icon: str
    twice: str = ""
    reason: str = ""


class AskPage(QWidget):
    """One question.

    Signals:
        agreed(str): the person means it; with the reason.
        left: the person does not.
    """

    agreed = Signal(str)
    left = Signal()

    def __init__(self, question: Question, *, object_name: str) -> None:
        super().__init__()
        self.setObjectName(object_name)
        self.setAccessibleName(question.title)
        self._asks_reason = bool(question.reason)
        self.reason = line_field(
            question.reason or tr("Lý do"), object_name=f"{object_name}-reason", hint=tr("Mọi máy đều thấy lý do này.")
        )
        self.press: QPushButton = danger_button(
            question.press, question.icon, object_name=f"{object_name}-agree", large=True
        )
        self.back = quiet_button(tr("Không, quay lại"), "arrow-left", object_name=f"{object_name}-back", large=True)
        self.toast = Toast(object_name=f"{object_name}-toast")
        self._sure = Confirmation(self.press, question.twice)
        self._sure.needed = bool(question.twice)
        self._sure.confirmed.connect(self.on_agreed)
        self.back.clicked.connect(self.left)
        self._lay_out(question)

    def begin(self) -> None:
        """Let the keyboard begin where something is to be written, or else on the way back."""
        first = self.reason.editor if self._asks_reason else self.back
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def refuse(self, error: EcabinetError) -> None:
        """Say beside the buttons why it was not done."""
        if self._asks_reason and getattr(error, "field", "") == "reason":
            self.reason.refuse(sentence(error))
            self.reason.editor.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.toast.say(sentence(error), ToastKind.REFUSED)

    @Slot()
    def on_agreed(self) -> None:
        """Announce it with the reason as written."""
        self.reason.accept()
        self.toast.put_away()
        self.agreed.emit(self.reason.editor.text().strip())

    def _lay_out(self, question: Question) -> None:
        tokens = current().tokens
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.space_3)
        column.addWidget(section_title(question.title))
        column.addWidget(FactList(question.facts))
        column.addWidget(self.reason)
        self.reason.setVisible(self._asks_reason)
        column.addWidget(self.toast)
        column.addSpacing(tokens.space_1)
        column.addLayout(presses(self.press, self.back))
        column.addStretch(1)
