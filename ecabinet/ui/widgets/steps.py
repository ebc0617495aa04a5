"""A check-list that turns green: what is ready, what is missing, and the way to it."""

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from ecabinet.ui.theme.theme import current
from ecabinet.ui.widgets.buttons import link_button
from ecabinet.ui.widgets.card import Picture
from ecabinet.ui.widgets.labels import TextLabel


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to be done; `action` is the word that leads to it, empty for none."""

    key: str
    text: str
    done: bool
    detail: str = ""
    action: str = ""


class Steps(QWidget):
    """The steps in the order given."""

    opened = Signal(str)
    """The key of the step the person wants to see to."""

    def __init__(self, *, object_name: str = "steps", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(object_name)
        self._steps: tuple[Step, ...] = ()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(current().tokens.space_3)

    @property
    def steps(self) -> tuple[Step, ...]:
        """The steps shown."""
        return self._steps

    def is_ready(self) -> bool:
        """Whether every step is done."""
        return all(step.done for step in self._steps)

    def show_steps(self, steps: tuple[Step, ...]) -> None:
        """Show other steps; nothing is rebuilt when they are the same."""
        if steps == self._steps:
            return
        self._steps = steps
        while (item := self._column.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for step in steps:
            self._column.addWidget(self._row(step))

    @Slot()
    def on_clicked(self) -> None:
        """Announce the step whose action was pressed."""
        sender = self.sender()
        self.opened.emit(str(sender.property("step")))

    def _row(self, step: Step) -> QWidget:
        tokens = current().tokens
        made = QWidget(self)
        made.setObjectName(f"step-{step.key}")
        made.setAccessibleName(step.text)
        grid = QGridLayout(made)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(tokens.space_3)
        grid.setVerticalSpacing(0)
        grid.setColumnStretch(1, 1)
        sign = Picture("circle-check", "agree") if step.done else Picture("circle", "text_faint")
        grid.addWidget(sign, 0, 0)
        grid.addWidget(TextLabel(step.text, "body", "text_muted" if step.done else "text"), 0, 1)
        if step.detail:
            grid.addWidget(TextLabel(step.detail, "caption", "text_faint"), 1, 1)
        if step.action:
            grid.addWidget(self._way(step), 0, 2, 2 if step.detail else 1, 1, Qt.AlignmentFlag.AlignVCenter)
        return made

    def _way(self, step: Step) -> QWidget:
        way = link_button(
            step.action, object_name=f"step-{step.key}-open", accessible_name=f"{step.action}: {step.text}"
        )
        way.setProperty("step", step.key)
        way.clicked.connect(self.on_clicked)
        return way
