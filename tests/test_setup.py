"""Setting up: go.py decides rightly what to install, the locks are complete, .ci/run is sound."""

import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import go

ROOT = Path(go.__file__).parent
LOCKS = [ROOT / "requirements" / name for name in ("run.lock", "test.lock")]
LIBC = "libc.so.6"


@pytest.fixture
def checkout(tmp_path, monkeypatch):
    """A checkout of its own with two short locks; go.py believes it lives there."""
    (tmp_path / "requirements").mkdir()
    for name in ("run", "test"):
        (tmp_path / "requirements" / f"{name}.lock").write_text(f"{name}==1\n")
    monkeypatch.setattr(go, "ROOT", tmp_path)
    return tmp_path


@pytest.fixture
def commands(monkeypatch):
    """Records what go.py would run, and lets every command succeed."""
    seen = []
    monkeypatch.setattr(go, "run", lambda *words: bool(seen.append([str(word) for word in words])) or True)
    monkeypatch.setattr(go.subprocess, "run", lambda words, **_how: seen.append([str(word) for word in words]))
    return seen


@pytest.fixture
def venv(checkout):
    """A folder that looks like a finished virtual environment of this Python."""
    folder = checkout / ".venv"
    (folder / "bin").mkdir(parents=True)
    for name in ("python", "pip"):
        (folder / "bin" / name).touch()
    (folder / "pyvenv.cfg").write_text(f"version = {sys.version.split()[0]}\n")
    return folder


def prepare(venv, *locks):
    go.prepare(locks, venv, venv / "bin/python")


# --- system packages ---


@pytest.mark.skipif(sys.platform != "linux", reason="Debian's packages")
def test_a_missing_library_names_its_package(monkeypatch):
    libraries = {LIBC: "libc6", "libnever.so.9": "libnever9", "libnone.so.1": "libnone1"}
    monkeypatch.setattr(go, "LIBRARIES", libraries)
    assert go.missing_packages() == ["libnever9", "libnone1"]


@pytest.mark.skipif(sys.platform != "linux", reason="Debian's packages")
def test_a_missing_ensurepip_names_the_package_of_this_python(monkeypatch):
    monkeypatch.setattr(go, "LIBRARIES", {})
    monkeypatch.setattr(go.importlib.util, "find_spec", lambda _name: None)
    assert go.missing_packages() == [f"python3.{sys.version_info.minor}-venv"]


def test_other_systems_need_no_package(monkeypatch):
    monkeypatch.setattr(go, "LIBRARIES", {"libnever.so.9": "libnever9"})
    monkeypatch.setattr(go.sys, "platform", "darwin")
    assert go.missing_packages() == []


def test_the_table_has_what_qt_needs_offscreen_and_in_a_window():
    packages = set(go.LIBRARIES.values())
    assert {"libgl1", "libegl1", "libglib2.0-0", "libgssapi-krb5-2"} < packages
    assert {"libxcb-cursor0", "libxcb-icccm4", "libxcb-keysyms1", "libxkbcommon-x11-0"} < packages
    assert len(packages) == len(go.LIBRARIES) == 13


def test_without_root_and_sudo_it_prints_the_exact_line(monkeypatch, commands):
    monkeypatch.setattr(go.os, "geteuid", lambda: 1000)
    monkeypatch.setattr(go.shutil, "which", lambda name: "/usr/bin/apt-get" if name == "apt-get" else None)
    with pytest.raises(SystemExit) as stop:
        go.install_system(["libgl1", "libegl1"])
    assert "sudo apt-get install -y --no-install-recommends libgl1 libegl1" in str(stop.value)
    assert commands == []


