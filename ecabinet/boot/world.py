"""The real clock and the real chance behind their ports."""

import secrets
import time

from ecabinet.core.ids import Instant
from ecabinet.sync.crypto.keyring import base32


class SystemClock:
    """The laptop's clock; implements `ports.Clock`."""

    def now(self) -> Instant:
        """Return the present instant."""
        return Instant(time.time_ns() // 1_000_000)


class RandomIds:
    """Identifiers from the system's random source; implements `ports.Ids`."""

    def new(self, prefix: str) -> str:
        """Return prefix, hyphen and 16 random bytes in base32."""
        return f"{prefix}-{base32(secrets.token_bytes(16))}"
