"""Events of every class with small pools of identifiers and values, so that writers meet often; and random stories."""

from ecabinet.core.annotations import MarkKind, Quote, path
from ecabinet.core.event import Log, Scope
from ecabinet.core.events import annotations, floor, meeting, organization, papers, voting
from ecabinet.core.people import Capacity, Presence, Role
from ecabinet.core.rules import Threshold, Tie, VotingRule
from ecabinet.core.voting import Choice, Method
from tests.replica.kit import SITTING, Office, wid

M = SITTING.about
QUOTE = Quote("biểu quyết", "đề nghị ", " thông qua", 8)
HALF = Threshold(1, 2, True, "Điều 1")
RULE = VotingRule("ubnd_tinh", "ordinary", Threshold(2, 3, False, "Điều 2"), HALF, Tie.CHAIR_VOTE, "Điều 3", True)


def _pick(luck, stem):
    return f"{stem}{luck.randint(1, 2)}"


def _maybe(luck, value):
    return luck.choice([None, value])


def _own(luck):
    return _pick(luck, "m"), _pick(luck, "a")


def _share(luck):
    member = _pick(luck, "m")
    return f"{member}/1", member


def _mark(luck):
    kind = luck.choice([MarkKind.NOTE, MarkKind.ARROW])
    return kind, (path(range(2 if kind is MarkKind.NOTE else 4)),)


