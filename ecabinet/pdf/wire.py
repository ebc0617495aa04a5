"""The words a pool and its workers exchange: short JSON messages, the same in both processes.

Whatever grows with the paper (pixels, sizes, outline) travels in shared memory, so a message always fits the pipe's
buffer in one write: neither side can be stalled by the other in the middle of one. JSON and not pickle, because
a worker holds strangers' bytes and must not be able to make the window run code.

A slot of shared memory starts with two words of one byte, and its payload at `HEADER`:

    STOP    set by the pool: nobody wants the result any more
    BEGUN   set by the worker: from here on its death is this job's fault

An order names a task. What a further kind of order needs:

    here              its name in `Task`
    tasks.TASKS       the function of the worker that carries it out
    errand            a function that returns the `Errand` for it: page, arguments, room for the result
    result.READERS    the function of the pool that makes a value of the payload
    pool.ask, told    how it is asked for and where its answers are collected; pool.fetch waits for one
"""

import json
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import TypeAlias

from ecabinet.core.errors import PaperFault

STOP, BEGUN, HEADER = 0, 1, 64
ROTATION = 3  # in a tile: the unused byte of its first pixel is 255 less the page's own quarter turns clockwise
LONGEST_PATH = 4_096  # bytes; no system opens a longer one
LONGEST = 32_000  # bytes of a message: JSON makes six letters of each odd byte of a path

Argument: TypeAlias = str | int | float | bool | None
"""What an order can carry beside the paper; more than a few hundred bytes does not belong here."""


class Task(StrEnum):
    """What a worker can be told to do with a paper."""

    SHAPE = "shape"
    TILE = "tile"
    INSPECT = "inspect"
    SURVEY = "survey"
    TEXT = "text"
    LINKS = "links"
    LABELS = "labels"
    MARKS = "marks"
    COPY = "copy"


class Outcome(StrEnum):
    """What a reply says beside the faults of a paper."""

    READY = "ready"
    DONE = "done"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Area:
    """A tile in device pixels; fields as in `app.pages.TileRequest`, which a worker does not import."""

    page: int
    scale: float
    left: int
    top: int
    width: int
    height: int
    turns: int


@dataclass(frozen=True, slots=True)
class Order:
    """Pool to worker: carry out `task` on the file at `path`, as `arguments` say.

    `key` opens a paper of the vault, 64 hexadecimal letters; it is empty for a file in the clear. The result goes to
    the shared memory `segment` of slot number `slot`.
    """

    job: int
    task: str
    path: str
    key: str
    slot: int
    segment: str
    arguments: dict[str, Argument]


@dataclass(frozen=True, slots=True)
class Reply:
    """Worker to pool: `outcome` is an Outcome or the value of a PaperFault; `size` payload bytes lie in the slot."""

    job: int
    outcome: str
    size: int = 0


_OUTCOMES = {*Outcome, *PaperFault}


def encode(message: Order | Reply) -> bytes:
    """Return a message for the pipe."""
    return json.dumps(asdict(message)).encode("ascii")


def decode_order(raw: bytes) -> Order:
    """Return the order a pool has sent; pools are trusted."""
    return Order(**json.loads(raw))


def decode_reply(raw: bytes) -> Reply:
    """Return the reply.

    Raises:
        ValueError: the bytes are not a reply; the worker can no longer be trusted.
    """
    try:
        reply = Reply(**json.loads(raw))
        known = reply.outcome in _OUTCOMES
    except (TypeError, RecursionError) as error:
        raise ValueError(raw) from error
    numbers = type(reply.job) is int and type(reply.size) is int and reply.size >= 0
    if not (known and numbers):
        raise ValueError(raw)
    return reply
