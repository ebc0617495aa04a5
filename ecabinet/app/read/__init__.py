"""Read models: what a screen shows, frozen. Names are resolved, lists are in the order of the screen.

Instants are milliseconds UTC. A read model never holds a sentence; screens and notices write those.
"""

from ecabinet.app.read.administration import InstallationLine, QuarantineLine
from ecabinet.app.read.agenda import Agenda, AgendaLine, PaperLine, VoteLine
from ecabinet.app.read.annotations import MarkedPaper, MarkLine, PaperMarks, Position, RequestLine, ShareLine, ToCarry
from ecabinet.app.read.floor import Floor, SpeechLine
from ecabinet.app.read.meetings import Check, MeetingLine, Now, Readiness, Room, Today
from ecabinet.app.read.people import Me, MemberLine, People, PersonLine
from ecabinet.app.read.votes import BallotLine, Vote, Votes, WaitingVote

__all__ = [
    "Agenda",
    "AgendaLine",
    "BallotLine",
    "Check",
    "Floor",
    "InstallationLine",
    "MarkLine",
    "MarkedPaper",
    "Me",
    "MeetingLine",
    "MemberLine",
    "Now",
    "PaperLine",
    "PaperMarks",
    "People",
    "PersonLine",
    "Position",
    "QuarantineLine",
    "Readiness",
    "RequestLine",
    "Room",
    "ShareLine",
    "SpeechLine",
    "ToCarry",
    "Today",
    "Vote",
    "VoteLine",
    "Votes",
    "WaitingVote",
]
