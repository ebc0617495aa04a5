"""Every question a screen may ask: one method for each read model; reads never pass the workspace."""

from contextlib import suppress

from ecabinet.app import read
from ecabinet.app.genesis import SpaceKind
from ecabinet.app.paper_ports import Vault
from ecabinet.app.ports import Clock, Marks, Reads, Replica, Rulebook
from ecabinet.app.queries import administration, agenda, floor, lists, meetings, people, votes
from ecabinet.app.queries.agenda import Shelf
from ecabinet.app.queries.annotations import AnnotationQueries
from ecabinet.core.errors import NoSuchThing, ReadOnlyJournal, Unreachable
from ecabinet.core.ids import Instant, MeetingId, MemberId, VersionHash, VoteId, WriterId
from ecabinet.core.things import Meeting, Vote


class Queries:
    """Questions of the signed-in member; each method opens one consistent view.

    Attributes:
        annotations: those about marks on papers.
    """

    def __init__(
        self, replica: Replica, vault: Vault, marks: Marks, clock: Clock, rulebook: Rulebook, writer: WriterId
    ) -> None:
        self._replica = replica
        self._vault = vault
        self._marks = marks
        self._clock = clock
        self._rulebook = rulebook
        self._writer = writer
        self.annotations = AnnotationQueries(replica, self._member)

    def go_on_as(self, writer: WriterId) -> None:
        """Ask as another installation of the same member from now on."""
        self._writer = writer

    def me(self) -> read.Me:
        """Return the signed-in member."""
        with self._replica.read() as reads:
            return people.me(reads, self._member(reads))

    def members(self) -> tuple[read.MemberLine, ...]:
        """Return everyone in the organization, by rank."""
        with self._replica.read() as reads:
            return people.members(reads)

    def today(self) -> read.Today:
        """Return the first screen."""
        with self._replica.read() as reads:
            return lists.today(reads, self._member(reads), self._shelf(), self._clock.now())

    def between(self, begin: Instant, end: Instant) -> tuple[read.MeetingLine, ...]:
        """Return the meetings planned to begin within these instants, the second excluded, latest first."""
        with self._replica.read() as reads:
            return lists.between(reads, self._member(reads), self._shelf(), begin, end)

    def drafted(self) -> frozenset[MeetingId]:
        """Return all meetings known here, those too of which nothing but the name is."""
        with self._replica.read() as reads:
            return frozenset(MeetingId(space.about) for space in reads.spaces() if space.kind is SpaceKind.MEETING)

    def agenda(self, meeting: MeetingId) -> read.Agenda:
        """Return a meeting's header and agenda; raises NoSuchThing if unknown here.

        Who asks for the agenda of a meeting of the past has opened it: from now on this laptop keeps it.
        """
        with self._replica.read() as reads:
            found = _need(reads, meeting)
            shown = agenda.agenda(reads, found, self._shelf(), self._member(reads))
            past = reads.shelves.is_past(found.space)
        if past:
            with suppress(ReadOnlyJournal, Unreachable), self._replica.write() as transaction:
                transaction.shelves.keep(meeting)
        return shown

    def now(self, meeting: MeetingId) -> read.Now:
        """Return the now bar; raises NoSuchThing if unknown here."""
        with self._replica.read() as reads:
            found = _need(reads, meeting)
            return meetings.now_bar(reads, found, self._member(reads), meetings.threshold(found, self._rulebook))

    def floor(self, meeting: MeetingId) -> read.Floor:
        """Return the floor."""
        with self._replica.read() as reads:
            return floor.floor(reads, meeting, self._member(reads))

    def people(self, meeting: MeetingId) -> read.People:
        """Return everyone invited with presence and quorum; raises NoSuchThing if the meeting is unknown here."""
        with self._replica.read() as reads:
            found = _need(reads, meeting)
            return people.people(reads, found, meetings.threshold(found, self._rulebook))

    def votes(self, meeting: MeetingId) -> read.Votes:
        """Return the votes of a meeting, latest first."""
        with self._replica.read() as reads:
            return votes.votes(reads, meeting, self._member(reads))

    def vote(self, vote: VoteId) -> read.Vote:
        """Return one vote; raises NoSuchThing if unknown here."""
        with self._replica.read() as reads:
            found = reads.thing(Vote, vote)
            if found is None:
                raise NoSuchThing("vote", vote)
            return votes.view(reads, found, self._member(reads))

    def room(self, meeting: MeetingId) -> read.Room:
        """Return what the room screen shows; raises NoSuchThing if unknown here."""
        with self._replica.read() as reads:
            found = _need(reads, meeting)
            rule = meetings.threshold(found, self._rulebook)
            return meetings.room(reads, found, self._member(reads), rule, self._shelf())

    def readiness(self, meeting: MeetingId) -> read.Readiness:
        """Return what is still to do before publishing; raises NoSuchThing if unknown here."""
        with self._replica.read() as reads:
            return meetings.readiness(reads, _need(reads, meeting), self._shelf(), self._member(reads))

    def quarantine(self) -> tuple[read.QuarantineLine, ...]:
        """Return the records that have no effect, for the administrator."""
        with self._replica.read() as reads:
            return administration.quarantine(reads)

    def installations(self) -> tuple[read.InstallationLine, ...]:
        """Return every installation of the organization, for the administrator."""
        with self._replica.read() as reads:
            return administration.installations(reads)

    def mark_opened(self, version: VersionHash) -> None:
        """Note on this laptop that a paper version was opened."""
        self._marks.mark(version)

    def _member(self, reads: Reads) -> MemberId:
        author = reads.directory().author(self._writer)
        return author.member if author else MemberId("")

    def _shelf(self) -> Shelf:
        return Shelf(self._vault.has, self._marks.opened)


def _need(reads: Reads, meeting: MeetingId) -> Meeting:
    found = reads.thing(Meeting, meeting)
    if found is None:
        raise NoSuchThing("meeting", meeting)
    return found
