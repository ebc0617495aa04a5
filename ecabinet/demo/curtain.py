"""What is seen while the demonstration is being prepared."""

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ecabinet.ui.theme.theme import current
from ecabinet.ui.widgets.labels import muted, page_title
from ecabinet.ui.words import tr


class Curtain(QWidget):
    """A small window in the middle of the display with one sentence."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("curtain")
        self.setProperty("kind", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWindowTitle(tr("Trình diễn"))
        tokens = current().tokens
        self._sentence = muted("", lines=1)
        self._sentence.setObjectName("curtain-sentence")
        column = QVBoxLayout(self)
        column.setContentsMargins(tokens.space_6, tokens.space_6, tokens.space_6, tokens.space_6)
        column.addWidget(page_title(tr("Đang chuẩn bị phiên họp mẫu")))
        column.addWidget(muted(tr("Trong vòng một phút, ba cửa sổ của chủ tọa, thư ký và đại biểu sẽ mở ra.")))
        column.addWidget(self._sentence)
        self.resize(current().px(640), current().px(180))
        self.move(QGuiApplication.primaryScreen().availableGeometry().center() - self.rect().center())

    @Slot(str)
    def say(self, sentence: str) -> None:
        """Say what is going on now."""
        self._sentence.setText(sentence)
