"""An outsider's check of stores whose control chain changed hands, was cut, or lost a writer."""

import shutil

import pytest

from ecabinet.app import codec, commands
from ecabinet.app.segment import NO_HASH, SegmentName
from ecabinet.boot.recovery import recover
from ecabinet.core.deeds import Mandate
from ecabinet.core.event import ControlPosition, Log
from ecabinet.core.events.organization import (
    ControllerHandedOver,
    Cut,
    MeetingDrafted,
    MemberAdmitted,
    WriterCertified,
    WriterRevoked,
)
from ecabinet.core.identity import record_hash
from ecabinet.core.people import Role
from ecabinet.sync.audit.verify import verify_store
from ecabinet.sync.crypto.keyring import public_key
from ecabinet.sync.formats import names
from ecabinet.sync.formats.deeds import seal_mandate
from ecabinet.sync.formats.heads import Head, Tip
from ecabinet.sync.keys.envelope import SegmentSealer
from ecabinet.sync.stores.folder import FolderStore
from ecabinet.sync.stores.memory import MemoryStore
from tests.road.kit import Province
from tests.sync.fakes import NOON, ROOT_SEED, organization, seed

SPACE = organization().space
ROOT_KEY = public_key(ROOT_SEED)


class Writer:
    """Somebody who writes clear segments into a store, one record each, with any control position."""

    def __init__(self, store, number):
        self.store, self.sealer = store, SegmentSealer(seed(number))
        self.me, self.key = self.sealer.writer, self.sealer.public_key
        self.tips, self.raws = {}, []

    def put(self, event, control, log=Log.DATA, epoch=0, space=SPACE):
        """Write one record; return the path of its segment."""
        seq, prev = self.tips.get((space, log), (0, NO_HASH))
        seq += 1
        stamp = {"hlc": (NOON + seq) << 16, "control": control, "base": (), "salt": bytes(8)}
        raw = codec.encode(event, seq=seq, prev=prev, **stamp)
        self.raws.append(raw)
        name = SegmentName(space, log, self.me, seq, seq, epoch)
        self.tips[space, log] = seq, record_hash(raw, space, log, self.me)
        path = names.segment_path(name, NOON)
        self.store.files[path] = self.sealer.seal(name, prev, [raw])
        return path

    def rule(self, *events, epoch=1):
        """Write control records that follow each other."""
        paths = []
        for event in events:
            seq = self.tips.get((SPACE, Log.CONTROL), (0, NO_HASH))[0]
            paths.append(self.put(event, ControlPosition(epoch, seq), Log.CONTROL, epoch))
        return paths

    def head(self, log=Log.CONTROL):
        seq, digest = self.tips[SPACE, log]
        head = Head(SPACE, log, self.me, Tip(seq, digest), seq, bytes(32))
        self.store.files[names.head_path(SPACE, log, self.me)] = self.sealer.seal_head(head)


def member(name, role=Role.SECRETARY):
    return MemberAdmitted(name, f"Người {name}", "", "", 1, True, (role,))


def certified(writer, of):
    return WriterCertified(writer.me, f"d-{of}", of, writer.key, "")


def drafted(writer, meeting):
    """A drafted meeting whose space is nowhere; whoever knows that it has effect misses it."""
    genesis = writer.sealer.found_meeting(SPACE, meeting)
    places = (NOON, NOON, "", "m1", "m1", "profile")
    return MeetingDrafted(meeting, genesis.space, genesis.raw, "Họp", "regular", *places), genesis.space


@pytest.fixture
def clear():
    """A store in the clear: the first controller, and two certified writers."""
    store = MemoryStore()
    store.files[names.genesis_path(SPACE)] = organization().raw
    first, one, two = (Writer(store, number) for number in range(3))
    first.rule(member("m1"), certified(one, "m1"), member("m2"), certified(two, "m2"))
    return store, first, one, two


def found(store):
    return verify_store(store, ROOT_KEY)


def test_a_hand_over_in_the_clear_is_followed(clear):
    store, first, one, _two = clear
    newcomer = Writer(store, 7)
    first.rule(ControllerHandedOver(one.me))
    one.rule(member("m7"), certified(newcomer, "m7"), epoch=2)
    one.head()
    event, space = drafted(newcomer, "họp-7")
    newcomer.put(event, ControlPosition(2, 2))
    checked = found(store)
    assert checked.missing == (names.genesis_path(space),)
    assert (checked.epochs, checked.writers, checked.forks) == ((1, 2), 3, ())
    assert {defect.fault for defect in checked.defects} == {"missing"}


def test_what_a_mandate_cuts_off_holds_and_has_no_effect(clear):
    store, first, one, _two = clear
    ghost = Writer(store, 7)
    first.rule(member("m7"), certified(ghost, "m7"))
    event, _space = drafted(ghost, "họp-7")
    ghost.put(event, ControlPosition(1, 6))
    mandate = seal_mandate(Mandate(SPACE, 2, one.me, one.key, ControlPosition(1, 4)), ROOT_SEED)
    store.files[names.deed_path(SPACE, mandate)] = mandate
    one.rule(member("m8"), epoch=2)
    one.head()
    checked = found(store)
    assert checked.sound, checked.defects
    assert (checked.epochs, checked.writers) == ((1, 2), 3)


def test_what_a_revoked_writer_wrote_later_is_no_damage_and_names_nothing(clear):
    store, first, one, two = clear
    before, lost = drafted(one, "họp-1"), drafted(one, "họp-2")
    one.put(before[0], ControlPosition(1, 4))
    first.rule(WriterRevoked(one.me, "mất máy", (Cut(SPACE, 1),)))
    one.put(lost[0], ControlPosition(1, 4))
    two.put(drafted(two, "họp-3")[0], ControlPosition(1, 4))
    expected = {before[1], drafted(two, "họp-3")[1]}
    assert set(found(store).missing) == {names.genesis_path(space) for space in expected}


