"""Handing over what came through a lane: deeds first, then segments in the hub's order, each checked like any other."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ecabinet.core.errors import SegmentDamaged
from ecabinet.core.ids import SpaceId
from ecabinet.sync.keys.envelope import peek
from ecabinet.sync.round.intake import NOT_YET, Intake
from ecabinet.sync.round.lane import Cargo, Entry
from ecabinet.sync.round.offers import Offer, batches
from ecabinet.sync.round.report import Notes
from ecabinet.sync.round.travel import Travel

Entries = Sequence[tuple[str, Entry]]
"""What files of lanes held, each with the file's path."""


def unload(entries: Entries, travel: Travel, intake: Intake, notes: Notes) -> set[SpaceId]:
    """Hand over what is new; return the spaces in which something else must be looked for first."""
    deeds: dict[SpaceId, dict[str, bytes]] = defaultdict(dict)
    for number, (path, entry) in enumerate(entries):
        if entry.kind is Cargo.DEED:
            deeds[SpaceId(entry.space)][f"{path}#{number}"] = entry.raw
    for space, found in deeds.items():
        travel.take(space, found, notes)
    waiting: set[SpaceId] = set()
    for batch in batches(_offers(entries, intake, notes)):
        waiting |= _hand_over(batch, intake, notes)
    return waiting


def _offers(entries: Entries, intake: Intake, notes: Notes) -> Iterator[Offer]:
    seen = set()
    for path, entry in entries:
        if entry.kind is Cargo.SEGMENT:
            try:
                name = peek(entry.raw, path)
            except SegmentDamaged as damage:
                notes.damaged.append(damage)
                continue
            if name not in seen and intake.is_news(name):
                seen.add(name)
                yield Offer(path, name, entry.raw)


def _hand_over(batch: list[Offer], intake: Intake, notes: Notes) -> set[SpaceId]:
    outcome = intake.offer(batch, notes)
    notes.received.extend(offer.name for offer in outcome.accepted)
    notes.damaged.extend(outcome.unclear)
    waiting = {offer.name.space for offer in outcome.waiting}
    for offer, damage in outcome.refused:
        if isinstance(damage, SegmentDamaged) and damage.fault in NOT_YET:
            waiting.add(offer.name.space)
        else:
            notes.damaged.append(replace(damage, name=offer.path) if isinstance(damage, SegmentDamaged) else damage)
    return waiting
