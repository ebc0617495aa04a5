"""The words of `ecabinet people …`; what they do is in `people.py` and `control.py`, loaded when asked for."""

import argparse
from collections.abc import Callable
from pathlib import Path

Parser = argparse.ArgumentParser


def add_people(commands: "argparse._SubParsersAction[Parser]") -> None:
    """Add the command to the program's."""
    people = commands.add_parser("people", help="who may write: let laptops join, revoke them, hand over")
    actions = people.add_subparsers(title="actions", metavar="ACTION", required=True)
    for parser in (*_joining(actions), *_admission(actions), *_control(actions)):
        parser.add_argument("--profile", type=Path, required=True, metavar="DIR")
        parser.add_argument("--json", action="store_true", help="print JSON")


def _joining(actions: "argparse._SubParsersAction[Parser]") -> tuple[Parser, ...]:
    join = _action(actions, "join", "ask to join with an invitation; call it again to go on")
    join.add_argument("invitation", type=Path, metavar="FILE", help="the invitation's text; - reads the standard input")
    join.add_argument("--label", required=True, help="what you call this laptop")
    join.add_argument("--store", metavar="URL", help="where the store lies as seen from this laptop")
    join.add_argument("--wait", type=int, default=0, metavar="SECONDS", help="go on until it is decided")
    unprotected = ("--no-passphrase", "--unprotected")
    join.add_argument(*unprotected, dest="unprotected", action="store_true", help="no passphrase: for trials only")
    return (join,)


def _admission(actions: "argparse._SubParsersAction[Parser]") -> tuple[Parser, ...]:
    invite = _action(actions, "invite", "make an invitation for one laptop of a member")
    invite.add_argument("member", help="identifier or full name")
    invite.add_argument("--days", type=int, default=7)
    invite.add_argument("--out", type=Path, metavar="FILE", help="a new file instead of the standard output")
    requests = _action(actions, "requests", "say who was invited and who asks")
    approve = _action(actions, "approve", "let a laptop in after comparing the digits")
    approve.add_argument("invitation", metavar="ID")
    approve.add_argument("digits", help="the six digits that the other side read aloud")
    refuse = _action(actions, "refuse", "end an invitation")
    refuse.add_argument("invitation", metavar="ID")
    refuse.add_argument("--reason", default="")
    return invite, requests, approve, refuse


def _control(actions: "argparse._SubParsersAction[Parser]") -> tuple[Parser, ...]:
    laptops = _action(actions, "laptops", "name every laptop that may write, or might once")
    revoke = _action(actions, "revoke", "let a laptop write no more, or remove a member with all laptops")
    revoke.add_argument("reason", help="what everybody will read about it")
    whom = revoke.add_mutually_exclusive_group(required=True)
    whom.add_argument("--laptop", metavar="WRITER", help="one laptop")
    whom.add_argument("--member", metavar="NAME", help="identifier or full name of a member who leaves")
    hand_over = _action(actions, "hand-over", "let another laptop control the organization from now on")
    hand_over.add_argument("laptop", metavar="WRITER")
    recover = _action(actions, "recover", "by the root key, make this laptop the controller: the other one is lost")
    recover.add_argument("--root-key", type=Path, required=True, metavar="FILE")
    behind = "go on behind this record, where control records contradict each other: see `people sides`"
    recover.add_argument("--behind", default="", metavar="RECORD", help=behind)
    sides = _action(actions, "sides", "where control records contradict each other, show each side")
    return laptops, revoke, hand_over, recover, sides


def _action(actions: "argparse._SubParsersAction[Parser]", name: str, words: str) -> Parser:
    parser = actions.add_parser(name, help=words)
    parser.set_defaults(action=_later(name))
    return parser


def _later(name: str) -> Callable[[argparse.Namespace], int]:
    def act(options: argparse.Namespace) -> int:
        from ecabinet.cli import control, people

        return (people.ACTIONS | control.ACTIONS)[name](options)

    return act
