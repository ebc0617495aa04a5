"""What is seen while the demonstration is being prepared."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from ecabinet.ui.theme.theme import current
from ecabinet.ui.widgets.labels import muted, page_title
from ecabinet.ui.words import tr


class Curtain(QWidget):
    """A small window with one sentence."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("curtain")
        self.setProperty("kind", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWindowTitle("eCabinet")
        tokens = current().tokens
        self._sentence = muted("", lines=1)
        column = QVBoxLayout(self)
        column.setContentsMargins(tokens.space_6, tokens.space_6, tokens.space_6, tokens.space_6)
        column.addWidget(page_title(tr("Đang chuẩn bị phiên họp mẫu")))
        column.addWidget(self._sentence)
        self.resize(current().px(560), current().px(160))

    def say(self, sentence: str) -> None:
        """Say what is going on now."""
        self._sentence.setText(sentence)
        QApplication.processEvents()
