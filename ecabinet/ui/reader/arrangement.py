"""How the pages of a paper stand together: which share a row, whether all rows scroll by or one is shown at a time."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from ecabinet.app.pages import PageSize


class Spread(StrEnum):
    """How many pages stand side by side."""

    ONE = "one"
    TWO = "two"
    BOOK = "book"
    """Two, but the first page stands alone, as a cover does."""


@dataclass(frozen=True, slots=True)
class Arrangement:
    """What a person chooses; `paged` shows one row at a time, `turns` are quarter turns clockwise, 0 to 3."""

    spread: Spread = Spread.ONE
    paged: bool = False
    turns: int = 0

    def turned(self, quarters: int = 1) -> "Arrangement":
        """Return the same, turned further clockwise."""
        return Arrangement(self.spread, self.paged, (self.turns + quarters) % 4)

    def rows(self, count: int) -> list[range]:
        """Return the pages of each row, from the first row.

        >>> Arrangement(Spread.BOOK).rows(4)
        [range(0, 1), range(1, 3), range(3, 4)]
        """
        if self.spread is Spread.ONE:
            return [range(page, page + 1) for page in range(count)]
        cover = 1 if self.spread is Spread.BOOK else 0
        first = [range(min(cover, count))] if cover and count else []
        return first + [range(page, min(page + 2, count)) for page in range(cover, count, 2)]

    def row_of(self, page: int) -> int:
        """Return the number of the row a page stands in.

        >>> [Arrangement(Spread.BOOK).row_of(page) for page in range(4)]
        [0, 1, 1, 2]
        """
        if self.spread is Spread.ONE:
            return page
        return (page + 1) // 2 if self.spread is Spread.BOOK else page // 2

    def shown(self, sizes: Sequence[PageSize]) -> list[PageSize]:
        """Return the sizes of pages as this view turns them; their own rotation is part of the size already."""
        if self.turns % 2 == 0:
            return list(sizes)
        return [PageSize(size.height, size.width, size.rotation) for size in sizes]
