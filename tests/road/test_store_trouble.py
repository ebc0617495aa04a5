"""A shared folder that is missing, read-only, foreign, emptied or damaged: told in words, and nothing is lost."""

import errno
import shutil

import pytest

from ecabinet.app import commands
from ecabinet.boot import founding
from ecabinet.core.errors import SegmentDamaged, SegmentFault, StoreReadOnly, StoreUnreachable
from ecabinet.core.events.floor import FloorRequested
from ecabinet.core.things import Speech
from ecabinet.core.voting import Choice
from ecabinet.sync.formats.names import place
from ecabinet.sync.keys.envelope import SegmentSealer
from tests.road.kit import CHARTER, files
from tests.road.trouble import forged, newest, put, says, unwritable

PATIENCE = 20  # rounds; a file that failed is tried again after growing pauses


@pytest.fixture
def room(sitting):
    return sitting


def asked(laptop, room):
    """Who waits for the floor, as this laptop knows it."""
    return {line.member for line in laptop.ask.floor(room.meeting).waiting}


def ask(laptop, room):
    laptop.do(commands.RequestFloor(room.items[0]))


def rounds_until(laptop, holds):
    """Let a laptop exchange until something holds; return the last report."""
    for _round in range(PATIENCE):
        report = laptop.round()
        if holds():
            return report
    raise AssertionError(report)


def test_a_missing_folder_is_offline_and_work_goes_on(room, tmp_path):
    room.store.rename(tmp_path / "away")
    ask(room["m2"], room)
    report = room["m2"].round()
    assert report.offline == "missing"
    assert says(StoreUnreachable(str(room.store), report.offline))
    assert asked(room["m2"], room) == {"m2"}
    (tmp_path / "away").rename(room.store)
    room.settle()
    assert asked(room["m1"], room) == {"m2"}


@pytest.mark.parametrize("reason", [errno.EROFS, errno.ENOSPC, errno.EACCES], ids=["read-only", "full", "forbidden"])
def test_a_folder_that_cannot_be_written_is_still_read(room, reason):
    ask(room["m3"], room)
    room.settle()
    ask(room["m2"], room)
    before = files(room.store)
    room["m1"].do(commands.OpenVote(room.items[0], "Câu hỏi"))
    with unwritable(room.store, reason):
        report = room["m2"].round()
    assert (report.offline, report.unpublished) == (None, "read_only")
    assert says(StoreReadOnly(str(room.store)))
    assert files(room.store) == before
    assert asked(room["m2"], room) == {"m2", "m3"}
    room.settle()
    assert asked(room["m1"], room) == {"m2", "m3"}


def litter(store):
    """Fill a folder with what people and other programs leave in shared folders."""
    for name in ("Thumbs.db", "~$Báo cáo.docx", "desktop.ini", ".DS_Store", "Tờ trình 215.pdf"):
        (store / name).write_bytes(b"not ours")
    (store / "Đại biểu" / "Ảnh").mkdir(parents=True)
    (store / ("z" * 52)).mkdir()
    (store / ("z" * 52) / "space.mp").write_bytes(b"\x00" * 300)
    (store / ("y" * 52)).write_bytes(b"a file where a folder could be")
    (store / "loop").symlink_to(store)


def test_foreign_files_in_the_store_are_left_alone(room):
    litter(room.store)
    for space in [path.parent for path in room.store.glob("*/ctl")] + [path.parent for path in room.store.glob("*/in")]:
        (space / "in").mkdir(exist_ok=True)
        (space / "in" / "conflicted copy.seg").write_bytes(b"?")
        (space / "in" / "20990101").mkdir(exist_ok=True)
        (space / "in" / "20990101" / "a-1-1.seg").write_bytes(b"?")
    strange = {name: data for name, data in files(room.store).items() if place(name) is None}
    ask(room["m2"], room)
    reports = room.settle()
    assert asked(room["m1"], room) == {"m2"}
    assert not any(report.damaged or report.offline or report.waiting for report in reports.values())
    assert strange.items() <= files(room.store).items()


