"""Who is here, and whether that is enough."""

from collections.abc import Iterable
from dataclasses import dataclass

from ecabinet.core.directory import Member
from ecabinet.core.ids import MemberId
from ecabinet.core.people import HERE
from ecabinet.core.rules import Threshold
from ecabinet.core.things import Attendance


@dataclass(frozen=True, slots=True)
class Quorum:
    """The arithmetic of the quorum: `present` of `total` voting members, `needed` at least."""

    present: int
    total: int
    needed: int
    source: str

    @property
    def met(self) -> bool:
        """Whether the meeting may decide."""
        return self.present >= self.needed


def present(voting: Iterable[Member], attendance: Iterable[Attendance]) -> tuple[MemberId, ...]:
    """Return the voting members who are here, by rank. Substitutes and guests never count."""
    here = {line.member for line in attendance if line.presence in HERE}
    return tuple(member.id for member in voting if member.id in here)


def quorum(here: int, total: int, threshold: Threshold) -> Quorum:
    """Return the quorum arithmetic for `here` of `total` members."""
    return Quorum(here, total, threshold.least(total), threshold.source)
