"""`ecabinet store audit`: everything recomputed from a store and compared with a profile."""

from pathlib import Path

from ecabinet.boot.audit import Audit
from ecabinet.boot.audit import audit as recompute
from ecabinet.cli import FAILED, OK
from ecabinet.cli.outcome import say_json
from ecabinet.cli.unlocking import unlocked
from ecabinet.sync.stores.visiting import visited

_STANDING = {
    "level": "the profile knows exactly what the store holds",
    "behind": "the profile lacks {behind} records of the store; the common part was compared",
    "ahead": "the profile has {ahead} records the store lacks; the common part was compared",
    "apart": "the profile lacks {behind} records and has {ahead} the store lacks; the common part was compared",
}


def audit(url: str, profile: Path, *, as_json: bool) -> int:
    """Audit a store with a member's keys; return 1 when anything differs from what it should be.

    Raises:
        StoreUnreachable: the store cannot be read, is none, or another organization's.
        EcabinetError: the profile cannot be opened.
    """
    with visited(url) as store:
        found = recompute(store, unlocked(profile))
    if as_json:
        say_json(found)
    else:
        _say(found)
    return OK if found.sound else FAILED


def _say(found: Audit) -> None:
    print(f"{found.segments} segments, {found.records} records, {found.reasons.get('', 0)} of them with effect")
    if found.sealed:
        print(f"  not for this profile's keys: {found.sealed} segments")
    for reason, count in found.reasons.items():
        if reason:
            print(f"  without effect, {reason}: {count}")
    print(_STANDING[found.standing].format(behind=found.behind, ahead=found.ahead))
    for vote in found.votes:
        tally = vote.outcome.tally
        result = f"{tally.approve}/{tally.disapprove}/{tally.abstain} {vote.outcome.verdict}"
        print(f"{vote.vote}: {vote.listed} ballots listed, {result}: {'agrees' if vote.agrees else 'DIFFERS'}")
    for difference in found.differences:
        print(f"{difference.file}: {difference.fault} {difference.detail}".rstrip())
    print("ok" if found.sound else f"{len(found.differences)} differences")
