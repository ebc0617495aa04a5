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

    def aside(self, half: tuple[float, float]) -> tuple[float, float]:
        """Return the way from the middle of a sign to the corner by which viewers hold it, its upper left as shown.

        They do not turn signs with the page (ISO 32000-2, 12.5.6.4): from the upper left corner of its rectangle, in
        the file's coordinates, a sign reaches to the right and down on the screen. `half` its width and height.
        """
        across, up = half
        return ((-across, up), (-up, -across), (across, -up), (up, across))[self.turns]

    def shown(self) -> tuple[float, float, int]:
        """Return width and height as shown, and the turns."""
        across, up = (self.height, self.width) if self.turns % 2 else (self.width, self.height)
        return round(across, 3), round(up, 3), self.turns
