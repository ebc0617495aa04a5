"""The marks of the agenda differ in shape, not in colour alone."""

import pytest

from ecabinet.ui.widgets.agenda_dot import AgendaDot, AgendaState


@pytest.fixture
def dot(shown):
    return shown(AgendaDot(AgendaState.NEXT, "Chưa đến"))


def shape(dot):
    image = dot.grab().toImage()
    ground = image.pixelColor(0, 0).name()
    points = ((x, y) for x in range(image.width()) for y in range(image.height()))
    return {(x, y) for x, y in points if image.pixelColor(x, y).name() != ground}


def test_every_state_has_its_shape(dot):
    shapes = []
    for state in AgendaState:
        dot.show_state(state, state.value)
        shapes.append(dot.grab().toImage())
        assert shape(dot)
    assert shapes[0] != shapes[1] != shapes[2] != shapes[0]


def test_the_state_is_spoken(dot):
    dot.show_state(AgendaState.NOW, "Đang họp")
    assert dot.accessibleName() == dot.toolTip() == "Đang họp"


def test_the_mark_grows_with_the_text(dot, theme):
    before = dot.sizeHint()
    theme.apply(text_scale=2.0)
    assert dot.sizeHint() == before * 2
