"""What a file is: sizes, outline, and the reason why a bad file is none."""

import io
import os
import sys
from pathlib import Path

import pytest
from pypdf import PdfWriter

from ecabinet.app.pages import OutlineEntry, PageSize, TileRequest
from ecabinet.core.errors import PaperFault, PaperUnreadable
from ecabinet.pdf.pool import RenderPool


@pytest.fixture(scope="module")
def pool():
    """One for all: these tests are about papers, not about processes."""
    with RenderPool() as pool:
        yield pool


def told(error):
    """What an error carries."""
    return error.reason, error.paper, error.page


def refused(pool, path):
    """The error with which a file is refused."""
    with pytest.raises(PaperUnreadable) as caught:
        pool.open(path)
    return caught.value


def test_a_paper_has_pages_and_an_outline(pool, vietnamese):
    shape = pool.open(vietnamese)
    assert len(shape.pages) == 2
    assert shape.outline == (OutlineEntry("Tờ trình về quy hoạch", 0, 0), OutlineEntry("Phụ lục", 1, 1))


def test_an_outline_in_a_circle_ends(pool, paper, made):
    circle = (b"<</Title(a)/Parent 5 0 R/Next 7 0 R>>", b"<</Title(b)/Parent 5 0 R/Next 6 0 R>>")
    data = made.raw(b"", extra=(b"<</First 6 0 R/Last 7 0 R/Count 2>>", *circle))
    shape = pool.open(paper(data.replace(b"/Catalog/", b"/Catalog/Outlines 5 0 R/")))
    assert shape.outline == (OutlineEntry("a", None, 0), OutlineEntry("b", None, 0))


def test_an_entry_that_leads_beyond_the_last_page_leads_nowhere(pool, paper, made):
    marks = [b"<</Title(%d)/Parent 5 0 R/Next %d 0 R/Dest[%d/Fit]>>" % (n, n + 1, n - 6) for n in range(6, 9)]
    data = made.raw(b"", pages=2, extra=(b"<</First 6 0 R>>", *marks), catalog="/Outlines 5 0 R")
    assert [entry.page for entry in pool.open(paper(data)).outline] == [0, 1, None]


@pytest.mark.parametrize(
    ("action", "page"),
    [
        (b"/S/GoTo/D[1/Fit]", 1),
        (b"/S/GoToR/F(b.pdf)/D[1/Fit]", None),
        (b"/S/Launch/F(b.exe)", None),
        (b"/S/URI/URI(https://b.vn)", None),
    ],
)
def test_an_entry_that_leads_out_of_the_paper_leads_nowhere(pool, paper, made, action, page):
    entry = b"<</Title(a)/Parent 5 0 R/A<<%s>>>>" % action
    data = made.raw(b"", pages=2, extra=(b"<</First 6 0 R/Last 6 0 R>>", entry), catalog="/Outlines 5 0 R")
    assert pool.open(paper(data)).outline == (OutlineEntry("a", page, 0),)


def test_titles_without_end_do_not_cost_the_paper(pool, paper, made):
    title = b"<feff" + b"1ea1" * 600 + b">"
    marks = [b"<</Title%s/Parent 5 0 R/Next %d 0 R>>" % (title, n + 1) for n in range(6, 4006)]
    data = made.raw(b"", extra=(b"<</First 6 0 R>>", *marks, b"<<>>"), catalog="/Outlines 5 0 R")
    outline = pool.open(paper(data)).outline
    assert 1000 < len(outline) < 4000
    assert {entry.title for entry in outline} == {"ạ" * 500}


@pytest.mark.parametrize("side", ["0.0000001", "1000001"])
def test_a_page_of_no_size_is_laid_out_as_a_letter_and_not_drawn(pool, paper, made, side):
    path = paper(made.raw(b"0 0 9 9 re f", box=(0, 0, side, side)))
    assert pool.open(path).pages == (PageSize(612, 792),)
    with pytest.raises(PaperUnreadable) as caught:
        pool.draw(path, TileRequest(0, 0.5, 0, 0, 10, 10))
    assert told(caught.value) == (PaperFault.PAGE, path.name, 0)


@pytest.mark.parametrize("side", ["nan", "inf", "1e9", "1" + "0" * 30, "1" + "0" * 300])
def test_a_page_whose_size_is_no_number_still_has_one(pool, paper, made, side):
    [size] = pool.open(paper(made.raw(b"", box=(0, 0, side, side)))).pages
    assert 1 <= min(size.width, size.height) <= max(size.width, size.height) <= 1_000_000


