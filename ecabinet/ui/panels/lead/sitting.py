"""While the meeting sits: the item, the speech, the queue."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ecabinet.ui.panels.lead.presenter import Leading
from ecabinet.ui.panels.lead.queue import Queue
from ecabinet.ui.panels.lead.speech import SpeechBox
from ecabinet.ui.theme.theme import current
from ecabinet.ui.widgets.buttons import fill, quiet_button
from ecabinet.ui.widgets.labels import eliding, muted, strong
from ecabinet.ui.widgets.scrolled import scrolled
from ecabinet.ui.words import tr
from ecabinet.ui.words.times import clock


class Sitting(QWidget):
    """The page of a meeting in session.

    Signals:
        called(str): the item to go to.
    """

    called = Signal(str)

    def __init__(self, now: Callable[[], datetime], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        tokens = current().tokens
        self._following = ""
        self._title = eliding("", lines=2, role="section")
        self._about = muted("", lines=1)
        self.speech = SpeechBox(now)
        self._waiting = strong(tr("Đang chờ phát biểu"), lines=1)
        self.queue = Queue(now)
        self._next = quiet_button(tr("Sang mục sau"), "arrow-right", object_name="lead-next")
        self._next.clicked.connect(self.on_next)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.space_2)
        column.addWidget(self._title)
        column.addWidget(self._about)
        column.addWidget(self._next, 0, Qt.AlignmentFlag.AlignLeft)
        column.addSpacing(tokens.space_2)
        column.addWidget(self.speech)
        column.addSpacing(tokens.space_2)
        column.addWidget(self._waiting)
        area = scrolled(self.queue, "lead-queue-scroll")
        area.setMinimumHeight(tokens.control_large * 2)
        column.addWidget(area, 1)

    def show_leading(self, leading: Leading) -> None:
        """Show the item with its speech and queue."""
        line, after = leading.current, leading.following
        self._title.setText(f"{line.number}. {line.title}" if line else tr("Chưa vào mục nào"))
        self._about.setText(_about(leading))
        self._following = after.item if after else ""
        self._next.setVisible(after is not None)
        if after:
            opening = tr("Bắt đầu mục {number}", number=after.number)
            text = tr("Sang mục {number}", number=after.number) if line else opening
            self._next.setText(text)
            self._next.setAccessibleName(f"{text}: {after.title}")
            self._next.setToolTip(after.title)
        self.speech.show_speech(leading.floor.running)
        count = len(leading.floor.waiting)
        self._waiting.setText(tr("Đang chờ phát biểu ({count})", count=count) if count else tr("Đang chờ phát biểu"))
        self.queue.show_waiting(leading.floor.waiting)

    def emphasise(self, *, filled: bool) -> None:
        """Fill the press that leads on: the first in the queue, or going to the first item."""
        calls = bool(self.queue.buttons())
        self.queue.emphasise(filled=filled and calls)
        fill(self._next, "arrow-right", filled=filled and not calls)

    @Slot()
    def on_next(self) -> None:
        """Announce the item that follows."""
        if self._following:
            self.called.emit(self._following)


def _about(leading: Leading) -> str:
    line = leading.current
    if line is None:
        return tr("Bấm một mục trong chương trình để bắt đầu.")
    planned = tr("dự kiến {time}, {count} phút", time=clock(line.starts_at), count=line.minutes)
    who = tr("Báo cáo: {name}", name=line.rapporteur_name) if line.rapporteur_name else ""
    return " · ".join(filter(None, (who, planned if line.starts_at else "")))
