"""What screens may ask, and what they are told, on replicas in memory."""

import pytest

from ecabinet.app import commands
from ecabinet.app.ports import PaperFile
from ecabinet.app.queries import Queries
from ecabinet.core.errors import NoSuchThing
from ecabinet.core.ids import Instant
from ecabinet.core.people import Capacity, Presence, Role
from ecabinet.core.things import Vote
from ecabinet.core.voting import Choice, Method, Verdict
from tests.app.kit import RULEBOOK, Committee

HOUR = 3_600_000


class Shelf:
    """A vault and marks in memory."""

    def __init__(self):
        self.here, self.marked = set(), set()

    def has(self, version):
        return version in self.here

    def opened(self, among):
        return frozenset(self.marked & among)

    def mark(self, version):
        self.marked.add(version)


class Screen:
    """One person's questions."""

    def __init__(self, person):
        self.shelf = Shelf()
        self.ask = Queries(person.replica, self.shelf, self.shelf, person.clock, RULEBOOK, person.sealer.writer)


@pytest.fixture
def committee():
    return Committee()


@pytest.fixture
def screen(committee):
    """Makes the screen of a member."""
    return lambda name: Screen(committee[name])


def lay(committee, item, version="a" * 64, **changes):
    file = PaperFile(version, 1000, 7, "215-TTr.pdf")
    values = {"item": item, "title": "Tờ trình", "file": file} | changes
    committee["t1"].do(commands.AddPaper(**values))


def items(committee, meeting):
    return [line.item for line in Screen(committee["t1"]).ask.agenda(meeting).lines]


# ---- people


def test_me_is_the_member_of_this_installation(screen):
    me = screen("m1").ask.me()
    assert (me.member, me.name, me.organization) == ("m1", "m1", "UBND tỉnh Phố Hiến")
    assert me.roles == {Role.CHAIR, Role.DELEGATE}


def test_members_stand_by_rank(screen):
    assert [line.member for line in screen("g1").ask.members()] == ["m1", "m2", "m3", "m4", "t1", "g1"]


def test_people_of_a_meeting_are_voters_by_rank_then_the_others(committee, screen):
    meeting = committee.draft()
    committee["t1"].do(commands.Invite(meeting, "g1", Capacity.SUBSTITUTE, "m3", "C2"))
    committee["t1"].do(commands.PublishMeeting(meeting))
    committee["t1"].do(commands.RecordAttendance(meeting, "m2", Presence.EXCUSED, "đi công tác"))
    committee["t1"].do(commands.RecordAttendance(meeting, "g1", Presence.PRESENT))
    people = screen("t1").ask.people(meeting)
    assert [line.member for line in people.lines] == ["m1", "m2", "m3", "m4", "g1"]
    by_name = {line.member: line for line in people.lines}
    assert (by_name["m2"].presence, by_name["m2"].reason) == ("excused", "đi công tác")
    assert (by_name["g1"].substitutes_for, by_name["g1"].seat, by_name["m3"].substitute) == ("m3", "C2", "g1")
    assert by_name["g1"].arrived_at
    assert by_name["m4"].presence is Presence.EXPECTED
    assert (people.quorum.present, people.quorum.needed, people.quorum.met) == (0, 3, False)


@pytest.mark.parametrize("question", ["agenda", "now", "people", "room", "readiness"])
def test_an_unknown_meeting_is_refused(screen, question):
    with pytest.raises(NoSuchThing):
        getattr(screen("m1").ask, question)("mtg-nowhere")


def test_an_unknown_vote_is_refused(screen):
    with pytest.raises(NoSuchThing):
        screen("m1").ask.vote("vote-nowhere")


# ---- the agenda