MAKERS = {
    organization.OrganizationFounded: lambda x: organization.OrganizationFounded("org", "Tên", "T", "ubnd_tinh"),
    organization.MemberAdmitted: lambda x: organization.MemberAdmitted(
        "m9", "Bà m9", "chức vụ", "đơn vị", 9, True, (Role.DELEGATE, Role.TELLER)
    ),
    organization.RolesGranted: lambda x: organization.RolesGranted("m2", (Role.SECRETARY,)),
    organization.WriterCertified: lambda x: organization.WriterCertified(wid("m9"), "d-m9", "m9", b"m9" * 16, "máy"),
    organization.ControllerHandedOver: lambda x: organization.ControllerHandedOver(wid("m3")),
    organization.ControlTaken: lambda x: organization.ControlTaken(wid("m3")),
    organization.WriterRevoked: lambda x: organization.WriterRevoked(
        wid("m2"), "mất máy", (organization.Cut(SITTING.space, x.randint(0, 9)),)
    ),
    organization.MemberRemoved: lambda x: organization.MemberRemoved("m2", "chuyển công tác"),
    organization.RecordAdmitted: lambda x: organization.RecordAdmitted(wid("m2"), SITTING.space, 1, b"\x05" * 32),
    organization.MeetingDrafted: lambda x: organization.MeetingDrafted(
        M, SITTING.space, b"\x00\xff", _pick(x, "Phiên "), "regular", 5, 9, "P.2", "m1", "t1", "ubnd_tinh"
    ),
    meeting.MeetingChanged: lambda x: meeting.MeetingChanged(M, _pick(x, "Phiên "), x.randint(1, 3), 9, "Phòng 1"),
    meeting.MeetingPublished: lambda x: meeting.MeetingPublished(M, x.randint(1, 3)),
    meeting.MeetingOpened: lambda x: meeting.MeetingOpened(M, x.randint(1, 3), 3, 3),
    meeting.MeetingAdjourned: lambda x: meeting.MeetingAdjourned(M, 4),
    meeting.MeetingResumed: lambda x: meeting.MeetingResumed(M, 5),
    meeting.MeetingClosed: lambda x: meeting.MeetingClosed(M, x.randint(6, 7)),
    meeting.ItemCalled: lambda x: meeting.ItemCalled(M, _pick(x, "i"), 4),
    meeting.ItemAdded: lambda x: meeting.ItemAdded(
        M, _pick(x, "i"), _maybe(x, "i1"), _pick(x, "V"), "Nội dung", "report", _maybe(x, 7), 10, _maybe(x, "m2")
    ),
    meeting.ItemChanged: lambda x: meeting.ItemChanged(
        M, _pick(x, "i"), _pick(x, "Nội dung "), _maybe(x, 7), x.randint(1, 2), None
    ),
    meeting.ItemMoved: lambda x: meeting.ItemMoved(M, _pick(x, "i"), _maybe(x, "i2"), _pick(x, "W")),
    meeting.ItemRemoved: lambda x: meeting.ItemRemoved(M, _pick(x, "i")),
    meeting.ItemPlaced: lambda x: meeting.ItemPlaced(
        M, _pick(x, "i"), _maybe(x, "i2"), _pick(x, "W"), x.random() < 0.2
    ),
    meeting.ParticipantInvited: lambda x: meeting.ParticipantInvited(
        M, _pick(x, "m"), x.choice(list(Capacity)), _maybe(x, "m3"), _pick(x, "A"), x.choice([(), ("i1",)])
    ),
    meeting.AttendanceRecorded: lambda x: meeting.AttendanceRecorded(
        M, _pick(x, "m"), x.choice(list(Presence)), x.randint(1, 4), _pick(x, "lý do ")
    ),
    meeting.ConclusionRecorded: lambda x: meeting.ConclusionRecorded(M, _pick(x, "i"), _pick(x, "Kết luận "), 8),
    papers.PaperAdded: lambda x: papers.PaperAdded(
        M, _pick(x, "p"), _pick(x, "i"), "V", _pick(x, "Tờ trình "), "12/TTr", "report", "STC", "none"
    ),
    papers.PaperMoved: lambda x: papers.PaperMoved(M, _pick(x, "p"), _pick(x, "i"), _pick(x, "X")),
    papers.PaperRemoved: lambda x: papers.PaperRemoved(M, _pick(x, "p")),
    papers.VersionAdded: lambda x: papers.VersionAdded(
        M, _pick(x, "p"), x.choice("ab") * 64, x.randint(1, 9), 3, "tờ trình.pdf", 2
    ),
    floor.FloorRequested: lambda x: floor.FloorRequested(M, _pick(x, "s"), _pick(x, "i"), _pick(x, "m"), "discuss", 3),
    floor.RequestWithdrawn: lambda x: floor.RequestWithdrawn(M, _pick(x, "s"), _pick(x, "m")),
    floor.SpeechStarted: lambda x: floor.SpeechStarted(M, _pick(x, "s"), x.randint(3, 5), 300),
    floor.SpeechExtended: lambda x: floor.SpeechExtended(M, _pick(x, "s"), x.randint(301, 303)),
    floor.SpeechEnded: lambda x: floor.SpeechEnded(M, _pick(x, "s"), 9),
    voting.MotionPut: lambda x: voting.MotionPut(M, _pick(x, "q"), _pick(x, "i"), _pick(x, "Thông qua ")),
    voting.VoteOpened: lambda x: voting.VoteOpened(
        M, _pick(x, "v"), "q1", "i1", "Đồng ý?", x.choice(list(Method)), RULE, ("m1", "m2", "m3"), 3, 4
    ),
    voting.BallotCast: lambda x: voting.BallotCast(M, _pick(x, "v"), _pick(x, "m"), x.choice(list(Choice)), 5),
    voting.VoteClosed: lambda x: voting.VoteClosed(
        M, _pick(x, "v"), (voting.CountedBallot("m1", bytes([x.randint(0, 1)]) * 32),), "m1", 6
    ),
    voting.CountEntered: lambda x: voting.CountEntered(
        M, _pick(x, "v"), voting.EnteredCount(3, 3, 0, x.randint(0, 3), 0, 0), 6
    ),
    voting.VoteAnnulled: lambda x: voting.VoteAnnulled(M, _pick(x, "v"), _pick(x, "vì "), 7),
    annotations.AnnotationMade: lambda x: annotations.AnnotationMade(
        *_own(x), M, "p1", "a" * 64, x.randint(0, 2), *_mark(x), 5, "yellow", 100, _pick(x, "ghi "), QUOTE
    ),
    annotations.AnnotationReshaped: lambda x: annotations.AnnotationReshaped(*_own(x), *_mark(x), 6),
    annotations.AnnotationRestyled: lambda x: annotations.AnnotationRestyled(*_own(x), _pick(x, "c"), 50, 6),
    annotations.AnnotationReworded: lambda x: annotations.AnnotationReworded(*_own(x), _pick(x, "ý "), 6),
    annotations.AnnotationRemoved: lambda x: annotations.AnnotationRemoved(*_own(x), 7),
    annotations.AnnotationRestored: lambda x: annotations.AnnotationRestored(*_own(x), 8),
    annotations.CarryingSettled: lambda x: annotations.CarryingSettled(*_own(x), "b" * 64, "orphaned", 8),
    annotations.ReadingNoted: lambda x: annotations.ReadingNoted(
        _pick(x, "m"), M, "p1", x.choice("ab") * 64, x.randint(0, 2), x.randint(0, 800), bytes([x.randint(0, 255)]), 5
    ),
    annotations.AnnotationShared: lambda x: annotations.AnnotationShared(
        M, *_share(x), ("m2",), "i1", "p1", "a" * 64, 0, *_mark(x), 5, "green", 0, _pick(x, "ý "), QUOTE
    ),
    annotations.ShareWithdrawn: lambda x: annotations.ShareWithdrawn(M, *_share(x), ("m2",), "i1", 9),
    annotations.CommentsRequested: lambda x: annotations.CommentsRequested(
        M, *_share(x), "i1", "p1", "a" * 64, "xin ý kiến", _maybe(x, 9), 5
    ),
    annotations.CommentsEnded: lambda x: annotations.CommentsEnded(M, *_share(x), "i1", 9),
}
"""One maker for each class of events: takes a `random.Random`."""

DATA = [kind for kind in MAKERS if kind.SCOPE is not Scope.CONTROL]
NAMES = ("t1", "m1", "m2", "m3")


