"""A committee with years of meetings behind it, prepared in bulk: many commands in one transaction of the secretary's.

Every meeting is drafted as a screen would, and was held: published, opened, closed, with an item, a paper (the
same bytes for all) and an invitation. They lie one a day before the province's clock; one more is still to come.
"""

import hashlib
from functools import partial

from ecabinet.app import arrival, commands
from ecabinet.app.authoring import Authoring
from ecabinet.app.handlers.meeting import draft
from ecabinet.app.ports import Actor
from ecabinet.app.reception import Reception
from ecabinet.app.session import Session
from ecabinet.boot import rulebook
from ecabinet.boot.program import known_keys
from ecabinet.boot.world import RandomIds
from ecabinet.core.events import meeting as facts
from ecabinet.core.events import papers
from ecabinet.core.ids import Instant, VersionHash
from ecabinet.core.people import Capacity, Role
from ecabinet.core.things import Meeting, Version
from ecabinet.sync.moving.rebuilding import Rebuilding
from ecabinet.sync.round.lookout import QUIET_SPACES
from ecabinet.sync.round.papers import PaperSender, in_the_clear
from tests.app.kit import EIGHT
from tests.road.kit import Province

DAY_MS, HOUR_MS = 86_400_000, 3_600_000
PAPER = b"%PDF-1.7\n"
VERSION = VersionHash(hashlib.sha256(PAPER).hexdigest())


def province(folder, count, voting=1):
    """Found a committee in an empty folder with so many past meetings and one to come; t1 and m1 have heard of all."""
    made = Province.founded(folder, voting)
    office, member = secretary(made).program, made["m1"].program
    member.vault.put(VERSION, [PAPER])
    hold(office, count)
    lay(office)
    take_in(member, office)
    made.draft()
    for _round in range(count // QUIET_SPACES + 1):
        office.exchange.round()
    made.settle([made["t1"], made["m1"]])
    return made


def secretary(province):
    """Return the laptop of a secretary who may lead as well, so that one log can hold whole meetings."""
    province.admin.do(commands.GrantRoles("t1", (Role.SECRETARY, Role.CHAIR)))
    province.settle()
    return province["t1"]


def hold(program, count):
    """Draft so many meetings and let each have been held, one a day until yesterday."""
    program.vault.put(VERSION, [PAPER])
    with program.replica.write() as transaction:
        session = _session(program, transaction)
        drafted = [event for number in range(1, count + 1) for event in draft(_wish(number), session)]
        Authoring(transaction, program.sealer, program.clock.now()).commit(drafted)
    with program.replica.write() as transaction:  # only now the keys of the new spaces can be read
        authoring = Authoring(transaction, program.sealer, program.clock.now())
        for event in drafted:
            authoring.commit(_held(transaction.thing(Meeting, event.meeting)))


def lay(program):
    """Put everything a program knows into its store, and count it as sent."""
    replica, store = program.replica, program.exchange.store
    opening = partial(program.sealer.open, key_of=known_keys(replica))
    Rebuilding(store, replica, opening, PaperSender(store, program.vault, in_the_clear), in_the_clear).run({})
    for genesis in replica.spaces():
        replica.mark_sent([name for name, _raw in replica.unsent(genesis.space)])
    with replica.read() as reads:
        spaces = {meeting.id: meeting.space for meeting in reads.things(Meeting)}
        versions = reads.things(Version)
    for version in versions:
        replica.mark_blob_sent(spaces[version.meeting], version.version)


def take_in(program, other):
    """Let a program know all that another one knows: the directory and the keys first."""
    directory, *spaces = other.replica.spaces()
    with program.replica.write() as transaction:
        _take(other.replica.segments(directory.space), transaction, program.sealer)
        for genesis in (directory, *spaces):
            deeds = other.replica.sealed_deeds(genesis.space)
            arrival.take_deeds(genesis.space, deeds, transaction, program.sealer)
    program.keeper.catch_up()
    with program.replica.write() as transaction:
        for genesis in spaces:
            _take(other.replica.segments(genesis.space), transaction, program.sealer)


def _take(segments, transaction, sealer):
    for _name, raw in segments:
        assert not arrival.take(raw, Reception(), transaction, sealer).damaged


def _session(program, transaction):
    author = transaction.directory().author(program.sealer.writer)
    return Session(
        reads=transaction,
        actor=Actor(author.member, program.sealer.writer),
        clock=program.clock,
        ids=RandomIds(),
        rulebook=rulebook.load(),
        found_space=partial(program.sealer.found_meeting, transaction.directory().space),
    )


def _wish(number):
    at = Instant(EIGHT - number * DAY_MS)
    return commands.DraftMeeting(f"Phiên {number}", "regular_session", at, Instant(at + HOUR_MS), "", "m1", "t1")


def _held(meeting):
    """Everything that happened in a meeting, as facts of its space."""
    of, item, paper = meeting.id, f"item-{meeting.id}", f"paper-{meeting.id}"
    return (
        facts.ItemAdded(of, item, None, "n", "Nội dung", "report", None, 30, None),
        papers.PaperAdded(of, paper, item, "n", "Tờ trình", "1", "report", "", "none"),
        papers.VersionAdded(of, paper, VERSION, len(PAPER), 7, "1.pdf", meeting.starts_at),
        facts.ParticipantInvited(of, "m1", Capacity.MEMBER, None, "", ()),
        facts.MeetingPublished(of, Instant(meeting.starts_at - DAY_MS)),
        facts.MeetingOpened(of, meeting.starts_at, 1, 1),
        facts.MeetingClosed(of, meeting.ends_at),
    )
