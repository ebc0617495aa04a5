"""What is handed over: the invitation as a QR code, as a file, and as text to copy."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFileDialog, QVBoxLayout, QWidget

from ecabinet.app.override import override
from ecabinet.core.vietnamese import fold
from ecabinet.ui.admissions import Request
from ecabinet.ui.panels.administration.facts import FactList
from ecabinet.ui.panels.administration.invitations.qr import QrCode
from ecabinet.ui.panels.administration.invitations.wording import explained
from ecabinet.ui.theme.theme import current
from ecabinet.ui.widgets.buttons import primary_button, quiet_button
from ecabinet.ui.widgets.labels import caption
from ecabinet.ui.words import tr

_BESIDE = 260
"""Width at 100 % text that the sentences need to stand beside the code."""


class Letter(QWidget):
    """Signals: file_chosen(Path): where the invitation is to be saved; copied: it lies on the clipboard."""

    file_chosen = Signal(object)
    copied = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("letter")
        self._request: Request | None = None
        self.code = QrCode(accessible_name=tr("Mã QR của thư mời"))
        self.facts = FactList(icon="info", color="text_muted")
        self.save = primary_button(tr("Lưu thành tệp…"), "save", object_name="letter-save")
        self.copy_text = quiet_button(tr("Chép nội dung"), "copy", object_name="letter-copy")
        self.save.clicked.connect(self.on_save)
        self.copy_text.clicked.connect(self.on_copy)
        self._lay_out()

    def show_request(self, request: Request) -> None:
        """Show an invitation that nobody used yet."""
        self._request = request
        self.code.show_text(request.text)
        self.facts.show_facts(explained(request))

    @Slot()
    def on_save(self) -> None:
        """Ask for a place."""
        if self._request is None:
            return
        name = f"thu-moi-{'-'.join(fold(self._request.name).split())}.ecabinet"
        kinds = tr("Thư mời eCabinet (*.ecabinet)")
        chosen, _kind = QFileDialog.getSaveFileName(self, tr("Lưu thư mời"), name, kinds)
        if chosen:
            self.file_chosen.emit(Path(chosen))

    @Slot()
    def on_copy(self) -> None:
        """Put the text on the clipboard."""
        if self._request is not None:
            QGuiApplication.clipboard().setText(self._request.text)
            self.copied.emit()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the sentences under the code where there is no room beside it."""
        super().resizeEvent(event)
        beside = self.width() >= self.code.sizeHint().width() + current().px(_BESIDE)
        self._row.setDirection(QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom)

    def _lay_out(self) -> None:
        tokens = current().tokens
        side = QVBoxLayout()
        side.setSpacing(tokens.space_3)
        side.addWidget(self.facts)
        for press in (self.save, self.copy_text):
            side.addWidget(press, 0, Qt.AlignmentFlag.AlignLeft)
        side.addWidget(caption(tr("Trên máy mới: mở tệp, hoặc dán nội dung. Mã QR dành cho máy có đầu đọc mã.")))
        side.addStretch(1)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(tokens.space_4)
        self._row.addWidget(self.code, 0, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self._row.addLayout(side, 1)