def test_items_go_from_waiting_over_current_to_done(committee, screen):
    meeting, first = committee.sitting()
    chair, ask = committee["m1"], screen("m1").ask

    def stages():
        return [line.stage for line in ask.agenda(meeting).lines]

    assert stages() == ["current", "waiting"]
    second = ask.agenda(meeting).lines[1].item
    chair.do(commands.CallItem(second))
    assert stages() == ["done", "current"]
    chair.do(commands.CallItem(first))
    chair.do(commands.RecordConclusion(second, "Thống nhất."))
    assert stages() == ["current", "done"]
    assert ask.agenda(meeting).lines[1].conclusion == "Thống nhất."
    chair.do(commands.CloseMeeting(meeting))
    assert stages() == ["done", "done"]


def test_before_the_sitting_every_item_waits(committee, screen):
    meeting = committee.draft()
    assert {line.stage for line in screen("t1").ask.agenda(meeting).lines} == {"waiting"}


def test_the_agenda_names_people_and_numbers_items(committee, screen):
    meeting = committee.draft(items=1)
    (item,) = items(committee, meeting)
    committee["t1"].do(commands.AddItem(meeting, "Mục con", rapporteur="m2", parent=item))
    agenda = screen("t1").ask.agenda(meeting)
    assert (agenda.chair_name, agenda.secretary_name) == ("m1", "t1")
    shown = [(line.number, line.depth, line.rapporteur_name) for line in agenda.lines]
    assert shown == [("1", 0, ""), ("1.1", 1, "m2")]


def test_a_paper_is_unread_until_its_newest_version_was_opened_here(committee, screen):
    meeting = committee.draft()
    item = items(committee, meeting)[0]
    lay(committee, item)
    committee.spread()
    mine, theirs = screen("m2"), screen("m3")

    def paper(of):
        return of.ask.agenda(meeting).lines[0].papers[0]

    assert (paper(mine).unread, paper(mine).here, paper(mine).version_number) == (True, False, 1)
    mine.ask.mark_opened("a" * 64)
    mine.shelf.here.add("a" * 64)
    assert (paper(mine).unread, paper(mine).here) == (False, True)
    assert paper(theirs).unread
    committee["t1"].do(commands.AddVersion(paper(mine).paper, PaperFile("b" * 64, 9, 8, "bản hai.pdf")))
    committee.spread()
    assert (paper(mine).unread, paper(mine).version, paper(mine).pages) == (True, "b" * 64, 8)


def test_a_secret_paper_has_no_file_and_is_never_unread(committee, screen):
    meeting = committee.draft()
    lay(committee, items(committee, meeting)[0], file=None, secrecy="secret")
    (paper,) = screen("t1").ask.agenda(meeting).lines[0].papers
    assert (paper.version, paper.unread, paper.here, paper.file_name) == (None, False, False, "")


def test_a_withdrawn_paper_is_gone_from_the_agenda(committee, screen):
    meeting = committee.draft()
    lay(committee, items(committee, meeting)[0])
    (paper,) = screen("t1").ask.agenda(meeting).lines[0].papers
    committee["t1"].do(commands.RemovePaper(paper.paper))
    assert screen("t1").ask.agenda(meeting).lines[0].papers == ()


def test_a_conflict_is_named_on_its_line(committee, screen):
    committee.admin.do(commands.GrantRoles("m2", (Role.SECRETARY,)))
    meeting = committee.draft()
    item = items(committee, meeting)[0]
    for name in ("t1", "m2"):
        committee[name].do(commands.ChangeItem(item, f"Bản của {name}", 15, None, None))
    committee.spread()
    lines = {screen(name).ask.agenda(meeting).lines[0] for name in ("t1", *committee.voting)}
    assert {(line.title, line.conflicts) for line in lines} == {("Bản của m2", ("title",))}


# ---- today


def meeting_at(committee, start, title):
    office = committee["t1"]
    office.do(commands.DraftMeeting(title, "regular_session", start, Instant(start + HOUR), "Phòng 2", "m1", "t1"))
    meeting = next(m.meeting for m in Screen(office).ask.today().meetings if m.title == title)
    office.do(commands.AddItem(meeting, "Nội dung"))
    office.do(commands.Invite(meeting, "m2", Capacity.MEMBER))
    return meeting


