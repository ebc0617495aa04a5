"""Typing in counted numbers: whether they add up, checked while typing; no Qt here."""

from dataclasses import dataclass
from typing import Protocol

from ecabinet.app import commands, read
from ecabinet.core.errors import EcabinetError
from ecabinet.core.ids import MeetingId
from ecabinet.core.voting import Method
from ecabinet.ui.runner import Runner


@dataclass(frozen=True, slots=True)
class Numbers:
    """What the tellers counted."""

    issued: int
    returned: int
    invalid: int
    approve: int
    disapprove: int
    abstain: int

    @property
    def accounted(self) -> int:
        """Answers and invalid papers together."""
        return self.approve + self.disapprove + self.abstain + self.invalid


@dataclass(frozen=True, slots=True)
class Verified:
    """Whether the numbers can be entered: `fault` is empty, or sum, returned, issued, or none (nothing typed)."""

    numbers: Numbers
    entitled: int
    fault: str

    @property
    def good(self) -> bool:
        """Whether they can be entered."""
        return not self.fault


class CountsView(Protocol):
    """What the presenter shows on."""

    def show_vote(self, vote: read.Vote | None) -> None:
        """Show the open counted vote, None when there is none."""
        ...

    def show_verified(self, verified: Verified) -> None:
        """Say whether the numbers add up."""
        ...

    def show_entered(self) -> None:
        """Say that the numbers stand in the record."""
        ...

    def show_refusal(self, error: EcabinetError) -> None:
        """Say why the numbers were not recorded."""
        ...


class CountsPresenter:
    """Checks and enters the numbers of the open counted vote."""

    def __init__(self, view: CountsView, runner: Runner, meeting: MeetingId) -> None:
        self._view = view
        self._runner = runner
        self._meeting = meeting
        self._vote: read.Vote | None = None

    def refresh(self) -> None:
        """Read which vote is open."""
        self._runner.read(lambda queries: queries.votes(self._meeting), self._show)

    def verify(self, numbers: Numbers) -> None:
        """Say whether the numbers add up."""
        if self._vote is not None:
            self._view.show_verified(verified(numbers, self._vote.entitled))

    def enter(self, numbers: Numbers) -> None:
        """Enter the numbers; those that do not add up are not even asked."""
        vote = self._vote
        if vote is None or not verified(numbers, vote.entitled).good:
            self.verify(numbers)
            return
        command = commands.EnterCount(
            vote.vote,
            numbers.issued,
            numbers.returned,
            numbers.invalid,
            numbers.approve,
            numbers.disapprove,
            numbers.abstain,
        )
        self._runner.do(command, self._view.show_refusal, self._view.show_entered)

    def _show(self, votes: read.Votes) -> None:
        counted = votes.open is not None and votes.open.method is Method.COUNTED
        self._vote = votes.open if counted else None
        self._view.show_vote(self._vote)


def verified(numbers: Numbers, entitled: int) -> Verified:
    """Return what is wrong with the numbers, the first thing one would look at."""
    if numbers.issued > entitled:
        return Verified(numbers, entitled, "issued")
    if numbers.returned > numbers.issued:
        return Verified(numbers, entitled, "returned")
    if numbers.accounted != numbers.returned:
        return Verified(numbers, entitled, "sum")
    return Verified(numbers, entitled, "" if numbers.issued and numbers.returned else "none")
