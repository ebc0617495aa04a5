"""Marks as XFDF (ISO 19444-1): a list of annotations that other programs lay on their copy of the paper.

Coordinates are points from the lower left corner of the crop box. What the standard has no word for stands in the
namespace `SPACE`: the mark as `annotation_form.packed` has it, and the paper version.
"""

import base64
import re
from collections.abc import Iterable
from datetime import UTC, datetime
from xml.sax.saxutils import escape, quoteattr

from ecabinet.app.file_marks import FileMark
from ecabinet.core.annotations import ON_TEXT, MarkKind, numbers
from ecabinet.pdf.annotation_form import packed
from ecabinet.pdf.annotation_kinds import OWN_STAMP
from ecabinet.pdf.annotation_look import box_of, color_of, width_of

STANDARD, SPACE = "http://ns.adobe.com/xfdf/", "urn:ecabinet:marks:1"
ELEMENTS = {
    MarkKind.HIGHLIGHT: "highlight",
    MarkKind.UNDERLINE: "underline",
    MarkKind.STRIKEOUT: "strikeout",
    MarkKind.SQUIGGLY: "squiggly",
    MarkKind.INK: "ink",
    MarkKind.NOTE: "text",
    MarkKind.TEXT: "freetext",
    MarkKind.RECTANGLE: "square",
    MarkKind.ARROW: "line",
    MarkKind.STAMP: "stamp",
    MarkKind.BOOKMARK: "text",
}
_UNSPEAKABLE = re.compile("[^\t\n -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def written_xfdf(version: str, marks: Iterable[FileMark]) -> bytes:
    """Return the file; `version` names the paper version. Letters that XML cannot hold are left out."""
    lines = "\n".join(_annotation(mark) for mark in marks)
    head = f'<xfdf xmlns="{STANDARD}" xmlns:ecab="{SPACE}" xml:space="preserve" ecab:version={_quoted(version)}>'
    text = f'<?xml version="1.0" encoding="UTF-8"?>\n{head}\n<annots>\n{lines}\n</annots>\n</xfdf>\n'
    return text.encode("utf-8")


def _annotation(mark: FileMark) -> str:
    element = "text" if mark.answers else ELEMENTS[mark.kind]
    entries = {
        "page": str(mark.page),
        "rect": _joined(box_of(mark)),
        "color": "#{:02X}{:02X}{:02X}".format(*color_of(mark)),
        "name": mark.name,
        "title": mark.author,
        "date": _moment(mark.at),
        "flags": "print",
        "inreplyto": mark.answers,
        **({} if mark.answers else _geometry(mark)),
        "ecab:mark": base64.b64encode(packed(mark)).decode("ascii"),
    }
    told = " ".join(f"{name}={_quoted(value)}" for name, value in entries.items() if value)
    return f"<{element} {told}>{_inside(mark)}<contents>{escape(_clean(mark.text))}</contents></{element}>"


def _geometry(mark: FileMark) -> dict[str, str]:
    paths = [numbers(one) for one in mark.shape]
    if mark.kind in ON_TEXT:
        return {"coords": _joined(one for path in paths for one in path)}
    if mark.kind is MarkKind.ARROW:
        x0, y0, x1, y1 = paths[0]
        ends = {"start": _joined((x0, y0)), "end": _joined((x1, y1))}
        return {**ends, "head": "None", "tail": "OpenArrow", "width": f"{width_of(mark):.2f}"}
    if mark.kind is MarkKind.RECTANGLE:
        return {"fringe": _joined((width_of(mark) / 2,) * 4), "width": f"{width_of(mark):.2f}"}
    if mark.kind is MarkKind.INK:
        return {"width": f"{width_of(mark):.2f}"}
    icons = {MarkKind.NOTE: "Note", MarkKind.BOOKMARK: "Bookmark", MarkKind.STAMP: OWN_STAMP}
    return {"icon": icons[mark.kind]} if mark.kind in icons else {"width": "0"}


def _inside(mark: FileMark) -> str:
    if mark.kind is not MarkKind.INK or mark.answers:
        return ""
    strokes = (numbers(one) for one in mark.shape)
    told = (";".join(_joined(pair) for pair in zip(one[0::3], one[1::3], strict=True)) for one in strokes)
    return f"<inklist>{''.join(f'<gesture>{one}</gesture>' for one in told)}</inklist>"


def _moment(at: int | None) -> str:
    try:
        return "" if at is None else f"D:{datetime.fromtimestamp(at // 1000, UTC):%Y%m%d%H%M%S}Z"
    except (OverflowError, ValueError, OSError):
        return ""


def _joined(values: Iterable[float]) -> str:
    return ",".join(f"{one:.4f}" for one in values)


def _quoted(text: str) -> str:
    return quoteattr(_clean(text), {"\n": "&#10;", "\t": "&#9;"})


def _clean(text: str) -> str:
    return _UNSPEAKABLE.sub("", text)
