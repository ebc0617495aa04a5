"""When the controller's laptop is lost or does not serve any more: the root makes another one the controller.

The root key is taken from where it was put away, used once on a certified laptop, and forgotten again. A planned change
needs no root: the controller hands over by `commands.HandOver`.
"""

from collections.abc import Callable
from contextlib import suppress

from ecabinet.app import commands
from ecabinet.app.changes import Changes
from ecabinet.boot.choosing import step_of
from ecabinet.boot.program import Program
from ecabinet.boot.protection import open_root
from ecabinet.boot.upholding import tell
from ecabinet.core.branches import Step
from ecabinet.core.chain import Chain
from ecabinet.core.deeds import Mandate
from ecabinet.core.directory import Directory
from ecabinet.core.errors import BadValue, Contested, NotAllowed, Revoked, Unreachable
from ecabinet.replica.transaction import SqlTransaction
from ecabinet.sync.crypto.keyring import SEED_BYTES, public_key
from ecabinet.sync.formats.deeds import seal_mandate


def recover(root_seed: bytes, program: Program, behind: str = "") -> Changes:
    """Make this installation the controller of a new epoch; what the former one wrote and is not known here is void.

    So let this laptop hear all there is to hear before. The next round of exchange tells the others.

    Args:
        root_seed: the organization's root key, 32 bytes.
        program: of a certified laptop.
        behind: hash of the control record behind which the new epoch begins, as `choosing.sides` tells it: the side on
            which it lies is upheld. Empty where there is nothing to choose: then where the chain ends now.

    Raises:
        BadValue: field `root_key`, rule `other_organization`: this root founded another organization.
        NoSuchThing: kind `record`: no control record known here is meant by `behind`.
        NotAllowed: this installation is not certified, there.
        Revoked: it was certified once.
        Contested: what it has written itself in the control log contradicts itself.
    """
    genesis = program.sealer.open_genesis(program.profile.genesis)
    if public_key(root_seed) != genesis.signer_key:
        raise BadValue("root_key", "other_organization")
    with program.replica.read() as reads:
        chosen = step_of(reads, behind) if behind else None
        mandate = _mandate(program, reads, chosen)
    reception = program.workspace.receive_deeds(genesis.space, [seal_mandate(mandate, root_seed)])
    changes = reception.changes | program.workspace.do(commands.TakeControl())
    if chosen:
        with suppress(Unreachable):  # it is decided; most have heard of the side already
            tell(program, chosen)
    return changes


def _mandate(program: Program, reads: SqlTransaction, chosen: Step | None) -> Mandate:
    """Return what the root is to sign: behind the chosen record, or where the chain ends now."""
    chain = reads.chain()
    directory = chosen.after if chosen else chain.latest
    _require_able(program, directory, chain)
    known = reads.deeds(directory.space, Mandate)
    epochs = [deed.epoch for deed in known if isinstance(deed, Mandate)]
    return Mandate(
        directory.space,
        max([chain.latest.position.epoch, directory.position.epoch, *epochs]) + 1,
        program.sealer.writer,
        program.sealer.public_key,
        directory.position,
        directory.tip if chosen else b"",
    )


def _require_able(program: Program, directory: Directory, chain: Chain) -> None:
    writer = program.sealer.writer
    if directory.author(writer) is None:
        raise NotAllowed("Mandate", ("member",))
    if revocation := directory.revocation(writer):
        raise Revoked(writer, revocation.reason)
    if writer in chain.forks:
        raise Contested(directory.space, writer, chain.forks[writer])


def read_root(data: bytes, passphrase: Callable[[], str]) -> bytes:
    """Return the root seed (32 bytes) from its file: 64 hexadecimal digits, or sealed; then `passphrase` is asked.

    Raises:
        BadValue: field `root_key`, rule `unreadable`.
        WrongPassphrase: it does not open the file.
    """
    try:
        seed = bytes.fromhex(data.decode("ascii").strip())
    except ValueError:
        return open_root(data, passphrase())
    if len(seed) != SEED_BYTES:
        raise BadValue("root_key", "unreadable")
    return seed
