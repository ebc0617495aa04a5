"""Copies with marks, as other programs see them."""

import hashlib
import shutil
from dataclasses import replace

import pypdf
import pytest

from ecabinet.core.annotations import MarkKind, path
from ecabinet.core.errors import DestinationUnwritable, PaperFault, PaperUnreadable
from ecabinet.pdf.annotation_look import SIGNS, color_of
from tests.pdf.annotations.kit import FACTS, LEAVES, VERSION, assert_seen, mark, pdfium_picture, poppler_pictures, saved

EVERY = tuple(MarkKind)


@pytest.fixture(scope="module")
def copies(tmp_path_factory):
    """For each kind a copy in which each page has one mark of it, by kind and whether it is flattened."""
    from ecabinet.boot.annotation_files import LocalAnnotationFiles
    from tests.pdf.annotations.kit import paper

    folder, files, made = tmp_path_factory.mktemp("copies"), LocalAnnotationFiles(), {}
    source = folder / "paper.pdf"
    source.write_bytes(paper(LEAVES * len(EVERY)))
    marks = [
        mark(kind, number * len(LEAVES) + page) for number, kind in enumerate(EVERY) for page in range(len(LEAVES))
    ]
    for flattened in (False, True):
        target = folder / f"{flattened}.pdf"
        files.export_copy(source, FACTS, marks, target, flattened=flattened)
        made[flattened] = target.read_bytes()
    return made


@pytest.mark.parametrize("kind", EVERY)
@pytest.mark.parametrize("flattened", [False, True])
def test_pdfium_shows_each_mark_in_its_place_on_every_kind_of_page(copies, kind, flattened):
    for turn, leaf in enumerate(LEAVES):
        page = 1 + EVERY.index(kind) * len(LEAVES) + turn
        slack = 0 if flattened else 18  # PDFium turns signs with the page, against the standard
        assert_seen(pdfium_picture(copies[flattened], page), mark(kind), leaf, slack if kind in SIGNS else 0)


