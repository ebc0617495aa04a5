"""`ecabinet log export`: the journal as JSON Lines, for people who do not have the program."""

import argparse
import os
import sys
from collections.abc import Iterator

from ecabinet.boot.export import lines, write
from ecabinet.cli import OK
from ecabinet.cli.unlocking import unlocked
from ecabinet.core.errors import BadValue


def export(options: argparse.Namespace) -> int:
    """Write a profile's journal to a new file or to the standard output.

    Raises:
        BadValue: the file exists or cannot be made.
        NoSuchThing: the space or the meeting is unknown to the profile; an empty file is not left behind.
    """
    profile = unlocked(options.profile)
    told = lines(profile, space=options.space, meeting=options.meeting, segments=options.with_segments)
    if options.out is None:
        return _print(told)
    try:
        count = write(options.out, told)
    except FileExistsError as error:
        raise BadValue("out", "exists") from error
    except OSError as error:
        raise BadValue("out", str(error.strerror)) from error
    print(f"{options.out}: {count} lines")
    return OK


def _print(told: Iterator[str]) -> int:
    """Write lines as UTF-8, whatever the terminal's own encoding is; who stops reading has had enough."""
    out = sys.stdout.buffer
    try:
        for line in told:
            out.write(line.encode("utf-8") + b"\n")
        out.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return OK
