"""Roles of members and the capacities in which people take part in a meeting."""

from collections.abc import Set
from enum import StrEnum


class Role(StrEnum):
    """What a member may do in the organization; a member can have several."""

    CHAIR = "chair"
    SECRETARY = "secretary"
    DELEGATE = "delegate"
    GUEST = "guest"
    TELLER = "teller"
    ADMINISTRATOR = "administrator"


def only_guest(roles: Set[Role]) -> bool:
    """Say whether somebody with these roles comes as a guest alone, and reads only the items given to guests."""
    return roles <= {Role.GUEST}


class Capacity(StrEnum):
    """In which capacity somebody is invited to one meeting."""

    MEMBER = "member"
    SUBSTITUTE = "substitute"
    INVITEE = "invitee"
    SECRETARIAT = "secretariat"


class Presence(StrEnum):
    """Where somebody is now, as far as the meeting knows."""

    EXPECTED = "expected"
    PRESENT = "present"
    PRESENT_ONLINE = "present_online"
    LEFT = "left"
    EXCUSED = "excused"
    ABSENT_UNEXCUSED = "absent_unexcused"


HERE = frozenset({Presence.PRESENT, Presence.PRESENT_ONLINE})
"""Those who count for the quorum and may vote."""
