"""Each command of the program: it explains itself, and where it fails it says so in one JSON object and one code."""

from json import loads as json_of

import pytest

from ecabinet.__main__ import main
from ecabinet.cli import _parser

WORDS = {"--name": "UBND", "--short-name": "UBND", "--administrator": "A"}
INIT = [part for pair in WORDS.items() for part in pair]
FAILING = {
    "demo": (["--keep", "FILE", "--tour", "FILE"], 1, "BadValue"),
    "passphrase": (["--profile", "EMPTY"], 1, "BadValue"),
    "store init": (["EMPTY", *INIT, "--profile", "EMPTY", "--root-key", "FILE"], 1, "BadValue"),
    "store prepare": (["NOWHERE"], 3, "StoreUnreachable"),
    "store verify": (["NOWHERE"], 3, "StoreUnreachable"),
    "store status": (["NOWHERE"], 3, "StoreUnreachable"),
    "store copy": (["NOWHERE", "EMPTY"], 3, "StoreUnreachable"),
    "store use": (["EMPTY", "--profile", "DAMAGED"], 4, "ProfileDamaged"),
    "store audit": (["EMPTY", "--profile", "EMPTY"], 1, "BadValue"),
    "store rebuild": (["EMPTY", "--profile", "EMPTY"], 1, "BadValue"),
    "profile tidy": (["--profile", "EMPTY"], 1, "BadValue"),
    "relay": (["--folder", "NOWHERE", "--listen", "127.0.0.1:0"], 3, "StoreUnreachable"),
    "log export": (["--profile", "DAMAGED"], 4, None),
    "people join": (["FILE", "--profile", "EMPTY", "--label", "máy"], 1, "BadValue"),
    "people invite": (["A", "--profile", "EMPTY"], 1, "BadValue"),
    "people requests": (["--profile", "DAMAGED"], 4, "ProfileDamaged"),
    "people approve": (["a", "123456", "--profile", "EMPTY"], 1, "BadValue"),
    "people refuse": (["a", "--profile", "EMPTY"], 1, "BadValue"),
    "people laptops": (["--profile", "EMPTY"], 1, "BadValue"),
    "people revoke": (["mất máy", "--laptop", "a", "--profile", "EMPTY"], 1, "BadValue"),
    "people hand-over": (["a", "--profile", "EMPTY"], 1, "BadValue"),
    "people recover": (["--root-key", "EMPTY", "--profile", "EMPTY"], 1, "BadValue"),
    "people sides": (["--profile", "EMPTY"], 1, "BadValue"),
    "pdf inspect": (["NOWHERE"], 1, "PaperUnreadable"),
    "pdf annotations": (["NOWHERE"], 4, "PaperUnreadable"),
    "version": (["more"], 2, "Usage"),
}
"""For each command what makes it fail, its exit code, and the error it names; None where it has no JSON."""


def leaves(parser, path=()):
    """The commands that do something, by their words."""
    choices = next((action.choices for action in parser._actions if isinstance(action.choices, dict)), None)
    if choices is None:
        return {" ".join(path): parser}
    return {name: leaf for word, child in choices.items() for name, leaf in leaves(child, (*path, word)).items()}


def test_every_command_has_a_failing_call():
    assert set(leaves(_parser())) == set(FAILING)


def test_all_but_the_journal_speak_json():
    mute = {name for name, leaf in leaves(_parser()).items() if "--json" not in leaf.format_help()}
    assert mute == {name for name, (_words, _code, error) in FAILING.items() if error is None}


@pytest.mark.parametrize("command", sorted(FAILING))
def test_it_explains_itself(command, capsys):
    with pytest.raises(SystemExit) as ended:
        main([*command.split(), "--help"])
    said = capsys.readouterr()
    assert ended.value.code == 0
    assert said.out.startswith(f"usage: ecabinet {command}")
    assert said.err == ""


@pytest.fixture
def places(tmp_path):
    """Puts folders and files in the place of their names."""
    for name in ("EMPTY", "DAMAGED"):
        (tmp_path / name).mkdir()
    (tmp_path / "DAMAGED" / "profile.json").write_text("{")
    (tmp_path / "FILE").write_text("dear")
    (tmp_path / "FILE").chmod(0o600)
    known = {"EMPTY", "DAMAGED", "FILE", "NOWHERE"}
    return lambda words: [str(tmp_path / word) if word in known else word for word in words]


@pytest.mark.parametrize("command", sorted(FAILING))
def test_a_failure_is_one_object_and_one_code(command, inside, places, capsys):
    words, code, error = FAILING[command]
    call = [*command.split(), *places(words), *(["--json"] if error else [])]
    if code == 2:
        with pytest.raises(SystemExit) as ended:
            main(call)
        assert ended.value.code == code
        answer = json_of(capsys.readouterr().out)
    else:
        failed = inside(*call)
        assert failed.code == code, failed.err
        assert len(failed.err.splitlines()) == 2
        answer = failed.json if error else {"error": None}
    assert answer["error"] == error
    assert error is None or answer["vi"] != answer["en"]


@pytest.mark.parametrize("command", sorted(FAILING))
def test_wrong_usage_is_one_object_too(command, capsys):
    with pytest.raises(SystemExit) as ended:
        main([*command.split(), "--no-such-option", "--json"])
    said = capsys.readouterr()
    assert ended.value.code == 2
    assert json_of(said.out)["error"] == "Usage"
    assert said.err.startswith("usage: ecabinet")
