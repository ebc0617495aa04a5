"""Who may read what, and the keys that follow from it: every space has a key, and everybody entitled has it.

    directory          ""        every installation of the organization
    meeting            ""        the same: states, attendance, who is invited
                       plenum    all but guests; the key of each item follows from it
                       item/<id> guests, the items they are invited to
                       circle/…  those with whom somebody shares marks (`app.circles`)
    private space      ""        the installations of one member

`mend` compares who has a key with who ought to: who lacks it is given it, also those of past epochs; when somebody has
it who ought not to, a new epoch begins. What was written before stays readable to whoever could read it.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace

from ecabinet.app.circle import Circle, given, guests
from ecabinet.app.genesis import Genesis, SpaceKind
from ecabinet.app.issuing import PLENUM, SPACE, KeyIssuer, KeyName, Readers, SealedDeed
from ecabinet.app.ports import Reads, Sealer, Transaction
from ecabinet.core.deeds import Certificate, Deed, packages
from ecabinet.core.directory import Directory, Member
from ecabinet.core.event import Event
from ecabinet.core.events import meeting, organization
from ecabinet.core.ids import ItemId, MeetingId, MemberId, SpaceId, WriterId
from ecabinet.core.meeting import State
from ecabinet.core.people import Role, only_guest
from ecabinet.core.things import Meeting

COMPARTMENTS: Mapping[SpaceKind, tuple[str, ...]] = {
    SpaceKind.DIRECTORY: (SPACE,),
    SpaceKind.MEETING: (SPACE, PLENUM),
    SpaceKind.PRIVATE: (SPACE,),
}


def readers(genesis: Genesis, compartment: str, directory: Directory) -> Readers:
    """Return the installations that ought to have a key, with their X25519 public keys."""
    entitled = {}
    for writer in directory.writers.values():
        member = directory.members[writer.member]
        stands = not member.removed and directory.revocation(writer.id) is None
        if stands and writer.wrap_key and _may_read(member, genesis, compartment):
            entitled[writer.id] = writer.wrap_key
    return entitled


def may_issue(signer: WriterId, genesis: Genesis, directory: Directory) -> bool:
    """Say whether keys of a space that this installation issues may be written with.

    A former controller's may, while it stands: handing over does not make the keys of a whole organization void.
    """
    return directory.revocation(signer) is None and may_have_issued(signer, genesis, directory)


def may_have_issued(signer: WriterId, genesis: Genesis, directory: Directory) -> bool:
    """Say whether somebody who gave keys of a space was one to give them, whatever became of that installation since.

    What others say they gave is no reason to withhold a key: they may have given nothing.
    """
    author = directory.author(signer)
    if author is None:
        return False
    if genesis.kind is SpaceKind.PRIVATE:
        return author.member == genesis.about
    officer = genesis.kind is SpaceKind.MEETING and not author.roles.isdisjoint({Role.CHAIR, Role.SECRETARY})
    return author.controller or officer or signer in directory.controllers


def former_names(deeds: Iterable[Deed], writer: WriterId) -> frozenset[WriterId]:
    """Return the installations that a writer continues, as certificates say: what was wrapped for them is for it."""
    signers = {deed.writer: deed.signer for deed in deeds if isinstance(deed, Certificate)}
    found: set[WriterId] = set()
    while writer in signers and signers[writer] not in found:
        writer = signers[writer]
        found.add(writer)
    return frozenset(found)


def begin(genesis: Genesis, transaction: Transaction, issuer: KeyIssuer) -> None:
    """Issue a space's first keys."""
    for compartment in COMPARTMENTS[genesis.kind]:
        entitled = readers(genesis, compartment, transaction.directory())
        _keep([issuer.begin(genesis.space, compartment, 1, entitled)], transaction)


def follow(events: Iterable[Event], transaction: Transaction, sealer: Sealer) -> None:
    """Issue the keys that follow from events just written here, in their transaction."""
    if sealer.issuer is None:
        return
    for event in events:
        if isinstance(event, organization.WriterCertified) and event.writer != sealer.writer:
            space = transaction.directory().space
            certificate = Certificate(space, sealer.writer, event.writer, event.public_key)
            _keep([sealer.issuer.certify(certificate)], transaction)
        if isinstance(event, organization.MeetingDrafted):
            _begin_meeting(event.space, transaction, sealer.issuer)
        if isinstance(event, meeting.ParticipantInvited) and _is_guest(event.member, transaction.directory()):
            _admit(event, transaction, sealer)
    if any(type(event) in MOVING for event in events):
        mend(transaction, sealer)


