"""What is asked of a laptop: functions of its seat, sent to it by name."""


def meeting(seat):
    """The meeting, once it is known."""
    known = seat.program.queries.today().meetings
    return known and known[0].meeting


def items(seat, count):
    """The items of the meeting, once there are so many."""
    known = meeting(seat)
    lines = seat.program.queries.agenda(known).lines if known else ()
    return len(lines) >= count and [line.item for line in lines]


def present(seat, count):
    """Whether so many are here."""
    return meeting(seat) and seat.program.queries.now(meeting(seat)).quorum.present >= count


def running_vote(seat, but=()):
    """The running vote, unless it is one of those named."""
    known = meeting(seat) and seat.program.queries.votes(meeting(seat)).open
    return known and known.vote not in but and known.vote


def answered(seat, vote, count):
    """Whether so many ballots are known here."""
    return seat.program.queries.vote(vote).cast >= count


def my_choice(seat, vote):
    """My own ballot."""
    return seat.program.queries.vote(vote).my_choice


def closed(seat, count):
    """Tally, missing ballots and whether mine counted, of each closed vote, once there are so many, latest first."""
    votes = seat.program.queries.votes(meeting(seat)).closed
    told = [(vote.outcome and vote.outcome.tally.cast, vote.missing, vote.my_counted) for vote in votes]
    return len(votes) >= count and told


def waiting(seat, count):
    """The speeches asked for, once there are so many, first come first."""
    lines = seat.program.queries.floor(meeting(seat)).waiting
    return len(lines) >= count and [line.speech for line in lines]


def running_speech(seat):
    """The running speech."""
    running = seat.program.queries.floor(meeting(seat)).running
    return running and running.speech


def offline(seat):
    """Why the store cannot be reached."""
    return seat.offline if seat.offline != "never" else None


def online(seat):
    """Whether the last round reached the store."""
    return seat.offline is None


def rounds(seat, count):
    """How many rounds have ended, once there are so many."""
    return seat.rounds >= count and seat.rounds


def shows(seat, value):
    """Whether exactly this is shown and all is sent."""
    return seat.shown() == (value, 0)


def all_sent(seat):
    """Whether all is counted as sent."""
    return not seat.unsent


def is_open(seat):
    """Whether the meeting sits and an item is called."""
    return meeting(seat) and seat.program.queries.now(meeting(seat)).item_number
