"""Every kind of fact, by its name in the journal: one line for each class.

Names and fields are for ever: old journals must stay readable. A changed meaning needs a new version number
and an upgrade in `app/codec.py`.
"""

from ecabinet.core.event import Event
from ecabinet.core.events import annotations, floor, meeting, organization, papers, voting

EVENTS: dict[str, type[Event]] = {
    kind.__name__: kind
    for kind in (
        organization.OrganizationFounded,
        organization.MemberAdmitted,
        organization.RolesGranted,
        organization.WriterCertified,
        organization.ControllerHandedOver,
        organization.ControlTaken,
        organization.WriterRevoked,
        organization.MemberRemoved,
        organization.RecordAdmitted,
        organization.MeetingDrafted,
        meeting.MeetingChanged,
        meeting.MeetingPublished,
        meeting.MeetingOpened,
        meeting.MeetingAdjourned,
        meeting.MeetingResumed,
        meeting.MeetingClosed,
        meeting.ItemCalled,
        meeting.ItemAdded,
        meeting.ItemChanged,
        meeting.ItemMoved,
        meeting.ItemRemoved,
        meeting.ItemPlaced,
        meeting.ParticipantInvited,
        meeting.AttendanceRecorded,
        meeting.ConclusionRecorded,
        papers.PaperAdded,
        papers.PaperMoved,
        papers.PaperRemoved,
        papers.VersionAdded,
        floor.FloorRequested,
        floor.RequestWithdrawn,
        floor.SpeechStarted,
        floor.SpeechExtended,
        floor.SpeechEnded,
        voting.MotionPut,
        voting.VoteOpened,
        voting.BallotCast,
        voting.VoteClosed,
        voting.CountEntered,
        voting.VoteAnnulled,
        annotations.AnnotationMade,
        annotations.AnnotationReshaped,
        annotations.AnnotationRestyled,
        annotations.AnnotationReworded,
        annotations.AnnotationRemoved,
        annotations.AnnotationRestored,
        annotations.CarryingSettled,
        annotations.ReadingNoted,
        annotations.AnnotationShared,
        annotations.ShareWithdrawn,
        annotations.CommentsRequested,
        annotations.CommentsEnded,
    )
}
