"""One round of exchange as the window hears of it."""

from dataclasses import dataclass

from ecabinet.app.changes import Changes
from ecabinet.boot.program import Program
from ecabinet.sync.report import RoundReport
from ecabinet.ui.delivery import Delivery, Light


@dataclass(frozen=True, slots=True)
class News:
    """What a round brought, and how the connection stands after it."""

    changes: Changes
    delivery: Delivery


def beat(program: Program) -> News:
    """Do one round and say how it went."""
    report = program.exchange.round()
    unsent = sum(len(program.replica.unsent(space.space)) for space in program.replica.spaces())
    delivery = Delivery(_light(report, unsent), program.clock.now(), unsent, len(report.damaged))
    return News(report.changes, delivery)


def _light(report: RoundReport, unsent: int) -> Light:
    if report.offline is not None:
        return Light.OFFLINE
    if report.unpublished is not None:
        return Light.READ_ONLY
    if report.damaged:
        return Light.TROUBLE
    return Light.SENDING if unsent else Light.SYNCED
