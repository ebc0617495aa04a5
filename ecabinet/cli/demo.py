"""`ecabinet demo`: on screen, or unattended with `--tour`."""

from pathlib import Path

from ecabinet.cli import FAILED, OK
from ecabinet.cli.outcome import say_json
from ecabinet.demo.show import show
from ecabinet.demo.tour import TourResult, tour


def unattended(out: Path, keep: Path | None, *, as_json: bool) -> int:
    """Play the meeting unattended; return 1 if anything disagrees with the script."""
    result = tour(out, keep=keep)
    if as_json:
        say_json(result)
    else:
        _say(result)
    return FAILED if result.summary.disagreements else OK


def on_screen(keep: Path | None) -> int:
    """Open the three windows and play the script beside them."""
    return show(keep=keep)


def _say(result: TourResult) -> None:
    summary = result.summary
    replicas = f"{summary.replicas} replicas ({summary.guests} of guests)"
    print(f"{replicas}, {summary.members} members, {summary.events} events")
    for row in summary.votes:
        print(f"{row['vote']}: {row['counts']} {row['outcome']} {'' if row['as_scripted'] else '!!'}")
    print(f"{len(result.pictures)} pictures; replicas {'identical' if summary.identical else 'DIFFER'}")
    for line in summary.disagreements:
        print(f"!! {line}")
