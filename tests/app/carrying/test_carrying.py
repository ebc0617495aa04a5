"""Marks are carried where nobody would put them elsewhere, asked about otherwise, and never lost."""

import random
import unicodedata
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ecabinet.app.carrying.alignment import aligned
from ecabinet.app.carrying.around import shifted
from ecabinet.app.carrying.carrier import Carrier, propose
from ecabinet.app.carrying.edition import NOTHING, Edition, plain
from ecabinet.app.carrying.plan import Fate, Reason, mark_at
from ecabinet.app.text.anchors import Likeness
from ecabinet.app.text.folding import STRICT
from ecabinet.core.annotations import NO_QUOTE, ON_TEXT, MarkKind, numbers, path, require_shape
from tests.app.carrying.pairs import NEW, OLD, PAPER, Pair, drawn, judged, text_mark, wanted
from tests.app.text.kit import FIRST, LEFT, PITCH, page

LAW = (
    "Căn cứ Luật Tổ chức chính quyền địa phương năm 2025;",
    "Theo đề nghị của Giám đốc Sở Tài chính tại Tờ trình 215.",
    "Điều 1. Phân bổ 120 tỷ đồng cho dự án đường nối quốc lộ",
    "39 với cầu Hưng Hà trong kế hoạch năm 2026 của tỉnh.",
    "Điều 2. Giao Sở Tài chính chủ trì, phối hợp với các sở,",
    "ban, ngành tổ chức thực hiện và báo cáo trước 30 tháng 9.",
    "Điều 3. Chánh Văn phòng chịu trách nhiệm thi hành.",
)


def mark_on(words, rows=LAW, key="a1", kind=MarkKind.HIGHLIGHT, number=0):
    one = page(*rows)
    start = one.text.index(words)
    return text_mark(one, number, start, start + len(words), key, kind)


def carried(new, *lines, old=(LAW,)):
    pair = Pair(tuple(page(*rows) for rows in old), tuple(page(*rows) for rows in new))
    before, after = pair.editions()
    return propose(wanted(lines), {OLD: before}, after)


def only(new, line, **about):
    (proposal,) = carried(new, line, **about).proposals
    return proposal


def test_the_same_page_keeps_every_mark():
    lines = [mark_on("Sở Tài chính"), mark_on("39 với", key="a2"), drawn(0, MarkKind.INK, (60, 650), "a3")]
    plan = carried([LAW], *lines)
    assert plan.counts() == {Fate.CARRIED: 3, Fate.UNCERTAIN: 0, Fate.ORPHANED: 0}
    for one in plan.proposals:
        assert one.candidates[0].shape == one.mark.shape


def test_of_equal_words_the_one_with_the_same_place_is_taken_on_an_unchanged_page():
    rows = ("Chi 5 tỷ đồng.", "Chi 5 tỷ đồng.", "Chi 5 tỷ đồng.")
    one = page(*rows)
    start = one.text.index("tỷ", one.text.index("tỷ") + 1)
    found = only([rows], text_mark(one, 0, start, start + 7, "a1"), old=[rows])
    assert (found.fate, found.candidates[0].quote.start) == (Fate.CARRIED, start)


def test_words_go_with_their_paragraph_and_get_its_quads():
    new = ("Căn cứ Nghị quyết của Hội đồng nhân dân tỉnh;", *LAW)
    found = only([new], mark_on("dự án đường nối quốc lộ\n39"))
    assert found.fate is Fate.CARRIED
    assert len(found.candidates[0].shape) == 2
    old, there = numbers(found.mark.shape[0]), numbers(found.candidates[0].shape[0])
    assert there[1] == pytest.approx(old[1] - PITCH, abs=0.1)


def test_words_are_found_on_a_page_further_on_and_in_other_marks_of_unicode():
    cover = ("Trang bìa của tài liệu trình phiên họp thường kỳ.",)
    spread = tuple(unicodedata.normalize("NFD", row) for row in LAW)
    found = only([cover, spread], mark_on("Giao Sở Tài chính chủ trì"))
    assert (found.fate, found.candidates[0].page) == (Fate.CARRIED, 1)
    assert plain(found.candidates[0].quote.exact, STRICT) == plain("Giao Sở Tài chính chủ trì", STRICT)


