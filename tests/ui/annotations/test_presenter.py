"""What is done to marks: shown at once, undone step by step, taken back when it is refused."""

from types import SimpleNamespace

import pytest

from ecabinet.app import commands
from ecabinet.app.read import Position
from ecabinet.app.text.selection import Quad
from ecabinet.core.annotations import MarkKind, Quote, path
from ecabinet.core.errors import BadValue
from ecabinet.core.ids import AnnotationId
from ecabinet.ui.annotations.history import MOST, History, Step
from ecabinet.ui.annotations.presenter import MarksPresenter
from ecabinet.ui.annotations.reading import ReadingPresenter
from ecabinet.ui.annotations.sheet import Sheet, moved
from tests.ui.annotations import marks_kit
from tests.ui.meeting import samples

PAPER = samples.PAPERS["p14"]
LINE = (path([10, 10, 0.5, 60, 60, 0.5]),)


class View:
    """Remembers what it was last told."""

    def __init__(self):
        self.sheet, self.chosen, self.history, self.refused, self.writing = Sheet(), None, (False, False), [], None

    def show_sheet(self, sheet):
        self.sheet = sheet

    def show_chosen(self, line):
        self.chosen = line

    def show_writing(self, line):
        self.writing = line

    def show_history(self, *, undoable, redoable):
        self.history = (undoable, redoable)

    def refuse(self, error):
        self.refused.append(error)

    @property
    def names(self):
        return set(self.sheet.by_key)


@pytest.fixture
def desk():
    view, runner, numbers = View(), marks_kit.MarksRunner(), iter(range(1000))
    presenter = MarksPresenter(view, runner, samples.ME, samples.FakeClock(), lambda: AnnotationId(f"x{next(numbers)}"))
    presenter.open(PAPER)
    return SimpleNamespace(view=view, runner=runner, presenter=presenter, kept=runner.queries.annotations)


def put(desk, kind=MarkKind.INK, shape=LINE):
    return desk.presenter.put(0, kind, shape, "red", 200)


def test_a_mark_is_shown_before_it_is_read_again_and_only_once_afterwards(desk):
    name = put(desk)
    assert desk.view.names == {name}
    desk.presenter.refresh()
    assert desk.view.names == {name}
    assert [one.annotation for one in desk.kept.kept.own] == [name]


def test_each_act_is_one_step_back_and_forth(desk):
    first, second = put(desk), put(desk)
    desk.presenter.refresh()
    desk.presenter.restyle(desk.view.sheet.by_key[first].line, "green", 400)
    desk.presenter.reword(desk.view.sheet.by_key[first].line, "xem lại")
    desk.presenter.remove((first, second))
    desk.presenter.refresh()
    assert desk.view.names == set()
    for names in ({first, second}, {first, second}, {first, second}, {first}, set()):
        desk.presenter.undo()
        desk.presenter.refresh()
        assert desk.view.names == names
    assert desk.view.history == (False, True)
    for _step in range(4):
        desk.presenter.redo()
    desk.presenter.refresh()
    line = desk.view.sheet.by_key[first].line
    assert (line.color, line.width, line.text) == ("green", 400, "xem lại")


def test_steps_are_kept_for_each_paper(desk):
    name = put(desk)
    desk.presenter.open(samples.PAPERS["p06"])
    assert desk.view.history == (False, False)
    desk.presenter.undo()
    assert len(desk.runner.commands) == 1
    desk.presenter.open(PAPER)
    desk.presenter.undo()
    assert desk.runner.commands[-1] == commands.RemoveAnnotations((name,))


def test_what_is_refused_is_taken_back_and_said(desk):
    desk.runner.refusal = BadValue("shape", "range")
    put(desk)
    assert (desk.view.names, desk.view.history, len(desk.view.refused)) == (set(), (False, False), 1)
    desk.runner.refusal = None
    name = put(desk)
    desk.presenter.refresh()
    desk.runner.refusal = BadValue("text", "too_long")
    desk.presenter.reword(desk.view.sheet.by_key[name].line, "a")
    assert desk.view.sheet.by_key[name].line.text == ""
    desk.presenter.remove((name,))
    assert desk.view.names == {name}


def test_words_that_were_selected_are_marked_and_a_note_is_written_to(desk):
    one = Quad((10, 30), (90, 30), (10, 20), (90, 20))
    quote = Quote("vốn", "", "", 7)
    desk.presenter.mark_selection(MarkKind.SQUIGGLY, (one,), 2, quote)
    desk.presenter.mark_selection(MarkKind.NOTE, (one,), 2, quote)
    wave, note = (command.marks[0] for command in desk.runner.commands)
    assert (wave.page, wave.quote, wave.shape) == (2, quote, (path([10, 30, 90, 30, 10, 20, 90, 20]),))
    assert (note.kind, note.shape) == (MarkKind.NOTE, (path([10, 30]),))
    assert desk.view.writing.annotation == note.annotation


def test_what_others_shared_can_be_chosen_but_not_rubbed_out():
    marks = marks_kit.many_kinds()
    sheet = Sheet((*marks.own, *marks.shared))
    assert sheet.at(0, 520, 460, 2).line.name == samples.PEOPLE["m07"]["full_name"]
    assert sheet.mine_at(0, 520, 460, 2) == ()
    assert sheet.mine_at(0, 520, 700, 2)[0].key == "n1"
    assert sheet.at(0, 420, 550, 2) is None, "inside a frame is not the frame"
    assert sheet.at(0, 320, 550, 2).key == "r1"
    assert sheet.at(0, 375, 478, 3).key == "a1"


def test_a_moved_stroke_keeps_its_pressure():
    assert moved(MarkKind.INK, LINE, 5, -5) == (path([15, 5, 0.5, 65, 55, 0.5]),)


def test_the_history_has_an_end():
    history = History()
    for number in range(MOST + 5):
        one = commands.RemoveAnnotations((AnnotationId(str(number)),))
        history.record(Step(one, one))
    assert len(history.done) == MOST
    assert history.back().annotations == (str(MOST + 4),)


class ReadingView:
    def __init__(self):
        self.place, self.seen = None, frozenset()

    def go_to(self, page, top):
        self.place = (page, top)

    def show_seen(self, seen):
        self.seen = seen


def test_the_place_is_noted_once_and_found_again():
    view, runner = ReadingView(), marks_kit.MarksRunner()
    reading = ReadingPresenter(view, runner)
    runner.queries.annotations.place = Position(PAPER.version, 3, 120, frozenset({0, 3}), marks_kit.AT)
    reading.open(PAPER)
    assert (view.place, view.seen) == ((3, 120), {0, 3})
    reading.note()
    assert runner.commands == []
    for top in (10, 20, 30):
        reading.looked(4, top)
    reading.note()
    reading.note()
    assert runner.commands == [commands.NoteReading(PAPER.paper, PAPER.version, 4, 30, (4,))]
    reading.looked(4, 40)
    reading.open(None)
    assert runner.commands[-1] == commands.NoteReading(PAPER.paper, PAPER.version, 4, 40, ())
    assert view.seen == {0, 3, 4}
