"""Leads through joining: invitation → this computer → waiting, comparing → done. No Qt."""

from pathlib import Path
from typing import Protocol

from ecabinet.app.session import text as required
from ecabinet.core.errors import EcabinetError, Unreachable
from ecabinet.ui.background import Background
from ecabinet.ui.first_run.ports import Guard, Invited, Joining, JoinState, Setup, agreed

_FIELDS = {"label": "label", "store": "store", "url": "store"}
"""Beside which field an error about a value is told."""


class JoinView(Protocol):
    """What the presenter needs of the pages."""

    def show_invited(self, invited: Invited) -> None:
        """Show who invites whom, and offer to go on."""
        ...

    def show_page(self, page: str) -> None:
        """Show a page: invitation, machine or compare."""
        ...

    def show_refusal(self, field: str, error: EcabinetError) -> None:
        """Say beside a field (invitation, label, store, passphrase, repeat), or on the page, why it was refused."""
        ...

    def show_busy(self, *, busy: bool) -> None:
        """Show that something takes a moment."""
        ...

    def show_state(self, phase: str, digits: str, reason: str) -> None:
        """Show how far joining is; `phase` as in `JoinState`, or "done"."""
        ...


class JoinPresenter:
    """Keeps the invitation, then the request, and asks how it stands whenever it is told to."""

    def __init__(self, view: JoinView, setup: Setup, background: Background) -> None:
        self._view = view
        self._setup = setup
        self._background = background
        self._text = ""
        self._guard = Guard(None)
        self._joining: Joining | None = None
        self._asking = False

    def take_file(self, file: Path) -> None:
        """Read an invitation from a file."""
        self._background(lambda: self._setup.invitation_in(file), self.take_text, self._refused("invitation"))

    def take_text(self, text: str) -> None:
        """Read an invitation from its text."""
        self._text = text
        self._background(lambda: self._setup.invitation(text), self._view.show_invited, self._refused("invitation"))

    def accept(self) -> None:
        """Go on with the invitation shown."""
        self._view.show_page("machine")

    def begin(self, label: str, store: str, passphrase: str, repeat: str, *, by_keyring: bool) -> None:
        """Check what was entered and ask to be let in."""
        try:
            name, place = required(label, "label"), required(store, "store")
            self._guard = Guard(None if by_keyring else agreed(passphrase, repeat))
        except EcabinetError as error:
            self._view.show_refusal(getattr(error, "field", ""), error)
            return
        self._view.show_busy(busy=True)
        self._background(lambda: self._setup.join(self._text, name, place), self._on_joining, self._refused(""))

    def tick(self) -> None:
        """Ask once how the request stands, unless an answer is still awaited."""
        if self._joining is None or self._asking:
            return
        self._asking = True
        self._background(self._joining.step, self._on_state, self._on_silence)

    def leave(self) -> None:
        """Give the request up; the invitation can be used again."""
        self._joining = None
        self._asking = False

    def _on_joining(self, joining: Joining) -> None:
        self._joining = joining
        self._view.show_busy(busy=False)
        self._view.show_page("compare")
        self._view.show_state("waiting", "", "")
        self.tick()

    def _on_state(self, state: JoinState) -> None:
        self._asking = False
        if self._joining is None:
            return
        self._view.show_state(state.phase, state.digits, state.reason)
        if state.phase == "approved":
            joining, self._joining = self._joining, None
            self._background(lambda: joining.finish(self._guard), self._on_finished, self._on_unfinished(joining))
        elif state.phase == "refused":
            self._joining = None

    def _on_finished(self, _nothing: None) -> None:
        self._view.show_state("done", "", "")

    def _on_silence(self, error: EcabinetError) -> None:
        self._asking = False
        if isinstance(error, Unreachable):
            self._view.show_state("offline", "", getattr(error, "place", ""))
        else:
            self._joining = None
            self._view.show_refusal("", error)

    def _on_unfinished(self, joining: Joining) -> "_Refused":
        def failed(error: EcabinetError) -> None:
            self._joining = joining  # the next tick tries again
            self._view.show_refusal("", error)

        return failed

    def _refused(self, field: str) -> "_Refused":
        def failed(error: EcabinetError) -> None:
            self._view.show_busy(busy=False)
            self._view.show_refusal(field or _FIELDS.get(getattr(error, "field", ""), ""), error)

        return failed


class _Refused(Protocol):
    def __call__(self, error: EcabinetError, /) -> None: ...
