"""The reader: which paper, what of it can be shown, and the bars around the pages."""

from dataclasses import replace

import pytest

from ecabinet.app.changes import Changes
from ecabinet.core.errors import PaperFault, PaperUnreadable
from ecabinet.core.ids import VersionHash
from ecabinet.core.things import Version
from ecabinet.ui.panels.reader.panel import ReaderPanel
from ecabinet.ui.panels.reader.presenter import ReaderPresenter
from ecabinet.ui.reader.zoom import Fit
from tests.ui.meeting import samples
from tests.ui.meeting.fakes import PromptPages

FIRST, SECOND, LAST = (samples.PAPERS[name] for name in ("p13", "p14", "p15"))


class FakeView:
    """Writes down what it was told."""

    def __init__(self):
        self.told = []
        self.neighbours = (None, None)

    def show_paper(self, paper, before, after):
        self.neighbours = (before, after)

    def show_pages(self, path):
        self.told.append(("pages", path))

    def show_on_paper_only(self, paper):
        self.told.append(("paper only", paper.paper))

    def show_downloading(self, paper):
        self.told.append(("downloading", paper.paper))

    def show_newer(self, paper):
        self.told.append(("newer", paper.version))

    def show_withdrawn(self):
        self.told.append("withdrawn")

    def was_opened(self):
        self.told.append("opened")


@pytest.fixture
def files():
    return {"p13": "13.pdf", "p14": "14.pdf", "p15": "15.pdf", "p14-2": "14-2.pdf"}


@pytest.fixture
def view():
    return FakeView()


@pytest.fixture
def presenter(view, runner, files):
    return ReaderPresenter(view, runner, samples.MEETING, files.get)


def with_papers(runner, *papers):
    lines = tuple(replace(line, papers=papers) if line.item == "a06" else line for line in samples.agenda().lines)
    runner.queries.the_agenda = samples.agenda(lines=lines)


def test_a_paper_that_is_here_is_shown_and_marked_as_read(presenter, view, runner):
    presenter.open_paper(SECOND)
    assert view.told == [("pages", "14.pdf"), "opened"]
    assert runner.queries.marked == ["p14"]
    assert view.neighbours == (FIRST, LAST)


def test_refreshing_does_not_open_it_again(presenter, view):
    presenter.open_paper(SECOND)
    presenter.refresh()
    assert view.told == [("pages", "14.pdf"), "opened"]


def test_a_paper_on_its_way_opens_by_itself(presenter, view, runner, files):
    del files["p14"]
    presenter.open_paper(SECOND)
    presenter.refresh()
    assert set(view.told) == {("downloading", "p14")}
    assert runner.queries.marked == []
    files["p14"] = "14.pdf"
    presenter.refresh()
    assert view.told[-2:] == [("pages", "14.pdf"), "opened"]


def test_a_secret_paper_never_shows_pages(presenter, view, runner, files):
    files["p20"] = "secret.pdf"
    presenter.open_paper(replace(samples.PAPERS["p20"], version=VersionHash("p20")))
    assert set(view.told) == {("paper only", "p20")}
    assert runner.queries.marked == []


def test_steps_go_to_the_neighbours_and_stop_at_the_ends(presenter, view):
    presenter.open_paper(SECOND)
    presenter.step(-1)
    assert (presenter.paper.paper, view.neighbours) == ("p13", (None, SECOND))
    presenter.step(-1)
    assert presenter.paper.paper == "p13"
    presenter.step(1)
    presenter.step(1)
    presenter.step(1)
    assert (presenter.paper.paper, view.neighbours) == ("p15", (SECOND, None))


def test_a_newer_version_is_offered_once_and_opened_on_wish(presenter, view, runner):
    presenter.open_paper(SECOND)
    newer = replace(SECOND, version=VersionHash("p14-2"), version_number=2)
    with_papers(runner, FIRST, newer, LAST)
    presenter.refresh()
    presenter.refresh()
    assert view.told.count(("newer", "p14-2")) == 1
    assert ("pages", "14-2.pdf") not in view.told
    presenter.open_newer()
    assert view.told[-2:] == [("pages", "14-2.pdf"), "opened"]


def test_a_withdrawn_paper_stays_open(presenter, view, runner):
    presenter.open_paper(SECOND)
    with_papers(runner, FIRST)
    presenter.refresh()
    assert view.told == [("pages", "14.pdf"), "opened", "withdrawn"]


def test_without_a_paper_there_is_nothing_to_do(presenter, view):
    presenter.refresh()
    presenter.step(1)
    presenter.open_newer()
    assert view.told == []


