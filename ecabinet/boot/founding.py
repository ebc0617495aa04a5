"""Founding an organization: its root key, its directory space, its first controller and administrator.

The root key is written once, to a file the administrator puts away; it is not kept in the profile.
"""

from dataclasses import dataclass
from pathlib import Path

from ecabinet.app import commands, keys
from ecabinet.app.ports import Clock
from ecabinet.app.session import text
from ecabinet.boot import profile as profiles
from ecabinet.boot import rulebook
from ecabinet.boot.program import Program, open_program
from ecabinet.boot.protection import UNPROTECTED, Protection
from ecabinet.core.errors import BadValue, NotAllowed
from ecabinet.core.ids import DeviceId, MemberId
from ecabinet.core.people import Role
from ecabinet.sync.crypto.keyring import public_key, require_strong, writer_id
from ecabinet.sync.crypto.wrapping import require_usable
from ecabinet.sync.formats.founding import found_organization
from ecabinet.sync.stores import open_store
from ecabinet.sync.stores.spaces import prepare


@dataclass(frozen=True, slots=True)
class Charter:
    """What is needed to found an organization; `rule_profile` names a file in `resources/rules`."""

    name: str
    short_name: str
    rule_profile: str
    administrator: str
    administrator_title: str = "Quản trị hệ thống"


def found(
    charter: Charter,
    folder: Path,
    store: str,
    *,
    clock: Clock | None = None,
    protection: Protection = UNPROTECTED,
) -> tuple[Program, bytes]:
    """Found the organization with its administrator's profile in `folder`; return the program and the root seed.

    Its keys come first: nothing is ever written in the clear.

    Raises:
        BadValue: the folder is not empty, a name is empty, or the rule profile is unknown; nothing was made.
        StoreUnreachable: the store is missing or belongs to another organization; no profile was made.
        StoreReadOnly: the store cannot be written; no profile was made.
    """
    require(charter, folder)
    root_seed, seed = profiles.new_seed(), profiles.new_seed()
    genesis = found_organization(charter.name, root_seed, public_key(seed), sealed=True)
    prepare(open_store(store), genesis)
    profile = profiles.create(folder, store, genesis.raw, seed, protection=protection)
    program = open_program(profile, clock=clock)
    begin_keys(program)
    program.workspace.do(commands.FoundOrganization(charter.name, charter.short_name, charter.rule_profile))
    _admit_administrator(program, charter)
    return program, root_seed


def _admit_administrator(program: Program, charter: Charter) -> None:
    member, name, title = MemberId("administrator"), charter.administrator, charter.administrator_title
    program.workspace.do(commands.AdmitMember(name, title, "", 10_000, False, (Role.ADMINISTRATOR,), member))
    certify(program, member, program.sealer.public_key, "máy quản trị", program.wrap_key)


def require(charter: Charter, folder: Path) -> None:
    """Check all that can be checked before the first file is made: a store, once founded, belongs to somebody.

    Raises:
        BadValue: as in `found`.
    """
    for field in ("name", "short_name", "administrator"):
        text(getattr(charter, field), field)
    if charter.rule_profile not in rulebook.load():
        raise BadValue("rule_profile", "unknown")
    profiles.require_free(folder)


def certify(controller: Program, member: MemberId, key: bytes, label: str, wrap_key: bytes = b"") -> None:
    """Let the installation with this public key (Ed25519, 32 bytes) write for a member.

    With `wrap_key` (X25519, 32 bytes) it is given the keys of all that the member may read; without one it can read
    nothing in an organization that has keys.

    Raises:
        BadValue: a key is not 32 bytes, or is one of the weak ones.
    """
    require_strong(key)
    if wrap_key:
        require_usable(wrap_key)
    writer = writer_id(key)
    controller.workspace.do(commands.CertifyWriter(writer, DeviceId(f"dev-{writer}"), member, key, label, wrap_key))


def begin_keys(program: Program) -> None:
    """Issue the first key of the organization's directory: from now on nothing is written in the clear.

    Raises:
        NotAllowed: this installation is not the controller.
    """
    with program.replica.write() as transaction:
        genesis, issuer = transaction.spaces()[0], program.sealer.issuer
        if issuer is None or not keys.may_issue(program.sealer.writer, genesis, transaction.directory()):
            raise NotAllowed("KeyPackage", ("controller",))
        if not issuer.held(genesis.space):
            keys.begin(genesis, transaction, issuer)
