"""Papers of every kind, good and bad, and a pool of real worker processes."""

import io
import time
import zlib
from pathlib import Path
from types import SimpleNamespace

import pytest
import typst
from pypdf import PdfWriter

from ecabinet.pdf.pool import RenderPool
from tests.pdf.build import raw_pdf, written


def corner_pdf(page="", box=(0, 0, 200, 100)):
    """200 × 100 points; black in the lower left corner, 50 × 20 points; nothing else."""
    return raw_pdf(b"0 0 50 20 re f", page=page, box=box)


def slow_pdf(layers=20_000):
    """200 × 100 points under thousands of translucent sheets: many seconds of painting, a pause in every hundred."""
    state = "/ExtGState<</G<</ca 0.01>>>>"
    sheets = b"/G gs " + b"".join(b"0 %.3f .6 rg 0 0 200 100 re f " % (n / layers) for n in range(layers))
    return raw_pdf(sheets, resources=state)


def bomb_pdf(megabytes=1500):
    """A page whose content is 1,500 MB of spaces once inflated; the file is 1.5 MB.

    A deflate block that is flushed stands alone, so one megabyte is packed once and repeated.
    """
    packer = zlib.compressobj(9)
    head = packer.compress(b" " * (1 << 20)) + packer.flush(zlib.Z_FULL_FLUSH)
    block = packer.compress(b" " * (1 << 20)) + packer.flush(zlib.Z_FULL_FLUSH)
    return raw_pdf(head + block * (megabytes - 1), content_filter="/FlateDecode")


VIETNAMESE = """
#set page(width: 210mm, height: 297mm, margin: 25mm)
#set text(lang: "vi", size: 13pt)
= Tờ trình về quy hoạch
Kính gửi: Ủy ban nhân dân tỉnh. Đề nghị biểu quyết thông qua nghị quyết.
#pagebreak()
== Phụ lục
Những chữ khó: ẵ ễ ỡ ự đ Đ.
"""


@pytest.fixture(scope="session")
def made():
    """Makers of papers; each gives bytes."""
    return SimpleNamespace(raw=raw_pdf, corner=corner_pdf, slow=slow_pdf, bomb=bomb_pdf, written=written)


@pytest.fixture(scope="session")
def vietnamese_bytes():
    return typst.compile(VIETNAMESE.encode())


@pytest.fixture
def paper(tmp_path):
    """Writes bytes to a file and returns its path."""

    def write(data, name="giấy mời.pdf") -> Path:
        path = tmp_path / name
        path.write_bytes(data)
        return path

    return write


@pytest.fixture
def vietnamese(paper, vietnamese_bytes):
    """Two A4 pages of text with an outline."""
    return paper(vietnamese_bytes, "tờ trình.pdf")


@pytest.fixture
def locked_bytes(vietnamese_bytes):
    """The same, with a password to open it."""
    writer = PdfWriter(clone_from=io.BytesIO(vietnamese_bytes))
    writer.encrypt("bí mật", algorithm="RC4-128")
    return written(writer)


@pytest.fixture
def pool():
    with RenderPool() as pool:
        yield pool


@pytest.fixture
def collected(pool):
    """Polls as a window would, until so many answers have come; fails when they take too long."""

    def collect(count, seconds=30.0):
        answers, end = [], time.monotonic() + seconds
        while len(answers) < count:
            assert time.monotonic() < end, f"{len(answers)} of {count} answers, {pool.waiting()} waiting"
            answers += pool.poll()
            time.sleep(0.002)
        return answers

    return collect


@pytest.fixture
def eventually():
    """Waits until a condition holds; fails when that takes too long."""

    def wait(condition, seconds=60.0):
        end = time.monotonic() + seconds
        while not condition():
            assert time.monotonic() < end
            time.sleep(0.01)

    return wait
