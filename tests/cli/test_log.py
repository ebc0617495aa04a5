"""`log export`: the journal as JSON Lines, the same from every honest replica."""

import base64
import json
import os
import shutil
import subprocess
import sys

import pytest
from sqlalchemy import text

from ecabinet.app import commands
from ecabinet.boot import profile as profiles
from ecabinet.boot import protection as protections
from ecabinet.boot.protection import Cost
from ecabinet.sync.keys.envelope import open_segment
from tests.cli.conftest import ROOT, SECONDS, compiled, ecabinet
from tests.road.kit import Province

KEYS = ["line", "space", "log", "writer", "seq", "hash", "prev", "member", "hlc", "time", "control", "base", "type"]


@pytest.fixture
def province(built, tmp_path):
    """The built province, open and at rest; its profiles and its store are copies."""
    shutil.copytree(built, tmp_path / "province")
    made = Province.opened(tmp_path / "province")
    made.settle()
    yield made
    made.close()


def told(inside, profile, *options):
    """The lines a profile's export has, parsed."""
    answer = inside("log", "export", "--profile", profile, *options)
    assert answer.code == 0, answer.err
    return [json.loads(line) for line in answer.out.splitlines()]


def records(lines):
    return [line for line in lines if line["line"] == "record"]


def test_two_honest_replicas_tell_the_same(province):
    out = {}
    for name in ("m1", "t2", "admin"):
        answer = ecabinet("log", "export", "--profile", province[name].path)
        assert (answer.code, answer.err) == (0, "")
        out[name] = answer.out
    assert out["m1"] == out["t2"] == out["admin"]
    assert len(out["m1"].splitlines()) > 20


def test_a_record_says_all_that_is_known_of_it(inside, province):
    lines = told(inside, province["t1"].path)
    assert lines[0]["line"] == "space"
    assert lines[0]["kind"] == "directory"
    assert all(list(line) == [*KEYS, "fields", "reason"] for line in records(lines))
    ballot = next(line for line in records(lines) if line["type"] == "BallotCast")
    assert (ballot["member"], ballot["reason"]) == ("m1", "")
    assert ballot["fields"]["choice"] == "approve"
    assert ballot["time"].endswith("Z")
    closing = next(line for line in records(lines) if line["type"] == "VoteClosed")
    assert [listed["ballot"] for listed in closing["fields"]["counted"]] == [ballot["hash"]]


def test_the_order_is_by_space_log_writer_and_number(inside, province):
    lines = told(inside, province["m1"].path)
    spaces = [line["space"] for line in lines if line["line"] == "space"]
    assert spaces[1:] == sorted(spaces[1:])
    order = [(spaces.index(line["space"]), line["log"], line["writer"], line["seq"]) for line in records(lines)]
    assert order == sorted(order)
    for line, following in zip(records(lines), records(lines)[1:], strict=False):
        if following["seq"] > 1:
            assert following["prev"] == line["hash"]


def test_one_meeting_or_one_space_can_be_told_alone(inside, province):
    everything = told(inside, province["m1"].path)
    space = next(line["space"] for line in everything if line["line"] == "space" and line["kind"] == "meeting")
    by_space = told(inside, province["m1"].path, "--space", space)
    assert by_space == told(inside, province["m1"].path, "--meeting", province.meeting)
    assert by_space == [line for line in everything if line["space"] == space]


def test_with_segments_a_stranger_can_check_every_record(inside, province):
    lines = told(inside, province["m1"].path, "--with-segments")
    with province["m1"].program.replica.read() as reads:
        key_of = reads.directory().key_of
    known = {(line["space"], line["log"], line["writer"], line["seq"]): line["hash"] for line in records(lines)}
    covered = set()
    for line in lines:
        if line["line"] != "segment":
            continue
        raw = base64.b64decode(line["raw"])
        assert raw[-64:].hex() == line["signature"]
        segment = open_segment(raw, key_of, getattr(province["m1"].program.sealer, "keys", None))
        for record in segment.records:
            place = (record.space, record.log.value, record.writer, record.seq)
            assert known[place] == record.hash.hex()
            covered.add(place)
    assert covered == set(known)


def test_a_record_without_effect_is_told_with_its_reason(inside, province):
    """A changed program writes what its member may not; everybody keeps it, nobody applies it."""
    with province["m1"].program.replica.write() as writing:
        writing.connection.execute(text("UPDATE event SET reason = 'not_allowed' WHERE type = 'ItemCalled'"))
    found = [line for line in records(told(inside, province["m1"].path)) if line["reason"]]
    assert [(line["type"], line["reason"]) for line in found] == [("ItemCalled", "not_allowed")]


def test_a_new_file_is_written_whole_and_never_over_another(inside, province, tmp_path):
    out = tmp_path / "log.jsonl"
    answer = inside("log", "export", "--profile", province["m1"].path, "--out", out)
    assert answer.code == 0
    whole = out.read_text(encoding="utf-8")
    assert [json.loads(line) for line in whole.splitlines()] == told(inside, province["m1"].path)
    assert inside("log", "export", "--profile", province["m1"].path, "--out", out).code == 1
    assert out.read_text(encoding="utf-8") == whole


@pytest.mark.parametrize("option", ["--space", "--meeting"])
def test_what_is_unknown_is_1_and_leaves_no_file(inside, province, tmp_path, option):
    out = tmp_path / "log.jsonl"
    answer = inside("log", "export", "--profile", province["m1"].path, option, "none", "--out", out)
    assert answer.code == 1
    assert len(answer.err.splitlines()) == 2
    assert not out.exists()


def test_a_place_that_cannot_be_written_is_1(inside, province, tmp_path):
    answer = inside("log", "export", "--profile", province["m1"].path, "--out", tmp_path / "no" / "x")
    assert answer.code == 1


def test_a_profile_that_is_none_is_told_in_words(inside, tmp_path):
    assert inside("log", "export", "--profile", tmp_path).code == 1
    (tmp_path / "profile.json").write_text("{")
    assert inside("log", "export", "--profile", tmp_path).code == 4


def test_telling_changes_nothing(inside, province):
    province["m1"].do(commands.RecordConclusion(province.items[0], "Thống nhất"))
    before = province["m1"].digest()
    told(inside, province["m1"].path)
    assert province["m1"].digest() == before


def test_a_passphrase_is_asked_for_and_not_taken_from_arguments(province):
    profile = province["m1"].program.profile
    protection = protections.by_passphrase("mật khẩu dài", Cost(1, 8 << 20))
    profiles.protect(profile, protection)
    command = [sys.executable, "-m", "ecabinet", "log", "export", "--profile", str(profile.folder)]
    environment = os.environ | {"PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"} | compiled()
    options = {"capture_output": True, "cwd": ROOT, "env": environment, "timeout": SECONDS, "start_new_session": True}
    for typed, code in (("sai mật khẩu\n", 1), ("mật khẩu dài\n", 0)):
        done = subprocess.run(command, input=typed.encode(), check=False, **options)
        assert done.returncode == code, done.stderr.decode()
    assert len(done.stdout.splitlines()) > 20
