"""The command line: says in words or in JSON what the program did; exit codes tell it to other programs.

0 ok · 1 a check failed or a rule said no · 2 usage · 3 unreachable · 4 damaged
"""

import argparse
import json
from collections.abc import Callable, Sequence
from pathlib import Path

from ecabinet.cli.people_options import add_people

OK, FAILED, USAGE, UNREACHABLE, DAMAGED = range(5)

Action = Callable[[argparse.Namespace], int]

_MISUSED = {
    "error": "Usage",
    "vi": "Lệnh chưa đúng; cách dùng ở dòng lỗi.",
    "en": "Wrong usage; stderr says how it is used.",
}


def run(arguments: Sequence[str]) -> int:
    """Parse and carry out; errors of the program become a sentence and an exit code."""
    try:
        options = _parser().parse_args(list(arguments))
    except SystemExit as ending:
        if ending.code == USAGE and "--json" in arguments:
            print(json.dumps(_MISUSED, ensure_ascii=False, indent=2))
        raise
    action: Action = options.action
    from ecabinet.cli.outcome import guarded

    return guarded(lambda: action(options), as_json=getattr(options, "json", False))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="ecabinet", description="Phòng họp không giấy tờ: paperless meetings for provincial committees."
    )
    parser.add_argument("--profile", type=Path, default=None, metavar="DIR", help="profile of the signed-in member")
    parser.add_argument("--new", action="store_true", help="set up a new profile in the folder of --profile")
    parser.set_defaults(action=_window)
    commands = parser.add_subparsers(title="commands", metavar="COMMAND")
    _add_demo(commands)
    _add_store(commands)
    _add_log(commands)
    add_people(commands)
    _add_profile(commands)
    passphrase = commands.add_parser("passphrase", help="give a profile another passphrase")
    passphrase.add_argument("--profile", type=Path, required=True, metavar="DIR")
    passphrase.set_defaults(action=_passphrase)
    _json(passphrase)
    _add_relay(commands)
    _add_pdf(commands)
    version = commands.add_parser("version", help="print the version")
    _json(version)
    version.set_defaults(action=_version)
    return parser


