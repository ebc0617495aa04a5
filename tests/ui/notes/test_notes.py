"""The list of marks: what is in it, filters, search, words in place, sharing, comments asked for."""

from dataclasses import replace

import pytest

from ecabinet.app import commands
from ecabinet.app.read import MarkedPaper, RequestLine
from ecabinet.core.annotations import MarkKind, path
from ecabinet.core.errors import NotAllowed
from ecabinet.core.ids import AnnotationId, MemberId, RequestId, ShareId
from ecabinet.core.people import Role
from ecabinet.ui.annotations.presenter import MarksPresenter
from ecabinet.ui.context import Context
from ecabinet.ui.feed import Feed
from ecabinet.ui.panels.notes.card import NoteCard
from ecabinet.ui.panels.notes.listing import MOST
from ecabinet.ui.panels.notes.notes import Filter, listed, notes_of
from ecabinet.ui.panels.notes.panel import NotesPanel
from ecabinet.ui.theme.theme import Mode, Theme
from ecabinet.ui.words.marks import sharing
from tests.ui.annotations import marks_kit
from tests.ui.annotations.test_presenter import View
from tests.ui.meeting import samples
from tests.ui.meeting.fakes import PromptPages

PAPER = samples.PAPERS["p14"]


@pytest.fixture
def theme(qapp):
    theme = Theme()
    theme.apply(Mode.LIGHT, 1.0)
    return theme


@pytest.fixture
def shown(theme, qtbot):
    """Shows the list of many kinds of marks, to somebody with these roles."""

    def show(roles=frozenset({Role.DELEGATE}), marks=None):
        feed, me = Feed(), replace(samples.ME, roles=roles)
        runner = marks_kit.MarksRunner(marks or marks_kit.many_kinds(), feed)
        clock = samples.FakeClock()
        context = Context(me, runner, feed, theme, clock, PromptPages(), samples.FakeVault())
        presenter = MarksPresenter(View(), runner, me, clock, lambda: AnnotationId("neu"))
        presenter.open(PAPER)
        panel = NotesPanel(context, samples.MEETING, presenter)
        qtbot.addWidget(panel)
        panel.resize(320, 640)
        panel.show()
        panel.attend(presenter, PAPER)
        return panel, runner

    return show


def cards(panel):
    return {card.note.key: card for card in panel.page.widget().findChildren(NoteCard)}


def test_marks_are_listed_by_page_and_bare_strokes_once():
    notes = notes_of(marks_kit.many_kinds(), samples.ME.member)
    assert [note.line.page for note in notes] == sorted(note.line.page for note in notes)
    (strokes,) = [note for note in notes if note.line.kind is MarkKind.INK]
    assert set(strokes.names) == {"i1", "i2"}
    assert {note.key for note in listed(notes, Filter.SHARED)} == {"h3", "m03/o1/all", "m07/o2/all"}
    assert all(note.line.share is None for note in listed(notes, Filter.MINE))
    assert "i1" not in {note.key for note in listed(notes, Filter.WORDS)}


def test_an_answer_to_what_i_shared_stands_under_my_mark():
    marks = marks_kit.many_kinds()
    answer = marks_kit.others("a", MarkKind.NOTE, (path([1, 1]),), text="Đã kiểm tra")
    mine = marks_kit.others("h1", MarkKind.NOTE, (path([1, 1]),), who=samples.ME.member, replies=(answer,))
    notes = notes_of(replace(marks, shared=(mine,)), samples.ME.member)
    assert [one.text for note in notes if note.key == "h1" for one in note.answers] == ["Đã kiểm tra"]
    assert all(note.line.share is None for note in notes)


def test_who_sees_a_mark_is_said_in_words():
    own = {one.annotation: one for one in marks_kit.many_kinds().own}
    assert sharing(own["h1"]) == "Chỉ mình tôi"
    assert sharing(own["h3"]) == "Đã chia sẻ với Nguyễn Văn A, Trần Thị B"


