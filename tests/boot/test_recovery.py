"""The controller's laptop is lost, or hands over: the root's mandate, and what everybody makes of it."""

import shutil

import pytest

from ecabinet.app import commands
from ecabinet.boot import founding
from ecabinet.boot import profile as profiles
from ecabinet.boot.admission import approve, invite, pending
from ecabinet.boot.joining import Joiner
from ecabinet.boot.program import open_program
from ecabinet.boot.protection import Cost, seal_root
from ecabinet.boot.recovery import read_root, recover
from ecabinet.core.errors import BadValue, NotAllowed, Revoked, WrongPassphrase
from ecabinet.core.people import Role
from tests.road.kit import Laptop, Province
from tests.road.trouble import says


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """A small committee, closed."""
    folder = tmp_path_factory.mktemp("built")
    Province.founded(folder, 1).close()
    return folder


@pytest.fixture
def room(built, tmp_path):
    """A copy of it, opened."""
    shutil.copytree(built, tmp_path / "room")
    made = Province.opened(tmp_path / "room")
    yield made
    made.close()


@pytest.fixture
def root(room):
    return bytes.fromhex((room.folder / "root").read_text())


def spread(room, laptops=None):
    """Let these hear everything from each other."""
    room.settle(laptops)


def admit(laptop, name):
    laptop.do(commands.AdmitMember(f"Đại biểu {name}", "Ủy viên", "", 50, False, (Role.DELEGATE,), name))


def controls(laptop):
    return [line.writer for line in laptop.ask.installations() if line.controller]


def names(laptop):
    with laptop.program.replica.read() as reads:
        return set(reads.directory().members)


def test_the_root_makes_another_laptop_the_controller(room, root):
    t1, others = room["t1"], [room[name] for name in ("m1", "t1", "t2")]
    recover(root, t1.program)
    admit(t1, "x1")
    spread(room, others)
    for laptop in others:
        assert controls(laptop) == [t1.program.sealer.writer]
        assert "x1" in names(laptop)
    assert len({laptop.digest() for laptop in others}) == 1


def test_what_the_lost_laptop_wrote_and_nobody_had_heard_of_is_void(room, root):
    admit(room.admin, "ghost")  # never sent, and then the laptop is gone
    t1, others = room["t1"], [room[name] for name in ("m1", "t1", "t2")]
    recover(root, t1.program)
    admit(t1, "x1")
    spread(room, others)
    spread(room)  # it is found again, and sends
    assert len({laptop.digest() for laptop in room.everyone}) == 1
    for laptop in room.everyone:
        assert "ghost" not in names(laptop)
        assert controls(laptop) == [t1.program.sealer.writer]
    with pytest.raises(NotAllowed) as caught:
        admit(room.admin, "ghost2")
    assert says(caught.value)


def test_the_new_controller_stays_it_after_a_restart(room, root):
    recover(root, room["t1"].program)
    room["t1"].reopen()
    admit(room["t1"], "x1")
    assert "x1" in names(room["t1"])


def test_the_lost_controller_is_revoked_by_the_new_one(room, root):
    recover(root, room["t1"].program)
    room["t1"].do(commands.RevokeWriter(room.admin.program.sealer.writer, "mất máy"))
    spread(room)
    revoked = [line.label for line in room["m1"].ask.installations() if line.revoked]
    assert revoked == ["máy quản trị"]
    with pytest.raises(Revoked):
        recover(root, room.admin.program)


def test_a_second_recovery_follows_the_first(room, root):
    recover(root, room["t1"].program)
    admit(room["t1"], "x1")
    spread(room)
    recover(root, room["t2"].program)
    admit(room["t2"], "x2")
    spread(room)
    for laptop in room.everyone:
        assert controls(laptop) == [room["t2"].program.sealer.writer]
        assert {"x1", "x2"} <= names(laptop)
    assert len({laptop.digest() for laptop in room.everyone}) == 1


