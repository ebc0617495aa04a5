import random
import time
from dataclasses import replace

import pytest

from ecabinet.core.errors import BlobDamaged, ForkFound, SegmentDamaged, SegmentFault, StoreReadOnly, StoreUnreachable
from ecabinet.core.event import Log
from ecabinet.core.events.floor import RequestWithdrawn
from ecabinet.core.events.organization import MemberAdmitted, WriterCertified
from ecabinet.sync.formats import names
from ecabinet.sync.formats.heads import open_head
from ecabinet.sync.formats.names import Kind
from ecabinet.sync.stores.folder import FolderStore
from ecabinet.sync.stores.memory import MemoryStore
from ecabinet.sync.stores.spaces import prepare
from tests.sync.fakes import NOON, Replica, draft_meeting, organization


class Sly(MemoryStore):
    """A store that misbehaves as shares do: hides files for a while, loses renames, fails on single files."""

    def __init__(self):
        super().__init__()
        self.hidden, self.lose, self.broken = set(), set(), set()
        self.writable, self.reachable = True, True

    def check(self):
        if not self.reachable:
            raise StoreUnreachable(self.url, "missing")

    def list(self, folder):
        self.check()
        return tuple(name for name in super().list(folder) if f"{folder}/{name}" not in self.hidden)

    def read(self, name, limit):
        self.check()
        if name in self.broken:
            raise StoreUnreachable(name, "io")
        return None if name in self.hidden else super().read(name, limit)

    def publish(self, name, chunks):
        if self.broken & {name}:
            raise StoreUnreachable(name, "io")
        if not self.writable and name not in self.files:
            raise StoreReadOnly(self.url)
        if any(part in name for part in self.lose):
            return True
        return super().publish(name, chunks)

    def replace(self, name, data):
        if not self.writable:
            raise StoreReadOnly(self.url)
        super().replace(name, data)


def segments(store):
    """Paths of the data segments in a memory store."""
    return sorted(path for path in store.files if "/in/" in path and path.endswith(".seg"))


@pytest.fixture
def sly(room_of):
    made = room_of(Sly(), 3)
    made.rounds(2)
    assert made.agree()
    return made


def test_three_replicas_learn_all(room):
    for replica in room.replicas[1:]:
        replica.ask(room.space, 3)
    room.rounds(2)
    assert room.agree()
    assert not any(replica.pending for replica in room.replicas)
    assert {log for _space, log, _writer in room.replicas[0].state()} == {Log.CONTROL, Log.DATA}


def test_one_round_brings_a_newcomer_everything(room):
    room.replicas[1].ask(room.space, 5)
    room.rounds(2)
    newcomer = Replica(2, room.genesis, room.folder / "vault-new")
    report = room.exchange(newcomer).round()
    assert newcomer.state() == room.replicas[0].state()
    assert len(report.received) == len(room.replicas[0].kept)
    assert report.changes.directory
    assert not report.waiting


def test_a_report_names_what_was_published_and_received(room):
    room.replicas[1].ask(room.space)
    (name,) = room.replicas[1].pending
    first, second = room.exchanges[1].round(), room.exchanges[2].round()
    assert first.published == second.received == (name,)
    assert first.changes.delivery
    assert not second.published
    assert room.exchanges[1].round().quiet


@pytest.mark.parametrize("kind", ["folder", "memory"])
def test_twenty_replicas_converge_in_any_order(room_of, tmp_path, kind):
    (tmp_path / "store").mkdir()
    room = room_of(FolderStore(tmp_path / "store") if kind == "folder" else MemoryStore(), 20)
    chance = random.Random(20)
    for _step in range(60):
        replica = chance.choice(room.replicas)
        if room.space in replica.known:
            replica.ask(room.space, chance.randint(1, 3))
        chance.choice(room.exchanges).round()
    room.rounds(3)
    assert room.agree()
    assert not any(replica.pending for replica in room.replicas)


