"""A piece of shared memory into which one worker writes the result of one job at a time.

Why not the pipe: 512 × 512 pixels took 0.9 ms through it, 0.8 of them in the window's thread, against 0.2 and
0.09 ms through shared memory (median of 300, 2 cores). And a worker stopped in the middle of a large message would
stop the window with it.
"""

from multiprocessing.shared_memory import SharedMemory

from ecabinet.pdf.wire import BEGUN, HEADER, STOP

# Address space, not memory: the kernel provides only the pages that are written.
_USUAL = 4 << 20
_KEPT = 16 << 20


def memory_of(segment: SharedMemory) -> memoryview:
    """Return the bytes of an open segment; for its type only, `buf` is None after `close`."""
    if segment.buf is None:
        raise ValueError(segment.name)
    return segment.buf


class Slot:
    """Owned by the pool, which creates and removes the memory; the worker attaches by name."""

    def __init__(self) -> None:
        self._segment: SharedMemory | None = None

    def prepare(self, size: int) -> str:
        """Return the name of a segment with room for `size` payload bytes and both words cleared."""
        if self._segment is None or self._segment.size < size + HEADER:
            self.release()
            self._segment = SharedMemory(create=True, size=max(size + HEADER, _USUAL))
        memory_of(self._segment)[:HEADER] = bytes(HEADER)
        return self._segment.name

    def cancel(self) -> None:
        """Tell the worker to stop at PDFium's next pause."""
        if self._segment is not None:
            memory_of(self._segment)[STOP] = 1

    def has_begun(self) -> bool:
        """Whether the worker has taken up the job of this slot."""
        return self._segment is not None and memory_of(self._segment)[BEGUN] != 0

    def take(self, size: int) -> bytes:
        """Return a copy of the payload; room for a whole page is given back to the system, a tile's is kept."""
        if self._segment is None:
            return b""
        payload = bytes(memory_of(self._segment)[HEADER : HEADER + size])
        if self._segment.size > _KEPT:
            self.release()
        return payload

    def release(self) -> None:
        """Remove the memory. Only when the worker has answered or is dead."""
        if self._segment is not None:
            self._segment.close()
            self._segment.unlink()
            self._segment = None
