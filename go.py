"""Start eCabinet from a fresh checkout: python3 go.py demo | run | test | clean [further arguments].

Installs once what the computer lacks, with nothing but the standard library, then hands over."""

import ctypes
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
COMMANDS = {  # command: (the locks that serve it, the one to install first; arguments for Python)
    "demo": (("run", "test"), ["-m", "ecabinet", "demo"]),
    "run": (("run", "test"), ["-m", "ecabinet"]),
    "test": (("test",), ["-m", "pytest", "-n", "auto", "--dist", "loadfile"]),  # one process for each processor
}
LIBRARIES = {  # what Qt loads: the Debian package that has it. Those with xcb or x11 are for a real window.
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libfontconfig.so.1": "libfontconfig1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libgssapi_krb5.so.2": "libgssapi-krb5-2",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}
TOOLS = {  # for tests only, which are skipped without
    "/usr/lib/postgresql/*/bin/initdb": "postgresql",
    "/usr/sbin/smbd": "samba",
    "/usr/bin/strace": "strace",
    "/bin/ip": "iproute2",
    "/usr/bin/pdftoppm": "poppler-utils",
}


def run(*command):
    """Whether the command succeeds; what it prints goes to stderr, stdout belongs to the program."""
    return subprocess.run(command, stdout=sys.stderr, check=False).returncode == 0


def loads(library):
    try:
        return bool(ctypes.CDLL(library))
    except OSError:
        return False


def missing_packages():
    """Debian packages to install: those of the table, then what holds ensurepip. None on other systems."""
    if sys.platform != "linux":
        return []
    venv = [] if importlib.util.find_spec("ensurepip") else ["python{}.{}-venv".format(*sys.version_info)]
    return [package for library, package in LIBRARIES.items() if not loads(library)] + venv


def missing_tools():
    """Debian packages without which some tests are skipped. None on other systems."""
    if sys.platform != "linux":
        return []
    return [package for program, package in TOOLS.items() if not any(Path("/").glob(program[1:]))]


def privilege():
    """What to say before apt-get; None where we may not install."""
    sudo = ["sudo", "-n"] if os.geteuid() else []
    if not shutil.which("apt-get") or (sudo and not (shutil.which("sudo") and run("sudo", "-n", "true"))):
        return None
    return [*sudo, "env", "DEBIAN_FRONTEND=noninteractive"]


def install_system(packages):
    install = ["apt-get", "install", "-y", "--no-install-recommends", *packages]
    by_hand = f"Please run this, then start again:\n    sudo {' '.join(install)}"
    before = privilege()
    if before is None:
        raise SystemExit(f"go: system packages are missing and I may not install them. {by_hand}")
    print(f"go: installing system packages: {' '.join(packages)}", file=sys.stderr)
    if not (run(*before, "apt-get", "-qq", "update") and run(*before, *install, "-qq")):
        raise SystemExit(f"go: apt-get failed. {by_hand}")


def offer_tools():
    """Install what some tests want, where we may; the others run without."""
    packages = missing_tools()
    if not packages:
        return
    try:
        install_system(packages)
    except SystemExit as error:
        print(f"{error}\ngo: going on; the tests that need them are skipped", file=sys.stderr)


def stamp(lock, venv):
    """All that an installation depends on, in one line: the lock's bytes, this Python, the folder."""
    digest = hashlib.sha256((ROOT / "requirements" / f"{lock}.lock").read_bytes()).hexdigest()
    return f"{lock} {digest} {sys.version.split()[0]} {venv}"


def create(venv, python):
    """Make the virtual environment unless there is one of this very Python."""
    config = venv / "pyvenv.cfg"
    if venv.exists() and any(venv.iterdir()) and not config.exists():
        raise SystemExit(f"go: {venv} is not a virtual environment; I leave it alone")
    whole = python.exists() and any(python.parent.glob("pip*"))
    if whole and f"version = {sys.version.split()[0]}\n" in config.read_text("utf-8"):
        return
    print(f"go: creating the virtual environment {venv}", file=sys.stderr)
    subprocess.run([sys.executable, "-m", "venv", "--clear", venv], check=True)


def prepare(locks, venv, python):
    """Install the first of the locks, unless one of them is installed already."""
    mark = venv / "ecabinet.stamp"
    if python.exists() and mark.exists() and mark.read_text("utf-8") in [stamp(name, venv) for name in locks]:
        return
    create(venv, python)
    mark.unlink(missing_ok=True)  # a half-finished installation must not look finished
    print("go: installing the locked Python packages (once; half a minute or so)", file=sys.stderr)
    pip = [python, "-m", "pip", "install", "-q", "--disable-pip-version-check", "--require-hashes", "-r"]
    if not run(*pip, ROOT / "requirements" / f"{locks[0]}.lock"):
        raise SystemExit("go: pip could not install the packages; its own words are above")
    mark.write_text(stamp(locks[0], venv), "utf-8")


def environment(given):
    """The environment to hand over: this checkout first on the path, no window where there is no display."""
    headless = sys.platform == "linux" and not (given.get("DISPLAY") or given.get("WAYLAND_DISPLAY"))
    path = os.pathsep.join(filter(None, [str(ROOT), given.get("PYTHONPATH")]))
    return {**({"QT_QPA_PLATFORM": "offscreen"} if headless else {}), **given, "PYTHONPATH": path}


def main(words):
    venv = Path(os.environ.get("ECABINET_VENV") or ROOT / ".venv").absolute()
    python = venv / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    if words == ["clean"]:
        return shutil.rmtree(venv) if (venv / "pyvenv.cfg").exists() else None
    if sys.version_info < (3, 11) or not words or words[0] not in COMMANDS:
        raise SystemExit("go: say demo, run, test or clean, with Python 3.11 or newer")
    if missing := missing_packages():
        install_system(missing)
    if words[0] == "test":
        offer_tools()
    locks, arguments = COMMANDS[words[0]]
    prepare(locks, venv, python)
    command, after = [str(python), *arguments, *words[1:]], environment(os.environ)
    os.chdir(ROOT if words[0] == "test" else ".")
    if os.name == "posix":  # become the program, so that signals reach it
        os.execve(command[0], command, after)
    return subprocess.call(command, env=after)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
