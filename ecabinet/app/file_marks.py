"""Marks as files have them, between `annotation_files` and those who read and write files.

Geometry as in `core.annotations`, from the lower left corner of the unrotated crop box, whatever the file counts from.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from ecabinet.core.annotations import NO_QUOTE, MarkKind, Quote, Shape
from ecabinet.core.ids import Instant

OWN = "ecab-"
"""What the names of annotations begin with that this program has written."""

MAX_FOUND = 5_000
"""Marks taken from one file, at most; as many as one command makes."""

Page = tuple[float, float, int]
"""Width and height of the crop box as it is shown, in points, and the page's own quarter turns clockwise."""


@dataclass(frozen=True, slots=True)
class FileMark:
    """A mark as a file has it.

    Attributes:
        name: names it in the file.
        page: index from 0 in the paper; a cover that this program has put before it does not count.
        at: None if the file does not say when.
        answers: the name of what it answers, "" for nothing.
    """

    name: str
    page: int
    kind: MarkKind
    shape: Shape
    color: str = ""
    width: int = 0
    text: str = ""
    author: str = ""
    at: Instant | None = None
    quote: Quote = NO_QUOTE
    answers: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """What was found in a file.

    Attributes:
        file: its name.
        marks: in the order of the pages, then of the file.
        pages: the pages without a cover; empty if the file has none of its own, as XFDF.
        version: of which paper version the file says that it is a copy, "" if it does not.
        others: how many annotations were not taken, by their subtype; links and form fields are none.
        faults: how many could not be read.
        left: how many there are beyond `MAX_FOUND`.
    """

    file: str
    marks: tuple[FileMark, ...]
    pages: tuple[Page, ...] = ()
    version: str = ""
    others: Mapping[str, int] = field(default_factory=dict)
    faults: int = 0
    left: int = 0
