"""Quorum, rule and outcome in sentences with their arithmetic."""

from ecabinet.core.attendance import Quorum
from ecabinet.core.rules import Threshold, Tie, VotingRule
from ecabinet.core.voting import Outcome
from ecabinet.ui.words import tr
from ecabinet.ui.words.names import word


def share(threshold: Threshold) -> str:
    """Return "hơn 1/2" or "ít nhất 2/3"."""
    fraction = f"{threshold.num}/{threshold.den}"
    return tr("hơn {fraction}", fraction=fraction) if threshold.strict else tr("ít nhất {fraction}", fraction=fraction)


def rule_sentence(rule: VotingRule, total: int) -> str:
    """Return the rule as the banner shows it before and during a vote."""
    needs = tr(
        "Cần {share} tổng số thành viên ({needed}/{total}).",
        share=share(rule.majority),
        needed=rule.majority.least(total),
        total=total,
    )
    tie = tr("Ngang phiếu thì theo ý kiến Chủ tọa.") if rule.tie is Tie.CHAIR_VOTE else ""
    change = tr("Được đổi ý kiến đến khi đóng.") if rule.may_change else tr("Mỗi người chỉ biểu quyết một lần.")
    return " ".join(part for part in (needs, tie, change) if part)


def quorum_sentence(quorum: Quorum) -> str:
    """Return the quorum with its arithmetic."""
    verdict = tr("đủ điều kiện tiến hành") if quorum.met else tr("chưa đủ điều kiện tiến hành")
    return tr(
        "Có mặt {present}/{total} thành viên, cần {needed}: {verdict}.",
        present=quorum.present,
        total=quorum.total,
        needed=quorum.needed,
        verdict=verdict,
    )


def percent(part: int, whole: int) -> str:
    """Return "80,0%", rounded half up in integers."""
    if not whole:
        return "–"
    tenths = (part * 2000 + whole) // (2 * whole)
    return f"{tenths // 10},{tenths % 10}%"


def outcome_sentence(outcome: Outcome) -> str:
    """Return the verdict with its arithmetic: counts, share of all members, what was needed."""
    return tr(
        "{verdict}: {approve}/{total} tán thành ({percent} tổng số thành viên), cần {needed}.",
        verdict=word("verdict", outcome.verdict),
        approve=outcome.tally.approve,
        total=outcome.total,
        percent=percent(outcome.tally.approve, outcome.total),
        needed=outcome.needed,
    )
