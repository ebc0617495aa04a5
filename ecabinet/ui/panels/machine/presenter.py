"""Asks how this laptop stands, and guards its keys anew. No Qt."""

from typing import Protocol

from ecabinet.core import passphrases
from ecabinet.core.errors import BadValue, EcabinetError, PassphraseWait, WrongPassphrase
from ecabinet.ui.first_run.ports import Guard, agreed
from ecabinet.ui.machine import Guarded, Machine, MachineState


class MachineView(Protocol):
    """What the presenter needs of the panel."""

    def show_state(self, state: MachineState) -> None:
        """Show how the laptop stands."""
        ...

    def show_busy(self) -> None:
        """Show that the keys are being sealed anew, which takes seconds."""
        ...

    def show_changed(self, guarded: Guarded) -> None:
        """Say that it is done, and how the keys are guarded now."""
        ...

    def refuse(self, key: str, error: EcabinetError) -> None:
        """Say why not: `present`, `passphrase`, `repeat`, or anything else for no field."""
        ...


class MachinePresenter:
    """One change at a time."""

    def __init__(self, view: MachineView, machine: Machine) -> None:
        self._view, self._machine = view, machine
        self._state: MachineState | None = None
        self._busy = False
        self._wanted = Guarded.NOTHING

    def refresh(self) -> None:
        """Ask how things stand."""
        self._machine.background(self._machine.safe.state, self._on_state, lambda error: self._view.refuse("", error))

    def lock_after(self, minutes: int) -> None:
        """Let the screen lock itself after so many minutes without input, from now on; 0 never."""
        self._machine.keep_minutes(minutes)

    def set_passphrase(self, present: str, first: str, repeat: str) -> None:
        """Guard the keys by a passphrase that was typed twice."""
        try:
            self._require_present(present)
            chosen = agreed(first, repeat)
            if self._has_passphrase and passphrases.normal(present) == chosen:
                raise BadValue("passphrase", "same")
        except BadValue as error:
            self._view.refuse(error.field, error)
            return
        self._change(present, Guard(chosen), Guarded.PASSPHRASE)

    def use_keyring(self, present: str) -> None:
        """Leave the keys to the system's keyring."""
        try:
            self._require_present(present)
        except BadValue as error:
            self._view.refuse(error.field, error)
            return
        self._change(present, Guard(None), Guarded.KEYRING)

    @property
    def _has_passphrase(self) -> bool:
        return self._state is not None and self._state.guarded is Guarded.PASSPHRASE

    def _require_present(self, present: str) -> None:
        if self._has_passphrase and not present:
            raise BadValue("present", "empty")

    def _change(self, present: str, guard: Guard, wanted: Guarded) -> None:
        if self._busy:
            return
        self._busy, self._wanted = True, wanted
        self._view.show_busy()
        safe = self._machine.safe
        self._machine.background(lambda: safe.change(present, guard), self._on_changed, self._on_failed)

    def _on_state(self, state: MachineState) -> None:
        self._state = state
        self._view.show_state(state)

    def _on_changed(self, _nothing: None) -> None:
        self._busy = False
        self._view.show_changed(self._wanted)
        self.refresh()

    def _on_failed(self, error: EcabinetError) -> None:
        self._busy = False
        if isinstance(error, (WrongPassphrase, PassphraseWait)):
            self._view.refuse("present", error)
        else:
            self._view.refuse(error.field if isinstance(error, BadValue) else "", error)
