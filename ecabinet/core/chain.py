"""The control chain: which control records count, in which order, and the directory at each position.

One controller extends it in an epoch. An epoch ends when it is handed over, or where a mandate of the organization's
root cuts it:

    (0,0) ─ (1,1) ─ (1,2) ─ (1,3: handed over) ─ (2,0) ─ (2,1) ─ …
                      └──── mandate for 3 after (1,2) ─ (3,0) ─ (3,1) ─ …     then (1,3), (2,0), (2,1) are void

Records of a later epoch name as their base the hash of the record behind which it began. That upholds one side of a log
that was forked before (`core.sides`); a fork where nobody has ruled since stops the chain. A mandate may name the
record it follows by its hash: then the root has chosen the side (`core.mandates`).

The chain is a pure function of the control records of all epochs, of the deeds, and of the forks that are known:
their order of arrival cannot matter. `grow` follows it from where it stands.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import partial

from ecabinet.core import mandates, reasons, steps
from ecabinet.core.deeds import Certificate, Deed, Mandate
from ecabinet.core.directory import START, Directory, extend, heir
from ecabinet.core.event import Author, ControlPosition, Record, Scope, UnknownEvent
from ecabinet.core.identity import writer_of
from ecabinet.core.ids import WriterId
from ecabinet.core.layers import put
from ecabinet.core.sides import Read, Sides
from ecabinet.core.steps import Steps, Told

FIRST = ControlPosition(1, 0)
"""Where the first epoch begins: another name of `directory.START`."""

_ENDLESS = 2**63
"""Behind every number of an epoch: it is over, so whatever a mandate waits for in it will not come."""


@dataclass(frozen=True, slots=True)
class Chain:
    """The control chain as far as it is known.

    Attributes:
        at: the directory at each position that counts, in ascending order.
        latest: the directory at the last of them.
        mandates: those in force, by epoch; each cuts what lies between its `after` and its epoch.
        forks: for control logs that contradict themselves, the lowest number of which two records are known.
        upheld: hashes of records at or behind a fork that count all the same.
        stopped: whether a log contradicts itself where the chain would go on; only a mandate helps then.
    """

    at: Steps
    latest: Directory
    mandates: tuple[Mandate, ...] = ()
    forks: Mapping[WriterId, int] = field(default_factory=dict)
    upheld: frozenset[bytes] = frozenset()
    stopped: bool = False

    def directory_at(self, position: ControlPosition) -> Directory | None:
        """Return the directory that judges what names a position, None while it is unknown.

        A void position is judged by the last one that counts before it; so is everything behind a fork.
        """
        found = self.at.get(position)
        if found is not None or (position > self.latest.position and not self.stopped):
            return found
        return self.at.upto(position)

    def author(self, record: Record) -> Author | None:
        """Return who stands behind a data record at the control position it names."""
        directory = self.directory_at(record.control)
        return directory.author(record.writer) if directory else None


def start(directory: Directory, deeds: Iterable[Deed] = (), forks: Mapping[WriterId, int] | None = None) -> Chain:
    """Return the chain before its first record; `directory` names the space and the first controller."""
    known = {deed for deed in deeds if isinstance(deed, Mandate) and mandates.is_sound(deed, directory)}
    keys = {mandate.controller: mandate.controller_key for mandate in known}
    first = replace(directory, controllers={directory.controller: directory.controller_key, **keys})
    return Chain(steps.begin(first), first, mandates.in_force(known), dict(forks or {}))


def chain_of(
    directory: Directory, read: Read, deeds: Iterable[Deed] = (), forks: Mapping[WriterId, int] | None = None
) -> Chain:
    """Return the whole chain, with the certificates that count in each of its directories."""
    given = tuple(deeds)
    return with_certificates(grow(start(directory, given, forks), read), given)


def grow(chain: Chain, read: Read) -> Chain:
    """Return the chain with what can be read behind its end, in this epoch and the following ones."""
    course = _Course(chain, read, {*chain.upheld, *_chosen(chain, read)})
    more = list(_walk(course))
    if more or course.stopped != chain.stopped:
        at, latest = chain.at.followed_by(more), more[-1] if more else chain.latest
        return replace(chain, at=at, latest=latest, upheld=frozenset(course.upheld), stopped=course.stopped)
    return chain


def ended(chain: Chain, directory: Directory, record: Record) -> tuple[Directory, Directory | None]:
    """Return the directory after a record, and the first one of the next epoch if this one ends here, in any way."""
    after, following = _stepped(chain, directory, record)
    return after, following or _mandated(chain, after, after.position)


def with_certificates(chain: Chain, deeds: Iterable[Deed]) -> Chain:
    """Return the chain with the certificates by which installations continue others, and no more than these.

    A controller's certificates repeat what the chain says, for those who cannot read it; they continue nobody. Nor
    does one that the new key did not countersign.
    Of two certificates for one writer the one with the least signer counts. A chain that has them already is
    returned as it is.
    """
    told = _told(Told(), deeds, chain.latest)
    return chain if told == chain.at.told else _telling(chain, told)


def with_more_certificates(chain: Chain, deeds: Iterable[Deed]) -> Chain:
    """Return the chain with these certificates beside those it has, if nobody has come to control it since."""
    told = _told(chain.at.told, deeds, chain.latest)
    return chain if told is chain.at.told else _telling(chain, told)


def control_reason(chain: Chain, record: Record) -> str:
    """Return why a record of a control log in the directory's space has no effect; `reasons.ACCEPTED` if it has."""
    if record.seq >= chain.forks.get(record.writer, record.seq + 1) and not _is_upheld(chain, record):
        return reasons.CONTESTED
    found = chain.at.get(ControlPosition(record.control.epoch, record.seq))
    if found is None or found.controller != record.writer or record.control.seq != record.seq - 1:
        return reasons.VOID if record.writer in chain.latest.controllers else reasons.NOT_ALLOWED
    if isinstance(record.event, UnknownEvent):
        return reasons.UNKNOWN_TYPE
    return reasons.ACCEPTED if record.event.SCOPE is Scope.CONTROL else reasons.WRONG_SPACE


