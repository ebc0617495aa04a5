"""Snapshots of closed meetings: one file in the place of hundreds; believed in nothing, and needed by nobody."""

import msgspec
import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from ecabinet.app.segment import SegmentName, Tip
from ecabinet.core.errors import SegmentDamaged, SegmentFault
from ecabinet.core.event import Log
from ecabinet.sync.audit.verify import verify_store
from ecabinet.sync.formats import frame, names
from ecabinet.sync.formats.names import Kind, place
from ecabinet.sync.keys import envelope
from ecabinet.sync.keys.envelope import SegmentSealer, peek
from ecabinet.sync.moving.copying import Copying
from ecabinet.sync.round import snapshot
from ecabinet.sync.round.binding import Piece, fewest
from ecabinet.sync.round.exchange import Exchange
from ecabinet.sync.round.intake import NOT_YET
from ecabinet.sync.round.snapshot import Whole, open_part, seal_parts
from ecabinet.sync.stores.memory import MemoryStore
from tests.sync.fakes import Replica, draft_meeting, seed

SEGMENTS = 40


class Watched(MemoryStore):
    """One laptop's way to a shared store, which notes what is read and listed."""

    def __init__(self, files):
        super().__init__()
        self.files, self.asked = files, []

    def list(self, folder):
        self.asked.append(f"{folder}/")
        return super().list(folder)

    def read(self, name, limit):
        self.asked.append(name)
        return super().read(name, limit)

    def segments(self):
        """The segments read so far from files of their own."""
        return [path for path in self.asked if path.endswith(".seg") and "/ctl/" not in path]


class Past:
    """A room whose second replica is a hub, with a closed meeting of two writers, bound into a snapshot."""

    def __init__(self, room):
        self.room, self.space, self.store = room, room.space, room.store
        room.rounds(2)
        room.replicas[0].ask(self.space, SEGMENTS)
        room.replicas[2].ask(self.space, 2)
        room.rounds(3)
        self.start()
        self.hub.closed.add(self.space)
        self.rounds(6)

    @property
    def hub(self):
        return self.room.replicas[1]

    def start(self):
        """Start the hub's program."""
        self.exchange = self.room.exchange(self.hub, hub=True)
        self.exchange.hub.binder.settled = 3

    def rounds(self, count):
        for _round in range(count):
            self.exchange.round()

    def add(self):
        """Let another delegate write once more."""
        self.room.replicas[2].ask(self.space)
        self.room.exchanges[2].round()
        self.room.exchanges[0].round()

    def paths(self):
        return sorted(path for path in self.store.files if (at := place(path)) and at.kind is Kind.SNAPSHOT)

    def newcomer(self):
        """A laptop that knows the directory and nothing of the meeting; its exchange and its way to the store."""
        controller, mine = self.room.replicas[0], Replica(3, self.room.genesis, self.room.folder / "late")
        mine.known = dict(controller.known)
        for name, raw in controller.kept.items():
            if name.space != self.space:
                mine._keep(mine.sealer.open(raw, controller.key_of))
        store = Watched(self.store.files)
        parts = (store, mine, mine.receive, mine.sealer, mine.vault)
        return mine, Exchange(*parts, key_of=mine.key_of, take_deeds=mine.take_deeds), store

    def arrives(self):
        """Let a newcomer do one round; return its report and its way to the store. It then knows what all know."""
        mine, exchange, store = self.newcomer()
        assert not any(space == self.space for space, _log, _writer in mine.state())
        report = exchange.round()
        assert mine.state() == self.room.replicas[0].state()
        return report, store

    def part(self):
        """What the snapshot's first part holds."""
        path = self.paths()[0]
        return open_part(self.store.files[path], place(path), self.hub.key_of, path)

    def replace(self, **changes):
        """Put a snapshot with other contents there, properly signed; return its only path."""
        part = self.part()
        whole = {"tips": part.tips, "deeds": part.deeds, "segments": part.segments} | changes
        for path in self.paths():
            del self.store.files[path]
        [(path, raw)] = seal_parts(self.space, 7, Whole(**whole), self.hub.sealer)
        self.store.files[path] = raw
        return path