def test_words_are_changed_in_place_and_others_are_answered(shown):
    panel, runner = shown()
    card = cards(panel)["h1"]
    card.write()
    card.area.setPlainText("Đã khớp")
    card.on_keep()
    assert runner.commands[-1] == commands.RewordAnnotation(AnnotationId("h1"), "Đã khớp")
    assert cards(panel)["h1"].words.text() == "Đã khớp"
    other = cards(panel)["m03/o1/all"]
    other.write()
    other.on_keep()
    other.write()
    other.area.setPlainText("Tôi đồng ý")
    other.on_keep()
    assert runner.commands[-1] == commands.AnswerShare(ShareId("m03/o1/all"), "Tôi đồng ý")
    assert sum(isinstance(one, commands.AnswerShare) for one in runner.commands) == 1


def test_a_mark_is_removed_and_filters_choose(shown):
    panel, _runner = shown()
    cards(panel)["h1"].on_remove()
    assert "h1" not in cards(panel)
    panel.filter._pieces[Filter.SHARED].click()
    assert set(cards(panel)) == {"h3", "m03/o1/all", "m07/o2/all"}


def test_marks_are_shared_with_people_who_were_chosen_or_with_all(shown):
    panel, runner = shown()
    panel.share(cards(panel)["h1"].note)
    sheet = panel.sheet
    assert not sheet.share.isEnabled()
    assert samples.ME.member not in {person.key for person in sheet.list.people.people}
    sheet.chair.click()
    sheet.on_picked("m05")
    sheet.on_picked("m06")
    sheet.on_picked("m06")
    sheet.share.click()
    assert runner.commands[-1] == commands.ShareAnnotations((AnnotationId("h1"),), (MemberId("m01"), MemberId("m05")))
    assert panel.stack.currentIndex() == 0
    panel.share(cards(panel)["h1"].note)
    sheet.everybody.click()
    assert runner.commands[-1] == commands.ShareAnnotations((AnnotationId("h1"),), ())


def test_people_are_found_without_tones_and_a_share_is_taken_back(shown):
    panel, runner = shown()
    panel.share(cards(panel)["h3"].note)
    name = samples.PEOPLE["m05"]["full_name"]
    panel.sheet.search.setText(name.lower())
    panel.sheet.search.on_pause()
    assert [person.name for person in panel.sheet.list.people.people] == [name]
    button = panel.sheet.findChild(object, "withdraw-m10/h3/x")
    button.click()
    assert runner.commands[-1] == commands.WithdrawShare(ShareId("m10/h3/x"))


def test_what_is_refused_is_said_and_the_question_stays(shown):
    panel, runner = shown()
    panel.share(cards(panel)["h1"].note)
    runner.refusal = NotAllowed("AnnotationShared", ())
    panel.sheet.everybody.click()
    assert panel.notice.isVisible()
    assert panel.stack.currentWidget() is panel.sheet


def test_comments_are_asked_for_by_who_may(shown):
    panel, runner = shown()
    assert not panel.requests.isVisible()
    panel, runner = shown(frozenset({Role.SECRETARY}))
    panel.requests.begin.click()
    panel.requests.words.setText("Về biểu 3")
    panel.requests.send.click()
    assert runner.commands[-1] == commands.RequestComments(PAPER.paper, PAPER.version, "Về biểu 3")
    mine = RequestLine(RequestId("r"), samples.ME.member, "tôi", "Về biểu 3", None, ended=False, mine=True)
    runner.queries.annotations.kept = replace(runner.queries.annotations.kept, requests=(mine,))
    panel.refresh()
    assert not panel.requests.begin.isVisible()
    panel.requests.findChild(object, "end-r").click()
    assert runner.commands[-1] == commands.EndComments(RequestId("r"))


def test_search_goes_through_the_meeting_and_back(shown):
    panel, runner = shown()
    found = marks_kit.line("z", MarkKind.NOTE, (path([1, 1]),), text="Con số này")
    asked = []

    def marked(_meeting, words):
        asked.append(words)
        return (MarkedPaper(samples.MEETING, "", PAPER.paper, "Tờ trình khác", PAPER.version, (found,)),)

    runner.queries.annotations.marked = marked
    panel.search.setText("con so")
    panel.search.on_pause()
    assert (asked, set(cards(panel))) == (["con so"], {"z"})
    panel.search.clear()
    assert "h1" in cards(panel)


def test_a_long_list_shows_its_beginning(shown):
    many = tuple(marks_kit.line(f"n{at}", MarkKind.NOTE, (path([9, 9]),), text="x") for at in range(MOST + 20))
    panel, _runner = shown(marks=replace(marks_kit.many_kinds(), own=many, shared=()))
    assert len(cards(panel)) == MOST
