"""`ecabinet people …`: inviting, joining, approving. Digits are compared by people; here they are typed in."""

import argparse
import os
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from ecabinet.boot.admission import JoinRequest, approve, invite, pending, refuse
from ecabinet.boot.joining import Joiner, JoinState
from ecabinet.boot.world import SystemClock
from ecabinet.cli import FAILED, OK, UNREACHABLE
from ecabinet.cli.control import member_of, opened
from ecabinet.cli.outcome import say_json
from ecabinet.cli.unlocking import new_protection
from ecabinet.core.errors import BadValue
from ecabinet.sync.formats.invitation import invitation_text, read_invitation

SECONDS = 2.0
"""Pause between two looks at the store while waiting."""

_PHASES: Mapping[str, tuple[str, str]] = {
    "waiting": ("Đã gửi yêu cầu; chờ máy quản trị trả lời.", "Asked; waiting for the administrator's laptop."),
    "compare": ("Đọc to sáu chữ số và so với quản trị: {digits}", "Read the six digits aloud and compare: {digits}"),
    "approved": ("Máy này đã được chấp nhận.", "This laptop has joined."),
    "refused": ("Không được chấp nhận ({reason}).", "Refused ({reason})."),
    "offline": ("Chưa nối được nơi trao đổi ({reason}); hãy thử lại.", "The store is silent ({reason}); try again."),
}


def _invite(options: argparse.Namespace) -> int:
    with opened(options.profile) as program:
        made = invite(program, member_of(program, options.member), days=options.days)
    text = invitation_text(made)
    if options.out:
        _write_new(options.out, text + "\n")
    if options.json:
        say_json({"invitation": made.id, "member": made.member, "expires": made.expires, "text": text})
        return OK
    until = datetime.fromtimestamp(made.expires / 1000, UTC).astimezone().strftime("%d/%m/%Y %H:%M")
    print(
        f"Thư mời cho {made.name}, dùng một lần, đến {until}. Hãy trao tận tay hoặc qua kênh tin cậy.", file=sys.stderr
    )
    print(f"Invitation for {made.name}, for one laptop, until {until}. Hand it over in person.", file=sys.stderr)
    print(options.out or text)
    return OK


def _join(options: argparse.Namespace) -> int:
    invitation = read_invitation(_text(options.invitation))
    if options.store:
        invitation = replace(invitation, store=_place(options.store))
    joiner = Joiner(invitation, options.profile.absolute(), options.label, SystemClock())
    state = _stepped(joiner, options)
    if state.phase == "approved":
        joiner.finish(new_protection(unprotected=options.unprotected))
    if options.json:
        say_json(state)
    return {"refused": FAILED, "offline": UNREACHABLE}.get(state.phase, OK)


def _stepped(joiner: Joiner, options: argparse.Namespace) -> JoinState:
    """Go on once, and then until it is decided or the time is over; say each change once."""
    end, shown = time.monotonic() + options.wait, None
    while True:
        state = joiner.step()
        if state != shown:
            _say_state(state, to_stderr=options.json)
        if state.phase in ("approved", "refused") or time.monotonic() >= end:
            return state
        shown = state
        time.sleep(SECONDS)


def _say_state(state: JoinState, *, to_stderr: bool) -> None:
    for words in _PHASES[state.phase]:
        print(words.format(digits=state.digits, reason=state.reason), file=sys.stderr if to_stderr else sys.stdout)


def _requests(options: argparse.Namespace) -> int:
    with opened(options.profile) as program:
        lines = pending(program)
    if options.json:
        say_json({"requests": lines})
        return OK
    for line in lines:
        _say_request(line)
    return OK


def _approve(options: argparse.Namespace) -> int:
    """Approve, if the digits typed are those this side computed.

    Raises:
        BadValue: field `digits`, rule `differ`: they are not; somebody may stand in between. Nothing was approved.
    """
    with opened(options.profile) as program:
        seen = {line.invitation: line.digits for line in pending(program)}.get(options.invitation, "")
        if seen and "".join(options.digits.split()) != seen:
            raise BadValue("digits", "differ")
        line = approve(program, options.invitation)
        program.exchange.round()
    return _answer(line, options)


def _refuse(options: argparse.Namespace) -> int:
    with opened(options.profile) as program:
        line = refuse(program, options.invitation, options.reason)
    return _answer(line, options)


def _answer(line: JoinRequest, options: argparse.Namespace) -> int:
    if options.json:
        say_json(line)
    else:
        _say_request(line)
    return OK


def _say_request(line: JoinRequest) -> None:
    parts = (line.invitation, line.phase, line.digits, line.name, line.label, line.reason)
    warning = "!! thư mời bị dùng hai lần / used twice" if line.contested else ""
    print(" · ".join(part for part in (*parts, warning) if part))


def _place(url: str) -> str:
    return url if ":" in url else str(Path(url).absolute())


def _text(source: Path) -> str:
    """Return what a file or the standard input holds.

    Raises:
        BadValue: the file cannot be read, or holds no text.
    """
    if str(source) == "-":
        return sys.stdin.read()
    try:
        return source.read_text(encoding="utf-8")
    except (OSError, ValueError) as error:
        raise BadValue("invitation", "unreadable") from error


def _write_new(path: Path, text: str) -> None:
    """Write a file that nobody else can read and that was not there.

    Raises:
        BadValue: field `out`: it exists or cannot be made.
    """
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError as error:
        raise BadValue("out", "exists") from error
    except OSError as error:
        raise BadValue("out", str(error.strerror)) from error
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text)


ACTIONS: dict[str, Callable[[argparse.Namespace], int]] = {
    "invite": _invite,
    "join": _join,
    "requests": _requests,
    "approve": _approve,
    "refuse": _refuse,
}
