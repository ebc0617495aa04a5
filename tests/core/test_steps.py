"""What the control chain is kept in: mappings that share most of themselves, and the directories along it."""

import random

import pytest

from ecabinet.core import steps
from ecabinet.core.deeds import Certificate
from ecabinet.core.directory import Directory
from ecabinet.core.event import ControlPosition
from ecabinet.core.layers import Layered, put


@pytest.mark.parametrize("count", [0, 1, 9, 500])
def test_a_layered_mapping_is_a_dict_in_all_its_ages(count):
    chance, plain, layered, ages = random.Random(count), {}, {}, []
    for number in range(count):
        key = chance.randrange(count)
        plain, layered = {**plain, key: number}, put(layered, key, number)
        ages.append((plain, layered))
    for expected, found in ages:
        assert list(found.items()) == list(expected.items())
        assert len(found) == len(expected)
        assert all(key in found for key in expected)
        assert -1 not in found
        assert found.get(-1) is None


def test_a_layered_mapping_shares_what_it_was_made_from():
    first = Layered(dict.fromkeys(range(1000)))
    assert first.put(1000, None)._base is first._base


def at(epoch, seq):
    return Directory("space", "ctl", bytes(32), ControlPosition(epoch, seq))


def long(count):
    begun = steps.begin(at(0, 0))
    for seq in range(1, count + 1):
        begun = begun.followed_by([at(1, seq)])
    return begun


@pytest.mark.parametrize("count", [0, 1, 63, 64, 65, 200])
def test_each_position_has_its_directory_however_many_were_added_at_once(count):
    one_by_one, whole = long(count), steps.begin(at(0, 0)).followed_by([at(1, seq) for seq in range(1, count + 1)])
    assert list(one_by_one) == list(whole) == [(0, 0), *((1, seq) for seq in range(1, count + 1))]
    assert len(one_by_one) == len(whole) == count + 1
    assert all(one_by_one[place] == whole[place] == at(*place) for place in whole)
    assert (1, count + 1) not in whole


def test_between_two_positions_the_earlier_one_counts():
    walked = long(130).followed_by([at(3, 0), at(3, 1)])
    assert walked.upto(ControlPosition(1, 999)) == at(1, 130)
    assert walked.upto(ControlPosition(2, 5)) == at(1, 130)
    assert walked.upto(ControlPosition(9, 9)) == at(3, 1)
    assert walked.upto(ControlPosition(-1, 0)) == at(0, 0)


def test_adding_leaves_what_was_there_before_as_it_was():
    before = long(70)
    one, other = before.followed_by([at(2, 0)]), before.followed_by([at(3, 0)])
    assert (len(before), list(one)[-1], list(other)[-1]) == (71, (2, 0), (3, 0))


def test_deeds_are_told_at_every_position_alike():
    certificate = Certificate("space", "w", "v", bytes(32), countersigned=True)
    told = long(100).telling(steps.Told({"v": certificate}, {"v": bytes(32)}))
    assert all(directory.certificates == {"v": certificate} for directory in told.values())
    assert told.followed_by([at(2, 0)])[2, 0].vouched == {"v": bytes(32)}
