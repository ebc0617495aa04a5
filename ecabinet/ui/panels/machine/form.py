"""The form in which the guard of the keys is changed: what is typed now, what is to be typed from now on."""

from typing import cast

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QWidget

from ecabinet.core.errors import EcabinetError
from ecabinet.ui.first_run.passphrase_fields import PassphraseFields
from ecabinet.ui.machine import Guarded
from ecabinet.ui.notices import sentence
from ecabinet.ui.widgets.buttons import primary_button, quiet_button
from ecabinet.ui.widgets.card import Card
from ecabinet.ui.widgets.field import Field
from ecabinet.ui.widgets.labels import caption, muted, section_title
from ecabinet.ui.widgets.presses import presses
from ecabinet.ui.widgets.secret_line import secret_field
from ecabinet.ui.widgets.toast import Toast, ToastKind
from ecabinet.ui.words import tr


class ChangeForm(Card):
    """From `now` to `wanted`: a new passphrase, or the system's keyring.

    Signals:
        agreed: the person wants it; read `values`.
        left: the person does not.
    """

    agreed = Signal()
    left = Signal()

    def __init__(self, now: Guarded, wanted: Guarded) -> None:
        super().__init__(object_name="change-guard")
        self.wanted = wanted
        self.present = secret_field(tr("Mật khẩu đang dùng"), object_name="present")
        self.passphrase = PassphraseFields(tr("Mật khẩu mới"), object_name="new-passphrase")
        self.toast = Toast(object_name="change-toast")
        self.doing = muted(" ")
        to_keyring = wanted is Guarded.KEYRING
        word = tr("Chuyển sang kho khóa") if to_keyring else tr("Đặt mật khẩu mới")
        self.press = primary_button(word, "key-round" if to_keyring else "lock", object_name="change-agree", large=True)
        self.back = quiet_button(tr("Thôi, giữ như cũ"), "arrow-left", object_name="change-back", large=True)
        self._fields = {
            key: cast("Field[QWidget]", field)
            for key, field in (
                ("present", self.present),
                ("passphrase", self.passphrase.first),
                ("repeat", self.passphrase.repeat),
            )
        }
        self._lay_out(asks_present=now is Guarded.PASSPHRASE, to_keyring=to_keyring)
        self.present.editor.returnPressed.connect(self.on_present)
        self.passphrase.entered.connect(self.press.click)
        self.press.clicked.connect(self.agreed)
        self.back.clicked.connect(self.left)

    def begin(self) -> None:
        """Let the keyboard begin in the first field."""
        first = self.passphrase.first if self.present.isHidden() else self.present
        first.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def values(self) -> tuple[str, str, str]:
        """Return the passphrase of now, and the new one twice."""
        return self.present.editor.text(), *self.passphrase.values()

    def show_busy(self) -> None:
        """Keep the buttons from being pressed twice."""
        self._accept()
        self._enable(enabled=False)
        self.doing.setText(tr("Đang khóa lại bằng cách mới, mất vài giây…"))

    def refuse(self, key: str, error: EcabinetError) -> None:
        """Say why: beside the field of that key, or above the buttons if it has none."""
        self._accept()
        self._enable(enabled=True)
        self.doing.setText(" ")
        if (field := self._fields.get(key)) is None:
            self.toast.say(sentence(error), ToastKind.REFUSED)
            return
        field.refuse(sentence(error))
        field.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def on_present(self) -> None:
        """Go on to the new one, or agree where there is none to type."""
        if self.wanted is Guarded.KEYRING:
            self.press.click()
        else:
            self.passphrase.first.editor.setFocus(Qt.FocusReason.TabFocusReason)

    def _accept(self) -> None:
        self.toast.put_away()
        for field in self._fields.values():
            field.accept()

    def _enable(self, *, enabled: bool) -> None:
        for part in (self.present, self.passphrase, self.press, self.back):
            part.setEnabled(enabled)

    def _lay_out(self, *, asks_present: bool, to_keyring: bool) -> None:
        title = tr("Dùng kho khóa của hệ điều hành") if to_keyring else self.press.text()
        about = (
            muted(
                tr(
                    "Ai đăng nhập được máy này bằng tài khoản của ông, bà thì cũng mở được eCabinet, và eCabinet không "
                    "khóa màn hình nữa."
                )
            )
            if to_keyring
            else caption(tr("Không ai biết hoặc đặt lại được mật khẩu này. Nếu quên, hãy xin thư mời mới."))
        )
        self.setAccessibleName(title)
        for part in (section_title(title), self.present, self.passphrase, about, self.toast, self.doing):
            self.body.addWidget(part)
        self.body.addLayout(presses(self.press, self.back))
        self.present.setVisible(asks_present)
        self.passphrase.setVisible(not to_keyring)
