"""The keys of a profile: old and new form, wrong passphrases and their price, another passphrase, another computer."""

import json
import os

import pytest

from ecabinet.boot import keyrings, machine
from ecabinet.boot import profile as profiles
from ecabinet.boot import protection as protections
from ecabinet.boot.attempts import FIRST_WAIT, FREE, LONGEST_WAIT
from ecabinet.boot.machine import Machine
from ecabinet.boot.protection import UNPROTECTED, Kind
from ecabinet.core.errors import BadValue, KeyringSilent, PassphraseWait, ProfileDamaged, WrongPassphrase
from tests.boot.kit import WEAK, HandClock, MemoryKeyring
from tests.road.kit import edit_settings, files
from tests.road.trouble import says, unwritable

RIGHT, WRONG = "bốn mùa hoa nở", "không phải câu này"
KEPT = ("seed", "database_key", "wrap_seed")


def secrets_of(profile):
    return [getattr(profile, name) for name in KEPT]


def make(folder, protection=UNPROTECTED):
    return profiles.create(folder, "/srv/store", b"genesis", b"s" * 32, protection=protection)


@pytest.fixture
def made(tmp_path):
    return make(tmp_path / "profile", protections.by_passphrase(RIGHT, WEAK))


@pytest.fixture
def clock():
    return HandClock()


def try_wrong(made, clock, times=1):
    for _time in range(times):
        with pytest.raises(WrongPassphrase) as caught:
            profiles.load(made.folder, WRONG, clock=clock)
    return caught.value


def test_the_passphrase_brings_all_three_secrets_back(made):
    assert secrets_of(profiles.load(made.folder, RIGHT)) == secrets_of(made)
    assert len({*secrets_of(made)}) == 3


def test_no_secret_lies_in_the_folder_or_in_what_is_printed(made):
    for data in [*files(made.folder).values(), repr(made).encode(), str(made).encode()]:
        assert not any(secret in data for secret in secrets_of(made))
    assert "s" * 32 not in repr(made)


def test_a_wrong_passphrase_is_not_damage(made, clock):
    error = try_wrong(made, clock)
    assert (error.left, error.wait) == (FREE - 1, 0)
    assert says(error)


def test_a_passphrase_is_asked_for_where_there_is_one(made):
    with pytest.raises(BadValue) as caught:
        profiles.load(made.folder)
    assert caught.value.rule == "missing"


@pytest.mark.parametrize("at", [0, 9, 40, 70, -20, -1])
def test_damaged_keys_are_not_called_a_wrong_passphrase(made, clock, at):
    data = bytearray((made.folder / "keys").read_bytes())
    data[at] ^= 1
    (made.folder / "keys").write_bytes(data)
    with pytest.raises(ProfileDamaged) as caught:
        profiles.load(made.folder, RIGHT, clock=clock)
    assert caught.value.part == "keys"
    assert not (made.folder / "attempts.json").exists(), "nobody is blamed for it"


def test_five_wrong_ones_cost_half_a_minute_then_twice_as_much(made, clock):
    assert try_wrong(made, clock, FREE).wait == FIRST_WAIT
    with pytest.raises(PassphraseWait) as caught:
        profiles.load(made.folder, RIGHT, clock=clock)
    assert caught.value.wait == FIRST_WAIT
    assert says(caught.value)
    clock.seconds += FIRST_WAIT
    error = try_wrong(made, clock)
    assert (error.left, error.wait) == (0, 2 * FIRST_WAIT)
    for _time in range(10):
        clock.seconds += LONGEST_WAIT
        longest = try_wrong(made, clock).wait
    assert longest == LONGEST_WAIT


def test_the_right_one_ends_the_count(made, clock):
    try_wrong(made, clock, FREE - 1)
    profiles.load(made.folder, RIGHT, clock=clock)
    assert try_wrong(made, clock).left == FREE - 1


def test_a_restart_or_a_clock_set_back_does_not_end_the_wait(made, clock):
    try_wrong(made, clock, FREE)
    clock.seconds -= 500_000
    assert profiles.cover(made.folder, clock=clock).wait == FIRST_WAIT
    with pytest.raises(PassphraseWait):
        profiles.load(made.folder, RIGHT, clock=clock)


@pytest.mark.parametrize(
    "text", ["", "{", "[]", '{"failures": "x", "last": 1}', '{"failures": 1e999, "last": 1}', "null"]
)
def test_a_count_that_cannot_be_read_begins_anew(made, clock, text):
    (made.folder / "attempts.json").write_text(text)
    assert try_wrong(made, clock).left == FREE - 1


def test_a_count_that_cannot_be_kept_does_not_keep_the_owner_out(made, clock):
    (made.folder / "attempts.json").mkdir()
    assert profiles.load(made.folder, RIGHT, clock=clock).seed == made.seed


def old_form(folder):
    made = make(folder)
    (folder / "keys").write_bytes(b"ecabKEY1" + made.seed + made.database_key)
    return made


def test_keys_of_the_old_form_are_read_and_left_as_they_are(tmp_path):
    made = old_form(tmp_path / "old")
    before = files(made.folder)
    loaded = profiles.load(made.folder)
    assert (loaded.seed, loaded.database_key) == (made.seed, made.database_key)
    assert loaded.wrap_seed == profiles.load(made.folder).wrap_seed
    assert loaded.wrap_seed not in (loaded.seed, loaded.database_key)
    assert files(made.folder) == before


def test_keys_of_the_old_form_get_a_passphrase_and_keep_their_secrets(tmp_path):
    loaded = profiles.load(old_form(tmp_path / "old").folder)
    profiles.protect(loaded, protections.by_passphrase(RIGHT, WEAK))
    assert profiles.cover(loaded.folder).kind is Kind.PASSPHRASE
    assert secrets_of(profiles.load(loaded.folder, RIGHT)) == secrets_of(loaded)


