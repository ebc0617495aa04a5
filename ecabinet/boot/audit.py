"""Recomputing everything from a store alone, and setting it beside what a profile holds and shows.

store ─► fresh replica ─┬─ its read tables  = pure fold of its accepted records?
├─ its closed votes = recounted from the ballots they list?
profile's replica ──────┼─ its read tables  = pure fold of its accepted records?
└─ its records      = those of the fresh replica, as far as both have them?
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields

from ecabinet.app.genesis import Genesis
from ecabinet.boot.issued import presumed
from ecabinet.boot.matching import Standing, match
from ecabinet.boot.profile import Profile
from ecabinet.boot.recount import Recount, cast_in, recount, shown_in
from ecabinet.boot.retelling import retold
from ecabinet.core.errors import StoreUnreachable
from ecabinet.core.event import Author, Log, Record
from ecabinet.core.fold import fold
from ecabinet.core.things import KINDS, Thing, Vote
from ecabinet.replica.digest import digest
from ecabinet.replica.telling import open_to_read, told_records
from ecabinet.replica.transaction import SqlTransaction
from ecabinet.sync.audit.findings import Defect, Verification
from ecabinet.sync.audit.verify import verify_store
from ecabinet.sync.formats.founding import open_genesis
from ecabinet.sync.formats.names import genesis_path
from ecabinet.sync.stores.spaces import find_directory
from ecabinet.sync.stores.store import Store

Key = tuple[type[Thing], str]
Shown = Mapping[Key, tuple[Thing, tuple[str, ...]]]
"""Things with the names of their fields in conflict, by kind and identifier."""


@dataclass(frozen=True, slots=True)
class Audit:
    """What a recomputation from the store found.

    Attributes:
        segments: in the store; `sealed` of them the profile's keys do not open. `records` were read from the others.
        reasons: how many records have no effect, by reason; "" counts those that have.
        standing: whether the profile knows as much as the store.
        behind: records of the store that the profile lacks; `ahead` the other way round.
        digest: of the fresh replica; `profile_digest` of the profile's. They must be equal when the two are level.
        votes: every closed vote, recounted.
        differences: by file, record, thing or vote; empty when all is well.
    """

    segments: int
    sealed: int
    records: int
    reasons: Mapping[str, int]
    standing: Standing
    behind: int
    ahead: int
    digest: str
    profile_digest: str
    votes: tuple[Recount, ...]
    differences: tuple[Defect, ...]

    @property
    def sound(self) -> bool:
        """Say whether nothing differs from what it should be."""
        return not self.differences


def audit(store: Store, profile: Profile) -> Audit:
    """Recompute everything from a store with a member's keys and compare; neither store nor profile is written to.

    Raises:
        StoreUnreachable: the store is out of reach, is none, or another organization's.
        ProfileDamaged, ReadOnlyJournal, BadValue, ProfileLocked: the profile's replica cannot be read.
    """
    genesis = open_genesis(profile.genesis)
    _require_ours(store, genesis)
    kept = open_to_read(profile.replica, profile.database_key)
    try:
        with retold(store, profile) as fresh, fresh.program.replica.read() as anew, kept.read() as held:
            differences = {defect.file: defect for defect in fresh.defects}
            checked = verify_store(store, genesis.signer_key)
            found = (*checked.defects, *_forks(checked), *presumed(store, anew))
            differences |= {defect.file: defect for defect in found}
            return _compared(anew, held, (fresh.segments, fresh.sealed), list(differences.values()))
    finally:
        kept.close()


def _forks(checked: Verification) -> Iterator[Defect]:
    """Name each fork by the first of its files, its writer and the number at which it departs."""
    return (Defect(fork.files[0], "fork", f"{fork.writer} {fork.number}") for fork in checked.forks)


def _require_ours(store: Store, genesis: Genesis) -> None:
    """Check that the store is this organization's, without mending anything in it."""
    store.check()
    if store.read(genesis_path(genesis.space), len(genesis.raw) + 1) != genesis.raw:
        raise StoreUnreachable(store.url, "other_organization" if find_directory(store) else "not_a_store")


def _compared(anew: SqlTransaction, held: SqlTransaction, files: tuple[int, int], differences: list[Defect]) -> Audit:
    reasons = Counter(reason for genesis in anew.spaces() for _record, reason in told_records(anew, genesis.space))
    matched = match(anew, held)
    folded = folded_from(anew)
    votes = [thing for thing, _conflicts in folded.values() if isinstance(thing, Vote)]
    valid = (record for record, _author in accepted(anew))
    counted = recount(votes, cast_in(valid, anew), anew)
    digests = digest(anew), digest(held)
    differences += matched.differences
    differences += unlike("store", shown_by(anew), folded)
    differences += unlike("profile", shown_by(held), folded_from(held))
    differences += _miscounted(counted, votes, held)
    if matched.standing is Standing.LEVEL and matched.basis and digests[0] != digests[1]:
        differences.append(Defect("digest", "differs", " ".join(digests)))
    seen = (*files, reasons.total(), dict(sorted(reasons.items())))
    standing = (matched.standing, matched.behind, matched.ahead)
    return Audit(*seen, *standing, *digests, counted, tuple(differences))


def accepted(reads: SqlTransaction) -> Iterator[tuple[Record, Author]]:
    """Return the data records of a replica that have effect, each with its author."""
    for genesis in reads.spaces():
        for record, reason in told_records(reads, genesis.space):
            directory = reads.directory_at(record.control)
            author = directory.author(record.writer) if directory else None
            if record.log is Log.DATA and not reason and author:
                yield record, author


def folded_from(reads: SqlTransaction) -> Shown:
    """Return what the pure fold makes of a replica's records."""
    return {key: (merged.thing, merged.conflicts) for key, merged in fold(accepted(reads)).items()}


def shown_by(reads: SqlTransaction) -> Shown:
    """Return what a replica's read tables show."""
    things = ((kind, thing) for kind in KINDS for thing in reads.things(kind))
    return {(kind, thing.id): (thing, reads.conflicts(kind, thing.id)) for kind, thing in things}


def unlike(where: str, shown: Shown, folded: Shown) -> Iterator[Defect]:
    """Name every thing that read tables show otherwise than the fold, with the fields that differ."""
    for key in sorted(shown.keys() | folded.keys(), key=lambda key: (key[0].__name__, key[1])):
        ours, theirs = shown.get(key), folded.get(key)
        if ours == theirs:
            continue
        name = f"{where}: {key[0].__name__} {key[1]}"
        if ours is None or theirs is None:
            yield Defect(name, "projection", "not shown" if ours is None else "made of no record")
            continue
        differing = [f.name for f in fields(key[0]) if getattr(ours[0], f.name) != getattr(theirs[0], f.name)]
        yield Defect(name, "projection", " ".join(differing) or "conflicts")


def _miscounted(counted: Iterable[Recount], votes: Iterable[Vote], held: SqlTransaction) -> Iterator[Defect]:
    """Name votes whose result does not follow from their ballots, here or as the profile shows it."""
    known = {vote.id: vote for vote in votes}
    for one in counted:
        if one.missing:
            yield Defect(f"Vote {one.vote}", "ballots", f"{one.missing} listed ballots are not there")
        if one.shown != one.outcome:
            yield Defect(f"store: Vote {one.vote}", "count", str(one.outcome.verdict))
        theirs = held.thing(Vote, one.vote)
        same = theirs is not None and theirs.counted == known[one.vote].counted and theirs.state == "closed"
        if same and not one.missing and shown_in(held, known[one.vote]) != one.outcome:
            yield Defect(f"profile: Vote {one.vote}", "count", str(one.outcome.verdict))