@pytest.fixture
def past(room_of):
    return Past(room_of(MemoryStore(), 4))


# ---- making one


def test_a_closed_meeting_is_bound_when_nothing_comes_any_more(past):
    (path,) = past.paths()
    part = past.part()
    assert place(path).writer == past.hub.me
    assert part.tips == past.hub.tips(past.space)
    assert sorted(part.segments) == sorted(raw for name, raw in past.hub.kept.items() if name.space == past.space)
    assert part.header.count == len(part.segments) == SEGMENTS + 2


def test_a_quiet_hub_leaves_it_alone(past):
    before = {path: past.store.files[path] for path in past.paths()}
    past.rounds(8)
    past.start()
    past.rounds(8)
    assert {path: past.store.files[path] for path in past.paths()} == before


def test_only_closed_meetings_of_some_size_are_bound(past):
    small, sitting = draft_meeting(past.hub, "phiên-2"), draft_meeting(past.hub, "phiên-3")
    past.hub.closed.add(small)
    past.hub.ask(small, 2)
    past.hub.ask(sitting, SEGMENTS)
    past.rounds(10)
    assert {place(path).space for path in past.paths()} == {past.space}
    past.hub.closed.add(sitting)
    past.hub.ask(sitting)
    past.rounds(8)
    assert {place(path).space for path in past.paths()} == {past.space, sitting}


def test_it_is_made_again_when_more_came_and_the_older_one_goes(past):
    (before,) = past.paths()
    past.add()
    past.rounds(2)
    assert past.paths() == [before], "something has just come"
    past.rounds(8)
    (path,) = past.paths()
    assert place(path).number == place(before).number + 1
    assert past.part().tips == past.hub.tips(past.space)


def test_packs_take_the_place_of_small_files_in_the_next_one(past):
    writer = past.room.replicas[0]
    mine = {name: raw for name, raw in writer.kept.items() if (name.space, name.writer) == (past.space, writer.me)}
    opened = [writer.sealer.open(raw, writer.key_of) for raw in mine.values()]
    name = SegmentName(past.space, Log.DATA, writer.me, 1, SEGMENTS)
    pack = writer.sealer.seal(name, bytes(32), [one for segment in opened for one in segment.encoded])
    for small in mine:
        del past.store.files[names.segment_path(small, opened[0].records[0].at)]
    past.store.files[names.pack_path(name)] = pack
    past.rounds(4)
    part = past.part()
    assert pack in part.segments
    assert part.header.count == 3
    past.arrives()
    past.start()
    before = past.paths()
    past.rounds(8)
    assert past.paths() == before


def test_a_hub_that_was_killed_between_two_parts_begins_anew(past, monkeypatch):
    monkeypatch.setattr(snapshot, "PART_BYTES", 2000)
    past.add()
    real = past.store.publish

    def dying(path, chunks):
        if "/snap/" in path and path.endswith(".2"):
            pytest.fail("killed")
        return real(path, chunks)

    with monkeypatch.context() as patch:
        patch.setattr(past.store, "publish", dying)
        with pytest.raises(pytest.fail.Exception):
            past.rounds(10)
    assert [(place(path).number, place(path).part) for path in past.paths()] == [(1, 1), (2, 1)]
    past.arrives()
    past.start()
    past.rounds(8)
    found = [place(path) for path in past.paths()]
    assert {at.number for at in found} == {3}
    assert sorted(at.part for at in found) == list(range(1, len(found) + 1))
    assert len(found) > 2
    assert not past.arrives()[1].segments()


