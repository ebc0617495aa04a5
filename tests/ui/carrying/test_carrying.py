"""The strip above a new version, its three lists, and what each press does."""

from dataclasses import replace

import pytest

from ecabinet.app.carrying.plan import Fate
from ecabinet.app.commands import CarryAnnotations, RemoveAnnotations
from ecabinet.app.pages import Answer, Ticket
from ecabinet.core.errors import BadValue, PaperFault, PaperUnreadable
from ecabinet.ui.notices import sentence
from ecabinet.ui.panels.carrying import wording
from tests.ui.carrying.samples import NEW, OLD, Kept, line

PATIENCE = 60_000


@pytest.fixture
def opened(qtbot, tmp_path):
    """Shows the panel over a new version and waits for its plan."""

    def make(act=lambda kept: None, **about):
        kept = Kept(tmp_path, **about)
        act(kept)
        panel = kept.panel()
        qtbot.addWidget(panel)
        panel.resize(900, 700)
        panel.open_paper(line())
        if kept.lines and not kept.ports.silent:
            qtbot.waitUntil(lambda: panel.presenter.plan is not None, timeout=PATIENCE)
        return kept, panel

    return make


def test_the_strip_says_how_many_of_each_there_are_and_leads_to_the_lists(opened):
    _kept, panel = opened()
    heard = []
    panel.opened.connect(heard.append)
    assert panel.strip.text == "7 ghi chú ở bản 1: 4 chuyển được, 2 cần xem, 1 không tìm thấy."
    assert panel.lists.isHidden()
    panel.look.click()
    panel.look.click()
    assert heard == [True, False]


def test_where_nothing_is_to_be_carried_there_is_no_strip(opened):
    kept, panel = opened(lines=[])
    assert (panel.isHidden(), kept.ports.waiting()) == (True, 0)
    panel.open_paper(None)
    assert panel.isHidden()


def test_all_certain_marks_go_in_one_wish_answers_with_what_they_answer(opened):
    kept, panel = opened()
    heard = []
    panel.carried.connect(lambda: heard.append("carried"))
    panel.look.click()
    assert panel.lists.carry.text() == "Chuyển 4 ghi chú"
    panel.lists.carry.click()
    (wish,) = kept.runner.commands
    assert isinstance(wish, CarryAnnotations)
    assert (wish.version, wish.orphaned) == (NEW, ())
    assert [one.carried_from for one in wish.carried] == ["n1", "n2", "n3", "n4"]
    assert {one.version for one in wish.carried} == {NEW}
    assert wish.carried[1].replies_to == wish.carried[0].annotation
    assert wish.carried[0].text == "Hỏi lại số tờ trình"
    assert (heard, panel.strip.text) == (["carried"], "Đã chuyển 4 ghi chú sang bản này.")
    assert panel.presenter.plan.counts() == {Fate.CARRIED: 0, Fate.UNCERTAIN: 2, Fate.ORPHANED: 1}
    assert panel.lists.words.current() == Fate.UNCERTAIN


def test_what_was_carried_is_taken_back_by_one_press(opened):
    kept, panel = opened()
    panel.on_carry()
    assert not panel.undo.isHidden()
    panel.undo.click()
    carried, removed = kept.runner.commands
    assert isinstance(removed, RemoveAnnotations)
    assert removed.annotations == tuple(one.annotation for one in carried.carried)
    assert panel.presenter.plan.counts()[Fate.CARRIED] == 4
    assert panel.undo.isHidden()


def test_an_uncertain_mark_is_carried_to_the_place_that_is_shown(opened):
    kept, panel = opened()
    panel.look.click()
    panel.lists.words.set_current(Fate.UNCERTAIN)
    panel.lists.on_chosen(Fate.UNCERTAIN)
    review = panel.lists.review
    assert review.shown.mark.annotation == "n5"
    assert (review.old_words.text(), review.new_words.text()) == ("3,2 %", "4,1 %")
    review.accept.click()
    (wish,) = kept.runner.commands
    assert [(one.carried_from, one.quote.exact) for one in wish.carried] == [("n5", "4,1 %")]
    assert review.shown.mark.annotation == "n6"


def test_of_several_places_another_can_be_chosen(opened):
    kept, panel = opened()
    one = panel.presenter.plan.of(Fate.UNCERTAIN)[0]
    other = replace(one.candidates[0], page=0, context=0, quote=replace(one.candidates[0].quote, exact="khác"))
    panel.presenter.plan = replace(panel.presenter.plan, proposals=(replace(one, candidates=(*one.candidates, other)),))
    panel.show_plan(panel.presenter.plan)
    review = panel.lists.review
    assert not review.other.isHidden()
    review.other.click()
    assert review.new_words.text() == "khác"
    review.accept.click()
    assert kept.runner.commands[0].carried[0].quote.exact == "khác"


