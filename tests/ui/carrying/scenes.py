"""The scenes that `shots` draws, each a function that makes a panel."""

import tempfile
from pathlib import Path

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ecabinet.ui.widgets.card import ground
from tests.ui.carrying.samples import Kept, line
from tests.ui.shots_kit import settle


def at(key="", *, opened=True, act=lambda _panel: None, silent=False):
    """The panel, with one list open."""
    kept = Kept(Path(tempfile.mkdtemp()))
    kept.ports.silent = silent
    panel = kept.panel()
    panel.open_paper(line())
    settle(150)
    if opened:
        panel.on_look()
    if key:
        panel.lists.words.set_current(key)
        panel.lists.on_chosen(key)
    act(panel)
    return page(panel)


def page(panel):
    """The panel above what the reader shows."""
    made = QWidget()
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(panel)
    pages = ground("well", object_name="pages")
    column.addWidget(pages, 1)
    pages.setVisible(panel.lists.isHidden())
    return made


SCENES = {
    "strip": lambda: at(opened=False),
    "looking": lambda: at(opened=False, silent=True),
    "certain": at,
    "uncertain": lambda: at("uncertain"),
    "drawing": lambda: at("uncertain", act=lambda panel: panel.lists.review.on_after()),
    "lost": lambda: at("orphaned"),
    "carried": lambda: at(act=lambda panel: panel.on_carry()),
}
