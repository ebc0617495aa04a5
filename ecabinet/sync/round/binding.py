"""A log in as few segments as there are: those of the journal, and packs that agree with it.

The journal keeps what came first, which is a file of each fact where somebody listened while the meeting sat; its
writer's packs say the same in a few. Both were signed by that writer.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ecabinet.app.ports import KeyOf
from ecabinet.app.segment import NO_HASH, Tip
from ecabinet.core.errors import SegmentDamaged
from ecabinet.sync.keys.envelope import SegmentSealer, outline


@dataclass(frozen=True, slots=True)
class Piece:
    """A checked segment: its first and last number, the hash before it, and that of its last record."""

    first: int
    last: int
    prev: bytes
    tip: bytes
    raw: bytes


def of_journal(raws: Sequence[bytes], key_of: KeyOf) -> Iterator[Piece]:
    """Yield the segments of a journal, which were opened when they came: their signatures are checked once more."""
    for raw in raws:
        try:
            shown = outline(raw, key_of)
        except SegmentDamaged:
            continue
        yield Piece(shown.name.first, shown.name.last, shown.prev, shown.tip, raw)


def of_store(raws: Sequence[bytes], key_of: KeyOf, sealer: SegmentSealer) -> Iterator[Piece]:
    """Yield what of the bytes read from a store is a sound segment that can be opened here."""
    for raw in raws:
        try:
            segment = sealer.open(raw, key_of)
        except SegmentDamaged:
            continue
        yield Piece(segment.name.first, segment.name.last, segment.prev, segment.records[-1].hash, raw)


def fewest(tip: Tip, journal: Sequence[Piece], packs: Sequence[Piece]) -> list[bytes]:
    """Return segments that hold a log up to its tip, oldest first; none if these do not.

    A pack is used if the journal says of its first and last number what the pack says.
    """
    said = {0: NO_HASH, tip.seq: tip.hash}
    for piece in journal:
        said |= {piece.first - 1: piece.prev, piece.last: piece.tip}
    agreeing = [
        piece for piece in packs if (said.get(piece.first - 1), said.get(piece.last)) == (piece.prev, piece.tip)
    ]
    usable = sorted((*journal, *agreeing), key=lambda piece: piece.last)
    found: list[bytes] = []
    need, best = tip.seq, None
    while need:
        while usable and usable[-1].last >= need:
            piece = usable.pop()
            best = piece if best is None or piece.first < best.first else best
        if best is None or best.first > need:
            return []
        found.append(best.raw)
        need = best.first - 1
    return found[::-1]
