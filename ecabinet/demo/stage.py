"""The stage: everybody's program, the scripted clock, and the identifiers the script needs."""

from dataclasses import dataclass, field
from time import monotonic

from ecabinet.app import commands
from ecabinet.app.changes import NO_CHANGES, Changes
from ecabinet.boot.program import Program
from ecabinet.core.ids import Instant, ItemId, MeetingId, PaperId, VoteId
from ecabinet.demo.sample import SampleMeeting

CHAIR, SECRETARY, DELEGATE, ADMINISTRATOR = "m01", "t01", "m10", "t04"
"""The people of the sample who get windows, and the one who keeps the organization."""


class ScriptClock:
    """A clock the script sets; every question moves it a little, so that no two facts have the same time.

    Once it runs, it also goes on by itself at the pace of the real one, so that people see seconds pass.
    """

    def __init__(self, start: Instant) -> None:
        self._at = start
        self._running_since: float | None = None

    def now(self) -> Instant:
        """Return the scripted instant: 20 ms later at each question, or as much later as really passed."""
        passed = 20
        if self._running_since is not None:
            before, self._running_since = self._running_since, monotonic()
            passed = round((self._running_since - before) * 1000)
        self._at = Instant(self._at + passed)
        return self._at

    def advance(self, to: Instant) -> None:
        """Go to a later instant; an earlier one is ignored."""
        self._at = max(self._at, to)

    def run(self) -> None:
        """Go on by itself from now."""
        self._running_since = monotonic()


NO_MEETING = MeetingId("")


@dataclass(slots=True)
class Actor:
    """One person with a program.

    Attributes:
        rounds: False where a window's heartbeat does the exchange.
        heard: what changed here and was not yet told to this person's window.
    """

    person: str
    program: Program
    rounds: bool = True
    heard: Changes = NO_CHANGES

    def sync(self) -> None:
        """Exchange with the store until nothing moves, unless a window does that."""
        while self.rounds:
            report = self.program.exchange.round()
            self._tell(report.changes)
            if report.quiet or report.offline:
                return

    def do(self, command: commands.Command) -> None:
        """Hear what is new, act, and send it.

        Raises:
            Refused: a rule says no.
        """
        self.sync()
        self._tell(self.program.workspace.do(command))
        if self.rounds:
            self._tell(self.program.exchange.round().changes)

    def take_heard(self) -> Changes:
        """Return what changed since the last question, for this person's window."""
        heard, self.heard = self.heard, NO_CHANGES
        return heard

    def _tell(self, changes: Changes) -> None:
        self.heard |= changes


@dataclass(slots=True)
class Stage:
    """Everything the script plays on; `items`, `papers` and `votes` go from the sample's names to identifiers."""

    sample: SampleMeeting
    clock: ScriptClock
    actors: dict[str, Actor]
    meeting: MeetingId = NO_MEETING
    items: dict[str, ItemId] = field(default_factory=dict)
    papers: dict[str, PaperId] = field(default_factory=dict)
    votes: dict[str, VoteId] = field(default_factory=dict)

    def __getitem__(self, person: str) -> Actor:
        return self.actors[person]

    def settle(self) -> None:
        """Let everybody hear everything; what each did is in the store already."""
        for actor in self.actors.values():
            actor.sync()

    def close(self) -> None:
        """Close every program."""
        for actor in self.actors.values():
            actor.program.close()
