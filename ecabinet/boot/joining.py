"""The laptop that joins: from an invitation to a profile, over whatever store the invitation names.

```
waiting ──► compare ──► approved ──► finish() makes the profile
   │           │
   └───────────┴──────► refused       offline: the store is silent; the next step tries again
```
`step` does what the store allows now and never waits; whoever owns the loop calls it again. Until the profile is made
the keys lie beside its folder, sealed under the invitation's secret, so that both may be closed and opened again.
The administrator's side is `ecabinet/boot/admission.py`.
"""

import secrets
import shutil
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from nacl.public import PrivateKey

from ecabinet.app.genesis import Genesis
from ecabinet.app.ports import Clock, KeyOf
from ecabinet.app.session import text
from ecabinet.boot import profile as profiles
from ecabinet.boot.profile import Profile
from ecabinet.boot.program import open_program
from ecabinet.boot.protection import UNPROTECTED, Protection
from ecabinet.boot.sealed import SealedFile
from ecabinet.core.errors import BadValue, SegmentDamaged, StoreReadOnly, StoreUnreachable
from ecabinet.core.ids import WriterId
from ecabinet.sync.formats import joining
from ecabinet.sync.formats.invitation import Invitation, require_current
from ecabinet.sync.formats.joining import Newcomer
from ecabinet.sync.keys.vouching import known_keys
from ecabinet.sync.stores import open_store
from ecabinet.sync.stores.mailslot import Mailslot
from ecabinet.sync.stores.spaces import find_directory, read_genesis
from ecabinet.sync.stores.store import Store

Phase = Literal["waiting", "compare", "approved", "refused", "offline"]


@dataclass(frozen=True, slots=True)
class JoinState:
    """How far the joining is.

    Attributes:
        digits: six digits to compare aloud, once both sides have them.
        reason: of a refusal: `expired`, `used` (another laptop has the same invitation), `member`, `mismatch`, or the
            administrator's words; of silence: as in `StoreUnreachable`, or `read_only`.
    """

    phase: Phase
    digits: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class _Kept:
    """What survives a restart. `request` and `challenge` are pinned: having shown its number once, it shows no other.

    Attributes:
        wrap_seed: X25519 secret, 32 bytes.
        verdict: empty until decided, then a phase.
    """

    newcomer: Newcomer
    wrap_seed: bytes
    request: bytes
    genesis: bytes = b""
    challenge: bytes = b""
    verdict: Literal["", "approved", "refused"] = ""
    reason: str = ""

    @property
    def transcript(self) -> bytes:
        """Empty until there is a challenge."""
        if not self.challenge:
            return b""
        return joining.transcript(self.request, self.challenge, self.newcomer.nonce)

    @property
    def digits(self) -> str:
        """Empty until there is a challenge."""
        return joining.digits(self.transcript) if self.challenge else ""


