"""Papers of the vault: drawn chunk by chunk from their sealed files, and never from damaged ones."""

import hashlib
import random

import pytest

from ecabinet.app.pages import TileRequest
from ecabinet.app.sealed_paper import CHUNK, HEADER, KEPT, TAG, SealedReader, chunks
from ecabinet.core.errors import PaperFault, PaperUnreadable
from ecabinet.pdf.limits import Limits
from ecabinet.pdf.pool import RenderPool
from ecabinet.pdf.shelf import Shelf
from ecabinet.replica.vault import FileVault
from tests.pdf.build import assembled

SIDE = 400
PIXELS = SIDE * SIDE * 3


def scan_pdf(pages):
    """Pages of 100 × 100 points, each an image of 480,000 bytes: grey, the first darkest; the images lie at the end."""
    content, images = 3 + pages, range(4 + pages, 4 + 2 * pages)
    leaf = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 100 100]/Contents %d 0 R/Resources<</XObject<</I %d 0 R>>>>>>"
    head = "<</Type/XObject/Subtype/Image/Width %d/Height %d/BitsPerComponent 8/ColorSpace/DeviceRGB/Length %d>>"
    start = (head % (SIDE, SIDE, PIXELS)).encode() + b"stream\n"
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Kids[{' '.join(f'{3 + page} 0 R' for page in range(pages))}]/Count {pages}>>".encode(),
        *((leaf % (content, image)).encode() for image in images),
        b"<</Length 23>>stream\n100 0 0 100 0 0 cm /I Do\nendstream",
        *(start + bytes([page * 8]) * PIXELS + b"\nendstream" for page in range(pages)),
    ]
    return assembled(objects)


def corner(page):
    return TileRequest(page, 1.0, 0, 0, 8, 8)


def shade(tile):
    return tile.pixels[0]


@pytest.fixture(scope="module")
def scan():
    return scan_pdf(20)


@pytest.fixture(scope="module")
def pool():
    with RenderPool(size=1) as pool:
        yield pool


@pytest.fixture
def vault(tmp_path):
    return FileVault(tmp_path / "papers", bytes(range(32)))


@pytest.fixture
def sealed(vault):
    """Puts bytes into the vault and gives what they are drawn from."""

    def put(data):
        version = hashlib.sha256(data).hexdigest()
        vault.put(version, [data])
        return vault.source(version)

    return put


def spoil(source, place):
    """Change the byte that holds a byte of the paper."""
    with source.path.open("r+b") as file:
        file.seek(HEADER + place + place // CHUNK * TAG)
        byte = file.read(1)
        file.seek(-1, 1)
        file.write(bytes([byte[0] ^ 1]))


def fault(action):
    with pytest.raises(PaperUnreadable) as caught:
        action()
    return caught.value


def test_a_sealed_paper_looks_like_the_file_it_was_made_of(pool, sealed, vietnamese, vietnamese_bytes):
    source = sealed(vietnamese_bytes)
    assert pool.open(source) == pool.open(vietnamese)
    for page in (0, 1):
        wish = TileRequest(page, 2.0, 0, 0, 512, 512)
        assert pool.draw(source, wish).pixels == pool.draw(vietnamese, wish).pixels


def test_pages_in_any_order_from_more_chunks_than_are_kept(pool, sealed, scan):
    source, pages = sealed(scan), list(range(20))
    assert chunks(len(scan)) > 2 * KEPT
    random.Random(4).shuffle(pages)
    assert [shade(pool.draw(source, corner(page))) for page in pages] == [page * 8 for page in pages]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", PaperFault.EMPTY),
        (b"Dear all", PaperFault.NOT_A_PDF),
        (b"%PDF-1.7\n", PaperFault.TRUNCATED),
    ],
)
def test_a_sealed_file_that_is_no_paper_is_told_as_any_other(pool, sealed, data, reason):
    source = sealed(data)
    error = fault(lambda: pool.open(source))
    assert (error.reason, error.paper) == (reason, source.version)


def test_a_sealed_paper_with_a_password(pool, sealed, locked_bytes):
    assert fault(lambda: pool.open(sealed(locked_bytes))).reason is PaperFault.ENCRYPTED


def test_only_the_page_in_a_damaged_chunk_is_lost_until_the_paper_is_whole_again(pool, sealed, scan):
    source = sealed(scan)
    spoil(source, scan.index(bytes([9 * 8]) * PIXELS) + PIXELS // 2)
    assert len(pool.open(source).pages) == 20
    for page in [*range(20), 9]:
        if page == 9:
            error = fault(lambda page=page: pool.draw(source, corner(page)))
            assert (error.reason, error.paper, error.page) == (PaperFault.DAMAGED, source.version, page)
        else:
            assert shade(pool.draw(source, corner(page))) == page * 8
    assert shade(pool.draw(sealed(scan), corner(9))) == 9 * 8


def test_a_damaged_header_end_or_length_loses_the_paper(pool, sealed, scan):
    source = sealed(scan)
    good = source.path.read_bytes()
    flipped = bytes([good[30] ^ 1])
    for bad in (good[:30] + flipped + good[31:], good[:-9] + b"?" + good[-8:], good[:-TAG], good[:5], b""):
        source.path.write_bytes(bad)
        assert fault(lambda: pool.open(source)).reason is PaperFault.DAMAGED
        assert fault(lambda: pool.draw(source, corner(3))).reason is PaperFault.DAMAGED
    source.path.write_bytes(good)
    assert len(pool.open(source).pages) == 20


def test_the_key_of_another_paper_and_a_file_that_is_gone(pool, sealed, scan, vietnamese_bytes):
    one, other = sealed(scan), sealed(vietnamese_bytes)
    other.path.write_bytes(one.path.read_bytes())
    assert fault(lambda: pool.open(other)).reason is PaperFault.DAMAGED
    one.path.unlink()
    assert fault(lambda: pool.open(one)).reason is PaperFault.MISSING


def test_a_page_opens_the_chunks_it_needs_and_no_others(sealed, scan, monkeypatch):
    """Run in this process, to count: a paper of any length shows its first page at the same cost."""
    opened, source, plain = [], sealed(scan), SealedReader.chunk

    def counted(reader, number):
        opened.append(number)
        return plain(reader, number)

    monkeypatch.setattr(SealedReader, "chunk", counted)
    shelf = Shelf(Limits())
    try:
        shelf.page(str(source.path), 0, source.key)
        last = chunks(len(scan)) - 1
        assert set(opened) <= {*range(2 + PIXELS // CHUNK), last}
        assert len(set(opened)) == len(opened)
        assert shelf.weed() == ""
    finally:
        shelf.clear()


def test_a_worker_lets_go_of_a_paper_it_could_not_read(sealed, scan):
    source, shelf = sealed(scan), Shelf(Limits())
    spoil(source, scan.index(bytes([10 * 8]) * PIXELS) + PIXELS // 2)
    try:
        shelf.page(str(source.path), 0, source.key)
        assert shelf.weed() == ""
        shelf.page(str(source.path), 10, source.key)
        assert shelf.weed() == "damaged"
        assert not shelf._documents
        assert not shelf._pages
        assert shelf.weed() == ""
    finally:
        shelf.clear()