@pytest.mark.parametrize("seed", range(5))
def test_hidden_files_delay_and_nothing_more(sly, seed):
    chance = random.Random(seed)
    for _step in range(40):
        chance.choice(sly.replicas).ask(sly.space)
        chance.choice(sly.exchanges).round()
        paths = segments(sly.store)
        sly.store.hidden = set(chance.sample(paths, chance.randint(0, len(paths))))
    sly.store.hidden.clear()
    sly.rounds(70)
    assert sly.agree()
    assert not any(replica.pending for replica in sly.replicas)
    assert not any(exchange.round().waiting for exchange in sly.exchanges)


def test_duplicates_in_other_days_change_nothing(sly):
    sly.replicas[1].ask(sly.space, 3)
    sly.rounds(2)
    for path in segments(sly.store):
        sly.store.files[path.replace("/20261118/", "/20270101/")] = sly.store.files[path]
    before = sly.replicas[0].state()
    report = sly.rounds()[0]
    assert (report.damaged, report.waiting) == ((), ())
    assert sly.replicas[0].state() == before


def test_a_gap_waits_and_is_named(sly):
    sly.replicas[1].ask(sly.space, 3)
    sly.exchanges[1].round()
    _first, second, third = segments(sly.store)[-3:]
    sly.store.hidden = {second}
    report = sly.exchanges[2].round()
    assert len(report.received) == 1
    assert report.waiting == (third,)
    sly.store.hidden.clear()
    assert len(sly.exchanges[2].round().received) == 2


def test_an_unknown_writer_waits_until_it_is_certified(sly):
    stranger = Replica(7, sly.genesis, sly.folder / "vault-7")
    exchange = sly.exchange(stranger)
    exchange.round()
    stranger.ask(sly.space, 3)
    exchange.round()
    report = sly.exchanges[0].round()
    assert len(report.waiting) == 3
    assert not report.damaged
    certificate = WriterCertified(stranger.me, "d7", "m1", stranger.sealer.public_key, "")
    sly.replicas[0].control(certificate)
    assert len(sly.exchanges[0].round().received) == 3
    assert len(sly.exchanges[1].round().received) == 4


def test_waiting_files_are_not_read_in_every_round(sly):
    stranger = Replica(7, sly.genesis, sly.folder / "vault-7")
    exchange = sly.exchange(stranger)
    exchange.round()
    stranger.ask(sly.space, 50)
    exchange.round()
    before = sly.replicas[0].received_calls
    for _round in range(100):
        assert len(sly.exchanges[0].round().waiting) == 50
    assert sly.replicas[0].received_calls - before < 12


def test_a_lost_rename_is_not_counted_as_sent(sly):
    sly.replicas[1].ask(sly.space)
    sly.store.lose = {"/in/"}
    report = sly.exchanges[1].round()
    assert not report.published
    assert len(sly.replicas[1].pending) == 1
    sly.store.lose = set()
    assert len(sly.exchanges[1].round().published) == 1


def test_what_vanished_is_published_again(sly):
    sly.replicas[1].add_paper(sly.space, b"paper" * 1000)
    sly.replicas[1].ask(sly.space, 3)
    sly.rounds(2)
    before = dict(sly.store.files)
    keep = names.genesis_path(sly.genesis.space)
    for path in list(sly.store.files):
        if path != keep:
            del sly.store.files[path]
    sly.rounds(3)
    assert {path for path in before if "/head" not in path} <= set(sly.store.files)
    assert all(sly.store.files[path] == before[path] for path in before if "/head" not in path)
    assert {path for path in before if "/head" in path} <= set(sly.store.files)


@pytest.mark.parametrize("earlier", [0, 1])
def test_a_store_rolled_back_is_reported_and_healed(sly, earlier):
    sly.replicas[1].ask(sly.space, earlier)
    sly.rounds(2)
    yesterday = dict(sly.store.files)
    sly.replicas[1].ask(sly.space, 3)
    sly.rounds(2)
    today = dict(sly.store.files)
    sly.store.files = dict(yesterday)
    reports = sly.rounds(1)
    assert (sly.space, sly.replicas[1].me) in reports[0].rolled_back
    sly.rounds(2)
    assert {path for path in today if path.endswith(".seg")} == {
        path for path in sly.store.files if path.endswith(".seg")
    }
    head = names.head_path(sly.space, Log.DATA, sly.replicas[1].me)
    assert open_head(sly.store.files[head], sly.replicas[0].key_of).tip.seq == 3 + earlier


