"""Answers one order of the pool with one reply, by the table of tasks in `tasks`. Runs in a worker only."""

from multiprocessing.shared_memory import SharedMemory

from ecabinet.pdf.limits import Limits
from ecabinet.pdf.paper import Fault
from ecabinet.pdf.shelf import Shelf
from ecabinet.pdf.slot import memory_of
from ecabinet.pdf.tasks import TASKS
from ecabinet.pdf.wire import BEGUN, HEADER, STOP, Order, Outcome, Reply
from ecabinet.pdf.work import Work


class Desk:
    """The open papers of a worker and the shared memory it writes to."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._shelf = Shelf(limits)
        self._segments: dict[int, SharedMemory] = {}

    def serve(self, order: Order) -> Reply:
        """Do what is ordered; faults of the paper become the reply's outcome."""
        memory = self._memory(order)
        memory[BEGUN] = 1
        if memory[STOP]:
            return Reply(order.job, Outcome.CANCELLED)
        try:
            reply = self._answer(order, memory)
        except Fault as fault:
            reply = Reply(order.job, str(fault))
        except MemoryError:  # Python's own; PDFium ends the process when it gets no more
            reply = Reply(order.job, "crashed")
        unread = self._shelf.weed()
        return Reply(order.job, unread) if unread else reply

    def close(self) -> None:
        """Close the papers and let go of the shared memory, which the pool removes."""
        self._shelf.clear()
        for segment in self._segments.values():
            segment.close()

    def _memory(self, order: Order) -> memoryview:
        """Return the slot's memory; the pool sends another name when it had to enlarge the slot."""
        segment = self._segments.get(order.slot)
        if segment is None or segment.name != order.segment:
            if segment is not None:
                segment.close()
            segment = self._segments[order.slot] = SharedMemory(name=order.segment)
        return memory_of(segment)

    def _answer(self, order: Order, memory: memoryview) -> Reply:
        work = Work(order, self._shelf, self._limits, memory[HEADER:], lambda: bool(memory[STOP]))
        size = TASKS[order.task](work)
        return Reply(order.job, Outcome.CANCELLED) if size is None else Reply(order.job, Outcome.DONE, size)
