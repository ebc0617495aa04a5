"""Back and forward through jumps, and what a paper remembers of how it was read."""

import pytest

from ecabinet.ui.reader.arrangement import Arrangement, Spread
from ecabinet.ui.reader.trail import LONGEST
from ecabinet.ui.reader.zoom import Fit, Zoom
from tests.ui.meeting.fakes import PromptPages


def test_back_and_forward_lead_through_the_jumps(opened, settled):
    view = opened(PromptPages())
    seen = []
    for step in (lambda: view.trail.jump(5), lambda: view.trail.jump(9), view.trail.go_back, view.trail.go_back,
                 view.trail.go_back, view.trail.go_ahead, view.trail.go_ahead, view.trail.go_ahead):  # fmt: skip
        step()
        settled(view)
        seen.append(view.page)
    assert seen == [5, 9, 5, 0, 0, 5, 9, 9]


def test_a_new_jump_ends_the_way_forward_and_one_to_here_is_none(opened, settled):
    view = opened(PromptPages())
    view.trail.jump(5)
    view.trail.jump(5)
    assert len(view.trail.back) == 1
    view.trail.go_back()
    view.trail.jump(2)
    assert view.trail.ahead == ()


def test_the_trail_has_an_end(opened):
    view = opened(PromptPages())
    for turn in range(LONGEST + 20):
        view.trail.jump(turn % 2 * 4)
    assert len(view.trail.back) == LONGEST


def test_a_state_brings_back_place_zoom_and_arrangement(opened, settled):
    view = opened(PromptPages())
    view.change(zoom=Zoom(Fit.FREE, 80), plan=Arrangement(Spread.BOOK, turns=1))
    view.trail.jump(7, 0.25)
    settled(view)
    state, top = view.trail.state(), view.verticalScrollBar().value()
    view.change(zoom=Zoom(), plan=Arrangement())
    view.go_to(0)
    view.trail.forget()
    view.trail.restore(state)
    assert (view.stage.zoom, view.stage.plan, view.trail.back) == (state.zoom, state.plan, state.back)
    assert view.verticalScrollBar().value() == pytest.approx(top, abs=1)


def test_without_a_paper_there_is_no_state(opened):
    view = opened(PromptPages())
    view.close_paper()
    view.trail.jump(3)
    view.trail.go_back()
    assert view.trail.state() is None
