"""The controller's side of joining: inviting, seeing who asks, approving after people compared the digits.

```
invited ──► asked ──► compare ──► approved
   │          │          │
   └──────────┴──────────┴─────► refused       invited ──► expired
```
Each call does what the store allows now and never waits: what was decided while it is silent is kept in the profile and
told later, by `pending`. An invitation is good for one laptop, once.
"""

import secrets
from contextlib import suppress
from dataclasses import dataclass, replace

from ecabinet.boot import founding
from ecabinet.boot.invitations import Case, CaseBook, Phase
from ecabinet.boot.program import Program
from ecabinet.core.directory import Directory
from ecabinet.core.errors import (
    BadValue,
    NoSuchThing,
    NotAllowed,
    SegmentDamaged,
    SegmentFault,
    Unreachable,
    WrongState,
)
from ecabinet.core.ids import Instant, MemberId
from ecabinet.sync.crypto.keyring import base32, signing_key, writer_id
from ecabinet.sync.formats import joining
from ecabinet.sync.formats.invitation import SECRET_BYTES, Invitation
from ecabinet.sync.stores.mailslot import Mailslot
from ecabinet.sync.stores.spaces import require_ours

MAX_DAYS = 60
REMEMBERED_DAYS = 30
"""Days for which an invitation that has run out is still shown, and its answer put back when it vanished."""

_DAY_MS = 86_400_000
_ID_BYTES = 16


@dataclass(frozen=True, slots=True)
class JoinRequest:
    """One invitation as the administrator sees it.

    Attributes:
        invitation: its identifier.
        label: what the person calls the laptop; empty until it asked.
        digits: six digits to compare aloud; empty until both sides have them.
        reason: why it was refused: `expired`, `used`, `member`, `mismatch`, or the administrator's words.
        contested: a further laptop asked with the same invitation; after an approval, somebody else has its text.
    """

    invitation: str
    member: MemberId
    name: str
    label: str
    digits: str
    phase: Phase
    reason: str = ""
    contested: bool = False


def invite(program: Program, member: MemberId, *, days: int = 7) -> Invitation:
    """Make an invitation for one laptop of a member.

    Raises:
        NotAllowed: this laptop is not the controller.
        NoSuchThing: the organization does not know the member, or no more.
        BadValue: field `days`, rule `range`: not 1 to 60.
    """
    directory = _require_controller(program)
    _require_member(directory, member)
    if not 1 <= days <= MAX_DAYS:
        raise BadValue("days", "range")
    invitation = Invitation(
        organization=directory.name,
        space=directory.space,
        root_key=program.sealer.open_genesis(program.profile.genesis).signer_key,
        store=program.profile.store,
        id=base32(secrets.token_bytes(_ID_BYTES)),
        secret=secrets.token_bytes(SECRET_BYTES),
        member=member,
        name=directory.members[member].name,
        expires=Instant(program.clock.now() + days * _DAY_MS),
    )
    CaseBook(program.profile).keep(Case(invitation))
    return invitation


def pending(program: Program) -> tuple[JoinRequest, ...]:
    """Go on with every invitation as far as the store allows, and return them, first to expire first.

    Raises:
        ProfileDamaged: part `joining`; what was kept of an invitation cannot be read.
    """
    return tuple(_line(case, program) for case in _advanced(program))


def approve(program: Program, invitation: str) -> JoinRequest:
    """Let the laptop write for its member; only after people have compared the digits.

    Raises:
        NoSuchThing: no such invitation was made here, or the member is gone.
        WrongState: it is not at `compare`, for example because a second laptop has asked meanwhile; nothing changed.
        NotAllowed: this laptop is not the controller any more.
    """
    directory = _require_controller(program)
    case = _found(program, invitation)
    phase = case.phase(program.clock.now())
    if phase != "compare":
        raise WrongState("joining", invitation, phase, ("compare",))
    _require_member(directory, case.invitation.member)
    request = case.asked
    if writer_id(request.public_key) not in directory.writers:  # else: certified before an interruption
        founding.certify(program, case.invitation.member, request.public_key, request.label, request.wrap_key)
    answer = joining.seal_approval(case.invitation, case.transcript, signing_key(program.profile.seed))
    return _decided(program, replace(case, answer=answer, verdict="approved"))


def refuse(program: Program, invitation: str, reason: str) -> JoinRequest:
    """End an invitation, whether or not a laptop has asked with it.

    Raises:
        NoSuchThing: no such invitation was made here.
        WrongState: it was decided already.
    """
    case = _found(program, invitation)
    if case.verdict:
        raise WrongState("joining", invitation, case.verdict, ("invited", "asked", "compare"))
    return _decided(program, _refused(program, case, reason.strip()))


