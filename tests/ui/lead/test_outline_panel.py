"""The editor itself: cells, tools, drags of rows, drops of files."""

import pytest
from PySide6.QtCore import QAbstractItemModel, QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QPushButton, QSpinBox, QToolButton

from ecabinet.app import commands
from ecabinet.core.errors import BadValue
from ecabinet.core.meeting import State
from ecabinet.ui.panels.outline.model import MIME, OutlineModel
from ecabinet.ui.panels.outline.panel import OutlinePanel
from ecabinet.ui.widgets.labels import TextLabel
from ecabinet.ui.widgets.toast import Toast
from tests.ui.lead import samples


@pytest.fixture
def outline(qtbot):
    """A panel on the draft, with its runner."""
    runner = samples.FakeRunner(samples.everything(agenda=samples.agenda(State.DRAFT, None)))
    panel = OutlinePanel(samples.context(runner), samples.MEETING)
    qtbot.addWidget(panel)
    panel.resize(960, 600)
    panel.show()
    return panel, runner


def choose(panel, key):
    """Choose a row."""
    panel.tree.setCurrentIndex(panel.tree.outline.index_of(key))


def drop_files(panel, paths, position):
    """Drop files from a file manager onto a place of the tree."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    keys, buttons = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton
    enter = QDragEnterEvent(position.toPoint(), Qt.DropAction.CopyAction, data, buttons, keys)
    QApplication.sendEvent(panel.tree.viewport(), enter)
    assert enter.isAccepted()
    drop = QDropEvent(position, Qt.DropAction.CopyAction, data, buttons, keys)
    QApplication.sendEvent(panel.tree.viewport(), drop)


def middle(panel, key):
    """The middle of a row in the tree's viewport."""
    panel.tree.scrollTo(panel.tree.outline.index_of(key))
    return QPointF(panel.tree.visualRect(panel.tree.outline.index_of(key)).center())


def pdf(folder, name):
    """A real file."""
    (folder / name).write_bytes(b"%PDF-1.7")
    return folder / name


def test_the_model_is_sound(qtbot):
    model = OutlineModel()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    assert isinstance(tester.model(), QAbstractItemModel)
    model.show_lines(samples.agenda().lines)
    assert model.rowCount() == 10
    assert not model.show_lines(samples.agenda().lines)


def test_each_cell_is_edited_in_place(outline):
    panel, runner = outline
    model, index = panel.tree.outline, panel.tree.outline.index_of("item:a03")
    kinds = []
    for column in range(3):
        panel.tree.edit(index.siblingAtColumn(column))
        editor = panel.tree.indexWidget(index.siblingAtColumn(column))
        kinds.append(type(editor))
        assert editor.accessibleName()
        panel.tree.drawing.closeEditor.emit(editor)
    assert kinds == [QLineEdit, QSpinBox, QComboBox]
    model.setData(index, "Giải ngân")
    model.setData(index.siblingAtColumn(1), 30)
    model.setData(index.siblingAtColumn(2), "m12")
    assert [(wish.title, wish.minutes, wish.rapporteur) for wish in runner.commands] == [
        ("Giải ngân", 20, "m09"),
        ("Tình hình giải ngân vốn đầu tư công năm 2026", 30, "m09"),
        ("Tình hình giải ngân vốn đầu tư công năm 2026", 20, "m12"),
    ]


def test_a_new_item_is_added_by_enter_and_the_field_is_free_again(outline, qtbot):
    panel, runner = outline
    field = panel.findChild(QLineEdit, "outline-new")
    field.setText("Nội dung khác")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert runner.commands == [commands.AddItem(samples.MEETING, "Nội dung khác")]
    assert not field.text()


@pytest.mark.parametrize(
    ("tool", "command"),
    [
        ("up", commands.MoveItem("a03", None, "a01")),
        ("down", commands.MoveItem("a03", None, "a04")),
        ("indent", commands.MoveItem("a03", "a02", None)),
    ],
)
def test_tools_do_what_dragging_does(outline, tool, command):
    panel, runner = outline
    choose(panel, "item:a03")
    panel.findChild(QToolButton, f"outline-tool-{tool}").click()
    assert runner.commands == [command]


