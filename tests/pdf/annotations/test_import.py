"""Marks from files: our own copies and lists give back what went in, others' files what they mean."""

import io
from dataclasses import replace
from datetime import UTC, datetime
from functools import lru_cache

import pytest
from hypothesis import HealthCheck, given, settings

from ecabinet.app.annotation_files import incoming, outgoing, require_same
from ecabinet.app.file_marks import Found
from ecabinet.app.read.annotations import MarkLine, PaperMarks
from ecabinet.core.annotations import ON_TEXT, MarkKind, numbers, path
from ecabinet.core.errors import MarksDamaged, NothingToImport, NotThisPaper, PaperFault, PaperUnreadable
from ecabinet.core.ids import AnnotationId, MemberId, PaperId, VersionHash
from ecabinet.pdf.annotation_read import find
from ecabinet.pdf.annotation_write import MarkWriter
from ecabinet.pdf.xfdf_read import MAX_DEPTH, read_xfdf
from ecabinet.pdf.xfdf_write import written_xfdf
from ecabinet.records.marked_copy import Label, marked_copy
from tests.pdf.annotations.kit import FACTS, LEAVES, MARKS, VERSION, Leaf, mark, paper

PAPER = PaperId("paper-1")


def named(marks):
    """Marks with names, by page as a file gives them back; the last answers the first."""
    found = [replace(one, name=f"ecab-{number}") for number, one in enumerate(marks)]
    if len(found) > 1:
        found[-1] = replace(found[-1], answers=found[0].name, page=found[0].page)
    return sorted(found, key=lambda one: (one.page, bool(one.answers)))


def found_in(entries, leaf=None):
    """What is found in a page with these annotations, as PDF source."""
    return find(paper((leaf or Leaf(),), (b"/Annots[" + entries + b"]",)), 10)


@settings(max_examples=20, deadline=None)
@given(MARKS)
def test_a_list_gives_back_the_same_marks(marks):
    went = named(marks)
    found = read_xfdf("list.xfdf", written_xfdf(VERSION, went))
    assert list(found.marks) == went
    assert (found.version, found.faults, found.others) == (VERSION, 0, {})


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(MARKS)
def test_a_copy_gives_back_the_same_marks(marks):
    went = named(marks)
    found = find(copy_with(went), 100)
    assert found.marks == went
    assert (found.version, found.faults, dict(found.others)) == (VERSION, 0, {})


@lru_cache(maxsize=1)
def sheet():
    """A first page, and more words than any copy here needs."""
    labels = [Label("Đồng ý", 50, 20, (0, 0, 0))] * 8
    return marked_copy("Tờ trình", VERSION, "Ẵm", 8, datetime(2026, 11, 22, tzinfo=UTC), labels)


def copy_with(marks):
    """A copy as a worker writes it."""
    writer, out = MarkWriter(paper(), sheet(), VERSION), io.BytesIO()
    writer.put(marks)
    writer.finish(out)
    return out.getvalue()


def test_a_copy_read_by_a_worker_gives_the_same_marks_and_the_papers_own_pages(files, original, tmp_path):
    went = named([mark(kind, number % len(LEAVES)) for number, kind in enumerate(MarkKind)])
    files.export_copy(original, FACTS, went, tmp_path / "copy.pdf")
    found = files.import_marks(tmp_path / "copy.pdf")
    assert list(found.marks) == went
    assert found.pages == files.pages(original)
    require_same(found, VERSION, "00", found.pages)