@pytest.mark.parametrize("damage", [b"", b"junk", None])
def test_an_own_file_that_rotted_is_set_aside_and_replaced(sly, damage):
    sly.replicas[1].ask(sly.space, 4)
    sly.rounds(2)
    path = segments(sly.store)[-2]
    good = sly.store.files[path]
    sly.store.files[path] = good[:-1] + b"?" if damage is None else damage
    sly.rounds(40)
    assert sly.store.files[path] == good
    assert any(name.startswith(f"{path}.damaged-") for name in sly.store.files)


def test_a_torn_file_is_waited_for_and_a_damaged_one_named(sly):
    sly.replicas[1].ask(sly.space, 2)
    sly.exchanges[1].round()
    first, second = segments(sly.store)[-2:]
    good = sly.store.files[first]
    sly.store.files[first] = good[:100]
    report = sly.exchanges[2].round()
    assert first in report.waiting
    assert not report.damaged
    sly.store.files[first] = good[:-1] + bytes([good[-1] ^ 1])
    for _round in range(8):
        report = sly.exchanges[2].round()
    assert [(d.name, d.fault) for d in report.damaged] == [(first, SegmentFault.SIGNATURE)]
    assert report.waiting == (second,)
    sly.store.files[first] = good
    received = [name for _round in range(70) for name in sly.exchanges[2].round().received]
    assert len(received) == 2
    assert not sly.exchanges[2].round().damaged


def test_one_bad_writer_does_not_stop_the_others(sly):
    for replica in sly.replicas[1:]:
        replica.ask(sly.space)
        sly.exchanges[replica.number].round()
    bad = next(path for path in segments(sly.store) if sly.replicas[1].me in path and sly.space in path)
    sly.store.files[bad] = b"\xff" * 400
    sly.exchanges[0].round()
    assert (sly.space, Log.DATA, sly.replicas[2].me) in sly.replicas[0].state()


def test_a_file_under_a_wrong_name_is_refused(sly):
    sly.replicas[1].ask(sly.space)
    sly.exchanges[1].round()
    path = segments(sly.store)[-1]
    wrong = path.replace("-1-1.seg", "-2-2.seg")
    other = path.replace(sly.space, sly.genesis.space).replace("-1-1.seg", "-2-2.seg")
    sly.store.files |= {wrong: sly.store.files[path], other: sly.store.files[path]}
    report = sly.exchanges[2].round()
    assert {(d.name, d.fault) for d in report.damaged} == {(wrong, SegmentFault.NAME), (other, SegmentFault.SPACE)}


def test_a_file_too_large_is_refused(sly):
    path = f"{sly.genesis.space}/ctl/1-6-6.seg"
    sly.store.files[path] = bytes(17 * 2**20)
    report = sly.exchanges[2].round()
    assert [(d.name, d.fault) for d in report.damaged] == [(path, SegmentFault.SIZE)]


def test_an_unreadable_file_does_not_stop_the_round(sly):
    sly.replicas[1].ask(sly.space)
    sly.exchanges[1].round()
    path = segments(sly.store)[-1]
    sly.store.broken = {path}
    report = sly.exchanges[2].round()
    assert (report.offline, report.waiting) == (None, (path,))
    sly.store.broken = set()
    assert any(sly.exchanges[2].round().received for _round in range(3))


def test_a_silent_store_is_offline_and_nothing_is_concluded(sly):
    sly.replicas[1].ask(sly.space)
    sly.store.reachable = False
    report = sly.exchanges[1].round()
    assert report.offline == "missing"
    assert len(sly.replicas[1].pending) == 1
    sly.store.reachable = True
    assert len(sly.exchanges[1].round().published) == 1


def test_an_empty_mount_point_is_offline_and_stays_empty(room_of, tmp_path):
    (tmp_path / "mount").mkdir()
    room = room_of(FolderStore(tmp_path / "mount"), 2)
    room.rounds(2)
    room.replicas[1].ask(room.space)
    (tmp_path / "mount").rename(tmp_path / "unmounted")
    assert room.exchanges[1].round().offline == "missing"
    (tmp_path / "mount").mkdir()
    assert room.exchanges[1].round().offline == "not_a_store"
    assert not list((tmp_path / "mount").iterdir())
    (tmp_path / "mount").rmdir()
    (tmp_path / "unmounted").rename(tmp_path / "mount")
    assert len(room.exchanges[1].round().published) == 1


