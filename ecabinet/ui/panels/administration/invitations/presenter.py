"""Invitations and those who ask to join; no Qt here."""

from pathlib import Path
from typing import Protocol

from ecabinet.app import read
from ecabinet.core.errors import EcabinetError
from ecabinet.core.ids import MemberId
from ecabinet.ui.admissions import Office, Phase, Request
from ecabinet.ui.runner import Runner

_ORDER: tuple[Phase, ...] = ("compare", "asked", "invited", "refused", "expired", "approved")
REASON_MISMATCH = "mismatch"
"""What both sides know as: the six digits differ."""


class InvitationsView(Protocol):
    """What the presenter shows on."""

    def show_members(self, members: tuple[read.MemberLine, ...]) -> None:
        """Offer everyone who may be invited."""
        ...

    def show_requests(self, requests: tuple[Request, ...]) -> None:
        """Show all invitations, those that wait for a decision first."""
        ...

    def show_chosen(self, request: Request) -> None:
        """Show one of them as things stand now."""
        ...

    def show_refusal(self, error: EcabinetError) -> None:
        """Say beside the press why nothing was done."""
        ...

    def show_fault(self, error: EcabinetError) -> None:
        """Say over the list why it cannot be shown as it is now."""
        ...

    def show_saved(self, file: str) -> None:
        """Say where the invitation lies now."""
        ...

    def show_admitted(self) -> None:
        """Tell the program that the organization has one laptop more."""
        ...


class InvitationsPresenter:
    """Invites, compares, decides; `office` does it in the lane of the exchange."""

    def __init__(self, view: InvitationsView, runner: Runner, office: Office) -> None:
        self._view = view
        self._runner = runner
        self._admissions = office.admissions
        self._background = office.background
        self._requests: dict[str, Request] = {}
        self._chosen = ""

    def refresh(self) -> None:
        """Read whom one can invite, and go on with the invitations."""
        self._runner.read(lambda queries: queries.members(), self._view.show_members)
        self._ask()

    def choose(self, invitation: str) -> None:
        """Look at one invitation."""
        self._chosen = invitation
        self._tell_chosen()

    def invite(self, member: MemberId, days: int) -> None:
        """Make an invitation and look at it."""
        self._background(lambda: self._admissions.invite(member, days), self._on_invited, self._view.show_refusal)

    def approve(self) -> None:
        """Let the laptop in whose digits are shown."""
        if (request := self._requests.get(self._chosen)) is not None:
            self._background(
                lambda: self._admissions.approve(request.invitation, request.digits),
                self._on_approved,
                self._on_refused,
            )

    def refuse(self, reason: str) -> None:
        """End the invitation at hand, for a reason that the laptop will show."""
        chosen = self._chosen
        self._background(lambda: self._admissions.refuse(chosen, reason), self._on_done, self._on_refused)

    def save(self, file: Path) -> None:
        """Write the invitation at hand to a file."""
        if (request := self._requests.get(self._chosen)) is not None:
            self._background(
                lambda: self._admissions.save(request.text, file),
                lambda _nothing: self._view.show_saved(str(file)),
                self._view.show_refusal,
            )

    def _ask(self) -> None:
        self._background(self._admissions.requests, self._show, self._view.show_fault)

    def _on_invited(self, invitation: str) -> None:
        self._chosen = invitation
        self._ask()

    def _on_approved(self, _nothing: None) -> None:
        self._view.show_admitted()
        self._ask()

    def _on_done(self, _nothing: None) -> None:
        self._ask()

    def _on_refused(self, error: EcabinetError) -> None:
        """Say why, over what has become of the invitation meanwhile."""
        self._background(self._admissions.requests, lambda found: self._show_over(found, error), self._view.show_fault)

    def _show_over(self, requests: tuple[Request, ...], error: EcabinetError) -> None:
        self._show(requests)
        self._view.show_refusal(error)

    def _show(self, requests: tuple[Request, ...]) -> None:
        ordered = sorted(requests, key=lambda request: (_ORDER.index(request.phase), request.expires))
        self._requests = {request.invitation: request for request in ordered}
        self._view.show_requests(tuple(ordered))
        self._tell_chosen()

    def _tell_chosen(self) -> None:
        if (request := self._requests.get(self._chosen)) is not None:
            self._view.show_chosen(request)
