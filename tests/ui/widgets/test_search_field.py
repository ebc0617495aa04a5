"""Words are announced after a pause, once."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from ecabinet.ui.widgets.search_field import SearchField


@pytest.fixture
def search(shown):
    return shown(SearchField("Tìm tài liệu", object_name="search"))


def test_a_pause_announces_the_words_once(search, qtbot):
    said = []
    search.searched.connect(said.append)
    for text in ("ng", "ngân", "ngân sách "):
        search.setText(text)
    qtbot.waitUntil(lambda: bool(said))
    qtbot.wait(250)
    assert said == ["ngân sách"]


def test_enter_announces_at_once(search, qtbot):
    search.setText("vốn")
    with qtbot.waitSignal(search.searched, timeout=100) as said:
        QTest.keyClick(search, Qt.Key.Key_Return)
    assert said.args == ["vốn"]


def test_escape_empties_and_announces(search, qtbot):
    search.setText("vốn")
    QTest.keyClick(search, Qt.Key.Key_Return)
    with qtbot.waitSignal(search.searched) as said:
        QTest.keyClick(search, Qt.Key.Key_Escape)
    assert said.args == [""]
    assert search.text() == ""


def test_it_has_a_name(search):
    assert search.accessibleName() == search.placeholderText() == "Tìm tài liệu"
