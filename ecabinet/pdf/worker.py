"""The life of a worker process: bind itself, then one order, one reply, until the pool hangs up.

PDFium is imported inside `main`: the pool imports this module to name that function, and stays free of PDFium.
"""

import ctypes
import signal
import sys
from multiprocessing.connection import Connection

from ecabinet.pdf.limits import Limits
from ecabinet.pdf.wire import LONGEST, Outcome, Reply, decode_order, encode

_M_MMAP_THRESHOLD = -3  # of glibc's malloc.h
_LARGE = 1 << 20  # bytes


def main(connection: Connection, limits: Limits) -> None:
    """Serve orders until the other end of `connection` is closed."""
    bind(limits)
    _return_images()
    from ecabinet.pdf.desk import Desk

    desk = Desk(limits)
    try:
        connection.send_bytes(encode(Reply(0, Outcome.READY)))
        while True:
            order = decode_order(connection.recv_bytes(LONGEST))
            _alarm(limits.job_seconds * 2)
            reply = desk.serve(order)
            _alarm(0)
            connection.send_bytes(encode(reply))
    except (EOFError, BrokenPipeError, ConnectionResetError):
        desk.close()  # the pool has closed, or the program is gone


def bind(limits: Limits) -> None:
    """Give up what a worker does not need, before it sees the first byte of a paper.

    On Windows the same bound on memory is the business of a Job Object, which is not written yet.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the window; it closes its workers itself
    if sys.platform == "win32":
        return
    import resource

    resource.setrlimit(resource.RLIMIT_AS, (limits.memory_bytes, limits.memory_bytes))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # a core file would hold pages of confidential papers


def _return_images() -> None:
    """Have the memory of closed images given back to the system at once; otherwise glibc keeps up to 90 MB of it."""
    if sys.platform == "linux":
        set_option = getattr(ctypes.CDLL(None), "mallopt", None)
        if set_option is not None:
            set_option(_M_MMAP_THRESHOLD, _LARGE)


def _alarm(seconds: float) -> None:
    """End this process by signal after so long, even inside PDFium, should no pool be left to kill it."""
    if sys.platform != "win32":
        signal.setitimer(signal.ITIMER_REAL, seconds)
