"""`ecabinet store copy` and `ecabinet store use`: moving an organization to another store while people work."""

import argparse
import hashlib
import platform
import signal
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from ecabinet.cli import FAILED, OK
from ecabinet.cli.outcome import say_json
from ecabinet.cli.store import made_place, root_key
from ecabinet.core.errors import BadValue, Unreachable
from ecabinet.sync.audit.findings import Defect
from ecabinet.sync.moving.copying import Copying, CopyReport
from ecabinet.sync.stores import prepare_place
from ecabinet.sync.stores.visiting import visited
from ecabinet.ui.notices import sentence

SECONDS = 1.0
"""Pause between two rounds of `--follow`."""

ENOUGH = 100
"""Rounds after which a store that is written to faster than it can be copied is left for the next run."""


@dataclass(slots=True)
class Total:
    """What all rounds did together; `left_out`, `agree` and `defects` are those of the last one."""

    rounds: int = 0
    copied: int = 0
    size: int = 0
    left_out: int = 0
    agree: bool = False
    defects: tuple[Defect, ...] = ()

    def add(self, report: CopyReport) -> None:
        """Take over one more round."""
        self.rounds, self.copied, self.size = self.rounds + 1, self.copied + report.copied, self.size + report.size
        self.left_out, self.agree, self.defects = report.left_out, report.agree, report.defects


def copy(options: argparse.Namespace) -> int:
    """Copy a store; with `--follow` until somebody stops it, and then until both agree. Return 1 for defects.

    Raises:
        StoreUnreachable: one of them is out of reach, FROM is no store, or TO another organization's.
        StoreReadOnly: TO cannot be written. What was copied stands; the same command goes on from there.
    """
    to = made_place(options.target)
    prepare_place(to)
    with visited(options.source) as source, visited(to, _owner(options.source, to)) as target:
        copying = Copying(source, target, root_key(options.root))
        total = Total()
        if options.follow:
            _follow(lambda: total.add(copying.round()))
        for _round in range(ENOUGH):
            total.add(copying.round())
            if total.agree:
                break
        result = {"from": source.url, "to": target.url, "space": copying.genesis.space}
    if options.json:
        say_json(result | {name: getattr(total, name) for name in Total.__slots__})
    else:
        _say(total, result["to"])
    return OK if total.agree and not total.defects else FAILED


def use(url: str, profile: Path, *, as_json: bool) -> int:
    """Let a profile exchange with another store of the same organization.

    Raises:
        EcabinetError: as in `boot.switching.use_store`; nothing was changed.
    """
    from ecabinet.boot.switching import use_store

    place = url if ":" in url else str(Path(url).absolute())
    before, now = (_shown(each) for each in (use_store(profile, place), place))
    if as_json:
        say_json({"profile": str(profile), "before": before, "store": now})
    else:
        print(f"Hồ sơ {profile} nay trao đổi qua {now} (trước đây: {before}).")
        print(f"{profile} now exchanges through {now} (before: {before}).")
    return OK


def _shown(url: str) -> str:
    """Return how a store calls itself: without a password."""
    try:
        with visited(url) as store:
            return store.url
    except BadValue:
        return "?"


def _owner(source: str, target: str) -> str:
    """Return a name for unfinished files, the same for the same copy, so that the next run removes what it left."""
    place = "\n".join((platform.node(), source, target))
    return f"copy-{hashlib.sha256(place.encode()).hexdigest()[:16]}"


def _follow(act: Callable[[], None]) -> None:
    """Act again and again until interrupted or told to end; a store that is silent for a while is waited for."""
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    told = ""
    try:
        while True:
            try:
                act()
                told = ""
            except Unreachable as silence:
                told = _tell(silence, told)
            time.sleep(SECONDS)
    except KeyboardInterrupt:
        return
    finally:
        signal.signal(signal.SIGTERM, before)


def _tell(silence: Unreachable, told: str) -> str:
    """Say on stderr that there is nothing to be done now, once; return what was said."""
    words = f"{sentence(silence, 'vi')}\n{sentence(silence, 'en')}"
    if words != told:
        print(words, file=sys.stderr, flush=True)
    return words


def _say(total: Total, to: str) -> None:
    print(f"{total.copied} files, {total.size} bytes copied in {total.rounds} rounds; {total.left_out} left out")
    for defect in total.defects:
        print(f"{defect.file}: {defect.fault} {defect.detail}".rstrip())
    if not total.agree:
        print("not at rest yet: run the same command again")
        return
    print(f"Chuyển từng máy sang kho mới / point each laptop to it: ecabinet store use {to} --profile DIR")
