"""A member's private space: founded before the first thing is written there; a deed leads the other laptops to it."""

from ecabinet.app import keys
from ecabinet.app.genesis import Genesis
from ecabinet.app.ports import Sealer, Transaction
from ecabinet.app.spaces import private_space
from ecabinet.core.errors import NotAllowed


def found(transaction: Transaction, sealer: Sealer) -> Genesis:
    """Return the space that only this member's installations can read, not the administrator's; found it first.

    Raises:
        NotAllowed: this installation is not certified, or has no part in encryption.
    """
    directory = transaction.directory()
    author, issuer = directory.author(sealer.writer), sealer.issuer
    if author is None or issuer is None:
        raise NotAllowed("KeyPackage", ("member",))
    if known := private_space(transaction):
        return known
    genesis, deed = sealer.found_private(directory.space, author.member)
    transaction.add_space(genesis)
    transaction.add_deed(deed.deed, deed.raw, own=True)
    keys.begin(genesis, transaction, issuer)
    return genesis
