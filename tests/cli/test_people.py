"""`people …`: a laptop joins by the command line alone, with two people comparing what the program printed."""

import getpass
import shutil

import pytest

from ecabinet.boot import profile as profiles
from ecabinet.boot.program import open_program
from tests.boot.conftest import founded  # noqa: F401 a fixture
from tests.cli.conftest import ecabinet
from tests.road.kit import edit_settings, files

MEMBER = "nguyễn thị quản trị"


@pytest.fixture
def room(founded, tmp_path):  # noqa: F811 the fixture
    """A copy of a founded organization."""
    shutil.copytree(founded, tmp_path / "room")
    edit_settings(tmp_path / "room" / "admin", store=str(tmp_path / "room" / "store"))
    return tmp_path / "room"


@pytest.fixture
def admin(inside, room):
    """Runs an action as the administrator."""
    return lambda action, *rest: inside("people", action, *rest, "--profile", room / "admin", "--json")


@pytest.fixture
def join(inside, room):
    """Goes on joining with the file of the invitation."""
    more = ("--label", "máy thứ hai", "--json", "--unprotected")
    return lambda *rest: inside("people", "join", room / "invitation", "--profile", room / "new", *more, *rest)


@pytest.fixture
def invited(admin, room):
    """The invitation, its text in a file."""
    answer = admin("invite", MEMBER, "--out", room / "invitation")
    assert answer.code == 0, answer.err
    return answer.json


def test_a_laptop_joins_by_the_command_line(admin, join, invited, room):
    assert join().json == {"phase": "waiting", "digits": "", "reason": ""}
    (line,) = admin("requests").json["requests"]
    assert (line["phase"], line["label"]) == ("asked", "máy thứ hai")
    digits = join().json["digits"]
    assert admin("requests").json["requests"][0]["digits"] == digits
    assert admin("approve", invited["invitation"], f"{digits[:3]} {digits[3:]}").json["phase"] == "approved"
    answer = join()
    assert (answer.code, answer.json["phase"]) == (0, "approved")
    program = open_program(profiles.load(room / "new"))
    program.exchange.round()
    assert program.queries.me().name.casefold() == MEMBER
    program.close()


def test_other_digits_are_not_approved(admin, join, invited):
    join()
    admin("requests")
    digits = join().json["digits"]
    wrong = f"{(int(digits) + 1) % 1_000_000:06d}"
    answer = admin("approve", invited["invitation"], wrong)
    assert (answer.code, answer.json["error"]) == (1, "BadValue")
    assert admin("requests").json["requests"][0]["phase"] == "compare"


def test_a_refusal_reaches_the_laptop(admin, join, invited):
    join()
    assert admin("refuse", invited["invitation"], "--reason", "nhầm người").json["phase"] == "refused"
    answer = join()
    assert (answer.code, answer.json["phase"], answer.json["reason"]) == (1, "refused", "nhầm người")


def test_a_silent_store_is_3(join, invited, room):
    answer = join("--store", room / "nowhere")
    assert (answer.code, answer.json["phase"], answer.json["reason"]) == (3, "offline", "missing")


def test_a_laptop_that_waits_is_told_of_the_decision(admin, join, invited):
    admin("refuse", invited["invitation"])
    answer = join("--wait", "60")
    assert answer.json["phase"] == "refused"


@pytest.mark.parametrize("text", ["", "hello", "ecabinet-invitation:AAAA"])
def test_what_is_no_invitation_is_1(join, room, text):
    (room / "invitation").write_text(text)
    answer = join()
    assert (answer.code, answer.json["error"]) == (1, "BadValue")
    assert not (room / "new.joining").exists()


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("invite", "nobody"), 1),
        (("invite", MEMBER, "--days", "0"), 1),
        (("approve", "a2" * 13, "123456"), 1),
        (("refuse", "a2" * 13), 1),
    ],
    ids=str,
)
def test_what_cannot_be_is_told(admin, words, code):
    answer = admin(*words)
    assert answer.code == code
    assert answer.json["vi"] != answer.json["en"]


def test_an_invitation_does_not_overwrite_a_file(admin, invited, room):
    before = (room / "invitation").read_text()
    assert admin("invite", MEMBER, "--out", room / "invitation").code == 1
    assert admin("invite", MEMBER, "--out", room / "no" / "where").code == 1
    assert (room / "invitation").read_text() == before