def test_the_next_meeting_is_the_earliest_that_is_not_over(committee, screen):
    now = committee.clock.at
    for start, title in [(now - 2 * HOUR, "đã qua"), (now + 5 * HOUR, "sau"), (now + HOUR, "tới")]:
        committee["t1"].do(commands.PublishMeeting(meeting_at(committee, Instant(start), title)))
    committee.spread()
    today = screen("m2").ask.today()
    assert today.next.title == "tới"
    assert [line.title for line in today.meetings] == ["sau", "tới", "đã qua"]
    assert today.next.capacity is Capacity.MEMBER
    assert screen("g1").ask.today().next.capacity is None


def test_a_meeting_that_sits_is_next_even_after_its_planned_end(committee, screen):
    meeting, _item = committee.sitting()
    meeting_at(committee, Instant(committee.clock.at + 2 * HOUR), "sau")
    committee.clock.at += 3 * HOUR // 2
    assert screen("m1").ask.today().next.meeting == meeting
    committee["m1"].do(commands.AdjournMeeting(meeting))
    assert screen("m1").ask.today().next.meeting == meeting
    committee["m1"].do(commands.ResumeMeeting(meeting))
    committee["m1"].do(commands.CloseMeeting(meeting))
    committee.spread()
    assert screen("m1").ask.today().next.title == "sau"


def test_a_draft_is_seen_by_those_who_prepare(committee, screen):
    meeting_at(committee, Instant(committee.clock.at + HOUR), "nháp")
    committee.spread()
    assert len(screen("t1").ask.today().meetings) == len(screen("m1").ask.today().meetings) == 1
    today = screen("m2").ask.today()
    assert (today.meetings, today.next) == ((), None)


def test_today_counts_items_papers_pages_and_what_is_unread(committee, screen):
    meeting = committee.draft()
    first, second = items(committee, meeting)
    lay(committee, first)
    lay(committee, second, version="b" * 64)
    mine = screen("t1")
    mine.ask.mark_opened("a" * 64)
    (line,) = mine.ask.today().meetings
    assert (line.items, line.papers, line.pages, line.unread) == (2, 2, 14, 1)


def test_papers_of_an_item_that_was_taken_off_are_not_counted(committee, screen):
    meeting = committee.draft()
    first, _second = items(committee, meeting)
    lay(committee, first)
    committee["t1"].do(commands.RemoveItem(first))
    (line,) = screen("t1").ask.today().meetings
    assert (line.items, line.papers, line.unread) == (1, 0, 0)


def test_a_vote_waits_for_me_until_i_answer(committee, screen):
    vote, _meeting = opened(committee)
    assert [(line.vote, line.question) for line in screen("m2").ask.today().votes] == [(vote, "Thông qua?")]
    assert screen("g1").ask.today().votes == ()
    committee["m2"].do(commands.CastBallot(vote, Choice.ABSTAIN))
    assert screen("m2").ask.today().votes == ()


def test_a_vote_counted_in_the_room_waits_for_nobodys_answer(committee, screen):
    opened(committee, method=Method.COUNTED)
    assert screen("m2").ask.today().votes == ()


# ---- votes


def opened(committee, present=None, **how):
    meeting, item = committee.sitting(present)
    committee["m1"].do(commands.OpenVote(item, "Thông qua?", **how))
    committee.spread()
    return committee["m1"].replica.things(Vote)[0].id, meeting


def cast(committee, vote, **answers):
    for name, choice in answers.items():
        committee[name].do(commands.CastBallot(vote, choice))
    committee.spread()


def test_while_a_vote_is_open_nobody_sees_how_others_answer(committee, screen):
    vote, meeting = opened(committee)
    cast(committee, vote, m2=Choice.DISAPPROVE, m3=Choice.APPROVE)
    shown = screen("m1").ask.votes(meeting).open
    assert (shown.cast, shown.entitled, shown.total) == (2, 4, 4)
    assert shown.silent == ("m1", "m4")
    assert (shown.ballots, shown.outcome, shown.my_counted) == ((), None, None)
    assert (shown.my_choice, shown.receipt) == (None, "")


