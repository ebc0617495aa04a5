"""Typst source to PDF bytes.

The one place that knows the `typst` package: records and demonstration papers hand their source
in and get the same bytes for the same input, on every machine with the same fonts.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any


def pdf(source: str, *, inputs: Mapping[str, str], fonts: Path, created: datetime) -> bytes:
    """The PDF of `source`, which reads `inputs` as `sys.inputs`.

    Fonts come from the folder `fonts` and below it only: neither the fonts of the system nor those
    of the package are seen, so that two machines cannot differ. `created` (with a UTC offset)
    becomes the creation date; the document identifier is derived from the content.

    Raises:
        typst.TypstError: the source does not compile; nothing is written.
    """
    import typst

    return typst.compile(
        source.encode("utf-8"),
        font_paths=_font_book(fonts),
        ignore_system_fonts=True,
        sys_inputs=dict(inputs),
        timestamp=created,
    )


# Any: the package has no public name for the class behind typst.Fonts that loads without it.
@lru_cache(maxsize=4)
def _font_book(folder: Path) -> Any:
    """The fonts below `folder`; reading them takes longer than typesetting a page."""
    import typst

    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[folder])
