"""Which side of a control log that contradicts itself counts: the one behind which somebody else has ruled since.

    4 ─ 5 ─ 6: handed over to B        B's records name 6 as their base, so 5 and 6 are upheld
      └ 5' ─ 6'                        nobody rules behind these: evidence, without effect

A side is upheld if exactly one leads to the end of its epoch, by a hand-over or where a mandate cuts it, and whoever
controls the next epoch has written behind that end. So a former controller stops nothing by signing other records in
the places of old ones. Where nobody, or two, have ruled since, the chain stops before the fork: then the root decides.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable

from ecabinet.core.directory import Directory
from ecabinet.core.event import Record
from ecabinet.core.ids import WriterId

Read = Callable[[WriterId, int], Iterable[Record]]
"""Returns the records of a writer's control log in the directory's space behind a number, both sides of each fork."""

Step = Callable[[Directory, Record], tuple[Directory, Directory | None]]
"""Returns the directory behind a record, and the first one of the next epoch if this one ends there."""


class Sides:
    """All that is known of one log behind a number."""

    def __init__(self, records: Iterable[Record]) -> None:
        self._records: dict[int, dict[bytes, Record]] = defaultdict(dict)
        self._named: dict[int, set[bytes]] = defaultdict(set)
        for record in records:
            self._records[record.seq][record.hash] = record
            self._named[record.seq].add(record.hash)
            self._named[record.seq - 1].add(record.prev)

    def is_doubtful(self, number: int) -> bool:
        """Say whether the log has named two records with this number."""
        return len(self._named[number]) > 1

    def behind(self, number: int, tip: bytes | None) -> list[Record]:
        """Return the records that follow number `number`, whose hash is `tip`; all with the next number without it."""
        following = self._records[number + 1].values()
        return [record for record in following if tip in (None, record.prev)]

    def upheld(self, begun: list[Record], directory: Directory, step: Step, read: Read) -> list[Record]:
        """Return the records from one of `begun` to the end of its epoch if that side is upheld, else none.

        `directory` is the one before them.
        """
        ends: list[list[Record]] = []
        open_ = [([record], directory) for record in begun]
        while open_:
            path, before = open_.pop()
            after, following = step(before, path[-1])
            if following is None:
                open_ += [([*path, record], after) for record in self.behind(path[-1].seq, path[-1].hash)]
            elif _has_ruled(following, path[-1].hash, read):
                ends.append(path)
        return ends[0] if len(ends) == 1 else []


def _has_ruled(begun: Directory, end: bytes, read: Read) -> bool:
    """Say whether the controller of an epoch has written in it, and behind this end of the one before.

    What older programs wrote names no base: it stands behind any end.
    """
    mine = [record for record in read(begun.controller, 0) if record.control.epoch == begun.position.epoch]
    bases = {base for record in mine for base in record.base}
    return end in bases or bool(mine and not bases)
