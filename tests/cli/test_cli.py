"""The command line as other programs see it: JSON, sentences, exit codes; and quick where nothing is asked of it."""

import json
import platform

import pytest

from ecabinet import __version__
from ecabinet.cli import outcome
from ecabinet.core import errors
from tests.cli.conftest import ecabinet

HEAVY = ("sqlalchemy", "pypdfium2", "PySide6", "typst", "nacl", "sqlcipher3", "msgspec", "yaml", "zstandard")


def test_the_version_is_told_in_json():
    answer = ecabinet("version", "--json")
    assert answer.code == 0
    assert answer.json == {"ecabinet": __version__, "python": platform.python_version(), "system": platform.system()}


def test_the_version_is_told_in_words():
    answer = ecabinet("version")
    assert (answer.code, answer.err) == (0, "")
    assert answer.out.startswith(f"eCabinet {__version__} ")


@pytest.mark.parametrize("arguments", [["--help"], ["version"], ["version", "--json"], ["store", "verify", "--help"]])
def test_nothing_heavy_is_loaded_for_a_small_answer(arguments):
    answer = ecabinet(*arguments, python=["-X", "importtime"])
    assert answer.code == 0
    loaded = {line.rsplit("|", 1)[-1].strip().split(".")[0] for line in answer.err.splitlines()}
    assert "ecabinet" in loaded
    assert not loaded & set(HEAVY)


@pytest.mark.parametrize("command", ["demo", "store", "version"])
def test_help_names_every_command(command):
    answer = ecabinet("--help")
    assert answer.code == 0
    assert command in answer.out


@pytest.mark.parametrize(
    "arguments",
    [["--no-such-option"], ["nonsense"], ["store"], ["store", "verify"], ["store", "init", "x"], ["version", "extra"]],
)
def test_wrong_usage_is_2_and_says_how(arguments):
    answer = ecabinet(*arguments)
    assert answer.code == 2
    assert "usage: ecabinet" in answer.err
    assert answer.out == ""


CODES = [
    (errors.NoQuorum(13, 20, 14), 1),
    (errors.ReadOnlyJournal(3, 1), 1),
    (errors.StoreUnreachable("/mnt/hop", "missing"), 3),
    (errors.StoreReadOnly("/mnt/hop"), 3),
    (errors.ProfileLocked("/home/hop"), 3),
    (errors.ProfileDamaged("/home/hop", "keys"), 4),
    (errors.SegmentDamaged("a.seg", errors.SegmentFault.CHAIN), 4),
]


@pytest.mark.parametrize(("error", "code"), CODES, ids=lambda value: type(value).__name__)
def test_each_branch_of_errors_has_its_code_and_two_sentences(capsys, error, code):
    def fail():
        raise error

    assert outcome.guarded(fail, as_json=False) == code
    said = capsys.readouterr()
    assert said.out == ""
    assert len(said.err.splitlines()) == 2
    assert outcome.guarded(fail, as_json=True) == code
    told = json.loads(capsys.readouterr().out)
    assert told["error"] == type(error).__name__
    assert {told["vi"], told["en"]} == set(said.err.splitlines())


def test_a_bug_is_not_dressed_up_as_an_answer():
    def fail():
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        outcome.guarded(fail, as_json=True)


def test_a_profile_that_is_not_there_is_told_in_words(tmp_path):
    answer = ecabinet("--profile", tmp_path)
    assert answer.code == 1
    assert "hồ sơ" in answer.err
    assert "profile" in answer.err


@pytest.mark.parametrize(("settings", "code"), [("{", 4), ('{"version": 2}', 1)], ids=["damaged", "of a newer program"])
def test_a_profile_that_cannot_be_opened_is_told_in_words(tmp_path, settings, code):
    (tmp_path / "profile.json").write_text(settings)
    answer = ecabinet("--profile", tmp_path)
    assert answer.code == code
    assert "Traceback" not in answer.err
    assert len(answer.err.splitlines()) == 2
    assert [path.name for path in tmp_path.iterdir()] == ["profile.json"]
