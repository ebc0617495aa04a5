"""A profile's folder: what is made, and what is said when a part of it is missing or wrong."""

import json
import stat
import sys

import pytest

from ecabinet.boot import profile as profiles
from ecabinet.core.errors import BadValue, ProfileDamaged, ReadOnlyJournal
from tests.road.trouble import says

GENESIS = b"genesis bytes"


@pytest.fixture
def made(tmp_path):
    return profiles.create(tmp_path / "profile", "/srv/store", GENESIS, b"s" * 32)


def rewrite(profile, **changes):
    path = profile.folder / "profile.json"
    settings = json.loads(path.read_text(encoding="utf-8")) | changes
    path.write_text(json.dumps(settings), encoding="utf-8")


def refused(profile, kind):
    with pytest.raises(kind) as caught:
        profiles.load(profile.folder)
    assert says(caught.value)
    return caught.value


def test_what_was_made_is_what_is_loaded(made):
    loaded = profiles.load(made.folder)
    kept = ("folder", "seed", "database_key", "store", "genesis")
    assert [getattr(loaded, name) for name in kept] == [getattr(made, name) for name in kept]
    assert loaded.genesis == GENESIS
    assert len(loaded.database_key) == 32


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no permission bits")
def test_nobody_else_can_read_the_keys(made):
    assert stat.S_IMODE((made.folder / "keys").stat().st_mode) == 0o600
    assert stat.S_IMODE(made.folder.stat().st_mode) == 0o700


def test_two_profiles_have_different_keys(made, tmp_path):
    other = profiles.create(tmp_path / "other", "/srv/store", GENESIS, profiles.new_seed())
    assert other.database_key != made.database_key
    assert other.seed != made.seed


def test_a_folder_that_holds_something_is_left_alone(tmp_path):
    (tmp_path / "letter.txt").write_text("dear")
    with pytest.raises(BadValue) as caught:
        profiles.create(tmp_path, "/srv/store", GENESIS, b"s" * 32)
    assert (caught.value.field, caught.value.rule) == ("profile", "not_empty")
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


@pytest.mark.parametrize("name", ["nothing", "."])
def test_a_folder_without_a_profile_is_said_to_have_none(tmp_path, name):
    with pytest.raises(BadValue) as caught:
        profiles.load(tmp_path / name)
    assert (caught.value.field, caught.value.rule) == ("profile", "missing")
    assert says(caught.value)


@pytest.mark.parametrize("text", ["", "{", "[]", "null", '"1"', "{}", '{"version": "one"}', "\x00"])
def test_settings_that_cannot_be_read_are_damage(made, text):
    (made.folder / "profile.json").write_text(text, encoding="utf-8")
    assert refused(made, ProfileDamaged).part == "settings"


@pytest.mark.parametrize("changes", [{"genesis": "no base64!"}, {"genesis": None}, {"version": None}])
def test_settings_with_a_bad_field_are_damage(made, changes):
    rewrite(made, **changes)
    assert refused(made, ProfileDamaged).part == "settings"


def test_settings_in_another_encoding_are_damage(made):
    (made.folder / "profile.json").write_bytes('{"version": 1, "store": "Phố Hiến"}'.encode("utf-16"))
    assert refused(made, ProfileDamaged).part == "settings"


def test_a_newer_profile_is_not_touched(made):
    rewrite(made, version=2)
    error = refused(made, ReadOnlyJournal)
    assert (error.found, error.supported) == (2, profiles.VERSION)


def test_a_newer_profile_may_look_quite_different(made):
    (made.folder / "profile.json").write_text(json.dumps({"version": 2, "stores": []}))
    (made.folder / "keys").unlink()
    assert refused(made, ReadOnlyJournal).found == 2


@pytest.mark.parametrize("keys", [b"", b"ecabKEY1", b"ecabKEY1" + bytes(63), b"ecabKEY1" + bytes(65), b"?" * 72])
def test_damaged_keys_are_damage(made, keys):
    (made.folder / "keys").write_bytes(keys)
    assert refused(made, ProfileDamaged).part == "keys"


def test_missing_keys_are_damage(made):
    (made.folder / "keys").unlink()
    assert refused(made, ProfileDamaged).part == "keys"
    assert not (made.folder / "keys").exists()


def test_a_file_in_the_place_of_a_folder_is_left_alone(tmp_path):
    (tmp_path / "profile").write_text("a letter")
    with pytest.raises(BadValue):
        profiles.create(tmp_path / "profile", "/srv/store", GENESIS, b"s" * 32)
    assert (tmp_path / "profile").read_text() == "a letter"
