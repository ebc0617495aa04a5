"""One order on a worker's desk: what a task may use, and where its result goes. Runs in a worker only."""

import json
from collections.abc import Callable
from dataclasses import dataclass

from ecabinet.pdf.limits import Limits
from ecabinet.pdf.paper import Document, Fault, Page
from ecabinet.pdf.shelf import Shelf
from ecabinet.pdf.wire import Order


@dataclass(frozen=True, slots=True)
class Work:
    """One order on the desk.

    Attributes:
        room: where the result goes, from its first byte on.
        stopped: true as soon as nobody wants the result; to be asked now and then by what takes long.
    """

    order: Order
    shelf: Shelf
    limits: Limits
    room: memoryview
    stopped: Callable[[], bool]

    def document(self) -> Document:
        """Return the order's paper, which stays the shelf's.

        Raises:
            Fault: it cannot be opened.
        """
        return self.shelf.document(self.order.path, bytes.fromhex(self.order.key))

    def page(self, index: int) -> Page:
        """Return a page of the order's paper, which stays the shelf's.

        Raises:
            Fault: the paper cannot be opened, or has no such page.
        """
        return self.shelf.page(self.order.path, index, bytes.fromhex(self.order.key))

    def put(self, value: object) -> int:
        """Leave a value as JSON, which must fit; return its size in bytes.

        Raises:
            Fault: it does not fit.
        """
        told = json.dumps(value).encode("ascii")
        if len(told) > len(self.room):
            raise Fault("too_large")
        self.room[: len(told)] = told
        return len(told)
