"""`ecabinet pdf annotations`: the marks that lie in a PDF or an XFDF file, as this program would take them."""

from pathlib import Path

from ecabinet.app.file_marks import FileMark, Found
from ecabinet.boot.annotation_files import LocalAnnotationFiles
from ecabinet.cli import OK
from ecabinet.cli.outcome import say_json
from ecabinet.cli.pdf import named, printable
from ecabinet.pdf.annotation_port import plain


def annotations(file: Path, *, as_json: bool) -> int:
    """List what is in a file; a file without marks is no fault.

    Raises:
        PaperUnreadable, MarksDamaged: it cannot be read.
    """
    found = LocalAnnotationFiles().found(file)
    if as_json:
        say_json(_told(file, found))
        return OK
    for mark in found.marks:
        print(_line(mark))
    for kind, count in found.others.items():
        print(f"not taken: {count} {printable(kind)}".rstrip())
    return OK


def _told(file: Path, found: Found) -> dict[str, object]:
    return {
        "file": named(file),
        "version": found.version or None,
        "pages": len(found.pages) or None,
        "marks": [plain(mark) for mark in found.marks],
        "others": dict(found.others),
        "faults": found.faults,
        "left": found.left,
    }


def _line(mark: FileMark) -> str:
    said = f": {printable(' '.join(mark.text.split()))}" if mark.text else ""
    return f"page {mark.page + 1}, {mark.kind}, {printable(mark.author) or '-'}{said}"
