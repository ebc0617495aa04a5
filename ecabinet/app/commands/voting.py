"""Wishes about votes."""

from dataclasses import dataclass

from ecabinet.app.commands.base import Command
from ecabinet.core.ids import ItemId, VoteId
from ecabinet.core.voting import Choice, Method


@dataclass(frozen=True, slots=True)
class OpenVote(Command):
    """Put a question and open the vote on it; refused below quorum or while another vote is open."""

    item: ItemId
    question: str
    method: Method = Method.ELECTRONIC_OPEN
    motion_kind: str = "ordinary"


@dataclass(frozen=True, slots=True)
class CastBallot(Command):
    """Answer; before the vote closes a member may answer again."""

    vote: VoteId
    choice: Choice


@dataclass(frozen=True, slots=True)
class CloseVote(Command):
    """Close the vote with the ballots known here."""

    vote: VoteId


@dataclass(frozen=True, slots=True)
class EnterCount(Command):
    """Type in the numbers of a vote counted by people."""

    vote: VoteId
    issued: int
    returned: int
    invalid: int
    approve: int
    disapprove: int
    abstain: int


@dataclass(frozen=True, slots=True)
class AnnulVote(Command):
    """Declare that a vote does not stand; the reason is required."""

    vote: VoteId
    reason: str
