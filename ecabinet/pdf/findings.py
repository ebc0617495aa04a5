"""What a file is and what its pages hold, as the tasks `inspect` and `survey` tell it: values and their readers."""

import json
from dataclasses import dataclass

from ecabinet.app.pages import PageSize
from ecabinet.core.errors import PaperFault


@dataclass(frozen=True, slots=True)
class Facts:
    """What a file that opens says of itself; `outline` counts entries, 100,000 at most."""

    pages: int
    encrypted: bool
    outline: int
    signatures: int
    first_page: PageSize


@dataclass(frozen=True, slots=True)
class FileFacts:
    """Size in bytes (None: it could not be learnt), and what the file says of itself, or why it does not open."""

    bytes: int | None
    fault: PaperFault | None
    facts: Facts | None


@dataclass(frozen=True, slots=True)
class Survey:
    """What was found on the pages.

    Attributes:
        surveyed: pages of which the annotations were counted, from one up to all, as time permitted.
        kind: "text" if characters were found on a sample of pages, "scan" if images that cover them (or drawings
            without any characters), "mixed" if both, "empty" if neither.
        annotations: how many of each subtype of ISO 32000, most frequent first.
        labels: pages have names of their own, such as "iv".
    """

    surveyed: int
    kind: str
    annotations: dict[str, int]
    labels: bool


_KINDS = {(True, False): "text", (False, True): "scan", (True, True): "mixed", (False, False): "empty"}


def read_facts(payload: bytes) -> FileFacts:
    """Return what `inspect` has left; see `result.READERS` for what may fly."""
    told = json.loads(payload)
    if told["fault"]:
        return FileFacts(told["bytes"], PaperFault(told["fault"]), None)
    width, height = told["first_page"]
    facts = Facts(told["pages"], told["encrypted"], told["outline"], told["signatures"], PageSize(width, height))
    return FileFacts(told["bytes"], None, facts)


def read_survey(payload: bytes) -> Survey:
    """Return what `survey` has left; see `result.READERS` for what may fly."""
    told = json.loads(payload)
    counts = sorted(told["annotations"].items(), key=lambda pair: (-pair[1], pair[0]))
    return Survey(told["surveyed"], _KINDS[told["text"] > 0, told["picture"] > 0], dict(counts), told["labels"])