def told(luck, length):
    """An office whose members wrote `length` events, each knowing a random part of what the others wrote.

    Most are honest about what they replace; some name nothing, or whatever comes to hand.
    """
    office = Office()
    seen = {name: [] for name in NAMES}
    for _turn in range(length):
        name = luck.choices(NAMES, (4, 3, 1, 1))[0]
        event = MAKERS[luck.choice(DATA)](luck)
        record = office.write(name, event, _base(luck, office, name, event, seen[name]), _stamp(luck))
        seen[name].append(record)
        if luck.random() < 0.2:
            office.control.write(MAKERS[organization.RolesGranted](luck))
        if luck.random() < 0.4:
            listener, teller = luck.choice(NAMES), luck.choice(NAMES)
            seen[listener] = list(dict.fromkeys([*seen[listener], *seen[teller]]))
    return office


def _stamp(luck):
    """Usually the clock's own; sometimes one that others have too, so that ranks are decided by writer and hash."""
    return luck.choice([None, None, 7 << 16])


def _base(luck, office, name, event, records):
    honesty = luck.random()
    if honesty < 0.7:
        author = office.directories()[-1].author(wid(name))
        return office.heads(event, author, records)
    everything = [record.hash for record in office.everything()] + [b"\x07" * 32]
    return luck.sample(everything, min(len(everything), luck.randint(0, 3))) if honesty < 0.85 else ()


def cut(luck, office):
    """The office's logs in segments of random length, some of them overlapping, some twice, in random order."""
    parts = []
    for pen in office.pens.values():
        count = len(pen.records)
        parts += pen.segments(*(luck.randint(1, count) for _cut in range(luck.randint(0, 4)))) if count else []
        for _copy in range(luck.randint(0, 2)):
            first = luck.randint(1, count) if count else 0
            parts += [pen.segment(first, luck.randint(first, count))] if count else []
    luck.shuffle(parts)
    return parts


def troubled(luck, length):
    """An office in which control changes hands, is cut, is revoked and admits, and in which somebody forks a log.

    Returns:
        The office, and all that is to be delivered besides its pens: deeds and the other sides of forks.
    """
    office, more = told(luck, length), []
    for _turn in range(luck.randint(1, 4)):
        luck.choice([_revoke, _revoke, _admit, _hand_over, _mandate, _fork, _remove, _continue, _backdate])(
            luck, office, more
        )
        for _line in range(luck.randint(0, 3)):
            office.write(luck.choice(NAMES), MAKERS[luck.choice(DATA)](luck))
    return office, [*office.deeds, *more]


def _data_pens(office):
    return [pen for pen in office.pens.values() if pen.log is Log.DATA and pen.records]


def _revoke(luck, office, _more):
    writer = wid(luck.choice(NAMES))
    cuts = tuple(organization.Cut(space, luck.randint(0, 4)) for space in luck.sample(["root", SITTING.space], 1))
    office.control.write(organization.WriterRevoked(writer, "mất máy", cuts))


def _admit(luck, office, _more):
    pens = _data_pens(office)
    if pens:
        record = luck.choice(luck.choice(pens).records)
        office.control.write(
            organization.RecordAdmitted(record.writer, record.space, record.seq, record.hash),
        )


def _remove(luck, office, _more):
    office.control.write(organization.MemberRemoved(luck.choice(NAMES), "chuyển công tác"))


def _hand_over(luck, office, _more):
    former = office.hand_over(luck.choice(["m1", "m2", "m3"]))
    for pen in (office.control, former):
        for _record in range(luck.randint(0, 2)):
            pen.write(organization.RolesGranted("m3", (luck.choice(list(Role)),)))


def _mandate(luck, office, _more):
    office.mandate(f"n{len(office.deeds)}", luck.choice(list(office.chain().at)))
    for _record in range(luck.randint(0, 2)):
        office.control.write(organization.RolesGranted("m2", (luck.choice(list(Role)),)))


def _fork(luck, office, more):
    pens = _data_pens(office) if luck.random() < 0.8 else [office.control]
    if not (pens := [pen for pen in pens if pen.records]):
        return
    pen = luck.choice(pens)
    at = luck.randint(1, len(pen.records))
    other = office.fork(pen, at)
    for _record in range(luck.randint(1, 3)):
        event = MAKERS[organization.RolesGranted if pen.log is Log.CONTROL else luck.choice(DATA)](luck)
        other.write(event, pen.records[-1].control, hlc=next(office.clock) << 17)
    more += other.segments(luck.randint(1, len(other.records)))


def _continue(luck, office, _more):
    office.write(office.certify(wid(luck.choice(NAMES)), f"c{len(office.deeds)}"), MAKERS[luck.choice(DATA)](luck))


def _backdate(luck, office, _more):
    position = luck.choice(list(office.chain().at))
    office.write(luck.choice(NAMES), MAKERS[luck.choice(DATA)](luck), control=position)
