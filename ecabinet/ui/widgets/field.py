"""A labelled control with room beneath it for a hint, or for the reason why its value is refused.

The functions make the usual ones. `Field.editor` is the Qt control itself: read it, set it, connect to it.
"""

from typing import Generic, TypeVar

from PySide6.QtCore import QTime
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QSpinBox,
    QTimeEdit,
    QVBoxLayout,
    QWidget,
)

from ecabinet.ui.theme.theme import current
from ecabinet.ui.widgets.card import Picture
from ecabinet.ui.widgets.labels import TextLabel
from ecabinet.ui.widgets.text_area import TextArea

Editor = TypeVar("Editor", bound=QWidget)


class Field(QWidget, Generic[Editor]):
    """A label above, the control, and one line below that is always reserved."""

    def __init__(self, label: str, editor: Editor, *, hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.editor = editor
        self._hint = hint
        self._label = TextLabel(label, "body", "text_muted")
        self._label.setBuddy(editor)
        self._sign = Picture("circle-x", "disagree", current().tokens.icon_small)
        self._below = TextLabel(hint or " ", "caption", "text_faint")
        editor.setAccessibleName(label)
        below = QHBoxLayout()
        below.setSpacing(current().tokens.space_1)
        below.addWidget(self._sign)
        below.addWidget(self._below, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(current().tokens.space_1)
        column.addWidget(self._label)
        column.addWidget(editor)
        column.addLayout(below)
        self.setFocusProxy(editor)
        self.accept()

    @property
    def refusal(self) -> str:
        """The reason shown, empty when the value is not refused."""
        return self._below.text() if self.editor.property("refused") else ""

    def refuse(self, reason: str) -> None:
        """Mark the value as refused and say why, in a sentence."""
        self._mark(refused=True)
        self._below.set_color("disagree")
        self._below.setText(reason)
        self.editor.setAccessibleDescription(reason)

    def accept(self) -> None:
        """Take the mark away; the hint comes back."""
        self._mark(refused=False)
        self._below.set_color("text_faint")
        self._below.setText(self._hint or " ")
        self.editor.setAccessibleDescription(self._hint)

    def _mark(self, *, refused: bool) -> None:
        self._sign.setVisible(refused)
        self.editor.setProperty("refused", refused)
        style = self.editor.style()
        style.unpolish(self.editor)
        style.polish(self.editor)


def line_field(label: str, *, object_name: str, hint: str = "", placeholder: str = "") -> Field[QLineEdit]:
    """One line of text."""
    editor = QLineEdit()
    editor.setObjectName(object_name)
    editor.setPlaceholderText(placeholder)
    return Field(label, editor, hint=hint)


def area_field(
    label: str, *, object_name: str, hint: str = "", placeholder: str = "", rows: int = 4
) -> Field[TextArea]:
    """Several lines of text; Tab leaves it."""
    editor = TextArea()
    editor.setObjectName(object_name)
    editor.setPlaceholderText(placeholder)
    editor.setMinimumHeight(editor.height_of(rows))
    return Field(label, editor, hint=hint)


def time_field(label: str, *, object_name: str, hint: str = "", value: QTime | None = None) -> Field[QTimeEdit]:
    """A time of day, 24 hours."""
    editor = QTimeEdit()
    editor.setObjectName(object_name)
    editor.setDisplayFormat("HH:mm")
    _indent(editor)
    if value is not None:
        editor.setTime(value)
    return Field(label, editor, hint=hint)


def spin_field(
    label: str, *, object_name: str, bounds: tuple[int, int], suffix: str = "", hint: str = ""
) -> Field[QSpinBox]:
    """A whole number between two bounds, both allowed; the suffix names the unit."""
    editor = QSpinBox()
    editor.setObjectName(object_name)
    editor.setRange(*bounds)
    _indent(editor)
    editor.setSuffix(f" {suffix}" if suffix else "")
    return Field(label, editor, hint=hint)


def choice_field(label: str, *, object_name: str, choices: dict[str, str], hint: str = "") -> Field[QComboBox]:
    """One of several; `choices` maps each key (the item's data) to its words, in order."""
    editor = QComboBox()
    editor.setObjectName(object_name)
    for key, words in choices.items():
        editor.addItem(words, key)
    return Field(label, editor, hint=hint)


def _indent(editor: QAbstractSpinBox) -> None:
    """Begin the text where other fields begin it: Qt's spin box takes no padding from a style sheet."""
    editor.lineEdit().setTextMargins(current().tokens.space_3 - current().tokens.border, 0, 0, 0)
