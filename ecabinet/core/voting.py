"""Counting and deciding: pure functions over integers."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from ecabinet.core.rules import Tie, VotingRule


class Choice(StrEnum):
    """A member's answer: tán thành, không tán thành, không biểu quyết."""

    APPROVE = "approve"
    DISAPPROVE = "disapprove"
    ABSTAIN = "abstain"


class Method(StrEnum):
    """How the answers are collected."""

    ELECTRONIC_OPEN = "electronic_open"
    COUNTED = "counted"


class Verdict(StrEnum):
    """What the arithmetic says."""

    PASSED = "passed"
    FAILED = "failed"
    PASSED_BY_CHAIR = "passed_by_chair"
    FAILED_BY_CHAIR = "failed_by_chair"


@dataclass(frozen=True, slots=True)
class Tally:
    """The count; each choice is present, zero included."""

    approve: int = 0
    disapprove: int = 0
    abstain: int = 0

    @property
    def cast(self) -> int:
        """How many answered."""
        return self.approve + self.disapprove + self.abstain


@dataclass(frozen=True, slots=True)
class Outcome:
    """The verdict with its arithmetic.

    Attributes:
        needed: the least number of approvals that passes, of `total` members.
        legal_warning: the chair decided a tie although members were absent; the literal reading of the
            tie clause, which some jurists dispute (dossier U8).
    """

    verdict: Verdict
    tally: Tally
    total: int
    needed: int
    legal_warning: bool

    @property
    def passed(self) -> bool:
        """Whether the motion is adopted."""
        return self.verdict in {Verdict.PASSED, Verdict.PASSED_BY_CHAIR}


def tally(choices: Iterable[Choice]) -> Tally:
    """Count the answers, one for each ballot that counts."""
    counts = dict.fromkeys(Choice, 0)
    for choice in choices:
        counts[choice] += 1
    return Tally(counts[Choice.APPROVE], counts[Choice.DISAPPROVE], counts[Choice.ABSTAIN])


def decide(rule: VotingRule, total: int, count: Tally, chair: Choice | None) -> Outcome:
    """Return the outcome of a vote among `total` members; `chair` is the chair's own answer, None if unknown.

    The tie clause applies only when as many approve as disapprove, at least one of each.
    """
    needed = rule.majority.least(total)
    if rule.majority.met(count.approve, total):
        return Outcome(Verdict.PASSED, count, total, needed, False)
    if _chair_decides(rule, count, chair):
        verdict = Verdict.PASSED_BY_CHAIR if chair is Choice.APPROVE else Verdict.FAILED_BY_CHAIR
        return Outcome(verdict, count, total, needed, count.cast < total)
    return Outcome(Verdict.FAILED, count, total, needed, False)


def _chair_decides(rule: VotingRule, count: Tally, chair: Choice | None) -> bool:
    tied = count.approve == count.disapprove and count.approve > 0
    ordinary = rule.motion_kind == "ordinary"
    return rule.tie is Tie.CHAIR_VOTE and ordinary and tied and chair in {Choice.APPROVE, Choice.DISAPPROVE}