def test_the_others_words_and_shapes_are_taken():
    found = found_in(
        b"<</Type/Annot/Subtype/Highlight/Rect[10 10 60 30]/QuadPoints[10 30 60 30 10 10 60 10]/C[1 1 0]"
        b"/T(Nguyen)/Contents(xem)/NM(a1)/M(D:20261122173000+07'00')>>"
        b"<</Type/Annot/Subtype/Ink/Rect[0 0 9 9]/InkList[[1 2 3 4][5 6 7 8]]/BS<</W 3>>/C[1 0 0]>>"
        b"<</Type/Annot/Subtype/Circle/Rect[0 0 20 10]>><</Type/Annot/Subtype/FreeText/Rect[1 2 3 4]/Contents(chu)>>"
        b"<</Type/Annot/Subtype/Line/Rect[0 0 9 9]/L[1 2 3 4]/LE[/ClosedArrow/None]>>"
        b"<</Type/Annot/Subtype/Line/Rect[0 0 9 9]/L[1 2 3 4]>>"
        b"<</Type/Annot/Subtype/Stamp/Rect[1 2 3 4]/Name/Approved>>"
    )
    high, ink, circle, words, arrow, line, stamp = found.marks
    assert (high.kind, high.color, high.author, high.text) == (MarkKind.HIGHLIGHT, "yellow", "Nguyen", "xem")
    assert (high.name, high.at) == ("a1", 1_795_343_400_000)
    assert numbers(high.shape[0]) == (10, 30, 60, 30, 10, 10, 60, 10)
    assert [numbers(one) for one in ink.shape] == [(1, 2, 0.5, 3, 4, 0.5), (5, 6, 0.5, 7, 8, 0.5)]
    assert (ink.width, ink.color) == (300, "red")
    assert (circle.kind, len(numbers(circle.shape[0]))) == (MarkKind.INK, 33 * 3)
    assert (words.kind, words.text, numbers(words.shape[0])) == (MarkKind.TEXT, "chu", (1, 2, 3, 4))
    assert (arrow.kind, numbers(arrow.shape[0])) == (MarkKind.ARROW, (3, 4, 1, 2))
    assert (line.kind, stamp.text) == (MarkKind.INK, "Approved")
    assert len({one.name for one in found.marks}) == len(found.marks)


def test_places_count_from_the_crop_box():
    found = found_in(b"<</Type/Annot/Subtype/Square/Rect[40 90 60 110]>>", Leaf(2, (30, 70)))
    assert numbers(found.marks[0].shape[0]) == (10, 20, 30, 40)


def test_corners_that_go_around_are_put_in_order():
    found = found_in(b"<</Type/Annot/Subtype/Underline/Rect[0 0 9 9]/QuadPoints[10 30 60 30 60 10 10 10]>>")
    assert numbers(found.marks[0].shape[0]) == (10, 30, 60, 30, 10, 10, 60, 10)


def test_what_another_program_has_moved_is_where_it_moved_it():
    went = mark(MarkKind.RECTANGLE, name="ecab-1")
    data = copy_with([went])
    assert b" 58.75 " in data
    [moved] = find(data.replace(b" 58.75 ", b" 48.75 "), 100).marks
    assert (numbers(moved.shape[0])[0], moved.text, moved.color) == (50, went.text, "red")


def test_unknown_kinds_are_counted_by_name_and_links_are_none():
    found = found_in(
        b"<</Type/Annot/Subtype/FileAttachment/Rect[0 0 1 1]>><</Type/Annot/Subtype/Sound/Rect[0 0 1 1]>>"
        b"<</Type/Annot/Subtype/Sound/Rect[0 0 1 1]>><</Type/Annot/Subtype/Link/Rect[0 0 1 1]>>"
        b"<</Type/Annot/Subtype/Popup/Rect[0 0 1 1]>>"
    )
    assert dict(found.others) == {"FileAttachment": 1, "Sound": 2}
    assert (found.marks, found.faults) == ([], 0)


