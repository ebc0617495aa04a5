"""`store init`, `store verify` and `store status`."""

import json
import shutil
import stat
import sys

import pytest

from ecabinet.boot import profile as profiles
from ecabinet.boot.program import open_program
from ecabinet.core.errors import BadValue
from tests.cli.conftest import ecabinet
from tests.road.kit import files


def arguments(folder, **changes):
    """What founds an organization below a folder."""
    values = {
        "profile": folder / "admin",
        "root-key": folder / "root.key",
        "name": "UBND tỉnh Phố Hiến",
        "short-name": "UBND",
        "administrator": "Nguyễn Thị Quản Trị",
    } | changes
    options = [part for name, value in values.items() for part in (f"--{name}", str(value))]
    return ["store", "init", str(folder / "store"), *options, "--no-passphrase", "--root-plain", "--json"]


@pytest.fixture(scope="module")
def founded(tmp_path_factory):
    """An organization founded by the command line, and what that said."""
    folder = tmp_path_factory.mktemp("founded")
    answer = ecabinet(*arguments(folder))
    assert answer.code == 0, answer.err
    return folder, answer.json


def test_init_makes_a_sound_store_a_profile_and_a_root_key(inside, founded):
    folder, told = founded
    assert set(told) == {"space", "root", "profile", "published", "protected", "root_sealed"}
    assert (told["protected"], told["root_sealed"]) == (False, False)
    assert told["published"] > 0
    assert (folder / "store" / told["space"] / "space.mp").is_file()
    verified = inside("store", "verify", folder / "store", "--root", told["root"], "--json")
    assert verified.code == 0
    assert verified.json["defects"] == []
    program = open_program(profiles.load(folder / "admin"))
    assert program.queries.me().organization == "UBND tỉnh Phố Hiến"
    program.close()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no permission bits")
def test_the_root_key_is_for_its_owner_only_and_nowhere_else(founded):
    folder, _told = founded
    key = (folder / "root.key").read_text().strip()
    assert len(bytes.fromhex(key)) == 32
    assert stat.S_IMODE((folder / "root.key").stat().st_mode) == 0o600
    assert not any(bytes.fromhex(key) in data for data in files(folder).values())


def test_init_is_told_in_words_too(inside, tmp_path):
    answer = inside(*arguments(tmp_path)[:-1])
    assert answer.code == 0
    assert "Đã lập tổ chức UBND tỉnh Phố Hiến" in answer.out
    assert "Founded" in answer.out


def test_a_relative_place_is_kept_as_a_whole_path(tmp_path):
    options = arguments(tmp_path)
    options[2] = "store"
    assert ecabinet(*options, cwd=tmp_path).code == 0
    assert profiles.load(tmp_path / "admin").store == str(tmp_path / "store")


def refused(inside, folder, command, code, error):
    before = files(folder)
    answer = inside(*command)
    assert answer.code == code, answer.err
    assert answer.json["error"] == error
    assert files(folder) == before
    return answer


def test_init_into_a_profile_that_exists_is_1_and_changes_nothing(inside, tmp_path):
    (tmp_path / "admin").mkdir()
    (tmp_path / "admin" / "letter").write_text("dear")
    refused(inside, tmp_path, arguments(tmp_path), 1, "BadValue")
    assert not (tmp_path / "store").exists()


def test_init_over_a_root_key_that_exists_is_1_and_changes_nothing(inside, tmp_path):
    (tmp_path / "root.key").write_text("mine")
    refused(inside, tmp_path, arguments(tmp_path), 1, "BadValue")
    assert not (tmp_path / "store").exists()


def test_init_with_a_root_key_that_cannot_be_made_founds_nothing(inside, tmp_path):
    refused(inside, tmp_path, arguments(tmp_path, **{"root-key": tmp_path / "no" / "root.key"}), 1, "BadValue")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("changes", [{"name": "  "}, {"rules": "none"}], ids=["name", "rules"])
def test_init_with_a_bad_charter_founds_nothing(inside, tmp_path, changes):
    refused(inside, tmp_path, arguments(tmp_path, **changes), 1, "BadValue")
    assert list(tmp_path.iterdir()) == []


def test_init_in_another_organizations_store_is_3(inside, tmp_path, store):
    shutil.copytree(store, tmp_path / "store")
    refused(inside, tmp_path, arguments(tmp_path), 3, "StoreUnreachable")