@pytest.mark.skipif(not shutil.which("pdftoppm"), reason="poppler is not installed")
def test_poppler_shows_each_mark_in_its_place_on_every_kind_of_page(copies, tmp_path):
    (tmp_path / "seen.pdf").write_bytes(copies[False])
    for number, picture in enumerate(poppler_pictures(tmp_path / "seen.pdf")):
        assert_seen(picture, mark(EVERY[number // len(LEAVES)]), LEAVES[number % len(LEAVES)])
    assert number == len(EVERY) * len(LEAVES) - 1


def test_each_mark_is_an_annotation_of_the_standard_with_its_own_appearance(copies):
    reader = pypdf.PdfReader(saved(copies[False]))
    for number, kind in enumerate(EVERY):
        [entry] = reader.pages[1 + number * len(LEAVES)]["/Annots"]
        made = entry.get_object()
        assert (made["/T"], made["/Contents"], made["/NM"]) == ("Lê Văn Ưng", "Đồng ý", f"ecab-{kind}-{number * 4}")
        assert made["/M"] == "D:20261118110640Z"
        assert made["/F"] & 4
        assert made["/AP"]["/N"].get_data().strip()
        assert made["/P"] == reader.pages[1 + number * len(LEAVES)]


def test_a_flattened_copy_has_no_annotations_left(copies):
    reader = pypdf.PdfReader(saved(copies[True]))
    assert len(reader.pages) == 1 + len(LEAVES) * len(EVERY)
    assert not [page for page in reader.pages if page.get("/Annots")]


def test_words_are_embedded_and_can_be_read_back(files, original, tmp_path):
    words = replace(mark(MarkKind.TEXT), text="Đề nghị bổ sung số liệu ẵ ễ ự")
    files.export_copy(original, FACTS, [words], tmp_path / "copy.pdf", flattened=True)
    shown = pypdf.PdfReader(tmp_path / "copy.pdf").pages[1].extract_text()
    assert "".join(shown.split()) == "".join(words.text.split())


def test_the_first_page_says_of_what_this_is_a_copy(files, original, tmp_path):
    files.export_copy(original, FACTS, [mark(MarkKind.NOTE)], tmp_path / "copy.pdf")
    said = pypdf.PdfReader(tmp_path / "copy.pdf").pages[0].extract_text()
    told = ("không phải văn bản ký số gốc", FACTS.title, FACTS.member, "18:06 18/11/2026", VERSION[:32])
    assert all("".join(one.split()) in "".join(said.split()) for one in told)


def test_the_paper_keeps_every_byte_and_the_copy_begins_with_them(files, original, tmp_path):
    before = original.read_bytes()
    digest = hashlib.sha256(before).digest()
    files.export_copy(original, FACTS, [mark(kind) for kind in EVERY], tmp_path / "copy.pdf")
    assert hashlib.sha256(original.read_bytes()).digest() == digest
    assert (tmp_path / "copy.pdf").read_bytes().startswith(before)


def test_an_answer_hangs_on_what_it_answers(files, original, tmp_path):
    first = mark(MarkKind.HIGHLIGHT, name="ecab-1")
    answer = mark(MarkKind.NOTE, name="ecab-2", answers="ecab-1", text="Tôi đồng ý")
    files.export_copy(original, FACTS, [first, answer], tmp_path / "copy.pdf")
    one, two = (entry.get_object() for entry in pypdf.PdfReader(tmp_path / "copy.pdf").pages[1]["/Annots"])
    assert (one["/Subtype"], two["/Subtype"], two["/IRT"]) == ("/Highlight", "/Text", one)


def test_ink_is_drawn_wider_where_it_was_pressed(files, original, tmp_path):
    press = [replace(mark(MarkKind.INK), shape=(path((60, 200, hard, 160, 200, hard)),)) for hard in (0.1, 1.0)]
    drawn = []
    for one in press:
        files.export_copy(original, FACTS, [one], tmp_path / "copy.pdf")
        drawn.append(pdfium_picture((tmp_path / "copy.pdf").read_bytes(), 1))
    dark = [len(one.places(color_of(press[0]))) for one in drawn]
    assert dark[1] > 2 * dark[0]


def test_annotations_of_the_paper_stay(files, tmp_path):
    from tests.pdf.annotations.kit import Leaf, paper

    there = b"/Annots[<</Type/Annot/Subtype/Text/Rect[10 10 30 30]/Contents(old)>>]"
    source = tmp_path / "paper.pdf"
    source.write_bytes(paper((Leaf(),), (there,)))
    files.export_copy(source, FACTS, [mark(MarkKind.NOTE)], tmp_path / "copy.pdf")
    entries = [one.get_object() for one in pypdf.PdfReader(tmp_path / "copy.pdf").pages[1]["/Annots"]]
    assert [one["/Contents"] for one in entries] == ["old", "Đồng ý"]


def test_a_destination_that_cannot_be_written_is_named_and_nothing_is_left(files, original, tmp_path):
    for place in (tmp_path / "missing" / "copy.pdf", tmp_path, original):
        with pytest.raises(DestinationUnwritable) as caught:
            files.export_copy(original, FACTS, [mark(MarkKind.NOTE)], place)
        assert caught.value.place == str(place)
    assert list(tmp_path.iterdir()) == [original]


def test_a_mark_beyond_the_last_page_writes_nothing(files, original, tmp_path):
    with pytest.raises(PaperUnreadable) as caught:
        files.export_copy(original, FACTS, [mark(MarkKind.NOTE, 4)], tmp_path / "copy.pdf")
    assert (caught.value.reason, caught.value.page) == (PaperFault.PAGE, 4)
    assert list(tmp_path.iterdir()) == [original]


def test_a_paper_that_is_none_writes_nothing(files, tmp_path):
    source = tmp_path / "no.pdf"
    source.write_bytes(b"not a paper")
    with pytest.raises(PaperUnreadable) as caught:
        files.export_copy(source, FACTS, [mark(MarkKind.NOTE)], tmp_path / "copy.pdf")
    assert caught.value.reason is PaperFault.NOT_A_PDF
    assert list(tmp_path.iterdir()) == [source]