def test_a_mark_can_stay_with_the_old_version(opened):
    kept, panel = opened()
    panel.look.click()
    panel.lists.review.keep.click()
    (wish,) = kept.runner.commands
    assert (wish.carried, wish.orphaned) == ((), ("n5",))
    assert panel.strip.text == "Đã để lại 1 ghi chú ở bản cũ."
    assert panel.undo.isHidden()


def test_what_was_not_found_can_be_opened_where_it_is_and_left_there(opened):
    kept, panel = opened()
    heard = []
    panel.open_wanted.connect(lambda *place: heard.append(place))
    panel.lists.lost.findChild(type(panel.look), "open-old-0").click()
    assert heard == [(OLD, 0)]
    panel.lists.leave.click()
    assert kept.runner.commands[0].orphaned == ("n7",)
    assert panel.presenter.plan.counts()[Fate.ORPHANED] == 0


def test_a_refused_wish_is_told_and_everything_is_still_proposed(opened):
    kept, panel = opened()
    kept.runner.refusal = BadValue("marks", "range")
    panel.on_carry()
    assert panel.strip.text == sentence(kept.runner.refusal)
    assert panel.presenter.plan.counts()[Fate.CARRIED] == 4


def test_looking_can_be_stopped_and_leaves_nothing_under_way(opened):
    kept, panel = opened(lambda kept: setattr(kept.ports, "silent", True))
    assert "Đang đối chiếu 7 ghi chú" in panel.strip.text
    assert kept.ports.waiting() == 2
    panel.stop.click()
    assert (kept.ports.waiting(), panel.isHidden()) == (0, True)
    panel._postman.rest()


def test_another_paper_drops_what_was_looked_at_for_the_first(qtbot, tmp_path):
    pending = []
    kept = Kept(tmp_path)
    panel = kept.panel(background=lambda *job: pending.append(job))
    qtbot.addWidget(panel)
    panel.open_paper(line())
    qtbot.waitUntil(lambda: bool(pending), timeout=PATIENCE)
    panel.open_paper(None)
    work, done, _failed = pending.pop()
    done(work())
    assert panel.presenter.plan is None
    assert (panel.isHidden(), pending) == (True, [])


def test_many_marks_are_looked_at_in_slices(qtbot, tmp_path):
    kept, slices = Kept(tmp_path), []

    def background(work, done, failed):
        slices.append(panel.strip.text)
        done(work())

    kept.lines *= 7
    kept.lines[:] = [replace(one, annotation=f"m{at}", replies_to=None) for at, one in enumerate(kept.lines)]
    kept = Kept(tmp_path, kept.lines)
    panel = kept.panel(background)
    qtbot.addWidget(panel)
    panel.open_paper(line())
    qtbot.waitUntil(lambda: panel.presenter.plan is not None, timeout=PATIENCE)
    assert len(slices) == 3
    assert "40 %" in slices[1]
    assert sum(panel.presenter.plan.counts().values()) == 49


def test_an_old_version_that_is_not_here_loses_no_mark(opened):
    kept, panel = opened(lambda kept: kept.files.pop(OLD))
    assert sum(panel.presenter.plan.counts().values()) == len(kept.lines)
    panel.look.click()
    assert panel.lists.review.shown is not None


def test_a_version_that_cannot_be_opened_loses_no_mark(opened):
    def break_it(kept):
        whole = kept.ports.poll

        def poll():
            fault = PaperUnreadable(PaperFault.NOT_A_PDF, "x")
            return [replace(one, value=fault) if one.request is None else one for one in whole()]

        kept.ports.poll = poll

    kept, panel = opened(break_it)
    assert panel.presenter.plan.counts() == {Fate.CARRIED: 0, Fate.UNCERTAIN: 0, Fate.ORPHANED: len(kept.lines)}


def test_answers_to_others_are_passed_over(opened):
    _kept, panel = opened()
    assert not panel.presenter.gathering.on_shape(Answer(Ticket(999), None, None, None))
    assert panel.presenter.gathering.complete


def test_the_place_is_drawn_on_both_pages(opened, qtbot):
    _kept, panel = opened()
    panel.look.click()
    panel.lists.words.set_current(Fate.UNCERTAIN)
    panel.lists.on_chosen(Fate.UNCERTAIN)
    with qtbot.waitExposed(panel):
        panel.show()
    review = panel.lists.review
    for glance in (review.old, review.new):
        qtbot.waitUntil(lambda glance=glance: glance.picture is not None, timeout=PATIENCE)
        image = glance.grab().toImage()
        middle = glance._frame.box_to_view(*glance._boxes[0]).center().toPoint()
        assert image.rect().contains(middle)
        tints = {image.pixelColor(x, middle.y()).name() for x in range(middle.x() - 8, middle.x() + 8)}
        assert tints - {"#ffffff", "#000000"}


def test_versions_are_named_by_their_place():
    assert [wording.version(("a", "b"), one) for one in "abc"] == ["bản 1", "bản 2", "bản cũ"]
    assert set(wording.ICONS) == set(type(next(iter(wording.ICONS))))
