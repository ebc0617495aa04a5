"""Where an invitation's file is dropped or chosen."""

from pathlib import Path

from PySide6.QtCore import QRectF, Qt, Signal, Slot
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from ecabinet.app.override import override
from ecabinet.ui.theme.theme import current
from ecabinet.ui.widgets.buttons import quiet_button
from ecabinet.ui.widgets.card import Picture
from ecabinet.ui.widgets.labels import TextLabel
from ecabinet.ui.words import tr

_ICON = 32


class DropWell(QWidget):
    """A dashed frame to drop one file into.

    Signals:
        file_given(Path): a file was dropped or chosen.
    """

    file_given = Signal(object)

    def __init__(self, sentence: str, *, object_name: str) -> None:
        super().__init__()
        self.setObjectName(object_name)
        self.setAccessibleName(sentence)
        self.setAcceptDrops(True)
        self._over = False
        tokens = current().tokens
        self.button = quiet_button(tr("Chọn tệp…"), "folder-open", object_name=f"{object_name}-choose")
        self.button.clicked.connect(self.on_choose)
        said = TextLabel(sentence, "reading", "text_muted")
        said.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column = QVBoxLayout(self)
        column.setContentsMargins(tokens.space_5, tokens.space_5, tokens.space_5, tokens.space_5)
        column.setSpacing(tokens.space_3)
        column.addWidget(Picture("mail", "text_faint", _ICON), 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(said)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        self.setFocusProxy(self.button)
        current().changed.connect(self.update)

    @Slot()
    def on_choose(self) -> None:
        """Ask for a file."""
        kinds = tr("Thư mời eCabinet (*.ecabinet *.txt);;Mọi tệp (*)")
        name, _kind = QFileDialog.getOpenFileName(self, tr("Chọn thư mời"), "", kinds)
        if name:
            self.file_given.emit(Path(name))

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take one file that lies on this computer."""
        if _file(event) is not None:
            self._hover(over=True)
            event.acceptProposedAction()

    @override
    def dragLeaveEvent(self, _event: QDragLeaveEvent) -> None:
        """It went elsewhere."""
        self._hover(over=False)

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        """Announce the file."""
        self._hover(over=False)
        if (file := _file(event)) is not None:
            event.acceptProposedAction()
            self.file_given.emit(file)

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the dashed frame."""
        theme = current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        color = theme.color("primary" if self._over else "line_strong")
        painter.setPen(QPen(color, theme.tokens.ring, Qt.PenStyle.DashLine))
        painter.setBrush(theme.color("primary_soft" if self._over else "surface_raised"))
        edge = theme.tokens.border
        painter.drawRoundedRect(
            QRectF(self.rect()).adjusted(edge, edge, -edge, -edge), theme.tokens.radius_card, theme.tokens.radius_card
        )

    def _hover(self, *, over: bool) -> None:
        self._over = over
        self.update()


def _file(event: QDropEvent) -> Path | None:
    urls = event.mimeData().urls()
    return Path(urls[0].toLocalFile()) if len(urls) == 1 and urls[0].isLocalFile() else None
