"""A quiet notice inside a page: what has happened, or why something was refused."""

from enum import StrEnum

from PySide6.QtCore import QCoreApplication, QRectF, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QWidget

from ecabinet.app.override import override
from ecabinet.ui.theme.theme import current
from ecabinet.ui.theme.tokens import ColorName
from ecabinet.ui.widgets.buttons import icon_button
from ecabinet.ui.widgets.card import Picture
from ecabinet.ui.widgets.labels import TextLabel


class ToastKind(StrEnum):
    """What the notice means to the person."""

    INFO = "info"
    DONE = "done"
    WARNING = "warning"
    REFUSED = "refused"


TOAST_LOOKS: dict[ToastKind, tuple[ColorName, ColorName, str]] = {
    ToastKind.INFO: ("primary", "primary_soft", "info"),
    ToastKind.DONE: ("agree", "agree_soft", "circle-check"),
    ToastKind.WARNING: ("abstain", "abstain_soft", "triangle-alert"),
    ToastKind.REFUSED: ("disagree", "disagree_soft", "circle-x"),
}
"""Ink, ground and icon of each kind."""


class Toast(QWidget):
    """One sentence with a sign and a cross; it keeps its place in the page free while it is away."""

    closed = Signal()

    def __init__(self, *, object_name: str = "toast", keeps_room: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        tokens = current().tokens
        self.setObjectName(object_name)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setRetainSizeWhenHidden(keeps_room)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._kind = ToastKind.INFO
        self._sign = Picture("info", "primary")
        self._sentence = TextLabel("", "body", "text")
        close = QCoreApplication.translate("Toast", "Đóng thông báo")
        self._cross = icon_button("x", object_name="toast-close", accessible_name=close)
        self._cross.clicked.connect(self.put_away)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(tokens.space_3, tokens.space_1, tokens.space_1, tokens.space_1)
        self._row.setSpacing(tokens.space_2)
        self._row.addWidget(self._sign)
        self._row.addWidget(self._sentence, 1)
        self._row.addWidget(self._cross)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.put_away)
        current().changed.connect(self.update)
        self.hide()

    @property
    def text(self) -> str:
        """The sentence shown."""
        return self._sentence.text()

    @property
    def kind(self) -> ToastKind:
        """What it means."""
        return self._kind

    def add_action(self, button: QAbstractButton) -> None:
        """Offer one way on, between the sentence and the cross."""
        self._row.insertWidget(self._row.count() - 1, button, 0, Qt.AlignmentFlag.AlignVCenter)

    def say(self, text: str, kind: ToastKind = ToastKind.INFO, *, seconds: int = 0) -> None:
        """Show a sentence; it goes away after `seconds`, or stays (0) until put away."""
        self._kind = kind
        ink, _, icon = TOAST_LOOKS[kind]
        self._sign.show_icon(icon, ink)
        self._sentence.setText(text)
        self.setAccessibleName(text)
        self._timer.stop()
        if seconds:
            self._timer.start(seconds * 1000)
        self.update()
        self.show()

    @Slot()
    def put_away(self) -> None:
        """Take the notice away."""
        self._timer.stop()
        if not self.isHidden():
            self.hide()
            self.closed.emit()

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the soft ground."""
        theme = current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color(TOAST_LOOKS[self._kind][1]))
        painter.drawRoundedRect(QRectF(self.rect()), theme.tokens.radius_control, theme.tokens.radius_control)
