import pytest

from ecabinet.app.segment import SegmentName
from ecabinet.core.event import Log
from ecabinet.core.ids import Instant
from ecabinet.sync.formats import names
from ecabinet.sync.formats.names import Kind, place

SPACE, WRITER = "a2" * 26, "b7" * 13
BLOB = "c4" * 26
DATA = SegmentName(SPACE, Log.DATA, WRITER, 3, 17)
CONTROL = SegmentName(SPACE, Log.CONTROL, WRITER, 1, 1, 1)


@pytest.mark.parametrize("name", [DATA, CONTROL])
def test_a_segment_lies_where_its_name_says(name):
    path = names.segment_path(name, Instant(1_795_000_000_000))
    found = place(path)
    assert found is not None
    assert found.fits(name)
    assert found.log is name.log
    assert len(path.rpartition("/")[2]) < 80


def test_paths_are_those_of_the_layout():
    assert names.segment_path(DATA, Instant(1_795_000_000_000)) == f"{SPACE}/in/20261118/{WRITER}-3-17.seg"
    assert names.segment_path(CONTROL, Instant(0)) == f"{SPACE}/ctl/1-1-1.seg"
    assert names.genesis_path(SPACE) == f"{SPACE}/space.mp"
    assert names.head_path(SPACE, Log.DATA, WRITER) == f"{SPACE}/w/{WRITER}/head"
    assert names.head_path(SPACE, Log.CONTROL, WRITER) == f"{SPACE}/ctl/head"
    assert names.blob_path(SPACE, BLOB, 2) == f"{SPACE}/blob/c4/{BLOB}.2"
    assert names.snapshot_path(SPACE, WRITER, 3, 1) == f"{SPACE}/snap/{WRITER}-3.1"


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        (f"{SPACE}/space.mp", Kind.GENESIS),
        (f"{SPACE}/ctl/0-1-9.seg", Kind.CONTROL),
        (f"{SPACE}/in/20261118/{WRITER}-3-17.seg", Kind.FRESH),
        (f"{SPACE}/w/{WRITER}/1-300.seg", Kind.PACK),
        (f"{SPACE}/w/{WRITER}/head", Kind.HEAD),
        (f"{SPACE}/ctl/head", Kind.CONTROL_HEAD),
        (f"{SPACE}/snap/{WRITER}-3.1", Kind.SNAPSHOT),
        (f"{SPACE}/blob/c4/{BLOB}.0", Kind.BLOB),
    ],
)
def test_each_place_is_known(path, kind):
    assert place(path).kind is kind


@pytest.mark.parametrize(
    "path",
    [
        "",
        "space.mp",
        f"{SPACE.upper()}/space.mp",
        f"{SPACE}/space.mp\n",
        f"{SPACE}/../space.mp",
        f"/{SPACE}/space.mp",
        f"{SPACE}/in/20261118/{WRITER}-17-3.seg",
        f"{SPACE}/in/20261118/{WRITER}-0-3.seg",
        f"{SPACE}/in/20261118/{WRITER}-03-3.seg",
        f"{SPACE}/in/20261118/{WRITER}-٣-٣.seg",
        f"{SPACE}/in/20261118/{WRITER}-3-17.seg.damaged-00",
        f"{SPACE}/in/20261118/{WRITER}-3-17 (conflicted copy).seg",
        f"{SPACE}/in/20261118/{WRITER}-3-17-HOST.seg",
        f"{SPACE}/in/2026111/{WRITER}-3-17.seg",
        f"{SPACE}/ctl/00-1-1.seg",
        f"{SPACE}/ctl/1-1-{'9' * 16}.seg",
        f"{SPACE}/blob/c5/{BLOB}.0",
        f"{SPACE}/blob/c4/{BLOB}.00",
        f"{SPACE}/blob/c4/{BLOB}.0.part",
        f"{SPACE}/tmp/{WRITER}/00ff",
        f"{SPACE}/eph/{WRITER}",
        f"{SPACE}/snap/{WRITER}-0.1",
        f"{SPACE}/snap/{WRITER}-1.0",
        f"{SPACE}/snap/{WRITER}-1.1000",
    ],
)
def test_other_names_are_nobodys(path):
    assert place(path) is None


@pytest.mark.parametrize(
    "other",
    [
        SegmentName(SPACE, Log.DATA, WRITER, 3, 18),
        SegmentName(SPACE, Log.DATA, WRITER, 4, 17),
        SegmentName(SPACE, Log.DATA, "c7" * 13, 3, 17),
        SegmentName(SPACE, Log.CONTROL, WRITER, 3, 17),
        SegmentName("b2" * 26, Log.DATA, WRITER, 3, 17),
        SegmentName(SPACE, Log.DATA, WRITER, 3, 17, 1),
    ],
)
def test_a_segment_fits_its_own_place_only(other):
    assert not place(names.segment_path(DATA, Instant(0))).fits(other)


@pytest.mark.parametrize(
    ("at", "day"),
    [(0, "19700101"), (86_399_999, "19700101"), (86_400_000, "19700102"), (2**48 - 1, "99991231"), (2**62, "99991231")],
)
def test_any_claimed_time_has_a_day(at, day):
    assert names.day(Instant(at)) == day
