"""A real PostgreSQL server of Debian's, run by tests in folders of its own on a free port of this computer."""

import os
import random
import shutil
import socket
import subprocess
import tempfile
from pathlib import Path

import psycopg
import pytest

BIN = "/usr/lib/postgresql/*/bin"
SECONDS = 120
PASSWORD = "bí-mật-của-máy-chủ"
GUARD = """
read -r nothing
pid=$(head -n 1 "$1/data/postmaster.pid" 2>/dev/null) && kill -QUIT "$pid"
while [ "$pid" ] && kill -0 "$pid" 2>/dev/null; do sleep 0.05; done
rm -rf "$1"
"""  # a shell that waits for the end of its input, which is ours, however we end
CONFIG = """
listen_addresses = '127.0.0.1'
fsync = on
shared_buffers = 16MB
max_connections = 60
autovacuum = off
log_min_messages = fatal
"""


def binaries():
    """The folder of the newest server's programs, None where there is none."""
    found = sorted(Path("/").glob(BIN[1:]), key=lambda path: float(path.parent.name))
    return next((path for path in reversed(found) if (path / "initdb").exists()), None)


def free_port():
    """Below the ports that systems give to outgoing connections: one of those might be taken during a restart."""
    for port in random.sample(range(20_000, 32_000), 100):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)):
                return port
    raise OSError("no free port")


class Server:
    """One cluster. Programs run as `postgres` or `nobody` when we are root, whom the server refuses."""

    def __init__(self, bin_folder):
        self.bin, self.port = bin_folder, free_port()
        self.folder = Path(tempfile.mkdtemp(prefix="ecabinet-postgres-"))
        self.data, self.made = self.folder / "data", 0
        guard = ["sh", "-c", GUARD, "guard", self.folder]
        self.guard = subprocess.Popen(guard, stdin=subprocess.PIPE, start_new_session=True)
        self.user = next(name for name in ("postgres", "nobody") if _exists(name)) if os.geteuid() == 0 else None
        if self.user:
            shutil.chown(self.folder, self.user)

    def make(self):
        """Make an empty cluster."""
        secret = self.folder / "password"
        secret.write_text(PASSWORD, encoding="utf-8")
        if self.user:
            shutil.chown(secret, self.user)
        options = ["-A", "scram-sha-256", "-U", "owner", "--pwfile", secret, "-E", "UTF8", "--locale", "C.UTF-8"]
        self._run("initdb", "-D", self.data, *options)
        self.certificate = self._certify("server")
        with (self.data / "postgresql.conf").open("a", encoding="utf-8") as config:
            config.write(f"{CONFIG}\nunix_socket_directories = '{self.folder}'\n")
            key = self.certificate.with_suffix(".key")
            config.write(f"ssl = on\nssl_cert_file = '{self.certificate}'\nssl_key_file = '{key}'\n")

    def _certify(self, name):
        """Make a certificate for this computer that signs itself; return its file. The key lies beside it."""
        certificate = self.folder / f"{name}.crt"
        what = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost", "-days", "7"]
        files = ["-keyout", certificate.with_suffix(".key"), "-out", certificate]
        curve = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
        self._run("/usr/bin/openssl", "req", "-x509", *curve, *files, *what)
        return certificate

    def stranger(self):
        """Return the file of a certificate this server does not have."""
        return self._certify("stranger")

    def _run(self, program, *arguments):
        command = [self.bin / program, *arguments]
        who = {"user": self.user, "group": _group(self.user), "extra_groups": []} if self.user else {}
        how = {"cwd": self.folder, "timeout": SECONDS, "env": {"LC_ALL": "C.UTF-8", "PATH": os.defpath}}
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **how, **who)

    def start(self):
        where = ["-D", self.data, "-l", self.folder / "log", "-o", f"-p {self.port}"]
        self._run("pg_ctl", "start", "-w", "-t", str(SECONDS), *where)

    def begin(self):
        """Start for the first time, on another port if somebody has just taken ours."""
        for _attempt in range(3):
            try:
                return self.start()
            except subprocess.CalledProcessError:
                self.port = free_port()
        return self.start()

    def stop(self, mode="fast"):
        self._run("pg_ctl", "stop", "-D", self.data, "-w", "-t", str(SECONDS), "-m", mode)

    def listen(self, addresses):
        """Answer at these addresses from now on; who comes from elsewhere needs the password, too."""
        with (self.data / "postgresql.conf").open("a", encoding="utf-8") as config:
            config.write(f"listen_addresses = '{', '.join(addresses)}'\n")
        with (self.data / "pg_hba.conf").open("a", encoding="utf-8") as config:
            config.write("host all all samenet scram-sha-256\n")
        self.restart("fast")

    def restart(self, mode="immediate"):
        self.stop(mode)
        self.start()

    def url(self, database, user="owner", password=PASSWORD):
        return f"postgresql://{user}:{password}@127.0.0.1:{self.port}/{database}"

    def connect(self, database, user="owner", **more):
        where = {"host": "127.0.0.1", "port": self.port, "dbname": database, "user": user, "password": PASSWORD}
        return psycopg.connect(**where | more, autocommit=True)

    def database(self):
        """Make an empty database; return its name."""
        self.made += 1
        name = f"hop{self.made}"
        with self.connect("postgres") as connection:
            connection.execute(f"CREATE DATABASE {name}")
        return name

    def role(self, name, group=None):
        """Make a role that may log in, unless it is there."""
        with self.connect("postgres") as connection:
            if connection.execute("SELECT FROM pg_roles WHERE rolname = %s", [name]).fetchone() is None:
                connection.execute(f"CREATE ROLE {name} LOGIN PASSWORD '{PASSWORD}'")
            if group:
                connection.execute(f"GRANT {group} TO {name}")

    def remove(self):
        """Stop it, if it runs, and delete its folder."""
        self.guard.stdin.close()
        self.guard.wait(SECONDS)


def _exists(user):
    return _group(user) is not None


def _group(user):
    import grp
    import pwd

    try:
        return grp.getgrgid(pwd.getpwnam(user).pw_gid).gr_name
    except KeyError:
        return None


@pytest.fixture(scope="session")
def server():
    """A running server; each test makes databases of its own and leaves the server running."""
    found = binaries()
    if found is None:
        pytest.skip(f"no PostgreSQL server in {BIN}; on Debian: apt-get install postgresql")
    made = Server(found)
    try:
        made.make()
        made.begin()
        yield made
    finally:
        made.remove()
