"""Tiles cover what is wanted and nothing twice; the cache keeps to its bytes; wishes come in the right order."""

from dataclasses import dataclass
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from ecabinet.app.pages import PageSize, PaperShape
from ecabinet.ui.reader.layout import Box, Canvas, Spacing, arranged
from ecabinet.ui.reader.scheduler import AROUND, NOW, SHARP, Scheduler, Sight, wishes
from ecabinet.ui.reader.tile_cache import TileCache
from ecabinet.ui.reader.tiles import SIDE, stand_in, tiles_of
from tests.ui.meeting.fakes import A4, FakePages

boxes = st.builds(Box, st.integers(-2000, 2000), st.integers(-2000, 2000), st.integers(1, 3000), st.integers(1, 3000))


@given(boxes, boxes)
def test_tiles_cover_the_part_once_and_lie_on_the_page(box, part):
    placed = list(tiles_of(3, box, 1.5, part))
    assert len({(request.left, request.top) for request, _x, _y in placed}) == len(placed)
    common = box.meet(part)
    covered = 0
    for request, x, y in placed:
        assert (x, y) == (box.left + request.left, box.top + request.top)
        assert request.left % SIDE == request.top % SIDE == 0
        assert request.left + request.width <= box.width
        assert request.top + request.height <= box.height
        tile = Box(x, y, request.width, request.height).meet(part)
        assert tile is not None
        covered += tile.width * tile.height
    assert covered == (common.width * common.height if common else 0)


@given(st.floats(10, 5000), st.floats(10, 5000))
def test_a_stand_in_is_small_whatever_the_page(width, height):
    request = stand_in(0, PageSize(width, height))
    assert (request.left, request.top) == (0, 0)
    assert request.width * request.height <= 350_000 + request.width + request.height


@dataclass(frozen=True)
class Lump:
    weight: int


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(1, 60))), st.integers(1, 150))
def test_the_cache_keeps_the_latest_within_its_bytes(puts, limit):
    cache = TileCache(limit)
    for key, weight in puts:
        cache.put(key, Lump(weight))
        assert cache.weight <= limit
        assert (key in cache) == (weight <= limit)
    assert cache.weight == sum(cache.get(key).weight for key in range(10) if key in cache)


def test_what_was_used_stays_longer():
    cache = TileCache(30)
    for key in "abc":
        cache.put(key, Lump(10))
    assert cache.get("a") == Lump(10)
    cache.put("d", Lump(10))
    assert [key for key in "abcd" if key in cache] == ["a", "c", "d"]
    assert cache.get("b") is None
    cache.clear()
    assert (len(cache), cache.weight) == (0, 0)


def sight(top, pages=12, scale=1.0, height=700):
    shape = PaperShape((A4,) * pages)
    layout = arranged(shape.pages, scale, Canvas(700, height, Spacing(24, 16)))
    return Sight(shape, layout, Box(0, top, 700, height))


def test_the_window_comes_first_then_below_then_above():
    order = list(wishes(sight(4 * 858)))
    priorities = [priority for _request, priority in order]
    assert priorities == sorted(priorities)
    first = {request.page for request, priority in order if priority == NOW}
    assert {request.page for request, priority in order if priority == SHARP} == first
    around = {request.page for request, priority in order if priority == AROUND}
    assert around == {min(first) - 1, *range(max(first) + 1, max(first) + 4)}


def test_nothing_beyond_the_ends_is_wanted():
    for top in (0, 12 * 858 - 700):
        assert all(0 <= request.page < 12 for request, _priority in wishes(sight(top)))


def test_a_step_renews_what_is_still_wanted_and_cancels_the_rest():
    pages = FakePages()
    scheduler = Scheduler(pages, 7)
    scheduler.ask(Path("a.pdf"), sight(0), lambda _request: True)
    before = dict(pages.wishes)
    scheduler.ask(Path("a.pdf"), sight(300), lambda _request: True)
    kept = set(before) & set(pages.wishes)
    assert kept
    assert {urgency.generation for _path, _request, urgency in pages.wishes.values()} == {2}
    scheduler.ask(Path("a.pdf"), sight(9000), lambda _request: True)
    assert not kept & set(pages.wishes)
    assert pages.cancelled


def test_only_what_is_missing_is_asked_for():
    pages = FakePages()
    assert Scheduler(pages, 1).ask(Path("a.pdf"), sight(0), lambda request: request.page == 1) == len(pages.wishes)
    assert {request.page for _path, request, _urgency in pages.wishes.values()} == {1}
    assert Scheduler(pages, 2).ask(Path("a.pdf"), sight(0), lambda _request: False) == 0


def test_another_view_keeps_its_wishes():
    pages = FakePages()
    one, other = Scheduler(pages, 1), Scheduler(pages, 2)
    one.ask(Path("a.pdf"), sight(0), lambda _request: True)
    mine = len(pages.wishes)
    other.ask(Path("b.pdf"), sight(0), lambda _request: True)
    other.stop()
    assert len(pages.wishes) == mine
    one.ask_shape(Path("c.pdf"))
    assert [request for _path, request, _urgency in pages.wishes.values()] == [None]


def test_a_tile_on_the_edge_of_the_window_is_as_urgent_as_what_is_in_it():
    pages = FakePages()
    Scheduler(pages, 1).ask(Path("a.pdf"), sight(300), lambda _request: True)
    urgent = {request for _path, request, urgency in pages.wishes.values() if urgency.priority == SHARP}
    assert urgent == {request for request, priority in wishes(sight(300)) if priority == SHARP}


def test_all_of_the_window_after_a_turn_is_drawn_ahead():
    here, turned = sight(3 * 858 + 24), sight(4 * 858 + 24 - 16)
    ahead = {request for request, _priority in wishes(here)}
    assert {request for request, priority in wishes(turned) if priority == SHARP} <= ahead
