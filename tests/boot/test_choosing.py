"""Two whole successions, one of them forged: the chain stands still until who holds the root key chooses a side."""

import json
import shutil

import pytest

from ecabinet.__main__ import main
from ecabinet.app import commands
from ecabinet.boot import founding
from ecabinet.boot import profile as profiles
from ecabinet.boot.choosing import sides
from ecabinet.boot.program import open_program
from ecabinet.boot.recovery import recover
from ecabinet.core.errors import Contested, NoSuchThing, NotAllowed
from ecabinet.replica.digest import digest
from ecabinet.sync.audit.verify import verify_store
from ecabinet.sync.crypto.keyring import public_key
from ecabinet.sync.stores.folder import FolderStore
from tests.boot.test_forked_control import members, moved
from tests.boot.test_secrecy import House, mould  # noqa: F401 a fixture
from tests.road.kit import edit_settings
from tests.road.trouble import says

KINDS = ("MemberAdmitted", "WriterCertified", "ControllerHandedOver", "ControlTaken")
HONEST, FORGED = {"new", "newer"}, {"evil", "worse"}


def admit(program, name):
    program.workspace.do(commands.AdmitMember(f"Đại biểu {name}", "", "", 50, True, (), name))


def stolen(house):
    """Let a copy of the administrator's laptop hand control to the outsider's, beside a copy of the store."""
    shutil.copytree(house.folder / "store", house.folder / "elsewhere")
    house["admin"].close()
    shutil.copytree(house.folder / "admin", house.folder / "copy")
    edit_settings(house.folder / "copy", store=str(house.folder / "elsewhere"))
    house.laptops["admin"] = open_program(profiles.load(house.folder / "admin"), clock=house.clock)
    copy, thief = open_program(profiles.load(house.folder / "copy"), clock=house.clock), house["outsider"]
    moved(house, "outsider", "elsewhere")
    thief = house["outsider"]
    admit(copy, "evil")
    founding.certify(copy, "evil", thief.sealer.public_key, "máy lạ", thief.wrap_key)
    copy.workspace.do(commands.HandOver(thief.sealer.writer))
    for program in (copy, thief) * 3:
        program.exchange.round()
    admit(thief, "worse")
    thief.exchange.round()
    copy.close()


@pytest.fixture(scope="module")
def twice(tmp_path_factory):
    """A house in which everybody has heard of two successions, closed; and the root key."""
    folder = tmp_path_factory.mktemp("twice")
    house = House.founded(folder)
    stolen(house)
    admit(house["admin"], "new")
    house["admin"].workspace.do(commands.HandOver(house["t1"].sealer.writer))
    honest = [program for name, program in house.laptops.items() if name != "outsider"]
    for program in honest * 3:
        program.exchange.round()
    admit(house["t1"], "newer")
    moved(house, "outsider", "store")
    for name in house.laptops:
        visit(house, name, "elsewhere")
    house.settle(4)
    house.close()
    return house


def visit(house, name, store):
    """Let a laptop hear what is told in another store, and come back."""
    moved(house, name, store)
    for _round in range(3):
        house[name].exchange.round()
    moved(house, name, "store")


@pytest.fixture
def house(twice, tmp_path):
    made = House.copied(twice, tmp_path)
    yield made
    made.close()


@pytest.fixture
def root(house):
    return bytes.fromhex((house.folder / "root").read_text())


def shown(program):
    with program.replica.read() as reads:
        return digest(reads)


def side_of(program, member):
    """The side on which somebody was admitted."""
    [found] = [side for side in sides(program) if any(one.about == f"Đại biểu {member}" for one in side.own)]
    return found


def test_two_successions_stop_the_chain_and_both_are_shown(house):
    for name in ("m1", "t1", "m2"):
        assert members(house[name])[0], name
    honest, forged = side_of(house["m1"], "new"), side_of(house["m1"], "evil")
    assert len(sides(house["m1"])) == 2
    assert not honest.counts
    assert not forged.counts
    assert [one.kind for one in honest.own] == [
        "MemberAdmitted", "ControllerHandedOver", "ControlTaken", "MemberAdmitted",
    ]  # fmt: skip
    assert [one.kind for one in forged.own] == [
        "MemberAdmitted", "WriterCertified", "ControllerHandedOver", "ControlTaken", "MemberAdmitted",
    ]  # fmt: skip
    assert (honest.controller, honest.named_by[0]) == (house["t1"].sealer.writer,) * 2
    assert (forged.controller, forged.named_by[0]) == (house["outsider"].sealer.writer,) * 2
    assert forged.own[1].about == "máy lạ"
    assert forged.length == honest.length + 1
    assert all(one.at > 0 for side in (honest, forged) for one in side.own)
    assert sides(house["m2"]) == sides(house["m1"])


