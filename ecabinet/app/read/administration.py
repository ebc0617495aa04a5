"""Read models of administration: what has no effect and why, and which installations there are."""

from dataclasses import dataclass

from ecabinet.core.event import ControlPosition
from ecabinet.core.ids import Instant, MemberId, SpaceId, WriterId


@dataclass(frozen=True, slots=True)
class QuarantineLine:
    """A record that is kept without effect.

    Attributes:
        title: of the meeting, empty for the directory and for a meeting unknown here.
        member: identifier of whoever stands behind the writer now, empty if nobody does.
        name: that member's name.
        kind: class name of the event.
        reason: a word of `core.reasons`; only `revoked` can be admitted.
        at: the time the writer claims.
    """

    space: SpaceId
    title: str
    writer: WriterId
    member: MemberId
    name: str
    seq: int
    kind: str
    reason: str
    at: Instant


@dataclass(frozen=True, slots=True)
class InstallationLine:
    """An installation that may write, or might once.

    Attributes:
        label: what its laptop is called.
        since: the control position of its certificate; for one that continues another, of that one's.
        continues: the installation that it continues directly, None if it was certified itself.
        revoked: why it may write no more, None if it may.
        since_at, revoked_at: when that was decided, by the clock of the controller; None where nobody knows.
    """

    writer: WriterId
    member: MemberId
    name: str
    label: str
    since: ControlPosition
    controller: bool
    continues: WriterId | None
    revoked: str | None
    since_at: Instant | None = None
    revoked_at: Instant | None = None
