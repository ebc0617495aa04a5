import hashlib
import random

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ecabinet.app import codec
from ecabinet.core.errors import StoreUnreachable
from ecabinet.core.event import ControlPosition, Log
from ecabinet.core.events.organization import MemberAdmitted, WriterCertified
from ecabinet.core.people import Role
from ecabinet.sync.audit.status import status
from ecabinet.sync.audit.verify import verify_store
from ecabinet.sync.crypto import keyring
from ecabinet.sync.formats import frame, names
from ecabinet.sync.formats.heads import Head
from ecabinet.sync.keys.envelope import SegmentSealer
from ecabinet.sync.stores import blobs
from ecabinet.sync.stores.folder import FolderStore
from ecabinet.sync.stores.memory import MemoryStore
from tests.sync.conftest import Room
from tests.sync.fakes import ROOT_SEED, Replica, draft_meeting, organization, seed

ROOT_KEY = keyring.public_key(ROOT_SEED)


def built(store, folder):
    """A store with three writers, two meetings, a paper of three parts and heads; and the room around it."""
    room = Room(store, folder, 3)
    room.rounds(2)
    second = draft_meeting(room.replicas[1], "phiên-2")
    for _step in range(3):
        for replica in room.replicas[1:]:
            replica.ask(room.space)
        room.rounds()
    sealer = SegmentSealer(seed(9))
    room.replicas[0].control(
        MemberAdmitted("m9", "Người 9", "", "", 9, False, (Role.GUEST,)),
        WriterCertified(sealer.writer, "d9", "m9", sealer.public_key, ""),
    )
    room.replicas[1].ask(second, 2)
    room.replicas[1].add_paper(room.space, random.Random(1).randbytes(2500))
    room.rounds(3)
    assert room.agree()
    return room


@pytest.fixture(scope="module", autouse=True)
def small_parts():
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(blobs, "PART_BYTES", 1000)
        yield


@pytest.fixture(scope="module")
def whole(small_parts, tmp_path_factory):
    """The files of a sound store."""
    return dict(built(MemoryStore(), tmp_path_factory.mktemp("whole")).store.files)


@pytest.fixture
def store(whole):
    copy = MemoryStore()
    copy.files = dict(whole)
    return copy


def files_at_fault(store):
    return {defect.file for defect in verify_store(store, ROOT_KEY).defects}


def faults(store):
    return {(defect.file, defect.fault) for defect in verify_store(store, ROOT_KEY).defects}


def test_a_sound_store_is_sound(store):
    found = verify_store(store, ROOT_KEY)
    assert found.sound
    assert found.ignored == ()
    assert (found.spaces, found.papers) == (3, 1)
    assert found.segments == sum(path.endswith(".seg") for path in store.files)
    assert found.heads == sum(path.endswith("/head") for path in store.files) == 5
    assert found.size == sum(map(len, store.files.values()))
    assert (found.writers, found.epochs, found.forks, found.missing) == (3, (1,), (), ())
    assert found == verify_store(store)


def test_a_sound_folder_is_sound(tmp_path):
    (tmp_path / "store").mkdir()
    room = built(FolderStore(tmp_path / "store", "w"), tmp_path)
    found = verify_store(room.store)
    assert found.sound
    (tmp_path / "store/Thumbs.db").write_bytes(b"?")
    (tmp_path / "store/Đại biểu").mkdir()
    (tmp_path / "store" / room.space / "tmp/w/half").write_bytes(b"?")
    assert verify_store(room.store).ignored == ("Thumbs.db", f"{room.space}/tmp/w/half", "Đại biểu/")


def test_any_flipped_byte_names_its_file(store, whole):
    """Every file at many offsets: the first bytes, where lengths and headers are, all ends, and a random choice."""
    chance = random.Random(7)
    for path, good in whole.items():
        for at in {0, 8, 11, len(good) - 1, len(good) - 64, *(chance.randrange(len(good)) for _n in range(12))}:
            store.files[path] = good[:at] + bytes([good[at] ^ (1 << chance.randrange(8))]) + good[at + 1 :]
            assert path in files_at_fault(store), (path, at)
        store.files[path] = good


