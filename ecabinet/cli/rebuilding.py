"""`ecabinet store rebuild`: a store that was lost or damaged is filled again from one laptop."""

from pathlib import Path

from ecabinet.cli import FAILED, OK
from ecabinet.cli.outcome import say_json
from ecabinet.cli.store import made_place
from ecabinet.cli.unlocking import unlocked
from ecabinet.ui.notices import sentence


def rebuild(url: str, profile: Path, *, as_json: bool) -> int:
    """Fill a store from a profile; return 1 when something of the profile could not be put there.

    Raises:
        EcabinetError: as in `boot.rebuilding.rebuild`; what was written before stands.
    """
    from ecabinet.boot.rebuilding import rebuild as fill

    found = fill(unlocked(profile), made_place(url))
    if as_json:
        say_json({"store": url, "sound": not found.damaged} | {name: getattr(found, name) for name in _SHOWN})
    else:
        print(f"{found.published} facts and papers published, {found.same} were there already, {found.spaces} spaces")
        if found.absent:
            print(f"{found.absent} papers are not on this laptop: run the same command on one that has them")
        for damage in found.damaged:
            print(f"{sentence(damage, 'vi')} / {sentence(damage, 'en')}")
    return FAILED if found.damaged else OK


_SHOWN = ("spaces", "published", "same", "absent")
