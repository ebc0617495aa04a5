"""Marks on their way into files and out of them: what a file says, the port, and how it becomes a member's marks.

    PaperMarks ── outgoing ──► FileMark ──► a PDF copy, XFDF          AnnotationFiles, `boot.annotation_files`
    Annotate   ◄── incoming ── Found    ◄── a PDF, XFDF

Geometry as in `core.annotations`, from the lower left corner of the unrotated crop box, whatever the file counts from.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

from ecabinet.app.commands import Mark
from ecabinet.app.file_marks import OWN, FileMark, Found, Page
from ecabinet.app.pages import PaperSource
from ecabinet.app.read.annotations import MarkLine, PaperMarks
from ecabinet.core.errors import NotThisPaper
from ecabinet.core.ids import AnnotationId, Instant, PaperId, VersionHash


@dataclass(frozen=True, slots=True)
class CopyFacts:
    """What the first page of a copy says: of what it is a copy, by whom and when it was made."""

    title: str
    version: VersionHash
    member: str
    at: Instant


class AnnotationFiles(Protocol):
    """Copies of papers with marks, and marks from files. Each method waits; not for the thread of the window."""

    def export_copy(
        self,
        source: PaperSource,
        facts: CopyFacts,
        marks: Iterable[FileMark],
        destination: Path,
        *,
        flattened: bool = False,
    ) -> int:
        """Write a copy of a paper with marks, whole or not at all; return how many pages it has.

        `flattened` makes the marks part of the pages, for print and archive. The paper itself is only read.

        Raises:
            DestinationUnwritable: nothing was written.
            PaperUnreadable: the paper cannot be copied, or has not all of these pages; nothing was written.
        """
        ...

    def export_list(self, facts: CopyFacts, marks: Iterable[FileMark], destination: Path) -> None:
        """Write marks as XFDF, whole or not at all.

        Raises:
            DestinationUnwritable: nothing was written.
        """
        ...

    def import_marks(self, file: Path) -> Found:
        """Return what a PDF or an XFDF file has, which is only read.

        Raises:
            PaperUnreadable: a PDF cannot be read.
            MarksDamaged: XFDF cannot be read.
            NothingToImport: it has no marks; `others` tells what it has.
        """
        ...

    def pages(self, source: PaperSource) -> tuple[Page, ...]:
        """Return the pages of a paper.

        Raises:
            PaperUnreadable: it cannot be read.
        """
        ...


def outgoing(marks: PaperMarks, *, shared: bool = True) -> tuple[FileMark, ...]:
    """Return the marks on a paper version for a file: one's own, with `shared` others' too, answers behind each."""
    lines = (*marks.own, *(marks.shared if shared else ()))
    return tuple(mark for line in lines for mark in _written(line, ""))


def settled(marks: Iterable[FileMark]) -> tuple[FileMark, ...]:
    """Return marks of which each answers one before it, or none: what is answered may not be among them."""
    named, found = set[str](), list[FileMark]()
    for mark in marks:
        found.append(mark if mark.answers in named else replace(mark, answers=""))
        named.add(mark.name)
    return tuple(found)


def require_same(found: Found, version: VersionHash, sha256: str, pages: tuple[Page, ...]) -> None:
    """Refuse a file that was not made from this paper version; `sha256` is the file's own.

    Sameness is one of three: the file is the paper, says that it is a copy of it, or has pages of the same sizes. What
    has no pages must not lie outside the paper.

    Raises:
        NotThisPaper: none of them.
    """
    if version in (sha256, found.version):
        return
    cover, own = _uncovered(found, pages)
    inside = all(mark.page < len(pages) + cover for mark in found.marks)
    if found.version or not inside or (found.pages and not _alike(own, pages)):
        raise NotThisPaper(found.file)


def incoming(
    found: Found, paper: PaperId, version: VersionHash, pages: tuple[Page, ...], known: frozenset[AnnotationId]
) -> tuple[Mark, ...]:
    """Return what one wishes with `commands.Annotate`, answers behind what they answer.

    What is here already, `known` by the name it was written or first taken with, is passed over: a file can be
    taken twice. `known` has those that were rubbed out, too.
    """
    cover = _uncovered(found, pages)[0]
    names = {mark.name: _identifier(mark, version, known) for mark in found.marks}
    fresh = {names[mark.name]: mark for mark in found.marks if names[mark.name] not in known}
    wished = [_mark(name, mark, paper, version, names, cover) for name, mark in fresh.items() if mark.page >= cover]
    return tuple(sorted(wished, key=lambda one: one.replies_to is not None))


def _mark(
    name: AnnotationId,
    mark: FileMark,
    paper: PaperId,
    version: VersionHash,
    names: Mapping[str, AnnotationId],
    cover: int,
) -> Mark:
    return Mark(
        paper=paper,
        version=version,
        page=mark.page - cover,
        kind=mark.kind,
        shape=mark.shape,
        color=mark.color,
        width=mark.width,
        text=mark.text,
        quote=mark.quote,
        annotation=name,
        replies_to=names.get(mark.answers),
        author=mark.author,
    )


def _identifier(mark: FileMark, version: VersionHash, known: frozenset[AnnotationId]) -> AnnotationId:
    """Return the identifier a mark has here: its own, or one that follows from version and name."""
    own = AnnotationId(mark.name.removeprefix(OWN))
    if mark.name.startswith(OWN) and own in known:
        return own
    return AnnotationId(f"taken-{hashlib.sha256(f'{version} {mark.name}'.encode()).hexdigest()[:32]}")


def _uncovered(found: Found, pages: tuple[Page, ...]) -> tuple[int, tuple[Page, ...]]:
    """Return how many pages stand before the paper, and the others: a cover may have lost what told it apart."""
    own = any(mark.name.startswith(OWN) for mark in found.marks)
    covered = own and not found.version and len(found.pages) == len(pages) + 1
    return int(covered), found.pages[int(covered) :]


def _alike(some: tuple[Page, ...], others: tuple[Page, ...]) -> bool:
    def near(one: Page, two: Page) -> bool:
        return abs(one[0] - two[0]) < 1 and abs(one[1] - two[1]) < 1 and one[2] == two[2]

    return len(some) == len(others) and all(map(near, some, others))


def _written(line: MarkLine, answers: str) -> Iterator[FileMark]:
    name = f"{OWN}{line.annotation or line.share}"
    yield FileMark(
        name=name,
        page=line.page,
        kind=line.kind,
        shape=line.shape,
        color=line.color,
        width=line.width,
        text=line.text,
        author=line.name,
        at=line.at,
        quote=line.quote,
        answers=answers,
    )
    for reply in line.replies:
        yield from _written(reply, name)
