"""The roles a member can have, each with a box to tick."""

from collections.abc import Iterable

from PySide6.QtWidgets import QCheckBox, QGridLayout, QWidget

from ecabinet.core.people import Role
from ecabinet.ui.theme.theme import current
from ecabinet.ui.words.names import values


def check_box(name: str, text: str) -> QCheckBox:
    """One box with its words."""
    made = QCheckBox(text)
    made.setObjectName(name)
    made.setAccessibleName(text)
    return made


class RoleBoxes(QWidget):
    """Two columns of boxes; `boxes` by role."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.boxes = {Role(role): check_box(f"{name}-{role}", text) for role, text in values("role").items()}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(current().tokens.space_5)
        grid.setVerticalSpacing(current().tokens.space_2)
        for at, box in enumerate(self.boxes.values()):
            grid.addWidget(box, at // 2, at % 2)
        grid.setColumnStretch(2, 1)

    def roles(self) -> tuple[Role, ...]:
        """Those ticked, in their usual order."""
        return tuple(role for role, box in self.boxes.items() if box.isChecked())

    def show_roles(self, roles: Iterable[Role]) -> None:
        """Tick these and no others."""
        ticked = set(roles)
        for role, box in self.boxes.items():
            box.setChecked(role in ticked)
