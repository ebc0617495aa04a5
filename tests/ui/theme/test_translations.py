"""Qt's own words are Vietnamese, in the .ts as in the .qm that is shipped."""

from xml.etree import ElementTree

import pytest
from PySide6.QtCore import QCoreApplication, QDate, QLocale
from PySide6.QtWidgets import QDialogButtonBox, QLineEdit

from ecabinet import resources
from ecabinet.ui.theme import translations


@pytest.fixture
def vietnamese(qapp):
    before = QLocale()
    installed = translations.install(qapp)
    yield
    for translator in installed:
        qapp.removeTranslator(translator)
        translator.deleteLater()
    QLocale.setDefault(before)


def entries():
    root = ElementTree.parse(resources.path("i18n", "qtbase_vi.ts")).getroot()
    for context in root.iter("context"):
        for message in context.iter("message"):
            yield context.findtext("name"), message.findtext("source"), message.findtext("translation")


def test_buttons_of_dialogs_speak_vietnamese(vietnamese, qtbot):
    kind = QDialogButtonBox.StandardButton
    box = QDialogButtonBox(kind.Ok | kind.Cancel | kind.Save | kind.Yes)
    qtbot.addWidget(box)
    words = [box.button(each).text() for each in (kind.Ok, kind.Cancel, kind.Save, kind.Yes)]
    assert words == ["Đồng ý", "Hủy", "Lưu", "&Có"]


def test_the_menu_of_a_line_speaks_vietnamese(vietnamese, qtbot):
    line = QLineEdit("x")
    qtbot.addWidget(line)
    menu = line.createStandardContextMenu()
    words = [action.text().split("\t")[0] for action in menu.actions() if action.text()]
    menu.deleteLater()
    assert words == ["&Hoàn tác", "&Làm lại", "&Cắt", "&Sao chép", "&Dán", "Xóa", "Chọn tất cả"]


def test_dates_are_vietnamese(vietnamese):
    assert QLocale().toString(QDate(2026, 11, 22), "dddd, d MMMM") == "Chủ Nhật, 22 tháng 11"


def test_what_is_shipped_is_what_is_written(vietnamese):
    stale = [source for context, source, words in entries() if QCoreApplication.translate(context, source) != words]
    assert stale == []


def test_one_underlined_letter_stands_for_one():
    assert [source for _, source, words in entries() if source.count("&") != words.count("&")] == []
