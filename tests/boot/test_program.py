"""Opening a profile: whole, damaged, newer, or held by somebody else; whatever is wrong, nothing is overwritten."""

import base64
import hashlib
import subprocess
import sys

import pytest

from ecabinet.app import commands
from ecabinet.boot import profile as profiles
from ecabinet.boot.program import held, open_program
from ecabinet.core.errors import NotAllowed, ProfileDamaged, ProfileLocked, ReadOnlyJournal
from ecabinet.replica.engine import engine_for
from tests.app.kit import StepClock
from tests.road.kit import edit_settings, files
from tests.road.trouble import says


def refused(profile, kind=ProfileDamaged):
    with pytest.raises(kind) as caught:
        open_program(profile)
    assert says(caught.value)
    return caught.value


def test_a_profile_opens_with_everything_joined(profile):
    program = open_program(profile, clock=StepClock())
    assert program.queries.me().name == "Nguyễn Thị Quản Trị"
    assert program.exchange.round().offline is None
    program.close()


def test_the_replica_needs_its_key(profile):
    assert b"Nguy" not in profile.replica.read_bytes()
    assert not profile.replica.read_bytes().startswith(b"SQLite format 3")


@pytest.mark.parametrize("damage", ["junk", "another key", "first page", "empty", "missing"])
def test_a_damaged_replica_is_damage_and_stays_as_it_is(profile, damage):
    data = profile.replica.read_bytes()
    if damage == "missing":
        profile.replica.unlink()
    elif damage == "another key":
        (profile.folder / "keys").write_bytes(b"ecabKEY1" + profile.seed + bytes(32))
    else:
        profile.replica.write_bytes({"junk": b"?" * 8192, "first page": bytes(100) + data[100:], "empty": b""}[damage])
    before = files(profile.folder)
    assert refused(profiles.load(profile.folder)).part == "replica"
    assert files(profile.folder) == before


def test_a_genesis_that_does_not_hold_is_damage(profile):
    genesis = bytearray(profile.genesis)
    genesis[-1] ^= 1
    edit_settings(profile.folder, genesis=base64.b64encode(genesis).decode())
    before = profile.replica.read_bytes()
    assert refused(profiles.load(profile.folder)).part == "settings"
    assert profile.replica.read_bytes() == before


def test_a_replica_of_a_newer_program_is_only_read(profile):
    engine = engine_for(profile.replica, profile.database_key)
    with engine.begin() as connection:
        connection.exec_driver_sql("UPDATE meta SET value = '99' WHERE name = 'schema'")
    engine.dispose()
    program = open_program(profile)
    assert program.queries.me().name
    with pytest.raises(ReadOnlyJournal) as caught:
        program.workspace.do(commands.GrantRoles("administrator", ()))
    assert says(caught.value)
    program.close()


def test_an_installation_nobody_certified_may_write_nothing(folder, profile):
    stranger = profiles.create(folder / "new", profile.store, profile.genesis, profiles.new_seed())
    program = open_program(stranger)
    program.exchange.round()
    assert program.queries.me().member == ""
    with pytest.raises(NotAllowed) as caught:
        program.workspace.do(commands.AdmitMember("Ai đó", "", "", 1, True, (), "m9"))
    assert says(caught.value)
    program.close()


def test_a_profile_is_held_by_one_program_at_a_time(profile):
    with held(profile), pytest.raises(ProfileLocked) as caught, held(profile):
        pass
    assert says(caught.value)
    with held(profile):
        pass


HOLD = """
import sys
from pathlib import Path
from ecabinet.boot.profile import load
from ecabinet.boot.program import held
with held(load(Path(sys.argv[1]))):
    print("held", flush=True)
    sys.stdin.readline()
"""


def test_a_profile_held_by_another_process_is_locked_until_that_one_ends(profile):
    command = [sys.executable, "-c", HOLD, str(profile.folder)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout.readline() == "held\n"
        with pytest.raises(ProfileLocked), held(profile):
            pass
        other.kill()
        other.wait()
    with held(profile):
        pass


def test_who_takes_hold_of_a_profile_clears_away_what_a_killed_program_left(profile):
    data = b"%PDF-1.7 from before papers were sealed"
    version = hashlib.sha256(data).hexdigest()
    plain, half = profile.papers / version[:2] / version, profile.papers / "part-3k"
    plain.parent.mkdir(parents=True)
    plain.write_bytes(data)
    half.write_bytes(data)
    with held(profile), pytest.raises(ProfileLocked), held(profile):
        pass
    assert not plain.exists()
    assert not half.exists()
    program = open_program(profile)
    assert b"".join(program.vault.read(version)) == data
    program.close()


def test_what_another_program_is_writing_is_not_touched(profile):
    with held(profile):
        half = profile.papers / "part-3k"
        profile.papers.mkdir()
        half.touch()
        with pytest.raises(ProfileLocked), held(profile):
            pass
        assert half.exists()
