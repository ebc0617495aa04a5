"""Reads pages in this very process, and writes pages of text in a standard font."""

from ecabinet.app.text.page import page_text
from ecabinet.pdf.limits import Limits
from ecabinet.pdf.paper import close_document, close_page, open_document, open_page
from ecabinet.pdf.text import page_text as told_text
from tests.pdf.build import raw_pdf

HELVETICA = "/Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>>>"


def read(path, number=0):
    """The text of a page as a worker tells it and the window takes it."""
    document = open_document(str(path), b"", Limits())
    try:
        page = open_page(document, number)
        packed = told_text(page)
        close_page(page)
    finally:
        close_document(document)
    return page_text(packed)


def lines_of(page):
    """The lines of a page as strings."""
    return [page.text[line.start : line.end] for line in page.lines]


def shown(*parts, size=12, state=""):
    """A content stream: each part is text and its matrix, or text, x and y."""
    drawn = ["BT", f"/F {size} Tf", state]
    for text, *place in parts:
        matrix = place[0] if len(place) == 1 else (1, 0, 0, 1, *place)
        drawn.append(" ".join(map(str, matrix)) + f" Tm ({text}) Tj")
    return " ".join([*drawn, "ET"]).encode("latin-1")


def text_pdf(*parts, box=(0, 0, 600, 800), page="", resources=HELVETICA, **more):
    """A page with these parts, see `shown`."""
    return raw_pdf(shown(*parts, **more), box=box, page=page, resources=resources)
