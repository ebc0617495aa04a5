"""Where pages lead, and what files call them."""

import pytest
import typst
from pypdf import PdfReader, PdfWriter
from pypdf.constants import PageLabelStyle

from ecabinet.pdf.limits import Limits
from ecabinet.pdf.links import MOST, Links, labels
from ecabinet.pdf.paper import close_document, close_page, open_document, open_page
from tests.pdf.build import raw_pdf, written


def told(path, number=0, stopped=lambda: False):
    """The links of a page and the labels of its paper, as a worker tells them."""
    document = open_document(str(path), b"", Limits())
    try:
        page = open_page(document, number)
        links = Links(document, page).tell(stopped)
        close_page(page)
        return links, labels(document)
    finally:
        close_document(document)


def linked_pdf(*links, page="", box=(0, 0, 200, 100), rect="[10 20 60 40]", **more):
    """A page with a link for each of these entries of its dictionary."""
    annotations = "".join(f"<</Type/Annot/Subtype/Link/Rect{rect}{link}>>" for link in links)
    return raw_pdf(b"", page=f"/Annots[{annotations}]{page}", box=box, **more)


def test_links_of_a_word_processor(paper):
    source = '#link("https://chinhphu.vn/a?b=1")[ra ngoài] #link(<xa>)[bên trong] #pagebreak() #v(100pt) = Xa <xa>'
    links, names = told(paper(typst.compile(source.encode())))
    outside, inside = links
    assert outside["address"] == "https://chinhphu.vn/a?b=1"
    assert inside["page"] == 1
    assert 560 < inside["y"] < 700
    left, bottom, right, top = outside["box"]
    assert 60 < left < right < 200
    assert 740 < bottom < top < 800
    assert names == []


@pytest.mark.parametrize(
    "link",
    [
        "/A<</S/Launch/F(calc.exe)>>",
        "/A<</S/JavaScript/JS(app.alert\\(1\\))>>",
        "/A<</S/GoToR/F(khac.pdf)/D[0/Fit]>>",
        "/A<</S/SubmitForm/F(https://a.vn)>>",
        "/A<</S/Named/N/NextPage>>",
        "/Dest[99 0 R/Fit]",
        "/Dest/khong_co",
        "",
    ],
)
def test_actions_are_not_told(paper, link):
    assert told(paper(linked_pdf(link)))[0] == []


def test_addresses_of_any_kind_are_told(paper):
    addresses = ["file:///etc/passwd", "javascript:alert(1)", "mailto:a@tinh.gov.vn"]
    links, _names = told(paper(linked_pdf(*[f"/A<</S/URI/URI({address})>>" for address in addresses])))
    assert [link["address"] for link in links] == addresses


def test_a_very_long_address_is_cut(paper):
    (link,), _names = told(paper(linked_pdf(f"/A<</S/URI/URI(https://a.vn/{'x' * 5000})>>")))
    assert 2000 < len(link["address"]) <= 2048


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_places_are_those_of_the_crop_box_before_it_is_turned(paper, turn):
    page = f"/CropBox[5 10 180 90]/Rotate {turn}"
    (link,), _names = told(paper(linked_pdf("/Dest[3 0 R/XYZ 50 60 0]", page=page)))
    assert link == {"box": [5.0, 10.0, 55.0, 30.0], "page": 0, "x": 45.0, "y": 50.0}


def test_a_place_may_be_a_whole_page(paper):
    links, _names = told(paper(linked_pdf("/Dest[3 0 R/Fit]", "/A<</S/GoTo/D[3 0 R/XYZ null 60 null]>>")))
    assert [(link["page"], link["x"], link["y"]) for link in links] == [(0, None, None), (0, None, 60.0)]


@pytest.mark.parametrize(
    ("rect", "box"),
    [
        ("[60 40 10 20]", [10, 20, 60, 40]),
        ("[-50 -50 60 40]", [0, 0, 60, 40]),
        ("[500 20 560 40]", None),
        ("[10 20 10 20]", None),
    ],
)
def test_rectangles_lie_on_the_page(paper, rect, box):
    links, _names = told(paper(linked_pdf("/Dest[3 0 R/Fit]", rect=rect)))
    assert [link["box"] for link in links] == ([box] if box else [])


def test_so_many_links_and_no_more(paper):
    links, _names = told(paper(linked_pdf(*["/Dest[3 0 R/Fit]"] * (MOST + 50))))
    assert len(links) == MOST


def test_telling_can_be_given_up(paper):
    assert told(paper(linked_pdf("/Dest[3 0 R/Fit]")), stopped=lambda: True)[0] is None


def test_labels_are_told_where_the_file_has_its_own(paper, vietnamese_bytes):
    writer = PdfWriter(clone_from=PdfReader(paper(vietnamese_bytes)))
    writer.set_page_label(0, 0, style=PageLabelStyle.LOWERCASE_ROMAN)
    writer.set_page_label(1, 1, style=PageLabelStyle.DECIMAL, prefix="PL-", start=7)
    assert told(paper(written(writer), "b.pdf"))[1] == ["i", "PL-7"]
