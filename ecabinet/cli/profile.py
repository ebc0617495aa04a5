"""`ecabinet profile tidy`: papers of meetings of long ago leave this laptop while the store has them."""

from pathlib import Path

from ecabinet.cli import OK
from ecabinet.cli.outcome import say_json
from ecabinet.cli.unlocking import unlocked


def tidy(profile: Path, *, as_json: bool) -> int:
    """Drop papers that are not wanted here.

    Raises:
        StoreUnreachable: the store cannot be asked whether it has them.
        EcabinetError: the profile cannot be opened, or a window has it open.
    """
    from ecabinet.boot.program import held, open_program
    from ecabinet.boot.tidying import tidy as drop

    opened = unlocked(profile)
    with held(opened):
        program = open_program(opened)
        try:
            done = drop(program)
        finally:
            program.close()
    if as_json:
        say_json(done)
    else:
        print(f"{done.dropped} papers, {done.size} bytes dropped; they come back when their meeting is opened")
        if done.stayed:
            print(f"{done.stayed} stay: the store does not have them whole")
    return OK
