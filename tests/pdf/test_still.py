"""A single page, for the command line and screenshots."""

import pytest

from ecabinet.core.errors import PaperFault, PaperUnreadable
from ecabinet.pdf.still import render_page


def told(error):
    """What an error carries."""
    return error.reason, error.paper, error.page


def test_one_page_as_pixels(vietnamese):
    tile = render_page(vietnamese, 1, 0.5)
    assert (tile.width, tile.height) == (298, 421)
    assert min(tile.pixels[1::4]) < 128


@pytest.mark.parametrize(("page", "scale", "reason"), [(2, 1.0, PaperFault.PAGE), (0, 10.0, PaperFault.TOO_LARGE)])
def test_what_cannot_be_drawn(vietnamese, page, scale, reason):
    with pytest.raises(PaperUnreadable) as caught:
        render_page(vietnamese, page, scale)
    assert told(caught.value) == (reason, vietnamese.name, page)


def test_a_bad_file(paper):
    with pytest.raises(PaperUnreadable) as caught:
        render_page(paper(b"no"), 0, 1.0)
    assert caught.value.reason is PaperFault.NOT_A_PDF
