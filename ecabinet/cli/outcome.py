"""How the command line answers: sentences on stderr, results on stdout, one exit code for each kind of error."""

import dataclasses
import json
import sys
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from ecabinet.cli import DAMAGED, FAILED, UNREACHABLE
from ecabinet.core.errors import Damaged, EcabinetError, Unreachable
from ecabinet.ui.notices import sentence


def guarded(action: Callable[[], int], *, as_json: bool) -> int:
    """Carry out an action; an error of the program becomes a sentence in both languages and its exit code."""
    try:
        return action()
    except EcabinetError as error:
        if as_json:
            say_json({"error": type(error).__name__, "vi": sentence(error, "vi"), "en": sentence(error, "en")})
        print(sentence(error, "vi"), file=sys.stderr)
        print(sentence(error, "en"), file=sys.stderr)
        return code_of(error)


def code_of(error: EcabinetError) -> int:
    """Return the exit code for an error."""
    if isinstance(error, Unreachable):
        return UNREACHABLE
    return DAMAGED if isinstance(error, Damaged) else FAILED


def say_json(value: object) -> None:
    """Print a value as JSON; dataclasses become objects."""
    print(json.dumps(_plain(value), ensure_ascii=False, indent=2))


def _plain(value: object) -> Any:  # Any: what json can write
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {field.name: _plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, bytes):
        return value.hex()
    if isinstance(value, Sequence | set | frozenset) and not isinstance(value, str):
        return [_plain(item) for item in value]
    return value
