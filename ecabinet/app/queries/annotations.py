"""Questions about marks on papers and how far they were read."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator

from ecabinet.app import read
from ecabinet.app.ports import Reads, Replica
from ecabinet.core.annotations import bounds
from ecabinet.core.ids import (
    AnnotationId,
    MeetingId,
    MemberId,
    PaperId,
    RequestId,
    ShareId,
    VersionHash,
)
from ecabinet.core.things import Annotation, Carrying, CommentRequest, Meeting, Paper, Reading, SharedMark, Version
from ecabinet.core.vietnamese import fold


class AnnotationQueries:
    """Questions of the signed-in member, whom `member` names; each method opens one consistent view."""

    def __init__(self, replica: Replica, member: Callable[[Reads], MemberId]) -> None:
        self._replica = replica
        self._member = member

    def marks(self, version: VersionHash) -> read.PaperMarks:
        """Return all marks on a paper version."""
        with self._replica.read() as reads:
            me = self._member(reads)
            shared = [one for one in reads.things(SharedMark, version=version) if one.withdrawn_at is None]
            requests = reads.things(CommentRequest, version=version)
            return read.PaperMarks(
                version,
                _own(reads, reads.things(Annotation, version=version, removed=False), shared),
                _shared(reads, shared, me),
                tuple(_request(reads, one, me) for one in sorted(requests, key=lambda one: one.at)),
            )

    def marked(self, meeting: MeetingId | None = None, sought: str = "") -> tuple[read.MarkedPaper, ...]:
        """Return one's own marks by paper, of one meeting or all; with `sought`, those in whose words it occurs.

        Case, tone marks and the stroke of đ do not matter in the search.
        """
        with self._replica.read() as reads:
            which = {"meeting": meeting} if meeting else {}
            found = [one for one in reads.things(Annotation, removed=False, **which) if _tells(one, sought)]
            papers: dict[tuple[PaperId, VersionHash], list[Annotation]] = defaultdict(list)
            for one in found:
                papers[one.paper, one.version].append(one)
            lines = (_marked(reads, *key, marks) for key, marks in papers.items())
            return tuple(sorted(lines, key=lambda line: (line.meeting_title, line.title, line.version)))

    def position(self, version: VersionHash) -> read.Position | None:
        """Return where one stands in a paper version, None if it was never opened."""
        with self._replica.read() as reads:
            found = reads.thing(Reading, version)
            return _position(found) if found else None

    def to_carry(self, paper: PaperId, version: VersionHash) -> read.ToCarry:
        """Return one's own marks on earlier versions of a paper of which nothing is settled for this one."""
        with self._replica.read() as reads:
            versions = sorted(reads.things(Version, paper=paper), key=lambda one: (one.at, one.id))
            laid = {one.version: one.at for one in versions}
            own = reads.things(Annotation, paper=paper, removed=False)
            carried = {one.carried_from for one in own if one.version == version}
            settled = {AnnotationId(one.annotation) for one in reads.things(Carrying, version=version)}
            gone = carried | settled | {one.carried_from for one in own}
            left = [one for one in own if laid.get(one.version, 0) < laid.get(version, 0) and one.id not in gone]
            left.sort(key=lambda one: (laid.get(one.version, 0), _place(one)))
            return read.ToCarry(paper, version, tuple((one.version, _line(reads, one)) for one in left), tuple(laid))


def _own(reads: Reads, own: Iterable[Annotation], shared: Iterable[SharedMark]) -> tuple[read.MarkLine, ...]:
    """Return one's own marks, answers beneath what they answer."""
    circles: dict[str, list[read.ShareLine]] = defaultdict(list)
    for mark in shared:
        names = tuple(_name(reads, member) for member in mark.circle)
        circles[str(mark.id).split("/")[1]].append(read.ShareLine(ShareId(mark.id), names))
    answers: dict[str, list[Annotation]] = defaultdict(list)
    first: list[Annotation] = []
    for one in sorted(own, key=lambda mark: mark.at):
        (answers[one.replies_to] if one.replies_to else first).append(one)
    return tuple(
        _line(reads, one, circles[one.id], tuple(_line(reads, answer) for answer in answers[one.id]))
        for one in sorted(first, key=_place)
    )


