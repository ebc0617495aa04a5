"""The states of a meeting and which change to which.

draft → published → opened ⇄ adjourned
└──────┴→ closed
"""

from enum import StrEnum

from ecabinet.core.errors import WrongState


class State(StrEnum):
    """Where a meeting stands."""

    DRAFT = "draft"
    PUBLISHED = "published"
    OPENED = "opened"
    ADJOURNED = "adjourned"
    CLOSED = "closed"


SITTING = (State.OPENED, State.ADJOURNED)
"""States of a meeting that has begun and was not closed."""

BEFORE: dict[str, tuple[State, ...]] = {
    "publish": (State.DRAFT,),
    "open": (State.PUBLISHED,),
    "adjourn": (State.OPENED,),
    "resume": (State.ADJOURNED,),
    "close": (State.OPENED, State.ADJOURNED),
    "prepare": (State.DRAFT, State.PUBLISHED, State.OPENED, State.ADJOURNED),
    "sit": (State.OPENED,),
    "attend": (State.PUBLISHED, State.OPENED, State.ADJOURNED),
}
"""For each act, the states in which it is permitted."""


def require(meeting: str, state: str, act: str) -> None:
    """Refuse an act that the meeting's state does not permit.

    Raises:
        WrongState: with the states that would permit it.
    """
    if state not in BEFORE[act]:
        raise WrongState("meeting", meeting, state, tuple(BEFORE[act]))
