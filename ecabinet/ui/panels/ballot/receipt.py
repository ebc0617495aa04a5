"""What became of my answer: when it was recorded, whether it has been sent, and its receipt one press away."""

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ecabinet.app.read import Vote
from ecabinet.ui.theme import icons
from ecabinet.ui.theme.theme import current
from ecabinet.ui.theme.tokens import ColorName
from ecabinet.ui.widgets.buttons import icon_button, link_button
from ecabinet.ui.widgets.card import Picture
from ecabinet.ui.widgets.labels import TextLabel
from ecabinet.ui.words import tr
from ecabinet.ui.words.times import clock_seconds


def in_groups(receipt: str) -> str:
    """Return a hash in groups of four, as one reads it aloud.

    >>> in_groups("9f2c41aa07")
    '9f2c 41aa 07'
    """
    return " ".join(receipt[at : at + 4] for at in range(0, len(receipt), 4))


class Receipt(QWidget):
    """One line under the buttons; it keeps its room while there is nothing to say."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("ballot-receipt")
        self._receipt = ""
        self._sign = Picture("info", "text_muted", current().tokens.icon_small)
        self._line = TextLabel("", "body", "text_muted", lines=1)
        self._open = link_button(tr("Biên nhận"), "stamp", object_name="ballot-receipt-open")
        self._open.setCheckable(True)
        self._hash = TextLabel("", "body", "text", lines=3)
        self._hash.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._copy = icon_button("copy", object_name="ballot-receipt-copy", accessible_name=tr("Chép mã biên nhận"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(current().tokens.space_2)
        row.addStrut(current().px(current().tokens.control))  # the link's height, also while it is away
        for part in (self._sign, self._line, self._open):
            row.addWidget(part)
        row.addWidget(self._hash, 1)
        row.addWidget(self._copy)
        row.addStretch()
        self._open.toggled.connect(self.on_toggled)
        self._copy.clicked.connect(self.on_copy)
        self._unfold()

    def say(self, text: str, icon: str = "info", color: ColorName = "text_muted") -> None:
        """Show a hint or the state of an answer under way, without a receipt."""
        self._line.setText(text)
        self._sign.show_icon(icon, color)
        self._receipt = ""
        self._unfold()

    def show_cast(self, vote: Vote) -> None:
        """Say when my answer was recorded and whether it has left this laptop."""
        sent = tr("đã gửi") if vote.my_sent else tr("chưa gửi, sẽ tự gửi khi có kết nối")
        self._line.setText(tr("Đã ghi nhận {time} · {sent}", time=clock_seconds(vote.my_cast_at), sent=sent))
        self._sign.show_icon("circle-check" if vote.my_sent else "hourglass", "agree" if vote.my_sent else "abstain")
        self._receipt = vote.receipt
        self._hash.setText(in_groups(vote.receipt))
        self._unfold()

    @Slot(bool)
    def on_toggled(self, _open: bool) -> None:
        """Show or fold away the receipt."""
        self._unfold()

    @Slot()
    def on_copy(self) -> None:
        """Put the receipt on the clipboard."""
        QGuiApplication.clipboard().setText(self._receipt)
        icons.put(self._copy, "check", "agree")

    def _unfold(self) -> None:
        self._open.setVisible(bool(self._receipt))
        shown = bool(self._receipt) and self._open.isChecked()
        self._line.setVisible(not shown)
        self._sign.setVisible(not shown)
        self._open.setText(tr("Ẩn biên nhận") if shown else tr("Biên nhận"))
        self._hash.setVisible(shown)
        self._copy.setVisible(shown)
        icons.put(self._copy, "copy", "text_muted")
