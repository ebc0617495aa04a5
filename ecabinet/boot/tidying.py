"""Room on the disk: papers of meetings of long ago leave the vault while the store has them, and come back when wanted.

Records are never dropped, nor a paper added here that was not read back from the store. What counts as long ago is said
in `app.retention`.
"""

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from ecabinet.boot.program import Program
from ecabinet.core.ids import Instant, SpaceId, VersionHash
from ecabinet.sync.stores.spaces import require_ours

_DAY_MS = 86_400_000
_NAME = "tidied"


@dataclass(frozen=True, slots=True)
class Tidied:
    """What was done: papers dropped and their bytes, and how many had to stay because the store lacks them."""

    dropped: int = 0
    size: int = 0
    stayed: int = 0


def tidy(program: Program) -> Tidied:
    """Drop what is not wanted here; asks the store for nothing where there is nothing to drop.

    Raises:
        StoreUnreachable: the store cannot be asked; what was dropped before that lies in it.
    """
    with program.replica.read() as reads:
        spare = reads.shelves.spare_papers()
    here = [paper for paper in spare if program.vault.has(paper[1])]
    if not here:
        return Tidied()
    require_ours(program.exchange.store, program.replica.spaces()[0])
    unsent = {version for space in {space for space, *_rest in here} for version in program.replica.unsent_blobs(space)}
    gone = [paper for paper in here if paper[1] not in unsent and _drop(program, *paper)]
    return Tidied(len(gone), sum(size for *_rest, size in gone), len(here) - len(gone))


def tidy_daily(program: Program) -> Tidied:
    """Do it at most once a day, by this laptop's clock.

    Raises:
        StoreUnreachable: as in `tidy`; it is tried again the next time.
    """
    note, now = program.profile.folder / _NAME, program.clock.now()
    if 0 <= now - _noted(note) < _DAY_MS:
        return Tidied()
    done = tidy(program)
    with suppress(OSError):  # then it is done again at the next start
        note.write_text(str(now), encoding="ascii")
    return done


def _drop(program: Program, space: SpaceId, version: VersionHash, size: int) -> bool:
    if not program.exchange.larder.fetcher.lies_whole(space, version, size):
        return False
    program.vault.drop(version)
    return True


def _noted(note: Path) -> Instant:
    try:
        return Instant(int(note.read_text(encoding="ascii")))
    except (OSError, ValueError):
        return Instant(-_DAY_MS)
