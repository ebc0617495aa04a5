"""Copying a store: everything and nothing else, whatever lies in the way, while others go on writing."""

import random

import pytest

from ecabinet.core.errors import StoreReadOnly, StoreUnreachable
from ecabinet.sync.audit.verify import verify_store
from ecabinet.sync.formats.founding import found_organization
from ecabinet.sync.formats.heads import open_head
from ecabinet.sync.formats.names import Kind, deed_path, lane_path, place
from ecabinet.sync.moving.copying import OCCUPIED, Copying
from ecabinet.sync.stores.folder import FolderStore
from ecabinet.sync.stores.memory import MemoryStore
from ecabinet.sync.stores.spaces import prepare
from ecabinet.sync.stores.store import CHUNK
from tests.road.kit import files
from tests.sync.fakes import organization


@pytest.fixture
def target(store, tmp_path):
    """An empty place of the other kind to copy to."""
    if isinstance(store, FolderStore):
        return MemoryStore()
    (tmp_path / "target").mkdir()
    return FolderStore(tmp_path / "target")


@pytest.fixture
def full(room):
    """A room whose replicas have written and laid papers, one of three pieces; all is published."""
    room.replicas[1].ask(room.space, 3)
    room.replicas[1].add_paper(room.space, random.Random(2).randbytes(2 * CHUNK + 5))
    room.replicas[2].ask(room.space, 2)
    room.rounds(4)
    assert verify_store(room.store).sound
    return room


def held(store):
    """Every finished file of a store."""
    return dict(store.files) if isinstance(store, MemoryStore) else files(store.path)


def named(store, *kinds):
    """The files of these kinds, sorted."""
    return sorted(path for path in held(store) if place(path) and place(path).kind in kinds)


def damage(store, path, data):
    """Put other bytes under a name, as a bad disk would."""
    store.replace(path, data)


def copied(source, target):
    """A copy made to its end; the last but one report is returned."""
    copying = Copying(source, target)
    report = copying.round()
    assert copying.round().agree
    return report


def test_a_copy_holds_the_same_files(full, target):
    report = copied(full.store, target)
    assert held(target) == held(full.store)
    assert report.copied == len(held(target)) - 1, "the organization's genesis is laid first of all"
    assert report.defects == ()
    assert verify_store(target) == verify_store(full.store)


def test_a_second_copy_writes_only_the_difference(full, target):
    copied(full.store, target)
    full.replicas[1].ask(full.space, 1)
    full.exchanges[1].round()
    report = copied(full.store, target)
    assert report.copied == 2, "a segment and its head"
    assert held(target) == held(full.store)


def test_foreign_and_unfinished_files_and_lanes_are_left_behind(full, target):
    ours = held(full.store)
    lane = lane_path(full.space, full.replicas[1].me, 1)
    for path in ("notes/letter.txt", f"{full.space}/tmp/x/y", f"{full.space}/in/20261118/x.seg", lane):
        full.store.publish(path, [b"?"])
    report = copied(full.store, target)
    assert report.left_out == 4
    assert held(target) == ours


def test_deeds_and_forks_travel_when_their_names_hold(full, target):
    raw = b"a statement"
    good, bad = deed_path(full.space, raw), deed_path(full.space, b"another")
    full.store.publish(good, [raw])
    full.store.publish(bad, [raw])
    report = copied(full.store, target)
    assert [(defect.file, defect.fault) for defect in report.defects] == [(bad, "name")]
    assert good in held(target)
    assert bad not in held(target)


@pytest.mark.parametrize("kind", [Kind.FRESH, Kind.CONTROL, Kind.BLOB, Kind.HEAD])
def test_a_damaged_file_is_named_and_not_carried_on(full, target, kind):
    path = named(full.store, kind)[0]
    damage(full.store, path, held(full.store)[path][:-1])
    report = Copying(full.store, target).round()
    assert [defect.file for defect in report.defects] == [path]
    assert path not in held(target)


def test_a_file_under_anothers_name_is_not_carried_on(full, target):
    one, other = [path for path in named(full.store, Kind.FRESH) if full.space in path][:2]
    damage(full.store, one, held(full.store)[other])
    report = Copying(full.store, target).round()
    assert [(defect.file, defect.fault) for defect in report.defects] == [(one, "name")]


def test_damage_in_the_target_is_set_aside_and_mended(full, target):
    copied(full.store, target)
    path = named(target, Kind.BLOB)[0]
    rotten = held(target)[path][:-1] + b"?"
    damage(target, path, rotten)
    report = copied(full.store, target)
    assert [(defect.file, defect.fault) for defect in report.defects] == [(path, OCCUPIED)]
    kept = held(target)
    assert kept[path] == held(full.store)[path]
    assert [data for name, data in kept.items() if name.startswith(f"{path}.damaged")] == [rotten]


def test_of_two_segments_with_one_name_both_are_kept(full, target):
    copied(full.store, target)
    path = named(target, Kind.FRESH)[0]
    ours = held(full.store)[path]
    theirs = ours[:-1] + bytes([ours[-1] ^ 1])
    damage(target, path, theirs)
    report = copied(full.store, target)
    assert [(defect.file, defect.fault) for defect in report.defects] == [(path, OCCUPIED)]
    kept = held(target)
    assert kept[path] == theirs
    assert ours in [kept[name] for name in named(target, Kind.FORK)]


