"""One round of exchange as the window hears of it."""

from dataclasses import dataclass

from ecabinet.app.changes import Changes
from ecabinet.app.skew import ClockComparison
from ecabinet.boot.program import Program
from ecabinet.sync.report import RoundReport
from ecabinet.ui.delivery import Delivery, Light

LIVE = 64
"""Segments in one round at most, if their age is to say anything about clocks: more are history."""


@dataclass(frozen=True, slots=True)
class News:
    """What a round brought, and how the connection stands after it."""

    changes: Changes
    delivery: Delivery


class Pulse:
    """Does one round after the other for a program, and compares clocks on the way."""

    def __init__(self, program: Program) -> None:
        self._program = program
        self._clocks = ClockComparison()
        self._live = False

    def beat(self) -> News:
        """Do one round and say how it went."""
        program = self._program
        report = program.exchange.round()
        self._compare(report)
        unsent = sum(len(program.replica.unsent(space)) for space in program.replica.ledger.unsent())
        now = program.clock.now()
        light = _light(report, unsent)
        return News(report.changes, Delivery(light, now, unsent, len(report.damaged), self._clocks.offset(now)))

    def _compare(self, report: RoundReport) -> None:
        """Compare clocks by what came in while we were listening; after a silence, the age of facts says nothing."""
        if self._live and len(report.received) <= LIVE:
            now = self._program.clock.now()
            for writer, claimed in self._program.replica.claimed(report.received):
                self._clocks.note(writer, claimed, now)
        self._live = report.offline is None


def _light(report: RoundReport, unsent: int) -> Light:
    if report.offline is not None:
        return Light.OFFLINE
    if report.unpublished is not None:
        return Light.READ_ONLY
    if report.damaged:
        return Light.TROUBLE
    return Light.SENDING if unsent else Light.SYNCED
