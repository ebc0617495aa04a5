"""A former controller's copy goes on writing elsewhere: who meets both sides goes on with the new controller."""

import shutil

import pytest

from ecabinet.app import commands
from ecabinet.boot import profile as profiles
from ecabinet.boot.program import open_program
from tests.boot.test_secrecy import House
from tests.road.kit import edit_settings


def parted(house):
    """A copy of the administrator's laptop and of the store, made before the hand-over; what it does is heard there."""
    shutil.copytree(house.folder / "store", house.folder / "elsewhere")
    house["admin"].close()
    shutil.copytree(house.folder / "admin", house.folder / "copy")
    edit_settings(house.folder / "copy", store=str(house.folder / "elsewhere"))
    house.laptops["admin"] = open_program(profiles.load(house.folder / "admin"), clock=house.clock)
    copy = open_program(profiles.load(house.folder / "copy"), clock=house.clock)
    for number in range(3):
        copy.workspace.do(commands.AdmitMember(f"Kẻ gian {number}", "", "", 90, True, (), f"evil{number}"))
        copy.exchange.round()
    copy.close()


def moved(house, name, store):
    house[name].close()
    edit_settings(house.folder / name, store=str(house.folder / store))
    house.laptops[name] = open_program(profiles.load(house.folder / name), clock=house.clock)


def members(program):
    with program.replica.read() as reads:
        chain = reads.chain()
        return chain.stopped, set(chain.latest.members)


@pytest.mark.parametrize("carried", [("elsewhere", "store"), ()], ids=["carried over", "found"])
def test_laptops_that_met_the_wrong_side_first_go_on_with_the_new_controller(tmp_path, carried):
    house = House.founded(tmp_path)
    try:
        parted(house)
        moved(house, "m1", "elsewhere")
        house["m1"].exchange.round()
        assert {"evil0", "evil2"} <= members(house["m1"])[1]
        house["admin"].workspace.do(commands.AdmitMember("Người mới", "", "", 50, True, (), "new"))
        house["admin"].exchange.round()
        house["admin"].workspace.do(commands.HandOver(house["t1"].sealer.writer))
        others = [program for name, program in house.laptops.items() if name != "m1"]
        for program in others * 2:
            program.exchange.round()
        with house["t1"].replica.read() as reads:
            assert reads.directory().ruled, "a new controller begins to rule by itself"
        house["t1"].workspace.do(commands.AdmitMember("Người nữa", "", "", 51, True, (), "newer"))
        for store in carried:
            moved(house, "t1", store)
            for _round in range(3):
                house["t1"].exchange.round()
        moved(house, "m1", "store")
        house.settle(6)
        stopped, found = members(house["m2"])
        assert not stopped
        assert {"new", "newer"} <= found
        assert found.isdisjoint({"evil0", "evil1", "evil2"})
        for name in ("m1", "t1", "g1", "admin"):
            assert members(house[name]) == (stopped, found), name
        contested = [line for line in house["m1"].queries.quarantine() if line.reason == "contested"]
        assert {line.kind for line in contested} == {"MemberAdmitted"}
    finally:
        house.close()
