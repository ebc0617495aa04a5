"""`ecabinet pdf annotations`: what lies in a file, for people and for programs."""

from ecabinet.core.annotations import MarkKind
from ecabinet.pdf.xfdf_write import written_xfdf
from tests.pdf.annotations.kit import VERSION, mark, paper


def test_the_marks_of_a_list_are_told(inside, tmp_path):
    (tmp_path / "list.xfdf").write_bytes(written_xfdf(VERSION, [mark(MarkKind.HIGHLIGHT), mark(MarkKind.NOTE, 1)]))
    answer = inside("pdf", "annotations", tmp_path / "list.xfdf", "--json")
    assert (answer.code, answer.json["version"], answer.json["faults"]) == (0, VERSION, 0)
    high, note = answer.json["marks"]
    assert (high["kind"], high["shape"]) == ("highlight", [[60, 220, 160, 220, 60, 200, 160, 200]])
    assert (note["page"], note["author"], note["text"]) == (1, "Lê Văn Ưng", "Đồng ý")
    assert "page 2, note, Lê Văn Ưng: Đồng ý" in inside("pdf", "annotations", tmp_path / "list.xfdf").out


def test_a_paper_without_marks_is_no_fault_and_a_broken_list_is_one(inside, tmp_path):
    (tmp_path / "paper.pdf").write_bytes(paper())
    assert inside("pdf", "annotations", tmp_path / "paper.pdf", "--json").json["marks"] == []
    (tmp_path / "list.xfdf").write_bytes(b"<xfdf")
    answer = inside("pdf", "annotations", tmp_path / "list.xfdf", "--json")
    assert (answer.code, answer.json["error"]) == (4, "MarksDamaged")
