"""The pulse of the exchange: asks the line lane for one round after the other, never for two at once.

A store that says when somebody wrote is asked at once, and otherwise less often: what it says may be lost on the way.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Protocol

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from ecabinet.app.changes import Changes
from ecabinet.core.errors import EcabinetError, StoreReadOnly, Unreachable
from ecabinet.ui.delivery import Delivery, Light
from ecabinet.ui.feed import Feed
from ecabinet.ui.tasks import Lane, Tasks, Waker

BUSY_MS = 250
"""Between two rounds while a meeting sits or a vote is open."""
IDLE_MS = 1_500
LISTENING_BUSY_MS, LISTENING_IDLE_MS = 2_000, 6_000
"""The same while the store says by itself that somebody wrote."""
CALM_MS, CALM_ROUNDS, CALM_AGE = 500, 20, 4
"""The same in a sitting, after so many rounds in which a hub led and nothing happened, and while it was heard so many
rounds ago at most: when it falls silent the usual rest holds, so that this is noticed as soon as ever."""
GLANCES = 16
"""Short rounds at most before a whole one."""
LONGEST_MS = 10_000
"""Between two attempts when the store has been out of reach for a while."""


class RoundResult(Protocol):
    """What one round of exchange tells the window."""

    @property
    def changes(self) -> Changes:
        """What the round brought or sent."""
        ...

    @property
    def delivery(self) -> Delivery:
        """How the connection stands after the round."""
        ...


class Heartbeat(QObject):
    """Calls `round_` in the line lane, tells the feed what changed and everybody how the connection stands.

    Signals:
        delivery_changed(Delivery): after each round, also when nothing changed.
    """

    delivery_changed = Signal(object)

    def __init__(
        self,
        tasks: Tasks,
        round_: Callable[[], RoundResult],
        feed: Feed,
        parent: QObject | None = None,
        *,
        glance: Callable[[], RoundResult] | None = None,
    ) -> None:
        """Join the parts; a `glance` is a short round: it sends what was done here and fetches what is told of."""
        super().__init__(parent)
        self._tasks = tasks
        self._round, self._glance = round_, glance or round_
        self._feed = feed
        self._busy = False
        self._running = False
        self._beating = False
        self._again = False
        self._announcing = False
        self._listening = False
        self._short = False
        self._glances = GLANCES
        self._failures = self._calm = 0
        self._last = Delivery(Light.OFFLINE)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.on_due)
        feed.changed.connect(self.on_changed)

    def start(self) -> None:
        """Begin with a round at once."""
        self._running = True
        self._timer.start(0)

    def listen(self, waker: Waker) -> None:
        """Do a round whenever a store says that somebody wrote: a short one, most of the time."""
        self._tasks.listen(waker, self._on_told)

    def stop(self) -> None:
        """Ask for no more rounds; one under way may still end."""
        self._running = False
        self._timer.stop()

    def delay(self) -> int:
        """Milliseconds until the next round as things stand."""
        busy, idle = (LISTENING_BUSY_MS, LISTENING_IDLE_MS) if self._listening else (BUSY_MS, IDLE_MS)
        usual = busy if self._busy else idle
        if self._calm >= CALM_ROUNDS and self._last.hub_age is not None and self._last.hub_age <= CALM_AGE:
            usual = max(usual, CALM_MS)
        return min(LONGEST_MS, usual * 2**self._failures) if self._failures else usual

    @Slot(bool)
    def set_busy(self, busy: bool) -> None:
        """Beat fast while a meeting sits, slowly otherwise."""
        if busy == self._busy:
            return
        self._busy = busy
        if self._timer.isActive() and not self._failures:
            self._timer.start(self.delay())

    @Slot()
    def on_due(self) -> None:
        """Ask for a round."""
        short = self._short and self._glances < GLANCES
        work = self._glance if short else self._round
        self._glances = self._glances + 1 if short else 0
        self._again = self._short = False
        self._beating = True
        self._tasks.run(Lane.LINE, work, self._on_round, self._on_failed)

    @Slot(object)
    def on_changed(self, _changes: Changes) -> None:
        """Send what was done here at once instead of at the next beat; while offline the usual wait holds."""
        if not self._announcing and not self._failures:
            self._short = True
            self._beat_soon()

    def _beat_soon(self) -> None:
        if self._beating:
            self._again = True
        elif self._running:
            self._timer.start(0)

    def _on_told(self, listening: bool) -> None:
        """A store that answers the listener is there again, whatever the last rounds said: then look at it all."""
        if not (self._listening and listening) or self._failures:
            self._glances = GLANCES
        self._listening = listening
        if listening:
            self._short = True
            self._beat_soon()
        elif self._timer.isActive():
            self._timer.start(min(self.delay(), self._timer.remainingTime()))

    def _on_round(self, result: RoundResult) -> None:
        offline = result.delivery.light is Light.OFFLINE
        self._failures = min(self._failures + 1, 6) if offline else 0
        self._announcing = True
        self._feed.announce(result.changes)
        self._announcing = False
        self._calm = 0 if result.changes or result.delivery.hub_age is None else self._calm + 1
        spoken = self._last.last_round if offline else result.delivery.last_round
        self._rest(replace(result.delivery, last_round=spoken))

    def _on_failed(self, error: EcabinetError) -> None:
        self._failures = min(self._failures + 1, 6)
        self._rest(replace(self._last, light=_light(error)))

    def _rest(self, delivery: Delivery) -> None:
        self._beating = False
        self._last = delivery
        self.delivery_changed.emit(delivery)
        if self._running:
            self._timer.start(0 if self._again and not self._failures else self.delay())


def _light(error: EcabinetError) -> Light:
    if isinstance(error, StoreReadOnly):
        return Light.READ_ONLY
    return Light.OFFLINE if isinstance(error, Unreachable) else Light.TROUBLE
