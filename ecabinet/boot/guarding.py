"""The keys of a running program, guarded anew while it runs: another passphrase, or the system's keyring.

Everything here runs in a lane of its own, so that a store that hangs holds nothing up. A laptop that goes on as a new
writer puts other keys into the same file, in the lane of the exchange: one after the other, by `Program.turn`.
"""

import contextlib
from collections.abc import Callable
from urllib.parse import urlsplit

from ecabinet.boot import keyrings
from ecabinet.boot import profile as profiles
from ecabinet.boot import protection as protections
from ecabinet.boot.keyrings import Keyring, system_keyring
from ecabinet.boot.program import Program
from ecabinet.boot.protection import STRONG, Cost, Kind, Protection
from ecabinet.core.errors import BadValue, KeyringSilent, ProfileDamaged
from ecabinet.ui.first_run.ports import Guard
from ecabinet.ui.machine import Guarded, MachineState

_GUARDED = {Kind.NONE: Guarded.NOTHING, Kind.PASSPHRASE: Guarded.PASSPHRASE, Kind.KEYRING: Guarded.KEYRING}


class ProgramKeys:
    """Implements `ui.machine.KeySafe` for one program."""

    def __init__(
        self, program: Program, *, keyring: Callable[[], Keyring | None] = system_keyring, cost: Cost = STRONG
    ) -> None:
        self._program, self._keyring, self._cost = program, keyring, cost

    @property
    def lockable(self) -> bool:
        """Whether there is a passphrase to unlock a screen with."""
        return self._program.profile.protection.kind is Kind.PASSPHRASE

    def state(self) -> MachineState:
        """Return how things stand."""
        profile = self._program.profile
        guarded = _GUARDED[profile.protection.kind]
        return MachineState(guarded, self._keyring() is not None, _without_password(profile.store), str(profile.folder))

    def change(self, present: str, guard: Guard) -> None:
        """Seal the keys anew; whatever is raised, they are guarded as before.

        Raises:
            WrongPassphrase, PassphraseWait: `present` is not the passphrase, or it is too early to try.
            BadValue: the new one will not do; or field `keys`, rule `unwritable`.
            KeyringSilent: there is no keyring, or it keeps nothing.
            ProfileDamaged: what was written does not read back.
        """
        program, keyring = self._program, self._keyring()
        if self.lockable:
            profiles.load(program.profile.folder, present, clock=program.clock)
        made = self._protection(guard, keyring)
        try:
            with program.turn:
                program.profile = profiles.protect(program.profile, made, keyring=keyring)
        except (OSError, ProfileDamaged) as error:
            if made.kind is Kind.KEYRING:
                with contextlib.suppress(KeyringSilent):  # what is left there opens nothing
                    keyrings.forget(keyring, made.salt.hex())
            if isinstance(error, ProfileDamaged):
                raise
            raise BadValue("keys", "unwritable") from error

    def _protection(self, guard: Guard, keyring: Keyring | None) -> Protection:
        if guard.passphrase is not None:
            return protections.by_passphrase(guard.passphrase, self._cost)
        if keyring is None:
            raise KeyringSilent("missing")
        return protections.by_keyring(keyring)


def _without_password(store: str) -> str:
    """Return where a store lies as one may show it.

    >>> _without_password("postgresql://lan:bi-mat@may-chu/hop")
    'postgresql://lan:…@may-chu/hop'
    """
    try:
        password = urlsplit(store).password
    except ValueError:
        return store
    return store.replace(f":{password}@", ":…@", 1) if password else store
