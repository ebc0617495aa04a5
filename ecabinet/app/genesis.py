"""The genesis of a space: the signed bytes whose SHA-256 is the space's identifier."""

from dataclasses import dataclass
from enum import StrEnum

from ecabinet.core.ids import SpaceId, WriterId

SEALED_FORMAT = 2
"""Format of the genesis of a directory in whose organization every segment is encrypted."""

_FORMAT_AT = 13


class SpaceKind(StrEnum):
    """What a space holds."""

    DIRECTORY = "directory"
    MEETING = "meeting"
    PRIVATE = "private"


@dataclass(frozen=True, slots=True)
class Genesis:
    """An opened and verified genesis.

    Attributes:
        space: identifier derived from the bytes.
        root: directory of the organization this space belongs to; for the directory itself, `space`.
        about: the organization's name for a directory, else the identifier of the meeting or of the member.
        signer_key: Ed25519 key that signed it: the organization root for a directory, the founding writer else.
        controller: the first controller's writer (directory) or the founding writer (meeting).
        controller_key: that writer's public key.
        raw: the exact bytes.
    """

    space: SpaceId
    kind: SpaceKind
    root: SpaceId
    about: str
    signer_key: bytes
    controller: WriterId
    controller_key: bytes
    raw: bytes

    @property
    def sealed(self) -> bool:
        """Whether nothing in the clear is taken in the whole organization of this directory, from its founding on.

        The header's second byte says so, behind magic and length: the format.
        """
        return self.raw[_FORMAT_AT : _FORMAT_AT + 1] == bytes([SEALED_FORMAT])
