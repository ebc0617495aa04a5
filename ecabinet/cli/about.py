"""`ecabinet version`."""

import platform

from ecabinet import __version__
from ecabinet.cli import OK
from ecabinet.cli.outcome import say_json


def version(*, as_json: bool) -> int:
    """Print the program's version and Python's."""
    if as_json:
        say_json({"ecabinet": __version__, "python": platform.python_version(), "system": platform.system()})
    else:
        print(f"eCabinet {__version__} (Python {platform.python_version()})")
    return OK