def test_one_that_the_store_did_not_keep_is_made_again_and_the_older_one_stays(past, monkeypatch):
    before, real = past.paths(), past.store.publish
    past.add()
    with monkeypatch.context() as patch:
        patch.setattr(past.store, "publish", lambda path, chunks: "/snap/" in path or real(path, chunks))
        past.rounds(10)
    assert past.paths() == before
    past.rounds(4)
    assert [place(path).number for path in past.paths()] == [2]


def test_a_second_hub_does_not_bind_the_same_once_more(past):
    second = past.room.replicas[0]
    second.closed.add(past.space)
    exchange = past.room.exchange(second, hub=True)
    exchange.hub.binder.settled = 3
    for _round in range(8):
        exchange.round()
    assert {place(path).writer for path in past.paths()} == {past.hub.me}


# ---- taking one


def test_a_newcomer_reads_one_file_in_the_place_of_all(past):
    report, store = past.arrives()
    assert not report.damaged
    assert not store.segments()
    assert [path for path in store.asked if path in past.store.files and "/snap/" in path] == past.paths()
    assert len([name for name in report.received if name.space == past.space]) == SEGMENTS + 2


def test_what_came_after_it_is_found_where_it_lies(past):
    past.add()
    past.room.rounds(2)
    report, store = past.arrives()
    assert not report.damaged
    assert len(set(store.segments())) == 1


def test_who_has_the_meeting_does_not_read_it(past):
    mine, exchange, store = past.newcomer()
    exchange.round()
    store.asked.clear()
    for _round in range(20):
        exchange.round()
    assert not [path for path in store.asked if "/snap/" in path]
    assert mine.state() == past.hub.state()


def test_the_folders_of_its_writers_are_still_looked_at_in_turn(past):
    writer = past.room.replicas[2]
    mine, exchange, _store = past.newcomer()
    exchange.round()
    name = writer.write(past.space, *events(writer, past.space))
    past.store.files[names.pack_path(name)] = writer.kept[name]
    for _round in range(4):
        exchange.round()
    assert (past.space, Log.DATA, writer.me) in mine.state()
    assert mine.state()[past.space, Log.DATA, writer.me] == writer.state()[past.space, Log.DATA, writer.me]


def events(writer, space):
    """The events of a delegate's last segment in a space once more: they are the same wish, asked again."""
    raw = [raw for name, raw in writer.kept.items() if name.space == space][-1]
    return [record.event for record in writer.sealer.open(raw, writer.key_of).records]


def test_deeds_come_with_it(past):
    past.replace(deeds=[b"deed one"])
    mine, exchange, _store = past.newcomer()
    exchange.round()
    assert (past.space, b"deed one") in mine.deeds


# ---- bad ones


def cut(past, path, _part):
    past.store.files[path] = past.store.files[path][:1000]
    return path


def flipped(past, path, _part):
    raw = past.store.files[path]
    past.store.files[path] = raw[:-900] + bytes([raw[-900] ^ 1]) + raw[-899:]
    return path


def longer(past, path, _part):
    past.store.files[path] += bytes(1)
    return path


def huge(past, path, _part):
    past.store.files[path] += bytes(snapshot.MAX_PART)
    return path


def at_anothers_place(past, path, _part):
    other = path.replace("-1.1", "-2.1")
    past.store.files[other] = past.store.files[path]
    return other


def by_a_stranger(past, path, part):
    del past.store.files[path]
    [(other, raw)] = seal_parts(past.space, 1, Whole(part.tips, (), part.segments), SegmentSealer(seed(99)))
    past.store.files[other] = raw
    return other


def of_another_space(past, _path, part):
    there = draft_meeting(past.hub, "phiên-2")
    past.hub.ask(there)
    strange = next(raw for name, raw in past.hub.kept.items() if name.space == there)
    return past.replace(segments=[*part.segments, strange])


def of_nothing_ours(past, _path, part):
    return past.replace(segments=[*part.segments, b"nothing of ours"])


def forged(past, _path, part):
    last = part.segments[-1]
    return past.replace(segments=[*part.segments[:-1], last[:-1] + bytes([last[-1] ^ 1])])


