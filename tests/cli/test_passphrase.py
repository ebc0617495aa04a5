"""`ecabinet passphrase`: a profile gets its first passphrase, then another one."""

import getpass

import pytest

from ecabinet.__main__ import main
from ecabinet.boot import profile as profiles
from ecabinet.boot.protection import Kind, by_passphrase
from ecabinet.cli import passphrase
from tests.boot.kit import WEAK

FIRST, SECOND = "bốn mùa hoa nở", "một câu khác hẳn"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setattr(passphrase, "by_passphrase", lambda text: by_passphrase(text, WEAK))
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


def test_the_present_passphrase_is_needed(folder, types):
    types(FIRST, FIRST)
    change(folder)
    types(SECOND)
    assert change(folder) == 1
    assert profiles.load(folder, FIRST).seed == b"s" * 32
