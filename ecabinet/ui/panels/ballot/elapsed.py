"""How long a vote has been open, counting up."""

from PySide6.QtCore import QTimer, Slot
from PySide6.QtWidgets import QWidget

from ecabinet.app.ports import Clock
from ecabinet.core.ids import Instant
from ecabinet.ui.widgets.countdown import clock_text
from ecabinet.ui.widgets.labels import TextLabel
from ecabinet.ui.words import tr

_TICK = 500


class Elapsed(TextLabel):
    """Minutes and seconds since an instant."""

    def __init__(self, clock: Clock, parent: QWidget | None = None) -> None:
        super().__init__("", "figure", "text_muted", lines=1, parent=parent)
        self.setObjectName("ballot-elapsed")
        self.keep_whole()
        self._clock = clock
        self._since: Instant | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(_TICK)
        self._timer.timeout.connect(self.on_tick)

    def run(self, since: Instant) -> None:
        """Count from that instant."""
        self._since = since
        self._timer.start()
        self.on_tick()

    def halt(self) -> None:
        """Stop and show nothing."""
        self._since = None
        self._timer.stop()
        self.setText("")

    @Slot()
    def on_tick(self) -> None:
        """Show the time of now."""
        if self._since is None:
            return
        text = clock_text(max(0, (self._clock.now() - self._since) // 1000))
        if text != self.text():
            self.setText(text)
            self.setToolTip(tr("Thời gian từ khi mở biểu quyết"))
