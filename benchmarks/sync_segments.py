"""Parts of `benchmarks.sync` about segments: sealing and publishing, verifying, and what mutated bytes come to."""

import os
import random
import statistics
import tempfile
import time
import traceback
from collections import Counter
from pathlib import Path

from benchmarks.measure import at_least, at_most, bare_verifications, clocked, flushed_writes, summary
from benchmarks.sync_history import founded
from ecabinet.boot import profile as profiles
from ecabinet.boot.program import open_program
from ecabinet.sync.formats.names import segment_path
from ecabinet.sync.stores.folder import FolderStore
from tests.app.kit import EIGHT

BATCH = 50


def publish(options):
    """G1, G2: sealing one event, or a hundred, and publishing it, flushed, against a flushed write of as many bytes."""
    with tempfile.TemporaryDirectory() as name:
        made = founded(Path(name) / "province", 2)
        (Path(name) / "plain").mkdir()
        count, store = options.count(400), FolderStore(made.store)
        single = _publishing(made, store, made.parts(0, count, 1))
        bare = flushed_writes(Path(name) / "plain", count, 1200)
        hundreds = _publishing(made, store, made.parts(1, 25 * count, 100))
        made.close()
    ms, yardstick = summary(single), summary(bare)
    rate = 100 / statistics.mean(hundreds)
    return {
        "one_event_p99_ms": at_most(ms["p99"], 25, yardstick["p99"], all_ms=ms, flushed_write_ms=yardstick),
        "batches_of_100_events_per_s": at_least(rate, 10_000, 100 / statistics.mean(bare)),
    }


def _publishing(made, store, parts):
    """Seconds for each segment of a log, from its records to the flushed file."""
    sealers = {sealer.writer: sealer for sealer in made.writers}

    def send(part):
        path = segment_path(part[0], EIGHT)
        store.publish(path, [sealers[part[0].writer].seal(*part)])

    return [clocked(lambda part=part: send(part))[0] for part in parts]


def verify(options):
    """G3: parsing, verifying and decrypting segments, against bare verifications of Ed25519."""
    with tempfile.TemporaryDirectory() as name:
        made = founded(Path(name), 1)
        key_of = {made.writers[0].writer: made.writers[0].public_key}.get
        long, short = (list(made.log(0, options.count(count), size)) for count, size in ((20_000, 500), (2_000, 1)))
        opener = made.office.sealer
        rates = []
        for segments in (long, short):
            begun = time.process_time()
            seconds, _opened = clocked(lambda these=segments: [opener.open(raw, key_of) for _name, raw in these])
            rates.append([round(segments[-1][0].last / spent) for spent in (seconds, time.process_time() - begun)])
        made.close()
    bare, ((many, busy), (few, busy_with_few)) = bare_verifications(options.count(4_000)), rates
    return {
        "events_per_s_in_segments_of_500": at_least(many, 150_000, 500 * bare, by_processor_time=busy),
        "segments_of_1_per_s": at_least(few, 4_000, bare, by_processor_time=busy_with_few),
    }


# ---- mutated segments


def mutations(options):
    """G14: segments with bytes changed, cut, doubled or mixed, handed to the workspace's door."""
    chance, found = random.Random(options.seed), Counter()
    with tempfile.TemporaryDirectory() as name:
        made = founded(Path(name), 3)
        folder = made.laptop()
        raws = [raw for number in range(3) for size in (1, 5, 100) for _name, raw in made.log(number, 100, size)][:90]
        raws += [path.read_bytes() for path in made.store.rglob("*.seg")]
        program = open_program(profiles.load(folder))
        while not program.exchange.round().quiet:
            pass
        count, known = options.count(20_000), frozenset(raws)
        seconds, _done = clocked(lambda: _mutate(program, raws, known, chance, count, found))
        program.close()
        made.close()
    accepted, unhandled = found.pop("accepted", 0), found.pop("unhandled", 0)
    more = {"mutations": count, "faults": dict(found.most_common()), "per_s": round(count / seconds)}
    return {"accepted": at_most(accepted, 0, None, **more), "unhandled": at_most(unhandled, 0, None)}


def _mutate(program, raws, known, chance, count, found):
    for _batch in range(count // BATCH):
        changed = [raw for raw in (mutated(raws, chance) for _one in range(BATCH)) if raw not in known]
        try:
            reception = program.keeper.receive(changed)
        except Exception:  # noqa: BLE001  # whatever it is, it is counted
            traceback.print_exc()
            found["unhandled"] += 1
            continue
        found["accepted"] += len(reception.accepted)
        found["waiting"] += len(reception.waiting)
        found.update(str(getattr(damage, "fault", type(damage).__name__)) for damage in reception.damaged)


def mutated(raws, chance):
    """Bytes of a segment, changed in one of several ways."""
    raw = chance.choice(raws)
    at = chance.randrange(len(raw))
    to = min(len(raw), at + chance.randrange(1, 40))
    return chance.choice((_flipped, _cut, _doubled, _noise, _crossed, _early))(raw, at, to, chance.choice(raws))


def _flipped(raw, at, _to, _other):
    return raw[:at] + bytes([raw[at] ^ 1 << at % 8]) + raw[at + 1 :]


def _early(raw, at, to, other):
    return _flipped(raw, at % 160, to, other)  # in the clear header


def _cut(raw, at, to, _other):
    return raw[:at] + raw[to:]


def _doubled(raw, at, to, _other):
    return raw[:to] + raw[at:]


def _noise(raw, at, to, _other):
    return raw[:at] + os.urandom(to - at) + raw[to:]


def _crossed(raw, at, _to, other):
    return raw[:at] + other[at:]


PARTS = {"publish": publish, "verify": verify, "mutations": mutations}