def test_another_passphrase_replaces_the_first(made, clock):
    profiles.protect(profiles.load(made.folder, RIGHT), protections.by_passphrase("một câu mới hẳn", WEAK))
    assert secrets_of(profiles.load(made.folder, "một câu mới hẳn", clock=clock)) == secrets_of(made)
    with pytest.raises(WrongPassphrase):
        profiles.load(made.folder, RIGHT, clock=clock)


@pytest.mark.parametrize("call", ["open", "replace", "fsync"])
def test_a_change_that_fails_leaves_the_old_passphrase(made, monkeypatch, call):
    before = files(made.folder)
    if call == "open":
        with unwritable(made.folder, 30), pytest.raises(OSError, match=str(made.folder)):
            profiles.protect(made, protections.by_passphrase(WRONG, WEAK))
    else:
        fails = pytest.raises(OSError, match="full")
        owner = os if call == "fsync" else type(made.folder)
        monkeypatch.setattr(owner, call, lambda *_args: (_ for _ in ()).throw(OSError(28, "full")))
        with fails:
            profiles.protect(made, protections.by_passphrase(WRONG, WEAK))
        monkeypatch.undo()
    assert files(made.folder) == before
    assert profiles.load(made.folder, RIGHT).seed == made.seed


def test_what_an_interrupted_change_left_is_in_nobodys_way(made):
    (made.folder / "keys.new").write_bytes(b"half")
    profiles.protect(made, protections.by_passphrase(WRONG, WEAK))
    assert profiles.load(made.folder, WRONG).seed == made.seed
    assert not (made.folder / "keys.new").exists()


def test_a_keyring_opens_without_a_question(tmp_path):
    keyring = MemoryKeyring()
    made = make(tmp_path / "profile", protections.by_keyring(keyring))
    assert secrets_of(profiles.load(made.folder, keyring=keyring)) == secrets_of(made)
    assert profiles.cover(made.folder).kind is Kind.KEYRING
    keyrings.forget(keyring, made.protection.salt.hex())
    with pytest.raises(KeyringSilent):
        profiles.load(made.folder, keyring=keyring)


def test_a_passphrase_in_the_place_of_a_keyring_leaves_nothing_there(tmp_path):
    keyring = MemoryKeyring()
    made = make(tmp_path / "profile", protections.by_keyring(keyring))
    profiles.protect(made, protections.by_passphrase(RIGHT, WEAK), keyring=keyring)
    assert not keyring.kept
    assert secrets_of(profiles.load(made.folder, RIGHT)) == secrets_of(made)


def test_a_keyring_with_another_key_is_damage(tmp_path):
    keyring = MemoryKeyring()
    made = make(tmp_path / "profile", protections.by_keyring(keyring))
    keyrings.keep(keyring, made.protection.salt.hex(), bytes(32))
    with pytest.raises(ProfileDamaged):
        profiles.load(made.folder, keyring=keyring)


def test_the_cover_greets_without_opening(made):
    profiles.introduce(made, "UBND tỉnh Phố Hiến", "Trần Thị Bích Ngọc")
    found = profiles.cover(made.folder)
    assert (found.organization, found.member, found.kind) == (
        "UBND tỉnh Phố Hiến",
        "Trần Thị Bích Ngọc",
        Kind.PASSPHRASE,
    )
    assert profiles.load(made.folder, RIGHT).genesis == made.genesis


def test_a_profile_on_its_own_computer_has_not_moved(made):
    assert not profiles.load(made.folder, RIGHT).moved


@pytest.mark.parametrize("part", ["machine", "installation"])
def test_a_profile_copied_from_elsewhere_has_moved_until_it_is_renewed(made, part):
    if not json.loads((made.folder / "profile.json").read_text(encoding="utf-8"))[part]:
        pytest.skip("this system does not say which machine it is")
    edit_settings(made.folder, **{part: "another"})
    moved = profiles.load(made.folder, RIGHT)
    assert moved.moved
    profiles.introduce(moved, "UBND", "Ngọc")
    assert profiles.load(made.folder, RIGHT).moved, "greeting does not settle it"
    renewed = profiles.renew(moved, b"n" * 32)
    found = profiles.load(made.folder, RIGHT)
    assert (found.seed, found.wrap_seed, found.moved) == (b"n" * 32, made.wrap_seed, False)
    assert found.seed == renewed.seed


def test_a_profile_of_before_is_bound_when_it_is_introduced(made):
    edit_settings(made.folder, machine=None, installation=None)
    loaded = profiles.load(made.folder, RIGHT)
    assert not loaded.moved
    profiles.introduce(loaded, "UBND", "Ngọc")
    kept = json.loads((made.folder / "profile.json").read_text(encoding="utf-8"))
    assert kept["installation"] == machine.here().nonce


@pytest.mark.parametrize("other", [Machine("", "n"), Machine("m", ""), Machine("", ""), Machine("m", "n")])
def test_what_a_system_does_not_say_is_not_compared(other):
    assert not Machine("m", "n").is_elsewhere(other)


def test_the_installation_is_the_same_each_time_and_chosen_once(tmp_path, monkeypatch):
    assert machine.here() == machine.here()
    monkeypatch.setattr(machine, "user_state_path", lambda *_a, **_k: tmp_path / "state")
    first = machine.here()
    assert len(first.nonce) == 32
    assert machine.here() == first
    (tmp_path / "file").write_text("")
    monkeypatch.setattr(machine, "user_state_path", lambda *_a, **_k: tmp_path / "file")
    assert machine.here().nonce == "", "nowhere to keep it"
