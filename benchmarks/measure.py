"""Numbers of benchmarks: summaries, rates, and the physical yardsticks they stand beside."""

import os
import platform
import statistics
import time

import nacl.bindings
import nacl.signing


def summary(values, scale=1000):
    """Count, median, 95th and 99th percentile and greatest, times `scale`: 1000 makes milliseconds of seconds."""
    ordered = sorted(scale * value for value in values)
    if not ordered:
        return {"samples": 0}

    def place(share):
        return ordered[max(0, -(-len(ordered) * share // 100) - 1)]

    named = {"p50": statistics.median(ordered), "p95": place(95), "p99": place(99), "max": ordered[-1]}
    return {"samples": len(ordered)} | {name: round(value, 2) for name, value in named.items()}


def clocked(act):
    """Seconds an act takes, and its result."""
    begin = time.perf_counter()
    result = act()
    return time.perf_counter() - begin, result


def machine():
    """What this ran on."""
    about = f"{platform.platform()}, {os.cpu_count()} CPUs, Python {platform.python_version()}"
    return {"machine": about, "load": round(os.getloadavg()[0], 1)}


# ---- yardsticks


def flushed_writes(folder, count, size=1024):
    """Seconds to write, flush and rename a file and to flush its folder, so many times."""
    data = os.urandom(size)

    def write(number):
        with (folder / "part").open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        (folder / "part").rename(folder / f"whole-{number}")
        handle = os.open(folder, os.O_RDONLY)
        os.fsync(handle)
        os.close(handle)

    return [clocked(lambda number=number: write(number))[0] for number in range(count)]


def bare_verifications(count, size=300):
    """Ed25519 signatures verified in a second by the library alone."""
    key = nacl.signing.SigningKey(bytes(32))
    signed, public = bytes(key.sign(os.urandom(size))), bytes(key.verify_key)
    seconds, _done = clocked(lambda: [nacl.bindings.crypto_sign_open(signed, public) for _time in range(count)])
    return count / seconds


# ---- goals


def at_most(measured, goal, yardstick, **more):
    """A line of a result: what was measured must not be above the goal; its ratio to what bare means need."""
    return _line(measured, goal, measured <= goal, yardstick, more)


def at_least(measured, goal, yardstick, **more):
    """A line of a result: what was measured must not be below the goal; its ratio to what bare means reach."""
    return _line(measured, goal, measured >= goal, yardstick, more)


def _line(measured, goal, met, yardstick, more):
    ratio = round(measured / yardstick, 3) if yardstick else None
    rounded = {"measured": round(measured, 3), "goal": goal, "met": met, "yardstick": yardstick and round(yardstick, 3)}
    return rounded | {"ratio": ratio} | more
