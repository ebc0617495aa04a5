"""The administrator's window joined with the admission of laptops: the port of its screen, and its part of the pulse.

Everything here runs in the lane of the exchange, one piece after the other: it reads and writes the store.
"""

from dataclasses import replace
from pathlib import Path

from ecabinet.app.changes import Changes
from ecabinet.boot import admission
from ecabinet.boot.admission import JoinRequest
from ecabinet.boot.files import write_secret
from ecabinet.boot.invitations import CaseBook
from ecabinet.boot.program import Program
from ecabinet.boot.pulse import News, Pulse
from ecabinet.core.errors import BadValue, ProfileDamaged
from ecabinet.core.ids import Instant, MemberId
from ecabinet.sync.formats.invitation import Invitation, invitation_text
from ecabinet.ui.admissions import Request
from ecabinet.ui.delivery import Light

_OPEN = {"invited", "asked", "compare"}
_PACE_MS, _EACH_MS = 1_400, 20
"""Between two looks for news of open invitations: at least, and more for each one that is kept."""
_IDLE_MS = 20_000
"""Between two looks while none is open: an answer that vanished is put back."""


class AdmissionDesk:
    """Implements `ui.admissions.Admissions` for one program."""

    def __init__(self, program: Program) -> None:
        self._program = program
        self._known: tuple[JoinRequest, ...] = ()
        self._last, self._pause = Instant(0), 0

    def invite(self, member: MemberId, days: int) -> str:
        """Make an invitation for one laptop of a member; return its identifier.

        Raises:
            NotAllowed, NoSuchThing, BadValue: as in `boot.admission.invite`.
        """
        self._pause = 0
        return admission.invite(self._program, member, days=days).id

    def requests(self) -> tuple[Request, ...]:
        """Return every invitation, first to expire first, after going on with them if it is time again.

        Raises:
            ProfileDamaged: part `joining`; what was kept of an invitation cannot be read.
        """
        self.advance()
        lines = self._known
        kept = {case.invitation.id: case.invitation for case in CaseBook(self._program.profile).all()}
        return tuple(_request(line, kept[line.invitation]) for line in lines)

    def approve(self, invitation: str, digits: str) -> None:
        """Let the laptop in whose digits were compared.

        Raises:
            BadValue: field `digits`, rule `differ`: by now they are others than those shown. Nothing was approved.
            NoSuchThing, WrongState, NotAllowed: as in `boot.admission.approve`.
        """
        now = {line.invitation: line.digits for line in self._looked()}.get(invitation, "")
        if now and now != digits:
            raise BadValue("digits", "differ")
        self._pause = 0
        admission.approve(self._program, invitation)

    def refuse(self, invitation: str, reason: str) -> None:
        """End an invitation.

        Raises:
            NoSuchThing, WrongState: as in `boot.admission.refuse`.
        """
        self._pause = 0
        admission.refuse(self._program, invitation, reason)

    def save(self, text: str, file: Path) -> None:
        """Write an invitation's text to a file; one that the person chose to replace is replaced.

        Raises:
            BadValue: field `invitation`, rule `unwritable`; an older file is left as it was.
        """
        try:
            write_secret(file.expanduser().absolute(), f"{text}\n".encode())
        except OSError as error:
            raise BadValue("invitation", "unwritable") from error

    def advance(self) -> bool:
        """Go on with the invitations when it is time again; say whether something about them has changed.

        Raises:
            ProfileDamaged: as in `requests`.
        """
        if 0 <= self._program.clock.now() - self._last < self._pause:  # a clock put back must not stop it
            return False
        before = self._known
        return self._looked() != before

    def _looked(self) -> tuple[JoinRequest, ...]:
        self._known = admission.pending(self._program)
        waiting = any(line.phase in _OPEN for line in self._known)
        self._pause = _PACE_MS + _EACH_MS * len(self._known) if waiting else _IDLE_MS
        self._last = self._program.clock.now()
        return self._known


class AdministratorPulse:
    """A round of exchange, and after it a look at those who want to join."""

    def __init__(self, program: Program, desk: AdmissionDesk) -> None:
        self._pulse, self._desk = Pulse(program), desk

    def beat(self) -> News:
        """Do one round; what changed about invitations counts as delivery."""
        return self._seen(self._pulse.beat())

    def glance(self) -> News:
        """Do one round that looks only where news are likely."""
        return self._seen(self._pulse.glance())

    def _seen(self, news: News) -> News:
        if news.delivery.light is not Light.OFFLINE and self._changed():
            return replace(news, changes=news.changes | Changes(delivery=True))
        return news

    def _changed(self) -> bool:
        try:
            return self._desk.advance()
        except ProfileDamaged:  # the screen says so when it asks; the exchange goes on
            return False


def _request(line: JoinRequest, invitation: Invitation) -> Request:
    return Request(
        invitation=line.invitation,
        member=line.member,
        name=line.name,
        label=line.label,
        digits=line.digits,
        phase=line.phase,
        reason=line.reason,
        contested=line.contested,
        expires=invitation.expires,
        text=invitation_text(invitation),
    )
