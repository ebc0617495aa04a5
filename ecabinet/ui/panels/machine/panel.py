"""Máy này: whose laptop it is, where its data lie, what guards its keys and what locks its screen."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from ecabinet.app.override import override
from ecabinet.core.errors import EcabinetError
from ecabinet.ui.context import Context
from ecabinet.ui.machine import Guarded, Machine, MachineState
from ecabinet.ui.notices import sentence
from ecabinet.ui.panel import Panel
from ecabinet.ui.panels.machine.form import ChangeForm
from ecabinet.ui.panels.machine.presenter import MachinePresenter
from ecabinet.ui.panels.machine.waiting import LockChoice
from ecabinet.ui.panels.machine.wording import changed_to, guarded_by, locked_by
from ecabinet.ui.theme.theme import current
from ecabinet.ui.widgets.buttons import quiet_button
from ecabinet.ui.widgets.card import Hairline, Picture
from ecabinet.ui.widgets.labels import body, eliding, muted, page_title, section_title
from ecabinet.ui.widgets.presses import presses
from ecabinet.ui.widgets.scrolled import scrolled
from ecabinet.ui.widgets.toast import Toast, ToastKind
from ecabinet.ui.words import tr
from ecabinet.ui.words.names import leading_role

_WIDEST, _BESIDE = 560, 780
"""Widths at 100 % text: beyond which lines read badly, and from which the form has a place beside."""
_HALF = 100
"""Share of the room for each half, as long as it may grow."""


class MachinePanel(Panel):
    """Shows a `MachineState`; implements `MachineView`.

    Signals:
        lockable_changed(bool): whether there is a passphrase now to unlock a screen with.
    """

    lockable_changed = Signal(bool)

    def __init__(self, context: Context, machine: Machine) -> None:
        super().__init__(context)
        self.setObjectName("machine-panel")
        self.setAccessibleName(tr("Máy này"))
        self.state: MachineState | None = None
        self.form: ChangeForm | None = None
        self._minutes = machine.minutes
        self._store, self._folder = eliding(""), eliding("")
        self._sign, self._guarded, self._locks = Picture("lock"), body(""), muted("")
        self.toast = Toast(object_name="machine-toast")
        self.passphrase = quiet_button(tr("Đổi mật khẩu"), "lock", object_name="change-passphrase")
        self.keyring = quiet_button(tr("Dùng kho khóa của hệ điều hành"), "key-round", object_name="use-keyring")
        self.minutes = LockChoice(machine.minutes)
        self.minutes.hide()
        self._ways = QWidget()
        self._ways.hide()
        self.presenter = MachinePresenter(self, machine)
        self.minutes.chosen.connect(self.on_minutes)
        self.passphrase.clicked.connect(self.on_passphrase)
        self.keyring.clicked.connect(self.on_keyring)
        current().changed.connect(self.on_theme)
        self._lay_out()
        self.on_theme()

    @override
    def refresh(self) -> None:
        """Ask how things stand."""
        self.presenter.refresh()

    def show_state(self, state: MachineState) -> None:
        """Show how the laptop stands."""
        self.state = state
        self._store.setText(state.store)
        self._folder.setText(state.folder)
        icon, said = guarded_by(state.guarded)
        self._sign.show_icon(icon, "abstain" if state.guarded is Guarded.NOTHING else "primary")
        self._guarded.setText(said)
        self._locks.setText(locked_by(state.guarded, self._minutes))
        has = state.guarded is Guarded.PASSPHRASE
        self.minutes.setVisible(has)
        self.passphrase.setText(tr("Đổi mật khẩu") if has else tr("Đặt mật khẩu"))
        self.keyring.setVisible(state.has_keyring and state.guarded is not Guarded.KEYRING)
        self._ways.setVisible(self.form is None)
        self.lockable_changed.emit(has)

    def show_busy(self) -> None:
        """Show that the keys are being sealed anew."""
        if self.form is not None:
            self.form.show_busy()

    def show_changed(self, guarded: Guarded) -> None:
        """Say that it is done."""
        self.on_left()
        self.toast.say(changed_to(guarded), ToastKind.DONE)

    def refuse(self, key: str, error: EcabinetError) -> None:
        """Say why not, where it was asked for."""
        if self.form is not None:
            self.form.refuse(key, error)
            self._halves.activate()
            self._scroll.ensureWidgetVisible(self.form.press)
        else:
            self.toast.say(sentence(error), ToastKind.REFUSED)

    @Slot()
    def on_passphrase(self) -> None:
        """Let a passphrase be chosen."""
        self._open(Guarded.PASSPHRASE)

    @Slot()
    def on_keyring(self) -> None:
        """Let the keys be left to the system."""
        self._open(Guarded.KEYRING)

    @Slot(int)
    def on_minutes(self, minutes: int) -> None:
        """Let the screen lock itself after so many minutes from now on."""
        self._minutes = minutes
        self.presenter.lock_after(minutes)
        if self.state is not None:
            self._locks.setText(locked_by(self.state.guarded, minutes))

    @Slot()
    def on_agreed(self) -> None:
        """Do what the form says."""
        if self.form is None:
            return
        present, first, repeat = self.form.values()
        if self.form.wanted is Guarded.KEYRING:
            self.presenter.use_keyring(present)
        else:
            self.presenter.set_passphrase(present, first, repeat)

    @Slot()
    def on_left(self) -> None:
        """Take the form away, with what was typed in it."""
        if self.form is not None:
            self.form.hide()
            self.form.deleteLater()
            self.form = None
        self._ways.show()

    @Slot()
    def on_theme(self) -> None:
        """Keep lines at a length that reads well; put the form beside what it changes where there is room."""
        beside = self.width() >= current().px(_BESIDE)
        way = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        self._halves.setDirection(way)
        for part in (self._about, *([self.form] if self.form else [])):
            part.setMaximumWidth(current().px(_WIDEST))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """See whether there is room for both halves."""
        super().resizeEvent(event)
        self.on_theme()

    def _open(self, wanted: Guarded) -> None:
        if self.state is None:
            return
        self.on_left()
        self.toast.put_away()
        self.form = ChangeForm(self.state.guarded, wanted)
        self.form.agreed.connect(self.on_agreed)
        self.form.left.connect(self.on_left)
        self._place.insertWidget(0, self.form)
        self._ways.hide()
        self.on_theme()
        self.form.show()
        self.form.begin()
        self._scroll.ensureWidgetVisible(self.form)

    def _lay_out(self) -> None:
        tokens, space = current().tokens, current().tokens.space_6
        self._about, self._place = QWidget(), QVBoxLayout()
        ways = presses(self.passphrase, self.keyring)
        ways.setContentsMargins(0, tokens.space_2, 0, 0)
        self._ways.setLayout(ways)
        inside = QVBoxLayout(self._about)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(tokens.space_3)
        for part in (page_title(tr("Máy này")), self._facts(), Hairline(), section_title(tr("Mở và khóa"))):
            inside.addWidget(part)
        inside.addLayout(self._guard())
        for part in (self._locks, self.minutes, self.toast, self._ways):
            inside.addWidget(part)
        inside.addStretch(1)
        self._place.addStretch(1)
        page = QWidget()
        self._halves = QBoxLayout(QBoxLayout.Direction.LeftToRight, page)
        self._halves.setContentsMargins(space, space, space, space)
        self._halves.setSpacing(space)
        self._halves.addWidget(self._about, _HALF)
        self._halves.addLayout(self._place, _HALF)
        self._halves.addStretch(1)
        self._scroll = scrolled(page, "machine-scroll")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._scroll)

    def _guard(self) -> QHBoxLayout:
        made = QHBoxLayout()
        made.setSpacing(current().tokens.space_3)
        made.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        made.addWidget(self._guarded, 1)
        return made

    def _facts(self) -> QWidget:
        me, whole = self.context.me, QWidget()
        made = QGridLayout(whole)
        made.setContentsMargins(0, 0, 0, 0)
        made.setHorizontalSpacing(current().tokens.space_5)
        made.setVerticalSpacing(current().tokens.space_1)
        made.setColumnStretch(1, 1)
        facts = (
            (tr("Người dùng"), eliding(f"{me.name} – {leading_role(me.roles)}")),
            (tr("Tổ chức"), eliding(me.organization)),
            (tr("Kho dùng chung"), self._store),
            (tr("Dữ liệu trên máy"), self._folder),
        )
        for at, (name, value) in enumerate(facts):
            label = muted(name, lines=1)
            label.keep_whole()
            made.addWidget(label, at, 0)
            made.addWidget(value, at, 1)
        return whole