def test_a_sudo_that_wants_a_password_is_as_good_as_none(monkeypatch):
    monkeypatch.setattr(go.os, "geteuid", lambda: 1000)
    monkeypatch.setattr(go.shutil, "which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(go, "run", lambda *words: words[:3] != ("sudo", "-n", "true"))
    with pytest.raises(SystemExit, match="may not install"):
        go.install_system(["libgl1"])


@pytest.mark.parametrize(("user", "first"), [(0, "env"), (1000, "sudo")])
def test_lists_are_fetched_before_packages_are_installed(monkeypatch, commands, user, first):
    monkeypatch.setattr(go.os, "geteuid", lambda: user)
    monkeypatch.setattr(go.shutil, "which", lambda name: f"/usr/bin/{name}")
    go.install_system(["libgl1"])
    update, install = commands[-2:]
    assert update[0] == install[0] == first
    assert update[-1] == "update"
    assert "--no-install-recommends" in install
    assert "libgl1" in install


def test_a_system_without_apt_is_told_what_is_missing(monkeypatch, commands):
    monkeypatch.setattr(go.shutil, "which", lambda _name: None)
    with pytest.raises(SystemExit, match="libgl1"):
        go.install_system(["libgl1"])
    assert commands == []


def test_a_server_for_the_tests_is_installed_where_that_is_allowed(monkeypatch, commands, tmp_path):
    monkeypatch.setattr(go.os, "geteuid", lambda: 0)
    monkeypatch.setattr(go.shutil, "which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(go, "TOOLS", {str(tmp_path / "*/initdb"): "postgresql"})
    monkeypatch.setattr(go.sys, "platform", "linux")
    go.offer_tools()
    assert "postgresql" in commands[-1]
    commands.clear()
    (tmp_path / "15").mkdir()
    (tmp_path / "15/initdb").touch()
    go.offer_tools()
    assert commands == []


def test_without_that_the_tests_run_all_the_same(monkeypatch, commands, tmp_path, capsys):
    monkeypatch.setattr(go.shutil, "which", lambda _name: None)
    monkeypatch.setattr(go, "TOOLS", {str(tmp_path / "*/initdb"): "postgresql"})
    monkeypatch.setattr(go.sys, "platform", "linux")
    go.offer_tools()
    said = capsys.readouterr().err
    assert "postgresql" in said
    assert "skipped" in said
    assert commands == []


# --- the virtual environment and its stamp ---


def test_a_second_start_installs_nothing(venv, commands):
    prepare(venv, "run", "test")
    commands.clear()
    prepare(venv, "run", "test")
    assert commands == []


def test_the_first_start_installs_the_first_lock_with_hashes(venv, commands):
    prepare(venv, "run", "test")
    (pip,) = commands
    assert "--require-hashes" in pip
    assert pip[-1].endswith("run.lock")


def test_the_locks_of_the_tests_serve_the_program_too_but_not_the_other_way(venv, commands):
    prepare(venv, "test")
    prepare(venv, "run", "test")
    assert len(commands) == 1
    (venv / "ecabinet.stamp").write_text(go.stamp("run", venv))
    prepare(venv, "test")
    assert len(commands) == 2


def test_a_changed_lock_installs_again(venv, checkout, commands):
    prepare(venv, "run")
    (checkout / "requirements/run.lock").write_text("run==2\n")
    prepare(venv, "run")
    assert len(commands) == 2


def test_another_python_makes_the_environment_anew(venv, commands, monkeypatch):
    prepare(venv, "run")
    monkeypatch.setattr(go.sys, "version", "3.99.0 (of the future)")
    prepare(venv, "run")
    assert [words[2] for words in commands] == ["pip", "venv", "pip"]


def test_another_folder_installs_again(venv, checkout, commands):
    prepare(venv, "run")
    venv.rename(checkout / "moved")
    prepare(checkout / "moved", "run")
    assert len(commands) == 2


def test_an_interrupted_environment_is_made_anew(venv, commands):
    (venv / "bin/pip").unlink()
    prepare(venv, "run")
    assert commands[0][1:4] == ["-m", "venv", "--clear"]


def test_a_failed_installation_does_not_count(venv, monkeypatch):
    monkeypatch.setattr(go, "run", lambda *_words: False)
    with pytest.raises(SystemExit, match="pip"):
        prepare(venv, "run")
    assert not (venv / "ecabinet.stamp").exists()


def test_a_folder_of_somebody_else_is_left_alone(checkout, commands):
    (checkout / "thesis").mkdir()
    (checkout / "thesis/chapter1.txt").write_text("years of work")
    with pytest.raises(SystemExit, match="not a virtual environment"):
        prepare(checkout / "thesis", "run")
    assert commands == []


def test_clean_removes_an_environment_and_nothing_else(venv, checkout, monkeypatch):
    monkeypatch.setenv("ECABINET_VENV", str(checkout / "requirements"))
    go.main(["clean"])
    assert (checkout / "requirements/run.lock").exists()
    monkeypatch.setenv("ECABINET_VENV", str(venv))
    go.main(["clean"])
    assert not venv.exists()


# --- handing over ---


@pytest.mark.skipif(sys.platform != "linux", reason="other systems always have a display")
@pytest.mark.parametrize(
    ("given", "platform"),
    [
        ({}, "offscreen"),
        ({"DISPLAY": ""}, "offscreen"),
        ({"DISPLAY": ":0"}, None),
        ({"WAYLAND_DISPLAY": "wayland-0"}, None),
        ({"QT_QPA_PLATFORM": "vnc"}, "vnc"),
    ],
)
def test_no_window_without_a_display(given, platform):
    assert go.environment(given).get("QT_QPA_PLATFORM") == platform


def test_the_checkout_comes_first_on_the_path():
    assert go.environment({})["PYTHONPATH"] == str(ROOT)
    assert go.environment({"PYTHONPATH": "mine"})["PYTHONPATH"] == f"{ROOT}{os.pathsep}mine"


@pytest.mark.parametrize("words", [[], ["tset"], ["--help"]])
def test_an_unknown_word_is_refused_before_anything_is_done(words, commands):
    with pytest.raises(SystemExit, match="demo, run, test or clean"):
        go.main(words)
    assert commands == []


# --- .ci/run ---


def test_the_ci_script_can_be_run():
    script = ROOT / ".ci/run"
    assert os.access(script, os.X_OK)
    subprocess.run(["bash", "-n", script], check=True)


# --- locks ---


def pins(lock):
    """Version and hashes of each package of a lock, by its name in lower case with dashes."""
    text = lock.read_text(encoding="utf-8").replace("\\\n", " ")
    found = re.findall(r"^(\S+?)==(\S+)([^\n]*)$", text, re.MULTILINE)
    assert len(found) == len([line for line in text.splitlines() if line.strip()])
    return {name: (pinned, re.findall(r"--hash=sha256:[0-9a-f]{64}\b", rest)) for name, pinned, rest in found}


def declared(*groups):
    """Names of the packages that pyproject.toml asks for, as the locks write them."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    wanted = sum((project["dependency-groups"][group] for group in groups), project["project"]["dependencies"])
    return {re.sub(r"[_.]", "-", re.match(r"[\w.-]+", line).group().lower()) for line in wanted}


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_a_lock_names_no_address_and_pins_every_package_by_hash(lock):
    assert "://" not in lock.read_text(encoding="utf-8")
    assert all(hashes for _, hashes in pins(lock).values())


def test_the_locks_cover_what_is_declared():
    run, test = LOCKS
    assert declared() <= pins(run).keys()
    assert declared("test", "gates") <= pins(test).keys()


def test_the_lock_of_the_tests_holds_that_of_the_program():
    run, test = (pins(lock) for lock in LOCKS)
    assert {name: test.get(name) for name in run} == run


def test_the_broken_pyside_is_not_locked():
    assert pins(LOCKS[0])["pyside6-essentials"][0] != "6.12.0"
