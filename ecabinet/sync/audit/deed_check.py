"""Checking the deeds of a store, and whose keys they make known to somebody who cannot read the control chain."""

from collections.abc import Mapping

from ecabinet.app.ports import KeyOf
from ecabinet.core.deeds import Deed, packages, signing_keys
from ecabinet.core.errors import SegmentDamaged, SegmentFault
from ecabinet.core.ids import SpaceId, WriterId
from ecabinet.sync.audit.findings import Findings
from ecabinet.sync.formats.deeds import MAX_DEED, open_deed
from ecabinet.sync.formats.names import Kind, Place, content_name
from ecabinet.sync.stores.store import Store


class DeedCheck:
    """Goes through the deeds of all spaces; one whose signer is not known yet is tried again.

    Attributes:
        sound: the deeds that hold.
        keys: public keys (Ed25519, 32 bytes) that certificates and mandates name.
    """

    def __init__(self, store: Store, findings: Findings, root_key: bytes) -> None:
        self._store, self._findings, self._root_key = store, findings, root_key
        self._open: dict[str, tuple[Place, bytes]] = {}
        self._doubtful: set[SpaceId] = set()
        self.sound: list[Deed] = []
        self.keys: dict[WriterId, bytes] = {}

    def read(self, files: Mapping[str, Place]) -> None:
        """Read all deeds and note those that are not the bytes of their name."""
        for path, at in files.items():
            if at.kind is not Kind.DEED:
                continue
            raw = self._store.read(path, MAX_DEED + 1) or b""
            if content_name(raw) == at.digest:
                self._open[path] = at, raw
            else:
                self._findings.note(path, SegmentFault.NAME, "digest")
                self._doubtful.add(at.space)

    def settle(self, key_of: KeyOf) -> None:
        """Check all whose signer is known, again and again while that makes others known."""
        moved = True
        while moved:
            moved = False
            for path in list(self._open):
                if self._settle(path, key_of):
                    del self._open[path]
                    moved = True

    def finish(self) -> None:
        """Note those whose signer nobody vouches for."""
        for path, (at, _raw) in self._open.items():
            self._findings.note(path, SegmentFault.UNKNOWN_WRITER)
            self._doubtful.add(at.space)

    def require_packages(self, space: SpaceId, sealed: Mapping[bytes, str]) -> None:
        """Note the keys that nobody can have been given: `sealed` names for each key id a file it seals.

        Nothing is concluded where a deed of the space does not hold: it may be the one.
        """
        named = {package.key_id for package in packages(self.sound) if package.space == space}
        for key_id in sealed.keys() - named if space not in self._doubtful else ():
            detail = f"package of key {key_id.hex()}"
            self._findings.note_missing(f"{space}/key/{key_id.hex()}", sealed[key_id], detail)

    def _settle(self, path: str, key_of: KeyOf) -> bool:
        at, raw = self._open[path]
        try:
            deed = open_deed(raw, key_of, self._root_key)
            if deed.space != at.space:
                raise SegmentDamaged(path, SegmentFault.SPACE, deed.space)
        except SegmentDamaged as damage:
            if damage.fault is SegmentFault.UNKNOWN_WRITER:
                return False
            self._findings.note_segment(path, damage)
            self._doubtful.add(at.space)
            return True
        self.sound.append(deed)
        self.keys |= signing_keys(deed)
        return True
