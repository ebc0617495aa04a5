"""The person's side of a vote: which vote asks now, the answer under way, and the outcome once it is over.

The answer under way belongs to the person: a refresh that knows nothing of it yet does not take it away.

nothing → open (asked) → cast → closed (outcome shown) → nothing
"""

from dataclasses import dataclass
from typing import Protocol

from ecabinet.app.commands import CastBallot
from ecabinet.app.read import Vote, Votes
from ecabinet.core.errors import EcabinetError
from ecabinet.core.ids import MeetingId, VoteId
from ecabinet.core.voting import Choice, Method
from ecabinet.ui.runner import Runner


@dataclass(frozen=True, slots=True)
class Asked:
    """An open vote as the banner shows it.

    Attributes:
        chosen: the answer given or under way, None before any.
        sending: the answer under way is not recorded yet.
        may_press: an answer can be given or replaced now.
    """

    vote: Vote
    chosen: Choice | None
    sending: bool
    may_press: bool

    @property
    def counted(self) -> bool:
        """Whether people count in the room and the secretary enters the numbers."""
        return self.vote.method is Method.COUNTED


class BallotView(Protocol):
    """What the banner can show."""

    def show_open(self, asked: Asked, fresh: bool) -> None:
        """Show the question and the person's answer; `fresh`: this vote was not asked before."""
        ...

    def show_outcome(self, vote: Vote) -> None:
        """Show what came of a vote that was asked here, until dismissed."""
        ...

    def show_nothing(self) -> None:
        """Nothing is asked."""
        ...

    def show_refusal(self, error: EcabinetError) -> None:
        """Say beside the buttons why an answer was not taken."""
        ...


class BallotPresenter:
    """Follows the votes of one meeting for the signed-in member."""

    def __init__(self, view: BallotView, runner: Runner, meeting: MeetingId) -> None:
        self._view = view
        self._runner = runner
        self._meeting = meeting
        self._vote: Vote | None = None
        self._followed: VoteId | None = None
        self._pending: Choice | None = None

    def refresh(self) -> None:
        """Ask for the votes."""
        self._runner.read(lambda queries: queries.votes(self._meeting), self._on_votes)

    def cast(self, choice: Choice) -> None:
        """Answer; the choice stands on the screen at once and is called recorded only when it is."""
        vote = self._vote
        if vote is None or self._pending is not None or not _may_press(vote):
            return
        self._pending = choice
        self._show(fresh=False)
        self._runner.do(CastBallot(vote.vote, choice), self._on_refused, self.refresh)

    def dismiss(self) -> None:
        """The outcome has been seen."""
        if self._vote is None:
            self._followed = None
            self._view.show_nothing()

    def _on_votes(self, votes: Votes) -> None:
        if votes.open is not None:
            self._on_open(votes.open)
            return
        self._vote, self._pending = None, None
        over = next((vote for vote in votes.closed if vote.vote == self._followed), None)
        if over is None:
            self._view.show_nothing()
        else:
            self._view.show_outcome(over)

    def _on_open(self, vote: Vote) -> None:
        fresh = vote.vote != self._followed
        if fresh or vote.my_choice == self._pending:
            self._pending = None
        self._vote, self._followed = vote, vote.vote
        self._show(fresh=fresh)

    def _on_refused(self, error: EcabinetError) -> None:
        self._pending = None
        self._show(fresh=False)
        self._view.show_refusal(error)

    def _show(self, *, fresh: bool) -> None:
        if self._vote is None:
            return
        sending = self._pending is not None
        chosen = self._pending if sending else self._vote.my_choice
        asked = Asked(self._vote, chosen, sending, _may_press(self._vote) and not sending)
        self._view.show_open(asked, fresh)


def _may_press(vote: Vote) -> bool:
    electronic = vote.method is Method.ELECTRONIC_OPEN
    return vote.i_am_entitled and electronic and (vote.my_choice is None or vote.rule.may_change)
