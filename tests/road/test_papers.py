"""Papers on their way: taken in or refused at the door, carried, and verified where they arrive."""

import hashlib
import io

import pytest
from pypdf import PdfWriter

from ecabinet.app import commands
from ecabinet.app.intake import Intake
from ecabinet.app.ports import PaperFile
from ecabinet.core.errors import BlobDamaged, PaperFault, PaperUnreadable
from ecabinet.pdf.pool import RenderPool
from tests.road.kit import files, lay
from tests.road.trouble import says


def pdf(pages=2, password=None):
    """A plain PDF of so many pages."""
    writer, out = PdfWriter(), io.BytesIO()
    for _page in range(pages):
        writer.add_blank_page(595, 842)
    if password:
        writer.encrypt(password, algorithm="RC4-128")
    writer.write(out)
    return out.getvalue()


@pytest.fixture(scope="module")
def pool():
    with RenderPool(size=1) as pool:
        yield pool


@pytest.fixture
def source(tmp_path):
    """Writes a file somebody could drop into the window."""

    def write(data, name="Tờ trình 215.pdf"):
        path = tmp_path / name
        path.write_bytes(data)
        return path

    return write


@pytest.fixture
def office(room):
    """The secretary, with a drafted meeting."""
    room.draft()
    room.settle()
    return room["t1"]


def test_a_paper_is_taken_in_and_laid_with_its_pages(office, pool, source):
    file = Intake(office.program.vault, pool).take(source(pdf(3)))
    item = office.ask.agenda(office.ask.today().meetings[0].meeting).lines[0].item
    office.do(commands.AddPaper(item, "Tờ trình", file))
    (paper,) = office.ask.agenda(office.ask.today().meetings[0].meeting).lines[0].papers
    assert (paper.pages, paper.here, paper.unread, paper.size) == (3, True, True, len(pdf(3)))


REFUSED = {
    PaperFault.NOT_A_PDF: lambda: b"PK\x03\x04 a Word file" * 20,
    PaperFault.EMPTY: lambda: b"",
    PaperFault.TRUNCATED: lambda: pdf(4)[:700],
    PaperFault.ENCRYPTED: lambda: pdf(2, "mật khẩu"),
    PaperFault.NO_PAGES: lambda: pdf(0),
}


@pytest.mark.parametrize("fault", REFUSED)
def test_a_file_that_is_no_paper_is_refused_and_the_vault_stays_as_it_was(office, pool, source, fault):
    path = source(REFUSED[fault]())
    before = files(office.program.profile.papers)
    with pytest.raises(PaperUnreadable) as caught:
        Intake(office.program.vault, pool).take(path)
    assert (caught.value.reason, caught.value.paper) == (fault, path.name)
    assert says(caught.value)
    assert files(office.program.profile.papers) == before
    assert path.read_bytes() == REFUSED[fault]() or fault is PaperFault.ENCRYPTED


def test_a_file_that_is_gone_is_refused(office, pool, tmp_path):
    with pytest.raises(PaperUnreadable) as caught:
        Intake(office.program.vault, pool).take(tmp_path / "đâu rồi.pdf")
    assert caught.value.reason is PaperFault.MISSING
    assert says(caught.value)


def first_paper(laptop, room):
    return laptop.ask.agenda(room.meeting).lines[0].papers[0]


def test_papers_travel_and_arrive_byte_for_byte(room, office, source):
    data = pdf(5)
    version = lay(office, room.items[0], source(data))
    assert not first_paper_known(room["m2"], room)
    room.settle()
    for laptop in room.everyone:
        assert b"".join(laptop.program.vault.read(version)) == data
        assert first_paper(laptop, room).here
        assert hashlib.sha256(data).hexdigest() == first_paper(laptop, room).version


def first_paper_known(laptop, room):
    return bool(laptop.ask.agenda(room.meeting).lines[0].papers)


def blob(room):
    """The one file in the store that holds a paper."""
    (found,) = room.store.glob("*/blob/*/*")
    return found


def test_a_paper_damaged_on_the_way_is_not_shown_until_it_is_whole(room, office, source):
    version = lay(office, room.items[0], source(pdf(5)))
    office.round()
    good = blob(room).read_bytes()
    blob(room).write_bytes(good[:-100] + b"?" + good[-99:])
    report = room["m2"].round()
    (damage,) = report.damaged
    assert isinstance(damage, BlobDamaged)
    assert damage.name == blob(room).relative_to(room.store).as_posix()
    assert says(damage)
    assert not first_paper(room["m2"], room).here
    assert not room["m2"].program.vault.has(version)
    blob(room).write_bytes(good)
    assert any(version in room["m2"].round().blobs for _round in range(8))
    assert b"".join(room["m2"].program.vault.read(version)) == pdf(5)


def test_an_agenda_is_readable_before_its_papers_have_arrived(room, office, source):
    lay(office, room.items[0], source(pdf(1)), "Báo cáo")
    office.round()
    blob(room).unlink()
    assert not room["m2"].round().damaged
    assert (first_paper(room["m2"], room).title, first_paper(room["m2"], room).here) == ("Báo cáo", False)


def test_a_new_version_is_unread_again_and_the_old_one_stays(room, office, source):
    old = lay(office, room.items[0], source(pdf(1)))
    room.settle()
    room["m2"].ask.mark_opened(old)
    assert not first_paper(room["m2"], room).unread
    version, size = office.program.vault.add(source(pdf(2), "bản hai.pdf"))
    file = PaperFile(version, size, 2, "bản hai.pdf")
    office.do(commands.AddVersion(first_paper(office, room).paper, file))
    room.settle()
    paper = first_paper(room["m2"], room)
    assert (paper.version, paper.version_number, paper.unread, paper.pages) == (version, 2, True, 2)
    assert b"".join(room["m2"].program.vault.read(old)) == pdf(1)


def test_no_byte_of_a_paper_lies_in_the_clear_on_any_laptop(room, office, source):
    version = lay(office, room.items[0], source(pdf(3)))
    room.settle()
    for laptop in room.everyone:
        mine = [path.read_bytes() for path in laptop.program.profile.folder.rglob("*") if path.is_file()]
        assert not any(b"%PDF" in data or b"%%EOF" in data for data in mine)
        assert not list(laptop.program.profile.papers.rglob(f"*{version[:8]}*"))


def test_a_paper_damaged_on_the_laptop_is_neither_shown_nor_sent_until_it_is_laid_in_again(room, office, source, pool):
    version = lay(office, room.items[0], source(pdf(4)))
    place = office.program.vault.source(version).path
    good = place.read_bytes()
    place.write_bytes(good[:-20] + bytes([good[-20] ^ 1]) + good[-19:])
    with pytest.raises(PaperUnreadable) as caught:
        pool.open(office.program.vault.source(version))
    assert caught.value.reason is PaperFault.DAMAGED
    assert says(caught.value)
    (damage,) = office.round().damaged
    assert (damage.name, damage.detail) == (version, "sealed")
    assert not list(room.store.glob("*/blob/*/*"))
    Intake(office.program.vault, pool).take(source(pdf(4)))
    assert len(pool.open(office.program.vault.source(version)).pages) == 4
    for _round in range(8):
        office.round()
    room.settle()
    assert b"".join(room["m2"].program.vault.read(version)) == pdf(4)
