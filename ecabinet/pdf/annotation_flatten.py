"""Makes what annotations show part of the pages, for print and archive. Runs in a worker only."""

import ctypes
import os
from pathlib import Path
from typing import BinaryIO

from pypdfium2 import raw

from ecabinet.pdf.paper import Fault


def flatten(copy: Path, target: BinaryIO) -> None:
    """Write a copy in which every annotation that shows something is drawn into its page, and none is left.

    Raises:
        Fault: PDFium cannot read or write it.
    """
    document = raw.FPDF_LoadDocument(os.fsencode(copy), None)
    if not document:
        raise Fault("damaged")
    try:
        for index in range(raw.FPDF_GetPageCount(document)):
            _flatten_page(document, index)
        _save(document, target)
    finally:
        raw.FPDF_CloseDocument(document)


def _flatten_page(document: object, index: int) -> None:
    page = raw.FPDF_LoadPage(document, index)
    if not page:
        raise Fault("page")
    try:
        if raw.FPDFPage_Flatten(page, raw.FLAT_PRINT) == raw.FLATTEN_FAIL:
            raise Fault("damaged")
        while raw.FPDFPage_GetAnnotCount(page) and raw.FPDFPage_RemoveAnnot(page, 0):
            pass
    finally:
        raw.FPDF_ClosePage(page)


def _save(document: object, target: BinaryIO) -> None:
    trouble: list[OSError] = []

    def write(_this: object, data: int, size: int) -> int:
        try:
            target.write(ctypes.string_at(data, size))
        except OSError as error:  # no exception may leave this: C has called it
            trouble.append(error)
        return int(not trouble)

    writer = raw.FPDF_FILEWRITE(version=1)
    writer.WriteBlock = type(writer.WriteBlock)(write)
    if not raw.FPDF_SaveAsCopy(document, writer, raw.FPDF_NO_INCREMENTAL):
        raise trouble[0] if trouble else Fault("damaged")
