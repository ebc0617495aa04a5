"""Everything a person can wish for: one frozen dataclass for each, imperative.

The workspace finds the handler in `app.handlers.HANDLERS`; rights are not checked on commands but on the events
they lead to, by the one table in `core.rights`.
"""

from ecabinet.app.commands.agenda import (
    AddItem,
    AddPaper,
    AddVersion,
    ChangeItem,
    MoveItem,
    MovePaper,
    RemoveItem,
    RemovePaper,
)
from ecabinet.app.commands.base import Command
from ecabinet.app.commands.floor import EndSpeech, ExtendSpeech, GrantFloor, RequestFloor, WithdrawRequest
from ecabinet.app.commands.meeting import (
    AdjournMeeting,
    CallItem,
    ChangeMeeting,
    CloseMeeting,
    DraftMeeting,
    Invite,
    OpenMeeting,
    PublishMeeting,
    RecordAttendance,
    RecordConclusion,
    ResumeMeeting,
)
from ecabinet.app.commands.organization import (
    AdmitMember,
    AdmitRecord,
    CertifyWriter,
    FoundOrganization,
    GrantRoles,
    HandOver,
    RemoveMember,
    RevokeWriter,
    TakeControl,
)
from ecabinet.app.commands.voting import AnnulVote, CastBallot, CloseVote, EnterCount, OpenVote

__all__ = [
    "AddItem",
    "AddPaper",
    "AddVersion",
    "AdjournMeeting",
    "AdmitMember",
    "AdmitRecord",
    "AnnulVote",
    "CallItem",
    "CastBallot",
    "CertifyWriter",
    "ChangeItem",
    "ChangeMeeting",
    "CloseMeeting",
    "CloseVote",
    "Command",
    "DraftMeeting",
    "EndSpeech",
    "EnterCount",
    "ExtendSpeech",
    "FoundOrganization",
    "GrantFloor",
    "GrantRoles",
    "HandOver",
    "Invite",
    "MoveItem",
    "MovePaper",
    "OpenMeeting",
    "OpenVote",
    "PublishMeeting",
    "RecordAttendance",
    "RecordConclusion",
    "RemoveItem",
    "RemoveMember",
    "RemovePaper",
    "RequestFloor",
    "ResumeMeeting",
    "RevokeWriter",
    "TakeControl",
    "WithdrawRequest",
]
