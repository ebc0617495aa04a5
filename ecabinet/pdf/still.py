"""One page of one file as pixels, waited for: for the command line, screenshots and tests."""

from pathlib import Path

from ecabinet.app.pages import Tile, whole_page
from ecabinet.core.errors import PaperFault, PaperUnreadable
from ecabinet.pdf.pool import RenderPool


def render_page(path: Path, page: int, scale: float) -> Tile:
    """Return page `page` (from 0) at `scale` pixels per point, drawn by a worker of its own.

    Raises:
        PaperUnreadable: the file or the page cannot be shown, or has more than 20 million pixels at this scale.
    """
    with RenderPool(size=1) as pool:
        sizes = pool.open(path).pages
        if page >= len(sizes):
            raise PaperUnreadable(PaperFault.PAGE, path.name, page)
        return pool.draw(path, whole_page(page, sizes[page], scale))
