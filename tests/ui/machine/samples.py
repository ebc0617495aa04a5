"""A laptop in memory, and its page in every state."""

from ecabinet.core import passphrases
from ecabinet.core.errors import WrongPassphrase
from ecabinet.ui.background import at_once
from ecabinet.ui.machine import Guarded, Machine, MachineState
from ecabinet.ui.screens.machine import MachineScreen
from tests.ui.lead import samples

STORE = r"\\may-chu\hop-ubnd"
FOLDER = r"C:\Users\ngoc\AppData\Local\ecabinet\profile"
PRESENT, NEW = "bốn mùa hoa nở", "sông núi nước Nam"


class FakeSafe:
    """Implements `KeySafe`; remembers what guards it."""

    def __init__(self, guarded=Guarded.PASSPHRASE, *, has_keyring=True, fails=None):
        self.guarded, self.has_keyring, self.fails = guarded, has_keyring, fails
        self.passphrase = PRESENT if guarded is Guarded.PASSPHRASE else None
        self.asked = 0

    def state(self):
        return MachineState(self.guarded, self.has_keyring, STORE, FOLDER)

    def change(self, present, guard):
        self.asked += 1
        if self.fails:
            raise self.fails
        if self.passphrase and passphrases.normal(present) != self.passphrase:
            raise WrongPassphrase(4, 0)
        self.passphrase = guard.passphrase
        self.guarded = Guarded.KEYRING if guard.passphrase is None else Guarded.PASSPHRASE


def machine(safe=None, background=at_once, minutes=15, keep=lambda _minutes: None):
    """What the page has besides the doors that all have."""
    return Machine(safe or FakeSafe(), background, minutes, keep)


def screen(safe=None, background=at_once, minutes=15, keep=lambda _minutes: None):
    """The page over a laptop."""
    return MachineScreen(samples.context(samples.FakeRunner()), machine(safe, background, minutes, keep))
