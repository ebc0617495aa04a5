"""What the laptops that lead lay back for one that is gone: its segments and papers, byte for byte."""

import pytest

from ecabinet.app.segment import SegmentName
from ecabinet.core.event import Log
from ecabinet.sync.formats.names import Kind, blob_id, blob_path, pack_path, place
from ecabinet.sync.round.listing import Listing
from ecabinet.sync.round.relief import PAPER_ROUNDS, ROUNDS, TURN_ROUNDS
from ecabinet.sync.stores.memory import MemoryStore
from tests.sync.test_exchange import Sly

LONG = ROUNDS + 3 * TURN_ROUNDS
PAPER = bytes(range(256)) * 9


@pytest.fixture
def hall(store, room_of):
    """Number 2 wrote and is gone for good; number 1 leads; number 3 has not looked at anything yet."""
    made = room_of(store, 4)
    made.newcomer = made.exchanges.pop()
    made.rounds(2)
    made.gone = made.replicas[2]
    made.version = made.gone.add_paper(made.space, PAPER)
    made.gone.ask(made.space, 3)
    made.rounds(3)
    made.fetched = made.exchanges.pop()
    leading(made)
    return made


def leading(made, number=1):
    made.exchanges[number].care.relief.leads = lambda: True


def files(made, writer):
    listing = Listing(made.store, made.space)
    listing.look()
    return {path: made.store.read(path, 10**6) for path, at in listing.places.items() if at.writer == writer}


def delete(made, paths):
    for path in paths:
        made.store.remove(path)


def complete(made):
    """Say whether who comes now learns everything."""
    made.newcomer.round()
    made.newcomer.round()
    return made.replicas[3].state() == made.replicas[1].state()


def test_what_a_gone_laptop_wrote_is_laid_back_byte_for_byte(hall):
    before = files(hall, hall.gone.me)
    delete(hall, before)
    hall.rounds(LONG)
    assert files(hall, hall.gone.me) == before
    assert complete(hall)
    assert hall.rounds()[1].quiet


def test_the_papers_its_segments_name_come_first(hall):
    blob = blob_path(hall.space, blob_id(hall.version), 0)
    delete(hall, [blob, *files(hall, hall.gone.me)])
    hall.rounds(LONG)
    assert complete(hall)
    assert hall.replicas[3].vault.has(hall.version)


@pytest.mark.parametrize("closed", [False, True])
def test_a_paper_alone_is_missed_while_its_meeting_is_open(hall, closed):
    blob = blob_path(hall.space, blob_id(hall.version), 0)
    delete(hall, [blob])
    if closed:
        hall.replicas[1].closed.add(hall.space)
    hall.rounds(2 * PAPER_ROUNDS)
    assert (hall.store.size(blob) is None) is closed


def test_its_control_log_is_laid_back_too(store, room_of):
    made = room_of(store, 3)
    made.rounds(2)
    leading(made)
    paths = [path for path, at in made.exchanges[1].lookout.listings[made.genesis.space].places.items()]
    chain = [path for path in paths if place(path).log is Log.CONTROL]
    delete(made, chain)
    made.exchanges = made.exchanges[1:]
    made.rounds(LONG)
    assert chain
    assert all(store.size(path) is not None for path in chain)


def test_deeds_are_everybodys(hall):
    hall.gone.take_deeds(hall.space, [b"deed by the one that is gone"])
    hall.fetched.round()
    hall.rounds(2)
    listing = hall.exchanges[1].lookout.listings[hall.space]
    (deed,) = (path for path, at in listing.stated.items() if at.kind is Kind.DEED)
    delete(hall, [deed])
    hall.rounds(2)
    assert hall.store.size(deed) is not None


def test_nobody_stands_in_for_who_is_there(hall):
    hall.exchanges.append(hall.fetched)
    delete(hall, files(hall, hall.gone.me))
    reports = [hall.rounds() for _round in range(LONG)]
    assert not any(name.writer == hall.gone.me for round_ in reports for name in round_[1].published)
    assert complete(hall)


def test_who_may_not_lead_lays_nothing(hall):
    hall.exchanges[1].care.relief.leads = lambda: False
    delete(hall, files(hall, hall.gone.me))
    hall.rounds(LONG)
    assert not files(hall, hall.gone.me)


def test_two_do_it_at_once(hall):
    leading(hall, 0)
    before = files(hall, hall.gone.me)
    delete(hall, before)
    hall.rounds(LONG)
    assert files(hall, hall.gone.me) == before


def test_a_gap_of_a_moment_is_none(hall):
    before = files(hall, hall.gone.me)
    for _time in range(4):
        delete(hall, before)
        hall.rounds(ROUNDS // 2)
        for path, raw in before.items():
            hall.store.publish(path, [raw])
        reports = [hall.rounds() for _round in range(TURN_ROUNDS + 1)]
        assert not any(name.writer == hall.gone.me for round_ in reports for name in round_[1].published)


def test_what_a_pack_covers_stays_away(hall):
    before = files(hall, hall.gone.me)
    name = SegmentName(hall.space, Log.DATA, hall.gone.me, 1, 4)
    prev, records = hall.fetched.care.packs._records(name)
    raw = hall.gone.sealer.seal(name, prev, records)
    hall.store.publish(pack_path(name), [raw])
    delete(hall, before)
    hall.rounds(LONG)
    assert files(hall, hall.gone.me) == {pack_path(name): raw}
    assert complete(hall)


def test_other_bytes_at_a_place_are_left_alone(hall):
    before = files(hall, hall.gone.me)
    path = sorted(before)[-1]
    delete(hall, before)
    hall.rounds(LONG // 2)
    hall.store.publish(path, [b"something else"])
    hall.rounds(LONG)
    assert hall.store.read(path, 100) == b"something else"
    assert set(files(hall, hall.gone.me)) == set(before)


def test_a_read_only_store_stays_as_it_is(room_of):
    made = room_of(Sly(), 3)
    made.rounds(2)
    made.replicas[2].ask(made.space, 3)
    made.rounds(3)
    made.gone = made.replicas[2]
    made.exchanges.pop()
    leading(made)
    before = files(made, made.gone.me)
    delete(made, before)
    made.store.writable = False
    reports = [made.rounds()[1] for _round in range(LONG)]
    assert "read_only" in {report.unpublished for report in reports}
    assert not any(report.offline for report in reports)
    assert not files(made, made.gone.me)
    made.store.writable = True
    made.rounds(LONG)
    assert files(made, made.gone.me) == before


def test_nothing_is_concluded_of_folders_not_listed_yet():
    store, space = MemoryStore(), "a2" * 26
    writers = [letter * 26 for letter in "abcdefghijklmnop"]
    listing = Listing(store, space)
    listing.rest(writers)
    for writer in writers:
        store.publish(f"{space}/w/{writer}/1-5.seg", [b"x"])
    listing.look()
    seen = listing.lacking(dict.fromkeys(writers, 6))
    assert set(seen.values()) == {((6, 6),)}
    assert 0 < len(seen) < len(writers)
    listing.look()
    assert set(listing.lacking(dict.fromkeys(writers, 6))) == set(writers)
    assert listing.lacking(dict.fromkeys(writers, 5)) == {}