def test_a_later_head_in_the_target_stays(full, target):
    copied(full.store, target)
    before = held(full.store)
    late = held(full.store)
    path = f"{full.space}/w/{full.replicas[1].me}/head"
    full.replicas[1].ask(full.space, 1)
    full.exchanges[1].round()
    target.replace(path, held(full.store)[path])
    full.store.replace(path, late[path])
    assert Copying(full.store, target).round().copied == 1, "the new segment only"
    assert held(target)[path] != before[path]


class Growing(MemoryStore):
    """A source in which its owner writes one more segment each time a file is copied out of it."""

    def __init__(self, act):
        super().__init__()
        self.act, self.count, self.quiet = act, 0, True

    def chunks(self, name, limit):
        if not self.quiet and self.count < 6:
            self.count, self.quiet = self.count + 1, True
            self.act()
            self.quiet = False
        yield from super().chunks(name, limit)


def test_heads_never_promise_what_the_copy_lacks(room_of, target):
    source = Growing(lambda: (room.replicas[1].ask(room.space, 1), room.exchanges[1].round()))
    room = room_of(source, 3)
    room.rounds(2)
    source.quiet = False
    copying = Copying(source, target)
    copying.round()
    assert source.count > 1
    known = room.replicas[1].key_of
    for path in named(target, Kind.HEAD):
        head = open_head(held(target)[path], known)
        last = max((place(name).last for name in held(target) if place(name).writer == head.writer), default=0)
        assert head.tip.seq <= last
    source.quiet = True
    while not copying.round().agree:
        pass
    assert held(target) == held(source)


class Vanishing(MemoryStore):
    """A source one of whose files is removed by its owner after it was listed."""

    gone = ""

    def size(self, name):
        if name == self.gone:
            self.files.pop(name, None)
        return super().size(name)


def test_a_file_that_vanishes_meanwhile_is_counted_and_no_defect(room_of, target):
    room = room_of(Vanishing(), 2)
    room.rounds(2)
    room.store.gone = named(room.store, Kind.FRESH)[0]
    report = Copying(room.store, target).round()
    assert (report.gone, report.defects, report.agree) == (1, (), False)


class Failing(FolderStore):
    """A target that breaks after so many files, each of which it has begun to read."""

    left = 0

    def publish(self, name, chunks):
        self.left -= 1
        if self.left < 0:
            list(chunks)
            raise StoreReadOnly(self.url)
        return super().publish(name, chunks)


def test_an_interrupted_copy_goes_on_where_it_stopped(full, tmp_path):
    (tmp_path / "far").mkdir()
    broken, allowed, lengths = Failing(tmp_path / "far"), 1, [0]
    while held(broken) != held(full.store):
        broken.left = allowed = allowed + 3
        try:
            Copying(full.store, broken).round()
        except StoreReadOnly:
            lengths.append(len(held(broken)))
            assert lengths[-1] > lengths[-2], "each attempt makes progress"
    assert len(lengths) > 3
    broken.left = 1000
    assert Copying(full.store, broken).round().agree


class Forgetful(MemoryStore):
    """A target that loses what it was given, as a share may that only claims to have renamed."""

    def publish(self, name, chunks):
        fresh = super().publish(name, chunks)
        if fresh and name.endswith(".seg"):
            self.files[name] = self.files[name][:-3]
        return fresh


def test_what_was_written_is_read_back(full):
    target = Forgetful()
    report = Copying(full.store, target).round()
    lost = named(full.store, Kind.FRESH, Kind.CONTROL)
    assert [defect.file for defect in report.defects] == lost
    assert not set(lost) & set(held(target))


def test_another_organizations_store_is_left_alone(full, target):
    prepare(target, organization("UBND tỉnh Khác"))
    before = held(target)
    with pytest.raises(StoreUnreachable) as silence:
        Copying(full.store, target)
    assert silence.value.reason == "other_organization"
    assert held(target) == before


def test_an_empty_source_is_no_store(target):
    with pytest.raises(StoreUnreachable) as silence:
        Copying(MemoryStore(), target)
    assert silence.value.reason == "not_a_store"
    assert held(target) == {}


def test_only_the_expected_organization_is_copied(full, target):
    other = found_organization("UBND tỉnh Khác", bytes(32), full.replicas[1].sealer.public_key)
    full.store.publish(f"{other.space}/space.mp", [other.raw])
    with pytest.raises(StoreUnreachable) as silence:
        Copying(full.store, target, bytes(32))
    assert silence.value.reason == "other_organization"
    report = Copying(full.store, target, full.genesis.signer_key).round()
    assert [(defect.file, defect.fault) for defect in report.defects] == [(f"{other.space}/space.mp", "space")]
    assert not [path for path in held(target) if path.startswith(other.space)]


class Weighing(MemoryStore):
    """A target that notes the largest piece it was ever given."""

    largest = 0

    def publish(self, name, chunks):
        def weighed():
            for chunk in chunks:
                self.largest = max(self.largest, len(chunk))
                yield chunk

        return super().publish(name, weighed())


def test_no_paper_is_held_whole(full):
    target = Weighing()
    copied(full.store, target)
    assert max(map(len, held(target).values())) > 2 * CHUNK
    assert target.largest <= CHUNK