def test_a_forked_writers_records_name_nothing(clear):
    store, _first, one, _two = clear
    one.put(drafted(one, "họp-1")[0], ControlPosition(1, 4))
    clone = Writer(MemoryStore(), 1)
    other = clone.put(drafted(clone, "họp-2")[0], ControlPosition(1, 4))
    raw = clone.store.files[other]
    store.files[names.fork_path(SPACE, raw)] = raw
    checked = found(store)
    assert [(fork.writer, fork.number, len(fork.files)) for fork in checked.forks] == [(one.me, 1, 2)]
    assert checked.defects == ()


def test_a_forked_controller_stops_the_chain_where_it_forks(clear):
    store, first, _one, _two = clear
    clone = Writer(MemoryStore(), 0)
    clone.tips = dict(first.tips)
    first.rule(member("m7"))
    (path,) = clone.rule(member("m8"))
    store.files[names.fork_path(SPACE, clone.store.files[path])] = clone.store.files[path]
    checked = found(store)
    assert [(fork.log, fork.writer, fork.number) for fork in checked.forks] == [(Log.CONTROL, first.me, 5)]
    assert checked.defects == ()


def test_a_control_position_nobody_has_is_missed(clear):
    store, _first, one, _two = clear
    path = one.put(drafted(one, "họp-1")[0], ControlPosition(1, 9))
    checked = found(store)
    assert checked.missing == (f"{SPACE}/control/1-9",)
    assert [(defect.file, defect.detail) for defect in checked.defects] == [(path, "control position 1,9")]


def test_a_gap_in_the_second_epoch_is_named(clear):
    store, first, one, _two = clear
    first.rule(ControllerHandedOver(one.me))
    paths = one.rule(member("m7"), member("m8"), member("m9"), epoch=2)
    one.head()
    del store.files[paths[1]]
    assert found(store).missing == (f"{SPACE}/control/{one.me}/2-2",)
    del store.files[paths[2]]
    assert found(store).missing == (f"{SPACE}/control/{one.me}/2-3",)


def test_a_pack_must_say_what_the_fresh_files_say(clear):
    store, _first, one, _two = clear
    for name in ("họp-1", "họp-2", "họp-3"):
        one.put(member(name), ControlPosition(1, 4))
    pack = SegmentName(SPACE, Log.DATA, one.me, 1, 2)
    store.files[names.pack_path(pack)] = one.sealer.seal(pack, NO_HASH, one.raws[:2])
    sound = found(store)
    assert (sound.sound, sound.events) == (True, 4 + 3)
    stamp = {"hlc": 1, "control": ControlPosition(1, 4), "base": (), "salt": bytes(8)}
    wrong = codec.encode(member("khác"), seq=1, prev=NO_HASH, **stamp)
    pack = SegmentName(SPACE, Log.DATA, one.me, 1, 1)
    store.files[names.pack_path(pack)] = one.sealer.seal(pack, NO_HASH, [wrong])
    assert [(fork.number, names.pack_path(pack) in fork.files) for fork in found(store).forks] == [(1, True)]


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """A small committee with encrypted logs, closed."""
    folder = tmp_path_factory.mktemp("built")
    made = Province.founded(folder, 1)
    made.draft(1)
    made.settle()
    made.close()
    return folder


@pytest.fixture
def room(built, tmp_path):
    """A copy of it, opened."""
    shutil.copytree(built, tmp_path / "room")
    made = Province.opened(tmp_path / "room")
    yield made
    made.close()


def checked(room):
    """The verification of a province's store with its root's public key."""
    root = bytes.fromhex((room.folder / "root").read_text())
    return verify_store(FolderStore(room.store), public_key(root))


def admit(laptop, name):
    laptop.do(commands.AdmitMember(f"Đại biểu {name}", "Ủy viên", "", 50, False, (Role.DELEGATE,), name))


def test_a_real_hand_over_and_a_recovery_are_sound(room):
    root, t1, t2 = bytes.fromhex((room.folder / "root").read_text()), room["t1"], room["t2"]
    room.admin.do(commands.HandOver(t1.program.sealer.writer))
    room.settle()
    admit(t1, "x1")
    room.settle()
    assert checked(room).sound
    assert checked(room).epochs == (1, 2)
    admit(t1, "ghost")  # is sent only after the recovery
    recover(root, t2.program)
    admit(t2, "x2")
    room.settle([t2, room["m1"]])
    room.settle()
    after = checked(room)
    assert after.sound, after.defects
    assert after.epochs == (1, 2, 3)


def test_a_real_revoked_writers_later_segments_are_no_damage(room):
    t2 = room["t2"]
    others = [laptop for laptop in room.everyone if laptop is not t2]
    t2.do(commands.DraftMeeting("Họp sau", "regular_session", NOON, NOON + 3_600_000, "", "m1", "t2"))
    room.admin.do(commands.RevokeWriter(t2.program.sealer.writer, "mất máy"))
    room.settle(others)
    before = checked(room).segments
    t2.round()
    room.settle(others)
    after = checked(room)
    assert after.sound, after.defects
    assert after.segments > before


def test_a_package_without_which_nobody_can_read_is_missed(room):
    kept = {path.relative_to(room.store).as_posix(): path for path in room.store.rglob("*.mp") if "deed" in path.parts}
    packages = {name: path for name, path in kept.items() if path.read_bytes().startswith(b"ecabPKG")}
    for path in packages.values():
        path.unlink()
    missing = checked(room).missing
    assert missing
    assert all("/key/" in name for name in missing)