@settings(max_examples=100)
@given(st.data())
def test_any_change_of_any_file_names_it(whole, data):
    path = data.draw(st.sampled_from(sorted(whole)))
    good = whole[path]
    at, value = data.draw(st.integers(0, len(good) - 1)), data.draw(st.integers(0, 255))
    kind = data.draw(st.sampled_from(["change", "cut", "grow", "swap"]))
    bad = {
        "change": good[:at] + bytes([value]) + good[at + 1 :],
        "cut": good[:at],
        "grow": good + bytes([value]),
        "swap": whole[data.draw(st.sampled_from(sorted(whole)))],
    }[kind]
    copy = MemoryStore()
    copy.files = {**whole, path: bad}
    assert (path in files_at_fault(copy)) == (bad != good)


def test_only_the_damaged_file_is_named(store, whole):
    for path, good in whole.items():
        if path.endswith(".seg") and "/in/" in path and organization().space not in path:
            store.files[path] = good[:-1] + bytes([good[-1] ^ 1])
            assert files_at_fault(store) == {path}
            store.files[path] = good


def segments(store, part="/in/"):
    return sorted(path for path in store.files if path.endswith(".seg") and part in path)


def test_a_missing_file_is_noticed(store, whole):
    for path in whole:
        if path.endswith("/head"):
            continue
        del store.files[path]
        assert verify_store(store, ROOT_KEY).defects, path
        store.files[path] = whole[path]


def test_a_missing_end_is_named_by_the_head(store):
    by_writer = [path for path in segments(store) if "-3-3.seg" in path]
    del store.files[by_writer[0]]
    (defect,) = verify_store(store, ROOT_KEY).defects
    assert defect.file.endswith("/head")
    assert (defect.fault, defect.detail) == ("missing", "records 3-3")


def test_a_missing_middle_is_named_by_the_file_after_it(store):
    path = next(path.replace("-3-3.seg", "-2-2.seg") for path in segments(store) if "-3-3.seg" in path)
    del store.files[path]
    found = verify_store(store, ROOT_KEY)
    (defect,) = found.defects
    assert defect.file == path.replace("-2-2.seg", "-3-3.seg")
    assert (defect.fault, defect.detail) == ("missing", "records 2-2")
    at = names.place(path)
    assert found.missing == (f"{at.space}/data/{at.writer}/2-2",)


def test_a_missing_paper_and_a_missing_part_are_named(store):
    parts = sorted(path for path in store.files if "/blob/" in path)
    assert len(parts) == 3
    del store.files[parts[1]]
    assert faults(store) == {(parts[1], "missing")}
    for path in (parts[0], parts[2]):
        del store.files[path]
    assert faults(store) == {(parts[0], "missing")}


def test_a_meeting_that_was_removed_is_missed(store):
    space = next(path for path in segments(store) if organization().space not in path).partition("/")[0]
    store.files = {path: data for path, data in store.files.items() if not path.startswith(space)}
    assert (names.genesis_path(space), "missing") in faults(store)


def test_parts_in_good_form_of_another_paper_are_refused(store):
    parts = sorted(path for path in store.files if "/blob/" in path)
    place = names.place(parts[0])
    forged = blobs.Part(1, place.blob, 0, 3, 2500, 0, hashlib.sha256(b"x" * 1000).digest())
    data = frame.prefixed(blobs.MAGIC, msgspec.msgpack.encode(forged)) + b"x" * 1000
    store.files[parts[0]] = data + hashlib.sha256(data).digest()
    assert faults(store) == {(parts[0], "blob")}


def test_a_writer_nobody_certified_is_named(store, tmp_path):
    stranger = Replica(5, organization(), tmp_path)
    stranger.known = {path.partition("/")[0]: organization() for path in store.files} | stranger.known
    space = segments(store)[0].partition("/")[0]
    name = stranger.write(space, MemberAdmitted("m", "", "", "", 1, True, ()))
    path = names.segment_path(name, 0)
    store.files[path] = stranger.kept[name]
    assert faults(store) == {(path, "unknown_writer")}


def cloned(store, folder, count, number=2):
    """What a copy of a writer's laptop writes in the meeting, starting anew; returns the space and its segments."""
    clone = Replica(number, organization(), folder)
    space = next(path for path in segments(store) if f"{clone.me}-1-1.seg" in path).partition("/")[0]
    written = [clone.write(space, MemberAdmitted(f"m{n}", "", "", "", 1, True, ())) for n in range(count)]
    return clone, space, written


def test_both_sides_of_a_fork_are_named_and_neither_is_damaged(store, tmp_path):
    clone, space, (name,) = cloned(store, tmp_path, 1)
    path = names.segment_path(name, 0)
    store.files[path] = clone.kept[name]
    found = verify_store(store, ROOT_KEY)
    (fork,) = found.forks
    assert (fork.space, fork.log, fork.writer, fork.number) == (space, Log.DATA, clone.me, 1)
    assert path in fork.files
    assert any(f"{clone.me}-1-1.seg" in side for side in set(fork.files) - {path})
    assert found.defects == found.missing == ()
    assert not found.sound


