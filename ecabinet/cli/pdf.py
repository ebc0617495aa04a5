"""`ecabinet pdf inspect`: what PDF files are, or why they cannot be opened; one answer for each, whatever it is."""

import os
import sys
from collections.abc import Iterable
from pathlib import Path

from ecabinet.cli import FAILED, OK
from ecabinet.cli.outcome import say_json
from ecabinet.core.errors import PaperFault, PaperUnreadable
from ecabinet.pdf.inspection import Inspection, inspected
from ecabinet.ui.notices import sentence


def inspect(files: Iterable[Path], *, as_json: bool) -> int:
    """Tell about each file, in their order; return 1 if some cannot be opened.

    What is wrong with a file is said on stderr in both languages; JSON repeats that of the first beside the list.
    """
    entries, troubles = list[dict[str, object]](), list[dict[str, str]]()
    for found in inspected(files):
        trouble = _trouble(found)
        if trouble:
            print(*trouble.values(), sep="\n", file=sys.stderr)
        if trouble and found.fault:
            troubles.append(trouble)
        if as_json:
            entries.append(_entry(found, trouble))
        else:
            print(_line(found), flush=True)
    if as_json:
        error = {"error": PaperUnreadable.__name__, **troubles[0]} if troubles else {}
        counts = {"opened": len(entries) - len(troubles), "refused": len(troubles)}
        say_json({**error, **counts, "files": entries})
    return FAILED if troubles else OK


def _trouble(found: Inspection) -> dict[str, str]:
    """Return the sentences for a file, or for its pages, by language; empty if all is well."""
    fault: PaperFault | None = found.fault or found.pages_fault
    if fault is None:
        return {}
    error = PaperUnreadable(fault, printable(found.source.name))
    return {language: sentence(error, language) for language in ("vi", "en")}


def _entry(found: Inspection, trouble: dict[str, str]) -> dict[str, object]:
    """Return one file as JSON has it: the same names whatever is known, null for what is not."""
    facts, survey = found.facts, found.survey
    return {
        "file": named(found.source),
        "bytes": found.bytes,
        "seconds": round(found.seconds, 3),
        "opens": facts is not None,
        "fault": found.fault,
        "pages_fault": found.pages_fault,
        "vi": trouble.get("vi"),
        "en": trouble.get("en"),
        "pages": facts and facts.pages,
        "encrypted": facts.encrypted if facts else True if found.fault is PaperFault.ENCRYPTED else None,
        "first_page": facts and {"width": facts.first_page.width, "height": facts.first_page.height},
        "outline": facts and facts.outline,
        "signatures": facts and facts.signatures,
        "kind": survey and survey.kind,
        "surveyed": survey and survey.surveyed,
        "annotations": survey and survey.annotations,
        "labels": survey and survey.labels,
    }


def _line(found: Inspection) -> str:
    name = printable(named(found.source))
    if found.facts is None:
        return f"{name}: {found.fault}"
    return f"{name}: {', '.join(_words(found))}"


def _words(found: Inspection) -> Iterable[str]:
    facts, survey = found.facts, found.survey
    if facts is None:
        return
    yield f"{facts.pages} pages"
    yield survey.kind if survey else f"pages {found.pages_fault}"
    yield f"first {facts.first_page.width:.0f} x {facts.first_page.height:.0f} points"
    yield f"{found.bytes} bytes"
    yield from ("encrypted",) if facts.encrypted else ()
    yield from (f"{count} {what}" for what, count in _counts(found) if count)


def _counts(found: Inspection) -> Iterable[tuple[str, int]]:
    if found.facts:
        yield from (("outline entries", found.facts.outline), ("signature fields", found.facts.signatures))
    if found.survey:
        yield from found.survey.annotations.items()


def named(path: Path) -> str:
    r"""Return a path as text; bytes that are no UTF-8 become \xff."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def printable(text: str) -> str:
    r"""Return a text in which nothing moves the cursor or turns the direction: such letters become \n, \u202e."""
    clean = text.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
    return "".join(letter if letter.isprintable() else ascii(letter)[1:-1] for letter in clean)
