"""Columns stand side by side where there is room, else one at a time."""

import pytest
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QLabel, QWidget

from ecabinet.ui.widgets.card import Hairline
from ecabinet.ui.widgets.columns import Column, Columns


@pytest.fixture
def columns(shown):
    row = QWidget()
    parts = [QLabel(text) for text in ("chương trình", "hiện tại", "quyết định")]
    line, lay_out = Hairline(), QHBoxLayout(row)
    for part in (parts[0], line, *parts[1:]):
        lay_out.addWidget(part)
    made = Columns(
        row,
        [Column(key, key.upper(), part, line if key == "a" else None) for key, part in zip("abc", parts, strict=True)],
        least=600,
        object_name="columns",
        accessible_name="Các phần",
    )
    made.parts, made.line = dict(zip("abc", parts, strict=True)), line
    return shown(made, 800, 300)


def seen(columns):
    return "".join(key for key, part in columns.parts.items() if part.isVisible())


def narrow(columns, width=400):
    columns.window().setMinimumWidth(0)
    columns.window().resize(width, 300)


def test_all_columns_where_there_is_room(columns):
    assert seen(columns) == "abc"
    assert columns.line.isVisible()
    assert not columns.words.isVisible()


def test_one_at_a_time_where_there_is_none(columns, qtbot):
    with qtbot.waitSignal(columns.narrowed) as told:
        narrow(columns)
    assert told.args == [True]
    assert seen(columns) == "a"
    assert not columns.line.isVisible()
    columns.findChild(QAbstractButton, "segment-c").click()
    assert seen(columns) == "c"
    narrow(columns, 800)
    assert seen(columns) == "abc"


def test_large_text_needs_more_room(columns, theme):
    theme.apply(text_scale=1.5)
    assert seen(columns) == "a"


def test_a_column_is_brought_into_sight(columns):
    columns.show_column("b")
    assert seen(columns) == "abc"
    narrow(columns)
    assert seen(columns) == "b"


def test_the_last_column_left_needs_no_word(columns):
    narrow(columns)
    columns.show_column("b")
    for key in "bc":
        columns.offer(key, offered=False)
    assert seen(columns) == "a"
    assert not columns.words.isVisible()
    columns.offer("c", offered=True)
    assert columns.words.isVisible()
