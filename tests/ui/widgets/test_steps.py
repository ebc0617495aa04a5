"""The check-list turns green."""

import pytest
from PySide6.QtWidgets import QPushButton, QWidget

from ecabinet.ui.widgets.steps import Step, Steps

TODO = (Step("papers", "Tài liệu đã ký số", done=True), Step("people", "Giấy mời", done=False, action="Xem"))


@pytest.fixture
def steps(shown):
    made = shown(Steps())
    made.show_steps(TODO)
    return made


def test_it_is_ready_when_all_is_done(steps):
    assert not steps.is_ready()
    steps.show_steps(tuple(Step(step.key, step.text, done=True) for step in TODO))
    assert steps.is_ready()


def test_an_action_announces_its_step(steps, qtbot):
    way = steps.findChild(QPushButton, "step-people-open")
    assert way.accessibleName() == "Xem: Giấy mời"
    with qtbot.waitSignal(steps.opened) as opened:
        way.click()
    assert opened.args == ["people"]


def test_the_same_steps_are_not_built_again(steps):
    before = steps.findChild(QWidget, "step-papers")
    steps.show_steps(TODO)
    assert steps.findChild(QWidget, "step-papers") is before


def test_a_done_step_looks_different(steps):
    before = steps.grab().toImage()
    steps.show_steps((TODO[0], Step("people", "Giấy mời", done=True, action="Xem")))
    assert steps.grab().toImage() != before
