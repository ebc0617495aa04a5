"""Good papers, from which bad ones are made."""

import functools
import io
import zlib

import typst
from pypdf import PdfReader, PdfWriter

from ecabinet.demo import sample
from ecabinet.demo.papers import paper_pdf
from tests.pdf.build import packed, raw_pdf, stream, updated, written

TEXT = """
#set page(width: 210mm, height: 297mm, margin: 25mm)
#set text(lang: "vi", size: 13pt)
#outline()
= Tờ trình về quy hoạch
Kính gửi: Ủy ban nhân dân tỉnh. #link("https://example.invalid")[Căn cứ]
#pagebreak()
== Phụ lục
#table(columns: 3, [Số], [Tên], [Ghi chú], [1], [Đường], [ẵ ễ ỡ ự đ Đ])
#box(rect(width: 3cm, height: 2cm, fill: gradient.linear(red, blue)))
"""


@functools.cache
def text():
    """Two pages of Vietnamese text with outline, link, table, gradient, fonts and object streams."""
    return typst.compile(TEXT.encode())


@functools.cache
def plain():
    """The same without object streams, as an old program would write it."""
    return written(PdfWriter(clone_from=io.BytesIO(text())))


def grey(width, height):
    """Rows of a grey ramp, compressed."""
    row = bytes(range(256)) * (width // 256 + 1)
    return zlib.compress(row[:width] * height)


@functools.cache
def scan():
    """One page that is a picture."""
    facts = b"/Type/XObject/Subtype/Image/Width 600/Height 800/BitsPerComponent 8/ColorSpace/DeviceGray"
    image = stream(grey(600, 800), facts + b"/Filter/FlateDecode")
    return raw_pdf(
        b"q 595 0 0 842 0 0 cm /I Do Q", box=(0, 0, 595, 842), resources="/XObject<</I 5 0 R>>", extra=[image]
    )


@functools.cache
def annotated():
    """A page with several kinds of annotations, a form field and page labels."""
    kinds = ("Highlight/QuadPoints[10 90 60 90 10 80 60 80]", "Text", "Ink/InkList[[1 2 30 40 50 20]]", "Square")
    notes = [b"<</Type/Annot/Subtype/%s/Rect[10 10 60 90]/C[1 1 0]>>" % kind.encode() for kind in kinds]
    field = b"<</Type/Annot/Subtype/Widget/FT/Tx/T(ten)/F 4/Rect[100 50 140 90]>>"
    catalog = "/AcroForm<</Fields[9 0 R]>>/PageLabels<</Nums[0<</S/r>>]>>"
    extra = [*notes, field]
    return raw_pdf(b"0 0 50 20 re f", page="/Annots[5 0 R 6 0 R 7 0 R 8 0 R 9 0 R]", extra=extra, catalog=catalog)


@functools.cache
def streams():
    """A page in an object stream."""
    return packed([b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>", PAGE])


PAGE = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 100]>>"


@functools.cache
def revised():
    """A page that was updated twice."""
    return updated(updated(raw_pdf(b"0 0 50 20 re f"), {4: stream(b"0 0 9 9 re f")}), {3: PAGE})


@functools.cache
def locked(algorithm, password="bí mật"):
    """The text, with a password to open it."""
    writer = PdfWriter(clone_from=io.BytesIO(text()))
    writer.encrypt(password, "chủ sở hữu", algorithm=algorithm)
    return written(writer)


@functools.cache
def office():
    """A paper of the demonstration: its agenda."""
    meeting = sample.load()
    return paper_pdf(meeting, next(paper for paper in meeting.papers if paper.pages == 2))


def pages(data):
    """How many pages a good base has, by another reader than ours."""
    return len(PdfReader(io.BytesIO(data)).pages)


BASES = (text, plain, scan, annotated, streams, revised, office)
