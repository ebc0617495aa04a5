"""The items of the agenda, each with a box to tick: what a guest is invited to."""

from collections.abc import Iterable

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from ecabinet.app.override import override
from ecabinet.app.read import AgendaLine
from ecabinet.core.ids import ItemId
from ecabinet.ui.theme.theme import current
from ecabinet.ui.widgets.buttons import link_button
from ecabinet.ui.widgets.labels import TextLabel, caption
from ecabinet.ui.words import tr


class ItemBoxes(QWidget):
    """A list to tick; nothing is ticked until somebody does.

    Attributes:
        boxes: by item, in the order of the agenda.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("invite-items")
        self.boxes: dict[ItemId, QCheckBox] = {}
        self._lines: tuple[tuple[ItemId, str], ...] = ()
        self._all = link_button("", "list-checks", object_name="invite-items-all")
        self._all.clicked.connect(self.on_all)
        told = tr("Khách mời chỉ đọc được các mục đã chọn. Những gì khách đã nhận trước khi bỏ chọn vẫn đọc được.")
        tokens = current().tokens
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, tokens.space_2)
        column.setSpacing(tokens.space_1)
        column.addWidget(TextLabel(tr("Được mời dự các mục"), "body", "text_muted"))
        self._column = QVBoxLayout()
        self._column.setSpacing(0)
        column.addLayout(self._column)
        column.addWidget(self._all, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(caption(told))
        self.on_ticked()

    def items(self) -> tuple[ItemId, ...]:
        """Those ticked, in the order of the agenda."""
        return tuple(item for item, box in self.boxes.items() if box.isChecked())

    def offer(self, lines: Iterable[AgendaLine]) -> None:
        """Offer these items; what is ticked stays so."""
        offered = tuple((line.item, f"{line.number}. {line.title}") for line in lines)
        if offered == self._lines:
            return
        ticked, self._lines = self.items(), offered
        for box in self.boxes.values():
            box.hide()
            box.deleteLater()
        self.boxes = {item: _Box(item, text) for item, text in offered}
        for box in self.boxes.values():
            box.toggled.connect(self.on_ticked)
            self._column.addWidget(box)
        self.tick(ticked)

    def tick(self, items: Iterable[ItemId]) -> None:
        """Tick these and no others."""
        wanted = set(items)
        for item, box in self.boxes.items():
            box.setChecked(item in wanted)
        self.on_ticked()

    @Slot()
    def on_ticked(self) -> None:
        """Offer to tick everything, or to untick it."""
        every = bool(self.boxes) and len(self.items()) == len(self.boxes)
        words = tr("Bỏ chọn tất cả") if every else tr("Chọn tất cả")
        self._all.setText(words)
        self._all.setAccessibleName(words)

    @Slot()
    def on_all(self) -> None:
        """Tick everything; untick it if it was."""
        every = len(self.items()) == len(self.boxes)
        self.tick(() if every else self.boxes)


class _Box(QCheckBox):
    """One item; as much of its title as fits."""

    def __init__(self, item: ItemId, text: str) -> None:
        super().__init__()
        self.setObjectName(f"invite-item-{item}")
        self.setAccessibleName(text)
        self.setToolTip(text)
        self._whole = text

    @override
    def sizeHint(self) -> QSize:
        """Ask for little width: the title gives way."""
        return QSize(current().px(current().tokens.control), super().sizeHint().height())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Shorten the title to the room there is."""
        super().resizeEvent(event)
        tokens = current().tokens
        room = self.width() - current().px(tokens.icon) - 2 * tokens.space_2
        self.setText(self.fontMetrics().elidedText(self._whole, Qt.TextElideMode.ElideRight, room))
