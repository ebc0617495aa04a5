"""After how many minutes without input the screen locks itself: a row of which one is chosen."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ecabinet.ui.theme.theme import current
from ecabinet.ui.widgets.labels import muted
from ecabinet.ui.widgets.segmented import Segment, Segmented
from ecabinet.ui.words import tr

OFFERED = (1, 5, 10, 30)
"""Minutes among which people choose; beside them stands what was set otherwise."""


class LockChoice(QWidget):
    """Shows and changes the minutes; 0 means never.

    Signals:
        chosen(int): the minutes that hold from now on.
    """

    chosen = Signal(int)

    def __init__(self, minutes: int) -> None:
        super().__init__()
        title = tr("Tự khóa sau")
        segments = [Segment(str(one), _word(one)) for one in sorted({*OFFERED, minutes}, key=lambda n: (n == 0, n))]
        self.row = Segmented(segments, object_name="lock-minutes", accessible_name=title)
        self.row.set_current(str(minutes))
        self.row.chosen.connect(self.on_chosen)
        inside = QHBoxLayout(self)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(current().tokens.space_3)
        label = muted(title, lines=1)
        label.keep_whole()
        inside.addWidget(label)
        inside.addWidget(self.row)
        inside.addStretch(1)

    @Slot(str)
    def on_chosen(self, key: str) -> None:
        """Announce the minutes."""
        self.chosen.emit(int(key))


def _word(minutes: int) -> str:
    return tr("{count} phút", count=minutes) if minutes else tr("Không tự khóa")
