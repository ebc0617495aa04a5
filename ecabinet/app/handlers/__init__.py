"""Which function answers which command: one line for each."""

from collections.abc import Callable
from typing import Any

from ecabinet.app import commands
from ecabinet.app.handlers import agenda, annotations, floor, meeting, organization, sharing, voting
from ecabinet.app.session import Session
from ecabinet.core.event import Event

Handler = Callable[[Any, Session], tuple[Event, ...]]  # Any: each handler takes its own command class

HANDLERS: dict[type[commands.Command], Handler] = {
    commands.FoundOrganization: organization.found,
    commands.AdmitMember: organization.admit,
    commands.GrantRoles: organization.grant,
    commands.CertifyWriter: organization.certify,
    commands.HandOver: organization.hand_over,
    commands.TakeControl: organization.take_control,
    commands.RevokeWriter: organization.revoke,
    commands.RemoveMember: organization.remove,
    commands.AdmitRecord: organization.admit_record,
    commands.DraftMeeting: meeting.draft,
    commands.ChangeMeeting: meeting.change,
    commands.PublishMeeting: meeting.publish,
    commands.OpenMeeting: meeting.open_sitting,
    commands.AdjournMeeting: meeting.adjourn,
    commands.ResumeMeeting: meeting.resume,
    commands.CloseMeeting: meeting.close,
    commands.CallItem: meeting.call_item,
    commands.Invite: meeting.invite,
    commands.RecordAttendance: meeting.attend,
    commands.RecordConclusion: meeting.conclude,
    commands.AddItem: agenda.add_item,
    commands.ChangeItem: agenda.change_item,
    commands.MoveItem: agenda.move_item,
    commands.RemoveItem: agenda.remove_item,
    commands.AddPaper: agenda.add_paper,
    commands.AddVersion: agenda.add_version,
    commands.MovePaper: agenda.move_paper,
    commands.RemovePaper: agenda.remove_paper,
    commands.RequestFloor: floor.request,
    commands.WithdrawRequest: floor.withdraw,
    commands.GrantFloor: floor.grant,
    commands.ExtendSpeech: floor.extend,
    commands.EndSpeech: floor.end,
    commands.OpenVote: voting.open_vote,
    commands.CastBallot: voting.cast,
    commands.CloseVote: voting.close_vote,
    commands.EnterCount: voting.enter_count,
    commands.AnnulVote: voting.annul,
    commands.Annotate: annotations.annotate,
    commands.ReshapeAnnotation: annotations.reshape,
    commands.RestyleAnnotation: annotations.restyle,
    commands.RewordAnnotation: annotations.reword,
    commands.RemoveAnnotations: annotations.remove,
    commands.RestoreAnnotations: annotations.restore,
    commands.CarryAnnotations: annotations.carry,
    commands.NoteReading: annotations.note_reading,
    commands.ShareAnnotations: sharing.share,
    commands.AnswerShare: sharing.answer,
    commands.WithdrawShare: sharing.withdraw,
    commands.RequestComments: sharing.request,
    commands.EndComments: sharing.end_request,
}
