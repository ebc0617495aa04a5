"""The papers of the sample meeting: real Vietnamese PDFs with the stated page counts."""

import re
import unicodedata
from datetime import UTC, datetime

import pypdf
import pytest

from ecabinet import resources
from ecabinet.demo import papers, sample
from ecabinet.demo.paper_content import land, material
from ecabinet.demo.paper_content.grammar import Writer
from ecabinet.demo.paper_content.skeleton import Block, blocks, chosen, plain
from ecabinet.records import typeset

MEETING = sample.load()
WITH_FILE = [paper.id for paper in MEETING.papers if paper.file]
ADMINISTRATIVE = [paper.id for paper in MEETING.papers if paper.kind in {"CTr", "BC", "TTr", "dt_NQ", "dt_QD"}]


@pytest.fixture(scope="session")
def written(tmp_path_factory):
    """All papers; a stored fit that needs a search fails here."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(papers, "fitting", None)
        return papers.write_papers(MEETING, tmp_path_factory.mktemp("papers"))


@pytest.fixture(scope="session")
def readers(written):
    return {paper_id: pypdf.PdfReader(path) for paper_id, path in written.items()}


@pytest.fixture(scope="session")
def texts(readers):
    """Text of every page, by paper."""
    return {paper_id: [page.extract_text() for page in reader.pages] for paper_id, reader in readers.items()}


def fonts(page):
    """The font dictionaries of a page, composite ones by their descendant."""
    for font in page["/Resources"].get("/Font", {}).values():
        described = font.get_object()
        yield described.get("/DescendantFonts", [described])[0].get_object()


def test_every_paper_but_the_secret_one_is_there(written):
    assert sorted(written) == [f"p{n:02d}" for n in range(1, 20)]
    assert {path.suffix for path in written.values()} == {".pdf"}


def test_page_counts_are_those_of_the_sample(readers):
    counts = {paper_id: len(reader.pages) for paper_id, reader in readers.items()}
    assert counts == {paper.id: paper.pages for paper in MEETING.papers if paper.pages}
    assert sum(counts.values()) == 215


@pytest.mark.parametrize("paper_id", ADMINISTRATIVE)
def test_the_head_of_an_administrative_paper(texts, paper_id):
    first = " ".join(texts[paper_id][0].split())
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in first
    assert "Độc lập - Tự do - Hạnh phúc" in first
    number = MEETING.paper(paper_id).number
    assert number is None or f"Số: {number}" in first


def test_the_place_and_date_are_official(texts):
    assert "Phố Hiến, ngày 17 tháng 7 năm 2026" in texts["p08"][0]


@pytest.mark.parametrize("paper_id", WITH_FILE)
def test_text_is_composed_vietnamese(texts, paper_id):
    text = "\n".join(texts[paper_id])
    assert unicodedata.is_normalized("NFC", text)
    assert "\ufffd" not in text
    assert len(re.findall(r"[ăâđêôơưạảấầậắặếềệốồộớờợứừựỏọủụịỉ]", text)) > 100


@pytest.mark.parametrize("paper_id", WITH_FILE)
def test_no_page_is_empty(texts, paper_id):
    assert min(len(text) for text in texts[paper_id]) > 120


@pytest.mark.parametrize("paper_id", WITH_FILE)
def test_no_hole_is_left_in_a_text(texts, paper_id):
    text = "\n".join(texts[paper_id])
    assert not re.search(r"\{\w|\.\.\d+\}|\|\||@(pool|more|opt|rows)|\bNone\b", text)


@pytest.mark.parametrize("paper_id", WITH_FILE)
def test_pages_are_numbered_from_the_second(texts, paper_id):
    assert not texts[paper_id][0].strip().startswith("1\n")
    for number, text in enumerate(texts[paper_id][1:], 2):
        assert re.search(rf"(^|\n)\s*{number}\s*(\n|$)", text), number


@pytest.mark.parametrize("paper_id", WITH_FILE)
def test_only_embedded_tinos_is_used(readers, paper_id):
    used = [font for page in readers[paper_id].pages for font in fonts(page)]
    assert used
    for font in used:
        assert "Tinos" in font["/BaseFont"]
        assert {"/FontFile2", "/FontFile3"} & set(font["/FontDescriptor"].get_object())


@pytest.mark.parametrize("paper_id", WITH_FILE)
def test_metadata_name_title_and_issuer(readers, paper_id):
    paper = MEETING.paper(paper_id)
    metadata = readers[paper_id].metadata
    assert metadata.title == paper.title
    assert metadata.author == MEETING.organization(paper.issuer).name
    assert metadata.creation_date.date() == paper.dated


@pytest.mark.parametrize("paper_id", [each for each in WITH_FILE if MEETING.paper(each).pages > 1])
def test_there_is_an_outline(readers, paper_id):
    assert readers[paper_id].outline or paper_id == "p05"  # p05 is one table


def test_no_paragraph_comes_twice():
    for paper_id in WITH_FILE:
        pieces = material.blocks_of(MEETING, MEETING.paper(paper_id))
        long = [piece.text for piece in pieces if len(piece.text) > 120 and not piece.text.startswith("#")]
        assert len(set(long)) == len(long), paper_id


def test_the_papers_say_what_the_meeting_says(texts):
    def text(paper_id):
        return " ".join("\n".join(texts[paper_id]).split())

    assert "41.250,5 tỷ đồng, bằng 68,4% dự toán" in text("p02")
    assert "GRDP) 7 tháng đầu năm ước tăng 9,1%" in text("p02")
    assert "46,5 tỷ đồng/năm" in text("p06")
    assert "đạt 42,7% kế hoạch" in text("p04")
    assert "Bỏ, vì trùng với nghị định hiện hành" in text("p08")
    assert "Khả năng cân đối vốn năm 2027 chưa bảo đảm" in text("p14")
    assert "H99.07-260615-0012" in text("p17")
    assert "Tổng số: 62 dự án" in text("p05")
    assert all(f"{number}" in text("p04") for number in ("17,6", "19,2", "18,4", "16,9", "14,7"))


def test_annotated_pages_hold_what_the_annotations_speak_of(texts):
    assert "Học sinh đồng thời thuộc đối tượng hưởng chính sách" in " ".join(texts["p07"][2].split())
    assert "Điều 5. Tài liệu đưa lên hệ thống" in texts["p11"][4]
    assert "IIP" in texts["p02"][11]


def test_the_same_bytes_each_time(written, tmp_path):
    again = papers.write_papers(MEETING, tmp_path, only={"p09", "p15", "p19"})
    assert sorted(again) == ["p09", "p15", "p19"]
    for paper_id, path in again.items():
        assert path.read_bytes() == written[paper_id].read_bytes()
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(path.name for path in again.values())


def test_a_whole_file_is_left_alone_and_a_broken_one_replaced(tmp_path):
    target = papers.write_papers(MEETING, tmp_path, only={"p19"})["p19"]
    whole, before = target.read_bytes(), target.stat().st_mtime_ns
    papers.write_papers(MEETING, tmp_path, only={"p19"})
    assert target.stat().st_mtime_ns == before
    target.write_bytes(whole[: len(whole) // 2])
    papers.write_papers(MEETING, tmp_path, only={"p19"})
    assert target.read_bytes() == whole


def test_a_map_has_a_landscape_a3_page(readers):
    sizes = [(round(page.mediabox.width), round(page.mediabox.height)) for page in readers["p15"].pages]
    assert sizes == [(595, 842), (1191, 842), (842, 595)]


def test_a_paper_that_cannot_fit_says_so():
    paper = MEETING.paper("p19")
    longer = type(paper)(**{name: getattr(paper, name) for name in paper.__slots__} | {"pages": 3})
    with pytest.raises(papers.PagesDoNotFit) as caught:
        papers.paper_pdf(MEETING, longer)
    assert (caught.value.paper_id, caught.value.wanted, caught.value.nearest) == ("p19", 3, 1)


def test_a_lost_fit_is_found_again(monkeypatch):
    paper = MEETING.paper("p16")
    monkeypatch.setattr(material, "stored_fit", lambda _paper_id: 99)
    assert papers.page_count(papers.paper_pdf(MEETING, paper)) == paper.pages


def test_the_tables_add_up():
    everyone = land.households(material.document("words"))
    assert sum(each.area for each in everyone) == land.AREA
    assert sum(each.paid + each.support for each in everyone) == pytest.approx(land.TOTAL, abs=0.5)
    corners = land.boundary()
    twice = sum(x * v - u * y for (x, y), (u, v) in zip(corners, [*corners[1:], corners[0]], strict=True))
    assert abs(twice) / 2 == pytest.approx(31_486, rel=0.02)


def test_a_writer_fills_holes():
    writer = Writer("seed", {"xa": ["xã A"], "seq_so": ["một", "hai"]}, {})
    assert writer.fill("{x:xa} và {x}: (có|có) {5..5} kỳ, năm {1998..1998}") == "Xã A và xã A: có 5 kỳ, năm 1998"
    assert writer.fill("{seq_so} rồi {seq_so}. {xa} {1.50..1.50}") == "Một rồi hai. Xã A 1,50"
    assert writer.fill("{1200..1200} đồng") == "1.200 đồng"


def test_a_writer_never_repeats_itself():
    writer = Writer("seed", {}, {"p": ["! Chỉ một lần.", "Số {1..2}."]})
    assert {writer.paragraph("p") for _turn in range(3)} == {"Chỉ một lần.", "Số 1.", "Số 2."}
    with pytest.raises(LookupError):
        writer.paragraph("p")


def test_a_skeleton_becomes_blocks():
    writer = Writer("seed", {}, {"p": ["Đoạn {1..9}."]})
    found = blocks(
        "= Một\n\n@opt Thêm #1\n\n@pool p 1\n\n= Hai\n\n1. Ý\n\n@more p 2\n\n@rows x\n", writer, lambda _x: [["a", "b"]]
    )
    assert [piece.rank for piece in found] == [None, (0, 1), None, None, None, (0, 2), (1, 2), None]
    assert found[4] == Block("1\\. Ý")
    assert found[-1].text == "([a], [b]),"
    assert "Thêm" in chosen(found, 1)
    assert "Thêm" not in chosen(found, 0)


@pytest.mark.parametrize(
    ("text", "literal"),
    [("5 m² #1", "5 m² \\#1"), ("- a", "\\- a"), ("12. b", "12\\. b"), ("1.250,5", "1.250,5"), ("a@b", "a\\@b")],
)
def test_plain_text_is_no_markup(text, literal):
    assert plain(text) == literal


def test_typesetting_reads_inputs_and_stands_still():
    made = [
        typeset.pdf(
            '#set text(font: "Tinos")\n#sys.inputs.loi',
            inputs={"loi": "Xin chào"},
            fonts=resources.path("fonts"),
            created=datetime(2026, 7, 28, 8, tzinfo=UTC),
        )
        for _turn in range(2)
    ]
    assert made[0] == made[1]
    assert b"2026" in made[0]