def test_a_changed_number_is_asked_about_and_the_new_one_proposed():
    new = tuple(row.replace("120", "98") for row in LAW)
    found = only([new], mark_on("120 tỷ"))
    assert (found.fate, found.reason) == (Fate.UNCERTAIN, Reason.REWORDED)
    assert "98 tỷ" in found.candidates[0].quote.exact
    assert found.candidates[0].likeness is Likeness.FUZZY


def test_the_same_words_with_the_same_words_around_are_asked_about():
    twice = (*LAW[:2], *LAW[2:4], "Mục mới chen vào giữa hai đoạn giống nhau như đúc.", *LAW[2:4])
    found = only([twice], mark_on("trong kế hoạch năm 2026", LAW[:4]), old=[LAW[:4]])
    other = only([(*LAW[2:4], *LAW[2:4])], mark_on("đường nối", LAW[2:4]), old=[LAW[2:4]])
    assert other.fate is Fate.UNCERTAIN
    assert (other.reason, len(other.candidates)) == (Reason.SEVERAL, 2)
    assert found.fate in (Fate.CARRIED, Fate.UNCERTAIN)


def test_a_phrase_of_a_paragraph_left_out_does_not_pass_to_the_next_one():
    old = (
        "Điều 5. Giao Sở Tài chính chủ trì việc cấp kinh phí.",
        "Điều 6. Giao Sở Tài chính chủ trì việc quyết toán vốn.",
    )
    found = only([old[1:]], mark_on("Sở Tài chính", old), old=[old])
    assert found.fate is not Fate.CARRIED


def test_words_alone_in_foreign_surroundings_are_asked_about():
    new = ("Một trang khác hẳn nói về việc khác.", "Ở đây có Sở Tài chính mà thôi.")
    found = only([new], mark_on("Sở Tài chính", LAW[4:]), old=[LAW[4:]])
    assert (found.fate, found.reason) == (Fate.UNCERTAIN, Reason.SURROUNDINGS)


def test_words_that_are_gone_stay_with_the_old_version():
    found = only([("Một trang khác hẳn nói về việc khác.",)], mark_on("cầu Hưng Hà"))
    assert (found.fate, found.reason, found.candidates) == (Fate.ORPHANED, Reason.GONE, ())


def test_long_words_are_asked_about_where_half_of_them_went_over_the_page():
    words = "Giao Sở Tài chính chủ trì, phối hợp với các sở,\nban, ngành tổ chức thực hiện"
    found = only([LAW[:5], LAW[5:]], mark_on(words))
    assert (found.fate, found.reason) == (Fate.UNCERTAIN, Reason.REWORDED)
    assert {one.page for one in found.candidates} == {0, 1}


def test_a_mark_without_words_takes_those_that_lie_under_it():
    line = replace(mark_on("Chánh Văn phòng"), quote=NO_QUOTE)
    found = only([LAW], line)
    assert (found.fate, found.candidates[0].quote.exact) == (Fate.CARRIED, "Chánh Văn phòng")


@pytest.mark.parametrize("kind", [kind for kind in MarkKind if kind not in ON_TEXT])
def test_drawings_move_with_the_lines_around_them(kind):
    new = ("Căn cứ Nghị quyết của Hội đồng nhân dân tỉnh;", *LAW)
    found = only([new], drawn(0, kind, (LEFT + 20, FIRST - 4 * PITCH), "a1"))
    assert found.fate is Fate.CARRIED
    assert numbers(found.candidates[0].shape[0])[1] == pytest.approx(FIRST - 5 * PITCH, abs=0.1)
    require_shape(kind, found.candidates[0].shape)


def test_a_drawing_across_an_inserted_line_is_asked_about():
    new = (*LAW[:4], "Điều 1a. Nguồn vốn lấy từ dự phòng ngân sách.", *LAW[4:])
    found = only([new], drawn(0, MarkKind.RECTANGLE, (LEFT, FIRST - 5 * PITCH), "a1", size=(100, 4 * PITCH)))
    assert (found.fate, found.reason) == (Fate.UNCERTAIN, Reason.LAYOUT)
    assert len(found.candidates) == 1


