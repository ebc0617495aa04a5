"""`store copy` and `store use`: an organization moves to another store while people work."""

import json
import os
import shutil
import signal
import subprocess
import sys

import pytest

from ecabinet.app import commands
from ecabinet.boot import profile as profiles
from ecabinet.boot.program import held
from tests.cli.conftest import ROOT, SECONDS, compiled, ecabinet
from tests.road.kit import Province, files

NEEDS_SIGNALS = pytest.mark.skipif(sys.platform == "win32", reason="Windows cannot interrupt one other program")


@pytest.fixture
def places(store, tmp_path):
    """A copy of the built store, and where its own copy shall be."""
    shutil.copytree(store, tmp_path / "from")
    return tmp_path / "from", tmp_path / "to"


@pytest.fixture
def province(built, tmp_path):
    """The built province, open; its profiles and its store are copies."""
    shutil.copytree(built, tmp_path / "province")
    made = Province.opened(tmp_path / "province")
    yield made
    made.close()


def lasting(store):
    """The files of a store but what laptops say of it themselves: that is not copied."""
    return {path: raw for path, raw in files(store).items() if "seen" not in path.split("/")}


def test_a_copy_is_told_in_json_and_holds_everything(places):
    source, target = places
    answer = ecabinet("store", "copy", source, target, "--json")
    assert (answer.code, answer.err) == (0, "")
    told = answer.json
    assert lasting(target) == lasting(source)
    assert (told["from"], told["to"], told["agree"], told["defects"]) == (str(source), str(target), True, [])
    assert told["copied"] == len(lasting(source)) - 1
    assert told["size"] > 0


def test_a_folder_moves_into_a_mailbox_and_back(inside, places):
    source, target = places
    box = f"sqlite:///{target}.db"
    answer = inside("store", "copy", source, box, "--json")
    assert (answer.code, answer.json["agree"]) == (0, True), answer.err
    assert inside("store", "copy", box, target).code == 0
    assert lasting(target) == lasting(source)


def test_a_copy_is_told_in_words_with_what_to_do_next(inside, places):
    answer = inside("store", "copy", *places)
    assert answer.code == 0
    assert f"ecabinet store use {places[1]} --profile DIR" in answer.out.splitlines()[-1]


def test_a_second_run_copies_nothing(inside, places):
    assert inside("store", "copy", *places).code == 0
    answer = inside("store", "copy", *places, "--json")
    assert (answer.code, answer.json["copied"], answer.json["rounds"]) == (0, 0, 1)


def test_a_defect_is_1_and_named(inside, places):
    source, target = places
    segment = next(source.glob("*/in/*/*.seg"))
    segment.write_bytes(segment.read_bytes()[:-1])
    answer = inside("store", "copy", source, target, "--json")
    assert answer.code == 1
    name = segment.relative_to(source).as_posix()
    assert [defect["file"] for defect in answer.json["defects"]] == [name]
    words = inside("store", "copy", source, target)
    assert words.code == 1
    assert any(line.startswith(f"{name}: partial") for line in words.out.splitlines())


@pytest.mark.parametrize("which", [0, 1])
def test_a_place_that_is_not_there_is_3(inside, places, tmp_path, which):
    urls = list(places)
    urls[which] = tmp_path / "no" / "where"
    answer = inside("store", "copy", *urls, "--json")
    assert (answer.code, answer.json["error"]) == (3, "StoreUnreachable")


def test_another_organizations_store_is_3_and_untouched(inside, places, tmp_path):
    source, target = places
    charter = {"--profile": tmp_path / "p", "--root-key": tmp_path / "k", "--name": "Khác", "--short-name": "K"}
    options, plain = [part for pair in charter.items() for part in pair], ("--no-passphrase", "--root-plain")
    assert inside("store", "init", target, *options, "--administrator", "A", *plain).code == 0
    before = lasting(target)
    answer = inside("store", "copy", source, target, "--json")
    assert (answer.code, answer.json["error"]) == (3, "StoreUnreachable")
    assert lasting(target) == before


def test_another_root_key_is_3(inside, places):
    answer = inside("store", "copy", *places, "--root", "00" * 32, "--json")
    assert (answer.code, answer.json["error"]) == (3, "StoreUnreachable")


def test_use_changes_the_store_and_nothing_else(inside, province, places):
    source, _target = places
    profile = province["m1"].path
    before = json.loads((profile / "profile.json").read_text(encoding="utf-8"))
    answer = inside("store", "use", source, "--profile", profile, "--json")
    assert answer.code == 0, answer.err
    assert answer.json == {"profile": str(profile), "before": before["store"], "store": str(source)}
    after = json.loads((profile / "profile.json").read_text(encoding="utf-8"))
    assert after == before | {"store": str(source)}
    assert profiles.load(profile).store == str(source)


