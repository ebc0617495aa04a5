"""Names of things: one NewType over `str` for each kind of identifier, so that mypy tells them apart."""

from typing import NewType

SpaceId = NewType("SpaceId", str)
"""Lower-case base32 of the SHA-256 of the space's genesis, without padding (52 letters)."""

WriterId = NewType("WriterId", str)
"""Lower-case base32 of the first 16 bytes of SHA-256 of the writer's public key (26 letters)."""

DeviceId = NewType("DeviceId", str)
MemberId = NewType("MemberId", str)
MeetingId = NewType("MeetingId", str)
ItemId = NewType("ItemId", str)
PaperId = NewType("PaperId", str)
SpeechId = NewType("SpeechId", str)
MotionId = NewType("MotionId", str)
VoteId = NewType("VoteId", str)
AnnotationId = NewType("AnnotationId", str)
ShareId = NewType("ShareId", str)
RequestId = NewType("RequestId", str)

VersionHash = NewType("VersionHash", str)
"""Lower-case hexadecimal SHA-256 of a paper version's bytes (64 letters)."""

Instant = NewType("Instant", int)
"""Milliseconds since 1970-01-01T00:00:00 UTC."""