def test_a_scan_keeps_its_drawings_while_it_has_as_many_pages():
    line = drawn(1, MarkKind.STAMP, (100, 100), "a1")
    same, more = only([(), ()], line, old=[(), ()]), only([(), (), ()], line, old=[(), ()])
    assert (same.fate, same.candidates[0].page) == (Fate.CARRIED, 1)
    assert (more.fate, more.reason) == (Fate.UNCERTAIN, Reason.PAGE)
    assert only([], line, old=[(), ()]).fate is Fate.ORPHANED


def test_an_answer_goes_where_the_mark_it_answers_goes():
    first = mark_on("cầu Hưng Hà")
    answer = replace(drawn(0, MarkKind.NOTE, numbers(first.shape[0])[:2], "a2"), replies_to="a1", text="Đã hỏi lại")
    for new in ([("Căn cứ Nghị quyết của tỉnh;", *LAW)], [("Trang khác hẳn nói về việc khác.",)]):
        one, other = carried(new, first, answer).proposals
        assert (one.fate, one.reason) == (other.fate, other.reason)
        for place, beside in zip(one.candidates, other.candidates, strict=True):
            assert numbers(beside.shape[0])[:2] == pytest.approx(numbers(place.shape[0])[:2])


def test_a_version_that_is_not_here_is_searched_with_what_the_mark_knows():
    pair = Pair((), (page(*LAW),))
    lines = [
        mark_on("cầu Hưng Hà trong kế hoạch"),
        drawn(0, MarkKind.INK, (60, 650), "a2"),
        drawn(7, MarkKind.INK, (60, 650), "a3"),
    ]
    plan = propose(wanted(lines), {}, pair.editions()[1])
    assert [one.fate for one in plan.proposals] == [Fate.CARRIED, Fate.UNCERTAIN, Fate.ORPHANED]
    assert propose(wanted(lines), {}, NOTHING).counts()[Fate.ORPHANED] == 3


def test_pages_that_cannot_be_read_lose_nothing():
    lines = [mark_on("cầu Hưng Hà"), drawn(0, MarkKind.INK, (60, 650), "a2")]
    silent = Edition(1, lambda _number: None)
    plan = propose(wanted(lines), {OLD: silent}, silent)
    assert [one.fate for one in plan.proposals] == [Fate.ORPHANED, Fate.UNCERTAIN]


def test_a_carried_mark_keeps_all_but_its_place():
    plan = carried([LAW], replace(mark_on("cầu Hưng Hà"), text="hỏi lại", color="green", width=3, author="Vũ"))
    (one,) = plan.proposals
    made = mark_at(plan, one, one.candidates[0], "annotation-new")
    assert (made.paper, made.version, made.annotation, made.carried_from) == (PAPER, NEW, "annotation-new", "a1")
    assert (made.text, made.color, made.width, made.author, made.kind) == ("hỏi lại", "green", 3, "Vũ", one.mark.kind)


def test_it_goes_step_by_step():
    lines = [mark_on("Sở Tài chính", key=f"a{at}") for at in range(5)]
    before, after = Pair((page(*LAW),), (page(*LAW),)).editions()
    carrier = Carrier(wanted(lines), {OLD: before}, after)
    told = [(carrier.step(2), carrier.done, carrier.total) for _step in range(3)]
    assert told == [(True, 2, 5), (True, 4, 5), (False, 5, 5)]
    assert not carrier.step()
    assert len(carrier.plan().proposals) == 5


def test_pages_are_aligned_by_what_they_say():
    texts = [tuple(f"Trang {n} nói về việc riêng số {n * 7 + k} của mình." for k in range(4)) for n in range(6)]
    old = Edition(6, [page(*rows) for rows in texts].__getitem__)
    kept = [texts[4], ("Một trang mới xen vào giữa.",), texts[0], texts[1], texts[3], texts[5]]
    new = Edition(6, [page(*rows) for rows in kept].__getitem__)
    told = aligned(old, new)
    assert [one.page for one in told if one and one.sure] == [2, 3, 4, 0, 5]
    assert not told[2].sure


