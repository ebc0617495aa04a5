"""Testimonies: what a laptop took in, and how two that took in different things under one number find out."""

import dataclasses

import pytest

from ecabinet.app.segment import Tip
from ecabinet.core.errors import SegmentDamaged, SegmentFault
from ecabinet.core.event import Log
from ecabinet.core.events.floor import FloorRequested
from ecabinet.sync.audit.verify import verify_store
from ecabinet.sync.formats.heads import digest
from ecabinet.sync.formats.names import Kind, content_name, place, seen_path, stated_path
from ecabinet.sync.formats.seen import MAX_ROWS, MAX_SEEN, Seen, open_seen, unsigned
from ecabinet.sync.keys.envelope import SegmentSealer
from ecabinet.sync.moving.copying import Copying
from ecabinet.sync.round.witness import OTHERS, SIDES, WITNESS_ROUNDS
from ecabinet.sync.stores.memory import MemoryStore
from tests.sync.fakes import NOON, Replica, seed

SEALER = SegmentSealer(seed(1))
SAID = Seen(
    "a2" * 26, SEALER.writer, {(Log.DATA, "b3" * 13): Tip(7, b"t" * 32), (Log.CONTROL, "c4" * 13): Tip(1, b"u" * 32)}
)
AT = place(seen_path(SAID.space, SAID.writer))
KEYS = {SEALER.writer: SEALER.public_key}


def opened(raw, at=AT):
    return open_seen(raw, at, KEYS.get, "here")


def test_what_was_seen_comes_back():
    assert opened(SEALER.seal_head(unsigned(SAID))) == SAID


def test_every_flip_and_every_truncation_is_refused():
    raw = SEALER.seal_head(unsigned(SAID))
    for at in range(len(raw)):
        for bad in (raw[:at], raw[:at] + bytes([raw[at] ^ 0x10]) + raw[at + 1 :], raw + b"\0"):
            with pytest.raises(SegmentDamaged):
                opened(bad)


def test_somebody_elses_is_refused():
    other = SegmentSealer(seed(2))
    for raw, at, fault in (
        (other.seal_head(unsigned(SAID)), AT, SegmentFault.SIGNATURE),
        (SEALER.seal_head(unsigned(SAID)), dataclasses.replace(AT, writer=other.writer), SegmentFault.NAME),
        (SEALER.seal_head(unsigned(SAID)), dataclasses.replace(AT, space="b2" * 26), SegmentFault.NAME),
        (
            other.seal_head(unsigned(dataclasses.replace(SAID, writer=other.writer))),
            dataclasses.replace(AT, writer=other.writer),
            SegmentFault.UNKNOWN_WRITER,
        ),
    ):
        with pytest.raises(SegmentDamaged) as caught:
            opened(raw, at)
        assert caught.value.fault is fault


def test_signed_nonsense_is_refused():
    for body in (b"", b"\x90", b"\xc0", b"\xdd\xff\xff\xff\xff", b"\x91" * 3000):
        made = unsigned(SAID)
        raw = SEALER.seal_head(dataclasses.replace(made, body=body.ljust(len(made.body), b"\xc1")[: len(made.body)]))
        with pytest.raises(SegmentDamaged) as caught:
            opened(raw)
        assert caught.value.fault is SegmentFault.BODY


def test_of_too_many_logs_the_first_are_named_and_it_fits_its_limit():
    letters = "abcdefghijklmnopqrstuvwxyz234567"
    names = ["a" * 22 + a + b + c + d for a in letters[:17] for b in letters for c in letters for d in "a"]
    tips = {(Log.DATA, name): Tip(10**15 - 1, b"h" * 32) for name in names}
    raw = SEALER.seal_head(unsigned(dataclasses.replace(SAID, tips=tips)))
    assert len(tips) > MAX_ROWS
    assert len(raw) <= MAX_SEEN
    found = opened(raw).tips
    assert list(found) == sorted(tips)[:MAX_ROWS]
    assert digest(found) == digest({key: tips[key] for key in sorted(tips)[:MAX_ROWS]})


@pytest.fixture
def sly(room_of):
    """Four replicas, of which the last writes this to some and that to others."""
    made = room_of(MemoryStore(), 4)
    made.rounds(2)
    made.replicas[2].ask(made.space)
    made.rounds(2)
    assert made.agree()
    return made


def turns(room, count=2):
    """Let everybody have so many turns of comparing."""
    return room.rounds(count * WITNESS_ROUNDS + 2)


def twins(room, count=1):
    """Two copies of replica 3, which write different things; the segments of each."""
    sides = []
    for words in ("một", "hai"):
        twin = Replica(3, room.genesis, room.folder / words)
        twin.known, twin.directory = dict(room.replicas[3].known), room.replicas[3].directory
        event = FloorRequested(twin.known[room.space].about, f"s-{words}", "i", "m", "discuss", NOON)
        sides.append([twin.kept[twin.write(room.space, event)] for _number in range(count)])
    return sides