def test_pages_higher_together_than_a_window_can_scroll(pool, paper, made):
    high = {"box": (0, 0, 200, 1_000_000)}
    assert len(pool.open(paper(made.raw(b"", pages=100, **high))).pages) == 100
    assert refused(pool, paper(made.raw(b"", pages=101, **high), "101.pdf")).reason is PaperFault.TOO_LARGE


@pytest.mark.skipif(sys.platform == "win32", reason="pipes and devices of POSIX")
def test_a_pipe_and_a_device_are_no_papers(pool, tmp_path):
    os.mkfifo(tmp_path / "fifo")
    for path in (tmp_path / "fifo", Path("/dev/zero"), tmp_path / ("n" * 100_000), tmp_path / "nul\0"):
        assert refused(pool, path).reason is PaperFault.MISSING


def test_an_empty_file(pool, paper):
    assert told(refused(pool, paper(b"", "rỗng.pdf"))) == (PaperFault.EMPTY, "rỗng.pdf", None)


@pytest.mark.parametrize("data", [b"Dear all", b"\x00" * 5000, b"PK\x03\x04" + b"docx" * 500])
def test_a_file_of_another_kind(pool, paper, data):
    assert refused(pool, paper(data)).reason is PaperFault.NOT_A_PDF


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.99])
def test_a_file_that_was_cut_off(pool, paper, vietnamese_bytes, share):
    part = vietnamese_bytes[: int(len(vietnamese_bytes) * share)]
    assert refused(pool, paper(part)).reason is PaperFault.TRUNCATED


def test_a_file_that_was_cut_off_and_could_be_patched_up_is_refused(pool, paper, made):
    data = made.corner()
    end = data.index(b"trailer") + len(b"trailer<</Size 5/Root 1 0 R>>")
    part = data[:end].replace(b"xref\n0 5", b"lost\n0 5")
    assert refused(pool, paper(part)).reason is PaperFault.TRUNCATED
    assert len(pool.open(paper(part + b"\n%%EOF\n", "whole.pdf")).pages) == 1


def test_a_file_that_needs_a_password(pool, paper, locked_bytes):
    assert refused(pool, paper(locked_bytes)).reason is PaperFault.ENCRYPTED


def test_a_file_that_is_only_protected_from_changes_opens(pool, paper, made, vietnamese_bytes):
    writer = PdfWriter(clone_from=io.BytesIO(vietnamese_bytes))
    writer.encrypt("", "chủ sở hữu", algorithm="RC4-128")
    assert len(pool.open(paper(made.written(writer))).pages) == 2


def test_a_paper_without_pages(pool, paper, made):
    assert refused(pool, paper(made.written(PdfWriter()))).reason is PaperFault.NO_PAGES


def test_a_paper_with_more_pages_than_a_meeting_can_read(pool, paper, made):
    assert refused(pool, paper(made.raw(b"", pages=20_001))).reason is PaperFault.TOO_LARGE
    assert len(pool.open(paper(made.raw(b"", pages=20_000), "đủ.pdf")).pages) == 20_000


def test_a_missing_file_and_a_folder(pool, tmp_path):
    assert refused(pool, tmp_path / "không có.pdf").reason is PaperFault.MISSING
    assert refused(pool, tmp_path).reason is PaperFault.MISSING


def test_a_page_that_is_not_there(pool, paper, made):
    with pytest.raises(PaperUnreadable) as caught:
        pool.draw(paper(made.corner()), TileRequest(7, 1.0, 0, 0, 10, 10))
    assert told(caught.value) == (PaperFault.PAGE, "giấy mời.pdf", 7)


def test_a_replaced_file_is_read_anew(pool, paper, made):
    assert pool.open(paper(made.corner())).pages == (PageSize(200, 100),)
    assert pool.open(paper(made.corner(box=(0, 0, 300, 100)))).pages == (PageSize(300, 100),)


def test_a_good_paper_opens_after_bad_ones(pool, paper, vietnamese):
    for number, data in enumerate([b"", b"x", b"%PDF-1.7\n"]):
        refused(pool, paper(data, f"{number}.pdf"))
    assert len(pool.open(vietnamese).pages) == 2