def test_a_folder_full_of_other_things_is_not_used(room, tmp_path):
    room.store.rename(tmp_path / "away")
    room.store.mkdir()
    litter(room.store)
    before = files(room.store)
    ask(room["m2"], room)
    report = room["m2"].round()
    assert report.offline == "not_a_store"
    assert says(StoreUnreachable(str(room.store), "not_a_store"))
    assert files(room.store) == before


def test_an_emptied_folder_is_offline_and_nothing_is_deleted_here(room, tmp_path):
    whole = {laptop.name: laptop.digest() for laptop in room.everyone}
    shutil.copytree(room.store, tmp_path / "kept")
    shutil.rmtree(room.store)
    room.store.mkdir()
    for laptop in room.everyone:
        assert laptop.round().offline == "not_a_store"
    assert {laptop.name: laptop.digest() for laptop in room.everyone} == whole
    assert not any(room.store.iterdir())
    ask(room["m2"], room)
    shutil.copytree(tmp_path / "kept", room.store, dirs_exist_ok=True)
    room.settle()
    assert asked(room["m1"], room) == {"m2"}


def test_another_organizations_folder_is_not_used(room, tmp_path):
    room.store.rename(tmp_path / "away")
    room.store.mkdir()
    program, _root = founding.found(CHARTER, tmp_path / "other", str(room.store), clock=room.clock)
    program.close()
    before = files(room.store)
    report = room["m2"].round()
    assert report.offline == "other_organization"
    assert says(StoreUnreachable(str(room.store), report.offline))
    assert files(room.store) == before


