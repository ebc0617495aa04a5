"""Commands about the floor."""

from ecabinet.app import commands
from ecabinet.app.session import Session
from ecabinet.core.errors import BadValue, WrongState
from ecabinet.core.event import Event
from ecabinet.core.events import floor as facts
from ecabinet.core.ids import SpeechId
from ecabinet.core.things import Speech

SPEECH_KINDS = ("present", "discuss", "question", "point_of_order")


def request(command: commands.RequestFloor, session: Session) -> tuple[Event, ...]:
    """Ask to speak; one waiting request for each person and item."""
    item = session.item(command.item)
    session.meeting_for(item.meeting, "attend")
    if command.kind not in SPEECH_KINDS:
        raise BadValue("kind", "unknown")
    member = command.member or session.actor.member
    for waiting in session.reads.things(Speech, item=command.item, member=member, state="requested"):
        raise WrongState("speech", waiting.id, waiting.state, ())
    speech = SpeechId(f"{member}/{session.ids.new('speech')}")
    return (facts.FloorRequested(item.meeting, speech, command.item, member, command.kind, session.now()),)


def withdraw(command: commands.WithdrawRequest, session: Session) -> tuple[Event, ...]:
    """Take back a waiting request."""
    speech = _in_state(session, command.speech, "requested")
    return (facts.RequestWithdrawn(speech.meeting, command.speech, speech.member),)


def grant(command: commands.GrantFloor, session: Session) -> tuple[Event, ...]:
    """Give the floor to a waiting request and end the speech that was running."""
    speech = _in_state(session, command.speech, "requested")
    meeting = session.meeting_for(speech.meeting, "sit")
    seconds = command.seconds or session.profile_of(meeting).presentation_seconds
    if not 0 < seconds <= 24 * 3600:
        raise BadValue("seconds", "range")
    now = session.now()
    running = session.reads.things(Speech, meeting=speech.meeting, state="running")
    ended = tuple(facts.SpeechEnded(speech.meeting, SpeechId(other.id), now) for other in running)
    return (*ended, facts.SpeechStarted(speech.meeting, command.speech, now, seconds))


def extend(command: commands.ExtendSpeech, session: Session) -> tuple[Event, ...]:
    """Lengthen or shorten the running speech; it keeps at least one second."""
    speech = _in_state(session, command.speech, "running")
    seconds = max(1, speech.seconds + command.seconds)
    return (facts.SpeechExtended(speech.meeting, command.speech, seconds),)


def end(command: commands.EndSpeech, session: Session) -> tuple[Event, ...]:
    """End the running speech."""
    speech = _in_state(session, command.speech, "running")
    return (facts.SpeechEnded(speech.meeting, command.speech, session.now()),)


def _in_state(session: Session, speech_id: SpeechId, state: str) -> Speech:
    speech = session.need(Speech, speech_id)
    if speech.state != state:
        raise WrongState("speech", speech_id, speech.state, (state,))
    return speech
