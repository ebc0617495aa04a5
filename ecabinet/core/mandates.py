"""The mandates of the organization's root: which are in force, and which side of forked control logs they choose.

A mandate that names the hash of the record it follows upholds all that this record stands on: what its writer wrote
before it, the record behind which its epoch began, what that one's writer wrote before, and so on to the beginning.
"""

from collections.abc import Iterable, Mapping, Sequence

from ecabinet.core.deeds import Mandate
from ecabinet.core.directory import Directory
from ecabinet.core.event import ControlPosition, Record
from ecabinet.core.events.organization import ControllerHandedOver
from ecabinet.core.identity import writer_of
from ecabinet.core.ids import WriterId
from ecabinet.core.sides import Read


def is_sound(mandate: Mandate, directory: Directory) -> bool:
    """Say whether a mandate makes sense in the space of a directory."""
    later = mandate.epoch > max(mandate.after.epoch, 1)
    return later and mandate.space == directory.space and mandate.controller == writer_of(mandate.controller_key)


def in_force(known: Iterable[Mandate]) -> tuple[Mandate, ...]:
    """Return the greatest mandate of each epoch, without those that one of a later epoch cuts off, by epoch."""
    greatest: dict[int, Mandate] = {}
    for mandate in sorted(known, key=lambda one: (one.after, one.controller, one.controller_key, one.tip)):
        greatest[mandate.epoch] = mandate
    standing: list[Mandate] = []
    for mandate in sorted(greatest.values(), key=lambda one: one.epoch, reverse=True):
        if all(later.after >= ControlPosition(mandate.epoch, 0) for later in standing):
            standing.insert(0, mandate)
    return tuple(standing)


def agree(mandates: Iterable[Mandate], begun: Directory) -> bool:
    """Say whether the first directory of an epoch follows the record that the epoch's mandate names, if it names one.

    Otherwise the side that the root has chosen is not known here yet.
    """
    return all(begun.base == one.tip for one in mandates if one.epoch == begun.position.epoch and one.tip)


def chosen(mandates: Iterable[Mandate], controllers: Iterable[WriterId], read: Read) -> frozenset[bytes]:
    """Return the hashes of the records that mandates uphold, as far as they are known.

    `controllers` are those whom nobody handed the chain; their successors' logs are read as well.
    """
    open_ = [mandate.tip for mandate in mandates if mandate.tip]
    known = _known(controllers, read) if open_ else {}
    found: set[bytes] = set()
    while open_:
        record = known.get(open_.pop())
        if record is not None and record.hash not in found:
            found.add(record.hash)
            open_ += [record.prev, *record.base]
    return frozenset(found)


def _known(controllers: Iterable[WriterId], read: Read) -> Mapping[bytes, Record]:
    """Return by hash the records of all who were ever handed the chain, on any side."""
    found: dict[bytes, Record] = {}
    seen: set[WriterId] = set()
    open_: Sequence[WriterId] = sorted(controllers)
    while open_:
        seen.update(open_)
        records = [record for writer in open_ for record in read(writer, 0)]
        found |= {record.hash: record for record in records}
        heirs = {one.event.writer for one in records if isinstance(one.event, ControllerHandedOver)}
        open_ = sorted(heirs - seen)
    return found