def test_after_closing_the_answers_stand_by_name_and_the_silent_ones_too(committee, screen):
    vote, meeting = opened(committee)
    cast(committee, vote, m2=Choice.DISAPPROVE, m3=Choice.APPROVE)
    committee["m1"].do(commands.CloseVote(vote))
    committee.spread()
    votes = screen("m4").ask.votes(meeting)
    (shown,) = votes.closed
    assert votes.open is None
    assert [(line.name, line.choice) for line in shown.ballots] == [
        ("m1", None),
        ("m2", Choice.DISAPPROVE),
        ("m3", Choice.APPROVE),
        ("m4", None),
    ]
    assert (shown.outcome.verdict, shown.missing, shown.closed_at > shown.opened_at) == (Verdict.FAILED, 0, True)


def test_a_receipt_names_my_last_ballot_and_says_whether_it_counted(committee, screen):
    vote, _meeting = opened(committee)
    cast(committee, vote, m2=Choice.DISAPPROVE)
    first = screen("m2").ask.vote(vote)
    cast(committee, vote, m2=Choice.APPROVE)
    second = screen("m2").ask.vote(vote)
    assert len(first.receipt) == 64
    assert first.receipt != second.receipt
    assert (second.my_choice, second.my_sent, second.my_counted) == (Choice.APPROVE, False, None)
    assert second.my_cast_at > first.my_cast_at
    committee["m3"].do(commands.CastBallot(vote, Choice.APPROVE))
    committee["m1"].do(commands.CloseVote(vote))
    committee.spread()
    assert screen("m2").ask.vote(vote).my_counted is True
    assert screen("m3").ask.vote(vote).my_counted is False
    assert screen("m4").ask.vote(vote).my_counted is None


def test_who_is_not_on_the_list_is_told(committee, screen):
    vote, _meeting = opened(committee, present=["m1", "m2", "m3"])
    assert [screen(name).ask.vote(vote).i_am_entitled for name in ("m3", "m4", "g1")] == [True, False, False]


def test_a_counted_vote_shows_its_numbers_and_no_names(committee, screen):
    vote, _meeting = opened(committee, method=Method.COUNTED)
    assert not screen("m1").ask.vote(vote).counts_entered
    committee["t1"].do(commands.EnterCount(vote, 4, 3, 1, 2, 0, 0))
    committee["t1"].do(commands.EnterCount(vote, 4, 4, 1, 3, 0, 0))
    committee.spread()
    committee["m1"].do(commands.CloseVote(vote))
    shown = screen("m1").ask.vote(vote)
    assert (shown.issued, shown.returned, shown.invalid, shown.counts_entered) == (4, 4, 1, True)
    assert (shown.ballots, shown.outcome.verdict) == ((), Verdict.PASSED)


def test_an_annulled_vote_says_why_and_has_no_outcome(committee, screen):
    vote, meeting = opened(committee)
    committee["m1"].do(commands.AnnulVote(vote, "Nhầm câu hỏi"))
    (shown,) = screen("m1").ask.votes(meeting).closed
    assert (shown.state, shown.annulled_because, shown.outcome) == ("annulled", "Nhầm câu hỏi", None)


def test_votes_stand_latest_first_and_under_their_item_oldest_first(committee, screen):
    vote, meeting = opened(committee)
    chair, ask = committee["m1"], screen("m1").ask
    chair.do(commands.CloseVote(vote))
    chair.do(commands.OpenVote(ask.agenda(meeting).current, "Lần hai?"))
    chair.do(commands.CloseVote(ask.votes(meeting).open.vote))
    assert [shown.question for shown in ask.votes(meeting).closed] == ["Lần hai?", "Thông qua?"]
    assert [line.question for line in ask.agenda(meeting).lines[0].votes] == ["Thông qua?", "Lần hai?"]


# ---- the room


