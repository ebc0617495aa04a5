"""Papers with pages of every rotation and offset, marks of every kind, and colours looked for in pictures."""

import io
import re
import subprocess
from dataclasses import dataclass
from functools import reduce
from operator import and_
from pathlib import Path

import pypdfium2
from hypothesis import strategies as st

from ecabinet.app.annotation_files import CopyFacts
from ecabinet.app.file_marks import FileMark
from ecabinet.app.mark_colors import COLORS
from ecabinet.core.annotations import ON_TEXT, MarkKind, Quote, bounds, path
from ecabinet.core.ids import Instant, VersionHash
from ecabinet.pdf.annotation_look import color_of
from tests.pdf.build import assembled, stream

VERSION = VersionHash("5e" * 32)
AT = Instant(1_795_000_000_123)
FACTS = CopyFacts("Tờ trình về quy hoạch", VERSION, "Nguyễn Thị Ẵm", AT)
SCALE = 2
WIDE, HIGH = 300, 400
"""The crop box of every page, in points, before it is turned."""

SHAPES = {
    **dict.fromkeys(ON_TEXT, (path((60, 220, 160, 220, 60, 200, 160, 200)),)),
    MarkKind.INK: (path((60, 200, 0.2, 110, 230, 0.9, 160, 205, 0.5)),),
    MarkKind.NOTE: (path((80, 210)),),
    MarkKind.BOOKMARK: (path((80, 210)),),
    MarkKind.TEXT: (path((60, 200, 160, 240)),),
    MarkKind.RECTANGLE: (path((60, 200, 160, 240)),),
    MarkKind.STAMP: (path((60, 200, 160, 240)),),
    MarkKind.ARROW: (path((60, 200, 160, 240)),),
}


@dataclass(frozen=True)
class Leaf:
    """A page: quarter turns, and where the lower left corner of its crop box lies."""

    turns: int = 0
    corner: tuple[float, float] = (0.0, 0.0)


LEAVES = (Leaf(), Leaf(1), Leaf(2, (30, 70)), Leaf(3, (-20.5, 40)))


def paper(leaves=LEAVES, entries=()):
    """A PDF with a thin gray line on each page; `entries` are further ones of each page's dictionary, as bytes."""
    kids = " ".join(f"{4 + n} 0 R" for n in range(len(leaves)))
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Kids[{kids}]/Count {len(leaves)}>>".encode(),
        stream(b".9 G 0 0 m 5 5 l S"),
    ]
    for number, leaf in enumerate(leaves):
        x, y = leaf.corner
        media = f"[{x - 15} {y - 25} {x + WIDE + 15} {y + HIGH + 25}]"
        crop = f"[{x} {y} {x + WIDE} {y + HIGH}]"
        more = entries[number] if entries else b""
        told = f"<</Type/Page/Parent 2 0 R/MediaBox{media}/CropBox{crop}/Rotate {90 * leaf.turns}/Contents 3 0 R"
        objects.append(told.encode() + b"/Resources<<>>" + more + b">>")
    return assembled(objects)


def mark(kind, page=0, name="", **more):
    """A red mark in the usual place."""
    look = {"color": "red", "width": 250, "text": "Đồng ý", "author": "Lê Văn Ưng", "at": AT}
    return FileMark(name or f"ecab-{kind}-{page}", page, kind, SHAPES[kind], **{**look, **more})


def shown_rect(mark, leaf, air):
    """Where a mark is to be seen on its page as shown, in points from the upper left corner."""
    left, bottom, right, top = bounds(mark.kind, mark.shape)
    left, bottom, right, top = left - air, bottom - air, right + air, top + air
    turned = {
        0: (left, HIGH - top, right, HIGH - bottom),
        1: (bottom, left, top, right),
        2: (WIDE - right, bottom, WIDE - left, top),
        3: (HIGH - top, WIDE - right, HIGH - bottom, WIDE - left),
    }
    return turned[leaf.turns]


