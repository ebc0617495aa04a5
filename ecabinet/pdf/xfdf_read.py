"""Reads XFDF (ISO 19444-1) that any program has written, within bounds: no document type, so no entities at all.

Each annotation stands by itself, as in `annotation_read`.
"""

import base64
import binascii
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from ecabinet.app.file_marks import MAX_FOUND, FileMark, Found
from ecabinet.core.errors import MarksDamaged
from ecabinet.pdf.annotation_form import MAX_NAME, NONSENSE, completed, line, text
from ecabinet.pdf.annotation_frame import Frame
from ecabinet.pdf.annotation_kinds import NO_MARKS, mark_of
from ecabinet.pdf.xfdf_entries import XmlEntries
from ecabinet.pdf.xfdf_write import SPACE, STANDARD

MAX_BYTES = 32_000_000
MAX_DEPTH = 64
MAX_ELEMENTS = 400_000
MAX_PAGE = 100_000

_SUBTYPES: Mapping[str, str] = {
    "highlight": "Highlight",
    "underline": "Underline",
    "strikeout": "StrikeOut",
    "squiggly": "Squiggly",
    "ink": "Ink",
    "text": "Text",
    "freetext": "FreeText",
    "square": "Square",
    "circle": "Circle",
    "polygon": "Polygon",
    "polyline": "PolyLine",
    "line": "Line",
    "stamp": "Stamp",
    "caret": "Caret",
    "link": "Link",
    "popup": "Popup",
}
_PLACE = Frame(0, 0, 0, 0, 0)


def read_xfdf(file: str, data: bytes) -> Found:
    """Return the marks in XFDF; `file` is its name.

    Raises:
        MarksDamaged: it is no XFDF, has a document type, or is too large or too deep.
    """
    root = _parsed(file, data)
    if root.tag != f"{{{STANDARD}}}xfdf":
        raise MarksDamaged(file)
    return _found(file, root)


def _parsed(file: str, data: bytes) -> Element:
    if len(data) > MAX_BYTES:
        raise MarksDamaged(file)
    builder, seen = TreeBuilder(), Counter[str]()
    parser = expat.ParserCreate(namespace_separator="}")

    def begin(tag: str, entries: dict[str, str]) -> None:
        seen.update(depth=1, elements=1)
        if seen["depth"] > MAX_DEPTH or seen["elements"] > MAX_ELEMENTS:
            raise MarksDamaged(file)
        builder.start(_spaced(tag), {_spaced(name): value for name, value in entries.items()})

    def end(tag: str) -> None:
        seen.update(depth=-1)
        builder.end(_spaced(tag))

    def refuse(*_declared: object) -> None:
        raise MarksDamaged(file)

    parser.StartElementHandler, parser.EndElementHandler = begin, end
    parser.CharacterDataHandler = builder.data
    parser.StartDoctypeDeclHandler = parser.EntityDeclHandler = refuse
    try:
        parser.Parse(data, True)
        return builder.close()
    except (expat.ExpatError, AssertionError, ValueError, LookupError) as error:
        raise MarksDamaged(file) from error


def _spaced(name: str) -> str:
    return f"{{{name}" if "}" in name else name


def _found(file: str, root: Element) -> Found:
    listed = root.find(f"{{{STANDARD}}}annots")
    marks, others, faults, left = dict[str, FileMark](), Counter[str](), 0, 0
    elements = sorted(listed if listed is not None else (), key=lambda one: "inreplyto" in one.attrib)
    for one in elements:
        kind = one.tag.rpartition("}")[2]
        if _SUBTYPES.get(kind) in NO_MARKS:
            continue
        if kind not in _SUBTYPES or "statemodel" in one.attrib:
            others[text(kind, 40)] += 1
            continue
        if len(marks) >= MAX_FOUND:
            left += 1
            continue
        try:
            mark = _mark(one, kind, marks)
            marks[mark.name] = mark
        except NONSENSE:
            faults += 1
    version = line(root.get(f"{{{SPACE}}}version", ""), MAX_NAME)
    ordered = tuple(sorted(marks.values(), key=lambda one: one.page))
    return Found(file, ordered, (), version, dict(others), faults, left)


def _mark(one: Element, kind: str, marks: Mapping[str, FileMark]) -> FileMark:
    said = mark_of(_SUBTYPES[kind], XmlEntries(one), _PLACE)
    page = int(one.get("page", ""))
    if said is None or not 0 <= page < MAX_PAGE:
        raise ValueError(page)
    answers = line(one.get("inreplyto", ""), MAX_NAME)
    said = replace(said, name=_name(one, page, marks), page=page, answers=answers if answers in marks else "")
    private = one.get(f"{{{SPACE}}}mark", "")
    try:
        return completed(said, base64.b64decode(private, validate=True)) if private else said
    except binascii.Error:
        return said


def _name(one: Element, page: int, marks: Mapping[str, FileMark]) -> str:
    own = line(one.get("name", ""), MAX_NAME - 16) or f"@{page},{one.get('rect', '')[:100]}"
    count, name = 1, own
    while name in marks:
        count += 1
        name = f"{own}#{count}"
    return name
