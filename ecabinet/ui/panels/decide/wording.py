"""The sentences the chair finds already written: a question for the item, a conclusion for the outcome."""

from ecabinet.app import read
from ecabinet.core.voting import Outcome
from ecabinet.ui.words import tr
from ecabinet.ui.words.rules import outcome_sentence, percent


def question_for(title: str) -> str:
    """The question the item's title suggests.

    >>> question_for("Dự thảo Quyết định")
    'Thông qua dự thảo Quyết định'
    """
    if title.casefold().startswith("thông qua"):
        return title
    return tr("Thông qua {title}", title=_inside(title))


def conclusion_for(vote: read.Vote) -> str:
    """A conclusion that says what was decided and by how many; the chair may write another."""
    if vote.outcome is None:
        return ""
    outcome = vote.outcome
    values = {
        "question": _inside(vote.question.rstrip(" .?")),
        "approve": outcome.tally.approve,
        "total": outcome.total,
        "percent": percent(outcome.tally.approve, outcome.total),
        "needed": outcome.needed,
    }
    if not vote.question.casefold().startswith("thông qua"):
        return tr("{question}: {outcome}", question=vote.question.rstrip(" .?"), outcome=outcome_sentence(outcome))
    return _passed(outcome, values) if outcome.passed else _failed(values)


def _passed(_outcome: Outcome, values: dict[str, object]) -> str:
    return tr(
        "Phiên họp biểu quyết {question} với {approve}/{total} thành viên tán thành ({percent} tổng số thành viên).",
        **values,
    )


def _failed(values: dict[str, object]) -> str:
    return tr(
        "Phiên họp chưa {question}: {approve}/{total} thành viên tán thành, cần {needed}. "
        "Giao cơ quan trình tiếp thu ý kiến, hoàn thiện và trình lại tại phiên họp sau.",
        **values,
    )


def _inside(title: str) -> str:
    """The title as it stands inside a sentence; an abbreviation or a proper name keeps its capital."""
    first = title.split(" ", 1)[0]
    return title if len(first) < 2 or first[1:] != first[1:].lower() else title[:1].lower() + title[1:]
