"""The form that asks for the passphrase: who, one hidden line, one button, and how long to wait."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TypeVar

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ecabinet.app.ports import Clock
from ecabinet.core.errors import EcabinetError
from ecabinet.ui.background import Background
from ecabinet.ui.lock.presenter import UnlockPresenter
from ecabinet.ui.notices import sentence
from ecabinet.ui.theme.theme import current
from ecabinet.ui.widgets.avatar import Avatar
from ecabinet.ui.widgets.buttons import primary_button
from ecabinet.ui.widgets.card import Card, Picture
from ecabinet.ui.widgets.countdown import Countdown
from ecabinet.ui.widgets.labels import TextLabel, caption
from ecabinet.ui.widgets.scrolled import scrolled
from ecabinet.ui.widgets.secret_line import secret_field
from ecabinet.ui.words import tr

T = TypeVar("T")
WIDTH = 440
"""Of the form in pixels at 100 % text."""
_AVATAR = 64


@dataclass(frozen=True, slots=True)
class Owner:
    """Whom the form greets; either is empty where the profile does not say."""

    member: str
    organization: str


class UnlockForm(Card):
    """Implements `UnlockView`."""

    def __init__(self, owner: Owner, title: str, clock: Clock) -> None:
        super().__init__(object_name="unlock-form")
        self.field = secret_field(tr("Mật khẩu"), object_name="passphrase")
        self.button = primary_button(tr("Mở khóa"), "lock-open", object_name="unlock", large=True)
        self._caps = TextLabel(" ", "caption", "abstain")
        self._wait = QWidget()
        self.countdown = Countdown(lambda: _time(clock), role="figure", object_name="unlock-wait")
        self._clock = clock
        self._presenter: UnlockPresenter[object] | None = None
        self._lay_out(owner, title)
        self.field.editor.caps_lock.connect(self.on_caps_lock)
        self.field.editor.returnPressed.connect(self.on_submit)
        self.button.clicked.connect(self.on_submit)
        self.countdown.ended.connect(self.on_ready)
        current().changed.connect(self.on_theme)
        self.setFocusProxy(self.field)
        self.on_theme()
        self.on_ready()

    def serve(
        self, unlock: Callable[[str], T], background: Background, opened: Callable[[T], None], *, wait: int
    ) -> None:
        """Try what is typed with `unlock` and hand what it returns to `opened`; wait so many seconds first."""
        made: UnlockPresenter[object] = UnlockPresenter(self, unlock, background, opened)  # type: ignore[arg-type]
        self._presenter = made
        made.begin(wait)

    def show_trying(self) -> None:
        """Keep the button from being pressed twice."""
        self.field.accept()
        self._enable(enabled=False)
        self.button.setText(tr("Đang mở…"))

    def show_wrong(self, left: int, wait: int) -> None:
        """Say that it was wrong, and what follows."""
        self.on_ready()
        self.field.editor.selectAll()
        if wait:
            self.show_wait(wait)
            return
        self.field.refuse(tr("Mật khẩu chưa đúng. Còn {left} lần thử trước khi phải đợi.", left=left))
        self.field.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_wait(self, seconds: int) -> None:
        """Count down until the next try."""
        self.on_ready()
        self.field.editor.wipe()
        self.field.refuse(tr("Đã nhập sai nhiều lần. Hãy đợi hết giờ rồi nhập lại."))
        self._enable(enabled=False)
        self._wait.show()
        self.countdown.run(_time(self._clock), seconds)

    def show_refusal(self, error: EcabinetError) -> None:
        """Say why it could not be tried."""
        self.on_ready()
        self.field.refuse(sentence(error))

    @Slot()
    def on_submit(self) -> None:
        """Hand over what is typed."""
        if self._presenter is not None and self.button.isEnabled():
            self._presenter.submit(self.field.editor.text())

    @Slot()
    def on_ready(self) -> None:
        """The next try may begin."""
        self.countdown.clear()
        self._wait.hide()
        self.field.accept()
        self.button.setText(tr("Mở khóa"))
        self._enable(enabled=True)
        self.field.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(bool)
    def on_caps_lock(self, locked: bool) -> None:
        """Warn of Caps Lock."""
        self._caps.setText(tr("Phím Caps Lock đang bật.") if locked else " ")

    @Slot()
    def on_theme(self) -> None:
        """Keep a width that suits the text size."""
        self.setFixedWidth(current().px(WIDTH))

    def _enable(self, *, enabled: bool) -> None:
        self.field.editor.setEnabled(enabled)
        self.button.setEnabled(enabled)

    def _lay_out(self, owner: Owner, title: str) -> None:
        tokens, centre = current().tokens, Qt.AlignmentFlag.AlignHCenter
        self.body.setContentsMargins(tokens.space_3, tokens.space_3, tokens.space_3, tokens.space_3)
        sign: QWidget = (
            Avatar(owner.member, diameter=_AVATAR) if owner.member else Picture("lock", "text_faint", _AVATAR)
        )
        self.body.addWidget(sign, 0, centre)
        labels = [TextLabel(owner.member, "section")] if owner.member else []
        labels += [TextLabel(owner.organization, "body", "text_muted")] if owner.organization else []
        for label in (*labels, TextLabel(title, "body", "text_faint")):
            label.setAlignment(centre | Qt.AlignmentFlag.AlignVCenter)
            self.body.addWidget(label)
        self.body.addSpacing(tokens.space_3)
        for part in (self.field, self._caps, self._made_wait(), self.button):
            self.body.addWidget(part)
        self.body.addSpacing(tokens.space_3)
        self.body.addWidget(
            caption(
                tr(
                    "Quên mật khẩu? Hãy xin quản trị một thư mời mới. Không mất gì: dữ liệu đã gửi "
                    "còn đủ ở các máy khác."
                )
            )
        )

    def _made_wait(self) -> QWidget:
        row = QHBoxLayout(self._wait)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(TextLabel(tr("Thử lại sau"), "body", "text_muted"))
        row.addWidget(self.countdown)
        row.addStretch(1)
        return self._wait


def page_of(form: QWidget, object_name: str) -> QScrollArea:
    """Put a form into the middle of a page that scrolls where text is very large."""
    page = QWidget()
    page.setLayout(centred(form))
    return scrolled(page, object_name)


def centred(form: QWidget) -> QHBoxLayout:
    """Let a form stand in the middle of its place; no alignment, which would ignore what its lines need."""
    column = QVBoxLayout()
    column.addStretch(2)
    column.addWidget(form)
    column.addStretch(3)
    row = QHBoxLayout()
    row.addStretch(1)
    row.addLayout(column)
    row.addStretch(1)
    return row


def _time(clock: Clock) -> datetime:
    return datetime.fromtimestamp(clock.now() / 1000, UTC)
