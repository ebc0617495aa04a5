"""The calendar of an encrypted file answers what a look at each thing by itself would."""

import pytest

from benchmarks import past
from ecabinet.app import commands
from ecabinet.app.ports import PaperFile
from ecabinet.core.ids import Instant
from ecabinet.core.people import Capacity
from ecabinet.core.things import Item, Meeting, Paper
from tests.app.kit import EIGHT
from tests.app.memory_calendar import PlainCalendar
from tests.road.kit import Province

HELD = 6
FILES = [PaperFile(letter * 64, 10, pages, "a.pdf") for pages, letter in enumerate("abc", start=1)]


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    """A secretary with meetings behind, one that sits long after its end, and one to come with all kinds of papers."""
    province = Province.founded(tmp_path_factory.mktemp("province"), 1)
    made = past.secretary(province)
    past.hold(made.program, HELD)
    _sitting(made, Instant(EIGHT - 3 * past.DAY_MS))
    coming = _drafted(made, Instant(EIGHT + past.DAY_MS))
    for number in range(4):
        made.do(commands.AddItem(coming, f"Nội dung {number}"))
    first, second, third, _bare = _things(made, Item, coming)
    for item in (first, first, second, third):
        made.do(commands.AddPaper(item, "Tờ trình", file=FILES[0]))
    made.do(commands.AddPaper(first, "Tài liệu mật", file=None, secrecy="secret"))
    papers = _things(made, Paper, coming, item=first, title="Tờ trình")
    made.do(commands.AddVersion(papers[0], FILES[1]))
    made.do(commands.AddVersion(papers[0], FILES[2]))
    made.do(commands.RemovePaper(papers[1]))
    made.do(commands.RemoveItem(third))
    made.do(commands.Invite(coming, "m1", Capacity.MEMBER))
    yield made
    province.close()


def _drafted(office, at):
    before = office.ask.drafted()
    office.do(commands.DraftMeeting("Họp", "regular_session", at, Instant(at + past.HOUR_MS), "", "m1", "t1"))
    (meeting,) = office.ask.drafted() - before
    return meeting


def _sitting(office, at):
    meeting = _drafted(office, at)
    office.do(commands.AddItem(meeting, "Nội dung"))
    office.do(commands.PublishMeeting(meeting))
    office.do(commands.RecordAttendance(meeting, "m1", "present"))
    office.do(commands.OpenMeeting(meeting))


def _things(office, kind, meeting, **more):
    with office.program.replica.read() as reads:
        return [thing.id for thing in reads.things(kind, meeting=meeting, **more)]


def same(found):
    return sorted(found, key=repr)


@pytest.mark.parametrize("days", [-100, -3, 0, 1, 2])
@pytest.mark.parametrize("over", [0, 2, HELD, 100])
def test_meetings_around_an_instant(office, days, over):
    now = Instant(EIGHT + days * past.DAY_MS)
    with office.program.replica.read() as reads:
        found = set(reads.calendar.around(now, over))
        assert found == set(PlainCalendar(reads).around(now, over))
    assert len(found) >= (2 if days <= 1 and over else 0)


def test_meetings_of_a_stretch_begin_within_it(office):
    with office.program.replica.read() as reads:
        plain = PlainCalendar(reads)
        assert reads.calendar.first() == plain.first() == EIGHT - HELD * past.DAY_MS
        for begin, end in [(-6, -2), (-2, -2), (-100, 100), (1, 2), (2, 100)]:
            asked = (Instant(EIGHT + begin * past.DAY_MS), Instant(EIGHT + end * past.DAY_MS))
            assert same(reads.calendar.between(*asked)) == same(plain.between(*asked))


def test_what_stands_under_the_items(office):
    with office.program.replica.read() as reads:
        everything = [meeting.id for meeting in reads.things(Meeting)]
        plain, papers = PlainCalendar(reads), []
        for asked in (everything, everything[:3], []):
            leaves = reads.calendar.leaves(asked)
            assert same(leaves) == same(plain.leaves(asked))
            assert same(reads.calendar.invitations(asked, "m1")) == same(plain.invitations(asked, "m1"))
            papers.append(sum(leaf.paper is not None for leaf in leaves))
    assert papers[0] == HELD + 4 - 1
    assert papers[2] == 0


def test_nobody_is_invited_who_is_not(office):
    with office.program.replica.read() as reads:
        everything = [meeting.id for meeting in reads.things(Meeting)]
        assert reads.calendar.invitations(everything, "t2") == ()
        assert len(reads.calendar.invitations(everything, "m1")) == HELD + 1
