"""What the tests about keys share: a cheap guess, a clock that is set by hand, and a keyring in memory."""

from keyring.errors import KeyringError

from ecabinet.boot.protection import Cost
from ecabinet.core.ids import Instant

WEAK = Cost(1, 8 << 10)
"""The least that Argon2id does."""


class HandClock:
    """Stands still until it is told."""

    def __init__(self, seconds=1_000_000):
        self.seconds = seconds

    def now(self):
        return Instant(self.seconds * 1000)


class MemoryKeyring:
    """A keyring, or one that is broken, answers nonsense, or keeps nothing."""

    def __init__(self, *, broken=False, answer=None, deaf=False):
        self.kept, self.broken, self.answer, self.deaf = {}, broken, answer, deaf

    def get_password(self, service_name, username):
        self._fail()
        return self.answer or self.kept.get((service_name, username))

    def set_password(self, service_name, username, password):
        self._fail()
        if not self.deaf:
            self.kept[service_name, username] = password

    def delete_password(self, service_name, username):
        self._fail()
        if self.kept.pop((service_name, username), None) is None:
            raise KeyringError(username)

    def _fail(self):
        if self.broken:
            raise KeyringError("locked")
