"""A July meeting of the province of Phố Hiến in read models, and a runner that answers from them."""

from dataclasses import replace
from datetime import datetime

from ecabinet.app import read
from ecabinet.core.attendance import Quorum
from ecabinet.core.ids import Instant, ItemId, MeetingId, MemberId, SpeechId, VoteId
from ecabinet.core.meeting import State
from ecabinet.core.people import Capacity, Presence, Role
from ecabinet.core.rules import Threshold, Tie, VotingRule
from ecabinet.core.voting import Choice, Method, Outcome, Tally, Verdict
from ecabinet.ui.context import Context
from ecabinet.ui.feed import Feed
from ecabinet.ui.theme.theme import current
from ecabinet.ui.words.times import VIETNAM, instant


def at(clock: str, day: str = "2026-07-28") -> Instant:
    return instant(datetime.fromisoformat(f"{day}T{clock}").replace(tzinfo=VIETNAM))


MEETING = MeetingId("mtg-1")
ITEM = ItemId("item-4")
VOTE = VoteId("vote-1")
NGOC = MemberId("m02")
TITLE = "Phiên họp Ủy ban nhân dân tỉnh thường kỳ tháng 7 năm 2026"
ITEM_TITLE = "Dự thảo Nghị quyết của HĐND tỉnh quy định chính sách hỗ trợ học sinh bán trú trên địa bàn tỉnh"

ME = read.Me(
    NGOC,
    "Trần Thị Bích Ngọc",
    "Phó Chủ tịch Thường trực UBND tỉnh",
    "Ủy ban nhân dân tỉnh Phố Hiến",
    frozenset({Role.DELEGATE}),
)
CHAIR = replace(
    ME,
    member=MemberId("m01"),
    name="Nguyễn Hữu Đạt",
    title="Chủ tịch UBND tỉnh",
    roles=frozenset({Role.CHAIR, Role.DELEGATE}),
)
SECRETARY = replace(ME, member=MemberId("t01"), name="Lâm Thị Tuyết", roles=frozenset({Role.SECRETARY}))

LINE = read.MeetingLine(
    MEETING, TITLE, "regular_session", at("08:00"), at("11:35"),
    "Phòng họp số 2, trụ sở UBND tỉnh, số 10 đường Phố Hiến", State.PUBLISHED, "Nguyễn Hữu Đạt",
    10, 23, 412, 5, Capacity.MEMBER,
)  # fmt: skip


def other(key, title, day, start, end, state, venue="Phòng họp số 1"):
    return replace(
        LINE,
        meeting=MeetingId(key),
        title=title,
        starts_at=at(start, day),
        ends_at=at(end, day),
        state=state,
        venue=venue,
    )


OTHERS = (
    other("hdnd", "Kỳ họp chuyên đề thứ 5, HĐND tỉnh khóa XVIII", "2026-08-18", "08:00", "17:00", State.DRAFT,
          "Hội trường lớn"),
    other("cd", "Họp chuyên đề về tiến độ giải phóng mặt bằng", "2026-08-04", "14:00", "16:30", State.PUBLISHED),
    other("gb", "Giao ban Chủ tịch, các Phó Chủ tịch UBND tỉnh tuần 31", "2026-08-03", "07:30", "09:00",
          State.PUBLISHED, "Phòng giao ban"),
    other("bcd", "Họp Ban Chỉ đạo chuyển đổi số tỉnh", "2026-07-20", "14:00", "16:40", State.CLOSED),
    other("btv", "Phiên họp Ban Thường vụ Tỉnh ủy lần thứ 18", "2026-07-14", "14:00", "17:00", State.CLOSED,
          "Trụ sở Tỉnh ủy"),
    other("hn", "Hội nghị trực tuyến sơ kết công tác cải cách hành chính 6 tháng đầu năm 2026", "2026-07-09", "08:00",
          "11:30", State.CLOSED, "Trực tuyến"),
)  # fmt: skip
WAITING = read.WaitingVote(MEETING, VOTE, f"Thông qua {ITEM_TITLE[:1].lower()}{ITEM_TITLE[1:]}")
TODAY = read.Today(ME, LINE, (*OTHERS[:3], LINE, *OTHERS[3:]), ())
SITTING = replace(LINE, state=State.OPENED)
TODAY_VOTE = replace(TODAY, next=SITTING, meetings=(*OTHERS[:3], SITTING, *OTHERS[3:]), votes=(WAITING,))
YEAR = tuple(
    other(f"o{number}", title, day, "08:00", "11:30", State.CLOSED)
    for number, (title, day) in enumerate([
        ("Phiên họp Ủy ban nhân dân tỉnh thường kỳ tháng 12 năm 2023", "2023-12-26"),
        ("Họp chuyên đề về quy hoạch tỉnh thời kỳ 2021 – 2030, tầm nhìn đến năm 2050", "2023-09-14"),
        ("Giao ban Chủ tịch, các Phó Chủ tịch UBND tỉnh tuần 20", "2023-05-15"),
    ])
)  # fmt: skip
TODAY_YEARS = replace(TODAY, older=at("08:00", "2019-03-05"))
TODAY_EMPTY = read.Today(ME, None, (), ())

