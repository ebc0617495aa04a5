"""Several lines of text to write in, with the air Vietnamese needs between them.

`QPlainTextEdit` knows no line height, so this is a `QTextEdit` that takes plain text only.
"""

from math import ceil

from PySide6.QtGui import QFontMetricsF, QTextBlockFormat, QTextCursor
from PySide6.QtWidgets import QTextEdit, QWidget

from ecabinet.app.override import override
from ecabinet.ui.theme.theme import current
from ecabinet.ui.theme.tokens import LINE_HEIGHT

_PER_CENT = 100 * LINE_HEIGHT / 1.21
"""Qt measures a proportional height by the font's own line, which is 1.21 of the size in Inter."""


class TextArea(QTextEdit):
    """Plain text; Tab leaves it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)
        self.setPlainText("")

    def height_of(self, rows: int) -> int:
        """Pixels so many rows of text need, at the text size of now, without scrolling."""
        theme = current()
        line = QFontMetricsF(theme.font("body")).lineSpacing() * _PER_CENT / 100
        air = theme.tokens.space_2 + theme.tokens.ring + self.document().documentMargin()
        return ceil(line * rows + 2 * air)

    def keep_rows(self, rows: int) -> None:
        """Be as high as so many rows of text at the text size of now."""
        self.setFixedHeight(self.height_of(rows))

    @override
    def setPlainText(self, text: str) -> None:
        """Show another text; lines written after it keep its line height."""
        was = self.blockSignals(True)
        super().setPlainText(text)
        air = QTextBlockFormat()
        air.setLineHeight(_PER_CENT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        whole = QTextCursor(self.document())
        whole.select(QTextCursor.SelectionType.Document)
        whole.mergeBlockFormat(air)
        self.document().clearUndoRedoStacks()
        self.blockSignals(was)
        self.textChanged.emit()
