"""Founding the fictional province: a store, an organization, a profile for everybody, and the prepared meeting."""

from collections.abc import Callable
from datetime import datetime, time, timedelta, timezone
from pathlib import Path

from ecabinet.app import commands
from ecabinet.app.ports import PaperFile
from ecabinet.boot import founding
from ecabinet.boot import profile as profiles
from ecabinet.boot.program import Program, open_program
from ecabinet.core.ids import Instant, ItemId, MemberId, PaperId
from ecabinet.core.people import Capacity, Role
from ecabinet.demo.papers import write_papers
from ecabinet.demo.sample import SampleMeeting
from ecabinet.demo.sample_entries import AgendaEntry, PaperEntry, Person
from ecabinet.demo.stage import ADMINISTRATOR, CHAIR, SECRETARY, Actor, ScriptClock, Stage

_VIETNAM = timezone(timedelta(hours=7))
_TELLERS = frozenset({"m18", "m08", "t01"})
_ROLES = {
    "chair": (Role.CHAIR, Role.DELEGATE),
    "meeting_secretary": (Role.SECRETARY,),
    "minute_taker": (Role.SECRETARY,),
}

Told = Callable[[str], None]


def instant(sample: SampleMeeting, at: time) -> Instant:
    """Return the instant of a local time on the day of the sample meeting."""
    day = sample.meeting.start.date()
    return Instant(int(datetime.combine(day, at, _VIETNAM).timestamp() * 1000))


def found_province(sample: SampleMeeting, folder: Path) -> Stage:
    """Make the store, the organization and everybody's profile below `folder`."""
    clock = ScriptClock(instant(sample, time(6, 0)))
    store = folder / "store"
    store.mkdir(parents=True)
    administrator = sample.person(ADMINISTRATOR)
    charter = founding.Charter(
        "Ủy ban nhân dân tỉnh Phố Hiến", "UBND tỉnh", sample.meeting.rule_profile, administrator.full_name
    )
    keeper, _root_seed = founding.found(charter, folder / "profiles" / ADMINISTRATOR, str(store), clock=clock)
    actors = {ADMINISTRATOR: Actor(ADMINISTRATOR, keeper)}
    for rank, person in enumerate(sample.people):
        if person.id != ADMINISTRATOR:
            actors[person.id] = Actor(person.id, _admit(keeper, sample, person, rank, folder))
    stage = Stage(sample, clock, actors)
    actors[ADMINISTRATOR].sync()
    return stage


def prepare_meeting(stage: Stage, folder: Path, told: Told = lambda _stage: None) -> None:
    """Let the secretary draft the meeting with agenda, papers and people; `told` hears "drafted" before publishing."""
    sample, office = stage.sample, stage[SECRETARY]
    files = write_papers(sample, folder / "papers")
    office.do(_draft(sample))
    stage.meeting = office.program.queries.today().meetings[0].meeting
    for entry in sample.agenda:
        office.program.workspace.do(_item(stage, entry))
    order = office.program.queries.agenda(stage.meeting).lines
    stage.items = {entry.id: line.item for entry, line in zip(sample.agenda, order, strict=True)}
    for paper in sample.papers:
        office.program.workspace.do(_paper(stage, paper, files.get(paper.id)))
    _name_papers(stage)
    for person in sample.people:
        office.program.workspace.do(_invitation(stage, person))
    office.sync()
    told("drafted")
    office.do(commands.PublishMeeting(stage.meeting))


def _admit(keeper: Program, sample: SampleMeeting, person: Person, rank: int, folder: Path) -> Program:
    """Admit a person and make the profile of her or his laptop."""
    unit = next(o.name for o in sample.organizations if o.id == person.org)
    member = MemberId(person.id)
    keeper.workspace.do(
        commands.AdmitMember(person.full_name, person.title, unit, rank, person.voting_member, _roles(person), member)
    )
    profile = profiles.create(
        folder / "profiles" / person.id, keeper.profile.store, keeper.profile.genesis, profiles.new_seed()
    )
    program = open_program(profile, clock=keeper.clock)
    label = f"Máy của {person.full_name}"
    founding.certify(keeper, member, program.sealer.public_key, label, program.wrap_key)
    return program


