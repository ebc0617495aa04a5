"""The reader as a whole: outline, thumbnails, two papers side by side, what a tab remembers, full screen, night."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel, QWidget

from ecabinet.app.pages import OutlineEntry, PaperShape
from ecabinet.ui.context import Context
from ecabinet.ui.feed import Feed
from ecabinet.ui.look import LookMenu
from ecabinet.ui.panels.reader.outline_model import OutlineModel
from ecabinet.ui.panels.reader.panel import ReaderPanel
from ecabinet.ui.reader.arrangement import Arrangement, Spread
from ecabinet.ui.reader.scheduler import AROUND
from ecabinet.ui.settings import Settings
from ecabinet.ui.widgets.buttons import icon_button
from tests.ui.meeting import samples
from tests.ui.meeting.fakes import A4, PromptPages

FIRST, SECOND = samples.PAPERS["p13"], samples.PAPERS["p14"]
OUTLINE = (
    OutlineEntry("Phần I", 0, 0),
    OutlineEntry("Căn cứ", 1, 1),
    OutlineEntry("Số liệu", 4, 1),
    OutlineEntry("Phần II", None, 0),
    OutlineEntry("", 8, 2),
)


@pytest.fixture
def pages():
    return PromptPages(PaperShape((A4,) * 12, OUTLINE))


@pytest.fixture
def panel(theme, shown, pages, tmp_path, qtbot):
    vault = samples.FakeVault({"p13": tmp_path / "13.pdf", "p14": tmp_path / "14.pdf"})
    context = Context(samples.ME, samples.FakeRunner(), Feed(), theme, samples.FakeClock(), pages, vault)
    made = shown(ReaderPanel(context, samples.MEETING), 900, 700)
    with qtbot.waitSignal(made.pages.opened):
        made.open_paper(FIRST)
    return made


def press(widget, key):
    for kind in (QKeyEvent.Type.ShortcutOverride, QKeyEvent.Type.KeyPress):
        QApplication.sendEvent(widget, QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier))


def test_the_outline_is_a_tree_whatever_levels_a_file_names(qtmodeltester):
    model = OutlineModel()
    model.show(OUTLINE)
    qtmodeltester.check(model)
    roots = [model.index(row, 0) for row in range(model.rowCount())]
    assert [root.data() for root in roots] == ["Phần I", "Phần II"]
    assert [model.index(row, 0, roots[0]).data() for row in range(model.rowCount(roots[0]))] == ["Căn cứ", "Số liệu"]
    assert model.index(0, 0, roots[1]).data() == "(không tên)"
    assert model.entry(model.on_page(5)).title == "Số liệu"
    model.show(())
    assert not model.on_page(0).isValid()


def test_an_entry_leads_to_its_page_and_the_place_is_marked(panel, qtbot):
    panel.bar.sheet.click()
    panel.sheet.on_entry(panel.sheet.entries.at(2))
    qtbot.waitUntil(lambda: panel.pages.page == 4)
    assert panel.sheet.outline.currentIndex().data() == "Số liệu"
    panel.bar.place.back.click()
    qtbot.waitUntil(lambda: panel.pages.page == 0)
    panel.sheet.on_entry(panel.sheet.entries.at(3))
    assert panel.pages.trail.back == ()


def test_a_paper_without_an_outline_says_so(panel, pages, qtbot):
    pages.shape = PaperShape((A4,) * 3)
    panel.bar.sheet.click()
    with qtbot.waitSignal(panel.pages.opened):
        panel.open_paper(SECOND)
    assert panel.sheet.stack.currentWidget() is panel.sheet.nothing


def test_thumbnails_are_drawn_last_and_only_where_one_looks(panel, pages, qtbot):
    panel.bar.sheet.click()
    panel.sheet.show_words("pages")
    model = panel.sheet.thumbnails.pages
    qtbot.waitUntil(lambda: len(model.pictures) > 0)
    asked = {request for request, urgency in pages.asked if urgency.priority > AROUND}
    assert {request.page for request in asked} == set(range(len(asked)))
    assert 1 < len(asked) < 12
    panel.sheet.thumbnails.activated.emit(model.index(2))
    qtbot.waitUntil(lambda: panel.pages.page == 2)
    assert panel.sheet.thumbnails.currentIndex().row() == 2


def test_two_papers_stand_side_by_side_and_the_bar_follows_the_keyboard(panel, qtbot):
    first, second = panel.panes
    with qtbot.waitSignal(second.pages.opened):
        panel.bar.beside.click()
    assert panel.active is second
    with qtbot.waitSignal(second.pages.opened):
        panel.open_paper(SECOND)
    assert (first.presenter.paper.paper, second.presenter.paper.paper) == ("p13", "p14")
    second.pages.trail.jump(3)
    qtbot.waitUntil(lambda: panel.bar.field.text() == "4")
    with qtbot.waitSignal(panel.paper_shown) as shown:
        panel.activate(first)
    assert shown.args[0].paper == "p13"
    assert panel.bar.field.text() == "1"
    with qtbot.waitSignal(first.pages.opened):
        first.title.close_paper.click()
    assert not panel.is_split()
    assert first.presenter.paper.paper == "p14"


def test_a_paper_opens_where_it_was_left(panel, qtbot):
    panel.pages.trail.jump(6)
    panel.bar.menu.choose(Arrangement(Spread.TWO))
    for paper in (SECOND, FIRST):
        with qtbot.waitSignal(panel.pages.opened):
            panel.open_paper(paper)
    qtbot.waitUntil(lambda: panel.pages.page == 6)
    assert panel.pages.stage.plan.spread is Spread.TWO


def test_alone_on_the_screen_and_back(panel, qtbot):
    window = QWidget()
    row, beside = QHBoxLayout(window), QLabel("chương trình")
    row.addWidget(beside)
    row.addWidget(panel)
    qtbot.addWidget(window)
    window.show()
    panel.pages.setFocus()
    press(panel.pages, Qt.Key.Key_F11)
    assert window.isFullScreen()
    assert beside.isHidden()
    assert panel.title.isHidden()
    panel.full_screen.on_still()
    press(panel.pages, Qt.Key.Key_Escape)
    assert not window.isFullScreen()
    assert not beside.isHidden()
    assert not panel.bar.isHidden()
    assert not panel.title.isHidden()
    panel.setParent(None)  # both belong to qtbot


def test_night_is_chosen_in_the_menu_and_remembered(panel, theme, tmp_path):
    settings = Settings(tmp_path / "settings.ini")
    menu = LookMenu(theme, settings, panel)
    panel.bar.menu.on_chosen(panel.bar.menu.night)
    assert theme.night
    assert panel.pages.desk.night
    assert Settings(tmp_path / "settings.ini").theme().night
    panel.bar.menu.on_chosen(panel.bar.menu.night)
    assert not Settings(tmp_path / "settings.ini").theme().night
    menu.deleteLater()


def test_tools_have_a_place_in_the_bar(panel):
    button = icon_button("type", object_name="tool", accessible_name="Chữ")
    panel.bar.add_tool(button)
    assert button.parentWidget().objectName() == "reader-tools"
    assert not panel.bar.tools.isHidden()
