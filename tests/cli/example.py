"""The worked example of docs/store-format.md: a tiny store made from fixed seeds, the same on every machine."""

import hashlib

from ecabinet.app import codec
from ecabinet.app.segment import NO_HASH, SegmentName, Tip
from ecabinet.core.event import ControlPosition, Log
from ecabinet.core.events.organization import MemberAdmitted, OrganizationFounded
from ecabinet.core.identity import record_hash
from ecabinet.core.people import Role
from ecabinet.sync.formats.founding import found_organization
from ecabinet.sync.formats.heads import Head
from ecabinet.sync.formats.names import blob_path, genesis_path, head_path, segment_path
from ecabinet.sync.keys.envelope import SegmentSealer
from ecabinet.sync.stores import blob_plan

ROOT_SEED, SEED = bytes(range(32)), bytes(range(32, 64))
AT = 1_795_000_000_000
PAPER = "Tờ trình số 1".encode()


def example(folder):
    """Return the files of the example by what the document calls them, each with its path, and the record's bytes.

    `folder` is where the paper may lie while it is cut into parts.
    """
    sealer = SegmentSealer(SEED)
    genesis = found_organization("UBND tỉnh Mẫu", ROOT_SEED, sealer.public_key)
    events = (
        OrganizationFounded("org-1", "UBND tỉnh Mẫu", "UBND", "ubnd_tinh"),
        MemberAdmitted("m-1", "Nguyễn Văn An", "Chủ tịch", "", 1, True, (Role.CHAIR,)),
    )
    name = SegmentName(genesis.space, Log.CONTROL, sealer.writer, 1, len(events), 1)
    records, prev = [], NO_HASH
    for seq, event in enumerate(events, 1):
        position = ControlPosition(1, seq - 1)
        stamp = {"hlc": AT + seq << 16, "control": position, "base": (), "salt": bytes(range(8))}
        records.append(codec.encode(event, seq=seq, prev=prev, **stamp))
        prev = record_hash(records[-1], genesis.space, Log.CONTROL, sealer.writer)
    segment = sealer.seal(name, NO_HASH, records)
    head = sealer.seal_head(Head(genesis.space, Log.CONTROL, sealer.writer, Tip(len(events), prev), 1, bytes(32)))
    plan = blob_plan.plan(lambda start: [PAPER[start:]], len(PAPER), hashlib.sha256(PAPER).hexdigest())
    part = b"".join(plan.stream(plan.parts[0]))
    return {
        "genesis": (genesis_path(genesis.space), genesis.raw),
        "segment": (segment_path(name, AT), segment),
        "head": (head_path(genesis.space, Log.CONTROL, sealer.writer), head),
        "blob": (blob_path(genesis.space, plan.parts[0].blob, 0), part),
        "record": ("", records[0]),
    }
