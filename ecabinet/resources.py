"""Where the files that travel with the program are found.

The same `resources/` folder lies beside the package in a checkout, inside it (as `_resources`) in an
installed wheel, and beside the executable's own files in a frozen build. Nobody else builds such paths.
"""

import sys
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def root() -> Path:
    """The folder that holds fonts, icons, translations and layouts."""
    frozen = getattr(sys, "_MEIPASS", None)
    if frozen is not None:
        return Path(str(frozen)) / "resources"
    installed = _PACKAGE / "_resources"
    return installed if installed.is_dir() else _PACKAGE.parent / "resources"


def path(*parts: str) -> Path:
    """One file or folder below `root()`; whether it exists is for the caller to see."""
    return root().joinpath(*parts)