def _shared(reads: Reads, shared: Iterable[SharedMark], me: MemberId) -> tuple[read.MarkLine, ...]:
    """Return what others shared, and what was answered to anything shared, answers beneath."""
    answers: dict[str, list[SharedMark]] = defaultdict(list)
    first: list[SharedMark] = []
    for one in sorted(shared, key=lambda mark: (mark.at, mark.id)):
        (answers[one.replies_to] if one.replies_to else first).append(one)
    shown = (one for one in sorted(first, key=_place) if one.member != me or answers[one.id])
    return tuple(
        _shared_line(reads, one, tuple(_shared_line(reads, answer) for answer in answers[one.id])) for one in shown
    )


def _line(
    reads: Reads, one: Annotation, shares: Iterable[read.ShareLine] = (), replies: tuple[read.MarkLine, ...] = ()
) -> read.MarkLine:
    return read.MarkLine(
        annotation=AnnotationId(one.id),
        share=None,
        member=one.member,
        name=one.author or _name(reads, one.member),
        page=one.page,
        kind=one.kind,
        shape=one.shape,
        color=one.color,
        width=one.width,
        text=one.text,
        quote=one.quote,
        at=one.at,
        shared_with=len(found := tuple(shares)),
        shares=found,
        carried_from=one.carried_from,
        replies=replies,
        conflicts=reads.conflicts(Annotation, one.id),
        replies_to=one.replies_to,
        author=one.author,
    )


def _shared_line(reads: Reads, one: SharedMark, replies: tuple[read.MarkLine, ...] = ()) -> read.MarkLine:
    return read.MarkLine(
        annotation=None,
        share=ShareId(one.id),
        member=one.member,
        name=_name(reads, one.member),
        page=one.page,
        kind=one.kind,
        shape=one.shape,
        color=one.color,
        width=one.width,
        text=one.text,
        quote=one.quote,
        at=one.at,
        circle=one.circle,
        replies=replies,
    )


def _request(reads: Reads, one: CommentRequest, me: MemberId) -> read.RequestLine:
    name = _name(reads, one.member)
    ended = one.ended_at is not None
    return read.RequestLine(RequestId(one.id), one.member, name, one.text, one.until, ended, one.member == me)


def _marked(reads: Reads, paper: PaperId, version: VersionHash, marks: Iterable[Annotation]) -> read.MarkedPaper:
    lines = tuple(_line(reads, one) for one in sorted(marks, key=_place))
    laid = reads.thing(Paper, paper)
    meeting = reads.thing(Meeting, laid.meeting) if laid else None
    title, about = (laid.title, laid.meeting) if laid else ("", MeetingId(""))
    return read.MarkedPaper(about, meeting.title if meeting else "", paper, title, version, lines)


def _position(found: Reading) -> read.Position:
    return read.Position(found.version, found.page, found.top, frozenset(_pages(found.seen)), found.at)


def _pages(seen: bytes) -> Iterator[int]:
    for place, byte in enumerate(seen):
        for bit in range(8):
            if byte & 0x80 >> bit:
                yield place * 8 + bit


def _tells(one: Annotation, sought: str) -> bool:
    words = fold(sought)
    return not words or words in fold(f"{one.text} {one.quote.exact} {one.author}")


def _place(one: Annotation | SharedMark) -> tuple[int, float, float, str]:
    left, _bottom, _right, top = bounds(one.kind, one.shape)
    return one.page, -top, left, one.id


def _name(reads: Reads, member: MemberId) -> str:
    known = reads.directory().members.get(member)
    return known.name if known else str(member)
