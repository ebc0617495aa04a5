"""What a file is said to be, and that whatever stands at a path gets an answer: real workers throughout."""

import os
import sys
from itertools import islice
from pathlib import Path

import pytest
from pypdf import PdfWriter

from ecabinet.core.errors import PaperFault
from ecabinet.pdf.inspect import _SUBTYPES
from ecabinet.pdf.inspection import LIMITS, inspected
from ecabinet.pdf.limits import Limits
from tests.pdf.build import raw_pdf, stream, written
from tests.pdf.hostile import bases, bombs, cycles

posix = pytest.mark.skipif(sys.platform == "win32", reason="pipes and devices of POSIX")
linux = pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
IN_TIME = 60.0  # the promise is 20; a loaded machine may need longer to start a worker


def looked(*paths):
    """All answers, which must be in order and in time."""
    found = list(inspected(paths))
    assert [one.source for one in found] == list(paths)
    assert all(one.seconds < IN_TIME for one in found)
    return found


def faults(*paths):
    """Why each does not open."""
    return [one.fault for one in looked(*paths)]


def test_good_papers_are_described(paper):
    text, scan, notes = looked(
        paper(bases.text(), "1.pdf"), paper(bases.scan(), "2.pdf"), paper(bases.annotated(), "3.pdf")
    )
    assert (text.facts.pages, text.facts.outline, text.survey.kind) == (2, 2, "text")
    assert text.survey.annotations == {"Link": 3}
    assert text.bytes == len(bases.text())
    assert (text.facts.first_page.width, text.facts.first_page.height) == pytest.approx((595.28, 841.89), abs=0.1)
    assert (scan.survey.kind, scan.survey.annotations, scan.survey.labels) == ("scan", {}, False)
    assert notes.survey.annotations == {"Highlight": 1, "Ink": 1, "Square": 1, "Text": 1, "Widget": 1}
    assert (notes.survey.labels, notes.facts.encrypted, notes.facts.signatures) == (True, False, 0)


def test_a_paper_of_text_and_scans_is_mixed_and_white_pages_are_empty(paper):
    writer = PdfWriter()
    for data in (bases.text(), bases.scan()):
        writer.append(paper(data, "part.pdf"))
    mixed, white = looked(paper(written(writer), "both.pdf"), paper(raw_pdf(b"", pages=40), "white.pdf"))
    assert (mixed.facts.pages, mixed.survey.kind) == (3, "mixed")
    assert (white.facts.pages, white.survey.kind, white.survey.surveyed) == (40, "empty", 40)


def test_stripes_of_a_scan_add_up_and_a_small_picture_is_no_scan(paper):
    entries = b"/Type/XObject/Subtype/Image/Width 1/Height 1/BitsPerComponent 8/ColorSpace/DeviceGray"
    parts = {"resources": "/XObject<</I 5 0 R>>/Font<</F 6 0 R>>"}
    font = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
    words, stripe = b"BT /F 9 Tf (words) Tj ET ", b"q 200 0 0 20 0 %d cm /I Do Q "
    pictures = [b"".join(stripe % up for up in range(0, height, 20)) for height in (20, 100)]
    paths = [
        paper(raw_pdf(words + picture, extra=[stream(b"\x80", entries), font], **parts), f"{n}.pdf")
        for n, picture in enumerate(pictures)
    ]
    assert [one.survey.kind for one in looked(*paths)] == ["text", "mixed"]


def test_a_locked_paper_is_called_locked_and_one_open_to_all_encrypted(paper):
    locked, free = looked(paper(bases.locked("AES-256"), "1.pdf"), paper(bases.locked("AES-256", ""), "2.pdf"))
    assert (locked.fault, locked.facts) == (PaperFault.ENCRYPTED, None)
    assert (free.fault, free.facts.encrypted, free.survey.kind) == (None, True, "text")


def test_signature_fields_are_counted(paper):
    field = b"<</Type/Annot/Subtype/Widget/FT/Sig/T(chu ky)/F 4/Rect[0 0 0 0]/V<</Type/Sig/Filter/Adobe.PPKLite>>>>"
    data = raw_pdf(b"", page="/Annots[5 0 R]", catalog="/AcroForm<</Fields[5 0 R]/SigFlags 3>>", extra=[field])
    assert [one.facts.signatures for one in looked(paper(data))] == [1]


def test_the_same_file_twice_is_answered_twice(paper):
    path = paper(bases.scan())
    assert [one.facts.pages for one in looked(path, path, path)] == [1, 1, 1]


@linux
def test_who_stops_asking_leaves_no_worker(paper):
    before, answers = workers(), inspected([paper(bases.scan())] * 10)
    assert len(list(islice(answers, 2))) == 2
    assert workers() - before
    answers.close()
    assert not workers() - before