def deep(past, path, part):
    nested = b"\x91" * 200_000
    header = msgspec.msgpack.encode(msgspec.structs.replace(part.header, length=len(nested)))
    past.store.files[path] = past.hub.sealer.seal_head(frame.Unsigned(snapshot.MAGIC, header, nested))
    return path


def bomb(past, _path, part):
    """A segment whose zstd frame holds a gigabyte; properly signed by a certified writer."""
    writer = past.room.replicas[2].sealer
    packed = zstandard.ZstdCompressor().compress(bytes(2**30))
    header = envelope.Header(1, past.space, Log.DATA, writer.writer, 0, 3, 3, 0, envelope.MAX_BODY, len(packed))
    raw = writer.seal_head(frame.Unsigned(envelope.MAGIC, msgspec.msgpack.encode(header), packed))
    return past.replace(segments=[*part.segments, raw])


BAD = {
    cut: SegmentFault.PARTIAL,
    flipped: SegmentFault.SIGNATURE,
    longer: SegmentFault.FORMAT,
    huge: SegmentFault.SIZE,
    at_anothers_place: SegmentFault.NAME,
    by_a_stranger: SegmentFault.UNKNOWN_WRITER,
    of_another_space: SegmentFault.SPACE,
    of_nothing_ours: SegmentFault.FORMAT,
    forged: SegmentFault.SIGNATURE,
    deep: SegmentFault.BODY,
    bomb: SegmentFault.BODY,
}


def spoiled(past, how):
    """Spoil the snapshot; return the path of what is wrong."""
    [path] = past.paths()
    return how(past, path, past.part())


@pytest.mark.parametrize("how", BAD, ids=lambda how: how.__name__)
def test_a_bad_one_is_named_and_nothing_is_missing(past, how):
    path = spoiled(past, how)
    report, _store = past.arrives()
    named = {(damage.name, damage.fault) for damage in report.damaged}
    assert named == ({(path, BAD[how])} if BAD[how] not in NOT_YET else set())


@pytest.mark.parametrize("how", BAD, ids=lambda how: how.__name__)
def test_a_check_with_public_keys_names_a_bad_one(past, how):
    assert (spoiled(past, how), BAD[how]) in at_fault(past)


def test_an_old_one_shown_again_hides_nothing(past):
    (path,) = past.paths()
    old = past.store.files[path]
    past.add()
    past.room.rounds(2)
    past.rounds(10)
    for newer in past.paths():
        del past.store.files[newer]
    past.store.files[path] = old
    report, store = past.arrives()
    assert not report.damaged
    assert len(set(store.segments())) == 1


def test_one_that_leaves_somebody_out_hides_nothing(past):
    part = past.part()
    kept = [raw for raw in part.segments if peek(raw).writer != past.room.replicas[2].me]
    past.replace(segments=kept)
    _report, store = past.arrives()
    assert len(set(store.segments())) == 2


def test_the_other_side_of_a_fork_in_it_changes_nothing_and_is_named_by_a_check(past):
    twin = Replica(2, past.room.genesis, past.room.folder / "twin")
    twin.known, twin.directory = dict(past.hub.known), past.hub.directory
    twin.write(past.space, *events(past.room.replicas[2], past.space), at=1_800_000_000_000)
    part = past.part()
    path = past.replace(segments=[*part.segments, *twin.kept.values()])
    report, _store = past.arrives()
    assert not report.damaged
    found = verify_store(past.store)
    assert [fork.writer for fork in found.forks] == [twin.me]
    assert path in found.forks[0].files