def _telling(chain: Chain, told: Told) -> Chain:
    return replace(chain, at=chain.at.telling(told), latest=steps.given(chain.latest, told))


def _told(told: Told, deeds: Iterable[Deed], latest: Directory) -> Told:
    """Return what is told once these deeds are known, too."""
    certificates, vouched = told.certificates, told.vouched
    for deed in deeds:
        if not isinstance(deed, Certificate) or not _own_key(deed, latest):
            continue
        if deed.writer not in vouched:
            vouched = put(vouched, deed.writer, deed.public_key)
        if _continues(deed, latest) and _is_least(deed, certificates):
            certificates = put(certificates, deed.writer, deed)
    is_news = vouched is not told.vouched or certificates is not told.certificates
    return Told(certificates, vouched) if is_news else told


def _continues(deed: Certificate, latest: Directory) -> bool:
    return deed.countersigned and deed.signer not in latest.controllers and deed.writer not in latest.controllers


def _is_least(deed: Certificate, certificates: Mapping[WriterId, Certificate]) -> bool:
    known = certificates.get(deed.writer)
    return known is None or deed.signer < known.signer


@dataclass(slots=True)
class _Course:
    """A walk along the chain, and what it finds out on its way; see `Chain`."""

    chain: Chain
    read: Read
    upheld: set[bytes]
    stopped: bool = False


def _walk(course: _Course) -> Iterator[Directory]:
    """Yield the directories behind the chain's end."""
    chain, directory = course.chain, course.chain.latest
    records = _own(course, directory)
    while True:
        following = _mandated(chain, directory, directory.position)
        if following is None:
            record = next(records, None)
            if record is None:
                return
            directory, following = _stepped(chain, directory, record)
            yield directory
        if following is not None:
            course.stopped |= not mandates.agree(chain.mandates, following)
            if course.stopped:
                return
            yield following
            directory, records = following, _own(course, following)