MOVING: frozenset[type[Event]] = frozenset(
    {
        organization.WriterCertified,
        organization.RolesGranted,
        organization.WriterRevoked,
        organization.MemberRemoved,
    }
)
"""Events after which other installations ought to have the keys than before."""


def mend(transaction: Transaction, sealer: Sealer, meetings: Collection[str] | None = None) -> None:
    """Issue what is lacking and begin what is due: the controller for all spaces, others for keys they issued.

    With `meetings`, only in their spaces: when nobody came or went but in these.
    """
    if sealer.issuer is None:
        return
    for genesis in transaction.spaces():
        concerned = meetings is None or genesis.about in meetings
        if concerned and may_issue(sealer.writer, genesis, transaction.directory()):
            ours = None if sealer.writer == transaction.directory().controller else sealer.writer
            _keep(_mended(genesis, transaction, sealer.issuer, ours), transaction)


def _admit(guest: meeting.ParticipantInvited, transaction: Transaction, sealer: Sealer) -> None:
    """Issue the keys of the items a guest was just given here, whoever began the plenum's."""
    genesis = next((genesis for genesis in transaction.spaces() if genesis.about == guest.meeting), None)
    if genesis and sealer.issuer and may_issue(sealer.writer, genesis, transaction.directory()):
        _keep(_mended(genesis, transaction, sealer.issuer, None), transaction)


def _may_read(member: Member, genesis: Genesis, compartment: str) -> bool:
    if genesis.kind is SpaceKind.PRIVATE:
        return member.id == genesis.about
    return compartment == SPACE or not only_guest(member.roles)


def _is_guest(member: MemberId, directory: Directory) -> bool:
    return member in directory.members and only_guest(directory.members[member].roles)


def _begin_meeting(space: SpaceId, transaction: Transaction, issuer: KeyIssuer) -> None:
    """Issue a new meeting's first keys, in an organization that has keys at all."""
    genesis = next((genesis for genesis in transaction.spaces() if genesis.space == space), None)
    if genesis and issuer.held(transaction.directory().space):
        begin(genesis, transaction, issuer)


def _mended(genesis: Genesis, transaction: Transaction, issuer: KeyIssuer, by: WriterId | None) -> Iterator[SealedDeed]:
    """Yield what is due for the keys issued `by` this installation; for all that are held here, where it is None."""
    deeds, directory = transaction.deeds(genesis.space), transaction.directory()
    spared = issuer.own.keys() | {directory.controller}
    proven = given(one for one in packages(deeds) if may_have_issued(one.signer, genesis, directory))
    issued = given(package for package in packages(deeds) if package.signer == by)
    due: dict[KeyName, Readers] = {}
    for compartment in COMPARTMENTS[genesis.kind]:
        entitled = readers(genesis, compartment, directory)
        circle = Circle(entitled, _guests(genesis, compartment, transaction), spared, given(deeds), proven, issuer)
        held = [name for name in issuer.held(genesis.space) if name.compartment == compartment]
        ours = [name for name in held if by is None or name in issued]
        for name in ours:
            due |= circle.lacking(name)
        if ours and ours[-1] == held[-1] and circle.is_stale(held[-1]) and _is_in_use(genesis, transaction):
            fresh = issuer.begin(genesis.space, compartment, held[-1].epoch + 1, entitled)
            yield fresh
            begun = given([fresh.deed])
            for name in begun:
                due |= replace(circle, proven=begun).lacking(name)
    yield from issuer.share_all(due)


def _guests(genesis: Genesis, compartment: str, reads: Reads) -> Mapping[ItemId, Readers]:
    """Return the guests who ought to have keys that follow from a compartment's: only the plenum's has such."""
    if compartment != PLENUM:
        return {}
    return guests(reads, MeetingId(genesis.about), readers(genesis, SPACE, reads.directory()))


def _is_in_use(genesis: Genesis, reads: Reads) -> bool:
    """Say whether anything is still to be written there: a meeting that is over needs no new key."""
    if genesis.kind is not SpaceKind.MEETING:
        return True
    found = reads.thing(Meeting, genesis.about)
    return found is None or found.state is not State.CLOSED


def _keep(deeds: Iterable[SealedDeed], transaction: Transaction) -> None:
    for sealed in list(deeds):
        transaction.add_deed(sealed.deed, sealed.raw, own=True)
