"""A meeting of the fictional province, built by hand from the demonstration data: people, agenda, papers, votes."""

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import yaml

from ecabinet.app.changes import NO_CHANGES, Changes, of
from ecabinet.app.read import (
    Agenda,
    AgendaLine,
    BallotLine,
    Floor,
    Me,
    PaperLine,
    PaperMarks,
    People,
    PersonLine,
    SpeechLine,
    Vote,
    VoteLine,
    Votes,
)
from ecabinet.core.attendance import Quorum
from ecabinet.core.ids import Instant, ItemId, MeetingId, MemberId, PaperId, SpeechId, VersionHash, VoteId
from ecabinet.core.meeting import State
from ecabinet.core.people import HERE, Capacity, Presence, Role
from ecabinet.core.rules import Threshold, Tie, VotingRule
from ecabinet.core.voting import Choice, Method, decide, tally
from ecabinet.ui.words.times import VIETNAM, instant

DATA = yaml.safe_load((Path(__file__).parents[3] / "resources/demo/sample_meeting.yaml").read_text(encoding="utf-8"))
MEETING = MeetingId("mtg-2026-07")
PEOPLE = {person["id"]: person for person in DATA["people"]}
QUORUM = Threshold(2, 3, False, "Luật Tổ chức chính quyền địa phương, Điều 114")
MAJORITY = Threshold(1, 2, True, "Luật Tổ chức chính quyền địa phương, Điều 117")
RULE = VotingRule("ubnd_tinh", "ordinary", QUORUM, MAJORITY, Tie.CHAIR_VOTE, "Điều 117", True)
ME = Me(MemberId("m10"), PEOPLE["m10"]["full_name"], PEOPLE["m10"]["title_vi"], "UBND tỉnh Phố Hiến",
        frozenset({Role.DELEGATE}))  # fmt: skip
STATES = {"present": Presence.PRESENT, "present_online": Presence.PRESENT_ONLINE, "left_early": Presence.LEFT,
          "late": Presence.PRESENT, "excused": Presence.EXCUSED}  # fmt: skip


def at(clock: str) -> Instant:
    """The instant of a time on the day of the meeting."""
    hours, minutes, *seconds = (int(part) for part in clock.split(":"))
    return instant(datetime(2026, 7, 28, hours, minutes, *seconds, tzinfo=VIETNAM))


def paper(data, **changes) -> PaperLine:
    """A paper line from a line of the demonstration data."""
    on_paper = data.get("file") is None
    line = PaperLine(
        paper=PaperId(data["id"]),
        item=ItemId(data["item"]),
        title=data["title_vi"].strip("[]") if not on_paper else "Phương án bảo đảm an ninh trật tự dịp lễ Quốc khánh",
        number=data.get("number") or "",
        kind=data["kind"],
        issuer=data["issuer"],
        secrecy=data["secrecy"],
        version=None if on_paper else VersionHash(data["id"]),
        version_number=0 if on_paper else 1,
        file_name=data.get("file") or "",
        pages=data["pages"],
        size=120_000,
        here=not on_paper,
        unread=not on_paper and data["id"] in {"p08", "p09", "p13", "p14", "p15"},
    )
    return replace(line, **changes)


PAPERS = {data["id"]: paper(data) for data in DATA["papers"]}
PAPERS["p06"] = replace(PAPERS["p06"], version_number=2)
PAPERS["p17"] = replace(PAPERS["p17"], here=False, unread=True)
CONCLUSIONS = {line["item"]: line["text_vi"] for line in DATA["conclusions"]}


def ballots(exceptions, chair=Choice.APPROVE) -> tuple[BallotLine, ...]:
    """Eighteen answers: approve but for the exceptions."""
    present = [p for p in PEOPLE if p.startswith("m") and p not in {"m16", "m20"}]
    return tuple(BallotLine(MemberId(p), PEOPLE[p]["full_name"], exceptions.get(p, Choice.APPROVE)) for p in present)


