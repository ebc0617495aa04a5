"""The words a pool and its workers exchange: short JSON messages, the same in both processes.

Whatever grows with the paper (pixels, sizes, outline) travels in shared memory, so a message always fits the pipe's
buffer in one write: neither side can be stalled by the other in the middle of one. JSON and not pickle, because
a worker holds strangers' bytes and must not be able to make the window run code.

A slot of shared memory starts with two words of one byte, and its payload at `HEADER`:

    STOP    set by the pool: nobody wants the result any more
    BEGUN   set by the worker: from here on its death is this job's fault
"""

import json
from dataclasses import asdict, dataclass
from enum import StrEnum

STOP, BEGUN, HEADER = 0, 1, 64
LONGEST = 16_000


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
    """Pool to worker: draw `area` of the file at `path`, or tell its shape when `area` is None.

    `key` opens a paper of the vault, 64 hexadecimal letters; it is empty for a file in the clear.
    """

    job: int
    path: str
    key: str
    slot: int
    segment: str
    area: Area | None


@dataclass(frozen=True, slots=True)
class Reply:
    """Worker to pool: `outcome` is an Outcome or the value of a PaperFault; `size` payload bytes lie in the slot."""

    job: int
    outcome: str
    size: int = 0


def encode(message: Order | Reply) -> bytes:
    """Return a message for the pipe."""
    return json.dumps(asdict(message)).encode("ascii")


def decode_order(raw: bytes) -> Order:
    """Return the order a pool has sent; pools are trusted."""
    fields = json.loads(raw)
    area = fields.pop("area")
    return Order(**fields, area=Area(**area) if area else None)


def decode_reply(raw: bytes) -> Reply:
    """Return the reply.

    Raises:
        ValueError: the bytes are not a reply; the worker can no longer be trusted.
    """
    try:
        return Reply(**json.loads(raw))
    except TypeError as error:
        raise ValueError(raw) from error