def workers():
    """Ids of our living child processes that are workers."""
    found = set()
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            facts = (entry / "stat").read_text(encoding="utf-8", errors="replace").rsplit(")", 1)[1].split()
            line = (entry / "cmdline").read_bytes()
        except (FileNotFoundError, ProcessLookupError):
            continue
        if int(facts[1]) == os.getpid() and b"spawn_main" in line:
            found.add(entry.name)
    return found


@posix
def test_what_is_no_file_of_bytes_is_missing(tmp_path):
    os.mkfifo(tmp_path / "fifo")
    (tmp_path / "one").symlink_to(tmp_path / "other")
    (tmp_path / "other").symlink_to(tmp_path / "one")
    (tmp_path / "gone").symlink_to(tmp_path / "nowhere")
    names = ("none", "", "fifo", "one", "gone", "a/b", "n" * 300, "n/" * 3000, "n" * 100_000, "nul\0nul")
    odd = [Path("/dev/zero"), Path("/dev/null"), Path("/dev/full"), Path("/dev/tty")]
    paths = [tmp_path / name for name in names] + odd
    assert faults(*paths) == [PaperFault.MISSING] * len(paths)


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="needs a user who may not read everything")
def test_what_must_not_be_read_is_missing(paper):
    path = paper(bases.scan())
    path.chmod(0)
    assert faults(path) == [PaperFault.MISSING]


@posix
def test_odd_names_are_names(tmp_path):
    names = (b"\xff\xfe.pdf", b"a\nb\x1b[31m.pdf", "ẵ \u202e.pdf".encode(), b"-json", b" ", b"%s%n{0}", b"\xff" * 255)
    paths = [tmp_path / os.fsdecode(name) for name in names]
    deep = tmp_path.joinpath(*[os.fsdecode(b"\xff" * 250)] * 14)
    deep.mkdir(parents=True)
    paths.append(deep / os.fsdecode(b"\xff" * 200))
    for path in paths:
        path.write_bytes(bases.scan())
    assert faults(*paths) == [None] * len(paths)


def test_large_files_without_contents(tmp_path):
    sizes = {"2 GB": 2 << 30, "more": (2 << 30) + 1, "20 GB": 20 << 30}
    for name, size in sizes.items():
        with (tmp_path / name).open("wb") as file:
            file.truncate(size)
    found = looked(*(tmp_path / name for name in sizes))
    assert [one.fault for one in found] == [PaperFault.NOT_A_PDF, PaperFault.TOO_LARGE, PaperFault.TOO_LARGE]
    assert [one.bytes for one in found] == list(sizes.values())


def test_what_pages_do_to_a_worker_hides_nothing_of_the_file(paper):
    circle = paper(cycles.NAMED["labels in a circle"](), "1.pdf")
    bomb = paper(bombs.NAMED["deflate forty times"](), "2.pdf")
    good = paper(bases.text(), "3.pdf")
    crashed, burst, fine = looked(circle, bomb, good)
    assert (crashed.fault, crashed.facts.pages, crashed.pages_fault) == (None, 1, PaperFault.CRASHED)
    assert (burst.fault, burst.facts.pages, burst.pages_fault) == (None, 1, PaperFault.CRASHED)
    assert (fine.survey.kind, fine.pages_fault) == ("text", None)


def test_a_file_that_takes_too_long_is_answered_too(paper):
    slow = paper(bombs.NAMED["contents of 300 MB"](), "slow.pdf")
    limits = Limits(job_seconds=1.0, open_papers=1, open_pages=1, outstanding=1, deaths=1)
    late, good = inspected([slow, paper(bases.scan())], limits)
    assert (late.facts.pages, late.survey, late.pages_fault) == (1, None, PaperFault.TIMEOUT)
    assert good.survey.kind == "scan"


def test_no_file_may_take_longer_than_promised():
    assert LIMITS.job_seconds * 2 * LIMITS.deaths < 20
    assert LIMITS.memory_bytes <= 1 << 30


def test_every_subtype_of_the_standard_is_named(paper):
    kinds = sorted(set(_SUBTYPES) - {"Unknown", "XFAWidget"})
    notes = [f"<</Type/Annot/Subtype/{kind}/Rect[1 1 9 9]>>".encode() for kind in (*kinds, "Strange")]
    page = "/Annots[" + " ".join(f"{number} 0 R" for number in range(5, 5 + len(notes))) + "]"
    [found] = looked(paper(raw_pdf(b"", page=page, extra=notes)))
    assert found.survey.annotations == dict.fromkeys([*kinds, "Unknown"], 1)
