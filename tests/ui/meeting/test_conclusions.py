"""Conclusions: the current item first, then the latest."""

import pytest
from PySide6.QtWidgets import QLabel

from ecabinet.core.things import Conclusion
from ecabinet.ui.panels.conclusions.panel import ConclusionsPanel
from ecabinet.ui.panels.conclusions.presenter import ConclusionsPresenter
from tests.ui.meeting import samples


class FakeView:
    def show_conclusions(self, lines):
        self.items = [line.item for line in lines]


def test_the_current_item_comes_first_then_the_latest(runner):
    view = FakeView()
    ConclusionsPresenter(view, runner, samples.MEETING).refresh()
    assert view.items == ["a06", "a05", "a04", "a03", "a02"]


@pytest.fixture
def panel(program, shown):
    return shown(ConclusionsPanel(program.context, samples.MEETING), 320, 650)


def test_each_conclusion_stands_under_its_item(panel):
    texts = [label.text() for label in panel.findChildren(QLabel)]
    assert "Chưa có kết luận." in texts
    assert samples.CONCLUSIONS["a02"] in texts
    assert "Mục 3. Tình hình giải ngân vốn đầu tư công năm 2026" in texts


def test_nothing_is_a_designed_state(panel, program):
    program.queries.the_agenda = samples.agenda(current=None)
    program.feed.announce(samples.changed(Conclusion))
    assert panel.stack.currentWidget() is panel.empty


def test_the_same_again_changes_nothing(panel, program):
    page = panel.page.widget()
    panel.refresh()
    assert panel.page.widget() is page