def flip(path, at=None):
    """Flip a bit in the middle of a file, or at a place."""
    data = bytearray(path.read_bytes())
    data[len(data) // 2 if at is None else at] ^= 1
    path.write_bytes(data)


@pytest.mark.parametrize(
    ("at", "fault"),
    [(0, SegmentFault.FORMAT), (None, SegmentFault.SIGNATURE), (-1, SegmentFault.SIGNATURE)],
    ids=["first", "middle", "last"],
)
def test_a_flipped_bit_is_named_and_the_rest_flows_on(room, at, fault):
    ask(room["m2"], room)
    room["m2"].round()
    path = newest(room, room["m2"])
    good = path.read_bytes()
    flip(path, at)
    ask(room["m3"], room)
    room["m3"].round()
    report = room["m1"].round()
    (damage,) = report.damaged
    assert isinstance(damage, SegmentDamaged)
    assert (damage.name, damage.fault) == (path.relative_to(room.store).as_posix(), fault)
    assert says(damage)
    assert asked(room["m1"], room) == {"m3"}
    path.write_bytes(good)
    report = rounds_until(room["m1"], lambda: asked(room["m1"], room) == {"m2", "m3"})
    assert not report.damaged


def test_a_damaged_file_is_healed_by_the_laptop_that_wrote_it(room):
    ask(room["m2"], room)
    room["m2"].round()
    flip(newest(room, room["m2"]))
    room["m1"].round()
    for _round in range(8):
        room["m2"].round()
        ask_again = room["m1"].round()
    rounds_until(room["m2"], lambda: room["m1"].round() and asked(room["m1"], room) == {"m2"})
    assert not room["m1"].round().damaged
    assert ask_again.offline is None


def test_a_segment_signed_with_another_key_is_refused(room):
    request = FloorRequested(room.meeting, "m2/speech-forged", room.items[0], "m2", "discuss", 1)
    attacker, victim = SegmentSealer(b"attacker".ljust(32, b".")), room["m2"].program.sealer.writer
    path, raw = forged(room["m2"], room.meeting, request, attacker, writer=victim)
    target = put(room, path, raw)
    report = room["m1"].round()
    assert [(damage.name, damage.fault) for damage in report.damaged] == [(path, SegmentFault.SIGNATURE)]
    assert says(report.damaged[0])
    assert asked(room["m1"], room) == set()
    assert target.read_bytes() == raw, "evidence stays where it lies"
    target.unlink()
    ask(room["m2"], room)
    room["m2"].round()
    rounds_until(room["m1"], lambda: asked(room["m1"], room) == {"m2"})


def test_an_unknown_members_segment_waits_and_stops_nobody(room):
    request = FloorRequested(room.meeting, "m2/speech-stranger", room.items[0], "m2", "discuss", 1)
    stranger = SegmentSealer(b"stranger".ljust(32, b"."))
    stranger.keys = room["m2"].program.sealer.keys
    path, raw = forged(room["m2"], room.meeting, request, stranger)
    put(room, path, raw)
    ask(room["m3"], room)
    room["m3"].round()
    report = room["m1"].round()
    assert report.waiting == (path,)
    assert not report.damaged
    assert says(SegmentDamaged(path, SegmentFault.UNKNOWN_WRITER))
    assert asked(room["m1"], room) == {"m3"}
    founding.certify(room.admin.program, "m2", stranger.public_key, "máy mới")
    room.admin.round()
    report = rounds_until(room["m1"], lambda: not room["m1"].round().waiting)
    assert not report.damaged
    assert asked(room["m1"], room) == {"m3"}, "what was written before the certificate has no effect"


TOO_LARGE = 2**64 - 1


def large_numbers(room, *, at=1, hlc=None):
    """Let m2's laptop publish a request with numbers nobody can keep; return its path."""
    request = FloorRequested(room.meeting, "m2/speech-large", room.items[0], "m2", "discuss", at)
    path, raw = forged(room["m2"], room.meeting, request, hlc=hlc)
    put(room, path, raw)
    return path


def test_a_stamp_too_large_to_be_kept_is_damage_and_stops_only_its_writer(room):
    large_numbers(room, hlc=TOO_LARGE)
    ask(room["m3"], room)
    room["m3"].round()
    report = room["m1"].round()
    assert [(type(damage), damage.fault) for damage in report.damaged] == [(SegmentDamaged, SegmentFault.BODY)]
    assert says(report.damaged[0])
    assert asked(room["m1"], room) == {"m3"}


def test_a_value_too_large_to_be_kept_stops_nobody(room):
    large_numbers(room, at=TOO_LARGE)
    ask(room["m3"], room)
    room.settle()
    assert "m3" in asked(room["m1"], room)
    assert len({laptop.digest() for laptop in room.everyone if laptop is not room["m2"]}) == 1


def test_damage_found_by_the_journal_is_named_by_its_file_in_every_round(room):
    path = large_numbers(room, hlc=TOO_LARGE)
    for _round in range(3):
        assert [damage.name for damage in room["m1"].round().damaged] == [path]


def test_a_torn_file_is_waited_for(room):
    ask(room["m2"], room)
    room["m2"].round()
    path = newest(room, room["m2"])
    good = path.read_bytes()
    path.write_bytes(good[: len(good) // 2])
    report = room["m1"].round()
    assert report.waiting == (path.relative_to(room.store).as_posix(),)
    assert not report.damaged
    path.write_bytes(good)
    rounds_until(room["m1"], lambda: asked(room["m1"], room) == {"m2"})


def test_a_delegate_who_writes_a_chairs_fact_is_not_obeyed_and_goes_on(room):
    from ecabinet.core.events.meeting import MeetingClosed

    put(room, *forged(room["m2"], room.meeting, MeetingClosed(room.meeting, 1)))
    for laptop in room.everyone:
        if laptop is not room["m2"]:
            assert not laptop.round().damaged
            assert laptop.ask.agenda(room.meeting).state == "opened"
    with room["m1"].program.replica.read() as reads:
        refused = [(record.event, reason) for space in reads.spaces() for record, reason in reads.refused(space.space)]
    assert [reason for _event, reason in refused] == ["not_allowed"]


def test_a_vote_goes_on_while_the_folder_is_gone(voting, tmp_path):
    vote = voting.vote
    voting.store.rename(tmp_path / "away")
    for name in voting.voting:
        voting[name].do(commands.CastBallot(vote, Choice.APPROVE))
        assert voting[name].round().offline == "missing"
        assert voting[name].ask.vote(vote).my_choice is Choice.APPROVE
    (tmp_path / "away").rename(voting.store)
    voting.settle()
    assert voting["m1"].ask.vote(vote).cast == 3
    with voting["m1"].program.replica.read() as reads:
        assert reads.things(Speech) == ()
