"""The sentences of the panel."""

from collections.abc import Sequence

from ecabinet.app.carrying.plan import Fate, Plan, Proposal, Reason
from ecabinet.app.read import MarkLine
from ecabinet.core.annotations import MarkKind
from ecabinet.core.ids import VersionHash
from ecabinet.ui.words import tr
from ecabinet.ui.words.marks import gist, kind_word

ICONS: dict[MarkKind, str] = {
    MarkKind.HIGHLIGHT: "highlighter",
    MarkKind.UNDERLINE: "underline",
    MarkKind.STRIKEOUT: "strikethrough",
    MarkKind.SQUIGGLY: "underline",
    MarkKind.INK: "pen-line",
    MarkKind.NOTE: "sticky-note",
    MarkKind.TEXT: "type",
    MarkKind.RECTANGLE: "square",
    MarkKind.ARROW: "arrow-right",
    MarkKind.STAMP: "stamp",
    MarkKind.BOOKMARK: "bookmark",
}

_REASONS: dict[Reason, str] = {
    Reason.NONE: "",
    Reason.SEVERAL: "Câu chữ này có ở nhiều chỗ giống nhau trong bản mới.",
    Reason.SURROUNDINGS: "Vẫn còn ở bản mới, nhưng nội dung xung quanh đã khác.",
    Reason.FAR: "Câu chữ này đã chuyển sang trang khác.",
    Reason.REWORDED: "Câu chữ đã được sửa trong bản mới.",
    Reason.LAYOUT: "Nội dung còn nguyên, nhưng cách trình bày đã thay đổi.",
    Reason.PAGE: "Trang không có chữ để đối chiếu.",
    Reason.GONE: "Không còn trong bản mới.",
}


def reason(found: Reason) -> str:
    """Return why the member is asked."""
    return tr(_REASONS[found]) if _REASONS[found] else ""


def version(order: Sequence[VersionHash], found: VersionHash) -> str:
    """Name a version by its place among all of the paper, which are given the first one first.

    >>> version(("a", "b"), "b")
    'bản 2'
    """
    return tr("bản {version}", version=order.index(found) + 1) if found in order else tr("bản cũ")


def earlier(order: Sequence[VersionHash], proposals: Sequence[Proposal]) -> str:
    """Name the version of these marks; of several, all together."""
    found = {one.version for one in proposals}
    return version(order, found.pop()) if len(found) == 1 else tr("các bản cũ")


def summary(plan: Plan, order: Sequence[VersionHash]) -> str:
    """Return the sentence of the strip."""
    counts = plan.counts()
    total = tr("{count} ghi chú ở {version}", count=len(plan.proposals), version=earlier(order, plan.proposals))
    parts = [
        tr("{count} chuyển được", count=counts[Fate.CARRIED]),
        tr("{count} cần xem", count=counts[Fate.UNCERTAIN]),
        tr("{count} không tìm thấy", count=counts[Fate.ORPHANED]),
    ]
    shown = [part for part, fate in zip(parts, Fate, strict=True) if counts[fate]]
    return f"{total}: {', '.join(shown)}."


def done(carried: int, kept: int) -> str:
    """Return what has just been decided."""
    if carried:
        return tr("Đã chuyển {count} ghi chú sang bản này.", count=carried)
    return tr("Đã để lại {count} ghi chú ở bản cũ.", count=kept)


def named(mark: MarkLine) -> str:
    """Return the kind of a mark and what it says, in a line."""
    kind, said = kind_word(mark.kind), " ".join(gist(mark).split())
    return kind if said == kind else f"{kind} · {said}"


def pages(one: Proposal) -> str:
    """Return from which page to which a mark goes."""
    before = one.mark.page + 1
    if not one.candidates:
        return tr("Trang {page}", page=before)
    return tr("Trang {before} → {after}", before=before, after=one.candidates[0].page + 1)
