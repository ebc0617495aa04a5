"""A laptop that was restored from a backup, or whose profile was copied, goes on as a new writer.

    moved, overtaken ─► certificate by the old key ─► profile renewed ─► what was never sent is taken back ─► said again

Every step may be the last before a crash: each leaves something from which `settle` goes on. The old key signs nothing
but that certificate. A controller's key cannot be continued, since the control chain is one log: such a laptop goes
on under its name behind what the store has of its logs.
"""

from dataclasses import dataclass, field, replace

from ecabinet.app.authoring import prepare
from ecabinet.app.changes import NO_CHANGES, Changes
from ecabinet.app.reissue import Reissued, reissue, waiting
from ecabinet.boot import profile as profiles
from ecabinet.boot.program import Program
from ecabinet.core.directory import Directory
from ecabinet.core.errors import ProfileDamaged, ReadOnlyJournal
from ecabinet.core.ids import WriterId

_ROUNDS = 4
"""Of exchange in which a log must have come to rest; else it is tried again later."""


@dataclass(frozen=True, slots=True)
class Settled:
    """What was done so that the laptop can go on.

    Attributes:
        continued: whether it is a new writer now.
        reissued: what it has said again.
    """

    continued: bool = False
    reissued: Reissued = field(default_factory=Reissued)

    @property
    def changes(self) -> Changes:
        """What screens have to read again."""
        return self.reissued.changes | (Changes(directory=True) if self.continued else NO_CHANGES)


def settle(program: Program) -> Settled:
    """Let a program go on as a new writer if its log was overtaken, and say again what lost its effect by that.

    Call it with the profile held, before the first own write, and after rounds that report `superseded`. Nothing is
    done for an installation that was revoked or is not certified, or when a newer program wrote the replica.

    Raises:
        ProfileDamaged: the new key cannot be kept; the old profile is in its place and nothing was taken back.
    """
    try:
        return _settle(program)
    except ReadOnlyJournal:
        return Settled()


def catch_up(program: Program) -> None:
    """Exchange once, and again as long as the own log is met in the store; for a program without a pulse.

    Raises:
        ProfileDamaged: as in `settle`.
    """
    for _round in range(_ROUNDS):
        if not program.exchange.round().superseded:
            return
        settle(program)


def _settle(program: Program) -> Settled:
    with program.replica.read() as reads:
        directory, me = reads.directory(), program.sealer.writer
        overtaken = program.profile.moved or reads.aside.overtaken(me)
    if directory.author(me) is None or directory.revocation(me) is not None:
        return Settled()
    if me in directory.controllers:
        return Settled(reissued=_settle_controller(program))
    if overtaken:
        _continue(program, directory)
    elif me not in directory.continued:
        return Settled()
    return Settled(overtaken, _say_again(program))


def _continue(program: Program, directory: Directory) -> None:
    """Name the heir, keep its key, and let it take over; in this order."""
    seed = profiles.new_seed()
    certificate = program.sealer.hand_on(directory.space, seed)
    with program.replica.write() as transaction:
        transaction.add_deed(certificate.deed, certificate.raw, own=True)
    with program.turn:
        program.go_on_as(_renewed(program, seed))
    program.exchange.owe(directory.space)


def _renewed(program: Program, seed: bytes) -> profiles.Profile:
    try:
        return profiles.renew(program.profile, seed)
    except OSError as error:
        raise ProfileDamaged(str(program.profile.folder), "keys") from error


def _say_again(program: Program) -> Reissued:
    with program.replica.write() as transaction:
        former = transaction.directory().line(program.sealer.writer)[1:]
        back = transaction.aside.withdraw(former) if former else NO_CHANGES
    return _restated(former, back, program)


def _restated(former: tuple[WriterId, ...], so_far: Changes, program: Program) -> Reissued:
    with program.replica.write() as transaction:
        events = [record.event for record in waiting(former, transaction, program.sealer)]
        prepare(events, transaction, program.sealer)
    with program.replica.write() as transaction:
        told = reissue(former, transaction, program.sealer, program.clock.now())
    return replace(told, changes=so_far | told.changes)


def _settle_controller(program: Program) -> Reissued:
    """Look at the store afresh after something was taken back; say it again once the log has come to rest."""
    if program.profile.moved:
        with program.turn:
            program.profile = _renewed(program, program.profile.seed)
    with program.replica.read() as reads:
        if not waiting((), reads, program.sealer):
            return Reissued()
    back = NO_CHANGES
    for _round in range(_ROUNDS):
        with program.turn:
            program.go_on_as(program.profile)
        report = program.exchange.round()
        back |= report.changes
        if report.offline is None and not report.superseded:
            return _restated((), back, program)
    return Reissued(back)
