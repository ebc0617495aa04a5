"""The agenda tree: rows, states, selection over a refresh, what is announced; and the page of an item."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QLabel

from ecabinet.app.read import VoteLine
from ecabinet.core.ids import VoteId
from ecabinet.core.things import Item
from ecabinet.ui.panels.agenda.item_page import ItemPage, PaperCard
from ecabinet.ui.panels.agenda.lines import broken
from ecabinet.ui.panels.agenda.model import NODE_ROLE, AgendaModel
from ecabinet.ui.panels.agenda.nodes import nodes_of
from ecabinet.ui.panels.agenda.panel import AgendaPanel
from ecabinet.ui.panels.agenda.spoken import outcome_chip, tooltip
from ecabinet.ui.widgets.chip import Chip, ChipKind
from tests.ui.meeting import samples


@pytest.fixture
def panel(program, shown):
    return shown(AgendaPanel(program.context, samples.MEETING), 288, 650)


def texts(widget):
    return [label.text() for label in widget.findChildren(QLabel)]


def row(panel, key):
    return panel.tree.agenda.index_of(key)


def with_changed(runner, item, **changes):
    lines = tuple(replace(line, **changes) if line.item == item else line for line in runner.queries.the_agenda.lines)
    runner.queries.the_agenda = replace(runner.queries.the_agenda, lines=lines)


def test_papers_stand_under_their_item():
    nodes = nodes_of(samples.agenda())
    assert [node.key for node in nodes[:5]] == ["item:a01", "paper:p01", "item:a02", "paper:p02", "paper:p03"]
    assert nodes[4].parent == 2
    assert nodes[4].row == 1


def test_sub_items_stand_under_their_parent_after_its_papers():
    lines = samples.agenda().lines[:2]
    agenda = samples.agenda(lines=(lines[0], replace(lines[1], parent=lines[0].item, depth=1)))
    nodes = nodes_of(agenda)
    assert [(node.key, node.parent, node.depth) for node in nodes[:3]] == [
        ("item:a01", -1, 0), ("paper:p01", 0, 1), ("item:a02", 0, 1),
    ]  # fmt: skip
    assert nodes[3].depth == 2


def test_the_model_is_a_proper_model(qapp):
    model = AgendaModel()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Warning)
    model.show_nodes(nodes_of(samples.agenda()))
    assert not model.show_nodes(nodes_of(samples.agenda(lines=samples.agenda().lines[:3])))
    assert model.show_nodes(nodes_of(samples.agenda(current="a02", lines=samples.agenda("a02").lines[:3])))
    assert isinstance(tester.model(), QAbstractItemModel)


def test_the_current_item_is_open_and_in_sight(panel):
    index = row(panel, "item:a06")
    assert panel.tree.isExpanded(index)
    assert panel.tree.viewport().rect().contains(panel.tree.visualRect(index))
    assert not panel.tree.isExpanded(row(panel, "item:a02"))
    assert "Đang họp" in index.data(Qt.ItemDataRole.AccessibleTextRole)


def test_the_head_counts_what_is_unread_once_every_paper_is_here(panel, program):
    assert "10 mục · 18/19 tài liệu đã về máy" in texts(panel), "the twentieth exists on paper only"
    assert tooltip(row(panel, "paper:p17").data(NODE_ROLE)).splitlines()[1].startswith("Đang tải về · ")
    whole = program.queries.the_agenda
    lines = [replace(line, papers=tuple(replace(p, here=True) for p in line.papers)) for line in whole.lines]
    program.queries.the_agenda = replace(whole, lines=tuple(lines))
    panel.refresh()
    assert "10 mục · 20 tài liệu · 6 chưa đọc" in texts(panel)
    assert "Đang tải về" not in tooltip(row(panel, "paper:p17").data(NODE_ROLE))


def test_a_guest_is_told_once_how_many_items_are_not_for_him(panel, program):
    assert panel._withheld.isHidden()
    whole = samples.agenda(current=None)
    for lines, said in ((whole.lines[6:8], "8 mục khác không mời ông, bà."), ((), "chưa được mời dự mục nào")):
        program.queries.the_agenda = replace(whole, lines=lines, withheld=8)
        panel.refresh()
        assert said in panel._withheld.text()
        assert not panel._withheld.isHidden()
    assert [node.line.number for node in nodes_of(replace(whole, lines=whole.lines[6:8])) if not node.paper] == [
        "7",
        "8",
    ]


def test_a_contested_vote_is_neither_annulled_nor_waited_for(qapp):
    line = VoteLine(VoteId("v1"), "Thông qua?", "closed", None, contested=True)
    assert outcome_chip(line) == (ChipKind.ABSTAIN, "Đang tranh chấp", "triangle-alert")


def test_a_click_announces_item_or_paper(panel, qtbot):
    place = panel.tree.visualRect(row(panel, "item:a05")).center()
    with qtbot.waitSignal(panel.item_chosen) as signal:
        qtbot.mouseClick(panel.tree.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert signal.args == ["a05"]
    place = panel.tree.visualRect(row(panel, "paper:p11")).center()
    with qtbot.waitSignal(panel.paper_chosen) as signal:
        qtbot.mouseClick(panel.tree.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert signal.args[0].paper == "p11"


def test_the_keyboard_chooses(panel, qtbot):
    panel.tree.setFocus()
    panel.select_item("a06")
    qtbot.keyClick(panel.tree, Qt.Key.Key_Down)
    with qtbot.waitSignal(panel.paper_chosen) as signal:
        qtbot.keyClick(panel.tree, Qt.Key.Key_Return)
    assert signal.args[0].paper == "p13"


def test_selection_and_open_branches_survive_a_refresh(panel, program):
    panel.tree.expand(row(panel, "item:a04"))
    panel.select_paper("p07")
    with_changed(program.runner, "a04", title="Tên mới của mục")
    program.feed.announce(samples.changed(Item))
    assert panel.tree.selected() == "paper:p07"
    assert row(panel, "item:a04").data() == "Tên mới của mục"
    program.runner.queries.the_agenda = samples.agenda(lines=samples.agenda().lines[1:])
    panel.refresh()
    assert panel.tree.selected() == "paper:p07"
    assert panel.tree.isExpanded(row(panel, "item:a04"))
    assert not row(panel, "item:a01").isValid()


def test_a_removed_selection_selects_nothing(panel, program):
    panel.select_item("a01")
    program.runner.queries.the_agenda = samples.agenda(lines=samples.agenda().lines[1:])
    panel.refresh()
    assert panel.tree.selected() == ""


def test_rows_hold_two_lines_of_title_at_any_text_size(panel, program, qtbot):
    small = panel.tree.visualRect(row(panel, "item:a05")).height()
    program.context.theme.apply(text_scale=1.5)
    qtbot.wait(20)
    assert panel.tree.visualRect(row(panel, "item:a05")).height() > small * 1.3
    panel.grab()


def test_a_title_is_broken_and_elided(theme):
    text = samples.agenda().lines[1].title
    font = theme.font("body")
    lines = broken(text, font, 220, 2)
    assert len(lines) == 2
    assert lines[1].endswith("…")
    assert text.startswith(lines[0])
    assert broken("Khai mạc", font, 220, 2) == ["Khai mạc"]
    assert " ".join(broken(text, font, 220, 9)) == text


def test_tooltips_say_all(qapp):
    nodes = nodes_of(samples.agenda())
    assert tooltip(nodes[2]).splitlines()[1:] == ["08:15 · 35 phút", "Trình bày: Đặng Quốc Dũng"]
    assert tooltip(nodes[3]).splitlines()[1] == "241/BC-STC · 38 trang"


@pytest.mark.parametrize(
    ("state", "passed", "expected"),
    [
        ("open", None, (ChipKind.PRIMARY, "Đang biểu quyết")),
        ("annulled", True, (ChipKind.NEUTRAL, "Đã hủy")),
        ("closed", None, (ChipKind.NEUTRAL, "Chờ kiểm phiếu")),
        ("closed", True, (ChipKind.AGREE, "Thông qua")),
        ("closed", False, (ChipKind.DISAGREE, "Không thông qua")),
    ],
)
def test_votes_are_told_in_a_word(qapp, state, passed, expected):
    outcome = {True: samples.CLOSED["v01"].outcome, False: samples.CLOSED["v03"].outcome, None: None}[passed]
    assert outcome_chip(VoteLine(VoteId("v"), "?", state, outcome))[:2] == expected


@pytest.fixture
def page(theme, shown):
    return shown(ItemPage(), 640, 700)


def test_the_page_of_an_item_tells_all_of_it(page):
    page.show_item(samples.agenda().lines[3])
    found = texts(page)
    assert "Dự thảo Nghị quyết của HĐND tỉnh quy định chính sách hỗ trợ học sinh bán trú" in found
    assert "09:10 · 20 phút · Trình bày: Phan Thị Ngọc Anh" in found
    assert any(text.startswith("Thông qua: 16/20 tán thành (80,0%") for text in found)
    assert samples.CONCLUSIONS["a04"] in found
    assert {chip.text for chip in page.findChildren(Chip)} == {"Đã xong", "Chưa đọc", "Thông qua"}


def test_a_paper_opens_from_its_card_by_mouse_and_keyboard(page, qtbot):
    page.show_item(samples.agenda().lines[5])
    cards = page.findChildren(PaperCard)
    assert [card.paper.paper for card in cards] == ["p13", "p14", "p15"]
    with qtbot.waitSignal(page.paper_chosen) as signal:
        qtbot.mouseClick(cards[1], Qt.MouseButton.LeftButton)
    assert signal.args[0].paper == "p14"
    cards[2].setFocus()
    with qtbot.waitSignal(page.paper_chosen) as signal:
        qtbot.keyClick(cards[2], Qt.Key.Key_Return)
    assert signal.args[0].paper == "p15"
    with qtbot.assertNotEmitted(page.paper_chosen):
        qtbot.keyClick(cards[2], Qt.Key.Key_A)


def test_a_secret_paper_bears_its_mark(page):
    page.show_item(samples.agenda().lines[8])
    assert {chip.text for chip in page.findChildren(Chip)} == {"Chưa đến", "MẬT"}


def test_an_item_without_papers_says_so(page):
    page.show_item(samples.agenda().lines[9])
    assert "Mục này không có tài liệu." in texts(page)
    same = page.widget()
    page.show_item(samples.agenda().lines[9])
    assert page.widget() is same