def test_use_is_told_in_words(inside, province, places):
    answer = inside("store", "use", places[0], "--profile", province["m1"].path)
    assert answer.code == 0
    assert len(answer.out.splitlines()) == 2


def test_use_of_an_empty_or_missing_place_is_3_and_changes_nothing(inside, province, tmp_path):
    profile = province["m1"].path
    before = (profile / "profile.json").read_bytes()
    (tmp_path / "empty").mkdir()
    for place in ("empty", "missing"):
        answer = inside("store", "use", tmp_path / place, "--profile", profile, "--json")
        assert (answer.code, answer.json["error"]) == (3, "StoreUnreachable")
    assert (profile / "profile.json").read_bytes() == before


def test_use_of_an_open_profile_is_3(inside, province, places):
    profile = profiles.load(province["m1"].path)
    with held(profile):
        answer = inside("store", "use", places[0], "--profile", profile.folder, "--json")
    assert (answer.code, answer.json["error"]) == (3, "ProfileLocked")


@pytest.mark.parametrize(("settings", "code"), [(None, 1), ("{", 4), ('{"version": 99}', 1)])
def test_use_of_a_profile_that_is_none_says_so(inside, places, tmp_path, settings, code):
    if settings is not None:
        (tmp_path / "profile.json").write_text(settings)
    answer = inside("store", "use", places[0], "--profile", tmp_path, "--json")
    assert answer.code == code


@NEEDS_SIGNALS
def test_two_laptops_write_while_the_copy_runs_and_move_one_after_the_other(inside, province, tmp_path):
    """The whole move: nothing is lost, and both end with the same state on the new store."""
    source, target = province.store, tmp_path / "new"
    item = province.items[0]
    chair, office = province["m1"], province["t1"]
    following = Following(source, target)
    try:
        following.wait_for(lambda: target.is_dir() and lasting(target))
        office.do(commands.AddItem(province.meeting, "Trong lúc sao chép"))
        chair.round(), office.round()
        following.wait_for(lambda: lasting(source).items() <= lasting(target).items())
        move(inside, chair, target)
        chair.do(commands.RecordConclusion(item, "Kết luận ở kho mới"))
        office.do(commands.AddItem(province.meeting, "Vẫn ở kho cũ"))
        chair.round(), office.round()
    finally:
        told = following.stop()
    assert told["agree"]
    move(inside, office, target)
    others = [laptop for laptop in province.everyone if laptop not in (chair, office)]
    for laptop in others:
        move(inside, laptop, target)
    province.settle()
    assert len({laptop.digest() for laptop in province.everyone}) == 1
    titles = [line.title for line in chair.ask.agenda(province.meeting).lines]
    assert {"Trong lúc sao chép", "Vẫn ở kho cũ"} <= set(titles)


def move(inside, laptop, target):
    """Point a laptop to another store, as its owner would: with the program closed."""
    laptop.program.close()
    assert inside("store", "use", target, "--profile", laptop.path).code == 0
    laptop.reopen()


@NEEDS_SIGNALS
def test_following_waits_for_a_store_that_is_gone_for_a_while(places, tmp_path):
    source, target = places
    following = Following(source, target)
    try:
        following.wait_for(lambda: target.is_dir() and lasting(source).items() <= lasting(target).items())
        source.rename(tmp_path / "away")
        following.wait_for(lambda: following.said.stat().st_size)
        (tmp_path / "away").rename(source)
        genesis = next(source.glob("*/space.mp"))
        joining = f"{genesis.parent.name}/join/{'a' * 26}.1"
        (source / joining).parent.mkdir()
        (source / joining).write_bytes(b"a message")
        following.wait_for(lambda: joining in lasting(target))
    finally:
        told = following.stop()
    assert told["agree"]
    assert len(following.said.read_text(encoding="utf-8").splitlines()) == 2


class Following:
    """`store copy --follow` in a process of its own; what it says on stderr is in the file `said`."""

    def __init__(self, source, target):
        command = [sys.executable, "-m", "ecabinet", "store", "copy", str(source), str(target), "--follow", "--json"]
        environment = os.environ | {"PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"} | compiled()
        self.said = target.with_name("said")
        with self.said.open("wb") as said:
            self.process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=said)

    def wait_for(self, done):
        """Wait until something is so; the process must go on meanwhile."""
        for _try in range(SECONDS * 10):
            if done():
                return
            try:
                self.process.wait(0.1)
            except subprocess.TimeoutExpired:
                continue
            raise AssertionError(self.said.read_text(encoding="utf-8"))
        raise AssertionError("never")

    def stop(self):
        """Ask it to stop; return what it said."""
        self.process.send_signal(signal.SIGINT)
        try:
            out, _err = self.process.communicate(timeout=SECONDS)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.communicate()
            raise
        assert self.process.returncode == 0, self.said.read_text(encoding="utf-8")
        return json.loads(out)
