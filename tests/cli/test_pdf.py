"""`ecabinet pdf inspect`: one answer for each file, for people and for programs."""

import os
import sys

import pytest

from ecabinet.cli.pdf import printable
from tests.pdf.hostile import bases


@pytest.fixture
def papers(tmp_path):
    """Good papers, by name."""
    for name, data in {"text": bases.text(), "scan": bases.scan(), "notes": bases.annotated()}.items():
        (tmp_path / name).write_bytes(data)
    (tmp_path / "locked").write_bytes(bases.locked("RC4-128"))
    (tmp_path / "cut").write_bytes(bases.text()[:900])
    return tmp_path


def test_good_papers_are_described(inside, papers):
    answer = inside("pdf", "inspect", papers / "text", papers / "notes", "--json")
    assert (answer.code, answer.err) == (0, "")
    assert {key: answer.json[key] for key in answer.json if key != "files"} == {"opened": 2, "refused": 0}
    text, notes = answer.json["files"]
    assert (text["file"], text["opens"], text["pages"], text["kind"]) == (str(papers / "text"), True, 2, "text")
    assert (text["encrypted"], text["labels"], text["signatures"], text["outline"]) == (False, False, 0, 2)
    assert (text["fault"], text["pages_fault"], text["vi"], text["en"]) == (None, None, None, None)
    assert notes["annotations"] == {"Highlight": 1, "Ink": 1, "Square": 1, "Text": 1, "Widget": 1}
    assert notes["first_page"] == {"width": 200.0, "height": 100.0}
    assert set(text) == set(notes)


def test_each_that_does_not_open_says_why_in_its_place(inside, papers):
    names = ("cut", "scan", "locked", "none")
    answer = inside("pdf", "inspect", *(papers / name for name in names), "--json")
    assert answer.code == 1
    assert (answer.json["error"], answer.json["opened"], answer.json["refused"]) == ("PaperUnreadable", 1, 3)
    assert [one["fault"] for one in answer.json["files"]] == ["truncated", None, "encrypted", "missing"]
    assert [one["encrypted"] for one in answer.json["files"]] == [None, False, True, None]
    for one in answer.json["files"]:
        assert one["opens"] == (one["vi"] is None) == (one["en"] is None)
    told = [one[language] for one in answer.json["files"] for language in ("vi", "en") if one[language]]
    assert answer.err.splitlines() == told
    assert [answer.json["vi"], answer.json["en"]] == told[:2]


def test_people_get_a_line_for_each(inside, papers):
    answer = inside("pdf", "inspect", papers / "notes", papers / "cut")
    assert answer.code == 1
    first, second = answer.out.splitlines()
    assert first.startswith(f"{papers / 'notes'}: 1 pages, scan, first 200 x 100 points, ")
    assert first.endswith(" bytes, 1 Highlight, 1 Ink, 1 Square, 1 Text, 1 Widget")
    assert second == f"{papers / 'cut'}: truncated"
    assert len(answer.err.splitlines()) == 2


@pytest.mark.skipif(sys.platform == "win32", reason="names of POSIX")
def test_odd_names_do_not_reach_the_terminal_as_they_are(inside, tmp_path):
    path = tmp_path / os.fsdecode(b"\xff\x1b[31m\n{paper}%s.pdf")
    path.write_bytes(b"no")
    lines, answer = inside("pdf", "inspect", path), inside("pdf", "inspect", path, "--json")
    assert lines.out == f"{tmp_path}/\\xff\\x1b[31m\\n{{paper}}%s.pdf: not_a_pdf\n"
    assert len(lines.err.splitlines()) == 2
    assert answer.json["files"][0]["file"] == f"{tmp_path}/\\xff\x1b[31m\n{{paper}}%s.pdf"
    assert "\x1b" not in answer.out + answer.err + lines.err


def test_printable_leaves_letters_alone():
    assert printable("Tờ trình số 5 – ẵ.pdf") == "Tờ trình số 5 – ẵ.pdf"
    assert printable("a\u202efdp.exe\udcff") == "a\\u202efdp.exe\\xff"


def test_no_file_is_wrong_usage(inside, capsys):
    with pytest.raises(SystemExit) as ended:
        inside("pdf", "inspect", "--json")
    assert ended.value.code == 2
