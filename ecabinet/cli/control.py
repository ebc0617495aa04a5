"""`ecabinet people laptops|revoke|hand-over|recover|sides`: who may write, and who decides it."""

import argparse
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from ecabinet.app import commands
from ecabinet.app.read import InstallationLine
from ecabinet.boot.choosing import Side, sides
from ecabinet.boot.continuing import catch_up, settle
from ecabinet.boot.program import Program, held, open_program
from ecabinet.boot.recovery import read_root, recover
from ecabinet.cli import OK
from ecabinet.cli.outcome import say_json
from ecabinet.cli.unlocking import asked, unlocked
from ecabinet.core.errors import BadValue, NoSuchThing
from ecabinet.core.ids import MemberId, WriterId


@contextmanager
def opened(folder: Path) -> Iterator[Program]:
    """Open a profile for this command alone, with the news from its store if that answers."""
    profile = unlocked(folder)
    with held(profile):
        program = open_program(profile)
        try:
            settle(program)
            catch_up(program)
            yield program
        finally:
            program.close()


def member_of(program: Program, wanted: str) -> MemberId:
    """Return the member with this identifier or full name.

    Raises:
        NoSuchThing: nobody has it.
        BadValue: several people have that name.
    """
    with program.replica.read() as reads:
        members = reads.directory().members
    if wanted in members:
        return MemberId(wanted)
    found = [member.id for member in members.values() if member.name.casefold() == wanted.strip().casefold()]
    if len(found) > 1:
        raise BadValue("member", "several")
    if not found:
        raise NoSuchThing("member", wanted)
    return found[0]


def _laptops(options: argparse.Namespace) -> int:
    with opened(options.profile) as program:
        return _answer(program, options)


def _revoke(options: argparse.Namespace) -> int:
    with opened(options.profile) as program:
        if options.laptop:
            program.workspace.do(commands.RevokeWriter(WriterId(options.laptop), options.reason))
        else:
            program.workspace.do(commands.RemoveMember(member_of(program, options.member), options.reason))
        return _answer(program, options)


def _hand_over(options: argparse.Namespace) -> int:
    with opened(options.profile) as program:
        program.workspace.do(commands.HandOver(WriterId(options.laptop)))
        return _answer(program, options)


def _recover(options: argparse.Namespace) -> int:
    """Recover with the root key.

    Raises:
        BadValue: the file cannot be read, holds no root key, or another organization's.
    """
    try:
        data = options.root_key.read_bytes()
    except OSError as error:
        raise BadValue("root_key", "unreadable") from error
    seed = read_root(data, lambda: asked("Mật khẩu của khóa gốc / passphrase of the root key: "))
    with opened(options.profile) as program:
        recover(seed, program, options.behind)
        return _answer(program, options)


def _sides(options: argparse.Namespace) -> int:
    with opened(options.profile) as program:
        found = sides(program)
        names = {line.writer: f"{line.name} ({line.label})" for line in program.queries.installations()}
    if options.json:
        say_json({"sides": found})
    elif not found:
        print("Các bản ghi điều khiển không mâu thuẫn. / No control records contradict each other.")
    for number, side in enumerate(() if options.json else found, start=1):
        print("\n".join(_side(number, side, names)))
    return OK


def _side(number: int, side: Side, names: Mapping[WriterId, str]) -> Iterator[str]:
    """Yield a line about a side, and one for each of its own records."""
    state = " · đang có hiệu lực / counts now" if side.counts else ""
    last = side.own[-1].record if side.own else ""
    yield f"Bên / side {number}: {side.length} bản ghi / records{state} · --behind {last}"
    named = ", ".join(names.get(writer, writer) for writer in side.named_by)
    yield f"  được nêu bởi / named by: {named or '–'}"
    for one in side.own:
        when = datetime.fromtimestamp(one.at / 1000, UTC).astimezone().strftime("%d/%m/%Y %H:%M")
        about = names.get(WriterId(one.about), one.about)
        parts = (one.record[:16], f"{one.epoch}.{one.seq}", when, names.get(one.writer, one.writer), one.kind, about)
        yield "  " + " · ".join(filter(None, parts))


def _answer(program: Program, options: argparse.Namespace) -> int:
    """Send what was decided, and say who may write now."""
    program.exchange.round()
    lines = program.queries.installations()
    if options.json:
        say_json({"laptops": lines})
    for line in () if options.json else lines:
        print(_told(line))
    return OK


def _told(line: InstallationLine) -> str:
    role = "máy điều khiển / controller" if line.controller else ""
    gone = f"đã thu hồi / revoked: {line.revoked}" if line.revoked is not None else ""
    return " · ".join(part for part in (line.writer, line.name, line.label, role, gone) if part)


ACTIONS: dict[str, Callable[[argparse.Namespace], int]] = {
    "laptops": _laptops,
    "revoke": _revoke,
    "hand-over": _hand_over,
    "recover": _recover,
    "sides": _sides,
}