def test_another_organizations_store_is_not_used(sly, tmp_path):
    other = MemoryStore()
    prepare(other, organization("HĐND tỉnh Khác"))
    before = dict(other.files)
    sly.store = other
    assert sly.exchange(sly.replicas[1]).round().offline == "other_organization"
    assert other.files == before
    with pytest.raises(StoreUnreachable, match="other_organization"):
        prepare(other, sly.genesis)


def test_a_damaged_marker_is_offline_until_somebody_prepares_again(sly):
    path = names.genesis_path(sly.genesis.space)
    sly.store.files[path] = sly.store.files[path][:-1]
    assert sly.exchanges[1].round().offline == "not_a_store"
    prepare(sly.store, sly.genesis)
    assert sly.exchanges[1].round().offline is None


def test_unmounted_between_writing_and_counting_nothing_is_sent(sly):
    sly.replicas[1].ask(sly.space)
    marker = names.genesis_path(sly.genesis.space)
    publish = sly.store.publish

    def unmount(name, chunks):
        fresh = publish(name, chunks)
        if "/in/" in name:
            sly.store.files.pop(marker, None)
        return fresh

    sly.store.publish = unmount
    assert sly.exchanges[1].round().offline == "not_a_store"
    assert len(sly.replicas[1].pending) == 1


def test_a_read_only_store_is_still_read(sly):
    sly.replicas[1].ask(sly.space)
    sly.replicas[2].ask(sly.space)
    sly.exchanges[2].round()
    sly.store.writable = False
    report = sly.exchanges[1].round()
    assert report.unpublished == "read_only"
    assert report.offline is None
    assert len(report.received) == 1
    assert len(sly.replicas[1].pending) == 1
    sly.store.writable = True
    assert len(sly.exchanges[1].round().published) == 1


@pytest.mark.parametrize("size", [0, 5, 100_000])
def test_papers_travel_before_the_facts_that_name_them(room, size):
    data = random.Random(size).randbytes(size)
    version = room.replicas[1].add_paper(room.space, data)
    room.exchanges[1].round()
    assert (room.space, version) in room.replicas[1].papers_sent
    report = room.exchanges[2].round()
    assert report.blobs == (version,)
    assert report.changes.blobs == {version}
    assert b"".join(room.replicas[2].vault.read(version)) == data


def test_the_budget_spreads_papers_over_rounds(sly):
    for number in range(4):
        sly.replicas[1].add_paper(sly.space, bytes([number]) * 1000)
    sly.exchanges[1].round()
    exchange = sly.exchange(sly.replicas[2])
    exchange.larder.budget = 1500
    assert [len(exchange.round().blobs) for _round in range(3)] == [2, 2, 0]


def test_a_damaged_paper_is_named_and_fetched_when_it_is_whole(sly):
    version = sly.replicas[1].add_paper(sly.space, b"paper")
    other = sly.replicas[1].add_paper(sly.space, b"other paper")
    sly.exchanges[1].round()
    path = names.blob_path(sly.space, names.blob_id(version), 0)
    good = sly.store.files[path]
    sly.store.files[path] = good[:-40] + b"?" + good[-39:]
    report = sly.exchanges[2].round()
    assert [damage.name for damage in report.damaged] == [path]
    assert isinstance(report.damaged[0], BlobDamaged)
    assert report.blobs == (other,)
    sly.store.files[path] = good
    assert any(version in sly.exchanges[2].round().blobs for _round in range(4))
    assert not sly.exchanges[2].round().damaged


def test_a_paper_not_there_yet_is_waited_for_in_silence(sly):
    sly.store.lose = {"/blob/"}
    version = sly.replicas[1].add_paper(sly.space, b"paper")
    first = sly.exchanges[1].round()
    assert first.damaged
    assert len(first.published) == 1, "a paper that cannot be sent must not hold up facts"
    assert not sly.exchanges[2].round().damaged
    sly.store.lose = set()
    for _round in range(9):
        sly.rounds()
    assert sly.replicas[2].vault.has(version)