def test_a_laptop_that_joined_under_the_new_controller_is_everybodys_member(room, root):
    """The newcomer finds the mandate in the store and so knows who may answer."""
    t1 = room["t1"]
    recover(root, t1.program)
    admit(t1, "x1")
    spread(room, [t1, room["m1"]])
    invitation = invite(t1.program, "x1")
    joiner = Joiner(invitation, room.folder / "x1", "máy", room.clock)
    joiner.step()
    pending(t1.program)
    digits = joiner.step().digits
    assert [line.digits for line in pending(t1.program)] == [digits]
    approve(t1.program, invitation.id)
    assert joiner.step().phase == "approved"
    newcomer = Laptop("x1", open_program(joiner.finish(), clock=room.clock))
    spread(room, [t1, room["m1"], newcomer])
    assert newcomer.ask.me().member == "x1"
    assert newcomer.digest() == room["m1"].digest()
    newcomer.program.close()


def test_a_hand_over_needs_no_root(room):
    room.admin.do(commands.HandOver(room["t1"].program.sealer.writer))
    room.settle()
    admit(room["t1"], "x1")
    room.settle()
    for laptop in room.everyone:
        assert controls(laptop) == [room["t1"].program.sealer.writer]
        assert "x1" in names(laptop)
    with pytest.raises(NotAllowed):
        admit(room.admin, "x2")
    with pytest.raises(NotAllowed):
        invite(room.admin.program, "m1")
    assert invite(room["t1"].program, "m1").member == "m1"


def test_another_root_is_refused_and_changes_nothing(room):
    before = room["t1"].digest()
    with pytest.raises(BadValue) as caught:
        recover(profiles.new_seed(), room["t1"].program)
    assert (caught.value.field, caught.value.rule) == ("root_key", "other_organization")
    assert says(caught.value)
    assert room["t1"].digest() == before


def test_a_laptop_nobody_certified_cannot_be_made_the_controller(room, root):
    keeper = room.admin.program.profile
    program = open_program(profiles.create(room.folder / "new", keeper.store, keeper.genesis, profiles.new_seed()))
    program.exchange.round()
    with pytest.raises(NotAllowed) as caught:
        recover(root, program)
    assert says(caught.value)
    program.close()


def test_a_revoked_laptop_cannot_be_made_the_controller(room, root):
    room.admin.do(commands.RevokeWriter(room["t2"].program.sealer.writer, "mất máy"))
    room.settle()
    with pytest.raises(Revoked) as caught:
        recover(root, room["t2"].program)
    assert says(caught.value)


def test_the_roots_file_is_read_in_both_forms():
    seed, cheap = profiles.new_seed(), Cost(1, 8 << 10)
    nothing_asked = iter(())
    assert read_root(f"{seed.hex()}\n".encode(), lambda: next(nothing_asked)) == seed
    sealed = seal_root(seed, "một câu dễ nhớ", cheap)
    assert read_root(sealed, lambda: "một câu dễ nhớ") == seed
    with pytest.raises(WrongPassphrase):
        read_root(sealed, lambda: "một câu khác")


@pytest.mark.parametrize("data", [b"", b"00ff", b"zz" * 32, bytes(32), "ă".encode() * 40, b"ecabROOT"])
def test_what_is_no_root_is_told(data):
    with pytest.raises(BadValue) as caught:
        read_root(data, lambda: "một câu dễ nhớ")
    assert (caught.value.field, caught.value.rule) == ("root_key", "unreadable")
    assert says(caught.value)


def test_the_recovering_laptop_can_certify_as_founding_does(room, root):
    t1 = room["t1"]
    recover(root, t1.program)
    second = room.folder / "second"
    profile = profiles.create(second, t1.program.profile.store, t1.program.profile.genesis, profiles.new_seed())
    other = open_program(profile, clock=room.clock)
    founding.certify(t1.program, "m1", other.sealer.public_key, "máy thứ hai", other.wrap_key)
    t1.round()
    for _again in range(3):
        other.exchange.round()
    assert other.queries.me().member == "m1"
    other.close()