def test_pages_that_say_the_same_are_no_sure_place():
    same = tuple(page("Trang này để trống có chủ ý của cơ quan.") for _ in range(2))
    old, new = Pair(same[:1], same).editions()
    assert not aligned(old, new)[0].sure


def test_the_pressure_of_a_pen_does_not_move():
    moved = shifted(MarkKind.INK, (path((1, 2, 0.5, 3, 4, 1.0)),), (10, 20))
    assert numbers(moved[0]) == (11, 22, 0.5, 13, 24, 1.0)


SENTENCES = [
    f"Điều {n}. {who} {what} số {n * 37 % 100} trong quý {n % 4 + 1} năm 2026."
    for n, (who, what) in enumerate(
        (who, what)
        for who in ("Sở Tài chính", "Văn phòng Ủy ban", "Các xã, phường", "Sở Tài chính")
        for what in (
            "chủ trì thực hiện đề án",
            "báo cáo kết quả dự án",
            "phối hợp rà soát công trình",
            "trình kế hoạch",
        )
    )
]


def edited(sentences, chance):
    """The sentences after some edits of every kind."""
    new = list(sentences)
    for _edit in range(chance.randrange(5)):
        at = chance.randrange(len(new) + 1)
        kind = chance.randrange(6)
        if kind == 0:
            new.insert(at, f"Câu mới {chance.randrange(99)} được thêm vào văn bản này.")
        elif kind == 1 and len(new) > 1:
            new.pop(at % len(new))
        elif kind == 2:
            new.insert(at, new.pop(chance.randrange(len(new))))
        elif kind == 3:
            new[at % len(new)] = new[at % len(new)].replace("2026", "2027")
        elif kind == 4:
            new[at % len(new)] = unicodedata.normalize("NFD", new[at % len(new)])
        else:
            new.insert(at, new[at % len(new)])
    return new


def laid_out(sentences, width, length):
    """Pages of so many lines, each of so many letters at most."""
    rows = []
    for words in " ".join(sentences).split():
        if rows and len(rows[-1]) + len(words) < width:
            rows[-1] += f" {words}"
        else:
            rows.append(words)
    return tuple(page(*rows[at : at + length]) for at in range(0, len(rows), length))


@given(st.integers(0, 10**9))
def test_whatever_was_edited_each_mark_has_one_fate_and_the_carried_stand_at_their_words(seed):
    chance = random.Random(seed)
    old = laid_out(SENTENCES, 60, chance.choice([4, 9, 30]))
    new = laid_out(edited(SENTENCES, chance), chance.choice([60, 45, 80]), chance.choice([4, 9, 30]))
    lines = []
    for at in range(12):
        number = chance.randrange(len(old))
        text = old[number].text
        start = chance.randrange(len(text) - 2)
        end = min(len(text), start + chance.choice([2, 6, 15, 60, 200]))
        lines.append(
            text_mark(old[number], number, start, end, f"a{at}")
            if at % 3 and text[start:end].strip()
            else drawn(
                number, chance.choice(list(MarkKind)[6:]), (chance.uniform(50, 400), chance.uniform(300, 700)), f"a{at}"
            )
        )
    pair = Pair(old, new)
    before, after = pair.editions()
    plan = propose(wanted(lines), {OLD: before}, after)
    assert [one.mark for one in plan.proposals] == lines
    assert sum(plan.counts().values()) == len(lines)
    for one in plan.proposals:
        assert (
            (len(one.candidates) == 1)
            if one.fate is Fate.CARRIED
            else (bool(one.candidates) == (one.fate is Fate.UNCERTAIN))
        )
        for place in one.candidates:
            assert 0 <= place.page < len(new)
            require_shape(one.mark.kind, place.shape)
    assert judged(pair, plan)["wrong words"] == 0
    assert propose(wanted(lines), {OLD: before}, after) == plan