def test_tools_wait_for_a_row(outline):
    panel, _runner = outline
    assert not panel.findChild(QToolButton, "outline-tool-up").isEnabled()
    choose(panel, "paper:p06")
    assert not panel.findChild(QToolButton, "outline-tool-up").isEnabled()
    assert panel.findChild(QToolButton, "outline-tool-remove").isEnabled()


def test_removing_asks_in_place_and_can_be_given_up(outline):
    panel, runner = outline
    choose(panel, "item:a04")
    panel.findChild(QToolButton, "outline-tool-remove").click()
    sure = panel.findChild(Toast, "outline-sure")
    assert "3 tài liệu" in sure.text
    choose(panel, "item:a05")
    assert not sure.isVisible()
    assert not runner.commands
    panel.findChild(QToolButton, "outline-tool-remove").click()
    panel.findChild(QPushButton, "outline-remove-sure").click()
    assert runner.commands == [commands.RemoveItem("a05")]


def test_a_dragged_row_becomes_a_move(outline):
    panel, runner = outline
    model = panel.tree.outline
    data = model.mimeData([model.index_of("item:a06")])
    assert data.hasFormat(MIME)
    assert not model.dropMimeData(data, Qt.DropAction.MoveAction, 1, 0, panel.tree.rootIndex())
    model.dropMimeData(data, Qt.DropAction.MoveAction, -1, -1, model.index_of("item:a02"))
    paper = model.mimeData([model.index_of("paper:p13")])
    model.dropMimeData(paper, Qt.DropAction.MoveAction, -1, -1, model.index_of("item:a05"))
    assert runner.commands == [
        commands.MoveItem("a06", None, "a01"),
        commands.MoveItem("a06", "a02", None),
        commands.MovePaper("p13", "a05"),
    ]


def test_files_dropped_on_an_item_a_paper_and_the_empty_ground(outline, tmp_path):
    panel, runner = outline
    drop_files(panel, [pdf(tmp_path, "Bao_cao.pdf")], middle(panel, "item:a01"))
    drop_files(panel, [pdf(tmp_path, "ban_2.pdf")], middle(panel, "paper:p02"))
    below = panel.tree.viewport().rect().bottomLeft()
    panel.resize(960, 2000)
    QApplication.processEvents()
    below = panel.tree.viewport().rect().bottomLeft()
    drop_files(panel, [pdf(tmp_path, "Muc 7 Giao dat.pdf")], QPointF(below.x() + 5, below.y() - 5))
    assert [type(wish).__name__ for wish in runner.commands] == ["AddPaper", "AddVersion", "AddPaper"]
    assert (runner.commands[0].item, runner.commands[0].title) == ("a01", "Bao cao")
    assert runner.commands[1].paper == "p02"
    assert (runner.commands[2].item, runner.commands[2].title) == ("a07", "Giao dat")


def test_bad_and_unclear_files_are_told_quietly(outline, tmp_path):
    panel, runner = outline
    runner.bad_files = ("4 hong.pdf",)
    paths = tuple(pdf(tmp_path, name) for name in ("4 hong.pdf", "scan.pdf", "5 Quy dinh.pdf"))
    panel.on_files_dropped(paths, "", "")
    QApplication.processEvents()
    said = "\n".join(label.text() for label in panel.findChildren(TextLabel) if label.isVisible())
    assert "Đã nhận 1/3 tệp" in said
    assert "scan.pdf: chưa rõ thuộc mục nào" in said
    assert "5 Quy dinh.pdf: đã đưa vào mục 5." in said


def test_a_refused_change_is_told_beside_the_tree(outline):
    panel, runner = outline
    runner.refusal = BadValue("minutes", "range")
    panel.on_edited("a03", 1, 9)
    assert "phút" in panel.findChild(Toast, "outline-toast").text


def test_the_chosen_row_stays_chosen_when_the_agenda_changes(outline):
    panel, runner = outline
    choose(panel, "item:a05")
    agenda = samples.agenda(State.DRAFT, None)
    runner.answers["agenda"] = type(agenda)(
        *[getattr(agenda, name) for name in agenda.__slots__[:-2]], agenda.lines[2:], ()
    )
    panel.refresh()
    assert panel.tree.chosen().key == "item:a05"