BROKEN = (
    b"null 7 (text) [1 2] 99 0 R",
    b"<</Type/Annot/Subtype/Ink/Rect[0 0 1 1]/InkList 5>>",
    b"<</Type/Annot/Subtype/Ink/Rect[0 0 1 1]/InkList[[(a) 2]]>>",
    b"<</Type/Annot/Subtype/Highlight/Rect(x)>>",
    b"<</Type/Annot/Subtype/Highlight/Rect[1 2 3]>>",
    b"<</Type/Annot/Subtype/Square/Rect[0 0 9999999 1]>>",
    b"<</Type/Annot/Subtype/Line/L[1 2 3]/Rect[0 0 1 1]>>",
    b"<</Type/Annot/Subtype/Text>>",
    b"<</Type/Annot/Subtype/Underline/Rect[0 0 1 1]/QuadPoints[" + b"1 " * 90_000 + b"]>>",
)


@pytest.mark.parametrize("broken", BROKEN, ids=range(len(BROKEN)))
def test_a_broken_annotation_is_counted_and_the_rest_comes(broken):
    found = found_in(broken + b"<</Type/Annot/Subtype/Square/Rect[1 2 3 4]/Contents(ok)/IRT 99 0 R>>")
    assert [one.text for one in found.marks] == ["ok"]
    assert found.faults >= 1


@pytest.mark.parametrize("private", [b"(x)", b"[1]", b'({"kind":"note"})', b"<ff00>", b"99 0 R"])
def test_what_is_inside_is_believed_only_if_it_makes_sense(private):
    found = found_in(b"<</Type/Annot/Subtype/Square/Rect[1 2 3 4]/ECABMark " + private + b">>")
    assert numbers(found.marks[0].shape[0]) == (1, 2, 3, 4)


def test_a_file_without_marks_says_what_it_has(files, original, tmp_path):
    with pytest.raises(NothingToImport) as caught:
        files.import_marks(original)
    assert (caught.value.file, caught.value.others) == (original.name, 0)
    other = tmp_path / "other.pdf"
    other.write_bytes(paper((Leaf(),), (b"/Annots[<</Type/Annot/Subtype/Sound/Rect[0 0 1 1]>>]",)))
    with pytest.raises(NothingToImport) as caught:
        files.import_marks(other)
    assert caught.value.others == 1


def test_files_that_are_none_are_named(files, tmp_path):
    with pytest.raises(PaperUnreadable) as caught:
        files.import_marks(tmp_path / "gone.xfdf")
    assert caught.value.reason is PaperFault.MISSING
    (tmp_path / "torn.pdf").write_bytes(b"%PDF-1.7\n1 0 obj <</Type/Catalog")
    with pytest.raises(PaperUnreadable) as caught:
        files.import_marks(tmp_path / "torn.pdf")
    assert caught.value.reason is PaperFault.DAMAGED


HEAD = '<xfdf xmlns="http://ns.adobe.com/xfdf/"><annots>'
BOMB = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'


@pytest.mark.parametrize(
    "text",
    [
        "",
        "<fdf/>",
        HEAD,
        f"{BOMB}<xfdf xmlns='http://ns.adobe.com/xfdf/'>&b;</xfdf>",
        f'<!DOCTYPE x SYSTEM "file:///etc/passwd">{HEAD}</annots></xfdf>',
        HEAD + "<ink>" * MAX_DEPTH + "</ink>" * MAX_DEPTH + "</annots></xfdf>",
        "\0\0",
    ],
)
def test_a_hostile_list_is_refused_whole(text):
    with pytest.raises(MarksDamaged):
        read_xfdf("list.xfdf", text.encode())


def test_a_list_of_another_program_is_taken_and_its_faults_are_counted():
    text = (
        f"{HEAD}<text page='1' rect='10,10,30,30' color='#FF0000' title='An' name='n1'>"
        f"<contents-richtext><body>Xin <b>xem</b> lại</body></contents-richtext></text>"
        f"<text page='1' rect='1,1,2,2' inreplyto='n1'><contents>Vâng</contents></text>"
        f"<square page='-1' rect='1,2,3,4'/><square page='x' rect='1,2,3,4'/><square page='0' rect='1,2,nan,4'/>"
        f"<sound page='0'/><square page='0' rect='1,2,3,4' ecab='1'/></annots></xfdf>"
    )
    found = read_xfdf("list.xfdf", text.encode())
    square, note, answer = found.marks
    assert (note.text, note.color, note.author) == ("Xin xem lại", "red", "An")
    assert (answer.answers, square.kind) == (note.name, MarkKind.RECTANGLE)
    assert (found.faults, dict(found.others)) == (3, {"sound": 1})


