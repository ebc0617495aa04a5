"""What the page shows: the marks that are kept, with what is wished and still being written; no Qt."""

from collections.abc import Iterable

from ecabinet.app.read import MarkLine, PaperMarks
from ecabinet.core.ids import AnnotationId, MemberId
from ecabinet.ui.annotations.sheet import Sheet


class Board:
    """One paper's marks as the member who makes them sees them.

    Attributes:
        hidden: marks not shown for now: an eraser is above them.
    """

    def __init__(self, me: MemberId) -> None:
        self._me = me
        self._kept: PaperMarks | None = None
        self._coming: dict[AnnotationId, MarkLine] = {}
        self._going: set[AnnotationId] = set()
        self._written: set[AnnotationId] = set()
        self.hidden: frozenset[AnnotationId] = frozenset()

    def expect(self, line: MarkLine) -> None:
        """Show a mark as it is wished."""
        if line.annotation is not None:
            self._coming[line.annotation] = line

    def expect_gone(self, names: Iterable[AnnotationId]) -> None:
        """Show these marks no more."""
        self._going.update(names)

    def wrote(self, names: Iterable[AnnotationId]) -> None:
        """Hear that what was wished of these marks is kept: what is read next is the truth."""
        self._written.update(names)

    def settle(self, names: Iterable[AnnotationId]) -> None:
        """Show of these marks what is kept, and nothing of what was wished."""
        for name in tuple(names):
            self._coming.pop(name, None)
            self._going.discard(name)
            self._written.discard(name)

    def keep(self, marks: PaperMarks) -> None:
        """Take what was read; a wish that has not come yet goes on being shown."""
        self._kept = marks
        kept = {one.annotation: one for one in marks.own if one.annotation}
        arrived = {name for name, one in self._coming.items() if name in kept and _looks(one) == _looks(kept[name])}
        self.settle(arrived | self._written | {name for name in self._going if name not in kept})

    def sheet(self) -> Sheet:
        """Return what is shown: one's own marks, and those of others."""
        own = {one.annotation: one for one in (self._kept.own if self._kept else ()) if one.annotation}
        own |= self._coming
        away = self._going | self.hidden
        mine = (one for name, one in own.items() if name not in away)
        others = (one for one in (self._kept.shared if self._kept else ()) if one.member != self._me)
        return Sheet((*mine, *others))


def _looks(line: MarkLine) -> tuple[object, ...]:
    return line.shape, line.color, line.width, line.text
