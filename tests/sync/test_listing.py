import pytest
from hypothesis import given
from hypothesis import strategies as st

from ecabinet.core.event import Log
from ecabinet.sync.round.listing import Listing, _gaps
from ecabinet.sync.stores.memory import MemoryStore

SPACE, WRITER, OTHER = "a2" * 26, "b7" * 13, "c7" * 13


@pytest.fixture
def store():
    return MemoryStore()


@pytest.fixture
def listing(store):
    return Listing(store, SPACE)


def put(store, *tails):
    for tail in tails:
        store.publish(f"{SPACE}/{tail}", [b"x"])


def test_segments_of_all_folders_are_seen_in_order(store, listing):
    put(
        store,
        "ctl/1-1-1.seg",
        f"in/20261119/{WRITER}-10-10.seg",
        f"in/20261118/{WRITER}-2-9.seg",
        f"w/{WRITER}/1-1.seg",
    )
    put(store, f"in/20261118/{OTHER}-1-1.seg", "in/20261118/readme", "in/notes/x", f"w/{WRITER}/head", "ctl/head")
    listing.look()
    assert [listing.places[path].first for path in listing.unsettled(Log.DATA)] == [1, 2, 10, 1]
    assert [path.rpartition("/")[2] for path in listing.unsettled(Log.CONTROL)] == ["1-1-1.seg"]
    assert set(listing.heads) == {f"{SPACE}/ctl/head", f"{SPACE}/w/{WRITER}/head"}
    assert listing.changed


def test_looking_again_shows_only_what_is_new(store, listing):
    put(store, f"in/20261118/{WRITER}-1-1.seg")
    listing.look()
    listing.settle(f"{SPACE}/in/20261118/{WRITER}-1-1.seg")
    listing.changed = False
    listing.look()
    assert not listing.changed
    put(store, f"in/20261118/{WRITER}-2-2.seg")
    listing.look()
    assert listing.unsettled(Log.DATA) == (f"{SPACE}/in/20261118/{WRITER}-2-2.seg",)


def test_what_vanished_is_no_longer_listed(store, listing):
    put(store, f"in/20261118/{WRITER}-1-1.seg", f"in/20261119/{WRITER}-2-2.seg")
    listing.look()
    store.files.clear()
    listing.changed = False
    listing.look()
    assert listing.changed
    assert not listing.places
    assert not listing.open


@given(st.sets(st.integers(1, 12)), st.integers(0, 12))
def test_gaps_are_the_numbers_not_covered(numbers, last):
    found = {n for first, end in _gaps(sorted((n, n) for n in numbers), last) for n in range(first, end + 1)}
    assert found == set(range(1, last + 1)) - numbers
    assert all(first <= end for first, end in _gaps(sorted((n, n) for n in numbers), last))


def test_gaps_count_own_files_only(store, listing):
    put(store, f"in/20261118/{WRITER}-1-3.seg", f"in/20261118/{WRITER}-6-6.seg", f"in/20261118/{OTHER}-4-5.seg")
    listing.look()
    assert listing.gaps(Log.DATA, WRITER, 7) == ((4, 5), (7, 7))
    assert listing.gaps(Log.DATA, OTHER, 0) == ()
    assert listing.gaps(Log.CONTROL, WRITER, 2, 1) == ((1, 2),)


def test_the_order_stands_until_something_new_is_seen(store, listing):
    put(store, *(f"in/20261118/{WRITER}-{number}-{number}.seg" for number in range(1, 4)))
    listing.look()
    first, second, third = listing.unsettled(Log.DATA)
    assert listing.unsettled(Log.DATA) is listing.unsettled(Log.DATA)
    listing.settle(second)
    assert listing.unsettled(Log.DATA) == (first, third)
    store.remove(first)
    put(store, f"in/20261118/{OTHER}-1-1.seg", f"in/20261118/{WRITER}-4-4.seg")
    listing.look()
    assert listing.unsettled(Log.DATA) == (
        third,
        third.replace("3-3", "4-4"),
        third.replace(f"{WRITER}-3-3", f"{OTHER}-1-1"),
    )
    assert listing.unsettled(Log.CONTROL) == ()
