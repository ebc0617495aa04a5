"""The pages alone on the screen: the bar floats over them, fades when nothing moves, comes back with the pointer."""

from PySide6.QtCore import QEvent, QObject, QPropertyAnimation, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QGraphicsOpacityEffect, QVBoxLayout, QWidget

from ecabinet.app.override import override
from ecabinet.ui.theme.theme import current
from ecabinet.ui.widgets.solo import Solo

STILL = 2500
"""Milliseconds without a movement after which the bar goes."""
_MOVES = (QEvent.Type.MouseMove, QEvent.Type.TabletMove, QEvent.Type.TouchBegin, QEvent.Type.KeyPress)


class FullScreen(QObject):
    """Full screen of a panel whose last part is its bar; the views' keys and movements come through `watch`."""

    changed = Signal(bool)
    """It began or ended."""

    def __init__(self, panel: QWidget, bar: QWidget, column: QVBoxLayout) -> None:
        super().__init__(panel)
        self._panel, self._bar, self._column = panel, bar, column
        self._solo = Solo(panel)
        self._effect: QGraphicsOpacityEffect | None = None
        self._fade: QPropertyAnimation | None = None
        self.still = QTimer(self)
        self.still.setSingleShot(True)
        self.still.setInterval(STILL)
        self.still.timeout.connect(self.on_still)
        self._places = ((panel, QEvent.Type.Resize), (bar, QEvent.Type.LayoutRequest))
        panel.installEventFilter(self)
        bar.installEventFilter(self)

    def watch(self, view: QWidget, viewport: QWidget) -> None:
        """Listen to F11 and Esc in a view, and to movements over it."""
        view.installEventFilter(self)
        viewport.installEventFilter(self)

    def active(self) -> bool:
        """Whether the pages are alone."""
        return self._solo.active

    @Slot()
    def toggle(self) -> None:
        """Begin or end."""
        if self._solo.active:
            self._end()
        else:
            self._begin()
        self.changed.emit(self._solo.active)

    @Slot()
    def on_still(self) -> None:
        """Let the bar go, unless somebody is using it."""
        if self._solo.active and not self._bar.underMouse() and not self._is_used():
            self._show_bar(shown=False)
        elif self._solo.active:
            self.still.start()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the keys that begin and end it; show the bar when something moves; keep it in place."""
        kind = event.type()
        if isinstance(event, QKeyEvent) and self._is_ours(event) and watched not in (self._panel, self._bar):
            if kind == QEvent.Type.ShortcutOverride:
                event.accept()
            elif kind == QEvent.Type.KeyPress:
                self.toggle()
            return True
        if self._solo.active and kind in _MOVES:
            self._show_bar(shown=True)
        elif self._solo.active and (watched, kind) in self._places:
            self._place()
        elif self._solo.active and kind == QEvent.Type.Hide and watched is self._panel:
            self.toggle()
        return False

    def _is_ours(self, event: QKeyEvent) -> bool:
        return event.key() == Qt.Key.Key_F11 or (event.key() == Qt.Key.Key_Escape and self._solo.active)

    def _begin(self) -> None:
        self._column.removeWidget(self._bar)
        self._effect = QGraphicsOpacityEffect(self._bar)
        self._bar.setGraphicsEffect(self._effect)
        self._fade = QPropertyAnimation(self._effect, b"opacity", self)
        self._solo.begin()
        self._place()
        self._bar.raise_()
        self._show_bar(shown=True)

    def _end(self) -> None:
        self.still.stop()
        if self._fade is not None:
            self._fade.stop()
            self._fade.deleteLater()
        self._effect = self._fade = None
        self._bar.setGraphicsEffect(None)  # type: ignore[arg-type]  # Qt takes none; the stubs do not know
        self._solo.end()
        self._column.addWidget(self._bar)
        self._bar.show()

    def _place(self) -> None:
        high = self._bar.sizeHint().height()
        self._bar.setGeometry(0, self._panel.height() - high, self._panel.width(), high)

    def _show_bar(self, *, shown: bool) -> None:
        fade, effect = self._fade, self._effect
        if fade is None or effect is None:
            return
        if shown:
            self._bar.show()
            self.still.start()
        fade.stop()
        fade.setDuration(current().motion())
        fade.setStartValue(effect.opacity())
        fade.setEndValue(1.0 if shown else 0.0)
        fade.start()

    def _is_used(self) -> bool:
        focused = QApplication.focusWidget()
        return focused is not None and self._bar.isAncestorOf(focused)
