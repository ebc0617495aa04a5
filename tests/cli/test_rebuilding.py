"""`store rebuild` and `profile tidy`: what they say, and what they leave alone."""

import shutil

import pytest

from ecabinet.boot import profile as profiles
from ecabinet.boot.program import held
from tests.road.kit import edit_settings, files


@pytest.fixture
def lost(built, tmp_path):
    """The built province with its store emptied: the profile of m1, the store, and what lay in it."""
    folder = tmp_path / "province"
    shutil.copytree(built, folder)
    store, before = folder / "store", files(folder / "store")
    edit_settings(folder / "m1", store=str(store))
    shutil.rmtree(store)
    store.mkdir()
    return folder / "m1", store, before


def test_an_empty_store_is_filled_and_told_in_json(inside, lost):
    profile, store, before = lost
    answer = inside("store", "rebuild", store, "--profile", profile, "--json")
    assert (answer.code, answer.err) == (0, "")
    told = answer.json
    assert (told["sound"], told["absent"], told["same"]) == (True, 0, 0)
    own = {path for path in before if path.endswith("head") or "/seen/" in path}
    assert files(store) == {path: raw for path, raw in before.items() if path not in own}
    assert inside("store", "verify", store).code == 0
    again = inside("store", "rebuild", store, "--profile", profile, "--json").json
    assert (again["published"], again["same"]) == (0, told["published"])


def test_a_new_place_is_made_and_told_in_words(inside, lost, tmp_path):
    answer = inside("store", "rebuild", tmp_path / "new", "--profile", lost[0])
    assert answer.code == 0
    assert "published" in answer.out


def test_a_profile_that_is_open_and_a_place_that_is_not_there_are_3(inside, lost, tmp_path):
    profile, store, _before = lost
    with held(profiles.load(profile)):
        assert inside("store", "rebuild", store, "--profile", profile, "--json").json["error"] == "ProfileLocked"
        assert inside("profile", "tidy", "--profile", profile, "--json").json["error"] == "ProfileLocked"
    answer = inside("store", "rebuild", tmp_path / "no" / "where", "--profile", profile, "--json")
    assert (answer.code, answer.json["error"]) == (3, "StoreUnreachable")
    assert files(store) == {}


def test_no_profile_is_1_and_nothing_is_made(inside, lost, tmp_path):
    assert inside("store", "rebuild", lost[1], "--profile", tmp_path / "none", "--json").code == 1
    assert inside("profile", "tidy", "--profile", tmp_path / "none", "--json").code == 1
    assert files(lost[1]) == {}


def test_a_tidy_laptop_has_nothing_to_drop(inside, lost):
    answer = inside("profile", "tidy", "--profile", lost[0], "--json")
    assert (answer.code, answer.json) == (0, {"dropped": 0, "size": 0, "stayed": 0})
    assert inside("profile", "tidy", "--profile", lost[0]).code == 0