@pytest.mark.parametrize(("chosen", "ours", "theirs"), [("new", HONEST, FORGED), ("evil", FORGED, HONEST)])
def test_what_the_root_chooses_counts_everywhere_and_the_rest_is_kept_without_effect(house, root, chosen, ours, theirs):
    m1, tip = house["m1"], side_of(house["m1"], chosen).own[-1].record
    [lost] = [side.own for side in sides(m1) if side.own[-1].record != tip]
    recover(root, m1, tip[:12])
    admit(m1, "after")
    house.settle(6)
    for name, program in house.laptops.items():
        if name == "outsider":
            continue
        stopped, found = members(program)
        assert (name, stopped, {"after"} | ours <= found, found & theirs) == (name, False, True, set())
        with program.replica.read() as reads:
            assert reads.directory().controller == m1.sealer.writer
    assert len({shown(house[name]) for name in ("m1", "m2", "t1", "admin")}) == 1
    assert verify_store(FolderStore(house.folder / "store"), public_key(root)).defects == ()
    held = [line for line in house["m2"].queries.quarantine() if line.kind in KINDS]
    assert {(line.kind, line.reason) for line in held} >= {
        ("MemberAdmitted", "contested"), ("ControllerHandedOver", "contested"), ("ControlTaken", "not_allowed")
    }  # fmt: skip
    assert {line.seq for line in held if line.reason == "contested"} == {one.seq for one in lost if one.epoch == 1}
    assert [side.counts for side in sides(m1)].count(True) == 1
    assert side_of(m1, "after").counts


def test_a_record_in_the_middle_of_a_side_may_be_chosen(house, root):
    side = side_of(house["m1"], "new")
    recover(root, house["m1"], side.own[0].record)
    stopped, found = members(house["m1"])
    assert (stopped, "new" in found, "newer" in found, "evil" in found) == (False, True, False, False)


@pytest.mark.parametrize("unknown", ["00" * 32, "zz", " ", "\0"])
def test_a_record_nobody_knows_is_told_and_changes_nothing(house, root, unknown):
    before = members(house["m1"])
    with pytest.raises(NoSuchThing) as caught:
        recover(root, house["m1"], unknown)
    assert caught.value.kind == "record"
    assert says(caught.value)
    assert members(house["m1"]) == before


def test_whose_key_signed_both_sides_cannot_be_made_the_controller(house, root):
    tip = side_of(house["admin"], "new").own[-1].record
    with pytest.raises(Contested) as caught:
        recover(root, house["admin"], tip)
    assert says(caught.value)


def test_who_is_not_certified_on_the_chosen_side_cannot_be_made_the_controller(house, root):
    tip = side_of(house["outsider"], "new").own[-1].record
    with pytest.raises(NotAllowed):
        recover(root, house["outsider"], tip)


def test_without_a_choice_the_chain_goes_on_before_the_fork(house, root):
    recover(root, house["m1"])
    house.settle(4)
    assert members(house["t1"]) == members(house["m1"])
    stopped, found = members(house["m1"])
    assert (stopped, found & (HONEST | FORGED)) == (False, set())


def test_where_nothing_contradicts_itself_there_are_no_sides(mould, tmp_path):  # noqa: F811 the fixture
    made = House.copied(mould, tmp_path / "still")
    assert sides(made["m1"]) == ()
    made.close()


def test_by_the_command_line(twice, tmp_path, capsys):
    shutil.copytree(twice.folder, tmp_path, dirs_exist_ok=True)
    edit_settings(tmp_path / "m1", store=str(tmp_path / "store"))
    profile = ("--profile", str(tmp_path / "m1"))
    assert main(["people", "sides", *profile, "--json"]) == 0
    found = json.loads(capsys.readouterr().out)["sides"]
    [honest] = [side for side in found if any(one["about"] == "Đại biểu new" for one in side["own"])]
    tip = honest["own"][-1]["record"]
    assert (len(found), len(tip), [side["counts"] for side in found]) == (2, 64, [False, False])
    assert main(["people", "sides", *profile]) == 0
    told = capsys.readouterr().out
    assert f"--behind {tip}" in told
    assert "MemberAdmitted · Đại biểu worse" in told
    recover_ = ["people", "recover", *profile, "--root-key", str(tmp_path / "root"), "--json", "--behind"]
    assert main([*recover_, "ab" * 32]) == 1
    assert json.loads(capsys.readouterr().out)["error"] == "NoSuchThing"
    assert main([*recover_, tip]) == 0
    lines = json.loads(capsys.readouterr().out)["laptops"]
    assert [line["member"] for line in lines if line["controller"]] == ["m1"]
    assert main(["people", "sides", *profile]) == 0
    assert "đang có hiệu lực / counts now" in capsys.readouterr().out
