"""How fast each kind of store takes and gives files, and how soon a reader has what another wrote.

Prints one JSON object. Segments are files of 600 bytes, papers one part of 32 MiB. A writer on another thread
publishes a segment at a random moment; the reader either asks every 250 ms, as a window does while a vote runs, or is
woken, and the time ends when it holds the bytes. Yardsticks in the same run, on the same disk and server: writing,
flushing and renaming a file; inserting and committing a row with the bare driver; bare NOTIFY to a bare LISTEN.
PostgreSQL is Debian's own, started for this run; without it, its part is left out.

    python benchmarks/stores.py [--files 300] [--news 40]
"""

import argparse
import json
import os
import platform
import random
import sqlite3
import statistics
import sys
import tempfile
import threading
import time
from contextlib import closing
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from ecabinet.sync.stores import open_store, prepare_place, waking
from tests.postgres import Server, binaries

REST = 0.25
SEGMENT = os.urandom(600)
PAPER = os.urandom(32 * 1024 * 1024)
PATIENCE = 30


def rate(count, act):
    """So many calls a second, each with its number."""
    begin = time.perf_counter()
    for number in range(count):
        act(number)
    return count / (time.perf_counter() - begin)


def summary(seconds):
    """Median, 95th percentile and greatest, in milliseconds."""
    ordered = sorted(1000 * value for value in seconds)
    place = max(0, -(-len(ordered) * 95 // 100) - 1)
    named = {"p50_ms": statistics.median(ordered), "p95_ms": ordered[place], "max_ms": ordered[-1]}
    return {"samples": len(ordered)} | {name: round(value, 2) for name, value in named.items()}


# ---- a store


def speeds(store, count):
    """Segments a second and megabytes a second, both ways."""
    out = {"publish_per_s": rate(count, lambda n: store.publish(f"space/in/20261118/w-{n}", [SEGMENT]))}
    out["read_per_s"] = rate(count, lambda n: store.read(f"space/in/20261118/w-{n}", 9999))
    out["list_per_s"] = rate(50, lambda _n: store.list("space/in/20261118"))
    piece = 1024 * 1024
    pieces = [PAPER[start : start + piece] for start in range(0, len(PAPER), piece)]
    out["paper_in_mb_per_s"] = len(PAPER) / 1e6 * rate(2, lambda n: store.publish(f"space/blob/aa/{n}", pieces))
    out["paper_out_mb_per_s"] = len(PAPER) / 1e6 * rate(2, lambda n: list(store.chunks(f"space/blob/aa/{n}", 2**30)))
    return {name: round(value, 1) for name, value in out.items()}


def news(writer, reader, count):
    """Seconds from the call of publish to the bytes in the reader's hand."""
    waker, found = waking.waker(reader), []
    if waker:
        waker.wait(0)
    for number in range(count):
        name, pressed = f"news/in/{number // 10}/w-{number}", []
        thread = threading.Thread(target=later, args=(writer, name, pressed))
        thread.start()
        seen = hold(reader, waker, name)
        thread.join()
        found.append(seen - pressed[0])
    if waker:
        waker.close()
    return found


def later(writer, name, pressed):
    time.sleep(random.uniform(0, REST))
    pressed.append(time.perf_counter())
    writer.publish(name, [SEGMENT])


def hold(reader, waker, name):
    """Wait until the bytes are here; return when that was."""
    folder, _slash, bare = name.rpartition("/")
    end = time.monotonic() + PATIENCE
    while bare not in reader.list(folder) or reader.read(name, 9999) != SEGMENT:
        if time.monotonic() > end:
            raise TimeoutError(name)
        waker.wait(REST) if waker else time.sleep(REST)
    return time.perf_counter()


def measure(url, options, yardstick):
    prepare_place(url)
    store, other = open_store(url, "w1"), open_store(url, "w2")
    found = speeds(store, options.files)
    found["publish_to_bare"] = round(found["publish_per_s"] / yardstick, 2)
    found["bare_per_s"] = round(yardstick, 1)
    found["news"] = summary(news(store, other, options.news))
    for opened in (store, other):
        getattr(opened, "close", lambda: None)()
    return found


# ---- yardsticks


def flushed_writes(folder, count):
    def write(number):
        with (folder / "part").open("wb") as file:
            file.write(SEGMENT)
            file.flush()
            os.fsync(file.fileno())
        (folder / "part").rename(folder / f"whole-{number}")

    return rate(count, write)


def sqlite_inserts(path, count):
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode=TRUNCATE")
        connection.execute("PRAGMA synchronous=FULL")
        connection.execute("CREATE TABLE bare (number INTEGER PRIMARY KEY, data BLOB)")
        return rate(count, lambda n: connection.execute("INSERT INTO bare VALUES (?, ?)", (n, SEGMENT)))


def postgres_inserts(connection, count):
    connection.execute("CREATE TABLE public.bare (number int PRIMARY KEY, data bytea)")
    return rate(count, lambda n: connection.execute("INSERT INTO public.bare VALUES (%s, %s)", (n, SEGMENT)))


def bare_news(server, database, count):
    """Seconds from NOTIFY to its arrival at another connection."""
    found = []
    with server.connect(database) as listener, server.connect(database) as speaker:
        listener.execute("LISTEN bare")
        for _number in range(count):
            begin = time.perf_counter()
            speaker.execute("NOTIFY bare")
            list(listener.notifies(timeout=PATIENCE, stop_after=1))
            found.append(time.perf_counter() - begin)
    return found


def on_postgres(options):
    if (found := binaries()) is None:
        return None
    server = Server(found)
    try:
        server.make()
        server.begin()
        name = server.database()
        with server.connect(name) as connection:
            yardstick = postgres_inserts(connection, options.files)
        measured = measure(server.url(name), options, yardstick)
        measured["bare_notify"] = summary(bare_news(server, name, options.news))
        measured["news_to_bare"] = round(measured["news"]["p50_ms"] / measured["bare_notify"]["p50_ms"], 1)
        return measured
    finally:
        server.remove()


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--files", type=int, default=300)
    parser.add_argument("--news", type=int, default=40)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "store").mkdir()
        result = {
            "machine": f"{platform.platform()}, {os.cpu_count()} CPUs, Python {platform.python_version()}",
            "load": round(os.getloadavg()[0], 1),
            "rest_ms": 1000 * REST,
            "folder": measure(str(folder / "store"), options, flushed_writes(folder, options.files)),
            "sqlite": measure(
                f"sqlite:///{folder / 'hop.db'}", options, sqlite_inserts(folder / "bare.db", options.files)
            ),
            "postgresql": on_postgres(options),
        }
    print(json.dumps(result, indent=2))


if __name__ == "__main__":
    main()
