"""The first page of a copy with marks, and the words that stand in marks, typeset with the program's own fonts.

Typst embeds of a font what is used of it, once for all the words, with every letter of Vietnamese.
"""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from ecabinet import resources
from ecabinet.records import typeset


@dataclass(frozen=True, slots=True)
class Label:
    """Words in a rectangle of so many points; `stamp` gives them a frame. Colour: red, green, blue, 0 to 255."""

    text: str
    width: float
    height: float
    color: tuple[int, int, int]
    stamp: bool = False


def marked_copy(title: str, version: str, member: str, count: int, created: datetime, labels: Sequence[Label]) -> bytes:
    """Return a PDF: the first page, then a page of the label's size for each label, in their order.

    Words that do not fit become smaller, and are cut off where even the smallest size does not do. `created` needs a
    UTC offset and is shown in it.
    """
    inputs = {
        "title": title,
        "version": version,
        "member": member,
        "count": str(count),
        "moment": f"{created:%H:%M %d/%m/%Y}",
        "labels": json.dumps([asdict(label) for label in labels]),
    }
    source = resources.path("records", "marked_copy.typ").read_text(encoding="utf-8")
    whole = created.replace(microsecond=0)
    return typeset.pdf(source, inputs=inputs, fonts=resources.path("fonts"), created=whole)
