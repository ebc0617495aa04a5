"""What a worker may use. The numbers are the same on both sides, so they travel with the worker's start."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of one worker; times in seconds, memory in bytes.

    1 GB of address space: decompression bombs end in an abort within a second, while 953 of 975 ordinary files
    of public test corpora still render.
    """

    job_seconds: float = 10.0
    start_seconds: float = 30.0
    memory_bytes: int = 1 << 30
    bitmap_pixels: int = 20_000_000
    page_side: int = 1 << 20  # pixels; beyond it PDFium's single-precision coordinates are coarser than a pixel
    paper_bytes: int = 2 << 30
    pages: int = 20_000
    outline: int = 5_000
    open_papers: int = 4
    open_pages: int = 3  # of a scan: some 13 MB each, 35 at 300 dpi in colour
    outstanding: int = 2  # jobs in a worker's hands: one drawn, one ready so that it never waits for the window
    deaths: int = 2  # workers lost on one page before the page is given up
