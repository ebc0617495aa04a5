"""Which act is permitted in which state of a meeting."""

import pytest

from ecabinet.core.errors import WrongState
from ecabinet.core.meeting import BEFORE, State, require


@pytest.mark.parametrize("act", BEFORE)
@pytest.mark.parametrize("state", list(State))
def test_an_act_is_permitted_in_its_states_only(act, state):
    if state in BEFORE[act]:
        require("mtg-1", state, act)
        return
    with pytest.raises(WrongState) as caught:
        require("mtg-1", state, act)
    assert (caught.value.kind, caught.value.thing, caught.value.state) == ("meeting", "mtg-1", state)
    assert caught.value.needs == BEFORE[act]


def test_nothing_is_permitted_after_the_end():
    assert not any(State.CLOSED in states for states in BEFORE.values())


def test_every_state_but_the_end_leads_somewhere():
    assert {state for states in BEFORE.values() for state in states} == set(State) - {State.CLOSED}


def test_a_state_read_from_a_file_is_as_good_as_one_made_here():
    assert require("mtg-1", "published", "open") is None
    with pytest.raises(WrongState):
        require("mtg-1", "draft", "open")
