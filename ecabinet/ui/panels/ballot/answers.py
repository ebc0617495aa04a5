"""The three large buttons of a vote."""

from PySide6.QtCore import QObject, QSize, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from ecabinet.app.override import override
from ecabinet.core.voting import Choice
from ecabinet.ui.theme.theme import current
from ecabinet.ui.widgets.buttons import VoteButton, VoteChoice, VoteState
from ecabinet.ui.words.names import word

_BUTTONS = {
    Choice.APPROVE: VoteChoice.AGREE,
    Choice.DISAPPROVE: VoteChoice.DISAGREE,
    Choice.ABSTAIN: VoteChoice.ABSTAIN,
}


class Answers(QWidget):
    """One button for each answer; nothing is chosen until the person chooses.

    Signals:
        pressed(Choice): the person's answer.
    """

    pressed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("ballot-answers")
        row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(current().tokens.space_3)
        self._row = row
        self._choices: dict[QObject, Choice] = {}
        for choice, kind in _BUTTONS.items():
            button = VoteButton(kind, word("choice", choice), self)
            button.clicked.connect(self.on_clicked)
            self._choices[button] = choice
            row.addWidget(button, 1)

    def show_answer(self, chosen: Choice | None, may_press: bool) -> None:
        """Fill the chosen button; the others stay outlined, and pressable if the answer may change."""
        for button, choice in self._choices.items():
            assert isinstance(button, VoteButton)  # noqa: S101 (filled above)
            other = VoteState.IDLE if chosen is None else VoteState.OTHER
            button.set_state(VoteState.CHOSEN if choice is chosen else other)
            button.setEnabled(may_press or choice is chosen)

    @override
    def minimumSizeHint(self) -> QSize:
        """As wide as the widest button, so that a narrow place can stand them on each other."""
        widest = max(button.sizeHint().width() for button in self._choices if isinstance(button, VoteButton))
        return QSize(widest, super().minimumSizeHint().height())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Beside each other where the words have room, otherwise one under the other."""
        super().resizeEvent(event)
        words = [button.sizeHint().width() for button in self._choices if isinstance(button, VoteButton)]
        needed = sum(words) + (len(words) - 1) * self._row.spacing()
        direction = QBoxLayout.Direction
        self._row.setDirection(direction.LeftToRight if self.width() >= needed else direction.TopToBottom)

    @Slot()
    def on_clicked(self) -> None:
        """Announce the answer of the pressed button."""
        choice = self._choices.get(self.sender())
        if choice is not None:
            self.pressed.emit(choice)
