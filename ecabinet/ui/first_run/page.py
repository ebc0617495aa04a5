"""A page of the first start: what it is about, what to fill in, one way on and one way back."""

from typing import cast

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSpacerItem, QVBoxLayout, QWidget

from ecabinet.app.override import override
from ecabinet.core.errors import EcabinetError
from ecabinet.ui.notices import sentence
from ecabinet.ui.theme.theme import current
from ecabinet.ui.widgets.buttons import link_button, primary_button
from ecabinet.ui.widgets.field import Editor, Field
from ecabinet.ui.widgets.labels import TextLabel, muted, page_title
from ecabinet.ui.widgets.scrolled import scrolled
from ecabinet.ui.widgets.toast import Toast, ToastKind
from ecabinet.ui.words import tr

_ABOVE = 11
"""The part of the height that stays free above the title."""
_WIDEST = 640
"""Pixels at 100 % text beyond which lines become hard to read."""


class Page(QWidget):
    """Title, sentence, `body` to fill, and a foot with the buttons; what lies above the buttons scrolls.

    Signals:
        forward: the filled button, or Enter in a field.
        back: the way back.
    """

    forward = Signal()
    back = Signal()

    def __init__(self, title: str, lead: str, *, object_name: str, forward: str = "", icon: str = "") -> None:
        super().__init__()
        self.setObjectName(object_name)
        self.setAccessibleName(title)
        self._fields: dict[str, Field[QWidget]] = {}
        self.title, self.lead = page_title(title), TextLabel(lead, "reading", "text_muted")
        self.notice = Toast(object_name=f"{object_name}-notice")
        self.body = QVBoxLayout()
        self.body.setSpacing(current().tokens.space_2)
        self.doing = muted("")
        self.back_button = link_button(tr("Quay lại"), "arrow-left", object_name=f"{object_name}-back")
        self.back_button.clicked.connect(self.back)
        self.forward_button = primary_button(
            forward or tr("Tiếp tục"), icon, object_name=f"{object_name}-forward", large=True
        )
        self.forward_button.setVisible(bool(forward))
        self.forward_button.clicked.connect(self.forward)
        self._column, self._foot, self._air = QWidget(), QWidget(), QSpacerItem(0, 0)
        self._inside = QVBoxLayout(self._column)
        self._column.setObjectName(f"{object_name}-column")
        self._lay_out()
        current().changed.connect(self.on_theme)
        self.on_theme()

    def add_field(self, key: str, field: Field[Editor]) -> None:
        """Put a field into the body; refusals of that key are told beside it."""
        self.know_field(key, field)
        self.body.addWidget(field)

    def know_field(self, key: str, field: Field[Editor]) -> None:
        """Tell refusals of that key beside a field that stands inside something else."""
        self._fields[key] = cast("Field[QWidget]", field)

    def refuse(self, key: str, error: EcabinetError) -> None:
        """Say why: beside the field of that key, or above the page's fields if it has none."""
        self.accept()
        if (field := self._fields.get(key)) is None:
            self.notice.say(sentence(error), ToastKind.REFUSED)
            return
        field.refuse(sentence(error))
        field.editor.setFocus(Qt.FocusReason.OtherFocusReason)
        self._scroll.ensureWidgetVisible(field)

    def accept(self) -> None:
        """Take all refusals away."""
        self.notice.put_away()
        for field in self._fields.values():
            field.accept()

    def focus_first(self) -> None:
        """Let the keyboard begin with the first field, or with the first thing one can press."""
        inside = [field.editor for field in self._fields.values()] + self._column.findChildren(QWidget)
        takes = Qt.FocusPolicy.TabFocus.value
        found = next((w for w in inside if w.isVisible() and w.isEnabled() and w.focusPolicy().value & takes), None)
        if found is not None:
            found.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_busy(self, *, busy: bool, doing: str = "") -> None:
        """Keep the buttons from being pressed twice, and say what takes so long."""
        self.forward_button.setEnabled(not busy)
        self.back_button.setEnabled(not busy)
        self.doing.setText(doing if busy else "")

    @Slot()
    def on_theme(self) -> None:
        """Keep lines at a length that reads well."""
        for part in (self._column, self._foot):
            part.setMaximumWidth(current().px(_WIDEST))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave more air above on a larger display."""
        super().resizeEvent(event)
        self._air.changeSize(0, self.height() // _ABOVE)
        self._inside.invalidate()

    def _lay_out(self) -> None:
        tokens = current().tokens
        inside = self._inside
        inside.setContentsMargins(0, 0, 0, tokens.space_5)
        inside.setSpacing(tokens.space_2)
        inside.addSpacerItem(self._air)
        for part in (self.title, self.lead, self.notice):
            inside.addWidget(part)
        inside.addSpacing(tokens.space_3)
        inside.addLayout(self.body)
        inside.addStretch(1)
        self._scroll = scrolled(_across(self._column), f"{self.objectName()}-scroll")
        row = QHBoxLayout(self._foot)
        row.setContentsMargins(0, tokens.space_3, 0, tokens.space_5)
        row.setSpacing(tokens.space_3)
        row.addWidget(self.back_button)
        row.addWidget(self.doing, 1)
        row.addWidget(self.forward_button)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self._scroll, 1)
        outer.addWidget(_across(self._foot))


def _across(column: QWidget) -> QWidget:
    """Put a column of limited width into the middle."""
    made, space = QWidget(), current().tokens.space_6
    row = QHBoxLayout(made)
    row.setContentsMargins(space, 0, space, 0)
    row.addStretch(1)
    row.addWidget(column, 20)
    row.addStretch(1)
    return made