class Joiner:
    """One laptop with one invitation."""

    def __init__(self, invitation: Invitation, folder: Path, label: str, clock: Clock) -> None:
        """Begin, or go on where an earlier run stopped; nothing is sent yet.

        Raises:
            BadValue: the folder holds something already, the label is empty or longer than 200 letters, or no kind of
                store has the invitation's URL.
            ProfileDamaged: part `joining`; what an earlier run kept cannot be read.
        """
        self._store = open_store(invitation.store)
        profiles.require_free(folder)
        self._invitation, self._folder, self._clock = invitation, folder, clock
        self._corner = folder.with_name(f"{folder.name}.joining")
        self._file = SealedFile(self._corner / invitation.id, _Kept, invitation.secret, "joining")
        self._kept = self._file.read() or self._begun(_label(label))

    def step(self) -> JoinState:
        """Do what the store allows now, and say how far it is."""
        if not self._kept.verdict:
            try:
                self._advance(self._store)
            except StoreReadOnly:
                return JoinState("offline", self._kept.digits, "read_only")
            except StoreUnreachable as silence:
                return JoinState("offline", self._kept.digits, silence.reason)
        if self._kept.verdict:
            return JoinState(self._kept.verdict, self._kept.digits, self._kept.reason)
        return JoinState("compare" if self._kept.challenge else "waiting", self._kept.digits)

    def finish(self, protection: Protection = UNPROTECTED) -> Profile:
        """Make the profile in its folder, whole or not at all, and forget what was kept beside it.

        Raises:
            BadValue: field `invitation`, rule `not_approved`; or the folder holds something by now.
        """
        kept, invitation = self._kept, self._invitation
        if kept.verdict != "approved":
            raise BadValue("invitation", "not_approved")
        profiles.require_free(self._folder)
        made = self._corner / "profile"
        shutil.rmtree(made, ignore_errors=True)  # an earlier attempt that was interrupted
        profile = profiles.create(
            made,
            invitation.store,
            kept.genesis,
            kept.newcomer.seed,
            wrap_seed=kept.wrap_seed,
            protection=protection,
        )
        profiles.introduce(profile, invitation.organization, invitation.name)
        open_program(profile).close()  # begins the replica: in a profile that is opened later it must not be missing
        if self._folder.exists():
            self._folder.rmdir()
        made.rename(self._folder)
        shutil.rmtree(self._corner, ignore_errors=True)
        return replace(profile, folder=self._folder, fresh=False)

    def _begun(self, label: str) -> _Kept:
        wrap = PrivateKey.generate()
        newcomer = Newcomer(
            profiles.new_seed(), bytes(wrap.public_key), secrets.token_bytes(joining.NONCE_BYTES), label
        )
        kept = _Kept(newcomer, bytes(wrap), joining.seal_request(self._invitation, newcomer))
        self._corner.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._file.write(kept)
        return kept

    def _keep(self, **changes: object) -> None:
        self._kept = replace(self._kept, **changes)  # type: ignore[arg-type]
        self._file.write(self._kept)

    def _advance(self, store: Store) -> None:
        """Hear the decision, ask, show the number; each only once what it needs is there."""
        genesis = self._genesis(store)
        slot, key_of = Mailslot(store, self._invitation), _controllers(store, genesis)
        self._take_answer(slot, key_of, genesis)
        if self._kept.verdict:
            return
        if self._is_too_late(slot):  # said, not kept: the clock of a laptop can be put right
            self._kept = replace(self._kept, verdict="refused", reason="expired")
        elif self._is_contested(slot):
            self._keep(verdict="refused", reason="used")
        else:
            self._show_number(slot, key_of)

    def _genesis(self, store: Store) -> Genesis:
        """Return the organization's genesis, signed by the root that the invitation names.

        Raises:
            StoreUnreachable: as in `sync.spaces.require_ours`.
        """
        store.check()
        genesis = read_genesis(store, self._invitation.space)
        if genesis is None or genesis.signer_key != self._invitation.root_key:
            reason = "other_organization" if genesis or find_directory(store) else "not_a_store"
            raise StoreUnreachable(store.url, reason)
        return genesis

    def _is_too_late(self, slot: Mailslot) -> bool:
        """Say whether the invitation ran out before it was used; later on the administrator decides."""
        try:
            require_current(self._invitation, self._clock.now())
        except BadValue:
            return not self._kept.challenge and slot.read(joining.REQUEST) != self._kept.request
        return False

    def _is_contested(self, slot: Mailslot) -> bool:
        """Put the request in its place; say whether another laptop has asked with the same invitation."""
        if slot.put(joining.REQUEST, self._kept.request):
            return slot.rival(self._kept.request)
        slot.put(joining.RIVAL, self._kept.request)
        return True

    def _show_number(self, slot: Mailslot, key_of: KeyOf) -> None:
        if not self._kept.challenge:
            self._take_challenge(slot, key_of)
        if self._kept.challenge:
            slot.put(joining.REVEAL, joining.seal_reveal(self._invitation, self._kept.newcomer, self._kept.challenge))

    def _take_challenge(self, slot: Mailslot, key_of: KeyOf) -> None:
        raw = slot.read(joining.CHALLENGE)
        try:
            joining.open_challenge(raw, self._invitation, self._kept.request, key_of)
        except SegmentDamaged:
            return  # not there, not whole, or not a controller's: it puts its own in the place
        self._keep(challenge=raw)

    def _take_answer(self, slot: Mailslot, key_of: KeyOf, genesis: Genesis) -> None:
        try:
            raw = slot.read(joining.ANSWER)
            answer = joining.open_answer(raw, self._invitation, self._kept.transcript, key_of)
        except SegmentDamaged:
            return
        self._keep(verdict=answer.verdict.value, reason=answer.reason, genesis=genesis.raw)


def _controllers(store: Store, genesis: Genesis) -> KeyOf:
    """Return the question whose key may answer for the organization; only a later controller costs a look around."""

    def key_of(writer: WriterId) -> bytes | None:
        if writer == genesis.controller:
            return genesis.controller_key
        return known_keys(store, genesis).get(writer)

    return key_of


def _label(label: str) -> str:
    clean = text(label, "label")
    if len(clean) > joining.MAX_LABEL:
        raise BadValue("label", "too_long")
    return clean