SPEECH = read.SpeechLine(
    SpeechId("s1"), MemberId("m15"), "Phan Thị Ngọc Anh", "Ủy viên UBND tỉnh, Giám đốc Sở Giáo dục và Đào tạo",
    ITEM, "4", "present", "running", at("09:24"), at("09:26"), 600, None,
)  # fmt: skip
QUORUM = Quorum(18, 20, 14, "Luật Tổ chức chính quyền địa phương, Điều 114")
NOW = read.Now(MEETING, TITLE, State.OPENED, "4", ITEM_TITLE, 10, SPEECH, 3, QUORUM, 25, None, None, Presence.PRESENT)
BEFORE = replace(
    NOW, state=State.PUBLISHED, item_number="", item_title="", running=None, waiting=0,
    quorum=replace(QUORUM, present=9), my_presence=Presence.EXPECTED,
)  # fmt: skip

RULE = VotingRule(
    "ubnd_tinh", "ordinary", Threshold(2, 3, False, ""), Threshold(1, 2, True, ""), Tie.CHAIR_VOTE, "", True
)
OPEN = read.Vote(
    vote=VOTE, meeting=MEETING, item=ITEM, item_number="4", item_title=ITEM_TITLE,
    question="Thông qua dự thảo Nghị quyết quy định chính sách hỗ trợ học sinh bán trú trên địa bàn tỉnh",
    method=Method.ELECTRONIC_OPEN, rule=RULE, total=20, entitled=18, state="open", opened_at=at("09:29:55"),
    closed_at=None, cast=7, silent=(), i_am_entitled=True, my_choice=None, my_cast_at=None, receipt="", my_sent=False,
    my_counted=None, outcome=None, missing=0, ballots=(), issued=0, returned=0, invalid=0, counts_entered=False,
    annulled_because="",
)  # fmt: skip
RECEIPT = "9f2c41aa07be5d3318c0e4f7a1526d8b" * 2
CAST = replace(OPEN, my_choice=Choice.APPROVE, my_cast_at=at("09:31:07"), receipt=RECEIPT, my_sent=True, cast=8)
COUNTED = replace(OPEN, method=Method.COUNTED)
WATCHED = replace(OPEN, i_am_entitled=False)
OUTCOME = Outcome(Verdict.PASSED, Tally(16, 1, 1), 20, 11, False)
CLOSED = replace(CAST, state="closed", closed_at=at("09:33:00"), outcome=OUTCOME, my_counted=True, cast=18)
FAILED = replace(CLOSED, outcome=Outcome(Verdict.FAILED, Tally(9, 6, 3), 20, 11, False), my_counted=False, missing=1)
AGENDA = read.Agenda(
    MEETING, TITLE, "regular_session", at("08:00"), at("11:35"), LINE.venue, State.OPENED, MemberId("m01"),
    "Nguyễn Hữu Đạt", "Lâm Thị Tuyết", ITEM, (), (),
)  # fmt: skip


def votes(open_=None, *closed):
    return read.Votes(open_, closed)


class StandingClock:
    """Half past nine and a bit on the day of the meeting, unless told otherwise."""

    def __init__(self, now=None):
        self.at = now or at("09:31:12")

    def now(self):
        return self.at


class Answers:
    """Stands in for the queries: gives back what it was filled with."""

    def __init__(self):
        self.values = {"today": TODAY, "now": NOW, "votes": votes(), "agenda": AGENDA}

    def today(self):
        return self.values["today"]

    def between(self, begin, end):
        return tuple(line for line in YEAR if begin <= line.starts_at < end)

    def now(self, _meeting):
        return self.values["now"]

    def votes(self, _meeting):
        return self.values["votes"]

    def agenda(self, _meeting):
        return self.values["agenda"]


class FakeRunner:
    """Answers at once; keeps commands, and refuses them with `refusal` if there is one."""

    def __init__(self):
        self.queries = Answers()
        self.commands = []
        self.refusal = None
        self.held = None  # a list keeps commands unanswered until `release`

    def do(self, command, failed, done=None):
        self.commands.append(command)
        answer = (failed, (self.refusal,)) if self.refusal else (done or (lambda: None), ())
        if self.held is None:
            answer[0](*answer[1])
        else:
            self.held.append(answer)

    def release(self):
        held, self.held = self.held, None
        for call, arguments in held:
            call(*arguments)

    def read(self, query, show, _failed=None):
        show(query(self.queries))

    def take_in(self, _source, _done, _failed):
        raise NotImplementedError


def context(runner=None, me=ME, clock=None):
    return Context(me, runner or FakeRunner(), Feed(), current(), clock or StandingClock(), None, None)