def test_the_now_bar_says_what_goes_on(committee, screen):
    meeting, item = committee.sitting()
    committee["m2"].do(commands.RequestFloor(item))
    committee["m3"].do(commands.RequestFloor(item, "question"))
    committee.spread()
    speech = screen("m2").ask.floor(meeting).mine.speech
    bar = screen("m2").ask.now(meeting)
    assert (bar.item_number, bar.item_title, bar.items, bar.waiting) == ("1", "Nội dung 1", 2, 2)
    assert (bar.my_request, bar.my_presence, bar.present_all, bar.running) == (speech, "present", 4, None)
    committee["m1"].do(commands.GrantFloor(speech, 120))
    bar = screen("m1").ask.now(meeting)
    assert (bar.running.member, bar.running.seconds, bar.waiting, bar.my_request) == ("m2", 120, 1, None)


def test_the_floor_is_first_come_first_served(committee, screen):
    meeting, item = committee.sitting()
    for name in ("m3", "m2", "m4"):
        committee[name].do(commands.RequestFloor(item))
    committee.spread()
    ask = screen("m1").ask
    assert [line.member for line in ask.floor(meeting).waiting] == ["m3", "m2", "m4"]
    for line in ask.floor(meeting).waiting[:2]:
        committee["m1"].do(commands.GrantFloor(line.speech))
    floor = ask.floor(meeting)
    assert (floor.running.member, [line.member for line in floor.spoken]) == ("m2", ["m3"])
    committee["m1"].do(commands.EndSpeech(floor.running.speech))
    assert [line.member for line in ask.floor(meeting).spoken] == ["m2", "m3"]


def test_the_room_shows_the_open_vote_then_the_latest_of_the_current_item(committee, screen):
    vote, meeting = opened(committee)
    ask = screen("m1").ask
    assert ask.room(meeting).shown.vote == vote
    committee["m1"].do(commands.CloseVote(vote))
    assert ask.room(meeting).shown.state == "closed"
    committee["m1"].do(commands.CallItem(ask.agenda(meeting).lines[1].item))
    room = ask.room(meeting)
    assert (room.shown, room.now.item_number, room.chair_name, len(room.agenda)) == (None, "2", "m1", 2)


# ---- readiness


def checks(committee, meeting):
    found = Screen(committee["t1"]).ask.readiness(meeting).checks
    return {check.key: (check.count, check.of, check.done) for check in found}


def test_readiness_says_what_is_still_to_do(committee, screen):
    meeting = committee.draft(items=0)
    assert not screen("t1").ask.readiness(meeting).ready
    assert checks(committee, meeting) == {
        "venue": (1, 1, True),
        "items": (0, 1, False),
        "rapporteurs": (0, 0, False),
        "papers": (0, 0, False),
        "files": (0, 0, False),
        "people": (4, 4, True),
    }


def test_a_meeting_is_ready_when_all_is_done(committee, screen):
    meeting = committee.draft()
    for number, item in enumerate(items(committee, meeting)):
        committee["t1"].do(commands.ChangeItem(item, "Nội dung", 15, None, "m2"))
        lay(committee, item, version=f"{number}" * 64)
    assert screen("t1").ask.readiness(meeting).ready
    assert {done for _count, _of, done in checks(committee, meeting).values()} == {True}


def test_one_item_may_lack_rapporteur_and_paper(committee):
    meeting = committee.draft()
    first, _second = items(committee, meeting)
    committee["t1"].do(commands.ChangeItem(first, "Nội dung", 15, None, "m2"))
    lay(committee, first)
    assert checks(committee, meeting)["rapporteurs"] == (1, 2, True)
    assert checks(committee, meeting)["papers"] == (1, 2, True)


def test_a_paper_without_its_file_is_not_ready(committee):
    meeting = committee.draft()
    item = items(committee, meeting)[0]
    lay(committee, item, file=None)
    assert checks(committee, meeting)["files"] == (0, 1, False)
    lay(committee, item, file=None, secrecy="secret")
    assert checks(committee, meeting)["files"] == (1, 2, False)
