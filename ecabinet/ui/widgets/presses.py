"""The row of buttons at the foot of a form or a question."""

from PySide6.QtWidgets import QHBoxLayout, QPushButton

from ecabinet.ui.theme.theme import current


def presses(*buttons: QPushButton) -> QHBoxLayout:
    """Put buttons beside each other at the left, the one expected first."""
    made = QHBoxLayout()
    made.setSpacing(current().tokens.space_3)
    for button in buttons:
        made.addWidget(button)
    made.addStretch(1)
    return made
