"""The words of a row of the agenda."""

from ecabinet.app.read import AgendaLine, VoteLine
from ecabinet.core.voting import Verdict
from ecabinet.ui.panels.agenda.nodes import Node
from ecabinet.ui.reader import paper_words
from ecabinet.ui.widgets.chip import ChipKind
from ecabinet.ui.words import contested, times, tr
from ecabinet.ui.words.names import word

_STAGES = {"done": "Đã xong", "current": "Đang họp", "waiting": "Chưa đến"}


def stage_word(stage: str) -> str:
    """Return the word for the stage of an item."""
    return tr(_STAGES.get(stage, stage))


def planned(line: AgendaLine) -> str:
    """Return "08:15 · 35 phút"; parts that are not known are left out."""
    length = tr("{count} phút", count=line.minutes) if line.minutes else ""
    return " · ".join(part for part in (times.clock(line.starts_at), length) if part)


def meta(line: AgendaLine) -> str:
    """Return what stands below the title in the tree: when it begins, how many papers."""
    papers = tr("{count} tài liệu", count=len(line.papers)) if line.papers else ""
    return " · ".join(part for part in (times.clock(line.starts_at), papers) if part)


def outcome_chip(vote: VoteLine) -> tuple[ChipKind, str, str]:
    """Return kind, word and icon of a vote's chip; an empty icon is the usual one of the kind."""
    if vote.state == "open":
        return ChipKind.PRIMARY, tr("Đang biểu quyết"), "vote"
    if vote.contested:
        return ChipKind.ABSTAIN, contested.chip(), contested.ICON
    if vote.state == "annulled" or vote.outcome is None:
        return ChipKind.NEUTRAL, tr("Đã hủy") if vote.state == "annulled" else tr("Chờ kiểm phiếu"), "ban"
    passed = vote.outcome.passed
    short = word("verdict", Verdict.PASSED if passed else Verdict.FAILED)
    return (ChipKind.AGREE if passed else ChipKind.DISAGREE), short, ""


def item_title(line: AgendaLine) -> str:
    """Return "4. Dự thảo Nghị quyết …"."""
    return f"{line.number}. {line.title}" if line.number else line.title


def spoken(node: Node) -> str:
    """Return a row as one sentence for a screen reader."""
    if node.paper:
        return paper_words.spoken(node.paper)
    votes = (outcome_chip(vote)[1] for vote in node.line.votes)
    return ", ".join((item_title(node.line), stage_word(node.line.stage), planned(node.line), *votes))


def tooltip(node: Node) -> str:
    """Return the whole title with what the row has no room for."""
    if node.paper:
        return "\n".join((node.paper.title, paper_words.facts(node.paper)))
    people = tr("Trình bày: {name}", name=node.line.rapporteur_name) if node.line.rapporteur_name else ""
    return "\n".join(part for part in (item_title(node.line), planned(node.line), people) if part)
