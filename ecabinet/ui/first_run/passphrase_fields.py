"""A new passphrase, typed twice, with a hint how hard it is to guess."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ecabinet.core.passphrases import Strength, strength
from ecabinet.ui.theme.theme import current
from ecabinet.ui.theme.tokens import ColorName
from ecabinet.ui.widgets.card import Picture
from ecabinet.ui.widgets.labels import caption
from ecabinet.ui.widgets.secret_line import secret_field
from ecabinet.ui.words import tr

_SAID: dict[Strength, tuple[str, ColorName, str]] = {
    Strength.SHORT: ("circle", "text_faint", "Cần ít nhất 8 ký tự."),
    Strength.WEAK: ("info", "abstain", "Dùng được, nhưng dễ đoán. Một câu bốn, năm từ sẽ chắc hơn."),
    Strength.FAIR: ("circle-check", "agree", "Khá chắc."),
    Strength.GOOD: ("circle-check", "agree", "Rất chắc."),
}


class PassphraseFields(QWidget):
    """Two hidden lines and what can be said of them.

    Signals:
        entered: Enter was pressed in the second line.
    """

    entered = Signal()

    def __init__(self, label: str, *, object_name: str) -> None:
        super().__init__()
        self._caps = False
        self.first = secret_field(label, object_name=object_name)
        self.repeat = secret_field(tr("Nhập lại một lần nữa"), object_name=f"{object_name}-repeat")
        self._sign, self._said = Picture("circle", "text_faint", current().tokens.icon_small), caption("")
        below = QHBoxLayout()
        below.setSpacing(current().tokens.space_1)
        below.addWidget(self._sign)
        below.addWidget(self._said, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(current().tokens.space_1)
        for part in (self.first, self.repeat):
            column.addWidget(part)
            part.editor.caps_lock.connect(self.on_caps_lock)
        column.addLayout(below)
        self.first.editor.textChanged.connect(self.on_text)
        self.first.editor.returnPressed.connect(self.repeat.editor.setFocus)
        self.repeat.editor.returnPressed.connect(self.entered)
        self.setFocusProxy(self.first)
        self.on_text()

    @property
    def said(self) -> str:
        """The hint shown."""
        return self._said.text()

    def values(self) -> tuple[str, str]:
        """Return what was typed, twice."""
        return self.first.editor.text(), self.repeat.editor.text()

    def wipe(self) -> None:
        """Forget both."""
        self.first.editor.wipe()
        self.repeat.editor.wipe()

    @Slot()
    def on_text(self) -> None:
        """Judge what is typed, unless Caps Lock is on."""
        if self._caps:
            return
        icon, color, words = _SAID[strength(self.first.editor.text())]
        self._say(icon, color, tr(words))

    @Slot(bool)
    def on_caps_lock(self, locked: bool) -> None:
        """Warn of Caps Lock; the judgement comes back when it is off."""
        self._caps = locked
        self._say("triangle-alert", "abstain", tr("Phím Caps Lock đang bật."))
        self.on_text()

    def _say(self, icon: str, color: ColorName, words: str) -> None:
        self._sign.show_icon(icon, color)
        self._said.setText(words)
