"""The rule profiles of this installation, read from `resources/rules/*.toml`."""

import tomllib
from pathlib import Path

from ecabinet import resources
from ecabinet.app.ports import Rulebook
from ecabinet.core.errors import BadValue
from ecabinet.core.rules import profile_from


def load(folder: Path | None = None) -> Rulebook:
    """Return every profile in the folder by its identifier.

    Raises:
        BadValue: a file cannot be read as a profile; `rule` says which file and why.
    """
    profiles = {}
    for file in sorted((folder or resources.path("rules")).glob("*.toml")):
        try:
            profile = profile_from(tomllib.loads(file.read_text(encoding="utf-8")))
        except (tomllib.TOMLDecodeError, BadValue) as error:
            raise BadValue("rule_profile", f"{file.name}: {error}") from error
        profiles[profile.profile] = profile
    return profiles
