"""`ecabinet passphrase`: a profile gets its first passphrase, then another one."""

import getpass
import json

import pytest

from ecabinet.__main__ import main
from ecabinet.boot import profile as profiles
from ecabinet.boot.protection import Kind, by_keyring, by_passphrase
from ecabinet.cli import unlocking
from tests.boot.kit import WEAK, MemoryKeyring

FIRST, SECOND = "bốn mùa hoa nở", "một câu khác hẳn"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setattr(unlocking, "by_passphrase", lambda text: by_passphrase(text, WEAK))
    return profiles.create(tmp_path / "profile", "/srv/store", b"genesis", b"s" * 32).folder


@pytest.fixture
def types(monkeypatch):
    """Let somebody type these, one after the other."""

    def typed(*texts):
        left = list(texts)
        monkeypatch.setattr(getpass, "getpass", lambda _prompt: left.pop(0))
        return left

    return typed


def change(folder):
    return main(["passphrase", "--profile", str(folder)])


def test_a_profile_gets_a_passphrase_and_then_another(folder, types, capsys):
    types(FIRST, FIRST)
    assert change(folder) == 0
    assert profiles.cover(folder).kind is Kind.PASSPHRASE
    left = types(FIRST, SECOND, SECOND)
    assert change(folder) == 0
    assert not left
    assert profiles.load(folder, SECOND).seed == b"s" * 32
    assert FIRST not in capsys.readouterr().out


@pytest.mark.parametrize("typed", [("ngắn", "ngắn"), (FIRST, SECOND)])
def test_what_will_not_do_leaves_everything(folder, types, typed):
    types(*typed)
    assert change(folder) == 1
    assert profiles.load(folder).seed == b"s" * 32


def test_without_anybody_to_ask_it_is_told(folder, monkeypatch, capsys):
    def nobody(_prompt):
        raise EOFError

    monkeypatch.setattr(getpass, "getpass", nobody)
    assert main(["passphrase", "--profile", str(folder), "--json"]) == 1
    assert json.loads(capsys.readouterr().out)["error"] == "BadValue"
    assert profiles.load(folder).seed == b"s" * 32


def test_a_keyring_opens_a_profile_without_a_question(folder, monkeypatch, types):
    keyring = MemoryKeyring()
    profiles.protect(profiles.load(folder), by_keyring(keyring))
    monkeypatch.setattr(unlocking, "system_keyring", lambda: keyring)
    types()
    assert unlocking.unlocked(folder).seed == b"s" * 32


def test_the_present_passphrase_is_needed(folder, types):
    types(FIRST, FIRST)
    change(folder)
    types(SECOND)
    assert change(folder) == 1
    assert profiles.load(folder, FIRST).seed == b"s" * 32
