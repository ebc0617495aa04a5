"""The way through one paper: the places jumped from, to go back to and forward again; and what a tab remembers."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from ecabinet.ui.reader.arrangement import Arrangement
from ecabinet.ui.reader.zoom import Zoom

if TYPE_CHECKING:
    from ecabinet.ui.reader.page_view import PageView

LONGEST = 100
"""Places kept in either direction."""


@dataclass(frozen=True, slots=True)
class Spot:
    """What is at the upper edge of the window: a page from 0 and a share of its height as shown."""

    page: int
    down: float = 0.0


@dataclass(frozen=True, slots=True)
class ViewState:
    """How somebody reads a paper; `back` and `ahead` as in `Trail`, the nearest last."""

    zoom: Zoom
    plan: Arrangement
    spot: Spot
    back: tuple[Spot, ...] = ()
    ahead: tuple[Spot, ...] = ()


class Trail(QObject):
    """Jumps of one view. Scrolling is no jump; an entry of the outline, a link, a page number are."""

    changed = Signal()
    """There is another number of places to go back or forward to."""

    def __init__(self, view: "PageView") -> None:
        super().__init__(view)
        self._view = view
        self.back: tuple[Spot, ...] = ()
        self.ahead: tuple[Spot, ...] = ()

    def jump(self, page: int, down: float = 0.0) -> None:
        """Go to a page, or a share of its height, and remember the place left."""
        if self._view.stage.layout.boxes:
            left = self.here()
            self._view.go_to(page, down)
            if self.here() != left:
                self._keep((*self.back, left)[-LONGEST:], ())

    @Slot()
    def go_back(self) -> None:
        """Go to where the last jump began."""
        if self.back and self._view.stage.layout.boxes:
            spot, here = self.back[-1], self.here()
            self._keep(self.back[:-1], (*self.ahead, here)[-LONGEST:])
            self._view.go_to(spot.page, spot.down)

    @Slot()
    def go_ahead(self) -> None:
        """Take back the last way back."""
        if self.ahead and self._view.stage.layout.boxes:
            spot, here = self.ahead[-1], self.here()
            self._keep((*self.back, here)[-LONGEST:], self.ahead[:-1])
            self._view.go_to(spot.page, spot.down)

    def forget(self) -> None:
        """Begin anew, for another paper."""
        self._keep((), ())

    def here(self) -> Spot:
        """Return what is at the upper edge; there is a paper."""
        stage, window = self._view.stage, self._view.shown()
        place = stage.layout.place(window.left, window.top + stage.gap)
        return Spot(place.page, place.down)

    def state(self) -> ViewState | None:
        """Return how the paper is read now; None if there is none."""
        stage = self._view.stage
        if not stage.layout.boxes:
            return None
        return ViewState(stage.zoom, stage.plan, self.here(), self.back, self.ahead)

    def restore(self, state: ViewState) -> None:
        """Read on as before; what the paper no longer has becomes its nearest place."""
        self._view.change(zoom=state.zoom, plan=state.plan)
        self._view.go_to(state.spot.page, state.spot.down)
        self._keep(state.back, state.ahead)

    def _keep(self, back: tuple[Spot, ...], ahead: tuple[Spot, ...]) -> None:
        self.back, self.ahead = back, ahead
        self.changed.emit()
