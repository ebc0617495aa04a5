"""The first start joined: what the wizard asks for, done with invitations, founding, keyrings and files."""

import platform
from dataclasses import dataclass, replace
from datetime import datetime, timedelta, timezone
from pathlib import Path

from ecabinet.app.ports import Clock
from ecabinet.boot import founding, rulebook
from ecabinet.boot import protection as protections
from ecabinet.boot.files import write_new, write_secret
from ecabinet.boot.joining import Joiner, JoinState
from ecabinet.boot.keyrings import Keyring
from ecabinet.boot.profile import Profile
from ecabinet.boot.protection import STRONG, Cost, Protection
from ecabinet.core.errors import BadValue, KeyringSilent, StoreUnreachable
from ecabinet.core.rules import RuleProfile
from ecabinet.records.recovery_sheet import recovery_sheet
from ecabinet.sync.formats.invitation import read_invitation, require_current
from ecabinet.sync.stores import open_store
from ecabinet.sync.stores.spaces import find_directory
from ecabinet.ui.first_run.ports import Body, Guard, Invited, Joining, RuleChoice

_LONGEST_FILE = 65_536
_VIETNAM = timezone(timedelta(hours=7))


class FirstRun:
    """Implements `ui.first_run.ports.Setup` for one folder.

    Attributes:
        profile: what was made, None before.
    """

    def __init__(self, folder: Path, clock: Clock, *, keyring: Keyring | None = None, cost: Cost = STRONG) -> None:
        self.profile: Profile | None = None
        self._folder = folder
        self._clock = clock
        self._keyring = keyring
        self._cost = cost
        self._organization = ""
        self._root = b""
        self._sealed = b""

    @property
    def has_keyring(self) -> bool:
        """Whether the system has a keyring that guards what it keeps."""
        return self._keyring is not None

    @property
    def rules(self) -> tuple[RuleChoice, ...]:
        """The rule profiles of this installation, by name."""
        return tuple(_choice(profile) for profile in rulebook.load().values())

    @property
    def computer(self) -> str:
        """The name of this computer in its network."""
        return platform.node() or platform.system() or "eCabinet"

    def invitation_in(self, file: Path) -> str:
        """Return the text of an invitation's file.

        Raises:
            BadValue: it cannot be read, is no text, or much too long for an invitation.
        """
        try:
            with file.open("rb") as opened:
                data = opened.read(_LONGEST_FILE + 1)
            return _decoded(data)
        except (OSError, ValueError) as error:
            raise BadValue("invitation", "unreadable") from error

    def invitation(self, text: str) -> Invited:
        """Read an invitation.

        Raises:
            BadValue: field `invitation`, rule `unreadable` or `expired`.
        """
        found = read_invitation(text)
        require_current(found, self._clock.now())
        return Invited(found.organization, found.name, found.store, found.expires)

    def join(self, text: str, label: str, store: str) -> Joining:
        """Ask to be let in; nothing is sent before the first step.

        Raises:
            BadValue: as in `boot.joining.Joiner`.
        """
        invitation = replace(read_invitation(text), store=_place(store))
        return _Joining(Joiner(invitation, self._folder, label, self._clock), self)

    def check_store(self, place: str) -> None:
        """Refuse a place where no organization can be founded; nothing is made.

        Raises:
            BadValue: no kind of store has this address.
            StoreUnreachable: it is not there, or belongs to an organization already.
        """
        if (folder := _folder(place)) is not None and not folder.exists() and folder.parent.is_dir():
            return
        store = open_store(_place(place))
        store.check()
        if find_directory(store) is not None:
            raise StoreUnreachable(place, "other_organization")

    def found(self, body: Body, place: str, guard: Guard) -> None:
        """Found the organization; its root seed stays in memory until `save_root`.

        Raises:
            EcabinetError: as in `boot.founding.found`; nothing was made.
        """
        charter = founding.Charter(body.name, body.short_name, body.rule_profile, body.administrator)
        founding.require(charter, self._folder)
        protection = self.protection(guard)
        if (folder := _folder(place)) is not None and folder.parent.is_dir():
            folder.mkdir(exist_ok=True)
        program, self._root = founding.found(
            charter, self._folder, _place(place), clock=self._clock, protection=protection
        )
        program.exchange.round()
        program.close()
        self._organization = body.name
        self.profile = replace(program.profile, fresh=False)

    def save_root(self, file: Path, passphrase: str) -> None:
        """Save the root key under its passphrase to a new file, read back.

        Raises:
            BadValue: field `root_key`, rule `exists` or `unwritable`; or the passphrase will not do. It can be saved
                elsewhere.
        """
        self._sealed = protections.seal_root(self._root, passphrase, self._cost)
        try:
            write_new(file.expanduser().absolute(), self._sealed)
        except FileExistsError as error:
            raise BadValue("root_key", "exists") from error
        except OSError as error:
            raise BadValue("root_key", "unwritable") from error
        self._root = b""

    def save_sheet(self, file: Path) -> None:
        """Save the sealed root key as a sheet to print; an older sheet there is replaced.

        Raises:
            BadValue: field `sheet`, rule `unwritable`.
        """
        created = datetime.fromtimestamp(self._clock.now() // 1000, _VIETNAM)
        sheet = recovery_sheet(self._organization, protections.root_text(self._sealed), created)
        try:
            write_secret(file.expanduser().absolute(), sheet)
        except OSError as error:
            raise BadValue("sheet", "unwritable") from error

    def protection(self, guard: Guard) -> Protection:
        """Return a new protection as it was chosen; takes the time of one guess.

        Raises:
            BadValue: the passphrase will not do.
            KeyringSilent: there is no keyring, or it keeps nothing.
        """
        if guard.passphrase is not None:
            return protections.by_passphrase(guard.passphrase, self._cost)
        if self._keyring is None:
            raise KeyringSilent("missing")
        return protections.by_keyring(self._keyring)


@dataclass(frozen=True, slots=True)
class _Joining:
    """A request to be let in; keeps the profile where the window finds it."""

    joiner: Joiner
    setup: FirstRun

    def step(self) -> JoinState:
        """Look for answers, and answer."""
        return self.joiner.step()

    def finish(self, guard: Guard) -> None:
        """Make the profile, once approved."""
        self.setup.profile = self.joiner.finish(self.setup.protection(guard))


def _choice(profile: RuleProfile) -> RuleChoice:
    shares = (profile.quorum, *profile.majorities.values())
    sources = dict.fromkeys([*(share.source for share in shares), profile.tie_source])
    return RuleChoice(profile.profile, profile.name, tuple(source for source in sources if source))


def _decoded(data: bytes) -> str:
    if len(data) > _LONGEST_FILE:
        raise ValueError(len(data))
    wide = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    return data.decode("utf-16" if wide else "utf-8-sig")


def _folder(place: str) -> Path | None:
    """Return the folder a place names, None for the address of something else; `C:` is no scheme."""
    scheme, colon, _rest = place.partition(":")
    is_path = not colon or len(scheme) == 1 or "/" in scheme or "\\" in scheme
    return Path(place).expanduser().absolute() if is_path else None


def _place(place: str) -> str:
    folder = _folder(place)
    return place if folder is None else str(folder)
