"""How the keys of this laptop are guarded: a passphrase, or the keyring of the system where there is one."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QRadioButton, QVBoxLayout, QWidget

from ecabinet.ui.first_run.passphrase_fields import PassphraseFields
from ecabinet.ui.theme.theme import current
from ecabinet.ui.widgets.labels import caption, muted
from ecabinet.ui.words import tr


class GuardFields(QWidget):
    """A passphrase, and where the system has a keyring the choice between the two.

    Signals:
        entered: Enter was pressed in the last line.
    """

    entered = Signal()

    def __init__(self, *, has_keyring: bool) -> None:
        super().__init__()
        self.passphrase = PassphraseFields(tr("Mật khẩu mở eCabinet trên máy này"), object_name="passphrase")
        self.by_passphrase = QRadioButton(tr("Dùng mật khẩu riêng của eCabinet (nên dùng)"))
        self.by_keyring = QRadioButton(tr("Dùng kho khóa của hệ điều hành, không hỏi mật khẩu"))
        for name, radio in (("by-passphrase", self.by_passphrase), ("by-keyring", self.by_keyring)):
            radio.setObjectName(name)
            radio.setVisible(has_keyring)
        self._about = muted(
            tr(
                "Ai đăng nhập được máy này bằng tài khoản của ông, bà thì cũng mở được eCabinet. "
                "Màn hình không tự khóa."
            )
        )
        self._forgotten = caption(tr("Không ai biết hoặc đặt lại được mật khẩu này. Nếu quên, hãy xin thư mời mới."))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(current().tokens.space_2)
        for part in (self.by_passphrase, self.by_keyring, self._about, self.passphrase, self._forgotten):
            column.addWidget(part)
        self.by_passphrase.setChecked(True)
        self.by_keyring.toggled.connect(self.on_choice)
        self.passphrase.entered.connect(self.entered)
        self.on_choice(keyring=False)

    @Slot(bool)
    def on_choice(self, keyring: bool) -> None:
        """Show what belongs to the choice."""
        self.passphrase.setVisible(not keyring)
        self._forgotten.setVisible(not keyring)
        self._about.setVisible(keyring)
