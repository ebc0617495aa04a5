"""A member who tells some laptops one thing and others another, under the same numbers, is found out by all alike."""

from ecabinet.app import codec
from ecabinet.app.segment import NO_HASH, SegmentName
from ecabinet.core import reasons
from ecabinet.core.event import Log
from ecabinet.core.events.floor import FloorRequested
from ecabinet.core.identity import record_hash
from ecabinet.sync.formats.names import seen_path, segment_path
from ecabinet.sync.keys.envelope import peek
from ecabinet.sync.round.travel import FORKS
from tests.app.kit import EIGHT
from tests.road.kit import ENOUGH

ROUNDS = 150


def told(sitting, words, count=1, begun=(), *, at_once=False):
    """So many records of m3's log behind those already begun, one in a segment or all in one, as nobody else seals."""
    program = sitting["m3"].program
    with program.replica.read() as reads:
        control, meeting = reads.directory().position, sitting.meeting
        space = next(genesis.space for genesis in reads.spaces() if genesis.about == meeting)
    writer, begin, made, records = program.sealer.writer, len(begun) + 1, [], []
    before = prev = begun[-1][1] if begun else NO_HASH
    for seq in range(begin, begin + count):
        event = FloorRequested(meeting, f"m3/{words}-{seq}", sitting.items[0], "m3", "discuss", 1)
        record = codec.encode(event, seq=seq, prev=prev, hlc=EIGHT << 16, control=control, base=(), salt=bytes(8))
        raw = program.sealer.seal(SegmentName(space, Log.DATA, writer, seq, seq, 0), prev, [record])
        prev = record_hash(record, space, Log.DATA, writer)
        made.append((raw, prev))
        records.append(record)
    name = SegmentName(space, Log.DATA, writer, begin, begin + count - 1, 0)
    return [(program.sealer.seal(name, before, records), prev)] if at_once else made


def tell(sitting, names, said):
    """Show this to these laptops and to nobody else."""
    for name in names:
        reception = sitting[name].program.workspace.receive([raw for raw, _hash in said])
        assert len(reception.accepted) == len(said)


def found_out(sitting, laptop):
    """What of m3's log has effect on a laptop, and why the rest has none."""
    with laptop.program.replica.read() as reads:
        writer = sitting["m3"].program.sealer.writer
        spaces = [genesis.space for genesis in reads.spaces()]
        refused = {record.hash: reason for space in spaces for record, reason in reads.refused(space)}
        mine = [record for space in spaces for record in reads.records(space) if record.writer == writer]
    return {record.seq: refused.get(record.hash, "") for record in mine}


def exchanged(sitting, without=("m3",)):
    """Let all but the liar exchange until all show the same."""
    for _round in range(ROUNDS):
        honest = [laptop for laptop in sitting.everyone if laptop.name not in without]
        for laptop in honest:
            laptop.round()
        if all(laptop.program.replica.contradictions(space_of(sitting)) for laptop in honest):
            break
    sitting.settle(honest)
    return honest


def space_of(sitting):
    with sitting["m1"].program.replica.read() as reads:
        return next(genesis.space for genesis in reads.spaces() if genesis.about == sitting.meeting)


def test_two_sides_that_never_lay_in_the_store_become_known_to_all(sitting):
    tell(sitting, ("m1", "m2"), told(sitting, "một"))
    tell(sitting, ("t1", "t2"), told(sitting, "hai"))
    honest = exchanged(sitting)
    assert {repr(found_out(sitting, laptop)) for laptop in honest} == {repr({1: reasons.CONTESTED})}
    assert len({laptop.digest() for laptop in honest}) == 1
    assert len({sitting[name].program.replica.contradictions(space_of(sitting)) for name in ("m1", "t1", "admin")}) == 1


def test_one_witness_on_each_side_is_enough(sitting):
    tell(sitting, ("m2",), told(sitting, "một"))
    tell(sitting, ("t2",), told(sitting, "hai"))
    assert len({laptop.digest() for laptop in exchanged(sitting)}) == 1


def test_two_long_sides_are_contested_from_where_they_part(sitting):
    begun, count = told(sitting, "chung", 2), 2 * FORKS
    for raw, _hash in begun:
        sitting["m1"].program.exchange.store.publish(segment_path(peek(raw), EIGHT), [raw])
    sitting.settle([laptop for laptop in sitting.everyone if laptop.name != "m3"])
    tell(sitting, ("m1", "m2"), told(sitting, "một", count, begun))
    tell(sitting, ("t1", "t2"), told(sitting, "hai", count, begun))
    honest = exchanged(sitting)
    for _round in range(ROUNDS):
        for laptop in honest:
            laptop.round()
        if len({laptop.digest() for laptop in honest}) == 1:
            break
    for name in ("m1", "t1"):
        known = found_out(sitting, sitting[name])
        assert {seq for seq, reason in known.items() if not reason} == {1, 2}
        assert set(known.values()) == {"", reasons.CONTESTED}
    assert len({laptop.digest() for laptop in honest}) == 1


def test_who_agrees_writes_once_and_shows_nothing(sitting):
    for _round in range(ROUNDS):
        for laptop in sitting.everyone:
            laptop.round()
    store, space = sitting.folder / "store", space_of(sitting)
    said = {laptop.name: store / seen_path(space, laptop.program.sealer.writer) for laptop in sitting.everyone}
    before = {path: path.stat().st_mtime_ns for path in said.values()}
    for _round in range(2 * ENOUGH * 4):
        for laptop in sitting.everyone:
            assert laptop.round().quiet
    assert {path: path.stat().st_mtime_ns for path in said.values()} == before
    assert not list(store.glob("*/fork/*"))


def test_one_long_segment_against_many_short_ones_is_known_to_all(sitting):
    long = told(sitting, "một", 3 * FORKS, at_once=True)
    tell(sitting, ("m1", "m2"), long)
    tell(sitting, ("t1", "t2"), told(sitting, "hai", 3 * FORKS))
    honest = exchanged(sitting)
    assert set(found_out(sitting, sitting["t1"]).values()) == {reasons.CONTESTED}
    assert len({laptop.digest() for laptop in honest}) == 1
