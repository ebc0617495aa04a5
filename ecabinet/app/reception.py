"""What became of segments that were handed to the workspace: its answer to whoever brought them."""

from dataclasses import dataclass

from ecabinet.app.changes import Changes
from ecabinet.app.segment import SegmentName
from ecabinet.core.errors import Damaged

_NOTHING = Changes()


@dataclass(frozen=True, slots=True)
class Reception:
    """The fate of one batch; every segment of it is named in exactly one of the three tuples.

    Attributes:
        changes: what the accepted segments touched.
        accepted: now in the journal, or there already.
        waiting: nothing of them was kept, because a predecessor, the writer or a control position is not known yet.
        damaged: why the others were not accepted; nothing of them was kept.
    """

    changes: Changes = _NOTHING
    accepted: tuple[SegmentName, ...] = ()
    waiting: tuple[SegmentName, ...] = ()
    damaged: tuple[Damaged, ...] = ()


@dataclass(frozen=True, slots=True)
class DeedReception:
    """The fate of deeds that were handed in.

    Attributes:
        changes: what they touched.
        waiting: the bytes of those whose signer is not known here yet; hand them in again later.
        damaged: why the others were not kept.
    """

    changes: Changes = _NOTHING
    waiting: tuple[bytes, ...] = ()
    damaged: tuple[Damaged, ...] = ()
