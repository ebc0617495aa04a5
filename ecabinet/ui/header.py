"""The strip along the top: what goes on in the meeting, the sync light, and who is signed in."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ecabinet.app.override import override
from ecabinet.ui.context import Context
from ecabinet.ui.panels.me.panel import MePanel
from ecabinet.ui.panels.sync.panel import SyncPanel
from ecabinet.ui.theme.theme import current
from ecabinet.ui.widgets.buttons import icon_button
from ecabinet.ui.widgets.card import Hairline, ground
from ecabinet.ui.widgets.labels import eliding
from ecabinet.ui.words import tr

MACHINE = "machine"
"""Key of the screen about this laptop."""
_ROOMY = 1_240
"""Width at 100 % text from which name and role have a place beside the avatar."""
_WORDY = 700
"""Width at 100 % text from which the sync light says its word beside the sign."""


class Header(QWidget):
    """The organization's name until a meeting is chosen, then its now bar; the same height always.

    Signals:
        place_chosen(str): the person wants to see the screen of that key.
    """

    place_chosen = Signal(str)

    def __init__(self, context: Context, parent: QWidget | None = None, *, lockable: bool = False) -> None:
        super().__init__(parent)
        self.setObjectName("header")
        tokens = current().tokens
        self._ground = ground("panel", object_name="header-ground")
        self._name = eliding(context.me.organization, role="strong")
        self._bar: QWidget = self._name
        self.sync = SyncPanel(context.clock)
        self._me = MePanel(context.me)
        self.lock = icon_button("lock", object_name="lock-window", accessible_name=tr("Khóa màn hình (Ctrl+L)"))
        self.lock.setShortcut("Ctrl+L")
        self._me.clicked.connect(self.on_me)
        self._row = QHBoxLayout(self._ground)
        self._row.setContentsMargins(tokens.space_4, 0, tokens.space_4, 0)
        self._row.setSpacing(tokens.space_3)
        self._row.addWidget(self._bar, 1)
        for part in (Hairline(Qt.Orientation.Vertical), self.sync, self._me, self.lock):
            self._row.addWidget(part)
        self.lock.setVisible(lockable)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._ground)
        column.addWidget(Hairline())
        current().changed.connect(self.on_theme)
        self.on_theme()

    def show_bar(self, bar: QWidget) -> QWidget:
        """Put another widget into the wide place and return the former one, hidden."""
        former = self._bar
        former.hide()
        self._row.replaceWidget(former, bar)
        self._row.setStretchFactor(bar, 1)
        self._bar = bar
        bar.show()
        return former

    @Slot()
    def on_me(self) -> None:
        """Show what there is to know and to set about this laptop."""
        self.place_chosen.emit(MACHINE)

    @Slot()
    def on_theme(self) -> None:
        """Take the height of the text size as it is now."""
        self._ground.setFixedHeight(current().px(current().tokens.now_bar))
        self._fit()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out the words beside the avatar where the meeting needs the room."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        self.sync.show_words(self.width() >= current().px(_WORDY))
        self._me.show_words(self.width() >= current().px(_ROOMY))
