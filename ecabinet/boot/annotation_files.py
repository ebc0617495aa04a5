"""The adapter behind `app.annotation_files.AnnotationFiles`: sheets from `records`, all else from PDF workers."""

import os
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

from ecabinet.app.annotation_files import CopyFacts, settled
from ecabinet.app.file_marks import FileMark, Found, Page
from ecabinet.app.pages import PaperSource
from ecabinet.core.annotations import MarkKind, bounds
from ecabinet.core.errors import DestinationUnwritable, NothingToImport, PaperFault, PaperUnreadable
from ecabinet.core.ids import Instant
from ecabinet.pdf.annotation_form import bundle
from ecabinet.pdf.annotation_look import WORDS, color_of
from ecabinet.pdf.annotation_port import copied, found_in, worker
from ecabinet.pdf.pool import RenderPool
from ecabinet.pdf.xfdf_read import MAX_BYTES, read_xfdf
from ecabinet.pdf.xfdf_write import written_xfdf
from ecabinet.records.marked_copy import Label, marked_copy
from ecabinet.sync.stores.disk import flush_folder

HANOI = timezone(timedelta(hours=7))


class LocalAnnotationFiles:
    """See `AnnotationFiles`; each call has a worker of its own, gone when it returns."""

    def export_copy(
        self,
        source: PaperSource,
        facts: CopyFacts,
        marks: Iterable[FileMark],
        destination: Path,
        *,
        flattened: bool = False,
    ) -> int:
        """See `AnnotationFiles.export_copy`."""
        _require_another(source, destination)
        with worker() as pool:
            return _copy(pool, source, facts, settled(marks), destination, flattened=flattened)

    def export_list(self, facts: CopyFacts, marks: Iterable[FileMark], destination: Path) -> None:
        """See `AnnotationFiles.export_list`."""
        text = written_xfdf(facts.version, settled(marks))
        with _placed(destination) as target:
            _write(target, text)

    def found(self, file: Path) -> Found:
        """Return what a file has, which may be no marks; see `AnnotationFiles.import_marks`."""
        return read_xfdf(file.name, _head(file)) if file.suffix.lower() == ".xfdf" else _found(file)

    def import_marks(self, file: Path) -> Found:
        """See `AnnotationFiles.import_marks`."""
        found = self.found(file)
        if not found.marks:
            raise NothingToImport(file.name, sum(found.others.values()) + found.faults)
        return found

    def pages(self, source: PaperSource) -> tuple[Page, ...]:
        """See `AnnotationFiles.pages`."""
        return _found(source).pages


def _found(source: PaperSource) -> Found:
    with worker() as pool:
        return found_in(pool, source)


def _copy(
    pool: RenderPool,
    source: PaperSource,
    facts: CopyFacts,
    marks: tuple[FileMark, ...],
    destination: Path,
    *,
    flattened: bool,
) -> int:
    pages = found_in(pool, source).pages
    beyond = [mark.page for mark in marks if mark.page >= len(pages)]
    if beyond:
        raise PaperUnreadable(PaperFault.PAGE, source.name, beyond[0])
    labels = [_label(mark, pages[mark.page]) for mark in marks if mark.kind in WORDS and not mark.answers]
    sheet = marked_copy(facts.title, facts.version, facts.member, len(marks), _moment(facts.at), labels)
    with _placed(destination) as target, _beside(target, bundle(facts.version, marks, sheet)) as side:
        return copied(pool, source, side, target, flattened=flattened)


def _label(mark: FileMark, page: Page) -> Label:
    """Return the words of a mark as they stand when its page is shown."""
    left, bottom, right, top = bounds(mark.kind, mark.shape)
    width, height = max(right - left, 1.0), max(top - bottom, 1.0)
    if page[2] % 2:
        width, height = height, width
    return Label(mark.text, width, height, color_of(mark), mark.kind is MarkKind.STAMP)


def _moment(at: Instant) -> datetime:
    return datetime.fromtimestamp(at // 1000, UTC).astimezone(HANOI)


def _head(file: Path) -> bytes:
    """Return a file, or enough of it to see that it is too large.

    Raises:
        PaperUnreadable: it cannot be read.
    """
    try:
        with file.open("rb") as opened:
            return opened.read(MAX_BYTES + 1)
    except OSError as error:
        raise PaperUnreadable(PaperFault.MISSING, file.name) from error


def _require_another(source: PaperSource, destination: Path) -> None:
    """Refuse to put a copy in the place of the paper."""
    place = source if isinstance(source, Path) else source.path
    with suppress(OSError):
        if destination.exists() and destination.samefile(place):
            raise DestinationUnwritable(str(destination))


@contextmanager
def _placed(destination: Path) -> Iterator[Path]:
    """Give a new empty file beside the destination, which takes its place when all went well.

    Raises:
        DestinationUnwritable: it cannot be made or put there; nothing is left behind.
    """
    target = _told(destination, lambda: _fresh(destination))
    try:
        yield target
        _told(destination, lambda: _settle(target, destination))
    finally:
        target.unlink(missing_ok=True)


@contextmanager
def _beside(target: Path, content: bytes) -> Iterator[Path]:
    """Give a file beside the target with this content; it is removed afterwards."""
    side = target.with_name(f"{target.name}.marks")
    try:
        _told(target, lambda: _write(side, content))
        yield side
    finally:
        side.unlink(missing_ok=True)


def _told(destination: Path, act: Callable[[], Path | None]) -> Path:
    try:
        return act() or destination
    except (OSError, ValueError) as error:
        raise DestinationUnwritable(str(destination)) from error


def _fresh(destination: Path) -> Path:
    descriptor, name = tempfile.mkstemp(prefix=".ecabinet-", suffix=".part", dir=destination.parent)
    os.close(descriptor)
    return Path(name)


def _write(path: Path, content: bytes) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _settle(target: Path, destination: Path) -> None:
    if destination.is_dir():
        raise IsADirectoryError(destination)
    target.replace(destination)
    flush_folder(destination.parent)