def test_a_damaged_part_in_the_store_is_replaced_by_who_has_the_paper(sly):
    version = sly.replicas[1].add_paper(sly.space, b"paper")
    path = names.blob_path(sly.space, names.blob_id(version), 0)
    sly.store.files[path] = b"squatter"
    sly.exchanges[1].round()
    assert version in sly.exchanges[2].round().blobs


def test_a_cloned_laptop_is_stopped_and_reported(sly):
    clone = Replica(1, sly.genesis, sly.folder / "clone")
    exchange = sly.exchange(clone)
    exchange.round()
    sly.replicas[1].ask(sly.space, 2)
    sly.exchanges[1].round()
    clone.ask(sly.space)
    report = exchange.round()
    assert any(isinstance(damage, ForkFound) for damage in report.damaged)
    assert len(clone.pending) == 1
    assert len(segments(sly.store)) == 3


@pytest.mark.parametrize("head", [True, False])
def test_the_same_number_written_twice_is_a_fork_and_nothing_is_overwritten(sly, head):
    clone = Replica(1, sly.genesis, sly.folder / "clone")
    exchange = sly.exchange(clone)
    exchange.round()
    sly.replicas[1].ask(sly.space)
    clone.write(sly.space, event_of(clone, sly.space))
    exchange.round()
    if not head:
        del sly.store.files[names.head_path(sly.space, Log.DATA, clone.me)]
    before = {path: sly.store.files[path] for path in segments(sly.store)}
    report = sly.exchanges[1].round()
    assert any(isinstance(damage, ForkFound) for damage in report.damaged)
    assert len(sly.replicas[1].pending) == 1
    assert {path: sly.store.files[path] for path in segments(sly.store)} == before


def test_a_fork_that_others_see_is_reported_while_it_lies_there(sly):
    sly.replicas[1].ask(sly.space)
    sly.rounds(2)
    clone = Replica(1, sly.genesis, sly.folder / "clone")
    clone.known = dict(sly.replicas[1].known)
    name = clone.write(sly.space, event_of(clone, sly.space), event_of(clone, sly.space))
    sly.store.files[names.segment_path(name, 0)] = clone.kept[name]
    for _round in range(5):
        report = sly.exchanges[2].round()
        assert [(damage.writer, damage.seq) for damage in report.damaged] == [(clone.me, 1)]
    sly.replicas[2].ask(sly.space)
    assert sly.exchanges[2].round().published


def test_junk_at_the_own_place_is_set_aside(sly):
    sly.replicas[1].ask(sly.space)
    (name,) = sly.replicas[1].pending
    path = names.segment_path(name, NOON)
    sly.store.files[path] = b"squatter"
    assert sly.exchanges[1].round().published == (name,)
    assert sly.store.files[path] == sly.replicas[1].kept[name]
    assert b"squatter" in sly.store.files.values()


def test_a_journal_that_lost_its_bytes_is_reported_and_nothing_is_published(sly):
    sly.replicas[1].ask(sly.space, 2)
    name = sly.replicas[1].pending[0]
    sly.replicas[1].kept[name] = b"?"
    report = sly.exchanges[1].round()
    assert [type(damage) for damage in report.damaged] == [SegmentDamaged]
    assert not report.published


def test_a_place_that_cannot_be_written_does_not_stop_reading(sly):
    sly.replicas[1].ask(sly.space)
    sly.replicas[2].ask(sly.space)
    sly.exchanges[2].round()
    sly.store.broken = {names.segment_path(sly.replicas[1].pending[0], NOON)}
    report = sly.exchanges[1].round()
    assert (report.unpublished, report.offline) == ("io", None)
    assert len(report.received) == 1


def test_what_vanished_from_a_read_only_store_is_healed_later(sly):
    sly.replicas[1].ask(sly.space)
    sly.rounds(2)
    path = segments(sly.store)[-1]
    del sly.store.files[path]
    sly.store.writable = False
    assert sly.exchanges[1].round().unpublished == "read_only"
    sly.store.writable = True
    for _round in range(3):
        sly.exchanges[1].round()
    assert path in sly.store.files


