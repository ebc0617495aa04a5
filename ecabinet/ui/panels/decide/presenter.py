"""Which step of deciding an item the chair is at, and the wishes of each step; no Qt here.

ask → running → outcome → conclusion; from the outcome another question may be asked. A vote that was closed twice in
different ways has no outcome: it is contested until it is annulled.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from ecabinet.app import commands, read
from ecabinet.app.queries import Queries
from ecabinet.core.attendance import Quorum
from ecabinet.core.errors import EcabinetError
from ecabinet.core.ids import MeetingId, VoteId
from ecabinet.core.meeting import State
from ecabinet.core.rules import RuleProfile, VotingRule
from ecabinet.core.voting import Method
from ecabinet.ui.runner import Runner


class Stage(StrEnum):
    """The step."""

    IDLE = "idle"
    ASK = "ask"
    RUNNING = "running"
    OUTCOME = "outcome"
    CONTESTED = "contested"


@dataclass(frozen=True, slots=True)
class Deciding:
    """The decision of the current item at this moment.

    Attributes:
        vote: the running vote, or the one whose outcome is shown.
        earlier: other votes of the item that are over, latest first.
    """

    stage: Stage
    item: read.AgendaLine | None
    quorum: Quorum
    vote: read.Vote | None
    earlier: tuple[read.Vote, ...]

    @property
    def may_close(self) -> bool:
        """Whether closing would give a result: a counted vote needs its numbers first."""
        return self.vote is not None and (self.vote.method is not Method.COUNTED or self.vote.counts_entered)

    @property
    def all_answered(self) -> bool:
        """Whether nobody entitled is still silent."""
        return self.vote is not None and (self.vote.method is Method.COUNTED or not self.vote.silent)

    @property
    def concluded(self) -> bool:
        """Whether the item has a conclusion."""
        return self.item is not None and bool(self.item.conclusion)


class DecideView(Protocol):
    """What the presenter shows on."""

    def show_deciding(self, deciding: Deciding) -> None:
        """Show the step."""
        ...

    def show_concluded(self) -> None:
        """Say that the conclusion was recorded."""
        ...

    def show_refusal(self, error: EcabinetError) -> None:
        """Say why a wish was refused."""
        ...


class DecidePresenter:
    """Puts questions, closes votes, records conclusions."""

    def __init__(
        self, view: DecideView, runner: Runner, meeting: MeetingId, profile: RuleProfile | None = None
    ) -> None:
        self._view = view
        self._runner = runner
        self._meeting = meeting
        self._profile = profile
        self._dismissed: VoteId | None = None
        self._shown: Deciding | None = None

    @property
    def motion_kinds(self) -> tuple[str, ...]:
        """The kinds of motion the body's rules know."""
        return tuple(self._profile.majorities) if self._profile else ("ordinary",)

    def rule(self, motion_kind: str) -> VotingRule | None:
        """The rule a vote of this kind would get, None when the profile is not known here."""
        known = self._profile is not None and motion_kind in self._profile.majorities
        return self._profile.rule(motion_kind) if self._profile and known else None

    def refresh(self) -> None:
        """Read everything shown in one go."""
        self._runner.read(self._ask, self._show)

    def open(self, question: str, method: Method, motion_kind: str) -> None:
        """Put the question on the current item and open the vote."""
        if self._shown and self._shown.item:
            self._do(commands.OpenVote(self._shown.item.item, question, method, motion_kind))

    def close(self) -> None:
        """Close the running vote."""
        if self._shown and self._shown.stage is Stage.RUNNING and self._shown.vote:
            self._do(commands.CloseVote(self._shown.vote.vote))

    def annul(self, reason: str) -> None:
        """Annul the contested vote, so that the question can be put once more."""
        if self._shown and self._shown.stage is Stage.CONTESTED and self._shown.vote:
            self._do(commands.AnnulVote(self._shown.vote.vote, reason))

    def conclude(self, text: str) -> None:
        """Record the conclusion on the current item."""
        if self._shown and self._shown.item:
            command = commands.RecordConclusion(self._shown.item.item, text)
            self._runner.do(command, self._view.show_refusal, self._view.show_concluded)

    def ask_again(self) -> None:
        """Leave the outcome and prepare another question on the same item."""
        self._dismissed = self._shown.vote.vote if self._shown and self._shown.vote else None
        self.refresh()

    def _do(self, command: commands.Command) -> None:
        self._runner.do(command, self._view.show_refusal)

    def _ask(self, queries: Queries) -> Deciding:
        agenda = queries.agenda(self._meeting)
        quorum, votes = queries.now(self._meeting).quorum, queries.votes(self._meeting)
        item = next((line for line in agenda.lines if line.item == agenda.current), None)
        running = votes.open
        if running is not None:
            item = next((line for line in agenda.lines if line.item == running.item), item)
        return deciding(agenda.state, item, quorum, votes, self._dismissed)

    def _show(self, found: Deciding) -> None:
        self._shown = found
        self._view.show_deciding(found)


def deciding(
    state: State, item: read.AgendaLine | None, quorum: Quorum, votes: read.Votes, dismissed: VoteId | None
) -> Deciding:
    """Return the step that follows from the meeting's state and its votes; annulled votes only stay listed."""
    over = tuple(vote for vote in votes.closed if item is not None and vote.item == item.item)
    if votes.open is not None:
        return Deciding(Stage.RUNNING, item, quorum, votes.open, over)
    if state is not State.OPENED or item is None:
        return Deciding(Stage.IDLE, item, quorum, None, over)
    latest = over[0] if over and over[0].state == "closed" else None
    if latest is not None and latest.contested:
        return Deciding(Stage.CONTESTED, item, quorum, latest, over[1:])
    if latest is not None and latest.vote != dismissed:
        return Deciding(Stage.OUTCOME, item, quorum, latest, over[1:])
    return Deciding(Stage.ASK, item, quorum, None, over)