def test_in_words_it_speaks_both_languages(inside, room):
    profile = ("--profile", room / "admin")
    made = inside("people", "invite", MEMBER, *profile)
    assert made.out.startswith("ecabinet-invitation:")
    assert len(made.err.splitlines()) == 2
    (room / "invitation").write_text(made.out)
    told = inside("people", "join", room / "invitation", "--profile", room / "new", "--label", "máy")
    assert len(told.out.splitlines()) == 2
    assert "asked" in inside("people", "requests", *profile).out


def test_a_passphrase_is_asked_for_twice(admin, inside, invited, room, monkeypatch):
    command = ("people", "join", room / "invitation", "--profile", room / "new", "--label", "máy", "--json")
    inside(*command)
    admin("requests")
    digits = inside(*command).json["digits"]
    admin("approve", invited["invitation"], digits)
    typed = iter(["một câu dễ nhớ", "một câu khác"])
    monkeypatch.setattr(getpass, "getpass", lambda _prompt: next(typed))
    before = files(room)
    answer = inside(*command)
    assert (answer.code, answer.json["error"]) == (1, "BadValue")
    assert not (room / "new").exists()
    assert len(files(room)) == len(before)
    typed = iter(["một câu dễ nhớ"] * 2)
    assert inside(*command).code == 0
    assert profiles.load(room / "new", "một câu dễ nhớ").seed


def test_usage_is_told():
    answer = ecabinet("people")
    assert answer.code == 2
    assert "usage: ecabinet people" in answer.err


def joined(admin, join, invited):
    """Let the second laptop join; return its writer and the first one's."""
    join()
    admin("requests")
    admin("approve", invited["invitation"], join().json["digits"])
    join()
    lines = admin("laptops").json["laptops"]
    by_control = {line["controller"]: line["writer"] for line in lines}
    assert len(lines) == 2
    return by_control[False], by_control[True]


def test_a_lost_laptop_is_revoked(admin, join, invited, inside, room):
    second, _first = joined(admin, join, invited)
    lines = admin("revoke", "mất máy", "--laptop", second).json["laptops"]
    assert {line["writer"]: line["revoked"] for line in lines}[second] == "mất máy"
    assert f"{second} · " in inside("people", "laptops", "--profile", room / "admin").out
    answer = admin("revoke", "mất máy", "--laptop", second)
    assert (answer.code, answer.json["error"]) == (1, "BadValue")


def test_the_controller_cannot_remove_himself(admin):
    answer = admin("revoke", "nghỉ", "--member", MEMBER)
    assert (answer.code, answer.json["error"]) == (1, "BadValue")


def test_control_is_handed_over(admin, join, invited, inside, room):
    second, _first = joined(admin, join, invited)
    assert [line["writer"] for line in admin("hand-over", second).json["laptops"] if line["controller"]] == [second]
    assert admin("invite", MEMBER).json["error"] == "NotAllowed"
    assert inside("people", "invite", MEMBER, "--profile", room / "new", "--json").code == 0


def test_a_root_key_that_cannot_be_read_is_told(admin, room):
    answer = admin("recover", "--root-key", room / "no-such-file")
    assert (answer.code, answer.json["error"]) == (1, "BadValue")
    (room / "root").write_text("ab" * 32)
    answer = admin("recover", "--root-key", room / "root")
    assert (answer.code, answer.json["error"]) == (1, "BadValue")


def test_where_no_control_records_contradict_each_other_there_is_no_side_to_choose(admin, inside, room):
    assert admin("sides").json == {"sides": []}
    told = inside("people", "sides", "--profile", room / "admin")
    assert (told.code, "No control records contradict" in told.out) == (0, True)


def test_a_lost_controller_is_replaced_by_the_root_key(inside, founded_with_root):
    """Its own organization, because the other one's root key is nowhere."""
    folder, root = founded_with_root
    profile = ("--profile", folder / "admin", "--json")
    lines = inside("people", "recover", "--root-key", root, *profile).json["laptops"]
    assert [line["controller"] for line in lines] == [True]
    assert inside("people", "invite", "administrator", *profile).code == 0


@pytest.fixture
def founded_with_root(inside, tmp_path):
    """An organization founded by the command line, and the file of its root key."""
    (tmp_path / "own").mkdir()
    where = ("--profile", tmp_path / "own" / "admin", "--root-key", tmp_path / "own" / "root")
    names = ("--name", "UBND", "--short-name", "UBND", "--administrator", "Quản Trị")
    answer = inside("store", "init", tmp_path / "own" / "store", *where, *names, "--no-passphrase", "--root-plain")
    assert answer.code == 0, answer.err
    return tmp_path / "own", tmp_path / "own" / "root"