def test_a_control_file_out_of_order_waits(sly):
    sly.replicas[0].control(MemberAdmitted("m8", "Người 8", "", "", 8, True, ()))
    sly.replicas[0].control(MemberAdmitted("m9", "Người 9", "", "", 9, True, ()))
    sly.exchanges[0].round()
    first, second = sorted(path for path in sly.store.files if "/ctl/" in path and path.endswith(".seg"))[-2:]
    sly.store.hidden = {first}
    assert sly.exchanges[1].round().waiting == (second,)
    sly.store.hidden = set()
    assert len([name for _round in range(3) for name in sly.exchanges[1].round().received]) == 2


def test_a_head_of_another_log_at_this_place_is_refused(sly):
    for replica in sly.replicas[1:]:
        replica.ask(sly.space)
    sly.rounds(2)
    one, two = (names.head_path(sly.space, Log.DATA, sly.replicas[n].me) for n in (1, 2))
    sly.store.files[one] = sly.store.files[two]
    report = sly.exchanges[0].round()
    assert [(damage.name, damage.fault) for damage in report.damaged] == [(one, SegmentFault.NAME)]
    sly.rounds(2)
    assert not sly.exchanges[0].round().damaged


def test_many_segments_go_to_the_workspace_in_batches(sly):
    sly.replicas[1].ask(sly.space, 600)
    sly.exchanges[1].round()
    before = sly.replicas[2].received_calls
    assert len(sly.exchanges[2].round().received) == 600
    assert sly.replicas[2].received_calls - before == 3


def event_of(replica, space):
    return RequestWithdrawn(meeting=replica.known[space].about, speech="s", member="m")


def test_a_restored_laptop_learns_its_own_log_back(sly):
    sly.replicas[1].ask(sly.space, 3)
    sly.exchanges[1].round()
    restored = Replica(1, sly.genesis, sly.folder / "restored")
    exchange = sly.exchange(restored)
    exchange.round()
    assert restored.state() == sly.replicas[1].state()
    restored.ask(sly.space)
    assert len(exchange.round().published) == 1


def test_own_heads_follow_and_cost_nothing_when_idle(sly):
    sly.replicas[1].ask(sly.space, 2)
    sly.rounds(2)
    path = names.head_path(sly.space, Log.DATA, sly.replicas[1].me)
    head = open_head(sly.store.files[path], sly.replicas[0].key_of)
    assert head.tip == sly.replicas[1].tips(sly.space)[Log.DATA, sly.replicas[1].me]
    replaced = []
    sly.store.replace = lambda name, _data: replaced.append(names.place(name).kind)
    sly.rounds(20)
    assert set(replaced) <= {Kind.SEEN}


@pytest.mark.parametrize("damage", [b"", b"junk" * 100])
def test_a_damaged_head_is_written_again(sly, damage):
    sly.replicas[1].ask(sly.space, 2)
    sly.rounds(2)
    path = names.head_path(sly.space, Log.DATA, sly.replicas[1].me)
    sly.store.files[path] = damage
    sly.rounds(3)
    assert open_head(sly.store.files[path], sly.replicas[0].key_of).tip.seq == 2


def test_a_meeting_learned_of_is_read_in_the_same_round(sly):
    space = draft_meeting(sly.replicas[2], "phiên-2")
    sly.replicas[2].ask(space, 2)
    sly.exchanges[2].round()
    assert len(sly.exchanges[0].round().received) == 3


def test_a_spaces_genesis_is_published_once_and_put_back_when_it_vanishes(sly):
    path, publish, published = names.genesis_path(sly.space), sly.store.publish, []
    sly.store.publish = lambda name, chunks: (published.append(name), publish(name, chunks))[1]
    exchange = sly.exchange(sly.replicas[1])
    for _time in range(3):
        sly.replicas[1].ask(sly.space)
        assert exchange.round().published
    assert published.count(path) == 1
    genesis = sly.store.files.pop(path)
    sly.rounds(2)
    assert sly.store.files[path] == genesis


