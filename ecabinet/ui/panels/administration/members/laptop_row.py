"""One laptop of a person: its name, since when, what it may, and what can be decided about it."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from ecabinet.app import read
from ecabinet.ui.panels.administration.members.wording import gone, label_of, since
from ecabinet.ui.theme.theme import current
from ecabinet.ui.widgets.buttons import link_button
from ecabinet.ui.widgets.card import Picture
from ecabinet.ui.widgets.chip import Chip, ChipKind
from ecabinet.ui.widgets.labels import TextLabel, eliding
from ecabinet.ui.words import tr


class LaptopRow(QWidget):
    """A row; what cannot be decided about this laptop has no press.

    Signals:
        revocation_wanted(str), hand_over_wanted(str): the laptop.
    """

    revocation_wanted = Signal(str)
    hand_over_wanted = Signal(str)

    def __init__(self, laptop: read.InstallationLine, *, decides: bool) -> None:
        super().__init__()
        self.laptop = laptop
        self.setObjectName(f"laptop-{laptop.writer}")
        self.setAccessibleName(label_of(laptop))
        tokens = current().tokens
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(eliding(label_of(laptop), role="strong"))
        words.addWidget(TextLabel(self._about(), "caption", "text_muted"))
        row = QHBoxLayout()
        row.setSpacing(tokens.space_3)
        row.addWidget(Picture("laptop", "text_faint" if laptop.revoked is not None else "text_muted"))
        row.addLayout(words, 1)
        if (chip := self._chip()) is not None:
            row.addWidget(chip)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, tokens.space_2, 0, tokens.space_2)
        column.setSpacing(tokens.space_1)
        column.addLayout(row)
        if decides and laptop.revoked is None and not laptop.controller:
            column.addLayout(self._presses())

    @Slot()
    def on_revoke(self) -> None:
        """Ask for the question about this laptop."""
        self.revocation_wanted.emit(self.laptop.writer)

    @Slot()
    def on_hand_over(self) -> None:
        """Ask for the question about this laptop."""
        self.hand_over_wanted.emit(self.laptop.writer)

    def _about(self) -> str:
        laptop = self.laptop
        heir = tr("Tiếp nối một bản cài đặt trước") if laptop.continues else ""
        return " · ".join(filter(None, (since(laptop), heir, gone(laptop))))

    def _chip(self) -> Chip | None:
        if self.laptop.controller:
            return Chip(ChipKind.CHAIR, tr("Giữ quyền quản trị"), "key-round")
        if self.laptop.revoked is not None:
            return Chip(ChipKind.DISAGREE, tr("Đã thu hồi"), "ban")
        return None

    def _presses(self) -> QHBoxLayout:
        made, tokens = QHBoxLayout(), current().tokens
        made.setContentsMargins(current().px(tokens.icon) + tokens.space_1, 0, 0, 0)
        made.setSpacing(tokens.space_2)
        made.addWidget(self._press("revoke", tr("Thu hồi máy"), "ban", self.on_revoke))
        if self.laptop.continues is None:
            made.addWidget(self._press("hand-over", tr("Giao quyền quản trị"), "key-round", self.on_hand_over))
        made.addStretch(1)
        return made

    def _press(self, key: str, text: str, icon: str, slot: object) -> QPushButton:
        said = tr("{what}: {label}", what=text, label=label_of(self.laptop))
        made = link_button(text, icon, object_name=f"{key}-{self.laptop.writer}", accessible_name=said)
        made.clicked.connect(slot)
        return made
