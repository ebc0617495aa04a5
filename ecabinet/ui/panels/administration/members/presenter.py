"""People and their laptops, and what is decided about them; no Qt here."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from ecabinet.app import commands, read
from ecabinet.app.queries import Queries
from ecabinet.core.errors import EcabinetError
from ecabinet.core.ids import MemberId, WriterId
from ecabinet.core.people import Role
from ecabinet.core.vietnamese import fold
from ecabinet.ui.runner import Runner


@dataclass(frozen=True, slots=True)
class Card:
    """A person with all laptops, those that may write first; `removed` people keep name and laptops, nothing else."""

    member: MemberId
    name: str
    title: str = ""
    unit: str = ""
    voting: bool = False
    roles: frozenset[Role] = frozenset()
    removed: bool = False
    laptops: tuple[read.InstallationLine, ...] = ()

    @property
    def controls(self) -> bool:
        """Whether one of the laptops decides who belongs to the organization."""
        return any(laptop.controller for laptop in self.laptops)

    @property
    def writing(self) -> int:
        """How many laptops may write."""
        return sum(laptop.revoked is None for laptop in self.laptops)


@dataclass(frozen=True, slots=True)
class Draft:
    """A new member as written in the form; `rank` orders formal lists, lowest first."""

    name: str
    title: str
    unit: str
    rank: int
    voting: bool
    roles: tuple[Role, ...]


class MembersView(Protocol):
    """What the presenter shows on."""

    def show_cards(self, cards: tuple[Card, ...], everyone: int) -> None:
        """Show those who match, by rank, the removed last; `everyone` is how many belong to the organization."""
        ...

    def show_chosen(self, card: Card) -> None:
        """Show one of them as things stand now."""
        ...

    def show_control(self, holder: read.InstallationLine | None, *, here: bool) -> None:
        """Show which laptop decides, and whether it is this one; None before anything is known."""
        ...

    def show_refusal(self, error: EcabinetError) -> None:
        """Say beside the press why nothing was done."""
        ...

    def show_done(self) -> None:
        """Go back from the question to the person."""
        ...

    def show_admitted(self, name: str) -> None:
        """Say that somebody belongs to the organization from now on."""
        ...


class MembersPresenter:
    """Searches, chooses and decides; `writer` says which installation this is now."""

    def __init__(self, view: MembersView, runner: Runner, writer: Callable[[], WriterId]) -> None:
        self._view = view
        self._runner = runner
        self._writer = writer
        self._cards: tuple[Card, ...] = ()
        self._words = ""
        self._chosen = MemberId("")

    def refresh(self) -> None:
        """Read everyone and every laptop."""
        self._runner.read(_asked, self._show)

    def search(self, words: str) -> None:
        """Narrow the list to words of a name, title, unit or laptop, marks optional."""
        self._words = fold(words.strip())
        self._tell()

    def choose(self, member: MemberId) -> None:
        """Look at one person."""
        self._chosen = member
        self._tell_chosen()

    def admit(self, draft: Draft) -> None:
        """Take somebody into the organization."""
        command = commands.AdmitMember(draft.name, draft.title, draft.unit, draft.rank, draft.voting, draft.roles)
        self._runner.do(command, self._view.show_refusal, lambda: self._view.show_admitted(draft.name))

    def revoke(self, writer: WriterId, reason: str) -> None:
        """Let a laptop write no more."""
        self._do(commands.RevokeWriter(writer, reason))

    def remove(self, member: MemberId, reason: str) -> None:
        """Let somebody belong to the organization no more."""
        self._do(commands.RemoveMember(member, reason))

    def hand_over(self, writer: WriterId) -> None:
        """Let another laptop decide from now on."""
        self._do(commands.HandOver(writer))

    def grant(self, member: MemberId, roles: tuple[Role, ...]) -> None:
        """Set somebody's roles."""
        self._do(commands.GrantRoles(member, roles))

    def _do(self, command: commands.Command) -> None:
        self._runner.do(command, self._view.show_refusal, self._view.show_done)

    def _show(self, answer: tuple[tuple[read.MemberLine, ...], tuple[read.InstallationLine, ...]]) -> None:
        self._cards = cards_of(*answer)
        holder = next((line for line in answer[1] if line.controller), None)
        self._view.show_control(holder, here=holder is not None and holder.writer == self._writer())
        self._tell()
        self._tell_chosen()

    def _tell(self) -> None:
        found = tuple(card for card in self._cards if self._words in _said(card))
        self._view.show_cards(found, sum(not card.removed for card in self._cards))

    def _tell_chosen(self) -> None:
        card = next((card for card in self._cards if card.member == self._chosen), None)
        if card is not None:
            self._view.show_chosen(card)


def cards_of(
    members: tuple[read.MemberLine, ...], installations: tuple[read.InstallationLine, ...]
) -> tuple[Card, ...]:
    """Return everyone by rank with their laptops, then those who had one and belong to the organization no more."""
    ordered = sorted(installations, key=lambda line: line.revoked is not None)
    known = {line.member for line in members}
    gone = {line.member: line.name for line in installations if line.member not in known}
    there = [Card(m.member, m.name, m.title, m.unit, m.voting, m.roles) for m in members]
    cards = [*there, *(Card(member, name, removed=True) for member, name in gone.items())]
    return tuple(_with_laptops(card, ordered) for card in cards)


def _with_laptops(card: Card, lines: list[read.InstallationLine]) -> Card:
    own = tuple(line for line in lines if line.member == card.member)
    return Card(card.member, card.name, card.title, card.unit, card.voting, card.roles, card.removed, own)


def _asked(queries: Queries) -> tuple[tuple[read.MemberLine, ...], tuple[read.InstallationLine, ...]]:
    return queries.members(), queries.installations()


def _said(card: Card) -> str:
    return fold(" ".join((card.name, card.title, card.unit, *(laptop.label for laptop in card.laptops))))