def _roles(person: Person) -> tuple[Role, ...]:
    roles = _ROLES.get(person.role) or ((Role.DELEGATE,) if person.voting_member else (Role.GUEST,))
    return (*roles, Role.TELLER) if person.id in _TELLERS else roles


def _member_of(person: Person) -> MemberId:
    return MemberId("administrator" if person.id == ADMINISTRATOR else person.id)


def _draft(sample: SampleMeeting) -> commands.DraftMeeting:
    header = sample.meeting
    return commands.DraftMeeting(
        title=header.title,
        kind=header.kind,
        starts_at=Instant(int(header.start.timestamp() * 1000)),
        ends_at=Instant(int(header.end.timestamp() * 1000)),
        venue=header.venue,
        chair=MemberId(CHAIR),
        secretary=MemberId(SECRETARY),
    )


def _item(stage: Stage, entry: AgendaEntry) -> commands.AddItem:
    return commands.AddItem(
        meeting=stage.meeting,
        title=entry.title,
        kind=entry.kind,
        minutes=entry.minutes,
        starts_at=instant(stage.sample, entry.start),
        rapporteur=MemberId(entry.rapporteur) if entry.rapporteur else None,
    )


def _paper(stage: Stage, paper: PaperEntry, file: Path | None) -> commands.AddPaper:
    taken = None
    if file is not None:
        version, size = stage[SECRETARY].program.vault.add(file)
        taken = PaperFile(version, size, paper.pages, file.name)
    issuer = next(o.name for o in stage.sample.organizations if o.id == paper.issuer)
    return commands.AddPaper(
        ItemId(stage.items[paper.item]), paper.title, taken, paper.number or "", paper.kind, issuer, paper.secrecy
    )


def _name_papers(stage: Stage) -> None:
    lines = stage[SECRETARY].program.queries.agenda(stage.meeting).lines
    by_title = {paper.title: PaperId(paper.paper) for line in lines for paper in line.papers}
    stage.papers = {paper.id: by_title[paper.title] for paper in stage.sample.papers}


def _invitation(stage: Stage, person: Person) -> commands.Invite:
    replaced = next((a.substitutes_for for a in stage.sample.attendance if a.person == person.id), None)
    member = _member_of(person)
    capacity = Capacity.INVITEE
    if person.voting_member:
        capacity = Capacity.MEMBER
    elif replaced:
        capacity = Capacity.SUBSTITUTE
    elif person.id.startswith("t"):
        capacity = Capacity.SECRETARIAT
    stands_for = MemberId(replaced) if replaced else None
    items = tuple(stage.items[entry] for entry in _items_of(stage.sample, person, capacity))
    return commands.Invite(stage.meeting, member, capacity, stands_for, person.seat or "", items)


def _items_of(sample: SampleMeeting, person: Person, capacity: Capacity) -> tuple[str, ...]:
    """Return what a guest is invited to: a stand-in and the staff to everything, others to what they have to do with.

    That is the opening, and where they speak, their body has issued a paper, or the title names it.
    """
    if _roles(person) != (Role.GUEST,) or person.id == ADMINISTRATOR:
        return ()
    if capacity is not Capacity.INVITEE:
        return tuple(entry.id for entry in sample.agenda)
    spoken = {speech.item for speech in sample.speeches if speech.person == person.id}
    issued = {paper.item for paper in sample.papers if paper.issuer == person.org}
    body = sample.organization(person.org)
    names = (f"{body.abbreviation} tỉnh", body.name.removeprefix("UBND "))
    named = {entry.id for entry in sample.agenda if any(name in entry.title for name in names)}
    own = spoken | issued | named | {sample.agenda[0].id}
    return tuple(entry.id for entry in sample.agenda if entry.id in own)