def of(room, kind):
    return sorted(
        path for path in room.store.files if (at := place(path)) and at.kind is kind and at.space == room.space
    )


def test_everybody_says_what_others_wrote_and_nothing_moves_when_all_agree(sly):
    sly.replicas[1].ask(sly.space, 2)
    sly.replicas[2].ask(sly.space)
    turns(sly)
    for replica in sly.replicas:
        raw = sly.store.files[seen_path(sly.space, replica.me)]
        said = open_seen(raw, place(seen_path(sly.space, replica.me)), replica.key_of, "")
        others = {key: tip for key, tip in replica.tips(sly.space).items() if key[1] != replica.me}
        assert said.tips == others
    before = dict(sly.store.files)
    sly.store.replace = lambda name, _data: pytest.fail(f"{name} was written")
    assert all(report.quiet for report in turns(sly))
    assert sly.store.files == before


def test_two_sides_nobody_shows_become_known_to_all(sly):
    one, two = twins(sly)
    assert len(sly.replicas[1].receive(one).accepted) == len(sly.replicas[2].receive(two).accepted) == 1
    turns(sly, 3)
    assert {tuple(sorted(replica.evidence)) for replica in sly.replicas[:3]} == {tuple(sorted((*one, *two)))}
    assert of(sly, Kind.FORK) == sorted(stated_path(Kind.FORK, sly.space, content_name(raw)) for raw in (*one, *two))


def test_what_others_say_of_the_own_log_moves_nobody(sly):
    """A laptop that was set back may have other records than others saw: that is told in another way."""
    one, two = twins(sly)
    sly.replicas[1].receive(one)
    sly.replicas[3].receive(two)
    exchanges = [sly.exchanges[1], sly.exchanges[3]]
    for _round in range(2 * WITNESS_ROUNDS):
        exchanges[1].round()
    for _round in range(2 * WITNESS_ROUNDS):
        exchanges[0].round()
        assert not of(sly, Kind.FORK)
        exchanges[1].round()
        sly.store.files = {path: raw for path, raw in sly.store.files.items() if sly.replicas[3].me not in path}


@pytest.mark.parametrize("bad", [b"", b"junk" * 100, "forged"])
def test_what_does_not_hold_is_passed_over_and_written_again_by_whose_it_is(sly, bad):
    turns(sly)
    path = seen_path(sly.space, sly.replicas[1].me)
    good = sly.store.files[path]
    lie = Seen(sly.space, sly.replicas[1].me, {(Log.DATA, sly.replicas[1].me): Tip(1, b"x" * 32)})
    sly.store.files[path] = sly.replicas[2].sealer.seal_head(unsigned(lie)) if bad == "forged" else bad
    assert path in {defect.file for defect in verify_store(sly.store).defects}
    del sly.store.files[path]
    turns(sly)
    assert sly.store.files[path] == good
    assert verify_store(sly.store).sound


def test_a_liar_makes_others_show_a_few_of_their_segments_and_no_more(sly):
    """Whoever says of all logs what is not so makes nobody doubt them."""
    sly.replicas[0].ask(sly.space, 3 * SIDES)
    sly.rounds(3)
    tips = {key: Tip(tip.seq, b"x" * 32) for key, tip in sly.replicas[2].tips(sly.space).items()}
    lie = Seen(sly.space, sly.replicas[3].me, tips)
    sly.store.files[seen_path(sly.space, sly.replicas[3].me)] = sly.replicas[3].sealer.seal_head(unsigned(lie))
    for _round in range(3 * WITNESS_ROUNDS):
        for exchange in sly.exchanges[:3]:
            exchange.round()
    assert 0 < len(of(sly, Kind.FORK)) <= len(tips)
    assert not any(replica.evidence for replica in sly.replicas)
    assert all(exchange.round().quiet for exchange in sly.exchanges[:3])


def test_a_round_between_two_turns_asks_nothing_more(sly):
    turns(sly)
    asked = []
    listing, reading = sly.store.list, sly.store.read
    sly.store.list = lambda folder: asked.append(folder) or listing(folder)
    sly.store.read = lambda name, limit: asked.append(name) or reading(name, limit)
    counts = []
    for _round in range(2 * WITNESS_ROUNDS):
        asked.clear()
        sly.exchanges[1].round()
        counts.append(sum("/seen" in name for name in asked))
    assert sum(count > 0 for count in counts) == 2
    assert max(counts) <= 2 * (1 + OTHERS)


def test_a_copy_of_a_store_leaves_them_out(sly):
    turns(sly)
    assert of(sly, Kind.SEEN)
    target = MemoryStore()
    report = Copying(sly.store, target).round()
    assert report.left_out >= len(of(sly, Kind.SEEN))
    assert not any("/seen/" in path for path in target.files)
