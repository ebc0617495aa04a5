"""Judging foreign records: each is accepted, kept without effect, or refused with its reason.

The judgement is a pure function of the record, the directory at the control position it names and the space it
lies in, so every replica comes to the same one.
"""

from dataclasses import dataclass

from ecabinet.app.genesis import Genesis, SpaceKind
from ecabinet.core import rights
from ecabinet.core.directory import Directory
from ecabinet.core.errors import NotAllowed
from ecabinet.core.event import Author, Log, Record, Scope, UnknownEvent

ACCEPTED = ""
UNKNOWN_TYPE = "unknown_type"
NOT_ALLOWED = "not_allowed"
WRONG_SPACE = "wrong_space"
UNKNOWN_AUTHOR = "unknown_author"


@dataclass(frozen=True, slots=True)
class Verdict:
    """A record with its author and the reason it has no effect; `ACCEPTED` when it has."""

    record: Record
    author: Author | None
    reason: str


def judge(record: Record, directory: Directory, space: Genesis) -> Verdict:
    """Return the verdict on a record at the directory its control position names."""
    author = directory.author(record.writer)
    if author is None:
        return Verdict(record, None, UNKNOWN_AUTHOR)
    if isinstance(record.event, UnknownEvent):
        return Verdict(record, author, UNKNOWN_TYPE)
    if not _belongs(record, space):
        return Verdict(record, author, WRONG_SPACE)
    try:
        rights.require(record.event, author, record.log)
    except NotAllowed:
        return Verdict(record, author, NOT_ALLOWED)
    return Verdict(record, author, ACCEPTED)


def _belongs(record: Record, space: Genesis) -> bool:
    """Say whether the event may lie in this space: meeting events only in their own meeting's."""
    scope = record.event.SCOPE
    if (scope is Scope.CONTROL) != (record.log is Log.CONTROL):
        return False
    if scope is Scope.MEETING:
        return space.kind is SpaceKind.MEETING and getattr(record.event, "meeting", "") == space.about
    return space.kind is SpaceKind.DIRECTORY
