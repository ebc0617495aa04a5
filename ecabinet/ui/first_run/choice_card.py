"""A large card that is a button: one of a few ways, with an icon, a word and a sentence."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QVBoxLayout

from ecabinet.app.override import override
from ecabinet.ui.theme.theme import current
from ecabinet.ui.widgets.card import Picture
from ecabinet.ui.widgets.labels import TextLabel

_ICON = 40


class ChoiceCard(QAbstractButton):
    """Pressed with mouse, Space or Enter; in a group of checkable ones, checked while chosen."""

    def __init__(self, icon: str, word: str, sentence: str, *, object_name: str) -> None:
        super().__init__()
        self.setObjectName(object_name)
        self.setAccessibleName(word)
        self.setAccessibleDescription(sentence)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        tokens = current().tokens
        column = QVBoxLayout(self)
        column.setContentsMargins(tokens.space_5, tokens.space_5, tokens.space_5, tokens.space_5)
        column.setSpacing(tokens.space_2)
        column.addWidget(Picture(icon, "primary", _ICON))
        column.addSpacing(tokens.space_2)
        for label in (TextLabel(word, "section"), TextLabel(sentence, "body", "text_muted")):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            column.addWidget(label)
        column.addStretch(1)
        current().changed.connect(self.update)

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the card; the focus ring comes from the theme."""
        theme = current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        lifted = self.underMouse() or self.isDown() or self.hasFocus()
        painter.setPen(theme.color("primary" if lifted else "line_strong"))
        painter.setBrush(theme.color("primary_soft" if self.isDown() else "surface_raised"))
        box = self.rect().toRectF().adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(box, theme.tokens.radius_card, theme.tokens.radius_card)