def test_many_quiet_spaces_all_have_their_turn(sly):
    spaces = [draft_meeting(sly.replicas[1], f"phiên-{number}") for number in range(60)]
    sly.rounds(2)
    for exchange in sly.exchanges:
        exchange.lookout._rotation._until.clear()
    sly.replicas[1].ask(spaces[-1])
    assert len(sly.exchanges[1].round().published) == 1, "what is unsent never waits for its turn"
    for exchange in sly.exchanges:
        exchange.lookout._rotation._until = dict.fromkeys(exchange.lookout._rotation._until, -1)
    assert any(sly.exchanges[2].round().received for _round in range(17))


def test_a_restart_at_any_moment_loses_and_doubles_nothing(sly):
    chance = random.Random(3)
    for _step in range(30):
        sly.replicas[1].ask(sly.space)
        sly.exchanges[1] = sly.exchange(sly.replicas[1])
        if chance.random() < 0.5:
            sly.replicas[1].mark_sent = lambda _names: pytest.fail("crash")
            with pytest.raises(pytest.fail.Exception):
                sly.exchanges[1].round()
            del sly.replicas[1].mark_sent
            sly.exchanges[1] = sly.exchange(sly.replicas[1])
        sly.rounds()
    sly.rounds(2)
    assert sly.agree()
    assert len(segments(sly.store)) == 31


def test_an_idle_round_is_quick(room_of, tmp_path):
    (tmp_path / "store").mkdir()
    room = room_of(FolderStore(tmp_path / "store"), 21)
    room.rounds(1)
    for replica in room.replicas[1:]:
        replica.ask(room.space, 25)
    room.rounds(2)
    assert len(list((tmp_path / "store").rglob("*.seg"))) > 500
    times = []
    for _round in range(20):
        start = time.perf_counter()
        report = room.exchanges[5].round()
        times.append(time.perf_counter() - start)
        assert report.quiet
    assert min(times) < 0.005, f"{min(times) * 1000:.1f} ms"


def test_damage_is_reported_once_per_round(sly):
    sly.replicas[1].ask(sly.space)
    sly.exchanges[1].round()
    path = segments(sly.store)[-1]
    sly.store.files[path] += b"x"
    for _round in range(5):
        report = sly.exchanges[2].round()
        assert [type(damage) for damage in report.damaged] == [SegmentDamaged]
    del sly.store.files[path]
    assert not sly.exchanges[2].round().damaged


def test_a_forged_file_with_a_long_range_holds_up_only_itself(sly):
    sly.replicas[1].ask(sly.space, 3)
    sly.exchanges[1].round()
    honest = segments(sly.store)[-3]
    forger = Replica(1, sly.genesis, sly.folder / "forger")
    forger.known, forger.directory = dict(sly.replicas[2].known), sly.replicas[2].directory
    forger.ask(sly.space, 4)
    name = forger.write(sly.space, *[event_of(forger, sly.space)] * 9)
    raw = forger.kept[name]
    sly.store.files[honest.replace("-1-1.seg", f"-{name.first}-{name.last}.seg")] = raw[:-1] + bytes([raw[-1] ^ 1])
    for _round in range(3):
        sly.exchanges[2].round()
    assert len(sly.replicas[2].state()[sly.space, Log.DATA, sly.replicas[1].me]) == 3


def test_a_clone_that_is_stopped_makes_both_sides_known(sly):
    clone = Replica(1, sly.genesis, sly.folder / "clone")
    exchange = sly.exchange(clone)
    exchange.round()
    sly.replicas[1].ask(sly.space)
    clone.write(sly.space, event_of(clone, sly.space))
    exchange.round()
    for _round in range(3):
        sly.exchanges[1].round()
    sides = {clone.kept[clone_name] for clone_name in clone.kept if clone_name.space == sly.space}
    sides |= {raw for name, raw in sly.replicas[1].kept.items() if name.space == sly.space}
    assert len(sides) == 2
    assert set(sly.replicas[1].evidence) == sides
    for _round in range(3):
        sly.exchanges[2].round()
    assert set(sly.replicas[2].evidence) == sides


