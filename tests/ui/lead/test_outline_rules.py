"""Where items move, which item a file belongs to; pure values."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ecabinet.app.commands import MoveItem
from ecabinet.ui.panels.outline import places
from ecabinet.ui.panels.outline.matching import item_for, title_of
from tests.ui.lead import samples

FLAT = samples.agenda().lines
LINES = tuple(replace(line, parent="a02") if line.item in {"a03", "a04"} else line for line in FLAT)
"""Items 1, 2 (with two sub-items), 5 …"""


@pytest.mark.parametrize(
    ("move", "item", "command"),
    [
        (places.up, "a01", None),
        (places.up, "a02", MoveItem("a02", None, None)),
        (places.up, "a05", MoveItem("a05", None, "a01")),
        (places.down, "a02", MoveItem("a02", None, "a05")),
        (places.down, "a10", None),
        (places.down, "a03", MoveItem("a03", "a02", "a04")),
        (places.indent, "a01", None),
        (places.indent, "a05", MoveItem("a05", "a02", "a04")),
        (places.indent, "a06", MoveItem("a06", "a05", None)),
        (places.outdent, "a04", MoveItem("a04", None, "a02")),
        (places.outdent, "a05", None),
    ],
)
def test_buttons_move_by_one_step(move, item, command):
    assert move(LINES, item) == command


@pytest.mark.parametrize(
    ("item", "parent", "before", "command"),
    [
        ("a06", "a02", "a04", MoveItem("a06", "a02", "a03")),
        ("a06", "a02", "a03", MoveItem("a06", "a02", None)),
        ("a06", "a02", None, MoveItem("a06", "a02", "a04")),
        ("a03", None, "a01", MoveItem("a03", None, None)),
        ("a02", "a02", None, None),
        ("a02", "a04", None, None),
    ],
)
def test_a_drop_goes_where_it_was_dropped_and_never_inside_itself(item, parent, before, command):
    assert places.inside(LINES, item, parent, before) == command


@pytest.mark.parametrize(
    ("name", "item"),
    [
        ("4 To trinh.pdf", "a04"),
        ("04_To_trinh.pdf", "a04"),
        ("Muc 4 - Bao cao tham dinh.pdf", "a04"),
        ("Mục 10. Kết luận.pdf", "a10"),
        ("Mục số 3 Biểu.pdf", "a03"),
        ("241_BC_STC giai ngan von dau tu cong.pdf", "a03"),
        ("Tờ trình giao đất nhà ở xã hội Sơn Nam Hạ.pdf", "a07"),
        ("2026 cong van.pdf", None),
        ("158_TTr.pdf", None),
        ("scan.pdf", None),
        (".pdf", None),
    ],
)
def test_a_file_finds_its_item_by_number_or_by_name(name, item):
    assert item_for(name, FLAT) == item


@pytest.mark.parametrize(
    ("name", "number", "title"),
    [
        ("4_To_trinh_158.pdf", "4", "To trinh 158"),
        ("Mục 4 - Tờ trình.pdf", "4", "Tờ trình"),
        ("158_TTr_SGDDT.pdf", "4", "158 TTr SGDDT"),
        ("4.pdf", "4", "4"),
        ("Bao__cao.pdf", "", "Bao cao"),
    ],
)
def test_the_title_is_the_name_in_words(name, number, title):
    assert title_of(name, number) == title


@given(st.text(max_size=60))
def test_no_file_name_breaks_the_matching(name):
    found = item_for(name, FLAT)
    assert found is None or any(line.item == found for line in FLAT)
    assert isinstance(title_of(name, "4"), str)
