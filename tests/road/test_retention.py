"""Meetings of long ago: known by title, fetched once somebody opens them; their papers may go and come back."""

import pytest

from ecabinet.app import commands
from ecabinet.boot import profile as profiles
from ecabinet.core.errors import MeetingNotHere
from ecabinet.core.ids import Instant
from ecabinet.core.things import Meeting
from ecabinet.ui.notices import sentence
from tests.app.kit import EIGHT
from tests.road.kit import edit_settings, lay

YEAR_MS = 366 * 86_400_000


@pytest.fixture
def met(sitting, tmp_path):
    """A province whose meeting, with a paper, was closed; everybody has it."""
    paper = tmp_path / "Tờ trình.pdf"
    paper.write_bytes(bytes(range(256)) * 40)
    lay(sitting["t1"], sitting.items[0], paper)
    sitting.settle()
    sitting["m1"].do(commands.CloseMeeting(sitting.meeting))
    sitting.settle()
    return sitting


@pytest.fixture
def later(met):
    """The same more than a year later, with a laptop that is new."""
    met.clock.at = Instant(EIGHT + 2 * YEAR_MS)
    met.laptops["new"] = met.install("m3", "new")
    met.settle()
    return met


def records(laptop, meeting):
    with laptop.program.replica.read() as reads:
        space = next(genesis.space for genesis in reads.spaces() if genesis.about == meeting)
        return len(list(reads.records(space)))


def titles(laptop):
    with laptop.program.replica.read() as reads:
        return {(meeting.id, meeting.title) for meeting in reads.things(Meeting)}


def test_a_new_laptop_knows_a_meeting_of_long_ago_by_its_title_only(later):
    new = later["new"]
    assert titles(new) == titles(later["m3"])
    assert [line.title for line in new.ask.today().meetings] == ["Phiên họp"]
    assert records(new, later.meeting) == 0
    assert records(later["m3"], later.meeting) > 0
    assert not list(new.program.profile.papers.rglob("*"))


def test_opening_it_says_that_it_is_on_its_way_and_brings_it_whole(later):
    new, meeting = later["new"], later.meeting
    assert new.ask.agenda(meeting).loading
    later.settle()
    agenda = new.ask.agenda(meeting)
    assert (agenda.loading, len(agenda.lines)) == (False, 2)
    assert agenda.lines[0].papers[0].here
    assert new.digest() == later["m3"].digest()


def test_what_was_opened_stays_after_a_new_start(later):
    new, meeting = later["new"], later.meeting
    new.ask.agenda(meeting)
    new.reopen()
    later.settle([new])
    assert not new.ask.agenda(meeting).loading


def test_nothing_is_added_to_a_meeting_that_is_not_here(met):
    """A secretary's laptop keeps everything unless it was told otherwise; only secretaries could add anything."""
    met.clock.at = Instant(EIGHT + 2 * YEAR_MS)
    office = met.laptops["office"] = met.install("t2", "office")
    edit_settings(office.path, months=12)
    office.reopen()
    met.settle()
    before = office.digest()
    with pytest.raises(MeetingNotHere) as caught:
        office.do(commands.AddItem(met.meeting, "Thêm sau hai năm"))
    assert sentence(caught.value, "vi") != sentence(caught.value, "en")
    assert office.digest() == before
    office.ask.agenda(met.meeting)
    met.settle()
    assert len(office.ask.agenda(met.meeting).lines) == 2


@pytest.mark.parametrize("months", ["12", -1, True, 9_999, None])
def test_a_setting_that_is_none_is_as_if_nothing_was_set(met, months):
    edit_settings(met["m2"].path, months=months)
    assert profiles.load(met["m2"].path).months is None


def test_a_secretarys_new_laptop_gets_everything(met):
    met.clock.at = Instant(EIGHT + 2 * YEAR_MS)
    new = met.laptops["office"] = met.install("t2", "office")
    met.settle()
    assert new.digest() == met["t1"].digest()
    assert records(new, met.meeting) > 0


def test_a_meeting_of_last_month_is_fetched(met):
    met.clock.at = Instant(EIGHT + YEAR_MS // 12)
    new = met.laptops["new"] = met.install("m3", "new")
    met.settle()
    assert new.digest() == met["m3"].digest()
    assert records(new, met.meeting) > 0
