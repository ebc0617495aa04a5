"""One round of exchange as the window hears of it."""

from contextlib import suppress
from dataclasses import dataclass, replace

from ecabinet.app.changes import Changes
from ecabinet.app.skew import ClockComparison
from ecabinet.boot.continuing import Settled, settle
from ecabinet.boot.leading import take_place
from ecabinet.boot.program import Program
from ecabinet.boot.tidying import tidy_daily
from ecabinet.core.errors import ProfileDamaged, Unreachable
from ecabinet.sync.round.report import RoundReport
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
        self._live = self._tidied = False
        self._stuck = False
        self._papers = 0, 0

    def beat(self) -> News:
        """Do one round and say how it went; after the first good one, make room on the disk."""
        report = self._program.exchange.round()
        if report.offline is None and not self._tidied:
            self._tidied = True
            with suppress(Unreachable):  # it is done after the next start
                tidy_daily(self._program)
        return self._told(report)

    def glance(self) -> News:
        """Do one round that looks only where news are likely."""
        return self._told(self._program.exchange.round(glance=True))

    def _told(self, report: RoundReport) -> News:
        program = self._program
        self._compare(report)
        settled = self._settled(report)
        unsent = sum(len(program.replica.unsent(space)) for space in program.replica.ledger.unsent())
        changes, left = report.changes | settled.changes, len(settled.reissued.left)
        if changes.directory:
            take_place(program)
        return News(changes, replace(self._delivery(report, unsent), continued=settled.continued, left=left))

    def _delivery(self, report: RoundReport, unsent: int) -> Delivery:
        now = self._program.clock.now()
        if report.offline is None:  # a round that ended early has not counted the papers
            self._papers = report.papers_named, report.papers_here
        named, here = self._papers
        return Delivery(
            _light(report, unsent),
            now,
            unsent,
            len(report.damaged),
            self._clocks.offset(now),
            unconfirmed=len(report.unconfirmed),
            hub_silent=report.hub_silent,
            hub_age=report.hub_age,
            papers_named=named,
            papers_here=here,
        )

    def _settled(self, report: RoundReport) -> Settled:
        """Go on as a new writer where that is due; if it fails, only after the next start again."""
        if self._stuck or not report.superseded:
            return Settled()
        try:
            return settle(self._program)
        except ProfileDamaged:  # the light says that something is wrong, and nothing is lost
            self._stuck = True
            return Settled()

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
