"""Locks a window when it is asked to, or when nobody has touched it for a while.

Locked, the window shows a form and nothing else; exchange goes on behind it. Only input to the window itself is
listened to: a filter over the whole application would see every event of every widget.
"""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer, Signal, Slot
from PySide6.QtWidgets import QApplication, QDialog, QStackedWidget, QVBoxLayout, QWidget

from ecabinet.app.override import override
from ecabinet.app.ports import Clock
from ecabinet.ui.background import Background
from ecabinet.ui.lock.form import Owner, UnlockForm, page_of
from ecabinet.ui.widgets.card import ground
from ecabinet.ui.words import tr

_MINUTE_MS = 60_000
_TOUCHES = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseMove,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TouchUpdate,
        QEvent.Type.TabletMove,
        QEvent.Type.TabletPress,
    }
)


class Guard(QObject):
    """Covers and uncovers the pages of one window.

    Signals:
        locked(bool): the pages are hidden now, or seen again.
    """

    locked = Signal(bool)

    def __init__(
        self,
        pages: QStackedWidget,
        owner: Owner,
        clock: Clock,
        unlock: Callable[[str], object],
        background: Background,
        *,
        lockable: Callable[[], bool] = lambda: True,
    ) -> None:
        """Guard what `pages` shows; `unlock` raises unless it is given the passphrase.

        Nothing is locked while `lockable` says that there is no passphrase.
        """
        super().__init__(pages)
        self._pages = pages
        self._owner = owner
        self._clock = clock
        self._unlock = unlock
        self._background = background
        self._lockable = lockable
        self._cover: QWidget | None = None
        self._beneath: QWidget | None = None
        self._sitting = False
        self._on_meeting: Callable[[], bool] = lambda: False
        self._idle = QTimer(self)
        self._idle.setSingleShot(True)
        self._idle.timeout.connect(self.on_idle)

    @property
    def is_locked(self) -> bool:
        """Whether the pages are hidden."""
        return self._cover is not None

    def watch(self, minutes: int, on_meeting: Callable[[], bool]) -> None:
        """Lock after so many minutes without input, 0 never; the window must be shown.

        A running meeting stays in sight: nothing locks by itself while one sits and `on_meeting` says it is shown.
        """
        self._on_meeting = on_meeting
        self._pages.window().windowHandle().installEventFilter(self)
        self.lock_after(minutes)

    @Slot(int)
    def lock_after(self, minutes: int) -> None:
        """Lock after so many minutes from now on, 0 never."""
        self._idle.stop()
        self._idle.setInterval(minutes * _MINUTE_MS)
        if minutes and not self.is_locked:
            self._idle.start()

    @Slot()
    def lock(self) -> None:
        """Hide everything and ask for the passphrase, if there is one."""
        if self._cover is not None or not self._lockable():
            return
        _close_what_floats()
        self._idle.stop()
        form = UnlockForm(self._owner, tr("Màn hình đã khóa; dữ liệu vẫn được gửi và nhận"), self._clock)
        form.serve(self._unlock, self._background, self._on_unlocked, wait=0)
        self._beneath = self._pages.currentWidget()
        self._cover = ground("page", object_name="locked-screen")
        self._cover.setAccessibleName(tr("Màn hình đã khóa"))
        inside = QVBoxLayout(self._cover)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(page_of(form, "locked-scroll"))
        self._pages.addWidget(self._cover)
        self._pages.setCurrentWidget(self._cover)
        form.field.editor.setFocus()
        self.locked.emit(True)

    @Slot(bool)
    def on_sitting(self, sitting: bool) -> None:
        """Hear whether the chosen meeting sits."""
        self._sitting = sitting

    @Slot()
    def on_idle(self) -> None:
        """Lock, unless a running meeting is in sight."""
        if not self._lockable() or (self._sitting and self._on_meeting()):
            self._idle.start()
        else:
            self.lock()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Start the time anew at every touch; the event goes on."""
        if event.type() in _TOUCHES and self._idle.isActive():
            self._idle.start()
        return super().eventFilter(watched, event)

    def _on_unlocked(self, _opened: object) -> None:
        cover, self._cover = self._cover, None
        if cover is None or self._beneath is None:
            return
        self._pages.setCurrentWidget(self._beneath)
        self._pages.removeWidget(cover)
        cover.hide()
        cover.deleteLater()
        if self._idle.interval():
            self._idle.start()
        self.locked.emit(False)


def _close_what_floats() -> None:
    """Close menus and dialogs: they would stand above the locked window."""
    while (popup := QApplication.activePopupWidget()) is not None:
        popup.close()
    for widget in QApplication.topLevelWidgets():
        if isinstance(widget, QDialog) and widget.isVisible():
            widget.reject()