def wished(found, known=()):
    return incoming(found, PAPER, VERSION, ((300.0, 400.0, 0),), frozenset(known))


def test_a_file_taken_twice_gives_nothing_the_second_time():
    note = mark(MarkKind.NOTE, name="x")
    found = Found("a.pdf", (note, replace(note, name="y", answers="x")))
    first = wished(found)
    assert [one.replies_to for one in first] == [None, first[0].annotation]
    assert not wished(found, [one.annotation for one in first if one.annotation])


def test_ones_own_marks_are_known_by_their_identifier():
    own, other = mark(MarkKind.NOTE, name="ecab-a7"), mark(MarkKind.NOTE, name="ecab-b9")
    taken = wished(Found("a.pdf", (own, other)), [AnnotationId("a7")])
    assert len(taken) == 1
    assert taken[0].annotation not in ("b9", None)
    assert taken[0].author == other.author


def test_what_was_made_on_another_paper_is_refused():
    pages = ((300.0, 400.0, 0),)
    note = mark(MarkKind.NOTE)
    for found, sha in [
        (Found("a.pdf", (note,), pages, VERSION), ""),
        (Found("a.pdf", (note,), (), ""), ""),
        (Found("a.pdf", (note,), ((1.0, 1.0, 0),), ""), VERSION),
        (Found("a.pdf", (note,), pages, ""), ""),
        (Found("a.pdf", (replace(note, page=1),), ((595.0, 842.0, 0), *pages), ""), ""),
    ]:
        if found.marks[0].page == 0:
            require_same(found, VERSION, sha, pages)
    for found in [
        Found("a.pdf", (note,), pages, "ab" * 32),
        Found("a.pdf", (note,), ((300.0, 500.0, 0),), ""),
        Found("a.pdf", (replace(note, page=1),), (), ""),
    ]:
        with pytest.raises(NotThisPaper):
            require_same(found, VERSION, "", pages)


def test_a_cover_that_lost_its_sign_is_passed_over():
    pages = ((300.0, 400.0, 0),)
    found = Found("a.pdf", (mark(MarkKind.NOTE, 1),), ((595.0, 842.0, 0), *pages), "")
    require_same(found, VERSION, "", pages)
    assert [one.page for one in wished(found)] == [0]


def test_marks_go_out_with_the_answers_behind_them():
    def line(name, replies=()):
        member = MemberId("m1")
        place, quote = (path((1, 2)),), mark(MarkKind.NOTE).quote
        look = (0, MarkKind.NOTE, place, "red", 0, "t", quote, 5)
        return MarkLine(AnnotationId(name), None, member, "An", *look, replies=replies)

    marks = PaperMarks(VersionHash("v"), (line("a", (line("b"),)),), (line("c"),), ())
    went = outgoing(marks)
    assert [(one.name, one.answers) for one in went] == [("ecab-a", ""), ("ecab-b", "ecab-a"), ("ecab-c", "")]
    assert len(outgoing(marks, shared=False)) == 2


def test_every_kind_on_text_has_a_quad_without_points():
    for kind in ("Highlight", "Underline", "StrikeOut", "Squiggly"):
        [one] = found_in(f"<</Type/Annot/Subtype/{kind}/Rect[10 10 60 30]>>".encode()).marks
        assert one.kind in ON_TEXT
        assert numbers(one.shape[0]) == (10, 30, 60, 30, 10, 10, 60, 10)
