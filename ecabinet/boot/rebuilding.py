"""Filling an empty or damaged store from a profile: what one laptop knows is enough for all others to go on."""

from collections import defaultdict
from functools import partial

from ecabinet.boot.profile import Profile
from ecabinet.boot.program import Program, held, known_keys, open_program, paper_keys
from ecabinet.core.ids import SpaceId, VersionHash
from ecabinet.core.things import Meeting, Version
from ecabinet.sync.moving.rebuilding import Papers, Rebuilding, RebuildReport
from ecabinet.sync.round.papers import PaperSender
from ecabinet.sync.stores import prepare_place
from ecabinet.sync.stores.visiting import visited


def rebuild(profile: Profile, url: str) -> RebuildReport:
    """Put everything a profile's replica knows into the store at `url`; the profile itself is not changed.

    Raises:
        ProfileLocked, ProfileDamaged, ReadOnlyJournal: the profile cannot be opened.
        BadValue: no kind of store has this URL.
        StoreUnreachable, StoreReadOnly: as in `Rebuilding.run`; what was written stands, and is not written again.
    """
    with held(profile):
        prepare_place(url)
        program = open_program(profile)
        try:
            with visited(url, program.sealer.writer) as store:
                keys = paper_keys(program.keeper)
                papers = PaperSender(store, program.vault, keys)
                opening = partial(program.sealer.open, key_of=known_keys(program.replica))
                return Rebuilding(store, program.replica, opening, papers, keys).run(_here(program))
        finally:
            program.close()


def _here(program: Program) -> Papers:
    """Return the papers whose bytes are on this laptop."""
    found: dict[SpaceId, dict[VersionHash, int]] = defaultdict(dict)
    with program.replica.read() as reads:
        spaces = {meeting.id: meeting.space for meeting in reads.things(Meeting)}
        for version in reads.things(Version):
            if version.meeting in spaces and program.vault.has(version.version):
                found[spaces[version.meeting]][version.version] = version.size
    return found
