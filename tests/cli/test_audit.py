"""`store audit`: what it says, and its exit codes."""

import re
import shutil

import pytest
from sqlalchemy import text

from ecabinet.app import commands
from tests.cli.conftest import ecabinet
from tests.road.kit import Province, files


@pytest.fixture
def province(built, tmp_path):
    """The built province, open and at rest; its profiles and its store are copies."""
    shutil.copytree(built, tmp_path / "province")
    made = Province.opened(tmp_path / "province")
    made.settle()
    yield made
    made.close()


def test_all_is_well_is_0_in_json(province):
    before = files(province.store)
    answer = ecabinet("store", "audit", province.store, "--profile", province["t1"].path, "--json")
    assert (answer.code, answer.err) == (0, "")
    told = answer.json
    assert (told["standing"], told["differences"]) == ("level", [])
    assert told["digest"] == told["profile_digest"] == province["t1"].digest()
    assert [vote["missing"] for vote in told["votes"]] == [0]
    assert told["votes"][0]["outcome"]["tally"] == {"approve": 1, "disapprove": 0, "abstain": 0}
    assert told["votes"][0]["shown"] == told["votes"][0]["outcome"]
    assert files(province.store) == before


def test_all_is_well_is_told_in_words(inside, province):
    answer = inside("store", "audit", province.store, "--profile", province["t1"].path)
    assert answer.code == 0
    said = answer.out.splitlines()
    assert said[-1] == "ok"
    assert any("1/0/0 passed: agrees" in line for line in said)
    assert "the profile knows exactly what the store holds" in said


def test_a_profile_behind_is_0_and_told(inside, province):
    province["t1"].do(commands.AddItem(province.meeting, "Sau cùng"))
    province["t1"].round()
    answer = inside("store", "audit", province.store, "--profile", province["m1"].path)
    assert answer.code == 0
    assert re.search(r"^the profile lacks [1-9] records of the store", answer.out, re.MULTILINE)


def test_a_difference_is_1_and_named(inside, province):
    item = province.items[0]
    with province["m1"].program.replica.write() as writing:
        writing.connection.execute(text("UPDATE item SET title = 'Khác'"))
    answer = inside("store", "audit", province.store, "--profile", province["m1"].path)
    assert answer.code == 1
    assert f"profile: Item {item}: projection title" in answer.out.splitlines()
    assert answer.out.splitlines()[-1].endswith("differences")


def test_a_store_out_of_reach_is_3(inside, province, tmp_path):
    (tmp_path / "empty").mkdir()
    for place in ("empty", "nowhere"):
        answer = inside("store", "audit", tmp_path / place, "--profile", province["m1"].path, "--json")
        assert (answer.code, answer.json["error"]) == (3, "StoreUnreachable")


def test_a_damaged_profile_is_4(inside, province):
    province["m1"].program.close()
    (province["m1"].path / "replica.db").write_bytes(b"")
    answer = inside("store", "audit", province.store, "--profile", province["m1"].path, "--json")
    assert (answer.code, answer.json["error"]) == (4, "ProfileDamaged")
