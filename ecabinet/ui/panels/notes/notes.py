"""What the panel lists: marks of a paper as lines, bare strokes of a page as one; no Qt."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from ecabinet.app.read import MarkLine, PaperMarks
from ecabinet.core.annotations import MarkKind, bounds
from ecabinet.core.ids import AnnotationId, MemberId


class Filter(StrEnum):
    """Which marks are listed."""

    ALL = "all"
    MINE = "mine"
    SHARED = "shared"
    WORDS = "words"


@dataclass(frozen=True, slots=True)
class Note:
    """A line of the list: a mark, or `count` bare strokes of a page, of which `line` is the topmost.

    Attributes:
        names: one's own marks that the line stands for; none for another's.
        answers: what others said to it, oldest first.
    """

    line: MarkLine
    names: tuple[AnnotationId, ...] = ()
    answers: tuple[MarkLine, ...] = ()

    @property
    def count(self) -> int:
        """How many marks it stands for."""
        return max(1, len(self.names))

    @property
    def key(self) -> str:
        """Names the line."""
        return str(self.line.annotation or self.line.share)


def notes_of(marks: PaperMarks, me: MemberId) -> tuple[Note, ...]:
    """Return all marks of a paper by page, from the top of each."""
    answers: dict[str, list[MarkLine]] = {}
    for one in marks.shared:
        if one.member == me and one.share is not None:
            answers.setdefault(str(one.share).split("/")[1], []).extend(one.replies)
    bare = [one for one in marks.own if _is_bare(one) and str(one.annotation) not in answers]
    single = [one for one in marks.own if one not in bare]
    mine = [Note(one, _names([one]), (*one.replies, *answers.get(str(one.annotation), ()))) for one in single]
    others = [Note(one, (), one.replies) for one in marks.shared if one.member != me]
    return tuple(sorted((*mine, *_gathered(bare), *others), key=_place))


def listed(notes: Iterable[Note], which: Filter) -> tuple[Note, ...]:
    """Return the notes that a filter lets through."""
    return tuple(note for note in notes if _passes(note, which))


def _passes(note: Note, which: Filter) -> bool:
    line = note.line
    if which is Filter.MINE:
        return line.share is None
    if which is Filter.SHARED:
        return line.share is not None or bool(line.shares)
    return which is Filter.ALL or bool(line.text or note.answers)


def _gathered(bare: Iterable[MarkLine]) -> list[Note]:
    pages: dict[int, list[MarkLine]] = {}
    for one in bare:
        pages.setdefault(one.page, []).append(one)
    return [Note(lines[0], _names(lines)) for lines in pages.values()]


def _is_bare(line: MarkLine) -> bool:
    return line.kind is MarkKind.INK and not (line.text or line.shares or line.replies)


def _names(lines: Iterable[MarkLine]) -> tuple[AnnotationId, ...]:
    return tuple(one.annotation for one in lines if one.annotation is not None)


def _place(note: Note) -> tuple[int, float, float, str]:
    left, _bottom, _right, top = bounds(note.line.kind, note.line.shape)
    return note.line.page, -top, left, note.key
