"""Plays the script step by step; what the script expects is checked in `summary`."""

from collections.abc import Callable

from ecabinet.core.errors import Refused
from ecabinet.demo.province import instant
from ecabinet.demo.script import Step, script
from ecabinet.demo.stage import Stage


class Director:
    """Knows which step comes next.

    Attributes:
        refused: steps a rule said no to, with the error; somebody at a window may have done things differently.
    """

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._steps = list(script(stage.sample))
        self.refused: list[tuple[str, Refused]] = []

    def next(self) -> Step | None:
        """Return the next step, None at the end."""
        return self._steps[0] if self._steps else None

    def play(self) -> Step | None:
        """Play one step; return it, or None if it has to wait for something to arrive."""
        step = self._steps[0]
        self._stage.clock.advance(instant(self._stage.sample, step.at))
        try:
            done = step.act(self._stage)
        except Refused as error:
            self.refused.append((step.key, error))
            done = True
        if not done:
            return None
        del self._steps[0]
        return step

    def play_until(self, key: str, after: Callable[[Step], None] = lambda _step: None) -> None:
        """Play up to and with the step of this key.

        Raises:
            LookupError: the script has no such step, or a step waits for something that cannot arrive.
        """
        while self._steps:
            step = self.play()
            if step is None:
                raise LookupError(self._steps[0].key)
            after(step)
            if step.key == key:
                return
        raise LookupError(key)
