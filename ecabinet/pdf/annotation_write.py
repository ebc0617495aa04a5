"""Puts marks on a copy of a paper as annotations of the standard, and a first page before it. Runs in a worker only.

The copy is the paper's own bytes with an addition behind them, so that nothing in it is written anew. Each annotation
brings its appearance, and inside it what lets this program read it back exactly:

    /NM ecab-<identifier>   /ECABMark the mark, see `annotation_form.packed`
    first page: /ECABCover the version's SHA-256
"""

import io
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import BinaryIO

from pypdf import PageObject, PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    ByteStringObject,
    DictionaryObject,
    FloatObject,
    IndirectObject,
    NameObject,
    NumberObject,
    StreamObject,
    TextStringObject,
)

from ecabinet.app.file_marks import FileMark
from ecabinet.core.annotations import ON_TEXT, MarkKind, numbers
from ecabinet.pdf.annotation_entries import frame_of
from ecabinet.pdf.annotation_form import packed
from ecabinet.pdf.annotation_frame import Frame
from ecabinet.pdf.annotation_kinds import OWN_STAMP
from ecabinet.pdf.annotation_look import SIGN, SIGNS, WORDS, Box, Look, box_of, color_of, look, width_of
from ecabinet.pdf.paper import Fault

COVER, PRIVATE = "/ECABCover", "/ECABMark"
SUBTYPES = {
    MarkKind.HIGHLIGHT: "/Highlight",
    MarkKind.UNDERLINE: "/Underline",
    MarkKind.STRIKEOUT: "/StrikeOut",
    MarkKind.SQUIGGLY: "/Squiggly",
    MarkKind.INK: "/Ink",
    MarkKind.NOTE: "/Text",
    MarkKind.TEXT: "/FreeText",
    MarkKind.RECTANGLE: "/Square",
    MarkKind.ARROW: "/Line",
    MarkKind.STAMP: "/Stamp",
    MarkKind.BOOKMARK: "/Text",
}
_PRINTED, _HIDDEN, _FIXED = 4, 2, 8 | 16
_UPRIGHT = ((1, 0, 0, 1), (0, 1, -1, 0), (-1, 0, 0, -1), (0, -1, 1, 0))
"""By quarter turns of the page, what turns a drawing so that it stands upright when the page is shown."""


class MarkWriter:
    """A copy under way. `paper` and `sheet` are PDFs: the paper, and its first page with a page for each words.

    If it will be made `flat`, signs turn with the page, for nobody will hold them upright.

    Raises:
        Fault: the paper needs a password.
    """

    def __init__(self, paper: bytes, sheet: bytes, version: str, *, flat: bool = False) -> None:
        self._writer = _copy_of(paper)
        self._sheet = PdfReader(io.BytesIO(sheet))
        self._version, self._flat = version, flat
        self._label = 0

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return len(self._writer.pages)

    def put(self, marks: Iterable[FileMark]) -> None:
        """Put marks on their pages; who answers comes behind what is answered.

        Raises:
            IndexError: a mark lies on a page that there is not.
        """
        written: dict[str, IndirectObject] = {}
        added: dict[int, list[IndirectObject]] = {}
        for mark in marks:
            page = self._writer.pages[mark.page]
            made = self._writer._add_object(self._annotation(mark, page, written))  # noqa: SLF001 - has no other name
            written[mark.name] = made
            added.setdefault(mark.page, []).append(made)
        for index, made_there in added.items():
            page = self._writer.pages[index]
            there = page.get("/Annots")
            kept = there.get_object() if there is not None else ()
            page[NameObject("/Annots")] = ArrayObject([*(kept if isinstance(kept, ArrayObject) else ()), *made_there])

    def finish(self, target: BinaryIO) -> None:
        """Put the first page before the others and write the file."""
        cover = self._writer.insert_page(self._sheet.pages[0], 0)
        cover.pop("/StructParents", None)
        cover[NameObject(COVER)] = TextStringObject(self._version)
        self._writer.write(target)

    def _annotation(self, mark: FileMark, page: PageObject, written: Mapping[str, IndirectObject]) -> DictionaryObject:
        frame, parent = frame_of(page), written.get(mark.answers)
        made = DictionaryObject()
        _fill(made, {"/Type": NameObject("/Annot"), "/Subtype": NameObject("/Text" if parent else SUBTYPES[mark.kind])})
        _fill(made, _said(mark))
        held = not self._flat and mark.kind in SIGNS
        made[NameObject("/Rect")] = _floats(_held(mark, frame) if held else box_of(mark, frame.corner))
        made[NameObject("/F")] = NumberObject(_PRINTED | (_HIDDEN if parent else 0) | (_FIXED if parent or held else 0))
        if page.indirect_reference is not None:
            made[NameObject("/P")] = page.indirect_reference
        if parent:
            _fill(made, {"/IRT": parent, "/RT": NameObject("/R"), "/Name": NameObject("/Comment")})
        else:
            _fill(made, _geometry(mark, frame))
            made[NameObject("/AP")] = DictionaryObject({NameObject("/N"): self._appearance(mark, frame)})
        return made

    def _appearance(self, mark: FileMark, frame: Frame) -> IndirectObject:
        upright = mark.kind in WORDS or (self._flat and mark.kind in SIGNS)
        turned = _UPRIGHT[frame.turns if upright else 0]
        form = self._words() if mark.kind in WORDS else _drawn(look(mark, frame.corner))
        _fill(form, {"/Type": NameObject("/XObject"), "/Subtype": NameObject("/Form"), "/FormType": NumberObject(1)})
        form[NameObject("/Matrix")] = _floats((*turned, 0, 0))
        return self._writer._add_object(form.flate_encode())  # noqa: SLF001 - has no other name

    def _words(self) -> StreamObject:
        """Return the next page of the sheet as something to be drawn; its fonts are shared."""
        self._label += 1
        page = self._sheet.pages[self._label]
        form, content = StreamObject(), page.get_contents()
        form.set_data(content.get_data() if content is not None else b"")
        form[NameObject("/BBox")] = _floats(tuple(page.mediabox))
        form[NameObject("/Resources")] = page["/Resources"].clone(self._writer)
        return form


