"""All ways in which the control logs can be read where they contradict themselves, for whoever has to choose one.

`core.chain` follows at most one of them, by what later controllers named. Here each is followed to its end, whoever
ruled behind it and whatever stopped the chain.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from ecabinet.core import mandates
from ecabinet.core.chain import Chain, ended
from ecabinet.core.directory import START, Directory
from ecabinet.core.event import Record
from ecabinet.core.ids import WriterId
from ecabinet.core.sides import Read


@dataclass(frozen=True, slots=True)
class Step:
    """A control record on one way, and what follows from it.

    Attributes:
        after: the directory with the record.
        onward: the directory that the next record extends: `after`, or the first one of the next epoch.
        before: the step before, None for the first one.
    """

    record: Record
    after: Directory
    onward: Directory
    before: "Step | None"

    def path(self) -> tuple["Step", ...]:
        """Return the steps to here, oldest first, each record once."""
        found: dict[bytes, Step] = {}
        for step in _back(self):
            found[step.record.hash] = step
        return tuple(reversed(found.values()))


def branches(chain: Chain, read: Read) -> tuple[Step, ...]:
    """Return the last step of each way, in no order that means anything; one where nothing contradicts itself."""
    ends: list[Step] = []
    open_ = _next(chain, read, chain.at[START], None)
    while open_:
        step = open_.pop()
        following = _next(chain, read, step.onward, step)
        open_ += following
        if not following:
            ends.append(step)
    return tuple(ends)


def _next(chain: Chain, read: Read, directory: Directory, before: Step | None) -> list[Step]:
    """Return what can follow, one step for each record with the next number that fits what stands before it."""
    number = directory.position.seq + 1
    records = [one for one in read(directory.controller, number - 1) if one.seq == number]
    known = {one.hash: one for one in records if _is_behind(one, directory, before)}
    own = _written(directory.controller, number, before) if len(known) > 1 else None
    return [_step(chain, directory, one, before) for one in known.values() if own in (None, one.hash)]


def _step(chain: Chain, directory: Directory, record: Record, before: Step | None) -> Step:
    after, following = ended(chain, directory, record)
    cut = following is not None and not mandates.agree(chain.mandates, following)
    return Step(record, after, after if following is None or cut else following, before)


def _is_behind(record: Record, directory: Directory, before: Step | None) -> bool:
    """Say whether a record follows what its writer wrote on this way, and the record behind which its epoch began."""
    earlier = _written(record.writer, record.seq - 1, before) if record.seq > 1 else None
    ours = record.control.epoch == max(directory.position.epoch, 1) and bool(record.base) and bool(directory.base)
    return earlier in (None, record.prev) and not (ours and directory.base not in record.base)


def _written(writer: WriterId, number: int, before: Step | None) -> bytes | None:
    found = (step.record for step in _back(before))
    return next((record.hash for record in found if (record.writer, record.seq) == (writer, number)), None)


def _back(step: Step | None) -> Iterator[Step]:
    """Yield a step and those before it, latest first."""
    while step is not None:
        yield step
        step = step.before
