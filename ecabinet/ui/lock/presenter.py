"""Tries passphrases, one at a time, and tells what came of it. No Qt."""

from collections.abc import Callable
from typing import Generic, Protocol, TypeVar

from ecabinet.core.errors import BadValue, EcabinetError, PassphraseWait, WrongPassphrase
from ecabinet.ui.background import Background

T = TypeVar("T")


class UnlockView(Protocol):
    """What the presenter needs of the form."""

    def show_trying(self) -> None:
        """Show that a passphrase is being tried, which takes a moment."""
        ...

    def show_wrong(self, left: int, wait: int) -> None:
        """Say that it was wrong: `left` more tries, or `wait` seconds until the next."""
        ...

    def show_wait(self, seconds: int) -> None:
        """Count down until the next try."""
        ...

    def show_refusal(self, error: EcabinetError) -> None:
        """Say why it could not be tried."""
        ...


class UnlockPresenter(Generic[T]):
    """Hands what `unlock` returns to `opened`."""

    def __init__(
        self,
        view: UnlockView,
        unlock: Callable[[str], T],
        background: Background,
        opened: Callable[[T], None],
    ) -> None:
        self._view = view
        self._unlock = unlock
        self._background = background
        self._opened = opened
        self._trying = False

    def begin(self, wait: int) -> None:
        """Show the form; `wait` seconds must pass before the first try."""
        if wait:
            self._view.show_wait(wait)

    def submit(self, passphrase: str) -> None:
        """Try a passphrase."""
        if self._trying:
            return
        if not passphrase:
            self._view.show_refusal(BadValue("passphrase", "empty"))
            return
        self._trying = True
        self._view.show_trying()
        self._background(lambda: self._unlock(passphrase), self._on_opened, self._on_failed)

    def _on_opened(self, found: T) -> None:
        self._trying = False
        self._opened(found)

    def _on_failed(self, error: EcabinetError) -> None:
        self._trying = False
        if isinstance(error, WrongPassphrase):
            self._view.show_wrong(error.left, error.wait)
        elif isinstance(error, PassphraseWait):
            self._view.show_wait(error.wait)
        else:
            self._view.show_refusal(error)
