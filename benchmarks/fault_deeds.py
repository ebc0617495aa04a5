"""Deeds no honest laptop makes: keys of one's own choice, old keys as new ones, wraps for others, false certificates.

Each function returns what the insider lays beside the logs. None may decide what anybody writes with or who may write.
"""

import random
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from benchmarks.fault_forgery import Forged, Pen, lawful
from ecabinet.app.issuing import KeyName
from ecabinet.app.keys import COMPARTMENTS
from ecabinet.core.deeds import Certificate, KeyBundle, KeyPackage, Mandate, SharedKey, packages
from ecabinet.core.event import ControlPosition
from ecabinet.core.ids import SpaceId, WriterId
from ecabinet.sync.crypto import keyring
from ecabinet.sync.crypto.wrapping import key_id, new_key, wrap
from ecabinet.sync.formats import deeds, frame
from ecabinet.sync.formats.names import Kind, content_name, stated_path
from ecabinet.sync.keys.envelope import SegmentSealer

Bytes = tuple[str, bytes]
"""A path of the store and what is to lie there."""


class Lie(NamedTuple):
    """Deeds to lay, and a segment by whom they would make a writer, if any."""

    deeds: list[Bytes]
    segment: Forged | None = None


@dataclass
class Hand:
    """What a forger with a member's keys has: one of the organization's keys, everybody's packages and public keys."""

    program: Any
    chance: random.Random

    def __post_init__(self) -> None:
        program, chance = self.program, self.chance
        self.own, self.key = program.sealer.writer, keyring.signing_key(program.profile.seed)
        with program.replica.read() as reads:
            self.directory = reads.directory()
            self.spaces = [genesis.space for genesis in reads.spaces() if COMPARTMENTS[genesis.kind]]
            self.space = SpaceId(chance.choice(self.spaces))
            known = list(packages(reads.deeds(self.space)))
        self.package = chance.choice(known)
        self.latest = max(known, key=lambda deed: deed.epoch)
        self.readers = {one.id: one.wrap_key for one in self.directory.writers.values() if one.wrap_key}

    def wrapped(self, package: KeyPackage, key: bytes) -> KeyPackage:
        """Return the package with a key wrapped for everybody in it; signed by the forger later."""
        name = KeyName(package.space, package.compartment, package.epoch, package.key_id)
        wraps = tuple((writer, wrap(key, public, name)) for writer, public in self.readers.items())
        return replace(package, signer=self.own, wraps=wraps)

    def sealed(self, package: KeyPackage) -> Bytes:
        """Return a package signed by the forger, whoever it says has."""
        return _laid(package.space, deeds.seal_package(package, self.key))


def _laid(space: SpaceId, raw: bytes) -> Bytes:
    return stated_path(Kind.DEED, space, content_name(raw)), raw


def replayed(hand: Hand) -> Lie:
    """A key of an older epoch as that of a newer one: the old wraps, the key wrapped anew, the old bytes elsewhere."""
    ahead = replace(hand.package, epoch=hand.latest.epoch + hand.chance.randrange(1, 4), signer=hand.own)
    made = [hand.sealed(ahead)]
    held = {one.name.key_id: one.key for one in hand.program.sealer.keys.held(hand.space)}
    if key := held.get(hand.package.key_id):
        made.append(hand.sealed(hand.wrapped(ahead, key)))
    other = hand.chance.choice(hand.spaces)
    raws = hand.program.replica.sealed_deeds(hand.space)
    return Lie([*made, _laid(SpaceId(other), hand.chance.choice(raws))])


def misaddressed(hand: Hand) -> Lie:
    """Wraps made for one laptop under another's name, of the key in use and of one nobody has."""
    writers, wraps = zip(*hand.latest.wraps, strict=True)
    turned = tuple(zip(writers[1:] + writers[:1], wraps, strict=True))
    everybody = tuple((writer, wraps[0]) for writer in hand.readers)
    found = [replace(hand.latest, signer=hand.own, wraps=each) for each in (turned, everybody)]
    noise = tuple((writer, hand.chance.randbytes(len(wraps[0]))) for writer in hand.readers)
    strange = replace(hand.latest, signer=hand.own, wraps=noise, key_id=hand.chance.randbytes(16))
    return Lie([hand.sealed(one) for one in (*found, strange)])


