"""A meeting in Vietnamese as read models, and stand-ins for the doors of the program."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from types import SimpleNamespace

from PySide6.QtWidgets import QApplication

from ecabinet.app import read
from ecabinet.app.ports import PaperFile
from ecabinet.core.attendance import Quorum
from ecabinet.core.errors import PaperFault, PaperUnreadable
from ecabinet.core.ids import Instant
from ecabinet.core.meeting import State
from ecabinet.core.people import Capacity, Presence, Role
from ecabinet.core.rules import RuleProfile, Threshold, Tie, VotingRule
from ecabinet.core.voting import Choice, Method, Outcome, Tally, Verdict
from ecabinet.ui.context import Context
from ecabinet.ui.feed import Feed
from ecabinet.ui.theme.theme import current
from ecabinet.ui.words.times import VIETNAM

MEETING = "mtg-1"
LAW = "Luật Tổ chức chính quyền địa phương 77/2015/QH13, Điều 114: ít nhất hai phần ba tổng số thành viên"
MAJORITY_LAW = "Luật Tổ chức chính quyền địa phương 77/2015/QH13, Điều 117: quá nửa tổng số thành viên"
TIE_LAW = "Luật Tổ chức chính quyền địa phương 77/2015/QH13, Điều 117: ngang nhau thì theo ý kiến Chủ tịch"
TWO_THIRDS = Threshold(2, 3, False, LAW)
HALF = Threshold(1, 2, True, MAJORITY_LAW)
RULE = VotingRule("ubnd_tinh", "ordinary", TWO_THIRDS, HALF, Tie.CHAIR_VOTE, TIE_LAW, True)
PROFILE = RuleProfile(
    "ubnd_tinh", "UBND tỉnh", "2016-01-01", TWO_THIRDS, {"ordinary": HALF}, Tie.CHAIR_VOTE, TIE_LAW, 600, 3, 3
)
COUNCIL = replace(PROFILE, profile="hdnd_tinh", majorities={"ordinary": HALF, "recall_deputy": TWO_THIRDS})


def at(clock, day=28):
    """The instant of a time on that day of July 2026 in Việt Nam."""
    hour, minute, *second = (int(part) for part in clock.split(":"))
    moment = datetime(2026, 7, day, hour, minute, *second, tzinfo=VIETNAM)
    return Instant(int(moment.timestamp() * 1000))


NOW = at("09:27:12")

_MEMBERS = """m01|Nguyễn Hữu Đạt|Chủ tịch UBND tỉnh|A1
m02|Trần Thị Bích Ngọc|Phó Chủ tịch Thường trực UBND tỉnh|A2
m03|Lê Quang Vinh|Phó Chủ tịch UBND tỉnh|A3
m04|Phạm Minh Ước|Phó Chủ tịch UBND tỉnh|A4
m05|Đỗ Thị Ánh Dương|Phó Chủ tịch UBND tỉnh|A5
m06|Vũ Đức Thịnh|Phó Chủ tịch UBND tỉnh|A6
m07|Hoàng Văn Ân|Ủy viên UBND tỉnh, Chánh Văn phòng UBND tỉnh|B1
m08|Bùi Thị Kim Oanh|Ủy viên UBND tỉnh, Giám đốc Sở Nội vụ|B2
m09|Đặng Quốc Dũng|Ủy viên UBND tỉnh, Giám đốc Sở Tài chính|B3
m10|Ngô Thị Thúy Ái|Ủy viên UBND tỉnh, Giám đốc Sở Tư pháp|B4
m11|Dương Văn Đức|Ủy viên UBND tỉnh, Giám đốc Sở Công Thương|B5
m12|Lý Công Hậu|Ủy viên UBND tỉnh, Giám đốc Sở Xây dựng|B6
m13|Mai Xuân Yên|Ủy viên UBND tỉnh, Giám đốc Sở Nông nghiệp và Môi trường|B7
m14|Trịnh Bảo Khánh|Ủy viên UBND tỉnh, Giám đốc Sở Khoa học và Công nghệ|B8
m15|Phan Thị Ngọc Anh|Ủy viên UBND tỉnh, Giám đốc Sở Giáo dục và Đào tạo|B9
m16|Tạ Thị Như Ý|Ủy viên UBND tỉnh, Giám đốc Sở Y tế|B10
m17|Cao Thị Uyên|Ủy viên UBND tỉnh, Giám đốc Sở Văn hóa, Thể thao và Du lịch|B11
m18|Hà Mạnh Quyền|Ủy viên UBND tỉnh, Chánh Thanh tra tỉnh|B12
m19|Đinh Tiến Lực|Ủy viên UBND tỉnh, Giám đốc Công an tỉnh|B13
m20|Lưu Bá Hoành|Ủy viên UBND tỉnh, Chỉ huy trưởng Bộ Chỉ huy Quân sự tỉnh|B14
s16|Nguyễn Thị Lan Hương|Phó Giám đốc Sở Y tế|B10
g01|Đoàn Văn Ẩn|Phó Chủ tịch HĐND tỉnh|C1
g02|Nguyễn Thị Ước Mơ|Phó Chủ tịch Ủy ban MTTQ Việt Nam tỉnh|C2
c01|Nguyễn Văn Thái|Chủ tịch UBND phường Sơn Nam Hạ|
t01|Lâm Thị Tuyết|Phó Chánh Văn phòng UBND tỉnh|"""
ROSTER = {row.split("|")[0]: row.split("|")[1:] for row in _MEMBERS.splitlines()}
VOTING = tuple(key for key in ROSTER if key.startswith("m"))


def _plain_role(key):
    return Role.DELEGATE if key in VOTING else Role.GUEST


def members():
    """Everyone in the organization."""
    roles = {"m01": Role.CHAIR, "t01": Role.SECRETARY}
    return tuple(
        read.MemberLine(key, name, title, "", key in VOTING, frozenset({roles.get(key) or _plain_role(key)}))
        for key, (name, title, _seat) in ROSTER.items()
    )


def paper(key, item, title, number="", pages=8, **more):
    """A paper line."""
    values = {"version": f"{key}-hash", "version_number": 1, "file_name": f"{key}.pdf", "size": 400_000}
    values |= {"kind": "TTr", "issuer": "", "secrecy": "none", "here": True, "unread": False} | more
    return read.PaperLine(key, item, title, number, pages=pages, **values)


PAPERS = {
    "a01": (paper("p01", "a01", "Chương trình phiên họp UBND tỉnh thường kỳ tháng 7 năm 2026", pages=2),),
    "a02": (
        paper("p02", "a02", "Báo cáo tình hình kinh tế - xã hội tháng 7 và 7 tháng đầu năm 2026", "241/BC-STC", 38),
        paper("p03", "a02", "Phụ lục: Biểu chỉ tiêu kinh tế - xã hội chủ yếu 7 tháng đầu năm 2026", pages=12),
    ),
    "a03": (paper("p04", "a03", "Báo cáo tình hình giải ngân kế hoạch vốn đầu tư công", "243/BC-STC", 17),),
    "a04": (
        paper("p06", "a04", "Tờ trình về dự thảo Nghị quyết của HĐND tỉnh", "158/TTr-SGDĐT", 8),
        paper("p07", "a04", "Dự thảo Nghị quyết của HĐND tỉnh", "", 6, version_number=4),
        paper("p08", "a04", "Báo cáo thẩm định dự thảo Nghị quyết", "131/BC-STP", 7),
    ),
    "a05": (paper("p10", "a05", "Tờ trình về việc ban hành Quy định phòng họp không giấy tờ", "74/TTr-SKHCN", 5),),
    "a06": (paper("p13", "a06", "Tờ trình về chủ trương đầu tư dự án", "212/TTr-SXD", 11),),
    "a07": (),
    "a09": (paper("p20", "a09", "[Tài liệu MẬT - phát hành bản giấy]", "", 0, version=None, secrecy="mat"),),
}

_AGENDA = """a01|08:00|15|Khai mạc, điểm danh, thông qua chương trình phiên họp|m07
a02|08:15|35|Tình hình kinh tế - xã hội, thu chi ngân sách tháng 7 và 7 tháng đầu năm; nhiệm vụ tháng 8 năm 2026|m09
a03|08:50|20|Tình hình giải ngân vốn đầu tư công năm 2026|m09
a04|09:10|20|Dự thảo Nghị quyết của HĐND tỉnh quy định chính sách hỗ trợ học sinh bán trú|m15
a05|09:30|25|Dự thảo Quyết định ban hành Quy định quản lý, vận hành hệ thống phòng họp không giấy tờ|m14
a06|09:55|25|Chủ trương đầu tư dự án Đường nối đường tỉnh 399 với cầu Mễ Sở Nam|m12
a07|10:20|15|Giao đất thực hiện dự án nhà ở xã hội tại phường Sơn Nam Hạ|m13
a08|10:45|20|Đề nghị tặng thưởng Huân chương Lao động hạng Ba (bỏ phiếu kín)|m08
a09|11:05|15|Nội dung mật|
a10|11:20|15|Kết luận phiên họp, bế mạc|m01"""


def line(key, number, start, minutes, title, who, current):
    """An agenda line; those before the current one are done."""
    stage = "waiting"
    if current:
        stage = "done" if key < current else "current" if key == current else "waiting"
    name = ROSTER[who][0] if who else ""
    return read.AgendaLine(
        key, None, str(number), 0, title, "submission", at(start), int(minutes), who or None, name, stage,
        PAPERS.get(key, ()), (), "", (),
    )  # fmt: skip


def agenda(state=State.OPENED, current="a04", conclusion=""):
    """The July session."""
    rows = (row.split("|") for row in _AGENDA.splitlines())
    lines = tuple(
        line(key, n, start, minutes, title, who, current)
        for n, (key, start, minutes, title, who) in enumerate(rows, start=1)
    )
    lines = tuple(replace(row, conclusion=conclusion) if row.item == current else row for row in lines)
    return read.Agenda(
        MEETING,
        "Phiên họp Ủy ban nhân dân tỉnh thường kỳ tháng 7 năm 2026",
        "regular_session",
        at("08:00"),
        at("11:35"),
        "Phòng họp số 2, trụ sở UBND tỉnh, số 10 đường Phố Hiến",
        state,
        "m01",
        "Nguyễn Hữu Đạt",
        "Lâm Thị Tuyết",
        current,
        lines,
        (),
    )


def speech(key, member, state="requested", kind="discuss", asked="09:21", **more):
    """A request or a speech on item 4."""
    name, title, _seat = ROSTER[member]
    values = {"started_at": None, "seconds": 0, "ended_at": None} | more
    return read.SpeechLine(key, member, name, title, "a04", "4", kind, state, at(asked), **values)


RUNNING = speech("s1", "m15", "running", "present", "09:10", started_at=at("09:20:30"), seconds=600)
WAITING = (
    speech("s2", "m10", asked="09:19"),
    speech("s3", "m19", kind="question", asked="09:22"),
    speech("s4", "m09", kind="point_of_order", asked="09:27"),
    speech("s5", "m02", asked="09:27"),
)


def floor(running=RUNNING, waiting=WAITING):
    """The floor."""
    return read.Floor(running, waiting, (), None)


def quorum(present=18):
    """Of twenty members fourteen are needed."""
    return Quorum(present, 20, 14, LAW)


def now(state=State.OPENED, current="a04", present=18, running=None, open_vote=None):
    """The now bar."""
    found = next((row for row in agenda(state, current).lines if row.item == current), None)
    return read.Now(
        MEETING, agenda().title, state, found.number if found else "", found.title if found else "", 10, running,
        4, quorum(present), 25, open_vote, None, Presence.PRESENT,
    )  # fmt: skip


CHOICES = {"m10": Choice.DISAPPROVE, "m08": Choice.ABSTAIN}
HERE = tuple(key for key in VOTING if key not in {"m16", "m20"})


def vote(state="open", method=Method.ELECTRONIC_OPEN, silent=("m05", "m11", "m18"), **more):
    """The vote on item 4."""
    closed = state == "closed"
    values = {
        "vote": "v1", "meeting": MEETING, "item": "a04", "item_number": "4",
        "item_title": "Dự thảo Nghị quyết của HĐND tỉnh quy định chính sách hỗ trợ học sinh bán trú",
        "question": "Thông qua dự thảo Nghị quyết của HĐND tỉnh quy định chính sách hỗ trợ học sinh bán trú",
        "method": method, "rule": RULE, "total": 20, "entitled": 18, "state": state, "opened_at": at("09:26:00"),
        "closed_at": at("09:27:10") if closed else None, "cast": 18 - len(silent),
        "silent": tuple(ROSTER[key][0] for key in silent), "i_am_entitled": True, "my_choice": None,
        "my_cast_at": None, "receipt": "", "my_sent": False, "my_counted": None,
        "outcome": Outcome(Verdict.PASSED, Tally(16, 1, 1), 20, 11, False) if closed else None, "missing": 0,
        "ballots": tuple(
            read.BallotLine(key, ROSTER[key][0], CHOICES.get(key, Choice.APPROVE)) for key in HERE
        ) if closed else (),
        "issued": 0, "returned": 0, "invalid": 0, "counts_entered": False, "annulled_because": "",
    }  # fmt: skip
    return read.Vote(**(values | more))


def contested():
    """The vote on item 4, closed twice."""
    return vote("closed", outcome=None, contested=True)


def tie():
    """Nine against nine, decided by the chair while two are absent."""
    return Outcome(Verdict.PASSED_BY_CHAIR, Tally(9, 9, 0), 20, 11, True)


_PRESENCE = {"m03": Presence.PRESENT_ONLINE, "m16": Presence.EXCUSED, "m20": Presence.EXCUSED}
_PRESENCE |= {"m12": Presence.EXPECTED, "m05": Presence.LEFT, "c01": Presence.PRESENT_ONLINE, "t01": Presence.EXPECTED}
_CAPACITY = {"s": Capacity.SUBSTITUTE, "g": Capacity.INVITEE, "c": Capacity.INVITEE, "t": Capacity.SECRETARIAT}


def person(key):
    """Somebody invited."""
    name, title, seat = ROSTER[key]
    presence = _PRESENCE.get(key, Presence.PRESENT)
    arrived = None if presence in {Presence.EXPECTED, Presence.EXCUSED} else at("07:50")
    return read.PersonLine(
        key, name, title, "", seat, _CAPACITY.get(key[0], Capacity.MEMBER), key in VOTING, presence, arrived,
        at("10:40") if presence is Presence.LEFT else None, "",
        "Tạ Thị Như Ý" if key == "s16" else "", "Nguyễn Thị Lan Hương" if key == "m16" else "",
        key[0] in "sgc", ("a04", "a07") if key in {"c01", "g01"} else (),
    )  # fmt: skip


def people():
    """Everyone invited."""
    return read.People(quorum(16), tuple(person(key) for key in ROSTER))


def readiness(*, ready=False):
    """The check-list: two things are missing, or none."""
    checks = (
        read.Check("venue", True, 1, 1),
        read.Check("items", True, 10, 10),
        read.Check("rapporteurs", True, 9, 10),
        read.Check("papers", ready, 9 if ready else 7, 10),
        read.Check("files", True, 10, 10),
        read.Check("people", ready, 20 if ready else 17, 20),
        read.Check("guests", done=False, count=2, of=4, required=False),
    )
    return read.Readiness(MEETING, State.DRAFT, checks)


def meeting_line(key=MEETING, title=None, state=State.DRAFT, day=28):
    """A meeting in the list."""
    return read.MeetingLine(
        key, title or agenda().title, "regular_session", at("08:00", day), at("11:35", day), agenda().venue, state,
        "Nguyễn Hữu Đạt", 10, 20, 190, 0, None,
    )  # fmt: skip


ME = read.Me("t01", "Lâm Thị Tuyết", "Phó Chánh Văn phòng UBND tỉnh", "Ủy ban nhân dân tỉnh Phố Hiến", frozenset())


def today():
    """Three meetings."""
    lines = (
        meeting_line(),
        meeting_line("mtg-2", "Họp chuyên đề về giải ngân vốn đầu tư công", State.PUBLISHED, 24),
        meeting_line("mtg-3", "Giao ban tuần 29", State.CLOSED, 20),
    )
    return read.Today(ME, lines[0], lines, ())


def past_year():
    """Three meetings of the year before, and that the earliest of all was six years ago."""
    year = 31_556_952_000
    lines = tuple(
        replace(meeting_line(f"mtg-past-{week}", f"Giao ban tuần {week}", State.CLOSED, day), starts_at=starts - year)
        for week, day, starts in ((30, 22, at("08:00", 22)), (29, 15, at("08:00", 15)), (28, 8, at("08:00", 8)))
    )
    return {"today": replace(today(), older=Instant(at("08:00") - 6 * year)), "between": lines}


def room(shown=None, running=None, state=State.OPENED, current="a04", present=18):
    """What the room screen gets."""
    bar = now(state, current, present, running, "v1" if shown and shown.state == "open" else None)
    return read.Room(bar, "Nguyễn Hữu Đạt", at("08:00"), agenda().venue, WAITING, shown, agenda(state, current).lines)


@dataclass
class FakeRunner:
    """Answers questions from given read models, remembers wishes, takes files in."""

    answers: dict = field(default_factory=dict)
    commands: list = field(default_factory=list)
    refusal: Exception | None = None
    bad_files: tuple[str, ...] = ()

    def do(self, command, failed, done=None):
        """Remember the wish, or refuse it."""
        if self.refusal is not None:
            failed(self.refusal)
            return
        self.commands.append(command)
        if done:
            done()

    def read(self, query, show, failed=None):
        """Answer from the given values; a callable value gets the arguments."""
        answers = {name: (lambda *_about, kept=value: kept) for name, value in self.answers.items()}
        if "today" in self.answers:
            answers["drafted"] = lambda: frozenset(line.meeting for line in self.answers["today"].meetings)
        show(query(SimpleNamespace(**answers)))

    def take_in(self, source: Path, done, failed):
        """Refuse a file named as bad, else count it as eight pages."""
        if source.name in self.bad_files:
            failed(PaperUnreadable(PaperFault.NOT_A_PDF, source.name))
            return
        done(PaperFile(f"hash-{source.name}", source.stat().st_size, 8, source.name))


@dataclass
class FixedClock:
    """A clock that stands."""

    at: int = NOW

    def now(self):
        """The instant given."""
        return Instant(self.at)


def everything(state=State.OPENED, current="a04", **more):
    """Answers to every question a panel here asks."""
    return {
        "agenda": agenda(state, current),
        "now": now(state, current),
        "floor": floor(),
        "votes": read.Votes(None, ()),
        "people": people(),
        "members": members(),
        "readiness": readiness(),
        "today": today(),
        "room": room(state=state, current=current),
        "me": ME,
    } | more


def context(runner=None, clock=None):
    """The program as a screen sees it, without a program."""
    feed = Feed(QApplication.instance())
    return Context(ME, runner or FakeRunner(everything()), feed, current(), clock or FixedClock(), None, None)
