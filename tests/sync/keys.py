"""Installations with keys, and what a replica would answer them, in memory."""

import hashlib

from ecabinet.app.issuing import SPACE, KeyName
from ecabinet.core.deeds import KeyPackage
from ecabinet.sync.crypto.wrapping import wrap_key
from ecabinet.sync.keys.envelope import SegmentSealer
from tests.sync.fakes import seed

SPACE_ID = "a2" * 26


def wrap_seed(number):
    """Secret X25519 seed of the numbered installation."""
    return hashlib.sha256(b"wrap %d" % number).digest()


def sealer(number):
    """The numbered installation, with keys."""
    return SegmentSealer(seed(number), wrap_seed(number))


def readers(*numbers):
    """What `KeyIssuer` takes: these installations with their public keys."""
    return {sealer(number).writer: wrap_key(wrap_seed(number)) for number in numbers}


class Shelf:
    """A replica's answers about keys: packages in order, and who may issue."""

    def __init__(self, *packages, allowed=None, former=()):
        self.kept, self.allowed, self.former = list(packages), allowed, frozenset(former)

    def packages(self, space, after):
        after = max(after, 0)
        news = self.kept[after:]
        return after + len(news), tuple(package for package in news if package.space == space)

    def former_names(self):
        return self.former

    def backs(self, _space, signers):
        return bool(signers) if self.allowed is None else bool(signers & self.allowed)


def begun(issuer, *numbers, compartment=SPACE, epoch=1, space=SPACE_ID):
    """A new key of a space, issued by a sealer for the numbered installations."""
    return issuer.issuer.begin(space, compartment, epoch, readers(*numbers)).deed


def named(package):
    """The name of the key in a package."""
    assert isinstance(package, KeyPackage)
    return KeyName(package.space, package.compartment, package.epoch, package.key_id)


def given(number, *packages, **more):
    """The numbered installation with these packages in its replica."""
    made = sealer(number)
    made.keys.source = Shelf(*packages, **more)
    return made
