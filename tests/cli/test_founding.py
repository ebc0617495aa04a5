"""`store init` and `store prepare`: what is asked, what is sealed, and that nothing is left where something failed."""

import getpass

import pytest

from ecabinet.boot import profile as profiles
from ecabinet.boot.protection import Kind, by_passphrase, open_root, seal_root
from ecabinet.cli import founding
from ecabinet.core.errors import WrongPassphrase
from ecabinet.sync.crypto.keyring import public_key
from tests.boot.kit import WEAK

OWN, ROOT = "bốn mùa hoa nở", "một câu khác hẳn"


@pytest.fixture
def types(monkeypatch):
    """Let somebody type these, one after the other, where a guess is cheap."""
    monkeypatch.setattr(founding, "by_passphrase", lambda text: by_passphrase(text, WEAK))
    monkeypatch.setattr(founding, "seal_root", lambda seed, text: seal_root(seed, text, WEAK))

    def typed(*texts):
        left = list(texts)
        monkeypatch.setattr(getpass, "getpass", lambda _prompt: left.pop(0))
        return left

    return typed


@pytest.fixture
def init(inside, tmp_path):
    """Founds an organization at a URL."""
    where = ("--profile", tmp_path / "admin", "--root-key", tmp_path / "root", "--json")
    names = ("--name", "UBND tỉnh Mẫu", "--short-name", "UBND", "--administrator", "Quản Trị")
    return lambda url, *more: inside("store", "init", url, *where, *names, *more)


def test_profile_and_root_key_are_sealed_each_under_its_own_passphrase(init, types, tmp_path):
    left = types(OWN, OWN, ROOT, ROOT)
    answer = init(tmp_path / "store")
    assert answer.code == 0, answer.err
    assert not left
    assert (answer.json["protected"], answer.json["root_sealed"]) == (True, True)
    assert answer.err == ""
    assert profiles.cover(tmp_path / "admin").kind is Kind.PASSPHRASE
    assert profiles.load(tmp_path / "admin", OWN).seed
    sealed = (tmp_path / "root").read_bytes()
    assert public_key(open_root(sealed, ROOT)).hex() == answer.json["root"]
    with pytest.raises(WrongPassphrase):
        open_root(sealed, OWN)


def test_a_sealed_root_key_recovers(init, inside, types, tmp_path):
    types(OWN, OWN, ROOT, ROOT)
    init(tmp_path / "store")
    recover = ("people", "recover", "--root-key", tmp_path / "root", "--profile", tmp_path / "admin", "--json")
    types("sai mật khẩu")
    assert inside(*recover).json["error"] == "WrongPassphrase"
    left = types(ROOT, OWN)
    answer = inside(*recover)
    assert answer.code == 0, answer.err
    assert not left
    assert [line["controller"] for line in answer.json["laptops"]] == [True]
    checked = inside("store", "verify", tmp_path / "store", "--json")
    assert (checked.code, checked.json["epochs"]) == (0, [1, 2])


@pytest.mark.parametrize(
    "typed",
    [("ngắn",), (OWN, ROOT), (OWN, OWN, "ngắn"), (OWN, OWN, ROOT, OWN), (OWN,) * 4],
    ids=["short", "differs", "root short", "root differs", "one for both"],
)
def test_a_passphrase_that_will_not_do_founds_nothing(init, types, tmp_path, typed):
    types(*typed)
    answer = init(tmp_path / "store")
    assert (answer.code, answer.json["error"]) == (1, "BadValue")
    assert list(tmp_path.iterdir()) == []


def test_scripts_are_told_what_is_unprotected(init, tmp_path):
    answer = init(tmp_path / "store", "--no-passphrase", "--root-plain")
    assert answer.code == 0
    assert len(answer.err.splitlines()) == 4
    assert profiles.cover(tmp_path / "admin").kind is Kind.NONE
    assert len(bytes.fromhex((tmp_path / "root").read_text())) == 32


def test_a_database_is_made_and_founded_in_one_command(init, inside, tmp_path):
    url = f"sqlite:///{tmp_path}/họp.db"
    answer = init(url, "--no-passphrase", "--root-plain")
    assert answer.code == 0, answer.err
    assert inside("store", "verify", url, "--root", answer.json["root"], "--json").code == 0


def test_an_owner_prepares_a_database_as_often_as_he_likes(inside, tmp_path):
    url = f"sqlite:///{tmp_path}/hop.db"
    assert inside("store", "verify", url, "--json").code == 3
    for _time in range(2):
        answer = inside("store", "prepare", url, "--json")
        assert (answer.code, answer.json["prepared"]) == (0, True)
        assert str(tmp_path) in answer.json["store"]
    assert inside("store", "status", url, "--json").json == {"spaces": []}
    assert len(inside("store", "prepare", url).out.splitlines()) == 2


def test_a_folder_needs_no_preparation_but_must_be_there(inside, tmp_path):
    assert inside("store", "prepare", tmp_path, "--json").code == 0
    assert list(tmp_path.iterdir()) == []
    answer = inside("store", "prepare", tmp_path / "nowhere", "--json")
    assert (answer.code, answer.json["error"]) == (3, "StoreUnreachable")


def test_without_anybody_to_ask_nothing_is_founded(init, monkeypatch, tmp_path):
    def nobody(_prompt):
        raise EOFError

    monkeypatch.setattr(getpass, "getpass", nobody)
    answer = init(tmp_path / "store")
    assert (answer.code, answer.json["error"]) == (1, "BadValue")
    assert list(tmp_path.iterdir()) == []
