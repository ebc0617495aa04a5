"""An item that was taken off the agenda can be neither called, discussed, voted on nor concluded."""

import pytest

from ecabinet.app import commands
from ecabinet.core.errors import NoSuchThing
from tests.app.kit import Committee

WISHES = [
    commands.CallItem,
    commands.RequestFloor,
    lambda item: commands.OpenVote(item, "Câu hỏi"),
    lambda item: commands.RecordConclusion(item, "Thống nhất."),
]


@pytest.mark.parametrize("wish", WISHES)
def test_an_item_that_was_taken_off_is_refused(wish):
    committee = Committee()
    _meeting, item = committee.sitting()
    committee["t1"].do(commands.RemoveItem(item))
    committee.spread()
    with pytest.raises(NoSuchThing) as caught:
        committee["m1"].do(wish(item))
    assert (caught.value.kind, caught.value.thing) == ("item", item)
