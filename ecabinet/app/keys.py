"""Who may read what, and the keys that follow from it: every space has a key, and everybody entitled has it.

    directory          ""        every installation of the organization
    meeting            ""        the same: states, attendance, who is invited
                       plenum    all but guests; the key of each item follows from it
                       item/<id> guests, one item at a time
    private space      ""        the installations of one member

`mend` compares who has a key with who ought to: who lacks it is given it; when somebody has it who ought not to, a new
epoch begins. What was written before stays readable to whoever could read it.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping

from ecabinet.app.genesis import Genesis, SpaceKind
from ecabinet.app.issuing import ITEM, PLENUM, SPACE, KeyIssuer, KeyName, Readers, SealedDeed
from ecabinet.app.ports import Reads, Sealer, Transaction
from ecabinet.core.deeds import Certificate, Deed, KeyPackage
from ecabinet.core.directory import Directory, Member
from ecabinet.core.errors import NotAllowed
from ecabinet.core.event import Event
from ecabinet.core.events import organization
from ecabinet.core.ids import ItemId, MemberId, SpaceId, WriterId
from ecabinet.core.meeting import State
from ecabinet.core.people import Role
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
    author = directory.author(signer)
    if author is None or directory.revocation(signer) is not None:
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


def mend(transaction: Transaction, sealer: Sealer) -> None:
    """Issue what is lacking and begin what is due: the controller for all spaces, others for keys they issued."""
    if sealer.issuer is None:
        return
    for genesis in transaction.spaces():
        if may_issue(sealer.writer, genesis, transaction.directory()):
            _keep(_mended(genesis, transaction, sealer.issuer, sealer.writer), transaction)


def admit_guests(
    space: SpaceId,
    guests: Collection[MemberId],
    items: Iterable[ItemId],
    by: tuple[Transaction, Sealer],
) -> None:
    """Give these guests' installations the keys of single items, those of all epochs; none is ever taken back.

    Raises:
        NotAllowed: this installation may not issue keys of the meeting, or was given none.
    """
    transaction, sealer = by
    genesis = next((genesis for genesis in transaction.spaces() if genesis.space == space), None)
    directory, issuer = transaction.directory(), sealer.issuer
    plenums = [name for name in issuer.held(space) if name.compartment == PLENUM] if issuer else []
    if issuer is None or genesis is None or not plenums or not may_issue(sealer.writer, genesis, directory):
        raise NotAllowed("KeyPackage", (Role.CHAIR, Role.SECRETARY))
    standing = readers(genesis, SPACE, directory)
    devices = {writer: key for writer, key in standing.items() if directory.writers[writer].member in guests}
    wanted = [issuer.item(plenum, item) for item in items for plenum in plenums]
    _keep((deed for name in wanted if (deed := issuer.share(name, devices))), transaction)


def _may_read(member: Member, genesis: Genesis, compartment: str) -> bool:
    if genesis.kind is SpaceKind.PRIVATE:
        return member.id == genesis.about
    return compartment == SPACE or not member.roles <= {Role.GUEST}


def _begin_meeting(space: SpaceId, transaction: Transaction, issuer: KeyIssuer) -> None:
    """Issue a new meeting's first keys, in an organization that has keys at all."""
    genesis = next((genesis for genesis in transaction.spaces() if genesis.space == space), None)
    if genesis and issuer.held(transaction.directory().space):
        begin(genesis, transaction, issuer)


def _mended(genesis: Genesis, transaction: Transaction, issuer: KeyIssuer, me: WriterId) -> Iterator[SealedDeed]:
    directory, deeds = transaction.directory(), transaction.deeds(genesis.space)
    given, mine = _given(deeds), _given(deed for deed in deeds if isinstance(deed, KeyPackage) and deed.signer == me)
    for compartment in COMPARTMENTS[genesis.kind]:
        entitled = readers(genesis, compartment, directory)
        held = [name for name in issuer.held(genesis.space) if name.compartment == compartment]
        ours = [name for name in held if me == directory.controller or name in mine]
        for name in ours:
            lacking = {writer: key for writer, key in entitled.items() if writer not in given[name]}
            if lacking and (shared := issuer.share(name, lacking)):
                yield shared
        stale = ours and ours[-1] == held[-1] and given[held[-1]] - entitled.keys() - {me, directory.controller}
        if stale and _is_in_use(genesis, transaction):
            fresh = issuer.begin(genesis.space, compartment, held[-1].epoch + 1, entitled)
            yield fresh
            if compartment == PLENUM:
                yield from _again(genesis, fresh, given, (issuer, directory))


def _again(
    genesis: Genesis,
    fresh: SealedDeed,
    given: Mapping[KeyName, frozenset[WriterId]],
    by: tuple[KeyIssuer, Directory],
) -> Iterator[SealedDeed]:
    """Yield the keys of single items under a new plenum key, for the guests who had them before and still may."""
    issuer, directory = by
    if not isinstance(fresh.deed, KeyPackage):
        return
    plenum = KeyName(genesis.space, PLENUM, fresh.deed.epoch, fresh.deed.key_id)
    standing = readers(genesis, SPACE, directory)
    guests: dict[str, set[WriterId]] = {}
    for name, had in given.items():
        if name.compartment.startswith(ITEM):
            guests.setdefault(name.compartment.removeprefix(ITEM), set()).update(had)
    for item, writers in sorted(guests.items()):
        still = {writer: standing[writer] for writer in writers if writer in standing}
        if shared := issuer.share(issuer.item(plenum, ItemId(item)), still):
            yield shared


def _given(deeds: Iterable[Deed]) -> Mapping[KeyName, frozenset[WriterId]]:
    """Return for whom each key of a space was wrapped; nobody for one that is not known."""
    given: defaultdict[KeyName, frozenset[WriterId]] = defaultdict(frozenset)
    for deed in deeds:
        if isinstance(deed, KeyPackage):
            name = KeyName(deed.space, deed.compartment, deed.epoch, deed.key_id)
            given[name] = given[name] | {writer for writer, _wrap in deed.wraps}
    return given


def _is_in_use(genesis: Genesis, reads: Reads) -> bool:
    """Say whether anything is still to be written there: a meeting that is over needs no new key."""
    if genesis.kind is not SpaceKind.MEETING:
        return True
    meeting = reads.thing(Meeting, genesis.about)
    return meeting is None or meeting.state is not State.CLOSED


def _keep(deeds: Iterable[SealedDeed], transaction: Transaction) -> None:
    for sealed in list(deeds):
        transaction.add_deed(sealed.deed, sealed.raw, own=True)
