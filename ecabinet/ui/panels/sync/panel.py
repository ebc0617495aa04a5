"""The sync light: a quiet word in the corner that says whether work is being exchanged.

Being offline is no alarm: everything is kept here and sent later, so only damage is shown in red.
"""

from PySide6.QtCore import QTimer, Slot
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from ecabinet.app.ports import Clock
from ecabinet.ui.delivery import Delivery, Light
from ecabinet.ui.panels.sync import wording
from ecabinet.ui.theme import icons

_TICK = 1_000


class SyncPanel(QPushButton):
    """Icon and a word or two; pressing it tells the whole of it, a line for each thing."""

    def __init__(self, clock: Clock, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sync-light")
        self.setProperty("kind", "link")
        self._clock = clock
        self._delivery = Delivery(Light.OFFLINE)
        self._wordy = True
        self._lines: tuple[str, ...] = ()
        self._menu = QMenu(self)
        self._menu.setObjectName("sync-menu")
        self.clicked.connect(self.on_clicked)
        self._timer = QTimer(self)
        self._timer.setInterval(_TICK)
        self._timer.timeout.connect(self.on_tick)
        self._timer.start()
        self.show_delivery(self._delivery)

    @Slot(object)
    def show_delivery(self, delivery: Delivery) -> None:
        """Show how the connection stands."""
        self._delivery = delivery
        icons.put(self, *wording.look(delivery))
        self.on_tick()

    def show_words(self, wordy: bool) -> None:
        """Say a word beside the sign, or leave it to the tooltip where there is no room."""
        self._wordy = wordy
        self.on_tick()

    @Slot()
    def on_tick(self) -> None:
        """Let the age of the last round grow."""
        text = wording.word(self._delivery, self._clock.now()) if self._wordy else ""
        if text != self.text():
            self.setText(text)
        said = wording.lines(self._delivery)
        if said != self._lines:
            self._tell(said)

    @Slot()
    def on_clicked(self) -> None:
        """Say the lines under the light."""
        self._menu.popup(self.mapToGlobal(self.rect().bottomLeft()))

    def _tell(self, said: tuple[str, ...]) -> None:
        self._lines = said
        self.setToolTip("\n".join(said))
        self.setAccessibleName(" ".join(said))
        self._menu.clear()
        for line in said:
            self._menu.addAction(line).setEnabled(False)
