"""The person's side of a vote: which vote asks now, the answer under way, and the outcome once it is over.

The answer under way belongs to the person: a refresh that knows nothing of it yet does not take it away.

nothing → open (asked) → cast → closed (outcome shown) → nothing

The outcome stays while the meeting is at the item. On a place that shows the vote itself the banner is brief: it asks,
and leaves the outcome to the place.
"""

from dataclasses import dataclass
from typing import Protocol

from ecabinet.app.commands import CastBallot
from ecabinet.app.queries import Queries
from ecabinet.app.read import Now, Vote
from ecabinet.core.errors import EcabinetError
from ecabinet.core.ids import Instant, MeetingId
from ecabinet.core.meeting import State
from ecabinet.core.voting import Choice, Method
from ecabinet.ui.runner import Runner


@dataclass(frozen=True, slots=True)
class Asked:
    """An open vote as the banner shows it.

    Attributes:
        chosen: the answer given or under way, None before any.
        sending: the answer under way is not recorded yet.
        may_press: an answer can be given or replaced now.
        brief: the place beneath shows the vote itself.
    """

    vote: Vote
    chosen: Choice | None
    sending: bool
    may_press: bool
    brief: bool = False

    @property
    def counted(self) -> bool:
        """Whether people count in the room and the secretary enters the numbers."""
        return self.vote.method is Method.COUNTED

    @property
    def can_answer(self) -> bool:
        """Whether this person answers here at all."""
        return self.vote.i_am_entitled and not self.counted

    @property
    def asks(self) -> bool:
        """Whether the banner still has something to ask or to say."""
        if not self.can_answer:
            return False
        return not self.brief or self.chosen is None or self.sending


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
        self._followed: Vote | None = None
        self._pending: Choice | None = None
        self._brief = False

    def refresh(self) -> None:
        """Ask for the votes and where the meeting is."""
        self._runner.read(self._ask, self._on_votes)

    def be_brief(self, *, brief: bool) -> None:
        """Ask only, because the place beneath shows the vote and its outcome itself; or tell everything again."""
        self._brief = brief
        if self._vote is not None:
            self._show(fresh=False)
        elif brief:
            self.dismiss()

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

    def _ask(self, queries: Queries) -> tuple[Vote | None, tuple[Vote, ...], Now]:
        votes = queries.votes(self._meeting)
        return votes.open, votes.closed, queries.now(self._meeting)

    def _on_votes(self, answer: tuple[Vote | None, tuple[Vote, ...], Now]) -> None:
        running, closed, now = answer
        if running is not None:
            self._on_open(running)
            return
        self._vote, self._pending = None, None
        over = None if self._brief or self._followed is None else _outcome(closed, self._followed.opened_at, now)
        if over is None:
            self.dismiss()
        else:
            self._view.show_outcome(over)

    def _on_open(self, vote: Vote) -> None:
        fresh = self._followed is None or vote.vote != self._followed.vote
        if fresh or vote.my_choice == self._pending:
            self._pending = None
        self._vote, self._followed = vote, vote
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
        asked = Asked(self._vote, chosen, sending, _may_press(self._vote) and not sending, self._brief)
        self._view.show_open(asked, fresh)


def _may_press(vote: Vote) -> bool:
    electronic = vote.method is Method.ELECTRONIC_OPEN
    return vote.i_am_entitled and electronic and (vote.my_choice is None or vote.rule.may_change)


def _outcome(closed: tuple[Vote, ...], since: Instant, now: Now) -> Vote | None:
    """The newest vote that was put to this member since then, while the meeting is still at its item."""
    mine = (vote for vote in closed if vote.i_am_entitled and vote.opened_at >= since)
    newest = max(mine, key=lambda vote: vote.opened_at, default=None)
    at_it = newest is not None and now.state is State.OPENED and now.item_number == newest.item_number
    return newest if at_it else None
