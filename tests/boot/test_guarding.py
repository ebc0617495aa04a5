"""The keys of a running program guarded anew: wrong, weak, unwritable, killed in between."""

import json
import os
import subprocess
import sys
from contextlib import closing, nullcontext
from dataclasses import replace

import pytest

from ecabinet.boot import founding
from ecabinet.boot import profile as profiles
from ecabinet.boot import protection as protections
from ecabinet.boot.continuing import settle
from ecabinet.boot.guarding import ProgramKeys
from ecabinet.boot.protection import Kind
from ecabinet.core.errors import BadValue, KeyringSilent, PassphraseWait, ProfileDamaged, WrongPassphrase
from ecabinet.ui.first_run.ports import Guard
from ecabinet.ui.machine import Guarded
from tests.boot.kit import WEAK, MemoryKeyring
from tests.road.kit import CHARTER

OLD, NEW = "bốn mùa hoa nở", "sông núi nước Nam"
renew = profiles.renew


@pytest.fixture
def keyring():
    return MemoryKeyring()


@pytest.fixture
def program(tmp_path):
    """A founder's program under a passphrase."""
    (tmp_path / "store").mkdir()
    protection = protections.by_passphrase(OLD, WEAK)
    made, _root = founding.found(CHARTER, tmp_path / "profile", str(tmp_path / "store"), protection=protection)
    with closing(made):
        yield made


@pytest.fixture
def keys(program, keyring):
    return ProgramKeys(program, keyring=lambda: keyring, cost=WEAK)


def secrets_of(profile):
    return profile.seed, profile.database_key, profile.wrap_seed


def test_it_tells_how_the_laptop_stands(keys, program):
    state = keys.state()
    assert (state.guarded, state.has_keyring) == (Guarded.PASSPHRASE, True)
    assert (state.store, state.folder) == (program.profile.store, str(program.profile.folder))
    assert not ProgramKeys(program, keyring=lambda: None).state().has_keyring


def test_a_new_passphrase_opens_the_same_secrets_and_the_old_one_nothing(keys, program):
    before = secrets_of(program.profile)
    keys.change(OLD, Guard(NEW))
    folder = program.profile.folder
    assert secrets_of(profiles.load(folder, NEW)) == before == secrets_of(program.profile)
    with pytest.raises(WrongPassphrase):
        profiles.load(folder, OLD)
    keys.change(NEW, Guard(OLD))
    assert secrets_of(profiles.load(folder, OLD)) == before


def test_a_wrong_one_is_counted_and_a_weak_new_one_is_not_taken(keys, program):
    folder = program.profile.folder
    for _try in range(5):
        with pytest.raises(WrongPassphrase):
            keys.change("không phải câu này", Guard(NEW))
    with pytest.raises(PassphraseWait):
        keys.change(OLD, Guard(NEW))
    (folder / "attempts.json").unlink()
    for weak in ("ngắn", "aaaaaaaaaa", "x" * 300):
        with pytest.raises(BadValue):
            keys.change(OLD, Guard(weak))
    assert secrets_of(profiles.load(folder, OLD)) == secrets_of(program.profile)


def test_to_the_keyring_and_back(keys, program, keyring):
    before, folder = secrets_of(program.profile), program.profile.folder
    keys.change(OLD, Guard(None))
    assert keys.state().guarded is Guarded.KEYRING
    assert not keys.lockable
    assert secrets_of(profiles.load(folder, keyring=keyring)) == before
    assert len(keyring.kept) == 1
    keys.change("", Guard(NEW))
    assert keys.lockable
    assert not keyring.kept, "what opens nothing any more is not left there"
    assert secrets_of(profiles.load(folder, NEW)) == before


def test_a_keyring_that_keeps_nothing_leaves_the_passphrase(program):
    for found in (None, MemoryKeyring(broken=True), MemoryKeyring(deaf=True)):
        with pytest.raises(KeyringSilent):
            ProgramKeys(program, keyring=lambda found=found: found, cost=WEAK).change(OLD, Guard(None))
        assert profiles.load(program.profile.folder, OLD).protection.kind is Kind.PASSPHRASE


class Turn:
    """The turn of a program: others do something before one gets it."""

    def __init__(self, others):
        self.others, self.holds = others, False

    def __enter__(self):
        self.others()
        self.holds = True

    def __exit__(self, *_error):
        self.holds = False