def test_a_fork_whose_other_side_lies_as_evidence_is_named(store, tmp_path):
    clone, space, (name,) = cloned(store, tmp_path, 1)
    path = names.fork_path(space, clone.kept[name])
    store.files[path] = clone.kept[name]
    found = verify_store(store, ROOT_KEY)
    assert [(fork.writer, fork.number, path in fork.files) for fork in found.forks] == [(clone.me, 1, True)]
    assert found.defects == ()
    store.files[path] = clone.kept[name][:-1]
    assert files_at_fault(store) == {path}


def test_a_chain_that_does_not_join_is_a_fork_before_it(store, tmp_path):
    clone, _space, written = cloned(store, tmp_path, 2)
    path = next(path for path in segments(store) if f"{clone.me}-2-2.seg" in path)
    store.files[path] = clone.kept[written[1]]
    found = verify_store(store, ROOT_KEY)
    assert [(fork.writer, fork.number, path in fork.files) for fork in found.forks] == [(clone.me, 1, True)]
    assert found.defects == ()


def test_a_head_that_names_another_record_is_a_side_of_a_fork(store, tmp_path):
    clone, space, _written = cloned(store, tmp_path, 2)
    head = names.head_path(space, Log.DATA, clone.me)
    tip = clone.tips(space)[Log.DATA, clone.me]
    store.files[head] = clone.sealer.seal_head(Head(space, Log.DATA, clone.me, tip, 9, bytes(32)))
    (fork,) = verify_store(store, ROOT_KEY).forks
    assert (fork.number, head in fork.files) == (2, True)
    store.files[names.head_path(space, Log.DATA, "a" * 26)] = store.files[head]
    assert faults(store) == {(names.head_path(space, Log.DATA, "a" * 26), "name")}


def test_a_first_record_that_claims_to_follow_another_is_damage(store, tmp_path):
    clone, _space, (name,) = cloned(store, tmp_path, 1)
    raw = codec.encode(
        MemberAdmitted("m", "", "", "", 1, True, ()),
        seq=1,
        prev=b"x" * 32,
        hlc=1 << 16,
        control=ControlPosition(1, 1),
        base=(),
        salt=bytes(8),
    )
    path = names.segment_path(name, 0)
    store.files[path] = clone.sealer.seal(name, b"x" * 32, [raw])
    assert faults(store) == {(path, "chain")}


def test_a_genesis_of_another_space_is_refused(store):
    one, two = sorted(path for path in store.files if path.endswith("space.mp") and organization().space not in path)
    store.files[one] = store.files[two]
    assert (one, "space") in faults(store)


def test_foreign_files_are_ignored_and_listed(store):
    strange = [f"{organization().space}/in/20261118/note.txt", "readme.txt", f"{organization().space}/lane/x/1.seg"]
    for path in strange:
        store.files[path] = b"?"
    found = verify_store(store, ROOT_KEY)
    assert found.sound
    assert found.ignored == tuple(sorted(strange))


def test_another_root_key_is_refused(store):
    found = verify_store(store, keyring.public_key(b"x" * 32))
    assert (names.genesis_path(organization().space), "signature") in {(d.file, d.fault) for d in found.defects}


def test_another_organization_in_the_same_store_is_named(store):
    other = organization("HĐND tỉnh Khác")
    store.files[names.genesis_path(other.space)] = other.raw
    found = {(d.file, d.fault) for d in verify_store(store, ROOT_KEY).defects}
    assert len(found) == 1 or all(fault == "space" for _file, fault in found)
    assert found


def test_an_empty_store_is_not_sound(tmp_path):
    assert not verify_store(MemoryStore()).sound
    with pytest.raises(StoreUnreachable):
        verify_store(FolderStore(tmp_path / "gone"))


def test_the_status_counts_what_is_there(store, whole):
    directory, *meetings = sorted(status(store), key=lambda space: space.kind or "")
    assert directory.about == "UBND tỉnh Mẫu"
    assert {meeting.about for meeting in meetings} == {"phiên-1", "phiên-2"}
    busy = next(meeting for meeting in meetings if meeting.about == "phiên-1")
    assert (busy.writers, busy.segments, busy.events, busy.papers) == (2, 7, 7, 1)
    assert sum(space.size for space in status(store)) == sum(map(len, whole.values()))