def _found(program: Program, invitation: str) -> Case:
    for case in _advanced(program):
        if case.invitation.id == invitation:
            return case
    raise NoSuchThing("invitation", invitation)


def _decided(program: Program, case: Case) -> JoinRequest:
    """Keep a decision, and tell it if the store allows."""
    CaseBook(program.profile).keep(case)
    return _line(_found(program, case.invitation.id), program)


def _advanced(program: Program) -> list[Case]:
    """Return what is kept of every case, after going on with each until the store is silent."""
    book = CaseBook(program.profile)
    with suppress(Unreachable):
        require_ours(program.exchange.store, program.sealer.open_genesis(program.profile.genesis))
        for case in book.all():
            _advance(program, case)
    return book.all()


def _advance(program: Program, case: Case) -> None:
    """Go on with a case; each step is kept before the next one, so that an interruption loses nothing."""
    book, slot = CaseBook(program.profile), Mailslot(program.exchange.store, case.invitation)
    if program.clock.now() > case.invitation.expires + REMEMBERED_DAYS * _DAY_MS:
        return book.forget(case)
    for step in (_take_request, _look_for_rivals, _show_challenge, _take_number, _tell):
        went_on = step(program, case, slot)
        case = case if went_on == case else book.keep(went_on)
    return None


def _take_request(program: Program, case: Case, slot: Mailslot) -> Case:
    """Pin the first request that holds, with the challenge made for it; one that comes too late is refused."""
    if case.request or case.verdict:
        return case
    raw = slot.read(joining.REQUEST)
    try:
        joining.open_request(raw, case.invitation)
    except SegmentDamaged:
        return case
    nonce, key = secrets.token_bytes(joining.NONCE_BYTES), signing_key(program.profile.seed)
    late = case.phase(program.clock.now()) == "expired"
    case = replace(case, request=raw, challenge=joining.seal_challenge(case.invitation, raw, nonce, key))
    return _refused(program, case, "expired") if late else case


def _look_for_rivals(program: Program, case: Case, slot: Mailslot) -> Case:
    """Refuse an invitation that two laptops hold, or whose member is gone; after an approval, only note the first."""
    if case.request and not case.contested and slot.rival(case.request):
        case = replace(case, contested=True)
    if case.verdict:
        return case
    if case.contested:
        return _refused(program, case, "used")
    gone = not _is_member(_directory(program), case.invitation.member)
    return _refused(program, case, "member") if gone else case


def _show_challenge(_program: Program, case: Case, slot: Mailslot) -> Case:
    if case.request and not case.verdict:
        slot.put(joining.CHALLENGE, case.challenge)
    return case


def _take_number(program: Program, case: Case, slot: Mailslot) -> Case:
    if not case.request or case.number or case.verdict:
        return case
    try:
        reveal = joining.open_reveal(slot.read(joining.REVEAL), case.invitation, case.asked, case.challenge)
    except SegmentDamaged as damage:
        cheated = damage.fault is SegmentFault.BODY
        return _refused(program, case, "mismatch") if cheated else case
    return replace(case, number=reveal.nonce)


def _tell(_program: Program, case: Case, slot: Mailslot) -> Case:
    if case.answer:
        slot.put(joining.ANSWER, case.answer)
    return case


def _refused(program: Program, case: Case, reason: str) -> Case:
    answer = joining.seal_refusal(case.invitation, reason, signing_key(program.profile.seed))
    return replace(case, answer=answer, verdict="refused", reason=reason)


def _line(case: Case, program: Program) -> JoinRequest:
    return JoinRequest(
        invitation=case.invitation.id,
        member=case.invitation.member,
        name=case.invitation.name,
        label=case.asked.label if case.request else "",
        digits=joining.digits(case.transcript) if case.number else "",
        phase=case.phase(program.clock.now()),
        reason=case.reason,
        contested=case.contested,
    )


def _directory(program: Program) -> Directory:
    with program.replica.read() as reads:
        return reads.directory()


def _require_controller(program: Program) -> Directory:
    directory = _directory(program)
    author = directory.author(program.sealer.writer)
    if author is None or not author.controller:
        raise NotAllowed("WriterCertified", ("controller",))
    return directory


def _require_member(directory: Directory, member: MemberId) -> None:
    if not _is_member(directory, member):
        raise NoSuchThing("member", member)


def _is_member(directory: Directory, member: MemberId) -> bool:
    known = directory.members.get(member)
    return known is not None and not known.removed
