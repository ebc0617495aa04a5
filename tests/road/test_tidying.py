"""Papers of meetings of long ago leave a laptop while the store has them, and come back when somebody wants them."""

import pytest

from ecabinet.app import commands
from ecabinet.boot.pulse import Pulse
from ecabinet.boot.tidying import Tidied, tidy, tidy_daily
from ecabinet.core.errors import StoreUnreachable
from ecabinet.core.ids import Instant
from ecabinet.core.things import Meeting, Version
from ecabinet.replica.blobs import mark_unsent
from tests.app.kit import EIGHT
from tests.road.kit import edit_settings, lay

YEAR_MS = 366 * 86_400_000
SIZE = 256 * 40


@pytest.fixture
def past(sitting, tmp_path):
    """A province two years after a meeting with a paper that everybody has."""
    paper = tmp_path / "Tờ trình.pdf"
    paper.write_bytes(bytes(range(256)) * 40)
    lay(sitting["t1"], sitting.items[0], paper)
    sitting.settle()
    sitting["m1"].do(commands.CloseMeeting(sitting.meeting))
    sitting.settle()
    sitting.clock.at = Instant(EIGHT + 2 * YEAR_MS)
    return sitting


def papers(laptop):
    return [path for path in laptop.program.profile.papers.rglob("*") if path.is_file()]


def test_they_go_and_stay_away_until_the_meeting_is_opened(past):
    laptop, before = past["m2"], past["m2"].digest()
    assert tidy(laptop.program) == Tidied(1, SIZE, 0)
    past.settle()
    assert (papers(laptop), laptop.digest()) == ([], before)
    assert not laptop.ask.agenda(past.meeting).lines[0].papers[0].here
    past.settle()
    assert laptop.ask.agenda(past.meeting).lines[0].papers[0].here
    assert tidy(laptop.program) == Tidied()


def test_a_secretary_keeps_them(past):
    assert tidy(past["t1"].program) == Tidied()
    assert papers(past["t1"])


def test_before_the_year_is_over_they_stay(past):
    past.clock.at = Instant(EIGHT + YEAR_MS // 2)
    assert tidy(past["m2"].program) == Tidied()
    assert papers(past["m2"])


@pytest.mark.parametrize("harm", ["gone", "short"])
def test_what_the_store_does_not_have_whole_stays(past, harm):
    blob = next(past.store.glob("*/blob/*/*"))
    if harm == "gone":
        blob.unlink()
    else:
        blob.write_bytes(blob.read_bytes()[: SIZE // 2])
    assert tidy(past["m2"].program) == Tidied(0, 0, 1)
    assert papers(past["m2"])


def test_an_own_paper_that_was_not_read_back_stays(past):
    office, meeting = past["t1"], past.meeting
    edit_settings(office.path, months=12)
    office.reopen()
    replica = office.program.replica
    with replica.write() as writing:
        (version,) = writing.things(Version, meeting=meeting)
        space = writing.thing(Meeting, meeting).space
        mark_unsent(writing.connection, space, [version.version])
    assert replica.unsent_blobs(space) == (version.version,)
    assert tidy(office.program) == Tidied(0, 0, 1)
    assert papers(office)
    replica.mark_blob_sent(space, version.version)
    assert tidy(office.program) == Tidied(1, SIZE, 0)


def test_away_from_the_store_everything_stays(past, tmp_path):
    past.store.rename(tmp_path / "away")
    with pytest.raises(StoreUnreachable):
        tidy(past["m2"].program)
    assert papers(past["m2"])
    (tmp_path / "away").rename(past.store)


def test_a_window_does_it_once_a_day(past):
    program = past["m2"].program
    Pulse(program).beat()
    assert not papers(past["m2"])
    assert (program.profile.folder / "tidied").is_file()
    past["m2"].ask.agenda(past.meeting)
    past.settle()
    assert papers(past["m2"])
    assert tidy_daily(program) == Tidied()


@pytest.mark.parametrize("note", ["", "x", "9" * 30])
def test_a_damaged_note_of_the_day_is_none(past, note):
    (past["m2"].path / "tidied").write_text(note)
    assert tidy_daily(past["m2"].program).dropped == 1
