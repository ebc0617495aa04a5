"""The question before an address of a paper is opened outside."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QTextOption
from PySide6.QtWidgets import QDialog, QPlainTextEdit, QVBoxLayout, QWidget

from ecabinet.ui.reader.linking import host, is_mail
from ecabinet.ui.theme.theme import current
from ecabinet.ui.widgets.buttons import primary_button, quiet_button
from ecabinet.ui.widgets.labels import TextLabel, muted
from ecabinet.ui.widgets.presses import presses
from ecabinet.ui.words import tr

_WIDTH, _ADDRESS = 520, 84
"""Width of the question and height of the address at 100 % text."""


class LinkQuestion(QDialog):
    """Shows the whole address; `agreed` comes with it when the person wants it opened."""

    agreed = Signal(str)

    def __init__(self, address: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("link-question")
        self.setWindowTitle(tr("Mở liên kết"))
        self.address = address
        mail = is_mail(address)
        said = tr("Tài liệu muốn soạn thư tới địa chỉ này:") if mail else tr("Tài liệu muốn mở trang này trên mạng:")
        shown = _address(address)
        opened = tr("Mở chương trình thư") if mail else tr("Mở trình duyệt")
        self.open_it = primary_button(opened, "external-link", object_name="link-open")
        self.leave = quiet_button(tr("Không"), object_name="link-leave")
        self.open_it.clicked.connect(self.on_agreed)
        self.leave.clicked.connect(self.reject)
        tokens = current().tokens
        column = QVBoxLayout(self)
        column.setContentsMargins(tokens.space_5, tokens.space_5, tokens.space_5, tokens.space_5)
        column.setSpacing(tokens.space_3)
        column.addWidget(TextLabel(said, "reading"))
        column.addWidget(shown)
        if host(address):
            column.addWidget(muted(tr("Máy chủ: {host}", host=host(address))))
        column.addWidget(muted(tr("Chỉ mở khi bạn tin người gửi tài liệu.")))
        column.addSpacing(tokens.space_2)
        column.addLayout(presses(self.open_it, self.leave))
        self.setFixedWidth(current().px(_WIDTH))
        self.leave.setFocus()

    def on_agreed(self) -> None:
        """Announce that the address may be opened."""
        self.accept()
        self.agreed.emit(self.address)


def _address(address: str) -> QPlainTextEdit:
    """Return a field that shows a whole address, however long, broken anywhere."""
    made = QPlainTextEdit(address)
    made.setObjectName("link-address")
    made.setAccessibleName(tr("Địa chỉ"))
    made.setReadOnly(True)
    made.setWordWrapMode(QTextOption.WrapMode.WrapAnywhere)
    made.setFixedHeight(current().px(_ADDRESS))
    return made