def own_key(hand: Hand) -> Lie:
    """E12: a key of the forger's choice: as the next epoch, under the name of the key in use, in the office's name."""
    key = new_key()
    following = replace(hand.latest, epoch=hand.latest.epoch + 1, key_id=key_id(key))
    made = [hand.wrapped(following, key), hand.wrapped(hand.latest, key)]
    shared = tuple(SharedKey(one.compartment, one.epoch, one.key_id, one.wraps) for one in made)
    bundle = deeds.seal_bundle(KeyBundle(hand.space, hand.own, shared), hand.key)
    sealed = [hand.sealed(one) for one in (*made, replace(made[0], signer=hand.directory.controller))]
    return Lie([*sealed, _laid(hand.space, bundle)])


def own_people(hand: Hand) -> Lie:
    """A stranger's certificate by a member, a mandate without the root, a claim to go on as somebody else."""
    seed, root = hand.chance.randbytes(32), hand.directory.space
    stranger = SegmentSealer(seed)
    stranger.keys = hand.program.sealer.keys
    certificate = Certificate(root, hand.own, stranger.writer, stranger.public_key)
    mandate = Mandate(root, 2, hand.own, bytes(hand.key.verify_key), ControlPosition(1, 1))
    claim = replace(certificate, signer=_another(hand), countersigned=True)
    raws = [
        deeds.seal_certificate(certificate, hand.key),
        deeds.seal_mandate(mandate, hand.program.profile.seed),
        deeds.seal_continuation(claim, hand.key, keyring.signing_key(seed)),
    ]
    pen = Pen(hand.program)
    segment = lawful(hand.program, hand.chance)
    events = [record.event for record in hand.program.sealer.open(segment.raw, hand.directory.key_of).records]
    pen.sealer, pen.writer, pen.tip = stranger, stranger.writer, type(pen.tip)()
    return Lie([_laid(root, raw) for raw in raws], pen.write(*events))


def _another(hand: Hand) -> WriterId:
    return hand.chance.choice([writer for writer in hand.directory.writers if writer != hand.own])


def broken(hand: Hand) -> Lie:
    """Bytes of a deed cut, turned, stretched, or signed with a body that is none."""
    raw = hand.chance.choice(hand.program.replica.sealed_deeds(hand.space))
    header, _end = frame.split(deeds.seal_package(hand.latest, hand.key), deeds.PACKAGE, "")
    bodies = (b"", b"\xdd\xff\xff\xff\xff", b"\x91" * 5000)
    signed = frame.build(deeds.PACKAGE, header, hand.chance.choice(bodies), hand.key)
    at = hand.chance.randrange(len(raw))
    spoilt = (raw[:at], raw + raw, raw[:at] + bytes([raw[at] ^ 1]) + raw[at + 1 :], signed)
    return Lie([_laid(hand.space, each) for each in spoilt])


FALSE: dict[str, Callable[[Hand], Lie]] = {
    "replayed": replayed,
    "misaddressed": misaddressed,
    "own_key": own_key,
    "own_people": own_people,
    "broken": broken,
}


def claim(laptop: Any, key: bytes) -> list[Bytes]:
    """Say on a changed laptop that the one with this signing key, not let in yet, was given every key there is."""
    if not knows(laptop):
        return []
    hand, writer = Hand(laptop.program, laptop.chance), keyring.writer_id(key)
    with laptop.program.replica.read() as reads:
        known = [one for space in hand.spaces for one in packages(reads.deeds(space))]
    wraps = ((writer, hand.latest.wraps[0][1]),)
    return [hand.sealed(replace(one, signer=hand.own, wraps=wraps)) for one in known]


def knows(laptop: Any) -> bool:
    """Say whether a laptop has heard enough to forge anything: one that has just been let in reads nothing yet."""
    with laptop.program.replica.read() as reads:
        readers = any(one.wrap_key for one in reads.directory().writers.values())
        return readers and all(any(packages(reads.deeds(genesis.space))) for genesis in reads.spaces())


def forge(laptop: Any, kind: str) -> Lie:
    """Make false deeds on a laptop whose program is changed; none where it knows too little."""
    if not knows(laptop):
        return Lie([])
    return FALSE[kind](Hand(laptop.program, laptop.chance))
