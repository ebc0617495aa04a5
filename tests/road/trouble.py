"""Ways in which a shared folder goes wrong."""

import os
from contextlib import contextmanager
from pathlib import Path

import pytest

from ecabinet.app import codec
from ecabinet.app.segment import SegmentName
from ecabinet.core.event import Log
from ecabinet.core.things import Meeting
from ecabinet.sync.formats.names import segment_path
from ecabinet.ui.notices import sentence


@contextmanager
def unwritable(folder, number):
    """Let every write below a folder fail with this errno; root included, whom permissions do not stop."""
    opens, calls = os.open, {name: getattr(os, name) for name in ("mkdir", "rename", "replace", "unlink")}

    def fail(path):
        if Path(os.fspath(path)).is_relative_to(folder):
            raise OSError(number, os.strerror(number), str(path))

    def refuse_open(path, flags, *rest, **more):
        if flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT):
            fail(path)
        return opens(path, flags, *rest, **more)

    def refusing(call):
        def refuse(path, *rest, **more):
            fail(path)
            return call(path, *rest, **more)

        return refuse

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "open", refuse_open)
        for name, call in calls.items():
            patch.setattr(os, name, refusing(call))
        yield


def segments(room, laptop):
    """The data segments of a laptop's writer in the store, oldest first."""
    return sorted(room.store.glob(f"*/in/*/{laptop.program.sealer.writer}-*.seg"), key=lambda path: path.name)


def newest(room, laptop):
    """The file of the segment a laptop published last."""
    return max(segments(room, laptop), key=lambda path: int(path.stem.rsplit("-", 1)[1]))


def forged(laptop, meeting, event, sealer=None, *, writer=None, hlc=None):
    """Seal an event past the rules of the first door; return the segment's path in the store and its bytes."""
    sealer = sealer or laptop.program.sealer
    writer = writer or sealer.writer
    with laptop.program.replica.read() as reads:
        space, control = reads.thing(Meeting, meeting).space, reads.directory().position
        tip = reads.tip(space, Log.DATA, writer)
    stamp = hlc if hlc is not None else laptop.program.clock.now() << 16
    raw = codec.encode(event, seq=tip.seq + 1, prev=tip.hash, hlc=stamp, control=control, base=(), salt=bytes(8))
    name = SegmentName(space, Log.DATA, writer, tip.seq + 1, tip.seq + 1)
    return segment_path(name, 0), sealer.seal(name, tip.hash, [raw])


def put(room, path, raw):
    """Put bytes into the store as if somebody had published them."""
    target = room.store / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(raw)
    return target


def says(error):
    """Whether both languages have a whole sentence for an error."""
    words = [sentence(error, language) for language in ("vi", "en")]
    return words[0] != words[1] and all(text.endswith(".") and "{" not in text for text in words)