def _stepped(chain: Chain, directory: Directory, record: Record) -> tuple[Directory, Directory | None]:
    """Return the directory after a record, and the first one of the next epoch if the record ends this one."""
    place = ControlPosition(_epoch(directory), record.seq)
    effective = record.control == ControlPosition(place.epoch, record.seq - 1) and record.event.SCOPE is Scope.CONTROL
    if not effective:
        return replace(directory, position=place, tip=record.hash), None
    following = extend(directory, record)
    successor = heir(directory, record.event)
    if successor is None:
        return following, None
    begun = _begun(following, place.epoch + 1, successor.id, successor.public_key)
    return following, _mandated(chain, following, ControlPosition(place.epoch, _ENDLESS)) or begun


def _mandated(chain: Chain, directory: Directory, reached: ControlPosition) -> Directory | None:
    """Return the first directory of the next mandate, if the chain has reached the place where that one cuts it."""
    following = next((mandate for mandate in chain.mandates if mandate.epoch > _epoch(directory)), None)
    if following is None or following.after > max(reached, FIRST):
        return None
    return _begun(directory, following.epoch, following.controller, following.controller_key)


def _begun(directory: Directory, epoch: int, controller: WriterId, key: bytes) -> Directory:
    return replace(
        directory,
        controller=controller,
        controller_key=key,
        position=ControlPosition(epoch, 0),
        base=directory.tip,
        ruled=False,
        controllers=put(directory.controllers, controller, key),
    )


def _own(course: _Course, directory: Directory) -> Iterator[Record]:
    """Yield the controller's records behind a directory, up to a gap or to a fork that nothing decides."""
    if directory.controller in course.chain.forks:
        yield from _upheld(course, directory)
        return
    seq = directory.position.seq
    for record in course.read(directory.controller, seq):
        seq += 1
        if record.seq != seq or _is_elsewhere(course, directory, record):
            return
        yield record


def _upheld(course: _Course, directory: Directory) -> Iterator[Record]:
    """Yield likewise the records of a log that contradicts itself."""
    fork, seq, tip = course.chain.forks[directory.controller], directory.position.seq, None
    sides = Sides(course.read(directory.controller, seq))
    while True:
        following = sides.behind(seq, tip)
        decided = [record for record in following if record.hash in course.upheld]
        if not decided and (seq + 1 == fork or sides.is_doubtful(seq + 1)):
            decided = sides.upheld(following, directory, partial(ended, course.chain), course.read)
            course.upheld.update(record.hash for record in decided)
            course.stopped = not decided
        record = next(iter(decided if decided or course.stopped else following), None)
        if record is None or _is_elsewhere(course, directory, record):
            return
        yield record
        seq, tip, directory = record.seq, record.hash, ended(course.chain, directory, record)[0]


def _is_elsewhere(course: _Course, directory: Directory, record: Record) -> bool:
    """Stop at a record that was written behind another record than the one its epoch begins behind here.

    Then some log has another side, which is not known here yet.
    """
    ours = record.control.epoch == _epoch(directory) and bool(record.base) and bool(directory.base)
    course.stopped |= ours and directory.base not in record.base
    return course.stopped


def _chosen(chain: Chain, read: Read) -> frozenset[bytes]:
    """Return what mandates that the chain has not come to yet uphold of logs that contradict themselves."""
    ahead = [mandate for mandate in chain.mandates if mandate.epoch > chain.latest.position.epoch]
    return mandates.chosen(ahead, chain.at[START].controllers, read) if chain.forks else frozenset()


def _is_upheld(chain: Chain, record: Record) -> bool:
    return record.hash in chain.upheld


def _epoch(directory: Directory) -> int:
    return max(directory.position, FIRST).epoch


def _own_key(certificate: Certificate, latest: Directory) -> bool:
    return certificate.space == latest.space and certificate.writer == writer_of(certificate.public_key)