def _held(mark: FileMark, frame: Frame) -> Box:
    """Return the rectangle of a sign that stays upright about its point."""
    middle, aside = frame.out(numbers(mark.shape[0])), frame.aside((SIGN, SIGN))
    left, top = middle[0] + aside[0], middle[1] + aside[1]
    return left, top - 2 * SIGN, left + 2 * SIGN, top


def _copy_of(paper: bytes) -> PdfWriter:
    """Return a writer that adds to a paper; one under a key that needs no password is written anew, without it."""
    reader = PdfReader(io.BytesIO(paper))
    if reader.trailer.get("/Encrypt") is None:
        return PdfWriter(io.BytesIO(paper), incremental=True)
    if not reader.decrypt(""):
        raise Fault("encrypted")
    return PdfWriter(clone_from=reader)


def _drawn(one: Look) -> StreamObject:
    form, state = StreamObject(), DictionaryObject()
    form.set_data(b"/G gs " + one.content)
    form[NameObject("/BBox")] = _floats(one.box)
    _fill(state, {"/Type": NameObject("/ExtGState"), "/BM": NameObject("/Multiply" if one.through else "/Normal")})
    states = DictionaryObject({NameObject("/G"): state})
    form[NameObject("/Resources")] = DictionaryObject({NameObject("/ExtGState"): states})
    if one.through:
        form[NameObject("/Group")] = DictionaryObject({NameObject("/S"): NameObject("/Transparency")})
    return form


def _said(mark: FileMark) -> dict[str, object]:
    """Return the entries that every mark has."""
    said: dict[str, object] = {
        "/NM": TextStringObject(mark.name),
        "/T": TextStringObject(mark.author),
        "/Contents": TextStringObject(mark.text),
        "/C": _floats(tuple(part / 255 for part in color_of(mark))),
        "/CA": NumberObject(1),
        PRIVATE: ByteStringObject(packed(mark)),
    }
    if (moment := _moment(mark.at)) is not None:
        said["/M"] = TextStringObject(moment)
    return said


def _geometry(mark: FileMark, frame: Frame) -> dict[str, object]:
    """Return the entries that tell other programs what the mark is."""
    border = DictionaryObject({NameObject("/W"): FloatObject(round(width_of(mark), 2))})
    paths = [numbers(one) for one in mark.shape]
    if mark.kind in ON_TEXT:
        return {"/QuadPoints": _floats(tuple(one for path in paths for one in frame.out(path)))}
    if mark.kind is MarkKind.INK:
        strokes = [tuple(one for at, one in enumerate(path) if at % 3 != 2) for path in paths]
        return {"/InkList": ArrayObject([_floats(frame.out(one)) for one in strokes]), "/BS": border}
    if mark.kind is MarkKind.ARROW:
        ends = ArrayObject([NameObject("/None"), NameObject("/OpenArrow")])
        return {"/L": _floats(frame.out(paths[0])), "/LE": ends, "/BS": border}
    return _of_rectangle(mark, border)


def _of_rectangle(mark: FileMark, border: DictionaryObject) -> dict[str, object]:
    red, green, blue = (part / 255 for part in color_of(mark))
    found: dict[MarkKind, dict[str, object]] = {
        MarkKind.RECTANGLE: {"/BS": border, "/RD": _floats((width_of(mark) / 2,) * 4)},
        MarkKind.TEXT: {
            "/DA": TextStringObject(f"/Helv 12 Tf {red:.3f} {green:.3f} {blue:.3f} rg"),
            "/BS": DictionaryObject({NameObject("/W"): NumberObject(0)}),
        },
        MarkKind.NOTE: {"/Name": NameObject("/Note")},
        MarkKind.BOOKMARK: {"/Name": NameObject("/Bookmark")},
        MarkKind.STAMP: {"/Name": NameObject(f"/{OWN_STAMP}")},
    }
    return found.get(mark.kind, {})


def _moment(at: int | None) -> str | None:
    try:
        return None if at is None else f"D:{datetime.fromtimestamp(at // 1000, UTC):%Y%m%d%H%M%S}Z"
    except (OverflowError, ValueError, OSError):
        return None


def _fill(made: DictionaryObject, entries: Mapping[str, object]) -> None:
    made.update({NameObject(name): value for name, value in entries.items()})


def _floats(values: Iterable[float]) -> ArrayObject:
    return ArrayObject([FloatObject(f"{float(one):.4f}") for one in values])
