"""Segments on their way to the workspace: in which batches, and what became of each."""

import pytest

from ecabinet.app.reception import Reception
from ecabinet.app.segment import SegmentName
from ecabinet.core.errors import ForkFound, SegmentDamaged, SegmentFault
from ecabinet.core.event import Log
from ecabinet.sync.formats.names import label
from ecabinet.sync.round import offers
from ecabinet.sync.round.offers import Offer, batches, sort


def offer(first, last, writer="w", size=10):
    name = SegmentName("space", Log.DATA, writer, first, last)
    return Offer(f"{writer}-{first}", name, bytes(size))


@pytest.mark.parametrize(
    ("given", "sizes"),
    [
        ([], []),
        ([offer(n, n) for n in range(1, offers.BATCH_FILES + 2)], [offers.BATCH_FILES, 1]),
        (
            [offer(1, offers.BATCH_EVENTS - 1), offer(offers.BATCH_EVENTS, offers.BATCH_EVENTS), offer(9999, 9999)],
            [2, 1],
        ),
        ([offer(1, 2 * offers.BATCH_EVENTS), offer(1, 1, "v")], [1, 1]),
        ([offer(1, 1, size=offers.BATCH_BYTES), offer(2, 2)], [1, 1]),
    ],
    ids=["nothing", "files", "events", "one long segment", "bytes"],
)
def test_a_batch_ends_with_what_fills_it(given, sizes):
    made = list(batches(given))
    assert [len(batch) for batch in made] == sizes
    assert [one for batch in made for one in batch] == given


def test_each_offer_has_one_fate():
    taken, late, bad, forked = (offer(number, number, writer) for number, writer in enumerate("abcd", start=1))
    about_bad = SegmentDamaged(label(bad.name), SegmentFault.BODY)
    fork, elsewhere = ForkFound("space", "d", 4), ForkFound("space", "e", 4)
    unnamed = SegmentDamaged("what", SegmentFault.FORMAT)
    reception = Reception(accepted=(taken.name,), waiting=(late.name,), damaged=(about_bad, fork, elsewhere, unnamed))
    outcome = sort([taken, late, bad, forked], reception)
    assert outcome.accepted == (taken,)
    assert outcome.waiting == (late,)
    assert outcome.refused == ((bad, about_bad), (forked, fork))
    assert outcome.unclear == (elsewhere, unnamed)