def _add_demo(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    demo = commands.add_parser("demo", help="play the demonstration meeting")
    demo.add_argument("--tour", type=Path, metavar="DIR", help="play it unattended and save a picture of every screen")
    demo.add_argument("--keep", type=Path, metavar="DIR", help="make the province in DIR and keep it")
    _json(demo)
    demo.set_defaults(action=_demo)


def _add_relay(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    relay = commands.add_parser("relay", help="serve a folder to the laptops of a room")
    relay.add_argument("--folder", type=Path, required=True, metavar="DIR", help="the store's folder")
    relay.add_argument("--listen", type=_address, required=True, metavar="HOST:PORT", help="port 0: any")
    relay.add_argument("--secret", type=Path, metavar="FILE", help="where the secret is kept (beside the folder)")
    _json(relay)
    relay.set_defaults(action=_relay)


def _add_pdf(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    pdf = commands.add_parser("pdf", help="look at PDF files")
    actions = pdf.add_subparsers(title="actions", metavar="ACTION", required=True)
    inspect = actions.add_parser("inspect", help="say what files are, or why they cannot be opened")
    inspect.add_argument("files", type=Path, nargs="+", metavar="FILE")
    _json(inspect)
    inspect.set_defaults(action=_pdf_inspect)
    annotations = actions.add_parser("annotations", help="list the marks in a PDF or an XFDF file")
    annotations.add_argument("file", type=Path, metavar="FILE")
    _json(annotations)
    annotations.set_defaults(action=_pdf_annotations)


def _add_store(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    store = commands.add_parser("store", help="found, check or look at a store")
    actions = store.add_subparsers(title="actions", metavar="ACTION", required=True)
    init = actions.add_parser("init", help="found an organization in an empty store")
    init.add_argument("url", help="a folder, or a URL")
    init.add_argument("--profile", type=Path, required=True, metavar="DIR", help="the administrator's new profile")
    init.add_argument("--root-key", type=Path, required=True, metavar="FILE", help="where the root key goes")
    init.add_argument("--name", required=True, help="name of the organization")
    init.add_argument("--short-name", required=True, help="its abbreviation")
    init.add_argument("--rules", default="ubnd_tinh", help="rule profile (ubnd_tinh, btv_tinh_uy, hdnd_tinh)")
    init.add_argument("--administrator", required=True, help="full name of the administrator")
    init.add_argument("--no-passphrase", action="store_true", help="leave the profile's keys unprotected: for scripts")
    init.add_argument("--root-plain", action="store_true", help="write the root key in the clear: for scripts")
    init.set_defaults(action=_store_init)
    prepare = actions.add_parser("prepare", help="make what a database needs before an organization is founded in it")
    prepare.add_argument("url", help="the URL of the database's owner")
    prepare.set_defaults(action=_store_prepare)
    verify = actions.add_parser("verify", help="check every file with public keys only")
    verify.add_argument("url")
    verify.add_argument("--root", metavar="HEX", help="public root key the organization must have")
    verify.set_defaults(action=_store_verify)
    status = actions.add_parser("status", help="say what lies in a store")
    status.add_argument("url")
    status.set_defaults(action=_store_status)
    for action in (init, prepare, verify, status, *_add_moving(actions)):
        _json(action)


def _add_moving(actions: "argparse._SubParsersAction[argparse.ArgumentParser]") -> tuple[argparse.ArgumentParser, ...]:
    """Add what concerns two places at once: two stores, or a store and a profile."""
    copy = actions.add_parser("copy", help="copy an organization's store into another, while people work")
    copy.add_argument("source", metavar="FROM")
    copy.add_argument("target", metavar="TO")
    copy.add_argument("--root", metavar="HEX", help="public root key of the organization to copy")
    copy.add_argument("--follow", action="store_true", help="go on until stopped (Ctrl+C), then until both agree")
    copy.set_defaults(action=_store_copy)
    use = actions.add_parser("use", help="let a profile exchange with another store of its organization")
    audit = actions.add_parser("audit", help="recompute everything from a store and compare it with a profile")
    again = actions.add_parser("rebuild", help="fill an empty or damaged store from a profile of its organization")
    again.set_defaults(action=_store_rebuild)
    for action in (use, audit, again):
        action.add_argument("url")
        action.add_argument("--profile", type=Path, required=True, metavar="DIR")
    use.set_defaults(action=_store_use)
    audit.set_defaults(action=_store_audit)
    return copy, use, audit, again


def _add_profile(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    profile = commands.add_parser("profile", help="look after a profile on this laptop")
    actions = profile.add_subparsers(title="actions", metavar="ACTION", required=True)
    tidy = actions.add_parser("tidy", help="drop papers of meetings of long ago that the store has")
    tidy.add_argument("--profile", type=Path, required=True, metavar="DIR")
    tidy.set_defaults(action=_profile_tidy)
    _json(tidy)


def _add_log(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    log = commands.add_parser("log", help="take the journal of a profile out of the program")
    actions = log.add_subparsers(title="actions", metavar="ACTION", required=True)
    export = actions.add_parser("export", help="write it as JSON Lines")
    export.add_argument("--profile", type=Path, required=True, metavar="DIR")
    part = export.add_mutually_exclusive_group()
    part.add_argument("--space", metavar="ID", help="of one space only")
    part.add_argument("--meeting", metavar="ID", help="of one meeting only")
    export.add_argument("--out", type=Path, metavar="FILE", help="a new file instead of the standard output")
    export.add_argument("--with-segments", action="store_true", help="add the signed segments, to check them")
    export.set_defaults(action=_log_export)


def _json(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="print JSON")


def _version(options: argparse.Namespace) -> int:
    from ecabinet.cli.about import version

    return version(as_json=options.json)


def _store_init(options: argparse.Namespace) -> int:
    from ecabinet.cli.founding import init

    return init(options)


def _store_prepare(options: argparse.Namespace) -> int:
    from ecabinet.cli.founding import prepare

    return prepare(options.url, as_json=options.json)


def _store_verify(options: argparse.Namespace) -> int:
    from ecabinet.cli.store import verify

    return verify(options.url, options.root, as_json=options.json)


def _store_status(options: argparse.Namespace) -> int:
    from ecabinet.cli.store import status

    return status(options.url, as_json=options.json)


def _store_copy(options: argparse.Namespace) -> int:
    from ecabinet.cli.moving import copy

    return copy(options)


def _store_use(options: argparse.Namespace) -> int:
    from ecabinet.cli.moving import use

    return use(options.url, options.profile, as_json=options.json)


def _store_audit(options: argparse.Namespace) -> int:
    from ecabinet.cli.audit import audit

    return audit(options.url, options.profile, as_json=options.json)


def _store_rebuild(options: argparse.Namespace) -> int:
    from ecabinet.cli.rebuilding import rebuild

    return rebuild(options.url, options.profile, as_json=options.json)


def _log_export(options: argparse.Namespace) -> int:
    from ecabinet.cli.log import export

    return export(options)


def _demo(options: argparse.Namespace) -> int:
    from ecabinet.cli import demo

    if options.tour:
        return demo.unattended(options.tour, options.keep, as_json=options.json)
    return demo.on_screen(options.keep)


def _profile_tidy(options: argparse.Namespace) -> int:
    from ecabinet.cli.profile import tidy

    return tidy(options.profile, as_json=options.json)


def _passphrase(options: argparse.Namespace) -> int:
    from ecabinet.cli.passphrase import change

    return change(options.profile, as_json=options.json)


def _address(text: str) -> tuple[str, int]:
    """Return host and port of "HOST:PORT"."""
    host, _colon, port = text.rpartition(":")
    if not (host and port.isascii() and port.isdigit() and int(port) < 65_536):
        raise argparse.ArgumentTypeError(f"not HOST:PORT: {text}")
    return host, int(port)


def _relay(options: argparse.Namespace) -> int:
    from ecabinet.cli.relay import serve

    return serve(options)


def _pdf_inspect(options: argparse.Namespace) -> int:
    from ecabinet.cli.pdf import inspect

    return inspect(options.files, as_json=options.json)


def _pdf_annotations(options: argparse.Namespace) -> int:
    from ecabinet.cli.pdf_annotations import annotations

    return annotations(options.file, as_json=options.json)


def _window(options: argparse.Namespace) -> int:
    from ecabinet.boot.windows import open_window

    return open_window(options.profile, new=options.new)
