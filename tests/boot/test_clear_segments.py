"""In an organization whose genesis says so, nothing in the clear has effect: wherever, whenever, in whatever order."""

from itertools import permutations

import pytest

from ecabinet.app import codec, commands
from ecabinet.app.segment import NO_HASH, SegmentName, Tip
from ecabinet.boot import founding
from ecabinet.core import reasons
from ecabinet.core.errors import NoSuchThing, SegmentFault
from ecabinet.core.event import Log
from ecabinet.core.events.floor import FloorRequested
from ecabinet.core.events.organization import RolesGranted
from ecabinet.core.people import Role
from ecabinet.core.things import Speech
from ecabinet.sync.audit.verify import verify_store
from ecabinet.sync.formats.names import segment_path
from ecabinet.sync.keys.envelope import SegmentSealer
from ecabinet.sync.stores.folder import FolderStore
from tests.boot.test_secrecy import House, titles


@pytest.fixture(scope="module")
def mould(tmp_path_factory):
    made = House.founded(tmp_path_factory.mktemp("clear"))
    made.close()
    return made


@pytest.fixture
def house(mould, tmp_path):
    made = House.copied(mould, tmp_path)
    yield made
    made.close()


def written(program, space, log, event, *, clear, seq=None):
    """Let a changed program seal one more record of its log as it likes; return name and bytes."""
    writer, sealer = program.sealer.writer, program.sealer
    with program.replica.write() as writing:
        tip = writing.tip(space, log, writer) if seq is None else Tip(seq - 1, NO_HASH)
        position = writing.directory().position
    place = SegmentName(space, log, writer, tip.seq + 1, tip.seq + 1, position.epoch if log is Log.CONTROL else 0)
    raw = codec.encode(
        event, seq=place.first, prev=tip.hash, hlc=1 << 60, control=position, base=(), salt=bytes(codec.SALT_BYTES)
    )
    pen = SegmentSealer(program.profile.seed) if clear else sealer
    return place, pen.seal(place, tip.hash, [raw])


def asked(house, name="m2"):
    member = f"{name}/1"
    return FloorRequested(house.meeting, member, house.first, name, "speak", 5)


def speeches(program):
    with program.replica.read() as reads:
        return {speech.id for speech in reads.things(Speech)}


def refused(program, space):
    with program.replica.read() as reads:
        return [(record.writer, record.seq, reason) for record, reason in reads.refused(space)]


def test_what_a_member_sends_in_the_clear_is_kept_shown_and_without_effect(house):
    name, raw = written(house["m2"], house.space, Log.DATA, asked(house), clear=True)
    for reader in ("m1", "t1", "admin"):
        told = house[reader].keeper.receive([raw, raw])
        assert [damage.fault for damage in told.damaged] == [SegmentFault.CLEAR] * 2
        assert told.changes.aside
        assert not house[reader].keeper.receive([raw]).changes
        assert refused(house[reader], house.space) == [(name.writer, name.first, reasons.CLEAR)]
        assert [line.reason for line in house[reader].queries.quarantine()] == [reasons.CLEAR]
        assert speeches(house[reader]) == set()


@pytest.mark.parametrize("order", list(permutations(("clear", "sealed", "later"))), ids="-".join)
def test_it_does_not_matter_when_the_clear_one_comes(house, order):
    """A hostile member sends the same record twice, once sealed: that one counts, everywhere."""
    hostile = house["m2"]
    event = asked(house)
    _name, clear = written(hostile, house.space, Log.DATA, event, clear=True)
    _name, sealed = written(hostile, house.space, Log.DATA, event, clear=False)
    hostile.keeper.receive([sealed])
    _name, later = written(hostile, house.space, Log.DATA, asked(house, "m2"), clear=False)
    come = {"clear": clear, "sealed": sealed, "later": later}
    for piece in (*order, "later"):
        house["m1"].keeper.receive([come[piece]])
    assert speeches(house["m1"]) == {"m2/1"}
    assert [reason for *_who, reason in refused(house["m1"], house.space)] == [reasons.CLEAR]


def test_the_control_chain_takes_nothing_in_the_clear_either(house):
    admin, reader = house["admin"], house["m1"]
    _name, raw = written(admin, house.root, Log.CONTROL, RolesGranted("m2", (Role.CHAIR,)), clear=True)
    assert [damage.fault for damage in reader.keeper.receive([raw]).damaged] == [SegmentFault.CLEAR]
    with reader.replica.read() as reads:
        assert Role.CHAIR not in reads.directory().members["m2"].roles
    assert refused(reader, house.root)[-1][2] == reasons.CLEAR


def test_a_newcomers_first_facts_are_sealed_or_not_written(house):
    late = house.install("m2-second", "m2")
    with pytest.raises(NoSuchThing):
        late.workspace.do(commands.RequestFloor(house.first))
    house.settle()
    assert titles(late, house.meeting)
    _name, raw = written(late, house.space, Log.DATA, asked(house), clear=True, seq=1)
    assert [damage.fault for damage in house["m1"].keeper.receive([raw]).damaged] == [SegmentFault.CLEAR]


def test_a_program_that_has_no_part_in_encryption_writes_nothing(house):
    admin = house["admin"]
    mute = house.install("mute", None)
    founding.certify(admin, "t1", mute.sealer.public_key, "cũ", mute.wrap_key)
    house.settle()
    mute.workspace.go_on_as(SegmentSealer(mute.profile.seed))
    with pytest.raises(NoSuchThing, match="key"):
        mute.workspace.do(commands.AddItem(house.meeting, "Thêm"))
    assert titles(mute, house.meeting) == titles(house["t1"], house.meeting)


def test_an_outsider_names_what_lies_in_the_clear(house):
    store = FolderStore(house.folder / "store")
    assert verify_store(store).sound
    name, raw = written(house["m2"], house.space, Log.DATA, asked(house), clear=True)
    path = segment_path(name, house.clock.now())
    store.publish(path, [raw])
    assert [(defect.file, defect.fault) for defect in verify_store(store).defects] == [(path, "clear")]