def vote(data, **changes) -> Vote:
    """A closed electronic vote from a line of the demonstration data."""
    names = ballots({who: Choice(how) for who, how in data["exceptions"].items()})
    count = tally(line.choice for line in names if line.choice)
    item = next(line for line in DATA["agenda"] if line["id"] == data["item"])
    made = Vote(
        vote=VoteId(data["id"]),
        meeting=MEETING,
        item=ItemId(data["item"]),
        item_number=str(item["order"]),
        item_title=item["title_vi"],
        question=data["title_vi"],
        method=Method.ELECTRONIC_OPEN,
        rule=RULE,
        total=20,
        entitled=len(names),
        state="closed",
        opened_at=at(data["at"]),
        closed_at=Instant(at(data["at"]) + 90_000),
        cast=count.cast,
        silent=(),
        i_am_entitled=True,
        my_choice=next(line.choice for line in names if line.member == "m10"),
        my_cast_at=Instant(at(data["at"]) + 14_000),
        receipt="ab" * 32,
        my_sent=True,
        my_counted=True,
        outcome=decide(RULE, 20, count, Choice.APPROVE),
        missing=0,
        ballots=names,
        issued=0,
        returned=0,
        invalid=0,
        counts_entered=False,
        annulled_because="",
    )
    return replace(made, **changes)


CLOSED = {data["id"]: vote(data) for data in DATA["votes"] if data["method"] == "electronic_open"}
OPEN = replace(
    CLOSED["v03"], vote=VoteId("v09"), state="open", closed_at=None, cast=12, my_choice=None, my_cast_at=None,
    receipt="", my_sent=False, my_counted=None, outcome=None, ballots=(),
)  # fmt: skip
TIED = replace(
    CLOSED["v02"],
    vote=VoteId("v07"),
    outcome=decide(RULE, 20, tally([Choice.APPROVE] * 9 + [Choice.DISAPPROVE] * 9), Choice.APPROVE),
)
COUNTED = replace(
    CLOSED["v04"], vote=VoteId("v05"), question="Đề nghị tặng thưởng Huân chương Lao động hạng Ba", item_number="8",
    method=Method.COUNTED, ballots=(), issued=17, returned=17, invalid=1, counts_entered=True, entitled=17,
    outcome=decide(RULE, 20, tally([Choice.APPROVE] * 15 + [Choice.DISAPPROVE]), None), my_choice=None,
)  # fmt: skip
VOTES = Votes(OPEN, (CLOSED["v02"], CLOSED["v01"]))


def agenda(current="a06", **changes) -> Agenda:
    """The agenda while an item is under discussion; None: before the meeting."""
    order = [line["id"] for line in DATA["agenda"]]
    place = order.index(current) if current else -1
    lines = tuple(_line(data, index, place) for index, data in enumerate(DATA["agenda"]))
    made = Agenda(
        meeting=MEETING,
        title=DATA["meeting"]["title_vi"],
        kind="regular_session",
        starts_at=at("8:00"),
        ends_at=at("11:35"),
        venue=DATA["meeting"]["venue_vi"],
        state=State.OPENED if current else State.PUBLISHED,
        chair=MemberId("m01"),
        chair_name=PEOPLE["m01"]["full_name"],
        secretary_name=PEOPLE["t01"]["full_name"],
        current=ItemId(current) if current else None,
        lines=lines,
        conflicts=(),
    )
    return replace(made, **changes)


def _line(data, index: int, place: int) -> AgendaLine:
    stage = "current" if index == place else "done" if index < place else "waiting"
    held = [v for v in CLOSED.values() if v.item == data["id"]] if stage == "done" else []
    return AgendaLine(
        item=ItemId(data["id"]),
        parent=None,
        number=str(data["order"]),
        depth=0,
        title=data["title_vi"],
        kind=data["kind"],
        starts_at=at(data["start"]),
        minutes=data["minutes"],
        rapporteur=MemberId(data["rapporteur"]) if data["rapporteur"] else None,
        rapporteur_name=PEOPLE[data["rapporteur"]]["full_name"] if data["rapporteur"] else "",
        stage=stage,
        papers=tuple(PAPERS[p] for p in data["papers"]),
        votes=tuple(VoteLine(v.vote, v.question, v.state, v.outcome) for v in held),
        conclusion=CONCLUSIONS.get(data["id"], "") if stage == "done" else "",
        conflicts=(),
    )


