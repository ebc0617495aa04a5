"""Where PDFium gets the bytes of a sealed paper from: chunks are opened when they are asked for. Runs in a worker only.

A page costs the chunks it lies in, not the paper: PDFium reads the end of a file, then what a page refers to.
"""

import ctypes
from pathlib import Path
from typing import Any

from pypdfium2 import raw

from ecabinet.app.sealed_paper import SealedReader
from ecabinet.core.errors import BlobDamaged

_FAULTS = {BlobDamaged: "damaged", OSError: "missing", MemoryError: "crashed"}


class SealedBytes:
    """An open sealed paper.

    Attributes:
        access: what PDFium calls; valid as long as this object lives.
        fault: the value of a `PaperFault` once PDFium was given less than it asked for; from then on nothing that
            it has read can be relied on.

    Raises:
        BlobDamaged: it does not open with this key.
        OSError: the file cannot be read.
    """

    def __init__(self, path: str, key: bytes) -> None:
        self._reader = _opened(path, key)
        self.fault = ""
        self.access = raw.FPDF_FILEACCESS(m_FileLen=self._reader.length)
        self.access.m_GetBlock = type(self.access.m_GetBlock)(self._give)

    def ends(self) -> tuple[bytes, bytes]:
        """Return the first and the last kilobyte."""
        return self._reader.read(0, 1024), self._reader.read(max(0, self._reader.length - 1024), 1024)

    def close(self) -> None:
        """Close the file; PDFium must have closed its document."""
        self._reader.close()

    def _give(self, _param: object, start: int, target: Any, size: int) -> int:
        """Copy bytes to where PDFium wants them; 1 when done. No exception may leave this: C has called it.

        `target` is a pointer of ctypes, which has no type for one.
        """
        try:
            found = self._reader.read(start, size)
        except (BlobDamaged, OSError, MemoryError) as error:
            self.fault = next(fault for kind, fault in _FAULTS.items() if isinstance(error, kind))
            return 0
        ctypes.memmove(target, found, len(found))
        return int(len(found) == size)


def _opened(path: str, key: bytes) -> SealedReader:
    file = Path(path).open("rb")  # noqa: SIM115 - the reader closes it
    try:
        return SealedReader(file, key, path)
    except BaseException:
        file.close()
        raise
