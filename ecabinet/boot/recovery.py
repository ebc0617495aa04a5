"""When the controller's laptop is lost or does not serve any more: the root makes another one the controller.

The root key is taken from where it was put away, used once on a certified laptop, and forgotten again. A planned change
needs no root: the controller hands over by `commands.HandOver`.
"""

from collections.abc import Callable

from ecabinet.app import commands
from ecabinet.app.changes import Changes
from ecabinet.boot.program import Program
from ecabinet.boot.protection import open_root
from ecabinet.core.deeds import Mandate
from ecabinet.core.errors import BadValue, NotAllowed, Revoked
from ecabinet.sync.crypto.keyring import SEED_BYTES, public_key
from ecabinet.sync.formats.deeds import seal_mandate


def recover(root_seed: bytes, program: Program) -> Changes:
    """Make this installation the controller of a new epoch; what the former one wrote and is not known here is void.

    So let this laptop hear all there is to hear before. The next round of exchange tells the others.

    Raises:
        BadValue: field `root_key`, rule `other_organization`: this root founded another organization.
        NotAllowed: this installation is not certified.
        Revoked: it was certified once.
    """
    genesis = program.sealer.open_genesis(program.profile.genesis)
    if public_key(root_seed) != genesis.signer_key:
        raise BadValue("root_key", "other_organization")
    with program.replica.read() as reads:
        directory, deeds = reads.directory(), reads.deeds(genesis.space)
    author = directory.author(program.sealer.writer)
    if author is None:
        raise NotAllowed("Mandate", ("member",))
    if revocation := directory.revocation(program.sealer.writer):
        raise Revoked(program.sealer.writer, revocation.reason)
    epochs = [deed.epoch for deed in deeds if isinstance(deed, Mandate)]
    mandate = Mandate(
        genesis.space,
        max([directory.position.epoch, *epochs]) + 1,
        program.sealer.writer,
        program.sealer.public_key,
        directory.position,
    )
    reception = program.workspace.receive_deeds(genesis.space, [seal_mandate(mandate, root_seed)])
    return reception.changes | program.workspace.do(commands.TakeControl())


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