@given(st.data())
def test_a_flipped_byte_never_passes(data):
    sealer = SegmentSealer(seed(1))
    space = "a2" * 26
    tips = {(Log.DATA, sealer.writer): Tip(3, bytes(32))}
    [(path, raw)] = seal_parts(space, 1, Whole(tips, (b"deed",), [segment(sealer, space)]), sealer)
    assert open_part(raw, place(path), {sealer.writer: sealer.public_key}.get, path).tips == tips
    at = data.draw(st.integers(0, len(raw) - 1))
    flipped = raw[:at] + bytes([raw[at] ^ data.draw(st.integers(1, 255))]) + raw[at + 1 :]
    for bad in (flipped, raw[:at], raw + b"x"):
        with pytest.raises(SegmentDamaged):
            open_part(bad, place(path), {sealer.writer: sealer.public_key}.get, path)


def segment(sealer, space):
    """A short segment of a writer; what it says does not matter here."""
    return sealer.seal(SegmentName(space, Log.DATA, sealer.writer, 1, 1), bytes(32), [b"record"])


# ---- a check with public keys


def at_fault(past):
    return {(defect.file, defect.fault) for defect in verify_store(past.store).defects}


def test_an_honest_one_is_sound_and_needed_by_nobody(past):
    assert verify_store(past.store).sound
    for path in past.paths():
        del past.store.files[path]
    assert verify_store(past.store).sound


def test_one_that_holds_less_than_it_says_is_named(past):
    part = past.part()
    path = past.replace(segments=part.segments[:-1])
    assert at_fault(past) == {(path, SegmentFault.BODY)}
    lying = part.tips | {(Log.DATA, past.room.replicas[3].me): Tip(5, bytes(range(32)))}
    path = past.replace(tips=lying, segments=part.segments)
    assert at_fault(past) == {(path, SegmentFault.BODY)}, "its maker's word accuses nobody else"


def test_records_that_only_a_snapshot_has_are_missed(past):
    writer = past.room.replicas[2].me
    mine = {path for path in past.store.files if (at := place(path)) and at.writer == writer}
    for path in mine:
        if place(path).kind in (Kind.FRESH, Kind.HEAD) and place(path).space == past.space:
            del past.store.files[path]
    assert f"{past.space}/data/{writer}/1-2" in verify_store(past.store).missing


def test_a_copy_of_the_store_leaves_it_behind_and_a_hub_makes_it_anew_there(past):
    target = MemoryStore()
    copying = Copying(past.store, target)
    copying.round()
    report = copying.round()
    assert (report.agree, report.defects) == (True, ())
    assert not [path for path in target.files if "/snap/" in path]
    past.room.store = past.store = target
    past.start()
    past.rounds(8)
    assert past.paths()
    past.arrives()


# ---- as few segments as there are


def pieces(cuts, mark=b"a"):
    """Segments between numbers; the hash at a number is made of the number and a mark."""
    return [
        Piece(first + 1, last, said(first, mark), said(last, mark), b"%d-%d" % (first + 1, last))
        for first, last in cuts
    ]


def said(number, mark=b"a"):
    return mark * 32 if number else bytes(32)


def test_a_pack_is_taken_before_small_ones_but_only_if_it_says_the_same():
    small = pieces([(0, 1), (1, 2), (2, 3), (3, 4)])
    tip = Tip(4, said(4))
    assert fewest(tip, small, pieces([(0, 3)])) == [b"1-3", b"4-4"]
    assert fewest(tip, small, pieces([(0, 3)], b"b")) == [b"1-1", b"2-2", b"3-3", b"4-4"]
    assert fewest(tip, small[1:], []) == []
    assert fewest(tip, small[1:], pieces([(0, 2)])) == [b"1-2", b"3-3", b"4-4"]


@given(st.integers(1, 30), st.lists(st.tuples(st.integers(0, 29), st.integers(1, 30))))
def test_the_fewest_cover_every_number_once_in_order(length, cuts):
    small = pieces([(number, number + 1) for number in range(length)])
    packs = pieces([(first, last) for first, last in cuts if first < last <= length])
    found = [tuple(map(int, raw.split(b"-"))) for raw in fewest(Tip(length, said(length)), small, packs)]
    assert sorted(found) == found
    assert {number for first, last in found for number in range(first, last + 1)} == set(range(1, length + 1))
    assert len(found) <= length