@pytest.fixture
def panel(program, shown):
    program.vault.files = dict.fromkeys(("p13", "p14", "p15"), program.file)
    return shown(ReaderPanel(program.context, samples.MEETING), 680, 600)


def opened(qtbot, panel, paper=SECOND):
    with qtbot.waitSignal(panel.pages.opened):
        panel.open_paper(paper)


def test_the_bars_name_paper_page_and_zoom(panel, qtbot):
    opened(qtbot, panel)
    assert panel.title.name.text() == "249/BC-STC"
    assert panel.title.title.text().startswith("Báo cáo thẩm định nguồn vốn")
    assert panel.title.before.toolTip() == "Tài liệu trước: 212/TTr-SXD"
    assert (panel.bar.field.text(), panel.bar.count.text()) == ("1", "/ 12")
    assert panel.bar.percent.text().endswith(" %")
    assert panel.bar.fit_width.isChecked()
    panel.title.after.click()
    assert panel.title.name.text() == "Bản đồ hướng tuyến tỷ lệ 1/5.000"
    assert not panel.title.after.isEnabled()


def test_a_page_number_is_typed_in(panel, qtbot):
    opened(qtbot, panel)
    panel.bar.field.setText("7")
    panel.bar.field.returnPressed.emit()
    qtbot.waitUntil(lambda: panel.pages.page == 6)
    assert panel.bar.field.text() == "7"
    panel.bar.field.setText("13")
    assert not panel.bar.field.hasAcceptableInput()


def test_zoom_buttons(panel, qtbot):
    opened(qtbot, panel)
    panel.bar.fit_page.click()
    assert panel.pages.stage.zoom.fit is Fit.PAGE
    before = panel.pages.stage.percent
    panel.bar.larger.click()
    assert panel.pages.stage.percent > before
    assert not panel.bar.fit_page.isChecked()
    panel.bar.smaller.click()
    panel.bar.fit_width.click()
    assert panel.bar.fit_width.isChecked()


def test_a_second_version_is_named(panel, qtbot, program):
    program.vault.files["p06"] = program.file
    opened(qtbot, panel, samples.PAPERS["p06"])
    assert panel.title.name.text() == "158/TTr-SGDĐT · bản 2"


def test_a_secret_paper_is_a_designed_state(panel):
    panel.open_paper(samples.PAPERS["p20"])
    assert panel.stack.currentWidget() is panel.state
    assert panel.state.sentence.text() == "Tài liệu MẬT: phát bản giấy tại phòng họp, không đưa lên hệ thống."
    assert panel.bar.field.isHidden()


def test_blobs_that_arrive_open_the_paper(panel, qtbot, program):
    program.vault.files = {}
    panel.open_paper(SECOND)
    assert panel.state.sentence.text() == "Đang tải về…"
    program.vault.files = {"p14": program.file}
    with qtbot.waitSignal(panel.pages.opened):
        program.feed.announce(Changes(blobs=frozenset({"p14"})))
    assert panel.stack.currentWidget() is panel.pages


def test_an_unreadable_file_is_a_sentence(program, shown, qtbot):
    error = PaperUnreadable(PaperFault.NOT_A_PDF, "a")
    context = replace(program.context, pages=PromptPages(error=error))
    program.vault.files = {"p14": program.file}
    panel = shown(ReaderPanel(context, samples.MEETING), 680, 600)
    with qtbot.waitSignal(panel.pages.refused):
        panel.open_paper(SECOND)
    assert panel.stack.currentWidget() is panel.state
    assert "PDF" in panel.state.sentence.text()
    assert panel.title.before.isEnabled()


def test_a_newer_version_is_a_quiet_notice(panel, qtbot, program):
    opened(qtbot, panel)
    newer = replace(SECOND, version=VersionHash("p14-2"), version_number=2)
    with_papers(program.runner, FIRST, newer, LAST)
    program.vault.files["p14-2"] = program.file
    program.feed.announce(samples.changed(Version))
    assert panel.notice.text == "Có bản 2 của tài liệu này."
    with qtbot.waitSignal(panel.pages.opened):
        panel.newer.click()
    assert panel.notice.isHidden()
    with_papers(program.runner)
    panel.refresh()
    assert "rút khỏi chương trình" in panel.notice.text


def test_the_way_back_and_to_the_side(panel, qtbot):
    with qtbot.waitSignals([panel.closed, panel.side_wanted]):
        panel.title.close_paper.click()
        panel.bar.side.click()
