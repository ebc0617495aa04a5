"""Segments on their way to the workspace, in batches, and what became of each."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from ecabinet.app.changes import Changes
from ecabinet.app.reception import Reception
from ecabinet.app.segment import SegmentName
from ecabinet.core.errors import Damaged, ForkFound, SegmentDamaged
from ecabinet.sync.formats.names import label

BATCH_FILES = 256
BATCH_BYTES = 8 * 1024 * 1024
BATCH_EVENTS = 5_000
"""What goes into one transaction: commands wait for its end, and the pages it changes ought to fit into memory."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A segment read for the workspace, from the file at `path`."""

    path: str
    name: SegmentName
    raw: bytes


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a batch; each offer is in one of the first three.

    Attributes:
        refused: with the reason.
        unclear: damage that is about none of them.
    """

    accepted: tuple[Offer, ...]
    waiting: tuple[Offer, ...]
    refused: tuple[tuple[Offer, Damaged], ...]
    unclear: tuple[Damaged, ...]
    changes: Changes


def sort(offers: Sequence[Offer], reception: Reception) -> Outcome:
    """Return which offers a reception speaks of."""
    refused: dict[SegmentName, tuple[Offer, Damaged]] = {}
    unclear: list[Damaged] = []
    by_label = {label(offer.name): offer for offer in reversed(offers)} if reception.damaged else {}
    for damage in reception.damaged:
        if isinstance(damage, ForkFound):
            offer = next((offer for offer in offers if _covers(offer.name, damage)), None)
        else:
            offer = by_label.get(damage.name) if isinstance(damage, SegmentDamaged) else None
        if offer is None:
            unclear.append(damage)
        else:
            refused.setdefault(offer.name, (offer, damage))
    taken = set(reception.accepted) - set(refused)
    return Outcome(
        accepted=tuple(offer for offer in offers if offer.name in taken),
        waiting=tuple(offer for offer in offers if offer.name not in taken and offer.name not in refused),
        refused=tuple(refused.values()),
        unclear=tuple(unclear),
        changes=reception.changes,
    )


def batches(offers: Iterable[Offer]) -> Iterator[list[Offer]]:
    """Yield offers in batches of a size that one transaction can take."""
    batch: list[Offer] = []
    size = events = 0
    for offer in offers:
        batch.append(offer)
        size += len(offer.raw)
        events += offer.name.last - offer.name.first + 1
        if len(batch) >= BATCH_FILES or size >= BATCH_BYTES or events >= BATCH_EVENTS:
            yield batch
            batch, size, events = [], 0, 0
    if batch:
        yield batch


def _covers(name: SegmentName, fork: ForkFound) -> bool:
    return (name.space, name.writer) == (fork.space, fork.writer) and name.first <= fork.seq <= name.last
