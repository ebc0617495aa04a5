"""Who is speaking now and the time that is left."""

from datetime import datetime

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ecabinet.app.ports import Clock
from ecabinet.app.read import SpeechLine
from ecabinet.ui.theme.theme import current
from ecabinet.ui.widgets.card import Card
from ecabinet.ui.widgets.countdown import Countdown
from ecabinet.ui.widgets.labels import caption, eliding, muted
from ecabinet.ui.words import times, tr
from ecabinet.ui.words.names import word


class Speaker(Card):
    """The running speech, or the sentence that there is none."""

    def __init__(self, clock: Clock, parent: QWidget | None = None) -> None:
        super().__init__(object_name="speaker", parent=parent)
        self._clock = clock
        self._heading = caption(tr("Đang phát biểu"), lines=1)
        self.name = eliding("", lines=2, role="reading")
        self.title = eliding("", lines=2, role="caption", color="text_muted")
        self.left = Countdown(self._moment, object_name="speech-left")
        self.nobody = muted(tr("Chưa có ai phát biểu."))
        column: QVBoxLayout = self.body
        column.setSpacing(current().tokens.space_1)
        for part in (self._heading, self.name, self.title, self.nobody):
            column.addWidget(part)
        column.addLayout(_centred(self.left))
        self.show_speech(None)

    def show_speech(self, speech: SpeechLine | None) -> None:
        """Show who speaks."""
        for part in (self.name, self.title, self.left):
            part.setVisible(speech is not None)
        self.nobody.setVisible(speech is None)
        if speech is None or speech.started_at is None:
            self.left.clear()
            return
        self.name.setText(speech.name)
        about = tr("{kind} · mục {number}", kind=word("speech", speech.kind), number=speech.item_number)
        self.title.setText(" · ".join(part for part in (about, speech.title) if part))
        self.left.run(times.local(speech.started_at), speech.seconds)

    def _moment(self) -> datetime:
        return times.local(self._clock.now())


def _centred(watch: Countdown) -> QHBoxLayout:
    """Put the figures in the middle: the watch keeps room for its sign at their left."""
    theme = current()
    row = QHBoxLayout()
    row.addStretch(1)
    row.addWidget(watch)
    row.addSpacing(theme.px(theme.tokens.icon_large) + theme.tokens.space_2)
    row.addStretch(1)
    return row
