"""A line for a passphrase: hidden, with an eye that shows it, and an ear for Caps Lock."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QLineEdit

from ecabinet.app.override import override
from ecabinet.ui.theme import icons
from ecabinet.ui.theme.theme import current
from ecabinet.ui.widgets.buttons import icon_button
from ecabinet.ui.widgets.field import Field
from ecabinet.ui.words import tr

_HINTS = Qt.InputMethodHint.ImhHiddenText | Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText


def caps_lock_in(event: QKeyEvent) -> bool | None:
    """Say whether a letter was typed under Caps Lock; None if the key does not tell."""
    text = event.text()
    if len(text) != 1 or text.upper() == text.lower():
        return None
    return text.isupper() != bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)


class SecretLine(QLineEdit):
    """One line of hidden text.

    Signals:
        caps_lock(bool): letters arrive under Caps Lock, or no longer.
    """

    caps_lock = Signal(bool)

    def __init__(self, *, object_name: str) -> None:
        super().__init__()
        self.setObjectName(object_name)
        self.setInputMethodHints(_HINTS)
        self._caps = False
        self._eye = icon_button(
            "eye", object_name=f"{object_name}-eye", accessible_name=tr("Hiện mật khẩu"), checkable=True
        )
        self._eye.setParent(self)
        self._eye.setCursor(Qt.CursorShape.ArrowCursor)
        self._eye.toggled.connect(self.show_text)
        current().changed.connect(self.on_theme)
        self.show_text(shown=False)
        self.on_theme()

    @Slot(bool)
    def show_text(self, shown: bool) -> None:
        """Show what is typed, or hide it again."""
        self.setEchoMode(QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password)
        icons.put(self._eye, "eye-off" if shown else "eye", "text_muted")
        word = tr("Che mật khẩu") if shown else tr("Hiện mật khẩu")
        self._eye.setAccessibleName(word)
        self._eye.setToolTip(word)
        self._eye.setChecked(shown)

    def wipe(self) -> None:
        """Forget what was typed, and hide what comes."""
        self.clear()
        self.show_text(shown=False)

    @Slot()
    def on_theme(self) -> None:
        """Keep free what the eye needs at the text size of now."""
        self.setTextMargins(0, 0, current().px(current().tokens.control), 0)
        self._place_eye()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Type, and listen for Caps Lock."""
        heard = caps_lock_in(event)
        if event.key() == Qt.Key.Key_CapsLock and self._caps:
            heard = False
        super().keyPressEvent(event)
        if heard is not None and heard != self._caps:
            self._caps = heard
            self.caps_lock.emit(heard)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the eye at the end."""
        super().resizeEvent(event)
        self._place_eye()

    def _place_eye(self) -> None:
        ring, side = current().tokens.ring, self.height()
        self._eye.setGeometry(self.width() - side + ring, ring, side - 2 * ring, side - 2 * ring)


def secret_field(label: str, *, object_name: str, hint: str = "") -> Field[SecretLine]:
    """A labelled line for a passphrase."""
    return Field(label, SecretLine(object_name=object_name), hint=hint)