def test_another_signing_key_that_came_meanwhile_is_kept(keys, program):
    def go_on_as_a_new_writer():
        program.profile = profiles.renew(program.profile, b"n" * 32)

    program.turn = Turn(go_on_as_a_new_writer)
    keys.change(OLD, Guard(NEW))
    assert program.profile.seed == b"n" * 32
    assert secrets_of(profiles.load(program.profile.folder, NEW)) == secrets_of(program.profile)


def test_who_goes_on_as_a_new_writer_does_so_in_turn(keys, program, monkeypatch):
    turn, held = Turn(lambda: None), []
    program.turn, program.profile = turn, replace(program.profile, moved=True)
    monkeypatch.setattr(profiles, "renew", lambda profile, seed: held.append(turn.holds) or renew(profile, seed))
    settle(program)
    assert held == [True]
    assert not program.profile.moved
    assert secrets_of(profiles.load(program.profile.folder, OLD)) == secrets_of(program.profile)


def test_a_passphrase_that_came_meanwhile_guards_the_new_writers_keys(keys, program):
    program.profile = replace(program.profile, moved=True)
    program.turn = Turn(lambda: None if keys_changed else keys_changed.append(_changed(keys, program)))
    keys_changed = []
    settle(program)
    assert secrets_of(profiles.load(program.profile.folder, NEW)) == secrets_of(program.profile)


def _changed(keys, program):
    turn, program.turn = program.turn, nullcontext()
    keys.change(OLD, Guard(NEW))
    program.turn = turn
    return True


@pytest.mark.parametrize("fault", [OSError(28, "full"), ProfileDamaged("/p", "keys")])
def test_a_disk_that_does_not_keep_it_leaves_the_old_one(keys, program, keyring, monkeypatch, fault):
    def refuse(*_about, **_more):
        raise fault

    monkeypatch.setattr("ecabinet.boot.keys.write_secret", refuse)
    with pytest.raises((BadValue, ProfileDamaged)) as caught:
        keys.change(OLD, Guard(None))
    assert isinstance(caught.value, ProfileDamaged) or caught.value.rule == "unwritable"
    assert not keyring.kept
    assert program.profile.protection.kind is Kind.PASSPHRASE
    assert secrets_of(profiles.load(program.profile.folder, OLD)) == secrets_of(program.profile)


KILLED = """
import json, os, sys
from contextlib import nullcontext
from pathlib import Path
from types import SimpleNamespace
from ecabinet.boot import profile as profiles
from ecabinet.boot.guarding import ProgramKeys
from ecabinet.boot.protection import Cost
from ecabinet.boot.world import SystemClock
from ecabinet.core.errors import WrongPassphrase
from ecabinet.ui.first_run.ports import Guard

folder, opened, other = Path(sys.argv[1]), sys.argv[2], sys.argv[3]
seen = 0

def hook(event, about):
    global seen
    if event in ("open", "os.rename", "os.remove") and str(folder) in str(about[0]):
        seen += 1
        if seen == at:
            os._exit(9)

def change():
    program = SimpleNamespace(profile=profiles.load(folder, opened), clock=SystemClock(), turn=nullcontext())
    sys.addaudithook(hook)
    ProgramKeys(program, keyring=lambda: None, cost=Cost(1, 8 << 10)).change(opened, Guard(other))
    os._exit(0)

def opens(passphrase):
    (folder / "attempts.json").unlink(missing_ok=True)
    try:
        return profiles.load(folder, passphrase).seed == b"s" * 32
    except WrongPassphrase:
        return False

for at in range(1, 100):
    child = os.fork()
    if not child:
        change()
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    print(json.dumps([code, opens(opened), opens(other)]))
    if opens(other):
        opened, other = other, opened
    if code != 9:
        break
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="one process per step would take long")
def test_killed_anywhere_either_the_old_or_the_new_one_opens(tmp_path):
    folder = tmp_path / "p"
    profiles.create(folder, "/srv", b"genesis", b"s" * 32, protection=protections.by_passphrase(OLD, WEAK))
    command = [sys.executable, "-c", KILLED, str(folder), OLD, NEW]
    path = {"PYTHONPATH": os.pathsep.join(sys.path)}
    ran = subprocess.run(command, env=os.environ | path, check=True, timeout=120, capture_output=True, text=True)
    *killed, last = (json.loads(line) for line in ran.stdout.splitlines())
    assert all(code == 9 and old is not new for code, old, new in killed)
    assert last == [0, False, True]
    assert len(killed) > 6, "between every two steps"
    assert {new for _code, _old, new in killed} == {False, True}, "before and after the new file is in place"
