"""Answers one order of the pool with one reply. Runs in a worker only."""

import json
from multiprocessing.shared_memory import SharedMemory

from ecabinet.pdf.limits import Limits
from ecabinet.pdf.paint import page_pixels, paint
from ecabinet.pdf.paper import Fault, outline, page_sizes
from ecabinet.pdf.shelf import Shelf
from ecabinet.pdf.slot import memory_of
from ecabinet.pdf.wire import BEGUN, HEADER, STOP, Area, Order, Outcome, Reply


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
        if order.area is None:
            return self._tell_shape(order, memory)
        return self._paint(order, order.area, memory)

    def _tell_shape(self, order: Order, memory: memoryview) -> Reply:
        document = self._shelf.document(order.path, bytes.fromhex(order.key))
        shape = {"pages": page_sizes(document), "outline": outline(document, self._limits.outline)}
        told = json.dumps(shape).encode("ascii")
        if len(told) > len(memory) - HEADER:
            raise Fault("too_large")
        memory[HEADER : HEADER + len(told)] = told
        return Reply(order.job, Outcome.DONE, len(told))

    def _paint(self, order: Order, area: Area, memory: memoryview) -> Reply:
        page = self._shelf.page(order.path, area.page, bytes.fromhex(order.key))
        if max(page_pixels(page, area)) > self._limits.page_side:
            raise Fault("too_large")
        size = area.width * area.height * 4
        finished = paint(page, area, memory[HEADER : HEADER + size], lambda: memory[STOP])
        return Reply(order.job, Outcome.DONE, size) if finished else Reply(order.job, Outcome.CANCELLED)
