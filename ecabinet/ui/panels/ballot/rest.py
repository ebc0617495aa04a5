"""When the banner folds by itself because nothing more is asked: once for each answer and place.

What the person unfolds after that stays unfolded.
"""

from PySide6.QtCore import QObject, QTimer, Signal

from ecabinet.ui.panels.ballot.presenter import Asked

FOLDS_AFTER_MS = 2_000
"""How long an answer given stays in sight where the place beneath shows the vote itself."""
NOTICED_AFTER_MS = 8_000
"""How long a vote stays in sight in which nothing can be pressed here."""


class Rest(QObject):
    """Waits a little and says that it is time to fold."""

    due = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._about: tuple[object, ...] = ()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.due)

    def consider(self, asked: Asked, *, fresh: bool) -> None:
        """Begin to wait if nothing more is asked and this was not waited for before."""
        before, self._about = self._about, (asked.vote.vote, asked.chosen, asked.sending, asked.brief)
        if asked.asks:
            self._timer.stop()
        elif self._about != before:
            came_here = asked.brief and (fresh or not asked.can_answer or self._about[:3] == before[:3])
            wait = FOLDS_AFTER_MS if asked.brief else NOTICED_AFTER_MS
            self._timer.start(0 if came_here else wait)

    def hurry(self) -> None:
        """Wait no longer."""
        if self._timer.isActive():
            self._timer.start(0)

    def stop(self) -> None:
        """Do not fold."""
        self._timer.stop()
