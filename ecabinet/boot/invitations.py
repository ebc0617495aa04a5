"""What the controller's laptop keeps of its invitations: a sealed file each, in the profile's `invitations/`."""

from dataclasses import dataclass
from typing import Literal

from ecabinet.boot.profile import Profile
from ecabinet.boot.sealed import SealedFile
from ecabinet.core.ids import Instant
from ecabinet.sync.formats import joining
from ecabinet.sync.formats.invitation import Invitation
from ecabinet.sync.formats.joining import Request

Phase = Literal["invited", "asked", "compare", "approved", "refused", "expired"]


@dataclass(frozen=True, slots=True)
class Case:
    """An invitation and what came of it: the exact bytes of each message so far, and what was decided.

    Attributes:
        request: pinned before the challenge is shown: what lies in the store by then may be another laptop's.
        number: what the laptop had committed to, 32 bytes; empty until it was shown.
        contested: a further laptop asked with the same invitation.
    """

    invitation: Invitation
    request: bytes = b""
    challenge: bytes = b""
    number: bytes = b""
    answer: bytes = b""
    verdict: Literal["", "approved", "refused"] = ""
    reason: str = ""
    contested: bool = False

    @property
    def asked(self) -> Request:
        """The request, once there is one."""
        return joining.open_request(self.request, self.invitation)

    @property
    def transcript(self) -> bytes:
        """What both sides agree on, once the laptop has shown its number."""
        return joining.transcript(self.request, self.challenge, self.number)

    def phase(self, now: Instant) -> Phase:
        """Return how far it is."""
        if self.verdict:
            return self.verdict
        if self.request:
            return "compare" if self.number else "asked"
        return "expired" if now > self.invitation.expires else "invited"


class CaseBook:
    """The cases of one profile."""

    def __init__(self, profile: Profile) -> None:
        self._folder, self._secret = profile.folder / "invitations", profile.database_key

    def all(self) -> list[Case]:
        """Return every case, first to expire first.

        Raises:
            ProfileDamaged: part `joining`; one of the files cannot be read. It is left as it is.
        """
        names = [path.name for path in self._folder.glob("?" * 26)]
        found = [case for name in names if (case := self._file(name).read())]
        return sorted(found, key=lambda case: (case.invitation.expires, case.invitation.id))

    def keep(self, case: Case) -> Case:
        """Keep a case in the place of what was known of it before, and return it."""
        self._folder.mkdir(mode=0o700, exist_ok=True)
        self._file(case.invitation.id).write(case)
        return case

    def forget(self, case: Case) -> None:
        """Remove what was kept of a case."""
        self._file(case.invitation.id).path.unlink(missing_ok=True)

    def _file(self, name: str) -> SealedFile[Case]:
        return SealedFile(self._folder / name, Case, self._secret, "invitation")