def speech(who: str, state: str, clock: str, kind="discuss", item="6") -> SpeechLine:
    """A request or a speech; a running one has ten minutes."""
    started = at(clock) if state != "requested" else None
    return SpeechLine(
        SpeechId(f"s-{who}-{state}"), MemberId(who), PEOPLE[who]["full_name"], PEOPLE[who]["title_vi"],
        ItemId("a06"), item, kind, state, at(clock), started, 600 if started else 0,
        Instant(started + 312_000) if started and state == "ended" else None,
    )  # fmt: skip


RUNNING = speech("m12", "running", "9:56", "present")
WAITING = (
    speech("m09", "requested", "9:57"),
    speech("m10", "requested", "9:58", "question"),
    speech("g03", "requested", "9:59"),
)
SPOKEN = (speech("m19", "ended", "9:41", item="5"), speech("m14", "ended", "9:31", "present", item="5"))
FLOOR = Floor(RUNNING, WAITING, SPOKEN, WAITING[1])
QUIET_FLOOR = Floor(None, (), (), None)


def person(data) -> PersonLine:
    """A participant from the demonstration data."""
    who = data["id"]
    came = next((line for line in DATA["attendance"] if line["person"] == who), {})
    capacity = Capacity.MEMBER if data["voting_member"] else Capacity.INVITEE
    return PersonLine(
        member=MemberId(who),
        name=data["full_name"],
        title=data["title_vi"],
        unit=data["org"],
        seat=data.get("seat") or "",
        capacity=Capacity.SUBSTITUTE if who == "s16" else capacity,
        voting=data["voting_member"],
        presence=STATES.get(came.get("status", ""), Presence.EXPECTED),
        arrived_at=at(came["in"]) if came.get("in") else None,
        left_at=at(came["out"]) if came.get("out") else None,
        reason=came.get("reason_vi") or "",
        substitutes_for=PEOPLE["m16"]["full_name"] if who == "s16" else "",
        substitute=PEOPLE["s16"]["full_name"] if who == "m16" else "",
    )


_LINES = tuple(person(data) for data in DATA["people"] if not data["id"].startswith("t"))
PARTICIPANTS = People(
    Quorum(sum(line.voting and line.presence in HERE for line in _LINES), 20, 14, QUORUM.source), _LINES
)


class FakeAnnotations:
    """No paper has marks, none was read."""

    def marks(self, version):
        return PaperMarks(version, (), (), ())

    def marked(self, _meeting=None, _sought=""):
        return ()

    def position(self, _version):
        return None


class FakeQueries:
    """Answers the questions of the meeting screens from what was put into its attributes."""

    def __init__(self):
        self.the_agenda, self.the_floor, self.the_people, self.the_votes = agenda(), FLOOR, PARTICIPANTS, VOTES
        self.marked = []
        self.annotations = FakeAnnotations()

    def agenda(self, _meeting):
        return self.the_agenda

    def floor(self, _meeting):
        return self.the_floor

    def people(self, _meeting):
        return self.the_people

    def votes(self, _meeting):
        return self.the_votes

    def mark_opened(self, version):
        self.marked.append(version)


class FakeRunner:
    """Answers at once; remembers commands; refuses when told to."""

    def __init__(self):
        self.queries = FakeQueries()
        self.commands = []
        self.refusal = None

    def do(self, command, failed, done=None):
        self.commands.append(command)
        if self.refusal is not None:
            failed(self.refusal)
        elif done:
            done()

    def read(self, query, show, failed=None):
        show(query(self.queries))

    def take_in(self, source, done, failed):
        raise NotImplementedError


class FakeClock:
    """Stands still at 10:00 of the meeting."""

    def __init__(self):
        self.moment = at("10:00")

    def now(self):
        return self.moment

    def advance(self, **parts):
        self.moment = Instant(self.moment + int(timedelta(**parts).total_seconds() * 1000))


class FakeVault:
    """Files by version."""

    def __init__(self, files=None):
        self.files = dict(files or {})

    def source(self, version):
        return self.files.get(version)


def changed(*kinds) -> Changes:
    """Changes of things of these kinds."""
    return of((kind, "x") for kind in kinds) if kinds else NO_CHANGES