def test_init_in_a_place_that_is_not_there_is_3(inside, tmp_path):
    command = arguments(tmp_path)
    command[2] = str(tmp_path / "no" / "such" / "place")
    refused(inside, tmp_path, command, 3, "StoreUnreachable")


def test_a_sound_store_verifies(store, built):
    answer = ecabinet("store", "verify", store, "--json")
    assert (answer.code, answer.err) == (0, "")
    found = answer.json
    assert found["defects"] == []
    assert (found["spaces"], found["papers"]) == (2, 1)
    assert found["events"] >= found["segments"] > 10
    assert found["heads"] > 0
    assert (found["forks"], found["missing"], found["epochs"], found["writers"]) == ([], [], [1], 3)
    words = ecabinet("store", "verify", store)
    assert words.code == 0
    assert words.out.splitlines()[-1] == "ok"


def test_the_expected_root_key_is_asked_for(inside, store, founded):
    _folder, other = founded
    answer = inside("store", "verify", store, "--root", other["root"], "--json")
    assert answer.code == 1
    assert "signature" in {defect["fault"] for defect in answer.json["defects"]}


@pytest.mark.parametrize("root", ["xyz", "ab", "00" * 33])
def test_a_root_key_that_is_none_is_1(inside, store, root):
    answer = inside("store", "verify", store, "--root", root, "--json")
    assert (answer.code, answer.json["error"]) == (1, BadValue.__name__)


@pytest.mark.parametrize("command", ["verify", "status"])
def test_a_missing_store_is_3(inside, tmp_path, command):
    answer = inside("store", command, tmp_path / "nowhere", "--json")
    assert (answer.code, answer.json["error"]) == (3, "StoreUnreachable")
    assert str(tmp_path / "nowhere") in answer.err


@pytest.mark.parametrize("command", ["verify", "status"])
def test_a_store_of_an_unknown_kind_is_1(inside, command):
    answer = inside("store", command, "carrier-pigeon://loft", "--json")
    assert (answer.code, answer.json["error"]) == (1, "BadValue")


def test_an_empty_folder_is_no_sound_store(inside, tmp_path):
    answer = inside("store", "verify", tmp_path)
    assert answer.code == 1
    assert answer.out.splitlines()[-1] == "1 defects, 0 forks"


def test_status_says_what_lies_there(inside, store):
    answer = inside("store", "status", store, "--json")
    assert answer.code == 0
    spaces = {space["kind"]: space for space in answer.json["spaces"]}
    assert set(spaces) == {"directory", "meeting"}
    assert spaces["directory"]["about"] == "UBND tỉnh Phố Hiến"
    assert (spaces["meeting"]["writers"], spaces["meeting"]["papers"]) == (2, 1)
    words = inside("store", "status", store)
    assert "directory UBND tỉnh Phố Hiến:" in words.out


def test_status_of_an_empty_folder_is_nothing(inside, tmp_path):
    answer = inside("store", "status", tmp_path, "--json")
    assert (answer.code, json.loads(answer.out)) == (0, {"spaces": []})


def test_foreign_files_are_named_and_no_defect(inside, store, tmp_path):
    shutil.copytree(store, tmp_path / "store")
    (tmp_path / "store" / "Thumbs.db").write_bytes(b"?")
    answer = inside("store", "verify", tmp_path / "store", "--json")
    assert answer.code == 0
    assert "Thumbs.db" in answer.json["ignored"]


def test_a_changed_byte_is_1_and_its_file_is_named(store, tmp_path):
    shutil.copytree(store, tmp_path / "store")
    segment = next((tmp_path / "store").glob("*/in/*/*.seg"))
    data = bytearray(segment.read_bytes())
    data[len(data) // 2] ^= 4
    segment.write_bytes(data)
    name = segment.relative_to(tmp_path / "store").as_posix()
    answer = ecabinet("store", "verify", tmp_path / "store", "--json")
    assert answer.code == 1
    assert name in {defect["file"] for defect in answer.json["defects"]}
    words = ecabinet("store", "verify", tmp_path / "store")
    assert words.code == 1
    assert any(line.startswith(f"{name}: signature") for line in words.out.splitlines())