@pytest.mark.parametrize(
    "copy", ["{} (conflicted copy 2026-11-20).seg", "{}-VP-LAPTOP.seg", "{}.sync-conflict-20261120-101010-ABCDEFG.seg"]
)
def test_what_only_a_conflicted_copy_holds_is_taken_by_its_content(room, copy):
    room.replicas[1].ask(room.space, 3)
    room.exchanges[1].round()
    rename(room.store, lambda path: copy.format(path[: -len(".seg")]) if room.replicas[1].me in path else path)
    exchange = room.exchange(room.replicas[2])
    exchange.lookout.salvage.rounds = 4
    reports = [exchange.round() for _round in range(40)]
    assert not any(report.damaged or report.offline for report in reports)
    assert len(room.replicas[2].state()[room.space, Log.DATA, room.replicas[1].me]) == 3


def test_a_conflicted_copy_that_says_otherwise_makes_both_sides_known(sly):
    clone = Replica(1, sly.genesis, sly.folder / "clone")
    sly.exchange(clone).round()
    sly.replicas[1].ask(sly.space)
    for laptop in (1, 2):
        sly.exchanges[laptop].round()
    path, other = segments(sly.store)[-1], clone.write(sly.space, event_of(clone, sly.space))
    sly.store.files[path.replace(".seg", " (conflicted copy).seg")] = clone.kept[other]
    sly.exchanges[2].lookout.salvage.rounds = 1
    assert not any(sly.exchanges[2].round().received for _round in range(3))
    assert set(sly.replicas[2].evidence) == {clone.kept[other], sly.store.files[path]}


def rename(store, new_name):
    """Rename the data segments of a store."""
    if isinstance(store, MemoryStore):
        for path in segments(store):
            store.files[new_name(path)] = store.files.pop(path)
    else:
        for path in sorted(store.path.rglob("in/*/*.seg")):
            path.rename(new_name(str(path)))


def test_odd_names_are_read_a_few_at_a_time_and_junk_is_ignored(sly):
    folder = f"{sly.space}/in/20261118"
    for number in range(200):
        sly.store.files[f"{folder}/copy {number}.seg"] = b"junk"
    exchange = sly.exchange(sly.replicas[2])
    exchange.lookout.salvage.rounds = 1
    read, odd = sly.store.read_odd, []
    sly.store.read_odd = lambda *parts: odd.append(parts) or read(*parts)
    for _round in range(5):
        before = len(odd)
        assert not exchange.round().damaged
        assert len(odd) - before <= 16
    assert len({name for _folder, name, _limit in odd}) > 30


def test_progress_of_papers_is_told_and_the_sitting_meeting_comes_first(sly):
    spaces = [sly.space, draft_meeting(sly.replicas[1], "phiên-2")]
    for space in spaces:
        for number in range(2):
            sly.replicas[1].add_paper(space, space.encode() + bytes([number]) * 1000)
    sly.exchanges[1].round()
    reader = sly.replicas[2]
    real = reader.ledger.needs
    reader.ledger.needs = lambda among: tuple(
        replace(need, urgency=(int(need.space != spaces[1]), 0)) for need in real(among)
    )
    exchange = sly.exchange(reader)
    exchange.larder.budget = 1500
    first = exchange.round()
    here = {space for space, version, _size, _own in reader.papers if version in first.blobs}
    assert here == {spaces[1]}
    assert (first.papers_named, first.papers_here) == (4 * 1052, 2 * 1052)
    last = exchange.round()
    assert last.papers_here == last.papers_named


def test_a_paper_lost_here_is_fetched_again_when_its_space_has_its_turn(sly):
    spaces = [draft_meeting(sly.replicas[1], f"phiên-{number}") for number in range(30)]
    versions = [sly.replicas[1].add_paper(space, space.encode()) for space in spaces]
    sly.rounds(10)
    reader, asked = sly.replicas[2], []
    real = reader.ledger.needs
    reader.ledger.needs = lambda among=None: asked.append(among) or real(among)
    assert all(reader.vault.has(version) for version in versions)
    (reader.vault.folder / versions[-1]).unlink()
    for _round in range(16 * 5):
        sly.exchanges[2].round()
    assert reader.vault.has(versions[-1])
    assert asked
    assert all(among is not None and len(among) <= 9 for among in asked), "a quiet round never counts everything"
