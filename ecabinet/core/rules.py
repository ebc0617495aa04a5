"""Rule profiles: quorum, majority and tie of one body, each with its legal source; and the rule of one vote.

Fractions are pairs of integers; nothing here is ever a float.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from ecabinet.core.errors import BadValue


class Tie(StrEnum):
    """What happens when as many are for as against."""

    NONE = "none"
    CHAIR_VOTE = "chair_vote"


@dataclass(frozen=True, slots=True)
class Threshold:
    """A share of all members: more than (`strict`) or at least `num`/`den`; `source` names the article of law."""

    num: int
    den: int
    strict: bool
    source: str

    def __post_init__(self) -> None:
        """Refuse a share that no count could mean; stored events pass here too."""
        if not 0 < self.num <= self.den:
            raise ValueError((self.num, self.den))

    def met(self, count: int, total: int) -> bool:
        """Say whether `count` of `total` members reach the share.

        >>> Threshold(2, 3, False, "").met(14, 21), Threshold(1, 2, True, "").met(10, 20)
        (True, False)
        """
        scaled, needed = count * self.den, total * self.num
        return scaled > needed if self.strict else scaled >= needed

    def least(self, total: int) -> int:
        """Return the smallest number of members that reaches the share of `total`.

        >>> Threshold(1, 2, True, "").least(20), Threshold(2, 3, False, "").least(20)
        (11, 14)
        """
        whole, rest = divmod(total * self.num, self.den)
        return whole + 1 if self.strict or rest else whole


@dataclass(frozen=True, slots=True)
class VotingRule:
    """The rule of one vote, copied from the profile and frozen when the vote opens.

    Attributes:
        profile: identifier of the rule profile it came from.
        majority: the share of all members a motion needs.
        quorum: the share of all members who must be present.
        may_change: a member may replace the ballot until the vote closes.
    """

    profile: str
    motion_kind: str
    quorum: Threshold
    majority: Threshold
    tie: Tie
    tie_source: str
    may_change: bool


@dataclass(frozen=True, slots=True)
class RuleProfile:
    """The rules of one body.

    Attributes:
        effective_from: ISO date from which the profile holds.
        majorities: share of all members by kind of motion; "ordinary" is always present.
    """

    profile: str
    name: str
    effective_from: str
    quorum: Threshold
    majorities: Mapping[str, Threshold]
    tie: Tie
    tie_source: str
    presentation_seconds: int
    papers_lead_working_days: int
    invitation_lead_working_days: int

    def rule(self, motion_kind: str = "ordinary") -> VotingRule:
        """Return the rule for a vote on a motion of this kind.

        Raises:
            BadValue: the profile knows no such kind of motion.
        """
        if motion_kind not in self.majorities:
            raise BadValue("motion_kind", "unknown")
        majority = self.majorities[motion_kind]
        return VotingRule(self.profile, motion_kind, self.quorum, majority, self.tie, self.tie_source, True)


def profile_from(data: Mapping[str, Any]) -> RuleProfile:  # Any: a parsed TOML table
    """Build a profile from a parsed data file.

    Raises:
        BadValue: a field is missing or out of range; `field` names it.
    """
    try:
        return RuleProfile(
            profile=str(data["profile"]),
            name=str(data["name"]),
            effective_from=str(data["effective_from"]),
            quorum=_threshold(data["quorum"]),
            majorities={kind: _threshold(share) for kind, share in data["majorities"].items()},
            tie=Tie(data["tie"]["rule"]),
            tie_source=str(data["tie"]["source"]),
            presentation_seconds=int(data["presentation_minutes"]) * 60,
            papers_lead_working_days=int(data["papers_lead_working_days"]),
            invitation_lead_working_days=int(data["invitation_lead_working_days"]),
        )
    except (KeyError, ValueError, TypeError) as error:
        raise BadValue("rule_profile", str(error)) from error


def _threshold(data: Mapping[str, Any]) -> Threshold:  # Any: a parsed TOML table
    num, den = int(data["num"]), int(data["den"])
    if data["compare"] not in {">", ">="}:
        raise ValueError("threshold")
    return Threshold(num, den, data["compare"] == ">", str(data["source"]))
