"""Where the points of a page lie in its file: the lower left corner of the crop box."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Frame:
    """The crop box of a page in its file's own coordinates, and the page's quarter turns clockwise, 0 to 3."""

    left: float
    bottom: float
    width: float
    height: float
    turns: int

    @property
    def corner(self) -> tuple[float, float]:
        """The lower left corner, x and y."""
        return self.left, self.bottom

    def out(self, values: Iterable[float]) -> tuple[float, ...]:
        """Return x, y, x, y … of the page as the file has them."""
        return tuple(one + self.corner[at % 2] for at, one in enumerate(values))

    def home(self, values: Iterable[float]) -> tuple[float, ...]:
        """Return x, y, x, y … of the file as the page has them."""
        return tuple(one - self.corner[at % 2] for at, one in enumerate(values))

    def shown(self) -> tuple[float, float, int]:
        """Return width and height as shown, and the turns."""
        across, up = (self.height, self.width) if self.turns % 2 else (self.width, self.height)
        return round(across, 3), round(up, 3), self.turns