@dataclass(frozen=True)
class Picture:
    """Pixels of a page by row from the top: one byte each for red, green and blue."""

    wide: int
    red: bytes
    green: bytes
    blue: bytes

    def places(self, color):
        """Where a colour is found, in points from the upper left corner."""
        planes = zip((self.red, self.green, self.blue), color, strict=True)
        near = (int.from_bytes(plane.translate(_near(value)), "big") for plane, value in planes)
        found = reduce(and_, near).to_bytes(len(self.red), "big")
        hits = (hit.start() for hit in re.finditer(b"\1", found))
        return [(hit % self.wide / SCALE, hit // self.wide / SCALE) for hit in hits]


def _near(value):
    return bytes(int(abs(value - one) < 30) for one in range(256))


def pdfium_picture(data, page):
    """A page with its annotations as PDFium draws it."""
    document = pypdfium2.PdfDocument(data)
    try:
        bitmap = document[page].render(scale=SCALE, may_draw_forms=False, rev_byteorder=True)
        step, used = bitmap.n_channels, bitmap.width * bitmap.n_channels
        raw = bytes(bitmap.buffer)
        pixels = b"".join(raw[y * bitmap.stride :][:used] for y in range(bitmap.height))
        return Picture(bitmap.width, pixels[0::step], pixels[1::step], pixels[2::step])
    finally:
        document.close()


def poppler_pictures(file: Path):
    """All pages but the first as poppler draws them, which is what Okular shows."""
    asked = ["pdftoppm", "-r", str(72 * SCALE), "-cropbox", "-f", "2", str(file), str(file.with_suffix(""))]
    subprocess.run(asked, check=True, timeout=120)
    return [_read(one) for one in sorted(file.parent.glob(f"{file.stem}-*.ppm"))]


def _read(file):
    head, size, most, pixels = file.read_bytes().split(b"\n", 3)
    assert (head, most) == (b"P6", b"255")
    return Picture(int(size.split()[0]), pixels[0::3], pixels[1::3], pixels[2::3])


def assert_seen(picture, mark, leaf, slack=0):
    """The mark's colour is found where the mark lies, over most of its extent, and nowhere else."""
    places = picture.places(color_of(mark))
    left, top, right, bottom = shown_rect(mark, leaf, 14 + slack)
    assert len(places) > 15, mark.kind
    assert all(left <= x <= right and top <= y <= bottom for x, y in places), mark.kind
    across, down = shown_rect(mark, leaf, 0)[2] - shown_rect(mark, leaf, 0)[0], bottom - top - 2 * (14 + slack)
    seen = (
        max(x for x, _y in places) - min(x for x, _y in places),
        max(y for _x, y in places) - min(y for _x, y in places),
    )
    least = 0.25 if mark.kind is MarkKind.TEXT else 0.9
    if mark.kind in ON_TEXT - {MarkKind.HIGHLIGHT}:
        assert max(seen) > least * max(across, down)
    elif mark.kind not in (MarkKind.NOTE, MarkKind.BOOKMARK):
        assert seen[0] > least * across or seen[1] > least * down


def saved(data):
    """Bytes as something a reader of files takes."""
    return io.BytesIO(data)


_PLACES = st.floats(-50, 500, width=32)
_WORDS = st.text(st.characters(exclude_categories=("Cs", "Cc", "Cn", "Co")), max_size=40)
_LINE = _WORDS.map(lambda text: " ".join(text.split()))


def _shape(kind):
    one = {
        **dict.fromkeys(ON_TEXT, st.lists(_PLACES, min_size=8, max_size=8)),
        MarkKind.INK: st.lists(st.tuples(_PLACES, _PLACES, st.floats(0, 1, width=32)), min_size=1, max_size=9).map(
            lambda points: [part for point in points for part in point]
        ),
        MarkKind.NOTE: st.lists(_PLACES, min_size=2, max_size=2),
        MarkKind.BOOKMARK: st.lists(_PLACES, min_size=2, max_size=2),
    }.get(kind, st.lists(_PLACES, min_size=4, max_size=4).map(_upright if kind is not MarkKind.ARROW else list))
    many = 3 if kind in ON_TEXT or kind is MarkKind.INK else 1
    return st.lists(one.map(path), min_size=1, max_size=many).map(tuple)


def _upright(sides):
    left, bottom, right, top = sides
    return [min(left, right), min(bottom, top), max(left, right) + 1, max(bottom, top) + 1]


def _mark(kind):
    return st.builds(
        FileMark,
        name=st.just(""),
        page=st.integers(0, len(LEAVES) - 1),
        kind=st.just(kind),
        shape=_shape(kind),
        color=st.sampled_from([*COLORS, "", "lilac"]),
        width=st.integers(0, 10_000),
        text=_WORDS.map(str.strip),
        author=_LINE,
        at=st.none() | st.integers(0, 4_000_000_000_000).map(Instant),
        quote=st.builds(Quote, _WORDS, _WORDS, _WORDS, st.integers(-1, 10_000)),
    )


MARKS = st.lists(st.sampled_from(list(MarkKind)).flatmap(_mark), min_size=1, max_size=8)
"""Marks without names."""
